package assay.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Interval;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the sequential procedure is compared with: fixed samples, the usual rule, Wald's test, Clopper and Pearson. */
class FixedSampleTest {

    /**
     * The smallest design, by scipy 1.17: binom.isf and binom.cdf at every n up to it; then the design that the table of
     * certification.md J2 lists. It keeps both errors too and is the first of its run of such n, but as tails of the
     * binomial go up and down with n there is a smaller one in ten rows.
     */
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "0.95, 0.945, 0.05, 21551, 20421, 21626, 20492",
        "0.95, 0.945, 0.01, 43072, 40813, 43127, 40865",
        "0.95, 0.945, 0.001, 75990, 72004, 76342, 72338",
        "0.95, 0.94, 0.05, 5626, 5318, 5626, 5318",
        "0.95, 0.94, 0.01, 11241, 10625, 11277, 10659",
        "0.95, 0.94, 0.001, 19827, 18740, 19847, 18759",
        "0.95, 0.935, 0.05, 2599, 2451, 2599, 2451",
        "0.95, 0.935, 0.01, 5204, 4907, 5204, 4907",
        "0.95, 0.935, 0.001, 9173, 8649, 9192, 8667",
        "0.95, 0.93, 0.05, 1524, 1434, 1524, 1434",
        "0.95, 0.93, 0.01, 3037, 2857, 3037, 2857",
        "0.95, 0.93, 0.001, 5357, 5039, 5357, 5039",
        "0.95, 0.92, 0.05, 729, 683, 729, 683",
        "0.95, 0.92, 0.01, 1449, 1357, 1449, 1357",
        "0.95, 0.92, 0.001, 2545, 2383, 2545, 2383",
        "0.90, 0.89, 0.01, 20353, 18218, 20446, 18301",
        "0.90, 0.88, 0.01, 5300, 4719, 5301, 4720",
        "0.99, 0.988, 0.01, 58765, 58121, 59050, 58403",
        "0.99, 0.985, 0.01, 10592, 10462, 10595, 10465",
    })
    void smallestFixedSampleThatKeepsBothErrors(
            double nominal, double threshold, double epsilon, int n, int k, int listedN, int listedK) {
        assertThat(FixedSample.of(nominal, threshold, epsilon)).isEqualTo(new FixedSample(n, k));
        assertThat(BinomialTail.atLeast(listedK, listedN, threshold)).isLessThanOrEqualTo(epsilon);
        assertThat(BinomialTail.atLeast(listedK - 1, listedN, threshold)).isGreaterThan(epsilon);
        assertThat(BinomialTail.atMost(listedK - 1, listedN, nominal)).isLessThanOrEqualTo(epsilon);
        assertThat(BinomialTail.atMost(listedK - 1, listedN - 1, nominal)).isGreaterThan(epsilon);
    }

    @Test
    void refusesAThresholdThatIsNotBelow() {
        assertThatThrownBy(() -> FixedSample.of(0.9, 0.9, 0.01)).hasMessageContaining("below 0.9");
        assertThatThrownBy(() -> FixedSample.of(0.9, 0.8, 0.6)).hasMessageContaining("epsilon");
    }

    /** Table of certification.md J0: how often "coverage in [0.93, 0.97]" passes. */
    @ParameterizedTest
    @CsvSource({
        "100, 0.076, 0.204, 0.436, 0.573, 0.692, 0.754, 0.720",
        "200, 0.015, 0.093, 0.359, 0.566, 0.760, 0.860, 0.799",
        "300, 0.003, 0.046, 0.305, 0.557, 0.800, 0.917, 0.845",
        "500, 0.000, 0.012, 0.232, 0.545, 0.849, 0.970, 0.899",
        "1000, 0, 0.001, 0.133, 0.532, 0.916, 0.997, 0.960",
        "2000, 0, 0, 0.052, 0.522, 0.971, 1.000, 0.992",
    })
    void theUsualRuleBoundsNothing(
            int replicates, double p88, double p90, double p92, double p93, double p94, double p95, double p96) {
        UsualRule rule = new UsualRule(0.93, 0.97, replicates);
        assertThat(rule.passes(0.88)).isCloseTo(p88, within(5.1e-4));
        assertThat(rule.passes(0.90)).isCloseTo(p90, within(5.1e-4));
        assertThat(rule.passes(0.92)).isCloseTo(p92, within(5.1e-4));
        assertThat(rule.passes(0.93)).isCloseTo(p93, within(5.1e-4));
        assertThat(rule.passes(0.94)).isCloseTo(p94, within(5.1e-4));
        assertThat(rule.passes(0.95)).isCloseTo(p95, within(5.1e-4));
        assertThat(rule.passes(0.96)).isCloseTo(p96, within(5.1e-4));
    }

    /** Rows of certification.md J2: the ratio test is quicker, and answers at random between its two means. */
    @ParameterizedTest
    @CsvSource({"0.94, 0.00984,,", "0.95, 0.98884,, 4823", "0.945, 0.404, 0.457,"})
    void waldsTestTossesACoinInBetween(double p, double certified, Double refuted, Double mean) {
        OperatingCharacteristics exact = new Sprt(0.94, 0.95, 0.01).at(p, 20_000);
        double digits = p == 0.945 ? 5.1e-4 : 1e-5;
        assertThat(exact.certified()).isCloseTo(certified, within(digits));
        if (refuted != null) {
            assertThat(exact.refuted()).isCloseTo(refuted, within(digits));
        }
        if (mean != null) {
            assertThat(exact.meanReplicates()).isCloseTo(mean, within(0.5));
        }
    }

    /** Clopper and Pearson at 0.99 is narrower, for it holds at one fixed n only; it is printed nowhere. */
    @ParameterizedTest
    @CsvSource({"1000, 0.0183", "5000, 0.0080", "10000, 0.0057", "20000, 0.0040"})
    void anIntervalForOneFixedTimeIsNarrower(int n, double halfWidth) {
        double s = 0.95 * n;
        double low = new BetaDistribution(null, s, n - s + 1).inverseCumulativeProbability(0.005);
        double high = new BetaDistribution(null, s + 1, n - s).inverseCumulativeProbability(0.995);
        assertThat((high - low) / 2).isCloseTo(halfWidth, within(1.5e-4));
        Interval anytime = new ConfidenceSequence(0.95, 0.99).interval(s, n);
        assertThat(anytime.lower()).isLessThan(low);
        assertThat(anytime.upper()).isGreaterThan(high);
    }
}
