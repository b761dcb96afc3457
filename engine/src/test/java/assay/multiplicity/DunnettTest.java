package assay.multiplicity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Gold;
import assay.distribution.NormalDistribution;
import assay.distribution.StudentDistribution;
import assay.multiplicity.Dunnett.Steps;
import assay.random.Philox;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DunnettTest {

    private static JsonObject gold() {
        return Gold.read("multiplicity.json").getAsJsonObject("values");
    }

    private static double[] numbers(JsonElement element) {
        JsonArray array = element.getAsJsonArray();
        double[] out = new double[array.size()];
        Arrays.setAll(out, i -> array.get(i).getAsDouble());
        return out;
    }

    /** g07_multiplicity.R: the same integral by R's integrate over a grid. */
    @Test
    void quantilesAgreeWithR() {
        for (JsonElement element : gold().getAsJsonArray("equicoordinate_two_sided_95")) {
            JsonObject row = element.getAsJsonObject();
            double[] loadings = new double[row.get("k").getAsInt()];
            Arrays.fill(loadings, Math.sqrt(row.get("rho").getAsDouble()));
            double df = row.get("df").getAsDouble();
            Dunnett dunnett = Dunnett.ofLoadings(loadings, df == 0 ? Double.POSITIVE_INFINITY : df);
            assertThat(dunnett.quantile(0.95))
                    .as(row.toString())
                    .isCloseTo(row.get("crit").getAsDouble(), within(2e-9));
        }
    }

    /** The ACTG 175 trial: R's multcomp by the deterministic integral, and to 1e-4 by its own quasi-random one. */
    @Test
    void pValuesAgreeWithR() {
        JsonObject cd4 = gold().getAsJsonObject("dunnett_actg175_cd420");
        Dunnett dunnett =
                Dunnett.ofSizes(532, new int[] {522, 524, 561}, cd4.get("df").getAsDouble());
        JsonObject t = cd4.getAsJsonObject("t");
        double[] statistics = {
            t.get("1 - 0").getAsDouble(),
            t.get("2 - 0").getAsDouble(),
            t.get("3 - 0").getAsDouble()
        };
        double[] adjusted = dunnett.adjust(statistics, Steps.SINGLE_STEP);
        double[] integral = numbers(cd4.get("p_single_step_integral"));
        double[] quasi = numbers(cd4.get("p_single_step_multcomp_qmc"));
        for (int k = 0; k < 3; k++) {
            assertThat(adjusted[k]).isCloseTo(integral[k], within(1e-11));
            assertThat(adjusted[k]).isCloseTo(quasi[k], within(1e-4));
        }
        assertThat(dunnett.quantile(0.95))
                .isCloseTo(cd4.get("crit_two_sided_95").getAsDouble(), within(2e-9));
        double[] days = numbers(gold().getAsJsonObject("dunnett_actg175_days").get("t"));
        double[] far = numbers(gold().getAsJsonObject("dunnett_actg175_days").get("p_single_step_integral"));
        double[] small = dunnett.adjust(days, Steps.SINGLE_STEP);
        for (int k = 0; k < 3; k++) {
            assertThat(small[k]).isCloseTo(far[k], within(1e-11));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2.5, 5, 30, 2135, 1e5})
    void oneComparisonIsStudentsT(double df) {
        Dunnett one = Dunnett.ofLoadings(new double[] {0.7}, df);
        for (double t : new double[] {0.01, 0.5, 1.96, 4, 8, 20}) {
            double p = StudentDistribution.twoSided(t, df);
            assertThat(one.tail(t)).as("t %s on %s", t, df).isCloseTo(p, within(2e-9 * p));
        }
    }

    @Test
    void independentNormalStatisticsMultiply() {
        Dunnett three = Dunnett.ofLoadings(new double[3], Double.POSITIVE_INFINITY);
        for (double c : new double[] {0.1, 1, 2.5, 6, 12}) {
            double one = 2 * NormalDistribution.survival(c);
            double any = -Math.expm1(3 * Math.log1p(-one));
            assertThat(three.tail(c)).isCloseTo(any, within(1e-10 * any));
        }
        assertThat(three.tail(0)).isOne();
        assertThat(three.tail(Double.POSITIVE_INFINITY)).isZero();
    }

    /** 200,000 draws, five standard errors: a false alarm has probability 6e-7. */
    @Test
    void simulationAgrees() {
        double[] b = {0.3, 0.7, 0.9};
        double df = 6;
        Philox random = new Philox(71, 0, 0);
        int draws = 200_000;
        int beyond = 0;
        for (int i = 0; i < draws; i++) {
            double z = random.nextGaussian();
            double chi = 0;
            for (int k = 0; k < 6; k++) {
                double g = random.nextGaussian();
                chi += g * g;
            }
            double largest = 0;
            for (double loading : b) {
                double x = loading * z + Math.sqrt(1 - loading * loading) * random.nextGaussian();
                largest = Math.max(largest, Math.abs(x));
            }
            beyond += largest > 2.5 * Math.sqrt(chi / df) ? 1 : 0;
        }
        double p = Dunnett.ofLoadings(b, df).tail(2.5);
        assertThat(beyond / (double) draws).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / draws)));
    }

    @Test
    void stepDownRejectsAtLeastAsMuch() {
        Dunnett dunnett = Dunnett.ofSizes(40, new int[] {30, 20, 25, 40}, 150);
        double[] t = {2.1, -3.4, 2.6, 0.3};
        double[] single = dunnett.adjust(t, Steps.SINGLE_STEP);
        double[] down = dunnett.adjust(t, Steps.STEP_DOWN);
        assertThat(down[1]).isEqualTo(single[1]);
        assertThat(down[3]).isCloseTo(StudentDistribution.twoSided(0.3, 150), within(1e-9));
        for (int k = 0; k < t.length; k++) {
            assertThat(down[k]).isLessThanOrEqualTo(single[k]);
        }
        // The largest but one is compared with three: by leaving the largest out.
        assertThat(down[2])
                .isCloseTo(Dunnett.ofSizes(40, new int[] {30, 25, 40}, 150).tail(2.6), within(1e-13));
    }

    @Test
    void refusesWhatIsNoComparison() {
        assertThatThrownBy(() -> Dunnett.ofSizes(0, new int[] {3}, 4)).hasMessageContaining("control");
        assertThatThrownBy(() -> Dunnett.ofSizes(3, new int[0], 4)).hasMessageContaining("comparisons");
        assertThatThrownBy(() -> Dunnett.ofLoadings(new double[] {1}, 4)).hasMessageContaining("loading");
        assertThatThrownBy(() -> Dunnett.ofLoadings(new double[] {.5}, Double.NaN))
                .hasMessageContaining("freedom");
        Dunnett one = Dunnett.ofLoadings(new double[] {.5}, 9);
        assertThatThrownBy(() -> one.tail(-1)).hasMessageContaining("bound");
        assertThatThrownBy(() -> one.adjust(new double[2], Steps.STEP_DOWN)).hasMessageContaining("2 statistics");
        assertThatThrownBy(() -> one.adjust(new double[] {Double.NaN}, Steps.STEP_DOWN))
                .hasMessageContaining("NaN");
    }
}
