package assay.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.EstimationException;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BanditPolicyTest {

    private static final List<String> ARMS = List.of("a", "b", "c");
    private static final List<String> FEATURES = List.of("age", "visits");
    private static final ConjugatePrior PRIOR = new ConjugatePrior(0.5, 2, 3);
    private static final int N = 300;

    private static final double[][] COLUMNS = columns();
    private static final int[] ARM = arms();
    private static final double[] REWARD = rewards();

    private static double[][] columns() {
        double[][] columns = new double[2][N];
        new Philox(1, 0, 0).normals(columns[0]);
        new Philox(1, 1, 0).normals(columns[1]);
        return columns;
    }

    private static int[] arms() {
        Philox random = new Philox(1, 0, 1);
        int[] arm = new int[N];
        for (int i = 0; i < N; i++) {
            arm[i] = (int) (3 * random.nextDouble());
        }
        return arm;
    }

    private static double[] rewards() {
        double[] y = new double[N];
        new Philox(1, 0, 2).normals(y);
        for (int i = 0; i < N; i++) {
            y[i] += 10 + 0.3 * ARM[i] + (ARM[i] == 2 ? COLUMNS[0][i] : -0.2 * COLUMNS[1][i]);
        }
        return y;
    }

    private static BanditPolicy fresh(double origin, Allocation allocation) {
        return BanditPolicy.fresh(ARMS, FEATURES, PRIOR, origin, allocation);
    }

    private static BanditPolicy learned() {
        return fresh(10, Allocation.of(AllocationRule.THOMPSON, 0.05)).updated(ARM, COLUMNS, REWARD);
    }

    private static BanditPolicy part(BanditPolicy policy, int from, int to) {
        return policy.updated(
                Arrays.copyOfRange(ARM, from, to),
                new double[][] {Arrays.copyOfRange(COLUMNS[0], from, to), Arrays.copyOfRange(COLUMNS[1], from, to)},
                Arrays.copyOfRange(REWARD, from, to));
    }

    /** The same regression on the features, and on their products with an indicator of every arm. */
    @Test
    void isTheBayesianRegressionOnFeaturesByArm() {
        CrossProducts sums = new CrossProducts(12, 0);
        for (int i = 0; i < N; i++) {
            double[] x = {1, COLUMNS[0][i], COLUMNS[1][i]};
            double[] row = new double[12];
            System.arraycopy(x, 0, row, 0, 3);
            System.arraycopy(x, 0, row, 3 + 3 * ARM[i], 3);
            sums.add(row, REWARD[i], 1);
        }
        Posterior whole = new BayesianLinearRegression(PRIOR).fit(sums);
        Posterior own = fresh(0, Allocation.of(AllocationRule.UNIFORM, 0))
                .updated(ARM, COLUMNS, REWARD)
                .model()
                .posterior();

        assertThat(own.degreesOfFreedom()).isEqualTo(whole.degreesOfFreedom());
        assertThat(own.rate()).isCloseTo(whole.rate(), within(1e-8));
        assertThat(own.logMarginalLikelihood()).isCloseTo(whole.logMarginalLikelihood(), within(1e-8));
        for (int a = 0; a < 3; a++) {
            for (int i = 0; i < 3; i++) {
                int at = 3 * a + i;
                assertThat(own.mean()[at]).isCloseTo(whole.mean()[i] + whole.mean()[3 + at], within(1e-9));
                for (int b = 0; b < 3; b++) {
                    for (int j = 0; j < 3; j++) {
                        int to = 3 * b + j;
                        double expected = whole.scale()[i][j]
                                + whole.scale()[i][3 + to]
                                + whole.scale()[3 + at][j]
                                + whole.scale()[3 + at][3 + to];
                        assertThat(own.scale()[at][to]).isCloseTo(expected, within(1e-10));
                    }
                }
            }
        }
    }

    @Test
    void updatesGiveThePosteriorOfOneBatch() {
        Posterior batch = learned().model().posterior();
        BanditPolicy steps = fresh(10, Allocation.of(AllocationRule.THOMPSON, 0.05));
        for (int from = 0; from < N; from += 50) {
            steps = BanditPolicy.read(part(steps, from, from + 50).toJson());
        }
        Posterior updated = steps.model().posterior();

        assertThat(updated.mean()).containsExactly(batch.mean(), within(1e-12));
        assertThat(updated.rate()).isCloseTo(batch.rate(), within(1e-12 * batch.rate()));
        for (int i = 0; i < 9; i++) {
            assertThat(updated.scale()[i]).containsExactly(batch.scale()[i], within(1e-12));
        }
        assertThat(steps.sums().rows()).isEqualTo(N);
    }

    @Test
    void rewardsAreLinearInTheContext() {
        RewardModel model = learned().model();
        double[] context = {0.7, -1.2};
        RewardDistribution reward = model.reward(context);
        double[] x = {1, 0.7, -1.2};
        for (int a = 0; a < 3; a++) {
            double mean = 0;
            for (int i = 0; i < 3; i++) {
                mean += model.posterior().mean()[3 * a + i] * x[i];
            }
            assertThat(reward.means()[a]).isCloseTo(mean, within(1e-12));
            for (int b = 0; b < 3; b++) {
                double scale = 0;
                for (int i = 0; i < 3; i++) {
                    for (int j = 0; j < 3; j++) {
                        scale += x[i] * x[j] * model.posterior().scale()[3 * a + i][3 * b + j];
                    }
                }
                assertThat(reward.scale()[a][b]).isCloseTo(scale, within(1e-12));
            }
        }
        assertThatThrownBy(() -> model.reward(1)).hasMessageContaining("2 features");
        assertThatThrownBy(() -> model.reward(1, Double.NaN)).hasMessageContaining("visits");
    }

    /** The golden probabilities of math.md E1, by fixed draws: six standard errors of 1,024 draws. */
    @Test
    void findsTheBestOfIndependentArms() {
        Posterior posterior =
                Posterior.sandwich(new double[] {0, .1, .15}, new double[][] {{.01, 0, 0}, {0, .01, 0}, {0, 0, .01}});
        double[] best = RewardModel.of(ARMS, List.of(), posterior).reward().probabilityBest();
        double[] expected = {.0771755418509, .330085097032, .592739361117};
        for (int a = 0; a < 3; a++) {
            assertThat(best[a]).isCloseTo(expected[a], within(6 * Math.sqrt(expected[a] * (1 - expected[a]) / 1024)));
        }
        assertThat(Arrays.stream(best).sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void correlatedArmsAreComparedJointly() {
        // b is always a + 0.1 whatever is drawn, so that it is best for sure, and the runner-up is known.
        Posterior posterior = Posterior.sandwich(new double[] {0, .1}, new double[][] {{1, 1}, {1, 1}});
        RewardDistribution reward =
                RewardModel.of(List.of("a", "b"), List.of(), posterior).reward();
        assertThat(reward.probabilityBest()).containsExactly(0, 1);
        assertThat(Allocation.of(AllocationRule.TOP_TWO, 0).probabilities(reward.probabilityBest(), reward.means()))
                .containsExactly(0.5, 0.5);
    }

    @ParameterizedTest
    @EnumSource(AllocationRule.class)
    void manyAreDecidedAsOneByOne(AllocationRule rule) {
        BanditPolicy policy = fresh(10, Allocation.of(rule, 0.05)).updated(ARM, COLUMNS, REWARD);
        BanditDecisions decisions = policy.decide(COLUMNS, N, new Philox(7, 0, 3));
        Philox random = new Philox(7, 0, 3);
        for (int i = 0; i < N; i++) {
            BanditDecision one = policy.decide(new double[] {COLUMNS[0][i], COLUMNS[1][i]}, random);
            double sum = 0;
            for (int a = 0; a < 3; a++) {
                assertThat(one.probabilities().get(a)).isEqualTo(decisions.probability(i, a));
                assertThat(decisions.probability(i, a)).isGreaterThanOrEqualTo(0.05);
                sum += decisions.probability(i, a);
            }
            assertThat(sum).isEqualTo(1);
            assertThat(ARMS.get(decisions.arm()[i])).isEqualTo(one.arm());
            assertThat(decisions.propensity(i)).isEqualTo(one.propensity());
        }
    }

    /** Arms are drawn as often as recorded: 3 shares within 5 standard errors, a false alarm once in 600,000 runs. */
    @Test
    void armsAreDrawnAsOftenAsIsRecorded() {
        int n = 20_000;
        double[][] same = new double[2][n];
        BanditDecisions decisions = learned().decide(same, n, new Philox(3, 0, 3));
        double[] counts = new double[3];
        for (int arm : decisions.arm()) {
            counts[arm]++;
        }
        for (int a = 0; a < 3; a++) {
            double p = decisions.probability(0, a);
            assertThat(counts[a] / n).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / n)));
        }
    }

    @Test
    void aFileComesBackToTheLastBitAndIsRefusedOtherwise() {
        BanditPolicy policy = learned();
        String json = policy.toJson();
        BanditPolicy read = BanditPolicy.read(json).require(ARMS, FEATURES);

        assertThat(read.toJson()).isEqualTo(json);
        assertThat(read.model().posterior().mean())
                .isEqualTo(policy.model().posterior().mean());
        assertThatThrownBy(() -> read.require(ARMS, List.of("age", "country")))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("[age, visits], not [age, country]");
        assertThatThrownBy(() -> read.require(List.of("b", "a", "c"), FEATURES)).hasMessageContaining("arms");
        assertThatThrownBy(() -> BanditPolicy.read(json.replace("0.05", "0.06")))
                .hasMessageContaining("checksum");
        assertThatThrownBy(() -> BanditPolicy.read(json.replace("policy/1", "policy/2")))
                .hasMessageContaining("assay/bandit-policy/2");
        assertThatThrownBy(() -> BanditPolicy.read(json.substring(0, json.length() / 2)))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("no such JSON");
        assertThatThrownBy(() -> BanditPolicy.read("[]")).isInstanceOf(EstimationException.class);
        assertThatThrownBy(() -> read.arm("d")).hasMessageContaining("no arm 'd'");
    }

    @Test
    void floorsAreKeptAndSumsAreExact() {
        Philox random = new Philox(11, 0, 3);
        for (int r = 0; r < 2000; r++) {
            int k = 2 + r % 9;
            double[] shares = new double[k];
            double sum = 0;
            for (int a = 0; a < k; a++) {
                shares[a] = r % 5 == 0 && a > 0 ? 0 : random.nextDouble();
                sum += shares[a];
            }
            for (int a = 0; a < k; a++) {
                shares[a] /= sum;
            }
            double floor = r % 3 == 0 ? 0 : random.nextDouble() / k;
            Allocation.floored(shares, floor);
            double total = 0;
            for (double p : shares) {
                assertThat(p).isGreaterThanOrEqualTo(floor);
                total += p;
            }
            assertThat(total).isEqualTo(1);
        }
        assertThatThrownBy(() -> Allocation.of(AllocationRule.THOMPSON, 0.34).check(3))
                .hasMessageContaining("takes more than all units");
        assertThatThrownBy(() -> new Allocation(AllocationRule.THOMPSON, 0, Double.NaN))
                .hasMessageContaining("floor");
    }

    /** P(top-two) by hand: p = (.2, .3, .5), beta = .5. */
    @Test
    void rulesShareAsTheySay() {
        double[] best = {.2, .3, .5};
        double[] means = {1, 3, 3};
        double[] top = Allocation.of(AllocationRule.TOP_TWO, 0).probabilities(best, means);
        assertThat(top[0]).isCloseTo(.5 * (.2 + .3 * .2 / .7 + .5 * .2 / .5), within(1e-12));
        assertThat(top[1]).isCloseTo(.5 * (.3 + .2 * .3 / .8 + .5 * .3 / .5), within(1e-12));
        double[] greedy = new Allocation(AllocationRule.EPSILON_GREEDY, 0.3, 0).probabilities(best, means);
        assertThat(greedy).containsExactly(new double[] {.1, .45, .45}, within(1e-12));
        double[] thompson = Allocation.of(AllocationRule.THOMPSON, 0.1).probabilities(best, means);
        assertThat(thompson).containsExactly(new double[] {.24, .31, .45}, within(1e-12));
    }

    /** math.md E5: mu = .02, sigma = .03. */
    @Test
    void furtherDataAreWorthWhatTheReferenceSays() {
        assertThat(ValueOfInformation.ofOneMoreRound(.02, .03)).isCloseTo(.00196842358, within(1e-11));
        assertThat(ValueOfInformation.ofOneMoreRound(-.02, .03)).isCloseTo(.00196842358, within(1e-11));
        // No end of data is worth what is lost by choosing now.
        assertThat(ValueOfInformation.ofSample(.02, .03, 1e12))
                .isCloseTo(ValueOfInformation.ofCertainty(.02, .03), within(1e-10));
        assertThat(ValueOfInformation.ofCertainty(.02, .03)).isCloseTo(.00453358941, within(1e-11));
    }
}
