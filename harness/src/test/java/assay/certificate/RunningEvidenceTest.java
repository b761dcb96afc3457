package assay.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Interval;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.util.FastMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RunningEvidenceTest {

    private static final double GOLDEN = 0.6180339887498949;

    private static ClaimSpec claim(ScoreKind kind, double nominal, double threshold) {
        return new ClaimSpec("share", "A share.", nominal, threshold, 0.01, 5e-6, 5e-4, kind, 40_000);
    }

    /** Scores of mean 0.9 that fill [0.85, 0.95] evenly. */
    private static double spread(int i) {
        double turns = i * GOLDEN;
        return 0.85 + 0.1 * (turns - FastMath.floor(turns));
    }

    /** The formulas in Python 3.11 over the same scores, by a loop of its own with math.log1p and math.sqrt. */
    @ParameterizedTest
    @CsvSource({
        "10, 8.99918693812442, 8.106083505599864, 0.09660511253576887, 0.18277440398502226, 0, 1",
        "1000, 900.0011369322398, 810.8352218689122, 11.15393794481481, 102.69121944741784, 0.8890805501853476, "
                + "0.910921723679132",
        "5000, 4499.99443455611, 4054.155827577966, 55.82234562315651, 521.1947060351248, 0.8975571876958441, "
                + "0.9024405861265998",
    })
    void bettingFollowsItsFormulas(
            int n, double sum, double squares, double above, double below, double low, double high) {
        RunningEvidence certify = claim(ScoreKind.BOUNDED, 0.9, 0.88).start();
        RunningEvidence refute = claim(ScoreKind.BOUNDED, 0.9, 0.92).start();
        for (int i = 1; i <= n; i++) {
            certify.add(spread(i));
            refute.add(spread(i));
        }
        assertThat(certify.replicates()).isEqualTo(n);
        assertThat(certify.sum()).isCloseTo(sum, within(1e-9));
        assertThat(certify.checkpoint().get(2)).isCloseTo(squares, within(1e-9));
        assertThat(certify.logCertify()).isCloseTo(above, within(1e-9));
        assertThat(certify.logRefute()).isZero();
        assertThat(refute.logRefute()).isCloseTo(below, within(1e-9));
        assertThat(refute.logCertify()).isZero();
        assertThat(certify.interval().lower()).isCloseTo(low, within(1e-12));
        assertThat(certify.interval().upper()).isCloseTo(high, within(1e-12));
    }

    /** Where scores are shares of small spread, betting needs fewer replicates than counting would. */
    @Test
    void bettingGainsFromASmallSpread() {
        RunningEvidence evidence = claim(ScoreKind.BOUNDED, 0.9, 0.88).start();
        for (int i = 1; i <= 2000; i++) {
            evidence.add(spread(i));
        }
        assertThat(new MixtureEvidence(0.88, 0.9).logCertify(evidence.sum(), 2000))
                .isLessThan(evidence.logCertify());
        assertThat(evidence.verdict()).isEqualTo(Verdict.CERTIFIED);
        assertThat(evidence.settled()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(ScoreKind.class)
    void resumesFromACheckpointToTheBit(ScoreKind kind) {
        ClaimSpec spec = claim(kind, 0.95, 0.94);
        RunningEvidence whole = spec.start();
        RunningEvidence parts = spec.start();
        Philox random = new Philox(5, 0, 0);
        for (int i = 0; i < 3000; i++) {
            double u = random.nextDouble();
            double score = kind == ScoreKind.BERNOULLI ? (u < 0.95 ? 1 : 0) : 1 - 0.1 * u * u;
            whole.add(score);
            parts.add(score);
            if (i % 7 == 0) {
                parts = spec.resume(stored(parts.checkpoint()));
            }
        }
        assertThat(parts.checkpoint()).isEqualTo(whole.checkpoint()).hasSize(kind.checkpointSize());
        assertThat(parts.interval()).isEqualTo(whole.interval());
        assertThat(parts.logCertify()).isEqualTo(whole.logCertify());
        assertThat(parts.logRefute()).isEqualTo(whole.logRefute());
        assertThat(parts.verdict()).isEqualTo(whole.verdict());
    }

    /** Through the text of a certificate and back. */
    private static List<Double> stored(List<Double> checkpoint) {
        double[] read = Json.GSON.fromJson(Json.write(checkpoint), double[].class);
        return Arrays.stream(read).boxed().toList();
    }

    /** Certified on evidence of 1 / 0.01; sampling goes on to 1 / 0.0005; a refutation ends it. */
    @Test
    void certifiesBeforeItSettles() {
        ClaimSpec spec = claim(ScoreKind.BERNOULLI, 0.95, 0.94);
        RunningEvidence certified = spec.resume(List.of(7700.0, 7311.0));
        assertThat(certified.logCertify()).isBetween(FastMath.log(100), FastMath.log(2000));
        assertThat(certified.verdict()).isEqualTo(Verdict.CERTIFIED);
        assertThat(certified.settled()).isFalse();
        assertThat(spec.resume(List.of(7700.0, 7330.0)).settled()).isTrue();
        RunningEvidence refuted = spec.resume(List.of(2000.0, 1800.0));
        assertThat(refuted.verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(refuted.settled()).isTrue();
        assertThat(spec.start().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(spec.start().interval()).isEqualTo(new Interval(0, 1));
    }

    @ParameterizedTest
    @EnumSource(ScoreKind.class)
    void noScoreCountsAsZeroAndNonsenseIsRefused(ScoreKind kind) {
        RunningEvidence missing = claim(kind, 0.95, 0.94).start();
        RunningEvidence zero = claim(kind, 0.95, 0.94).start();
        missing.add(Double.NaN);
        zero.add(0);
        assertThat(missing.checkpoint()).isEqualTo(zero.checkpoint());
        assertThatThrownBy(() -> zero.add(1.0000001)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> zero.add(-0.1)).hasMessageContaining("[0, 1]");
        assertThatThrownBy(() -> zero.add(Double.POSITIVE_INFINITY)).hasMessageContaining("[0, 1]");
        assertThatThrownBy(() -> claim(kind, 0.95, 0.94).resume(List.of(1.0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFractionWhereZeroOrOneIsMeantIsAnErrorOfTheProgram() {
        assertThatThrownBy(() -> claim(ScoreKind.BERNOULLI, 0.95, 0.94).start().add(0.5))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("share");
    }

    /**
     * All sequences of seven scores from three values, with probabilities that put the mean on the threshold or on the
     * side of the null: the mean of E is at most 1, at a fixed time and at the first time that it exceeds 1.2.
     */
    @ParameterizedTest
    @CsvSource({
        "0, 0.5, 1, 0.2, 0.4, 0.6, 0.6",
        "0, 0.5, 1, 0.3, 0.3, 0.6, 0.5",
        "0.2, 0.9, 1, 0.5, 0.3, 0.75, 0.57",
        "0.85, 0.9, 0.95, 0.25, 0.5, 0.94, 0.9",
        "0, 0.1, 0.3, 0.4, 0.4, 0.05, 0.1",
    })
    void bettingIsFairAtTheThreshold(
            double x0, double x1, double x2, double p0, double p1, double nominal, double threshold) {
        double[] x = {x0, x1, x2};
        double[] p = {p0, p1, 1 - p0 - p1};
        double mean = x0 * p0 + x1 * p1 + x2 * p[2];
        Means at = Means.of(x, p, nominal, mean);
        assertThat(at.certify).isCloseTo(1, within(1e-12));
        assertThat(at.refute).isCloseTo(1, within(1e-12));
        assertThat(at.certifyStopped).isCloseTo(1, within(1e-12));
        assertThat(at.refuteStopped).isCloseTo(1, within(1e-12));
        Means off = Means.of(x, p, nominal, threshold);
        if (mean <= threshold) {
            assertThat(Math.max(off.certify, off.certifyStopped)).isLessThanOrEqualTo(1 + 1e-12);
        }
        if (mean >= threshold) {
            assertThat(Math.max(off.refute, off.refuteStopped)).isLessThanOrEqualTo(1 + 1e-12);
        }
    }

    private static final class Means {
        private static final int LENGTH = 7;
        private double certify;
        private double refute;
        private double certifyStopped;
        private double refuteStopped;

        static Means of(double[] x, double[] p, double nominal, double threshold) {
            Means means = new Means();
            int sequences = (int) FastMath.pow(x.length, LENGTH);
            for (int code = 0; code < sequences; code++) {
                means.add(x, p, claim(ScoreKind.BOUNDED, nominal, threshold).start(), code);
            }
            return means;
        }

        private void add(double[] x, double[] p, RunningEvidence evidence, int code) {
            double probability = 1;
            double up = 0;
            double down = 0;
            for (int i = 0, rest = code; i < LENGTH; i++, rest /= x.length) {
                probability *= p[rest % x.length];
                evidence.add(x[rest % x.length]);
                up = up > 1.2 ? up : FastMath.exp(evidence.logCertify());
                down = down > 1.2 ? down : FastMath.exp(evidence.logRefute());
            }
            certify += probability * FastMath.exp(evidence.logCertify());
            refute += probability * FastMath.exp(evidence.logRefute());
            certifyStopped += probability * up;
            refuteStopped += probability * down;
        }
    }

    /**
     * The interval of shares covers at all of 2,000 sample sizes at once in at least 0.99 of runs. 400 runs: misses are
     * at most binomial(400, 0.01), which exceeds 18 with probability below 1e-6.
     */
    @Test
    void theIntervalOfSharesHoldsAtAllTimes() {
        int missed = 0;
        for (int run = 0; run < 400; run++) {
            Philox random = new Philox(77, run, 0);
            RunningEvidence evidence = claim(ScoreKind.BOUNDED, 0.95, 0.94).start();
            boolean inside = true;
            for (int i = 0; i < 2000; i++) {
                double u = random.nextDouble();
                evidence.add(1 - 0.15 * u * u);
                inside &= evidence.interval().contains(0.95);
            }
            missed += inside ? 0 : 1;
        }
        assertThat(missed).isLessThanOrEqualTo(18);
    }
}
