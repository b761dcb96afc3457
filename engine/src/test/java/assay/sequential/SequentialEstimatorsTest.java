package assay.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import assay.Column;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Interval;
import assay.Role;
import assay.Sample;
import assay.Trajectory;
import assay.baseline.FitAtEveryLook;
import assay.baseline.FixedLevelAtEveryLook;
import assay.experiment.ClusterMeans;
import assay.experiment.DifferenceInMeans;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequentialEstimatorsTest {

    private static final Philox RANDOM = new Philox(1, 0, 0);

    private static Sample normal(int n, double effect, int replicate) {
        Philox random = new Philox(11, replicate, 2);
        double[] y = new double[n];
        double[] t = new double[n];
        for (int i = 0; i < n; i++) {
            t[i] = random.nextDouble() < 0.5 ? 1 : 0;
            y[i] = 10 + effect * t[i] + 3 * random.nextGaussian();
        }
        return Sample.builder().outcome("y", y).assignment("t", t).build();
    }

    @Test
    void theLastLookIsWelchsTest() {
        Sample sample = normal(500, 1, 0);
        Trajectory path = new AlwaysValidDifference(60, 100, 0, 1, 0.95).estimate(sample, RANDOM);
        Fit fit = new DifferenceInMeans().estimate(sample, RANDOM);
        assertThat(path.looks()).hasSize(401);
        Trajectory.Look last = path.looks().get(400);
        assertThat(last.estimate().value()).isCloseTo(fit.estimate().value(), within(1e-12));
        assertThat(last.estimate().stdError()).isCloseTo(fit.estimate().stdError(), within(1e-12));
        assertThat(last.estimate().inference().degreesOfFreedom())
                .isCloseTo(fit.estimate().inference().degreesOfFreedom(), within(1e-6));
        for (Trajectory.Look look : path.looks()) {
            double p = look.estimate().inference().pValue(0);
            assertThat(look.rejects()).isEqualTo(p <= 0.05);
            assertThat(look.estimate().inference().interval(0.95).contains(0)).isEqualTo(p > 0.05);
        }
    }

    @Test
    void anyMethodCanBeReadAtAnyTime() {
        Sample sample = normal(500, 1, 0);
        Trajectory every = new AlwaysValidDifference(60, 100, 0, 100, 0.95).estimate(sample, RANDOM);
        Trajectory looks = new AlwaysValidLooks(new DifferenceInMeans(), 60, 5, 100, 0.95).estimate(sample, RANDOM);
        assertThat(looks.looks()).hasSameSizeAs(every.looks());
        // The one counts units as those of equal arms, which these nearly are.
        assertThat(looks.looks().get(4).estimate().inference().pValue(0))
                .isCloseTo(every.looks().get(4).estimate().inference().pValue(0), withPercentage(2));
    }

    @Test
    void rowsAreReadInOrderOfTime() {
        Sample sample = normal(400, 0.5, 1);
        int[] reversed = new int[400];
        double[] time = new double[400];
        for (int i = 0; i < 400; i++) {
            reversed[i] = 399 - i;
            time[i] = i;
        }
        Sample timed = Sample.builder()
                .outcome("y", sample.outcome())
                .assignment("t", sample.numeric(Role.ASSIGNMENT))
                .add(Role.TIME, "day", time)
                .build()
                .rows(reversed);
        for (Estimator<Trajectory> method : List.<Estimator<Trajectory>>of(
                new AlwaysValidDifference(60, 100, 0, 1, 0.95),
                new AlwaysValidLooks(new DifferenceInMeans(), 60, 5, 100, 0.95),
                new SequentialQuantile(0.5, 200, 5, 200, 0.95))) {
            Trajectory a = method.estimate(sample, RANDOM);
            Trajectory b = method.estimate(timed, RANDOM);
            for (int k = 0; k < a.looks().size(); k++) {
                assertThat(a.looks().get(k).estimate().value())
                        .isCloseTo(b.looks().get(k).estimate().value(), within(1e-12));
            }
        }
    }

    @Test
    void looksWaitForConverters() {
        double[] y = new double[1000];
        double[] t = new double[1000];
        for (int i = 0; i < 1000; i++) {
            y[i] = i % 20 == 0 ? 1 + i % 7 : 0;
            t[i] = i % 3 == 0 ? 1 : 0;
        }
        Sample sample = Sample.builder().outcome("y", y).assignment("t", t).build();
        Trajectory path = new AlwaysValidDifference(60, 100, 25, 1, 0.95).estimate(sample, RANDOM);
        // The twenty-fifth of those with an outcome is in row 481.
        assertThat(path.looks().get(0).n()).isEqualTo(481);
        assertThatThrownBy(() -> new AlwaysValidDifference(60, 100, 60, 1, 0.95).estimate(sample, RANDOM))
                .isInstanceOf(EstimationException.class);
    }

    @Test
    void aUnitThatComesBackIsRefused() {
        Sample sample = normal(400, 0.5, 1).with(Role.UNIT, column("user", names(400, 399)));
        assertThatThrownBy(() -> new AlwaysValidDifference(60, 100, 0, 1, 0.95).estimate(sample, RANDOM))
                .isInstanceOfSatisfying(
                        ThreatException.class, e -> assertThat(e.threat()).isEqualTo(ValidityThreat.ACCRUING_UNITS))
                .hasMessageContaining("user");
        Sample distinct = normal(400, 0.5, 1).with(Role.UNIT, column("user", names(400, 400)));
        assertThat(new AlwaysValidDifference(60, 100, 0, 1, 0.95)
                        .estimate(distinct, RANDOM)
                        .looks())
                .hasSize(301);
    }

    private static Column column(String name, String[] values) {
        List<String> levels = Arrays.stream(values).distinct().sorted().toList();
        int[] codes = Arrays.stream(values).mapToInt(levels::indexOf).toArray();
        return new Column.Categorical(name, codes, levels);
    }

    private static String[] names(int n, int different) {
        String[] names = new String[n];
        for (int i = 0; i < n; i++) {
            names[i] = "u" + i % different;
        }
        return names;
    }

    @Test
    void clustersThatGrowAreRefused() {
        Sample sample = normal(400, 0.5, 1);
        double[] t = new double[400];
        String[] whole = new String[400];
        String[] growing = new String[400];
        for (int i = 0; i < 400; i++) {
            whole[i] = "c" + i / 10;
            growing[i] = "c" + i % 40;
            t[i] = i / 10 % 2;
        }
        AlwaysValidLooks looks = new AlwaysValidLooks(new ClusterMeans(), 10, 4, 100, 0.95);
        Sample.Builder builder = Sample.builder().outcome("y", sample.outcome()).assignment("t", t);
        Trajectory path =
                looks.estimate(builder.add(Role.CLUSTER, column("shop", whole)).build(), RANDOM);
        assertThat(((AnytimeT) path.end().estimate().inference()).units()).isEqualTo(40);
        double[] odd = new double[400];
        for (int i = 0; i < 400; i++) {
            odd[i] = i % 2;
        }
        Sample grows = Sample.builder()
                .outcome("y", sample.outcome())
                .assignment("t", odd)
                .add(Role.CLUSTER, column("shop", growing))
                .build();
        assertThatThrownBy(() -> looks.estimate(grows, RANDOM))
                .isInstanceOfSatisfying(
                        ThreatException.class, e -> assertThat(e.threat()).isEqualTo(ValidityThreat.GROWING_CLUSTERS));
    }

    /**
     * The chance that any of 20 looks rejects is .248 for |z| > 1.96 at equally spaced looks (Armitage, McPherson and Rowe 1969)
     * and at most .05 for the sequence. Of 400 paths more than 35 rejections by the sequence, or fewer than 70 by peeking, would
     * be seen with probability below 1e-3 each.
     */
    @Test
    void peekingRejectsAndTheSequenceDoesNot() {
        AlwaysValidLooks sequence = new AlwaysValidLooks(new DifferenceInMeans(), 60, 20, 20, 0.95);
        FixedLevelAtEveryLook peeking = new FixedLevelAtEveryLook(sequence, 0.05);
        FitAtEveryLook fits = new FitAtEveryLook(new DifferenceInMeans(), 20, 20, 0.05);
        int valid = 0;
        int naive = 0;
        int naiveFits = 0;
        for (int r = 0; r < 400; r++) {
            Sample sample = normal(400, 0, r);
            valid += sequence.estimate(sample, RANDOM).rejects() ? 1 : 0;
            naive += peeking.estimate(sample, RANDOM).rejects() ? 1 : 0;
            naiveFits += fits.estimate(sample, RANDOM).rejects() ? 1 : 0;
        }
        assertThat(valid).isLessThanOrEqualTo(35);
        assertThat(naive).isGreaterThan(70);
        assertThat(naiveFits).isGreaterThan(70);
    }

    /**
     * Ville's bound at every observation for bets on coins, exact at any sample size: a 95 % sequence misses the mean in at most 5 % of
     * paths. Of 300 paths more than 27 misses would be seen with probability below 1e-3.
     */
    @Test
    void betsKeepTheirLevelAtEveryObservation() {
        int missed = 0;
        int bernstein = 0;
        int bernoulli = 0;
        for (int r = 0; r < 300; r++) {
            Philox random = new Philox(5, r, 0);
            BettingSequence bets = new BettingSequence(0.05);
            EmpiricalBernstein sums = new EmpiricalBernstein(0, 1, 0.05, 20);
            BernoulliSequence counts = new BernoulliSequence(100);
            boolean missedBets = false;
            boolean missedSums = false;
            boolean missedCounts = false;
            int successes = 0;
            for (int i = 1; i <= 300; i++) {
                int x = random.nextDouble() < 0.1 ? 1 : 0;
                successes += x;
                bets.add(x);
                sums.add(x);
                if (i % 10 == 0) {
                    missedBets |= bets.logEvidence(0.1) > Math.log(20);
                    missedSums |= !sums.interval().contains(0.1);
                    missedCounts |= counts.logEvidence(successes, i, 0.1) > Math.log(20);
                }
            }
            missed += missedBets ? 1 : 0;
            bernstein += missedSums ? 1 : 0;
            bernoulli += missedCounts ? 1 : 0;
        }
        assertThat(missed).isLessThanOrEqualTo(27);
        assertThat(bernstein).isLessThanOrEqualTo(27);
        assertThat(bernoulli).isLessThanOrEqualTo(27);
    }

    @Test
    void betsAreInvertedExactly() {
        Philox random = new Philox(6, 0, 0);
        BettingSequence bets = new BettingSequence(0.05);
        for (int i = 0; i < 500; i++) {
            double u = random.nextDouble();
            bets.add(u * u);
        }
        Interval interval = bets.interval(0.05);
        assertThat(interval.contains(bets.mean())).isTrue();
        for (double m = 0.01; m < 1; m += 0.01) {
            assertThat(bets.logEvidence(m) < Math.log(20)).as("mean " + m).isEqualTo(interval.contains(m));
        }
        assertThat(bets.interval(0.01).width()).isGreaterThan(interval.width());
        assertThatThrownBy(() -> bets.add(1.1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The wealth written out: bets on the observations before, cut at c / m. */
    @Test
    void betsArePredictable() {
        double[] x = {0.2, 0.9, 0.4};
        BettingSequence bets = new BettingSequence(0.05);
        double up = 0;
        double down = 0;
        double m = 0.3;
        double sum = 0;
        double squares = 0.25;
        for (int i = 0; i < x.length; i++) {
            double variance = squares / (i + 1);
            double bet = Math.sqrt(2 * Math.log(40) / (variance * (i + 1) * Math.log(i + 2)));
            up += Math.log(1 + Math.min(bet, 0.5 / m) * (x[i] - m));
            down += Math.log(1 - Math.min(bet, 0.5 / (1 - m)) * (x[i] - m));
            bets.add(x[i]);
            sum += x[i];
            squares += Math.pow(x[i] - (0.5 + sum) / (i + 2), 2);
        }
        assertThat(bets.logEvidence(m)).isCloseTo(Math.max(up, down) - Math.log(2), within(1e-12));
    }

    @Test
    void outcomesOutsideOfTheRangeAreRefused() {
        assertThatThrownBy(() -> BettingEffect.conversions().estimate(normal(100, 0, 0), RANDOM))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("range");
    }

    @Test
    void rampsMultiplyEvidence() {
        // Lindon and Malek: p0 = (.4, .4, .2), alpha = 1s is not centred; here centred evidence over two periods is the
        // product.
        List<SampleRatioMonitor.Reading> ramp = new SampleRatioMonitor(100)
                .read(List.of(
                        new SampleRatioMonitor.Batch("1 %", List.of(990L, 10L), List.of(0.99, 0.01)),
                        new SampleRatioMonitor.Batch("50 %", List.of(480L, 520L), List.of(0.5, 0.5))));
        DirichletMultinomial first = DirichletMultinomial.centred(new double[] {0.99, 0.01}, 100);
        first.add(990, 10);
        DirichletMultinomial second = DirichletMultinomial.centred(new double[] {0.5, 0.5}, 100);
        second.add(480, 520);
        assertThat(ramp.get(1).logBayesFactor())
                .isCloseTo(first.logBayesFactor() + second.logBayesFactor(), within(1e-9));
        assertThat(ramp.get(1).units()).isEqualTo(2000);
        // Counts of both periods against the shares of the second would raise an alarm at once.
        DirichletMultinomial mixed = DirichletMultinomial.centred(new double[] {0.5, 0.5}, 100);
        mixed.add(1470, 530);
        assertThat(mixed.pValue()).isLessThan(1e-9);
        assertThat(ramp.get(1).pValue()).isGreaterThan(0.05);
    }

    @Test
    void theSequentialRatioTestReadsEveryUnit() {
        // Kohavi's counts, 821588 and 815482: log BF 8.765972 at c = 10,000, whatever the order (math.md G3).
        List<SampleRatioMonitor.Reading> reading = new SampleRatioMonitor(10_000)
                .read(List.of(new SampleRatioMonitor.Batch("all", List.of(821_588L, 815_482L), List.of(0.5, 0.5))));
        assertThat(reading.get(0).logBayesFactor()).isCloseTo(8.765972, within(1e-6));
        double[] t = new double[1000];
        for (int i = 0; i < 1000; i++) {
            t[i] = i % 5 < 2 ? 1 : 0;
        }
        Sample sample = Sample.builder()
                .outcome("y", normal(1000, 0, 3).outcome())
                .assignment("t", t)
                .build();
        assertThat(new SequentialSampleRatio(0.5, 1000).estimate(sample, RANDOM).rejects(0.001))
                .isTrue();
        assertThat(new SequentialSampleRatio(0.4, 1000).estimate(sample, RANDOM).rejects(0.2))
                .isFalse();
    }
}
