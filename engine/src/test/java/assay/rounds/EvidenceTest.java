package assay.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.bayes.BestArm;
import org.apache.commons.math3.util.FastMath;
import org.junit.jupiter.api.Test;

/** Identities that make the evidence of a campaign what it says it is. */
class EvidenceTest {

    private static final double[][] CHANCES = {{0.5, 0.3, 0.2}};

    private static Moments[][] past() {
        Moments[][] past = new Moments[1][3];
        for (int k = 0; k < 3; k++) {
            past[0][k] = new Moments(50, 0.2 + 0.1 * k, 50 * 0.2);
        }
        return past;
    }

    @Test
    void aBetGainsWhatTheEffectIsWorthAndNoMore() {
        // All that one visitor can do, by its arm and its outcome: the mean of 1 + l (D - delta) is 1 + l (tau -
        // delta).
        Beliefs beliefs = new Beliefs(past());
        double[] yes = {0.3, 0.45, 0.1};
        double delta = 0.15;
        for (Direction direction : Direction.values()) {
            for (int arm = 1; arm < 3; arm++) {
                double mean = 0;
                for (int got = 0; got < 3; got++) {
                    for (int y = 0; y < 2; y++) {
                        Wagers wagers = Wagers.of(
                                beliefs, CHANCES, new double[][][] {{{0.05}, {0.05}}}, OutcomeRange.UNIT, delta);
                        wagers.add(0, got, y);
                        double wealth = FastMath.exp(wagers.log(0, arm, 0, direction, got == 0 || got == arm ? 0 : 1));
                        assertThat(wealth).isPositive();
                        mean += CHANCES[0][got] * (y == 1 ? yes[got] : 1 - yes[got]) * wealth;
                    }
                }
                double effect = yes[arm] - yes[0] - delta;
                double sign = direction == Direction.ABOVE ? 1 : -1;
                if (Math.abs(effect) < 1e-12) {
                    assertThat(mean).isCloseTo(1, within(1e-12));
                } else {
                    assertThat(Math.signum(mean - 1)).isEqualTo(sign * Math.signum(effect));
                }
            }
        }
    }

    @Test
    void sumsOfScoresAreThoseOfTheRows() {
        Beliefs beliefs = new Beliefs(past());
        RoundTotals totals = new RoundTotals(1, CHANCES, Wagers.none());
        double[] y = {0.4, -1, 2.5, 0.7, 0.1, 3, -0.6, 1.2};
        int[] arm = {0, 1, 1, 2, 0, 1, 2, 0};
        double sum = 0;
        double squares = 0;
        double base = beliefs.mean(0, 1) - beliefs.mean(0, 0);
        for (int i = 0; i < y.length; i++) {
            totals.add(0, arm[i], false, y[i]);
            double score = base;
            score += arm[i] == 1 ? (y[i] - beliefs.mean(0, 1)) / 0.3 : 0;
            score -= arm[i] == 0 ? (y[i] - beliefs.mean(0, 0)) / 0.5 : 0;
            sum += score;
            squares += score * score;
        }
        int n = y.length;
        double spread = (squares - sum * sum / n) / (n - 1);
        PairEvidence pair = new PairEvidence(0, 1, 1);
        double hope = 0.3;
        pair.close(totals, beliefs, new double[] {hope}, 0.1);
        assertThat(pair.effect()).isCloseTo(sum / n, within(1e-12));
        assertThat(pair.stdError()).isCloseTo(Math.sqrt(spread / n), within(1e-12));
        double drift = hope * Math.sqrt(n / beliefs.scoreVariance(0, 1, CHANCES));
        double z = (sum / n - 0.1) * Math.sqrt(n / spread);
        assertThat(pair.logE(Direction.ABOVE)).isCloseTo(drift * z - drift * drift / 2, within(1e-10));
        assertThat(pair.logE(Direction.BELOW)).isCloseTo(-drift * z - drift * drift / 2, within(1e-10));
    }

    @Test
    void roundsAreWeightedToEqualVariance() {
        Beliefs beliefs = new Beliefs(past());
        double[][] other = {{0.2, 0.7, 0.1}};
        PairEvidence pair = new PairEvidence(0, 1, 1);
        PairEvidence first = new PairEvidence(0, 1, 1);
        PairEvidence second = new PairEvidence(0, 1, 1);
        RoundTotals one = totals(CHANCES, 3);
        RoundTotals two = totals(other, 5);
        for (PairEvidence all : new PairEvidence[] {pair, first}) {
            all.close(one, beliefs, new double[] {1}, 0);
        }
        for (PairEvidence all : new PairEvidence[] {pair, second}) {
            all.close(two, beliefs, new double[] {1}, 0);
        }
        double h1 = one.visitors(0) / Math.sqrt(beliefs.scoreVariance(0, 1, CHANCES));
        double h2 = two.visitors(0) / Math.sqrt(beliefs.scoreVariance(0, 1, other));
        assertThat(pair.effect()).isCloseTo((h1 * first.effect() + h2 * second.effect()) / (h1 + h2), within(1e-12));
        assertThat(pair.stdError())
                .isCloseTo(FastMath.hypot(h1 * first.stdError(), h2 * second.stdError()) / (h1 + h2), within(1e-12));
    }

    private static RoundTotals totals(double[][] chances, int times) {
        RoundTotals totals = new RoundTotals(1, chances, Wagers.none());
        for (int i = 0; i < times; i++) {
            totals.add(0, 0, true, 0.3 * i);
            totals.add(0, 1, true, 0.5 * i * i);
        }
        return totals;
    }

    @Test
    void momentsMerge() {
        Moments all = new Moments();
        Moments left = new Moments();
        Moments right = new Moments();
        for (int i = 0; i < 20; i++) {
            double value = 1e6 + FastMath.sin(i);
            all.add(value);
            (i < 7 ? left : right).add(value);
        }
        left.add(right);
        assertThat(left.n()).isEqualTo(20);
        assertThat(left.mean()).isCloseTo(all.mean(), within(1e-9));
        assertThat(left.squares()).isCloseTo(all.squares(), within(1e-6));
    }

    @Test
    void driftStartsAtOneAndGrowsWithAShift() {
        DriftProcess process = new DriftProcess(0, 2, 2);
        assertThat(process.close(constant(0))).isEqualTo(1);
        double stationary = process.close(constant(0));
        assertThat(stationary).isLessThan(1);
        assertThat(process.close(constant(3))).isGreaterThan(20);
    }

    private static RoundTotals constant(double shift) {
        RoundTotals totals = new RoundTotals(1, new double[][] {{0.5, 0.5}}, Wagers.none());
        for (int i = 0; i < 40; i++) {
            totals.add(0, i % 2, true, shift + (i % 4 < 2 ? 1 : -1));
        }
        return totals;
    }

    @Test
    void theOptimisedCellIsTheChanceOfBeingBest() {
        Campaign campaign = Campaign.start(Site.DESIGN, TreeSegmentModel.standard());
        Site site = new Site(0.8, OutcomeRange.UNBOUNDED);
        campaign = campaign.record(site.log(campaign)).advance();
        Evidence evidence = campaign.evidence();
        Beliefs beliefs = evidence.beliefs();
        for (int s = 0; s < evidence.segments(); s++) {
            double[] means = new double[3];
            double[] errors = new double[3];
            for (int k = 0; k < 3; k++) {
                means[k] = beliefs.mean(s, k);
                errors[k] =
                        Math.sqrt(beliefs.variance(s, k) / (evidence.past(s, k).n() + 1));
            }
            double[] best = BestArm.independent(means, errors);
            for (int k = 0; k < 3; k++) {
                assertThat(campaign.plan().allocation(s, k)).isCloseTo(0.98 * best[k] + 0.02 / 3, within(1e-9));
            }
        }
    }
}
