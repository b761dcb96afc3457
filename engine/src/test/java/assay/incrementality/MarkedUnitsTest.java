package assay.incrementality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Caution;
import assay.EstimationException;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.experiment.DifferenceInMeans;
import assay.random.Philox;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Units of which it is known in both arms who would be exposed, and money. */
class MarkedUnitsTest {

    private static final int N = 4000;

    /** A fifth comes across the advertisement, buys more anyway, and one more unit because of it. */
    private static double[][] campaign() {
        Philox random = new Philox(8, 0, 2);
        double[][] columns = new double[4][N];
        for (int i = 0; i < N; i++) {
            double z = i % 2;
            double meets = random.nextDouble() < 0.2 ? 1 : 0;
            columns[0][i] = 3 * meets + z * meets + random.nextGaussian();
            columns[1][i] = z;
            columns[2][i] = z * meets;
            columns[3][i] = meets;
        }
        return columns;
    }

    private static Sample sample(double[][] c) {
        return Sample.builder()
                .outcome("y", c[0])
                .assignment("z", c[1])
                .add(Role.TREATMENT, "shown", c[2])
                .add(Role.STRATUM, "would", c[3])
                .build();
    }

    @Test
    void ghostAdsCompareTheMarkedAndAreSharperThanAssignment() {
        double[][] c = campaign();
        Fit ghost = GhostAdsEffect.standard().estimate(sample(c), new Philox(1, 0, 3));
        int[] marked = IntStream.range(0, N).filter(i -> c[3][i] == 1).toArray();
        Sample only = Sample.builder()
                .outcome("y", Arrays.stream(marked).mapToDouble(i -> c[0][i]).toArray())
                .assignment("z", Arrays.stream(marked).mapToDouble(i -> c[1][i]).toArray())
                .build();
        Fit among = new DifferenceInMeans().estimate(only, new Philox(1, 0, 3));
        assertThat(ghost.estimate().value()).isEqualTo(among.estimate().value());
        assertThat(ghost.estimate().stdError()).isEqualTo(among.estimate().stdError());
        Fit wald = CaceDelta.standard().estimate(sample(c), new Philox(1, 0, 3));
        assertThat(ghost.estimate().stdError()).isLessThan(0.6 * wald.estimate().stdError());
        assertThat(ghost.glance().diagnostics().get("cace_std_error"))
                .isCloseTo(wald.estimate().stdError(), within(1e-12));
        // Five standard errors: false alarm 6e-7.
        assertThat(ghost.estimate().value())
                .isCloseTo(1, within(5 * ghost.estimate().stdError()));
        assertThat(ghost.cautions()).isEmpty();
    }

    @Test
    void whereAllTheExposedWereMarkedThePredictionIsTheGhostAd() {
        double[][] c = campaign();
        Fit ghost = GhostAdsEffect.standard().estimate(sample(c), new Philox(1, 0, 3));
        Fit predicted = PredictedExposureItt.standard().estimate(sample(c), new Philox(1, 0, 3));
        assertThat(predicted.estimate().value()).isCloseTo(ghost.estimate().value(), within(1e-12));
        assertThat(predicted.glance().diagnostics().get("exposed_predicted")).isEqualTo(1);
        assertThat(predicted.terms()).hasSize(2);
        // A prediction that knew half of them is about those, and says so.
        double[][] half = campaign();
        for (int i = 0; i < N; i++) {
            half[3][i] = i % 4 < 2 ? half[3][i] : 0;
        }
        Fit some = PredictedExposureItt.standard().estimate(sample(half), new Philox(1, 0, 3));
        assertThat(some.cautions()).extracting(Caution::code).containsExactly("incomplete-exposure-log");
        assertThat(GhostAdsEffect.standard()
                        .estimate(sample(half), new Philox(1, 0, 3))
                        .cautions())
                .extracting(Caution::code)
                .contains("incomplete-exposure-log");
    }

    @Test
    void logsThatCannotBeThatAreRefused() {
        double[][] crossed = campaign();
        int first = IntStream.range(0, N)
                .filter(i -> crossed[1][i] == 0 && crossed[3][i] == 1)
                .findFirst()
                .orElseThrow();
        crossed[2][first] = 1;
        refused(crossed, Problem.UNSUITABLE_METHOD, "1 units of the control arm were exposed");
        double[][] unexposed = campaign();
        int shown = IntStream.range(0, N)
                .filter(i -> unexposed[2][i] == 1)
                .findFirst()
                .orElseThrow();
        unexposed[2][shown] = 0;
        refused(unexposed, Problem.UNSUITABLE_METHOD, "predicted-exposure-itt");
        double[][] byArm = campaign();
        for (int i = 0; i < N; i++) {
            byArm[3][i] = byArm[1][i] == 1 ? byArm[3][i] : byArm[3][i] * (i % 8 == 0 ? 1 : 0);
        }
        refused(byArm, Problem.POST_TREATMENT, "the mark depends on the arm");
    }

    private static void refused(double[][] columns, Problem problem, String said) {
        assertThatThrownBy(() -> GhostAdsEffect.standard().estimate(sample(columns), new Philox(1, 0, 3)))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining(said)
                .extracting(e -> ((EstimationException) e).problem())
                .isEqualTo(problem);
    }

    private static Sample money(double[] revenue, double[] cost, double[] z) {
        return Sample.builder()
                .assignment("z", z)
                .add(Role.NUMERATOR, "revenue", revenue)
                .add(Role.DENOMINATOR, "cost", cost)
                .build();
    }

    @Test
    void incrementalReturnIsTheRatioOfTwoDifferences() {
        double[] revenue = {5, 7, 6, 9, 1, 2, 3, 2};
        double[] cost = {2, 3, 2, 3, 0, 0, 0, 0};
        double[] z = {1, 1, 1, 1, 0, 0, 0, 0};
        Fit fit = IncrementalReturn.standard().estimate(money(revenue, cost, z), new Philox(1, 0, 3));
        // (27 / 4 - 8 / 4) / (10 / 4).
        assertThat(fit.estimate().value()).isCloseTo(4.75 / 2.5, within(1e-14));
        // At the ends of Fieller's interval the difference of revenue less the return times cost is just significant.
        double upper = fit.estimate().inference().interval(0.95).upper();
        double[] net = IntStream.range(0, 8)
                .mapToDouble(i -> revenue[i] - upper * cost[i])
                .toArray();
        Sample residual =
                Sample.builder().outcome("net", net).assignment("z", z).build();
        double t = new DifferenceInMeans()
                .estimate(residual, new Philox(1, 0, 3))
                .estimate()
                .inference()
                .statistic(0);
        // Student's t of 6 degrees of freedom.
        assertThat(Math.abs(t)).isCloseTo(2.446911851, within(1e-7));

        Fit attributed = AttributedReturn.standard().estimate(money(revenue, cost, z), new Philox(1, 0, 3));
        assertThat(attributed.estimate().value()).isCloseTo(27 / 10.0, within(1e-14));
        // Residuals of 27 / 10: -.4, -1.1, .6, .9.
        assertThat(attributed.estimate().stdError())
                .isCloseTo(Math.sqrt((0.16 + 1.21 + 0.36 + 0.81) * 4 / 3) / 10, within(1e-13));
    }

    @Test
    void whatWasNotSpentHasNoReturn() {
        double[] z = {1, 1, 1, 0, 0, 0};
        double[] y = {3, 1, 2, 1, 2, 3};
        assertThatThrownBy(() -> IncrementalReturn.standard()
                        .estimate(money(y, new double[] {1, 2, 3, 3, 1, 2}, z), new Philox(1, 0, 3)))
                .hasMessageContaining("cannot be told from 0")
                .extracting(e -> ((EstimationException) e).problem())
                .isEqualTo(Problem.ZERO_DENOMINATOR);
        assertThatThrownBy(() -> AttributedReturn.standard().estimate(money(y, new double[6], z), new Philox(1, 0, 3)))
                .hasMessageContaining("'cost' is above 0 in 0 rows");
    }
}
