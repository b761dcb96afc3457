package assay.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ShareTestTest {

    private static final ShareTest FIXED = new ShareTest(ShareTest.Kind.FIXED, 10_000);
    private static final ShareTest SEQUENTIAL = new ShareTest(ShareTest.Kind.SEQUENTIAL, 10_000);
    private static final double[] EQUAL = {0.5, 0.5};

    // scipy.stats.chisquare([821588, 815482]): 22.77436884, 1.8218e-06 (Kohavi, Tang, Xu 2020, chapter 21).
    @Test
    void largeCountsArePearsons() {
        ShareTest.Result result = FIXED.of(new long[] {821_588, 815_482}, EQUAL);
        assertThat(result.statistic()).isCloseTo(22.77436884, within(1e-8));
        assertThat(result.pValue()).isCloseTo(1.8218e-6, within(1e-10));
    }

    // The same counts in the sequential test: log Bayes factor 8.765972 (ssrm with 10,000 pseudo-counts).
    @Test
    void sequentialEvidenceIsTheBayesFactor() {
        ShareTest.Result result = SEQUENTIAL.of(new long[] {821_588, 815_482}, EQUAL);
        assertThat(result.statistic()).isCloseTo(8.765972, within(1e-6));
        assertThat(result.pValue()).isCloseTo(Math.exp(-8.765972), within(1e-9));
    }

    // Enumeration: P(X <= 2 or X >= 8) for 10 fair coins is 2 (1 + 10 + 45) / 1024.
    @Test
    void smallCountsAreExact() {
        assertThat(FIXED.of(new long[] {2, 8}, EQUAL).pValue()).isCloseTo(112 / 1024.0, within(1e-15));
        assertThat(FIXED.of(new long[] {5, 5}, EQUAL).pValue()).isEqualTo(1);
        assertThat(FIXED.of(new long[] {0, 10}, EQUAL).pValue()).isCloseTo(2 / 1024.0, within(1e-15));
    }

    // Of three equal arms the extreme one is empty: 3 * 2 * (2/3)^10.
    @Test
    void smallCountsOfSeveralArmsAreExactForTheMostExtremeArm() {
        double[] thirds = {1.0 / 3, 1.0 / 3, 1.0 / 3};
        assertThat(FIXED.of(new long[] {0, 5, 5}, thirds).pValue()).isCloseTo(6 * Math.pow(2.0 / 3, 10), within(1e-12));
    }

    @Test
    void exactTestKeepsItsLevelByEnumeration() {
        double share = 0.1;
        int n = 300;
        double[] shares = {share, 1 - share};
        double rejected = 0;
        double logChoose = 0;
        for (int k = 0; k <= n; k++) {
            double mass = Math.exp(logChoose + k * Math.log(share) + (n - k) * Math.log1p(-share));
            rejected += FIXED.of(new long[] {k, n - k}, shares).pValue() <= 1e-4 ? mass : 0;
            logChoose += Math.log((n - k) / (k + 1.0));
        }
        assertThat(rejected).isBetween(1e-6, 1e-4);
    }
}
