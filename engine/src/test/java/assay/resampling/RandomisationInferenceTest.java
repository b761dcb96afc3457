package assay.resampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Interval;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.experiment.ClusterMeans;
import assay.experiment.DifferenceInMeans;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomisationInferenceTest {

    private static final double[] Y = {3.1, 4.7, 2.2, 6.4, 5.9, 7.3, 1.8, 8.8};
    private static final double[] T = {0, 0, 0, 1, 0, 1, 0, 1};
    private static final Philox UNUSED = new Philox(0, 0, 0);

    private static Sample rows() {
        return Sample.builder().outcome("y", Y).assignment("t", T).build();
    }

    /** All 56 choices of 3 of 8 by a loop over subsets, with the Welch statistic by its definition. */
    private static double pValue(double null0) {
        double[] y = new double[8];
        Arrays.setAll(y, i -> Y[i] - null0 * T[i]);
        double data = Math.abs(welch(y, 0b10101000));
        int beyond = 0;
        int all = 0;
        for (int mask = 0; mask < 256; mask++) {
            if (Integer.bitCount(mask) == 3) {
                all++;
                beyond += Math.abs(welch(y, mask)) >= data * (1 - 1e-12) ? 1 : 0;
            }
        }
        assertThat(all).isEqualTo(56);
        return beyond / 56.0;
    }

    private static double welch(double[] y, int mask) {
        double[] treated = java.util.stream.IntStream.range(0, 8)
                .filter(i -> (mask >> i & 1) == 1)
                .mapToDouble(i -> y[i])
                .toArray();
        double[] control = java.util.stream.IntStream.range(0, 8)
                .filter(i -> (mask >> i & 1) == 0)
                .mapToDouble(i -> y[i])
                .toArray();
        return (mean(treated) - mean(control)) / Math.sqrt(variance(treated) / 3 + variance(control) / 5);
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).average().orElseThrow();
    }

    private static double variance(double[] x) {
        double mean = mean(x);
        return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1);
    }

    @Test
    void allAssignmentsAreThoseOfALoopOverSubsets() {
        Fit fit = RandomisationInference.standard().estimate(rows(), UNUSED);
        for (double null0 : new double[] {0, 1, 2.5, 4, 6, -3}) {
            assertThat(fit.estimate().inference().pValue(null0)).isCloseTo(pValue(null0), within(1e-12));
        }
        Estimate means = new DifferenceInMeans().estimate(rows(), UNUSED).estimate();
        assertThat(fit.estimate().value()).isCloseTo(means.value(), within(1e-12));
        assertThat(fit.estimate().stdError()).isCloseTo(means.stdError(), within(1e-12));
        assertThat(fit.glance().diagnostics()).containsEntry("assignments", 56.0);
        Interval interval = fit.estimate().inference().interval(0.9);
        assertThat(pValue(interval.lower() - 1e-6)).isLessThan(0.1);
        assertThat(pValue(interval.lower() + 1e-6)).isGreaterThanOrEqualTo(0.1);
        assertThat(pValue(interval.upper() + 1e-6)).isLessThan(0.1);
        assertThat(pValue(interval.upper() - 1e-6)).isGreaterThanOrEqualTo(0.1);
    }

    /** The lady tasting tea: of 70 ways to choose 4 cups of 8, one is all right, and one all wrong. */
    @Test
    void fishersLadyHasHerTwoInSeventy() {
        double[] cups = {1, 1, 1, 1, 0, 0, 0, 0};
        double[] said = {1, 1, 1, 1 + 1e-3, 0, 0, 0, 1e-3};
        Sample sample =
                Sample.builder().outcome("said", said).assignment("cup", cups).build();
        assertThat(RandomisationInference.standard()
                        .estimate(sample, UNUSED)
                        .estimate()
                        .inference()
                        .pValue(0))
                .isCloseTo(2 / 70.0, within(1e-12));
    }

    @Test
    void strataAreDrawnWithinAndEachAssignmentOnce() {
        Sample sample = rows().with(Role.STRATUM, new assay.Column.Numeric("s", new double[] {0, 0, 0, 0, 1, 1, 1, 1}));
        AssignmentMechanism mechanism = AssignmentMechanism.of(sample, TwoArms.of(sample));
        assertThat(mechanism.assignments()).isEqualTo(4 * 6);
        List<List<Double>> seen = new ArrayList<>();
        mechanism.each(arm -> seen.add(Arrays.stream(arm).boxed().toList()));
        assertThat(seen).hasSize(24).doesNotHaveDuplicates();
        assertThat(seen)
                .allSatisfy(arm -> assertThat(
                                arm.subList(0, 4).stream().mapToDouble(v -> v).sum())
                        .isEqualTo(1));
        Set<List<Double>> drawn = new HashSet<>();
        double[] arm = new double[8];
        Philox random = new Philox(5, 0, 3);
        int first = 0;
        for (int r = 0; r < 2400; r++) {
            mechanism.draw(random, arm);
            drawn.add(Arrays.stream(arm).boxed().toList());
            first += (int) arm[0];
        }
        assertThat(seen).containsAll(drawn);
        // Each of the 24 is missed by 2400 draws with chance 24 e^-100; the first unit is treated in a quarter, within
        // five standard errors: false alarm 6e-7.
        assertThat(drawn).hasSize(24);
        assertThat((double) first).isCloseTo(600, within(5 * Math.sqrt(2400 * 0.25 * 0.75)));
        Fit fit = RandomisationInference.standard().estimate(sample, UNUSED);
        // Half of the units in each stratum: the mean of the two differences, by hand.
        double one = 6.4 - (3.1 + 4.7 + 2.2) / 3;
        double two = (7.3 + 8.8) / 2 - (5.9 + 1.8) / 2;
        assertThat(fit.estimate().value()).isCloseTo((one + two) / 2, within(1e-12));
        assertThat(fit.cautions()).extracting(c -> c.code()).containsExactly("few-assignments", "plain-statistic");
    }

    @Test
    void clustersAreUnitsWithTheirMeans() {
        double[] y = new double[24];
        double[] t = new double[24];
        double[] g = new double[24];
        Philox random = new Philox(9, 0, 2);
        for (int i = 0; i < 24; i++) {
            g[i] = Math.min(7, Math.floor(i / 2.0));
            t[i] = T[(int) g[i]];
            y[i] = random.nextGaussian() + Y[(int) g[i]];
        }
        Sample sample = Sample.builder()
                .outcome("y", y)
                .assignment("t", t)
                .add(Role.CLUSTER, "g", g)
                .build();
        Fit fit = RandomisationInference.standard().estimate(sample, UNUSED);
        Fit means = new ClusterMeans().estimate(sample, UNUSED);
        assertThat(fit.estimate().value()).isCloseTo(means.estimate().value(), within(1e-12));
        assertThat(fit.estimate().stdError()).isCloseTo(means.estimate().stdError(), within(1e-12));
        assertThat(fit.glance().clusters()).isEqualTo(8);
        double[] own = fit.influence().orElseThrow().values(0);
        double[] theirs = means.influence().orElseThrow().values(0);
        for (int i = 0; i < 24; i++) {
            assertThat(own[i]).isCloseTo(theirs[i], within(1e-9));
        }
    }

    @Test
    void mixedClustersAreRefused() {
        Sample sample = rows().with(Role.CLUSTER, new assay.Column.Numeric("g", new double[] {0, 0, 1, 1, 2, 2, 3, 3}));
        assertThatThrownBy(() -> RandomisationInference.standard().estimate(sample, UNUSED))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("its arm cannot be drawn again");
    }

    /** One treated cluster of twenty: 20 assignments, and the largest of 20 values has p = 1/20 whatever its law. */
    @Test
    void oneTreatedUnitIsTheRankOfItsValue() {
        double[] y = new double[21];
        double[] t = new double[21];
        double[] g = new double[21];
        Arrays.setAll(y, i -> i * i);
        Arrays.setAll(g, i -> Math.min(i, 19));
        t[19] = 1;
        t[20] = 1;
        Sample sample = Sample.builder()
                .outcome("y", y)
                .assignment("t", t)
                .add(Role.CLUSTER, "g", g)
                .build();
        Fit fit = RandomisationInference.standard().estimate(sample, UNUSED);
        assertThat(fit.estimate().inference().pValue(0)).isCloseTo(0.05, within(1e-12));
        assertThat(fit.cautions()).extracting(c -> c.code()).containsExactly("few-assignments", "plain-statistic");
        assertThat(fit.estimate().inference().interval(0.99).upper()).isInfinite();
    }
}
