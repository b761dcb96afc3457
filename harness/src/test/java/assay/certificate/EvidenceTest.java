package assay.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Interval;
import assay.multiplicity.EBh;
import assay.random.Philox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceTest {

    private static final MixtureEvidence COVERAGE = new MixtureEvidence(0.94, 0.95);

    @Test
    void growsWithSuccessesAndOpposesItself() {
        for (int n : new int[] {10, 1000, 20_000, 1_000_000}) {
            int step = Math.max(1, n / 200);
            for (int s = step; s <= n; s += step) {
                assertThat(COVERAGE.logCertify(s, n)).isGreaterThan(COVERAGE.logCertify(s - step, n));
                assertThat(COVERAGE.logRefute(s, n)).isLessThan(COVERAGE.logRefute(s - step, n));
            }
        }
    }

    /** A floor under the tail at 1e-300 would make log E about +2,000 here. */
    @Test
    void hopelessEvidenceStaysHopelessAtAMillion() {
        assertThat(COVERAGE.logCertify(900_000, 1_000_000)).isLessThan(0).isFinite();
        assertThat(COVERAGE.logRefute(980_000, 1_000_000)).isLessThan(0).isFinite();
        assertThat(COVERAGE.verdict(900_000, 1_000_000, 0.01, 0.01)).isEqualTo(Verdict.REFUTED);
        assertThat(COVERAGE.verdict(980_000, 1_000_000, 0.01, 0.01)).isEqualTo(Verdict.CERTIFIED);
    }

    /** Enumeration: under p = t the mean of E over all sums is at most 1, and is 1 for a mixture that is a martingale. */
    @Test
    void meanUnderTheThresholdIsOne() {
        for (double t : new double[] {0.2, 0.5, 0.94}) {
            MixtureEvidence evidence = new MixtureEvidence(t, 0.6);
            int n = 60;
            double certify = 0;
            double refute = 0;
            double log = n * Math.log1p(-t);
            for (int s = 0; s <= n; s++) {
                certify += Math.exp(log + evidence.logCertify(s, n));
                refute += Math.exp(log + evidence.logRefute(s, n));
                log += Math.log((n - s) * t / ((s + 1) * (1 - t)));
            }
            assertThat(certify).isCloseTo(1, within(1e-9));
            assertThat(refute).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void errsNoMoreThanItSaysForAnyThresholdAndReference() {
        Philox random = new Philox(17, 0, 0);
        for (int i = 0; i < 12; i++) {
            double t = 0.05 + 0.9 * random.nextDouble();
            double c = 0.05 + 0.9 * random.nextDouble();
            OperatingCharacteristics exact =
                    OperatingCharacteristics.of(new MixtureEvidence(t, c), 0.05, 0.02, 2000, 1 + i * 9, t);
            assertThat(exact.certified()).isLessThanOrEqualTo(0.05);
            assertThat(exact.refuted()).isLessThanOrEqualTo(0.02);
        }
    }

    /**
     * Ends for a share of 0.95 from bisection of the likelihood with Python 3.11 math.lgamma. The table of
     * certification.md J2 lists them to four digits; its upper end at 1,000, 0.9713, is 0.97125.
     */
    @ParameterizedTest
    @CsvSource({
        "1000, 0.9208244342337277, 0.9712464315501133",
        "5000, 0.9372029511936508, 0.9610119308449514",
        "10000, 0.9409245314344603, 0.9581408314640832",
        "20000, 0.9435363392419807, 0.9559754106476768",
        "100000, 0.9470311058957689, 0.9528615619341259"
    })
    void intervalAtAnyStoppingTime(int n, double low, double high) {
        Interval interval = new ConfidenceSequence(0.95, 0.99).interval(0.95 * n, n);
        assertThat(interval.lower()).isCloseTo(low, within(1e-10));
        assertThat(interval.upper()).isCloseTo(high, within(1e-10));
    }

    @Test
    void intervalReachesTheEdges() {
        ConfidenceSequence sequence = new ConfidenceSequence(0.5, 0.99);
        assertThat(sequence.interval(0, 50).lower()).isZero();
        assertThat(sequence.interval(50, 50).upper()).isOne();
        assertThat(sequence.interval(0, 0)).isEqualTo(new Interval(0, 1));
    }

    /** By hand: of 4 e-values, 500 and 300 reach 4 / (0.01 * 2) = 200; 130 does not reach 4 / (0.01 * 3). */
    @Test
    void badgesByEBh() {
        double[] logE = {Math.log(300), Math.log(2), Math.log(500), Math.log(130)};
        assertThat(new EBh(0.01).cut(logE)).isCloseTo(Math.log(200), within(1e-12));
        assertThat(new EBh(0.01).cut(new double[] {0, 1})).isInfinite();
    }
}
