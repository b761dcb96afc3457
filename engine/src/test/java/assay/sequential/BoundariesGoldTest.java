package assay.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Interval;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Values of R package confseq 0.0.4, by gold/g12_anytime.R, at intrinsic times 1, 10, 100, 1000 and 10000 with alpha 0.05, and of the
 * unit tests of confseq.
 */
class BoundariesGoldTest {

    private static final double[] TIMES = {1, 10, 100, 1000, 10_000};
    private static final Offset<Double> FIVE = within(1e-5);
    private static final double A = 0.05;

    private static void check(UniformBoundary boundary, double alpha, double... expected) {
        for (int k = 0; k < TIMES.length; k++) {
            assertThat(boundary.bound(TIMES[k], alpha)).as("v = " + TIMES[k]).isCloseTo(expected[k], FIVE);
        }
    }

    @Test
    void normalMixtures() {
        NormalMixture two = NormalMixture.optimalAt(100, A, Sides.TWO_SIDED);
        NormalMixture one = NormalMixture.optimalAt(100, A, Sides.ONE_SIDED);
        assertThat(two.rho()).isCloseTo(12.60056, FIVE);
        // normal_mixture_bound(v, .05, 100, .05, FALSE) and normal_mixture_bound(v, .05, 100).
        check(two, A, 9.08437943731058, 12.1907531463415, 30.3520899037625, 102.512286831664, 356.16410409189);
        check(one, A, 8.88325927270489, 11.4926817962532, 27.6607088306946, 94.3939161693947, 332.797156783897);
        // normal_mixture_bound(v, .01, 1000, .05, FALSE).
        check(
                NormalMixture.optimalAt(1000, A, Sides.TWO_SIDED),
                0.01,
                34.2164997181413,
                35.5393397099335,
                47.0492148329409,
                113.300334735993,
                371.055311475815);
        double[][] points = {{10, 100}, {20, 400}, {40, 900}};
        double[] logTwo = {-0.651005160007182, -1.25963899730322, -1.26466275166191};
        double[] logOne = {-0.0650239124290115, -0.639270629886834, -0.560920264708185};
        for (int i = 0; i < points.length; i++) {
            assertThat(two.logEvidence(points[i][0], points[i][1])).isCloseTo(logTwo[i], within(1e-8));
            assertThat(one.logEvidence(points[i][0], points[i][1])).isCloseTo(logOne[i], within(1e-8));
        }
    }

    @Test
    void gammaMixtures() {
        GammaExponentialMixture exponential = GammaExponentialMixture.optimalAt(100, A, 2);
        assertThat(exponential.logEvidence(10, 100)).isCloseTo(-0.2490165, FIVE);
        check(exponential, A, 12.6584398079503, 15.6062779146214, 33.0201702201748, 102.088223431167, 344.789981212159);
        GammaPoissonMixture poisson = GammaPoissonMixture.optimalAt(100, A, 2);
        assertThat(poisson.logEvidence(10, 100)).isCloseTo(-0.06991219, FIVE);
        check(poisson, A, 11.0404660991408, 13.7508022997918, 30.1948984152887, 96.8683145292175, 333.670748475186);
    }

    @Test
    void betaMixtures() {
        BetaBinomialMixture one = BetaBinomialMixture.optimalAt(100, A, 0.2, 0.8, Sides.ONE_SIDED);
        BetaBinomialMixture two = BetaBinomialMixture.optimalAt(100, A, 0.2, 0.8, Sides.TWO_SIDED);
        assertThat(one.logEvidence(10, 100)).isCloseTo(-0.07134019, FIVE);
        assertThat(two.logEvidence(10, 100)).isCloseTo(-0.6941012, FIVE);
        // The first is the largest sum that there can be.
        check(one, A, 5, 12.105838122983, 28.4123800520462, 95.1929303639787, 333.229639100985);
        check(two, A, 5, 13.0140694134639, 31.430797596073, 103.934741154106, 358.05682190766);
    }

    @Test
    void stitching() {
        check(
                PolynomialStitching.standard(10, 0),
                A,
                9.22404769749872,
                9.22404769749872,
                35.6804902988861,
                119.899788944134,
                392.645695157802);
        check(
                PolynomialStitching.standard(10, 1),
                A,
                15.4685056868496,
                15.4685056868496,
                43.9091566410683,
                128.616402948392,
                401.780649214418);
        assertThat(PolynomialStitching.standard(10, 3).bound(100, A)).isCloseTo(64.48755, FIVE);
        assertThat(PolynomialStitching.standard(10, -1).bound(100, A)).isCloseTo(28.99389, FIVE);
        DoubleStitching all = DoubleStitching.standard(100);
        assertThat(all.bound(0.1, 1000, A)).isCloseTo(59.9652124625475, FIVE);
        assertThat(all.bound(0.5, 1000, A)).isCloseTo(68.6280289212162, FIVE);
        assertThat(all.bound(0.9, 1000, A)).isCloseTo(43.7211936103715, FIVE);
    }

    @Test
    void theEmpiricalProcess() {
        EmpiricalProcessBand band = EmpiricalProcessBand.of(A, 100);
        assertThat(band.halfWidth(100)).isCloseTo(0.242253270924622, FIVE);
        assertThat(band.halfWidth(1000)).isCloseTo(0.0820477877091474, FIVE);
        assertThat(band.halfWidth(10_000)).isCloseTo(0.0266721396457389, FIVE);
        assertThat(band.halfWidth(99)).isInfinite();
    }

    private static void interval(Interval interval, double lower, double upper) {
        assertThat(interval.lower()).isCloseTo(lower, FIVE);
        assertThat(interval.upper()).isCloseTo(upper, FIVE);
    }

    @Test
    void bernoulliSequences() {
        BernoulliSequence late = new BernoulliSequence(1000);
        interval(late.interval(50, 100, A), 0.316070038675889, 0.683929961324338);
        interval(late.interval(500, 1000, A), 0.452091608309502, 0.547908391690271);
        interval(late.interval(5000, 10_000, A), 0.483786432432453, 0.516213567567775);
        interval(late.interval(5, 100, A), 0.00574906931563248, 0.19032899830359);
        interval(late.interval(0, 50, A), 0, 0.285314904356483);
        interval(new BernoulliSequence(100).interval(700, 1000, A), 0.651629, 0.745949);
        interval(new BernoulliSequence(1).interval(100, 200, A), 0.328923, 0.671076);
    }

    private static double[] from(int first) {
        double[] values = new double[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = first + i;
        }
        return values;
    }

    @Test
    void quantilesOfTwoArms() {
        QuantileSequence median = new QuantileSequence(0.5, 100);
        assertThat(median.pValue(from(1), from(71))).isCloseTo(0.814704, FIVE);
        assertThat(median.pValue(from(1), from(86))).isCloseTo(0.0838054952112661, FIVE);
        assertThat(median.pValue(from(86), from(1))).isCloseTo(0.0838054952112661, FIVE);
        assertThat(median.pValue(from(1), from(101))).isCloseTo(0.0054947, FIVE);
        assertThat(new QuantileSequence(0.9, 100).pValue(from(1), from(56))).isCloseTo(0.0340463, FIVE);
    }

    @Test
    void theIntervalOfADifferenceHoldsWhatTheTestDoesNotReject() {
        QuantileSequence median = new QuantileSequence(0.5, 100);
        double[] control = from(1);
        double[] treated = from(101);
        Interval interval = median.difference(control, treated, A);
        for (double moved = -50; moved < 250; moved += 7.3) {
            double[] back = treated.clone();
            for (int i = 0; i < back.length; i++) {
                back[i] -= moved;
            }
            assertThat(median.pValue(control, back) > A)
                    .as("difference " + moved)
                    .isEqualTo(interval.contains(moved));
        }
    }

    @Test
    void theIntervalOfAQuantileHoldsWhatTheTestDoesNotReject() {
        QuantileSequence upper = new QuantileSequence(0.8, 300);
        double[] sorted = from(1);
        Interval interval = upper.interval(sorted, sorted.length, A);
        for (double value = 600.5; value < 1000; value += 3) {
            assertThat(upper.logEvidence(sorted, value) < -Math.log(A))
                    .as("value " + value)
                    .isEqualTo(interval.contains(value));
        }
        // Ten observations say nothing about the ends.
        assertThat(upper.interval(sorted, 10, A).upper()).isInfinite();
    }
}
