package assay.interference;

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
import org.junit.jupiter.api.Test;

class BudgetSplitTest {

    private static final double[] Y = {1, 2, 4, 6, 3, 5, 8, 9, 2, 4, 7, 6};
    private static final double[] T = {0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1};
    private static final double[] MARKET = {1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3};
    private static final double[] POOL = {10, 10, 11, 11, 20, 20, 21, 21, 30, 30, 31, 31};

    private static Sample.Builder sample() {
        return Sample.builder().outcome("y", Y).assignment("t", T);
    }

    private static Fit fit(Sample sample) {
        return new BudgetSplit().estimate(sample, new Philox(1, 0, 3));
    }

    /** Differences 3.5, 4.5 and 3.5: their mean, and the paired t test of three. */
    @Test
    void marketsArePairsOfPools() {
        Fit fit = fit(sample().add(Role.STRATUM, "market", MARKET).build());
        assertThat(fit.estimate().value()).isCloseTo(23 / 6.0, within(1e-12));
        double[] d = {3.5, 4.5, 3.5};
        double variance =
                Arrays.stream(d).map(x -> (x - 23 / 6.0) * (x - 23 / 6.0)).sum() / 2 / 3;
        assertThat(fit.estimate().stdError()).isCloseTo(Math.sqrt(variance), within(1e-12));
        assertThat(fit.estimate().inference().degreesOfFreedom()).isEqualTo(2);
        assertThat(fit.cautions()).isEmpty();
        assertThat(Arrays.stream(fit.influence().orElseThrow().values(0)).sum()).isCloseTo(0, within(1e-12));
    }

    @Test
    void oneMarketIsATwoSampleTestWithACaution() {
        Fit fit = fit(sample().build());
        assertThat(fit.estimate().stdError())
                .isEqualTo(new DifferenceInMeans()
                        .estimate(sample().build(), new Philox(1, 0, 3))
                        .estimate()
                        .stdError());
        assertThat(fit.cautions()).extracting(Caution::code).containsExactly("one-market");
    }

    @Test
    void moreThanTwoPoolsAMarketAreCautioned() {
        assertThat(fit(sample().add(Role.CLUSTER, "pool", POOL).build()).cautions())
                .extracting(Caution::code)
                .containsExactly("many-pools", "one-market");
        assertThat(fit(sample().add(Role.CLUSTER, "pool", POOL)
                                .add(Role.STRATUM, "market", MARKET)
                                .build())
                        .cautions())
                .isEmpty();
    }

    @Test
    void aPoolIsInOneArmAndAMarketInBoth() {
        assertThatThrownBy(() -> fit(sample().add(Role.CLUSTER, "pool", MARKET).build()))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.MIXED_CLUSTER));
        assertThatThrownBy(() -> fit(sample().add(Role.STRATUM, "market", POOL).build()))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("Market '10' of column 'market' has no user in arm '1'");
    }
}
