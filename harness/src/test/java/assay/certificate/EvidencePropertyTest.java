package assay.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.random.Philox;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.util.FastMath;
import org.junit.jupiter.api.Test;

/** The numerical traps of certification.md J2, for thresholds, references and counts drawn at random. */
class EvidencePropertyTest {

    /** Up to ten million scores, with thresholds near 0 and 1: E grows with s, is finite, and opposes itself. */
    @Test
    void evidenceIsMonotoneInTheSumAndNeverFloored() {
        Philox random = new Philox(101, 0, 0);
        for (int i = 0; i < 300; i++) {
            double t = edge(random);
            MixtureEvidence evidence = new MixtureEvidence(t, edge(random));
            double n = FastMath.ceil(FastMath.pow(10, 7 * random.nextDouble()));
            double near = FastMath.rint(n * t);
            double anywhere = FastMath.floor(n * random.nextDouble());
            for (double s : new double[] {0, Math.min(n - 1, near), Math.max(0, near - 1), anywhere, n - 1}) {
                double up = evidence.logCertify(s, n);
                double down = evidence.logRefute(s, n);
                String where = "t=%s c=%s n=%s s=%s".formatted(t, evidence.nominal(), n, s);
                assertThat(up).as(where).isFinite().isLessThan(evidence.logCertify(s + 1, n));
                assertThat(down).as(where).isFinite().isGreaterThan(evidence.logRefute(s + 1, n));
            }
        }
    }

    /** In the tails as often as in the middle. */
    private static double edge(Philox random) {
        double u = random.nextDouble();
        double small = FastMath.pow(10, -1 - 2.5 * random.nextDouble());
        return u < 0.33 ? small : u < 0.66 ? 1 - small : 0.02 + 0.96 * random.nextDouble();
    }

    /**
     * One more score of 1 multiplies E by what the posterior expects, over t: no jump anywhere, as a floor would make.
     * The prediction lies in (t, 1) for evidence above, in (0, t) for evidence below.
     */
    @Test
    void oneMoreScoreMultipliesTheEvidenceByAPrediction() {
        Philox random = new Philox(103, 0, 0);
        for (int i = 0; i < 300; i++) {
            double t = edge(random);
            MixtureEvidence evidence = new MixtureEvidence(t, edge(random));
            double n = FastMath.ceil(FastMath.pow(10, 6 * random.nextDouble()));
            double s = FastMath.floor(n * random.nextDouble());
            double up = evidence.logCertify(s + 1, n + 1) - evidence.logCertify(s, n);
            double down = evidence.logRefute(s + 1, n + 1) - evidence.logRefute(s, n);
            assertThat(up).isBetween(-1e-8, -FastMath.log(t) + 1e-8);
            assertThat(down).isLessThanOrEqualTo(1e-8);
        }
    }

    @Test
    void certifiesAndRefutesOnTheRightSideOnly() {
        Philox random = new Philox(107, 0, 0);
        for (int i = 0; i < 2000; i++) {
            double t = edge(random);
            MixtureEvidence evidence = new MixtureEvidence(t, edge(random));
            double n = FastMath.ceil(FastMath.pow(10, 6 * random.nextDouble()));
            double sd = FastMath.sqrt(n * t * (1 - t));
            double s = FastMath.rint(Math.min(n, Math.max(0, n * t + sd * (12 * random.nextDouble() - 6))));
            Verdict verdict = evidence.verdict(s, n, 0.05, 0.05);
            if (verdict == Verdict.CERTIFIED) {
                assertThat(s / n).isGreaterThan(t);
                assertThat(evidence.logCertify(s, n)).isGreaterThan(evidence.logRefute(s, n));
            } else if (verdict == Verdict.REFUTED) {
                assertThat(s / n).isLessThan(t);
                assertThat(evidence.logRefute(s, n)).isGreaterThan(evidence.logCertify(s, n));
            }
        }
    }

    /**
     * Exact means over all sums of 240 scores: at most 1 on the side of the null, 1 at the threshold; also where looks
     * come every b scores and the first E above 3 ends it.
     */
    @Test
    void meansOfEAreAtMostOneUnderAnyStoppingRule() {
        Philox random = new Philox(109, 0, 0);
        int maximum = 240;
        for (int i = 0; i < 12; i++) {
            double t = 0.05 + 0.9 * random.nextDouble();
            MixtureEvidence evidence = new MixtureEvidence(t, 0.05 + 0.9 * random.nextDouble());
            for (int batch : new int[] {1, 7, 60, maximum}) {
                assertThat(stopped(evidence, Side.CERTIFY, maximum, batch, t)).isCloseTo(1, within(1e-9));
                assertThat(stopped(evidence, Side.REFUTE, maximum, batch, t)).isCloseTo(1, within(1e-9));
                double lower = t * random.nextDouble();
                double higher = t + (1 - t) * random.nextDouble();
                assertThat(stopped(evidence, Side.CERTIFY, maximum, batch, lower))
                        .isLessThanOrEqualTo(1 + 1e-9);
                assertThat(stopped(evidence, Side.REFUTE, maximum, batch, higher))
                        .isLessThanOrEqualTo(1 + 1e-9);
            }
        }
    }

    private enum Side {
        CERTIFY,
        REFUTE
    }

    private static double stopped(MixtureEvidence evidence, Side side, int maximum, int batch, double p) {
        double[] mass = new double[maximum + 1];
        mass[0] = 1;
        double mean = 0;
        for (int n = 1; n <= maximum; n++) {
            for (int s = n; s >= 0; s--) {
                mass[s] = mass[s] * (1 - p) + (s > 0 ? mass[s - 1] * p : 0);
            }
            if (n % batch == 0 || n == maximum) {
                for (int s = 0; s <= n; s++) {
                    double e = mass[s] > 0
                            ? FastMath.exp(side == Side.CERTIFY ? evidence.logCertify(s, n) : evidence.logRefute(s, n))
                            : 0;
                    if (e > 3 || n == maximum) {
                        mean += mass[s] * e;
                        mass[s] = 0;
                    }
                }
            }
        }
        return mean;
    }

    /** Against Commons Math, whose continued fraction is another and not in logarithms. */
    @Test
    void tailsOfTheBinomialAgreeWithAnotherLibrary() {
        for (int n : new int[] {1, 10, 500, 20_000}) {
            for (double p : new double[] {0.02, 0.5, 0.95}) {
                BinomialDistribution other = new BinomialDistribution(null, n, p);
                for (int k : new int[] {0, 1, n / 3, (int) (n * p), n}) {
                    assertThat(BinomialTail.atMost(k, n, p)).isCloseTo(other.cumulativeProbability(k), within(1e-9));
                    assertThat(BinomialTail.atLeast(k, n, p))
                            .isCloseTo(1 - other.cumulativeProbability(k - 1), within(1e-9));
                }
            }
        }
        assertThat(BinomialTail.atLeast(0, 5, 0.5)).isOne();
        assertThat(BinomialTail.atLeast(6, 5, 0.5)).isZero();
    }
}
