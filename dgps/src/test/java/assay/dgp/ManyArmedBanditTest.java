package assay.dgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.bayes.BestArm;
import assay.random.Streams;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ManyArmedBanditTest {

    private static ManyArmedBandit world(BanditRule rule, BanditOutcome outcome) {
        return new ManyArmedBandit(403, 3, 5, 0.2, 2, 0.5, 0.04, rule, outcome);
    }

    private static double[][] propensities(Sample sample) {
        return sample.columns(Role.PROPENSITY).stream()
                .map(column -> ((Column.Numeric) column).values())
                .toArray(double[][]::new);
    }

    @ParameterizedTest
    @EnumSource(BanditRule.class)
    void probabilitiesFollowEarlierBatchesAndKeepTheFloor(BanditRule rule) {
        for (BanditOutcome outcome : BanditOutcome.values()) {
            Sample sample = world(rule, outcome).draw(new Streams(3, 1)).observed();
            double[][] p = propensities(sample);
            double[] batch = sample.numeric(Role.TIME);
            double[] arm = sample.numeric(Role.ASSIGNMENT);
            double[] y = sample.outcome();
            assertThat(p).hasNumberOfRows(4);
            for (int b = 1; b <= 5; b++) {
                double[] sums = new double[4];
                double[] counts = new double[4];
                for (int i = 0; i < y.length; i++) {
                    if (batch[i] < b) {
                        sums[(int) arm[i]] += y[i];
                        counts[(int) arm[i]]++;
                    }
                }
                double[] shares = ArmShares.of(rule, sums, counts, outcome);
                for (int i = 0; i < y.length; i++) {
                    double sum = 0;
                    for (int a = 0; a < 4 && batch[i] == b; a++) {
                        assertThat(p[a][i]).isCloseTo(0.04 + 0.84 * shares[a], within(1e-12));
                        assertThat(p[a][i]).isGreaterThanOrEqualTo(0.04);
                        sum += p[a][i];
                    }
                    assertThat(batch[i] != b || sum == 1).isTrue();
                }
            }
        }
    }

    /** Against quadrature: six standard errors of 512 draws. */
    @Test
    void thompsonSharesAreProbabilitiesOfBeingBest() {
        double[] counts = {100, 25, 50, 80};
        double[] means = {0.1, 0.2, -0.1, 0.15};
        double[] sums = new double[4];
        double[] errors = new double[4];
        for (int a = 0; a < 4; a++) {
            sums[a] = means[a] * counts[a];
            errors[a] = 1 / Math.sqrt(counts[a]);
        }
        double[] exact = BestArm.independent(means, errors);
        double[] shares = ArmShares.of(BanditRule.THOMPSON, sums, counts, BanditOutcome.GAUSSIAN);
        for (int a = 0; a < 4; a++) {
            assertThat(shares[a]).isCloseTo(exact[a], within(6 * Math.sqrt(exact[a] * (1 - exact[a]) / 512)));
        }
        double[] tied = ArmShares.of(
                BanditRule.EPSILON_GREEDY, new double[] {1, 1, 0}, new double[] {2, 2, 2}, BanditOutcome.BERNOULLI);
        assertThat(tied).containsExactly(0.5, 0.5, 0);
    }

    @Test
    void targetsAreMeansAndContrasts() {
        GroundTruth truth = world(BanditRule.THOMPSON, BanditOutcome.GAUSSIAN)
                .draw(new Streams(1, 0))
                .truth();
        assertThat(truth.targets().keySet())
                .containsExactlyElementsOf(
                        List.of("1 - 0", "2 - 0", "3 - 0", "always 0", "always 1", "always 2", "always 3"));
        assertThat(truth.targets().get("2 - 0")).isEqualTo(0.2);
        assertThat(truth.targets().get("3 - 0")).isZero();
        assertThat(truth.targets().get("always 2")).isEqualTo(0.7);
        assertThat(truth.hypotheses().effects()).containsExactlyInAnyOrder("1 - 0", "2 - 0");
        assertThat(truth.nullHolds()).isFalse();
        assertThat(truth.estimands()).isEmpty();
        GroundTruth none = world(BanditRule.THOMPSON, BanditOutcome.BERNOULLI)
                .withEffect(0)
                .draw(new Streams(1, 0))
                .truth();
        assertThat(none.nullHolds()).isTrue();
        ManyArmedBandit two =
                new ManyArmedBandit(100, 1, 5, 0.3, 1, 0.4, 0.1, BanditRule.THOMPSON, BanditOutcome.BERNOULLI);
        assertThat(two.draw(new Streams(1, 0)).truth().value(Estimand.ATE)).isEqualTo(0.3);
    }

    /** Over 2,000 experiments plain means are too low by more than five standard errors, weighted ones are not off by five. */
    @ParameterizedTest
    @EnumSource(BanditRule.class)
    void plainMeansAreTooLow(BanditRule rule) {
        ManyArmedBandit world = new ManyArmedBandit(200, 2, 10, 0, 0, 0, 0.05, rule, BanditOutcome.GAUSSIAN);
        double[] plain = new double[2];
        double[] weighted = new double[2];
        int replicates = 2000;
        for (int r = 0; r < replicates; r++) {
            Sample sample = world.draw(new Streams(8, r)).observed();
            double[] y = sample.outcome();
            double[] arm = sample.numeric(Role.ASSIGNMENT);
            double[] p = propensities(sample)[1];
            double sum = 0;
            double count = 0;
            double ipw = 0;
            for (int i = 0; i < y.length; i++) {
                if (arm[i] == 1) {
                    sum += y[i];
                    count++;
                    ipw += y[i] / p[i] / y.length;
                }
            }
            add(plain, sum / count);
            add(weighted, ipw);
        }
        assertThat(standardised(plain, replicates)).isLessThan(-5);
        assertThat(standardised(weighted, replicates)).isBetween(-5.0, 5.0);
    }

    private static void add(double[] moments, double value) {
        moments[0] += value;
        moments[1] += value * value;
    }

    private static double standardised(double[] moments, int n) {
        double mean = moments[0] / n;
        return mean / Math.sqrt((moments[1] / n - mean * mean) / n);
    }

    @Test
    void knobsHaveTheirRanges() {
        assertThatThrownBy(
                        () -> new ManyArmedBandit(50, 3, 10, 0, 0, 0, 0.1, BanditRule.THOMPSON, BanditOutcome.GAUSSIAN))
                .hasMessageContaining("size");
        assertThatThrownBy(() ->
                        new ManyArmedBandit(500, 3, 10, 0, 0, 0, 0.26, BanditRule.THOMPSON, BanditOutcome.GAUSSIAN))
                .hasMessageContaining("floor");
        assertThatThrownBy(() ->
                        new ManyArmedBandit(500, 3, 10, 0.7, 1, 0.4, 0.1, BanditRule.THOMPSON, BanditOutcome.BERNOULLI))
                .hasMessageContaining("(0, 1)");
        assertThatThrownBy(() ->
                        new ManyArmedBandit(500, 3, 10, 0.7, 4, 0.4, 0.1, BanditRule.THOMPSON, BanditOutcome.GAUSSIAN))
                .hasMessageContaining("works");
    }
}
