package assay.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.random.Philox;
import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;
import org.junit.jupiter.api.Test;

class DirichletMultinomialTest {

    private static final long[] KOHAVI = {821_588, 815_482};
    private static final double[] EVEN = {0.5, 0.5};

    /** The example of the ssrm package by Lindon, as quoted in math.md G3. */
    @Test
    void reproducesTheExampleBatchByBatch() {
        DirichletMultinomial evidence = new DirichletMultinomial(new double[] {0.4, 0.4, 0.2}, new double[] {1, 1, 1});
        long[][] batches = {{20, 17, 9}, {18, 21, 8}, {4, 6, 4}, {18, 19, 11}};
        double[] alternative = {-7.028201, -11.947848, -15.471402, -19.964845};
        double[] planned = {-4.077641, -8.265947, -11.610744, -15.781031};
        for (int i = 0; i < batches.length; i++) {
            evidence.add(batches[i]);
            assertThat(evidence.logAlternative()).isCloseTo(alternative[i], within(1e-6));
            assertThat(evidence.logNull()).isCloseTo(planned[i], within(1e-6));
        }
        assertThat(FastMath.exp(evidence.logBayesFactor())).isCloseTo(0.01524027, within(1e-8));
        assertThat(evidence.pValue()).isOne();
    }

    /** Counts of a known mismatch at an even split, math.md G3. */
    @Test
    void findsASmallMismatchOfManyUnits() {
        DirichletMultinomial sharp = DirichletMultinomial.centred(EVEN, 10_000);
        sharp.add(KOHAVI);
        assertThat(sharp.logBayesFactor()).isCloseTo(8.765972, within(1e-6));
        assertThat(sharp.pValue()).isCloseTo(FastMath.exp(-8.765972), within(1e-9));
        DirichletMultinomial uniform = new DirichletMultinomial(EVEN, new double[] {1, 1});
        uniform.add(KOHAVI);
        assertThat(uniform.logBayesFactor()).isCloseTo(4.458785, within(1e-6));
    }

    /** The chi-squared test of the same counts: X-squared 22.77436884, p 1.8218e-06 (math.md G3). */
    @Test
    void agreesWithTheFixedTestOfTheSameCounts() {
        SampleRatioTest fixed = SampleRatioTest.of(KOHAVI, EVEN);
        assertThat(fixed.statistic()).isCloseTo(22.77436884, within(1e-8));
        assertThat(fixed.df()).isEqualTo(1);
        assertThat(fixed.pValue()).isCloseTo(1.8218e-06, within(5e-11));
        // Far in the tail, where one minus the distribution function would be 0; scipy 1.17: chi2.sf(200, 2).
        SampleRatioTest far = SampleRatioTest.of(new long[] {300, 100, 100}, new double[] {0.2, 0.4, 0.4});
        assertThat(far.statistic()).isCloseTo(500, within(1e-9));
        assertThat(far.pValue()).isCloseTo(FastMath.exp(-250), within(1e-118));
    }

    @Test
    void orderAndSizeOfBatchesDoNotMatter() {
        double[] shares = {0.1, 0.2, 0.3, 0.4};
        DirichletMultinomial whole = DirichletMultinomial.centred(shares, 50);
        DirichletMultinomial halves = DirichletMultinomial.centred(shares, 50);
        DirichletMultinomial single = DirichletMultinomial.centred(shares, 50);
        whole.add(5, 9, 11, 31);
        halves.add(3, 0, 11, 20);
        halves.add(2, 9, 0, 11);
        int[] order = {3, 0, 2, 1};
        long[] counts = {5, 9, 11, 31};
        for (int k : order) {
            for (int i = 0; i < counts[k]; i++) {
                single.addOne(k);
            }
        }
        assertThat(halves.logBayesFactor()).isCloseTo(whole.logBayesFactor(), within(1e-12));
        assertThat(single.logBayesFactor()).isCloseTo(whole.logBayesFactor(), within(1e-12));
    }

    /** Enumeration of all sequences of six units in three categories: the mean under the planned shares is 1. */
    @Test
    void isAMartingaleUnderThePlannedShares() {
        double[] shares = {0.2, 0.3, 0.5};
        double[] later = {0.6, 0.3, 0.1};
        double mean = 0;
        double stopped = 0;
        for (int code = 0; code < 729; code++) {
            DirichletMultinomial evidence = new DirichletMultinomial(shares, new double[] {1, 2, 0.5});
            double probability = 1;
            double atStop = Double.NaN;
            int rest = code;
            for (int i = 0; i < 6; i++) {
                if (i == 3) {
                    evidence.changeShares(later, new double[] {3, 1, 1});
                }
                int k = rest % 3;
                rest /= 3;
                probability *= i < 3 ? shares[k] : later[k];
                evidence.addOne(k);
                double now = FastMath.exp(evidence.logBayesFactor());
                atStop = Double.isNaN(atStop) && now > 1.5 ? now : atStop;
            }
            double last = FastMath.exp(evidence.logBayesFactor());
            mean += probability * last;
            stopped += probability * (Double.isNaN(atStop) ? last : atStop);
        }
        assertThat(mean).isCloseTo(1, within(1e-12));
        assertThat(stopped).isCloseTo(1, within(1e-12));
    }

    /**
     * 2,000 experiments that go as planned, looked at after each of 20 batches, alarm at 0.05: the number of alarms is at
     * most binomial(2000, 0.05), which exceeds 160 with probability below 1e-8.
     */
    @Test
    void raisesFewFalseAlarmsHoweverOftenOneLooks() {
        int alarms = 0;
        for (int run = 0; run < 2000; run++) {
            Philox random = new Philox(41, run, 0);
            DirichletMultinomial evidence = DirichletMultinomial.centred(new double[] {0.3, 0.7}, 100);
            boolean alarm = false;
            for (int look = 0; look < 20; look++) {
                long[] counts = new long[2];
                for (int i = 0; i < 50; i++) {
                    counts[random.nextDouble() < 0.3 ? 0 : 1]++;
                }
                evidence.add(counts);
                alarm |= evidence.pValue() <= 0.05;
            }
            alarms += alarm ? 1 : 0;
        }
        assertThat(alarms).isBetween(1, 160);
    }

    @Test
    void refusesWhatIsNoPlanAndNoCount() {
        double[] ones = {1, 1};
        assertThatThrownBy(() -> new DirichletMultinomial(new double[] {0.5, 0.6}, ones))
                .hasMessageContaining("sum to 1");
        assertThatThrownBy(() -> new DirichletMultinomial(new double[] {1}, new double[] {1}))
                .hasMessageContaining("categories");
        assertThatThrownBy(() -> new DirichletMultinomial(new double[] {0.5, Double.NaN}, ones))
                .hasMessageContaining("planned share");
        assertThatThrownBy(() -> new DirichletMultinomial(EVEN, new double[] {1, 0}))
                .hasMessageContaining("alpha");
        assertThatThrownBy(() -> new DirichletMultinomial(EVEN, new double[3])).hasMessageContaining("alpha");
        DirichletMultinomial evidence = new DirichletMultinomial(EVEN, ones);
        assertThatThrownBy(() -> evidence.add(1, 2, 3)).hasMessageContaining("one a category");
        assertThatThrownBy(() -> evidence.add(1, -2)).hasMessageContaining("at least 0");
        assertThatThrownBy(() -> evidence.changeShares(new double[] {0.2, 0.3, 0.5}, ones))
                .hasMessageContaining("one a category");
        assertThatThrownBy(() -> SampleRatioTest.of(new long[] {0, 0}, EVEN)).hasMessageContaining("all 0");
        assertThatThrownBy(() -> SampleRatioTest.of(new long[] {1, -1}, EVEN)).hasMessageContaining("at least 0");
        assertThatThrownBy(() -> SampleRatioTest.of(new long[3], EVEN)).hasMessageContaining("one a category");
    }

    @Test
    void keepsItsOwnCopyOfTheArrays() {
        double[] alpha = {1, 1};
        DirichletMultinomial evidence = new DirichletMultinomial(EVEN, alpha);
        evidence.add(3, 1);
        assertThat(alpha).containsExactly(1, 1);
        Arrays.fill(alpha, 100);
        evidence.add(1, 0);
        assertThat(evidence.logBayesFactor()).isCloseTo(FastMath.log(32.0 / 30), within(1e-12));
    }
}
