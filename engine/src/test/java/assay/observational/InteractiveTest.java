package assay.observational;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.Estimand;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.nuisance.Folds;
import assay.nuisance.LinearLearner;
import assay.nuisance.LogisticLearner;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class InteractiveTest {

    private static final LinearLearner LINEAR = new LinearLearner();
    private static final LogisticLearner LOGISTIC = new LogisticLearner();

    private static Fit fit(Estimator<Fit> estimator, Sample sample) {
        return estimator.estimate(sample, new Philox(5, 0, 3));
    }

    /** Encouragement by lot with odds that depend on x, three in four comply, an effect of 2, a hidden trait u. */
    private static Sample encouraged(int size) {
        Philox random = new Philox(9, 0, 0);
        double[] x = new double[size];
        double[] z = new double[size];
        double[] d = new double[size];
        double[] y = new double[size];
        for (int i = 0; i < size; i++) {
            x[i] = random.nextGaussian();
            double u = random.nextGaussian();
            z[i] = random.nextDouble() < 1 / (1 + Math.exp(-x[i])) ? 1 : 0;
            d[i] = z[i] == 1 && u < 0.67 ? 1 : 0;
            y[i] = 2 * d[i] + x[i] - u + random.nextGaussian();
        }
        return Sample.builder()
                .outcome("y", y)
                .assignment("z", z)
                .add(Role.TREATMENT, "d", d)
                .covariate("x", x)
                .build();
    }

    @Test
    void everyoneAtOnceIsAipwAndPartiallyLinearIsDmlPlr() {
        Sample sample = encouraged(400).with(Role.TREATMENT);
        Fit aipw = fit(new Aipw(LINEAR, LOGISTIC, 5, 3, 0.01, Folds.RANDOM), sample);
        Fit model = fit(
                new InteractiveModel(
                        LINEAR, LOGISTIC, Averaged.EVERYONE, Pooling.ALL_AT_ONCE, 5, 3, 0.01, Folds.RANDOM),
                sample);
        assertThat(model.estimate().value()).isCloseTo(aipw.estimate().value(), within(1e-12));
        assertThat(model.estimate().stdError()).isCloseTo(aipw.estimate().stdError(), within(1e-12));
        Fit plr = fit(new DmlPlr(LINEAR, LOGISTIC, 5, 1, Folds.RANDOM), sample);
        Fit same = fit(
                new PartiallyLinear(
                        LINEAR,
                        LOGISTIC,
                        PartiallyLinearScore.PARTIALLING_OUT,
                        Pooling.ALL_AT_ONCE,
                        5,
                        1,
                        Folds.RANDOM),
                sample);
        assertThat(same.estimate().value()).isCloseTo(plr.estimate().value(), within(1e-12));
        assertThat(same.estimate().stdError()).isCloseTo(plr.estimate().stdError(), within(1e-12));
    }

    /** Where everyone who is told takes it, the effect on compliers is that of the instrument. */
    @Test
    void fullComplianceIsTheInteractiveModel() {
        Sample sample = encouraged(400);
        Sample full = sample.with(
                Role.TREATMENT,
                new Column.Numeric("d", sample.numeric(Role.ASSIGNMENT).clone()));
        InteractiveIv iv = new InteractiveIv(
                LINEAR, LOGISTIC, LINEAR, Takers.ALWAYS_AND_NEVER, Pooling.ALL_AT_ONCE, 5, 1, 0.01, Folds.INTERLEAVED);
        InteractiveModel model = new InteractiveModel(
                LINEAR, LOGISTIC, Averaged.EVERYONE, Pooling.ALL_AT_ONCE, 5, 1, 0.01, Folds.INTERLEAVED);
        assertThat(fit(iv, full).estimate().value())
                .isCloseTo(fit(model, full).estimate().value(), within(1e-10));
        assertThat(fit(iv, full).estimate().stdError())
                .isCloseTo(fit(model, full).estimate().stdError(), within(1e-10));
    }

    /** The interval is missed by chance in 3 of 10,000 draws; this draw is fixed. */
    @Test
    void instrumentsFindTheEffectThatIsConfounded() {
        Sample sample = encouraged(4000);
        for (Estimator<Fit> model : List.of(DmlIv.standard(), InteractiveIv.standard(Takers.NEVER_ONLY))) {
            Fit found = fit(model, sample);
            assertThat(model.target()).isEqualTo(Estimand.LATE);
            assertThat(Math.abs(found.estimate().value() - 2))
                    .isLessThan(3.6 * found.estimate().stdError());
            assertThat(found.cautions()).isEmpty();
            double[] influence = found.influence().orElseThrow().values(0);
            assertThat(Arrays.stream(influence).sum() / influence.length).isCloseTo(0, within(1e-9));
        }
        // Those who took it against those who did not: the hidden trait is in it.
        Fit naive = fit(
                DmlPlr.standard(),
                sample.with(Role.ASSIGNMENT, sample.column(Role.TREATMENT)).with(Role.TREATMENT));
        assertThat(naive.estimate().value()).isGreaterThan(2.5);
    }

    @Test
    void badDataAreRefused() {
        Sample sample = encouraged(100);
        double[] none = new double[100];
        assertThatThrownBy(() -> fit(
                        InteractiveIv.standard(Takers.ALWAYS_AND_NEVER),
                        sample.with(Role.TREATMENT, new Column.Numeric("d", none))))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("the instrument does not move it");
        assertThatThrownBy(() -> fit(DmlIv.standard(), sample.with(Role.TREATMENT)))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.MISSING_ROLE));
        double[] half = new double[100];
        for (int i = 0; i < 100; i++) {
            half[i] = i / 2 % 2;
        }
        assertThat(fit(DmlIv.standard(), sample.with(Role.TREATMENT, new Column.Numeric("d", half)))
                        .cautions())
                .anyMatch(c -> c.code().equals("weak-instrument"));
        double[] dose = new double[100];
        Arrays.fill(dose, 1.5);
        dose[99] = 0;
        assertThatThrownBy(() -> fit(
                        InteractiveIv.standard(Takers.NEVER_ONLY),
                        sample.with(Role.TREATMENT, new Column.Numeric("d", dose))))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("'d' is 1.5 in row 1");
        assertThatThrownBy(() -> fit(InteractiveModel.onTreated(), sample.rows(new int[] {0, 1, 2, 3, 4})))
                .isInstanceOf(EstimationException.class);
        assertThat(InteractiveModel.onTreated().target()).isEqualTo(Estimand.ATT);
    }

    @Test
    void presetsEstimate() {
        Sample sample = encouraged(1000).with(Role.TREATMENT);
        for (InteractiveModel model :
                List.of(InteractiveModel.boosted(), InteractiveModel.forests(), InteractiveModel.onTreated())) {
            // Three in four comply with an effect of 2; 0.5 is four standard errors.
            assertThat(fit(model, sample).estimate().value()).isCloseTo(1.5, within(0.5));
        }
    }
}
