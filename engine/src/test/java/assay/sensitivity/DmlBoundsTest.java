package assay.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.EstimationException;
import assay.Gold;
import assay.Role;
import assay.Sample;
import assay.nuisance.Folds;
import assay.nuisance.LinearLearner;
import assay.nuisance.LogisticLearner;
import assay.random.Philox;
import com.google.gson.JsonObject;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DmlBoundsTest {

    private static DmlBounds linear(ScoreModel model) {
        return new DmlBounds(
                model,
                new LinearLearner(),
                model == ScoreModel.INTERACTIVE ? new LogisticLearner() : new LinearLearner(),
                5,
                Folds.INTERLEAVED,
                0,
                0.03,
                0.04);
    }

    /** hdm::pension401k as the golden script has it: age / 10, inc / 1e4 and their squares. */
    private static Sample pension() {
        Table table = Table.read("hdm_pension401k.csv.gz");
        double[] age = scaled(table.numbers("age"), 10);
        double[] inc = scaled(table.numbers("inc"), 1e4);
        Sample.Builder builder = Sample.builder()
                .outcome("net_tfa", table.numbers("net_tfa"))
                .assignment("e401", table.numbers("e401"))
                .covariate("age", age)
                .covariate("inc", inc)
                .covariate("age2", Arrays.stream(age).map(a -> a * a).toArray())
                .covariate("inc2", Arrays.stream(inc).map(a -> a * a).toArray());
        for (String name : new String[] {"educ", "fsize", "marr", "twoearn", "db", "pira", "hown"}) {
            builder.covariate(name, table.numbers(name));
        }
        return builder.build();
    }

    private static double[] scaled(double[] values, double unit) {
        return Arrays.stream(values).map(v -> v / unit).toArray();
    }

    /** DoubleML 0.7.1, {@code sensitivity_analysis(cf_y=.04, cf_d=.03, rho=1)} on fixed folds (g17_dml.py). */
    @Test
    void doubleMl() {
        JsonObject gold = Gold.read("dml_fixed_folds.json")
                .getAsJsonObject("values")
                .getAsJsonObject("results")
                .getAsJsonObject("PLR_sensitivity_cf_y_.04_cf_d_.03_rho_1");
        BiasBounds bounds = linear(ScoreModel.PARTIALLY_LINEAR).bounds(pension(), new Philox(1, 0, 3));
        Strength strength = new Strength(0.03, 0.04);
        double bias = bounds.bias(strength);
        double scale = 1e-8 * bounds.value();
        assertThat(bounds.value() - bias).isCloseTo(first(gold, "theta_lower"), within(scale));
        assertThat(bounds.value() + bias).isCloseTo(first(gold, "theta_upper"), within(scale));
        // DoubleML 0.7.1 takes the influence of the estimate with the sign of its negative derivative, so that the
        // errors of its
        // lower and upper bounds are exchanged; jackknifeErrors() below says which is which.
        BoundsInference inference = bounds.inference(strength);
        double z = 1.6448536269514722;
        assertThat(bounds.value() - bias - z * inference.upperError())
                .isCloseTo(first(gold, "ci_lower"), within(scale));
        assertThat(bounds.value() + bias + z * inference.lowerError())
                .isCloseTo(first(gold, "ci_upper"), within(scale));
        // DoubleML finds these two by a numerical search whose tolerance is about 1e-6.
        assertThat(bounds.robustnessValue(0)).isCloseTo(first(gold, "rv"), within(5e-6));
        double rva = first(gold, "rva");
        Strength at = new Strength(rva, rva);
        double confidence =
                bounds.value() - bounds.bias(at) - z * bounds.inference(at).upperError();
        assertThat(confidence).isCloseTo(0, within(1e-3 * bounds.value()));
    }

    /** Errors of the two bounds, which differ where the noise depends on the treatment, against a jackknife of 614 fits. */
    @Test
    void jackknifeErrors() {
        Sample sample = Table.lalonde();
        Strength strength = new Strength(0.1, 0.3);
        int n = sample.size();
        double[][] bounds = new double[2][n];
        for (int left = 0; left < n; left++) {
            int[] rows = new int[n - 1];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = i < left ? i : i + 1;
            }
            BoundsInference without =
                    OmittedVariableBounds.bounds(sample.rows(rows)).inference(strength);
            bounds[0][left] = without.lower();
            bounds[1][left] = without.upper();
        }
        BoundsInference whole = OmittedVariableBounds.bounds(sample).inference(strength);
        double[] errors = {whole.lowerError(), whole.upperError()};
        for (int b = 0; b < 2; b++) {
            double mean = BiasBounds.mean(bounds[b]);
            double squares = 0;
            for (double v : bounds[b]) {
                squares += (v - mean) * (v - mean);
            }
            double jackknife = Math.sqrt(squares * (n - 1.0) / n);
            assertThat(errors[b] / jackknife).isBetween(0.96, 1.04);
        }
        assertThat(Math.abs(errors[0] / errors[1] - 1)).isGreaterThan(0.1);
    }

    private static double first(JsonObject object, String name) {
        return object.getAsJsonArray(name).get(0).getAsDouble();
    }

    /** The interactive score is AIPW on the same folds: [V] hand-written in g17_dml.py. */
    @Test
    void theInteractiveModelIsAipw() {
        JsonObject gold = Gold.read("dml_fixed_folds.json")
                .getAsJsonObject("values")
                .getAsJsonObject("results")
                .getAsJsonObject("AIPW_hand");
        BiasBounds bounds = linear(ScoreModel.INTERACTIVE).bounds(pension(), new Philox(1, 0, 3));
        double ate = gold.get("ate").getAsDouble();
        assertThat(bounds.value()).isCloseTo(ate, within(1e-6 * ate));
        assertThat(bounds.stdError())
                .isCloseTo(
                        gold.get("se").getAsDouble(),
                        within(1e-6 * gold.get("se").getAsDouble()));
    }

    /** One fold and linear learners: the partially linear bound is the omitted-variable formula on the same rows. */
    @Test
    void withoutFoldsItIsTheFormula() {
        DmlBounds whole = new DmlBounds(
                ScoreModel.PARTIALLY_LINEAR,
                new LinearLearner(),
                new LinearLearner(),
                1,
                Folds.INTERLEAVED,
                0,
                0.1,
                0.1);
        Sample sample = Table.lalonde();
        Strength strength = new Strength(0.2, 0.3);
        double formula = OmittedVariableAnalysis.of(sample).regression().bias(strength);
        assertThat(whole.bounds(sample, new Philox(1, 0, 3)).bias(strength)).isCloseTo(formula, within(1e-9 * formula));
    }

    @Test
    void saysWhatIsMissing() {
        Sample sample = Table.lalonde().with(Role.COVARIATE);
        assertThatThrownBy(() -> DmlBounds.standard().estimate(sample, new Philox(1, 0, 3)))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("covariate");
    }
}
