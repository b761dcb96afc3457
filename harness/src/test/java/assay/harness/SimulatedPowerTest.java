package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Fit;
import assay.dgp.Clustered;
import assay.dgp.Dgp;
import assay.dgp.Iid;
import assay.distribution.NormalDistribution;
import assay.experiment.ClusterMeans;
import assay.experiment.DifferenceInMeans;
import org.junit.jupiter.api.Test;

/** Simulated power against closed forms. Each comparison is at 4.5 standard errors: a false alarm in 1 of 150,000. */
class SimulatedPowerTest {

    /** The power of a two-sided z test with known variance and equal arms. */
    private static double normalPower(double n, double effect, double sd) {
        double mean = effect / (2 * sd / Math.sqrt(n));
        double z = -NormalDistribution.quantile(0.025);
        return NormalDistribution.survival(z - mean);
    }

    private static SimulatedPower<Fit> of(Dgp world, int threads) {
        return SimulatedPower.of(new DifferenceInMeans(), world, 0.05, 7, threads);
    }

    @Test
    void powerOfTheDifferenceInMeansIsThatOfTheTextbook() {
        Iid world = new Iid(1000, 1, 10, 5, 0.5);
        SimulatedPower.Point point = of(world, 2).at(1000, 4000);
        assertThat(point.failed()).isZero();
        assertThat(point.power()).isCloseTo(normalPower(1000, 1, 5), within(4.5 * point.stdError()));
        assertThat(point.interval().lower()).isLessThan(point.power());
        assertThat(point.interval().upper()).isGreaterThan(point.power());
    }

    @Test
    void theSizeIsThatOfTheTextbookFromFarBelowAndFarAbove() {
        double reach = NormalDistribution.quantile(0.8) - NormalDistribution.quantile(0.025);
        double exact = 4 * 25 * reach * reach;
        for (int start : new int[] {20, 785, 30_000}) {
            SimulatedPower.Solution solution =
                    of(new Iid(start, 1, 10, 5, 0.5), 2).solve(0.8, 0.02);
            double slope = (normalPower(exact + 1, 1, 5) - normalPower(exact - 1, 1, 5)) / 2;
            double error = 0.02 / 1.96 * 1.2 / slope;
            assertThat((double) solution.size()).as("from " + start).isCloseTo(exact, within(4.5 * error));
            assertThat(solution.sizes().lower()).isLessThan(solution.size());
            assertThat(solution.check().size()).isEqualTo(solution.size());
            assertThat(solution.check().power()).isCloseTo(0.8, within(4.5 * 0.02 / 1.96 * 1.5));
        }
    }

    @Test
    void theNumberOfThreadsChangesNothing() {
        Iid world = new Iid(500, 1, 10, 5, 0.5);
        assertThat(of(world, 1).solve(0.7, 0.05)).isEqualTo(of(world, 3).solve(0.7, 0.05));
    }

    @Test
    void sizesAreInTheUnitOfTheDesign() {
        SimulatedPower.Solution solution = SimulatedPower.of(
                        new ClusterMeans(), new Clustered(20, 30, 0, 0.05, 0.5, 1), 0.05, 1, 2)
                .solve(0.8, 0.04);
        assertThat(solution.size()).isBetween(4, 400);
        assertThat(solution.check().power()).isCloseTo(0.8, within(0.15));
    }

    @Test
    void noSizeIsBelowTheSmallestOfTheWorld() {
        Clustered large = new Clustered(20, 30, 0, 0.05, 2, 1);
        SimulatedPower.Solution solution =
                SimulatedPower.of(new ClusterMeans(), large, 0.05, 1, 2).solve(0.8, 0.05);
        assertThat(solution.size()).isBetween(4, 8);
        assertThat(solution.check().power()).isGreaterThan(0.7);
        Clustered few = new Clustered(20, 30, 0, 0.1, 0.5, 1);
        assertThat(SimulatedPower.of(new ClusterMeans(), few, 0.05, 1, 2)
                        .solve(0.8, 0.02)
                        .size())
                .isBetween(4, 20);
        Iid huge = new Iid(100, 50, 10, 5, 0.5);
        assertThat(of(huge, 2).solve(0.8, 0.05).size()).isBetween(4, 8);
    }

    @Test
    void aWorldWithoutAnEffectHasNoSize() {
        assertThatThrownBy(() -> of(new Iid(500, 0, 10, 5, 0.5), 2).solve(0.8, 0.05))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the world 'iid' has no effect to find");
        assertThatThrownBy(() -> of(new Iid(50_000, 0.001, 10, 5, 0.5), 2).solve(0.8, 0.05))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no size of the world 'iid'")
                .hasMessageContaining("larger effect");
        assertThatThrownBy(() -> of(Iid.standard(500), 2).solve(0.01, 0.05)).hasMessageContaining("power must be in");
        assertThatThrownBy(() -> of(Iid.standard(500), 2).solve(0.8, 0)).hasMessageContaining("margin");
    }
}
