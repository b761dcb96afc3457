package assay.interference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Caution;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterRandomisedTest {

    private static final int[] SIZES = {1, 3, 2, 5, 2, 4};
    private static final int UNITS = 17;

    private static Fit fit(ClusterWeighting weighting, Sample sample) {
        return new ClusterRandomised(weighting).estimate(sample, new Philox(1, 0, 3));
    }

    private static int[] clusters() {
        int[] of = new int[UNITS];
        for (int g = 0, i = 0; g < SIZES.length; g++) {
            for (int k = 0; k < SIZES[g]; k++, i++) {
                of[i] = g;
            }
        }
        return of;
    }

    private static Sample.Builder sample(double[] control, double[] treated, double[] arm) {
        int[] of = clusters();
        double[] y = new double[UNITS];
        double[] t = new double[UNITS];
        double[] g = new double[UNITS];
        for (int i = 0; i < UNITS; i++) {
            t[i] = arm[of[i]];
            g[i] = of[i];
            y[i] = t[i] == 1 ? treated[i] : control[i];
        }
        return Sample.builder().outcome("y", y).assignment("t", t).add(Role.CLUSTER, "g", g);
    }

    /** Unit effects such that each cluster's total gains as much, or any effects. */
    private static double[] treated(double[] control, double heterogeneity) {
        double[] own = Enumeration.numbers(8, UNITS);
        int[] of = clusters();
        double[] out = new double[UNITS];
        Arrays.setAll(out, i -> control[i] + 3.0 / SIZES[of[i]] + heterogeneity * own[i]);
        return out;
    }

    /** All 20 ways to treat 3 of 6 clusters: unbiased; the variance exact for one effect on totals and else not below. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void horvitzThompsonIsUnbiased(double heterogeneity) {
        double[] control = Enumeration.numbers(7, UNITS);
        double[] treated = treated(control, heterogeneity);
        List<Double> values = new ArrayList<>();
        List<Double> variances = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (double[] arm : Enumeration.choices(6, 3)) {
            Estimate estimate = fit(
                            ClusterWeighting.HORVITZ_THOMPSON,
                            sample(control, treated, arm).build())
                    .estimate();
            values.add(estimate.value());
            variances.add(estimate.stdError() * estimate.stdError());
            weights.add(1 / 20.0);
        }
        assertThat(Enumeration.mean(values, weights))
                .isCloseTo(
                        Arrays.stream(treated).average().orElseThrow()
                                - Arrays.stream(control).average().orElseThrow(),
                        within(1e-12));
        double excess = Enumeration.mean(variances, weights) - Enumeration.variance(values, weights);
        if (heterogeneity == 0) {
            assertThat(excess).isCloseTo(0, within(1e-12));
        } else {
            assertThat(excess).isGreaterThan(1e-3);
        }
    }

    /**
     * All 64 ways in which six coins can fall: the formula is unbiased and its variance not below the truth, and the estimator is
     * the formula wherever it answers, with two clusters in each arm.
     */
    @Test
    void tossedClustersAreWeightedByTheirProbabilities() {
        double[] control = Enumeration.numbers(7, UNITS);
        double[] treated = treated(control, 1);
        double[] p = {0.3, 0.6, 0.5, 0.4, 0.7, 0.5};
        int[] of = clusters();
        double[] rows = new double[UNITS];
        Arrays.setAll(rows, i -> p[of[i]]);
        List<Double> values = new ArrayList<>();
        List<Double> variances = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (int mask = 0; mask < 64; mask++) {
            double[] arm = Enumeration.bits(mask, 6);
            double[] terms = new double[6];
            for (int i = 0; i < UNITS; i++) {
                int g = of[i];
                terms[g] += (arm[g] == 1 ? treated[i] / p[g] : -control[i] / (1 - p[g])) / UNITS;
            }
            values.add(Arrays.stream(terms).sum());
            variances.add(Arrays.stream(terms).map(x -> x * x).sum());
            double weight = 1;
            for (int g = 0; g < 6; g++) {
                weight *= arm[g] == 1 ? p[g] : 1 - p[g];
            }
            weights.add(weight);
            if (Integer.bitCount(mask) >= 2 && Integer.bitCount(mask) <= 4) {
                Estimate estimate = fit(
                                ClusterWeighting.HORVITZ_THOMPSON,
                                sample(control, treated, arm)
                                        .add(Role.PROPENSITY, "p", rows)
                                        .build())
                        .estimate();
                assertThat(estimate.value()).isCloseTo(values.get(mask), within(1e-12));
                assertThat(estimate.stdError()).isCloseTo(Math.sqrt(variances.get(mask)), within(1e-12));
            }
        }
        assertThat(Enumeration.mean(values, weights))
                .isCloseTo(
                        Arrays.stream(treated).average().orElseThrow()
                                - Arrays.stream(control).average().orElseThrow(),
                        within(1e-12));
        assertThat(Enumeration.mean(variances, weights)).isGreaterThan(Enumeration.variance(values, weights));
    }

    /** By hand: an arm's ratio, and Neyman's variance of {@code (Y_g - ybar n_g) / nbar}. */
    @Test
    void hajekIsTheRatioOfAnArm() {
        double[] control = Enumeration.numbers(7, UNITS);
        double[] treated = treated(control, 1);
        double[] arm = {1, 0, 0, 1, 0, 1};
        Fit fit = fit(ClusterWeighting.HAJEK, sample(control, treated, arm).build());
        int[] of = clusters();
        double[][] totals = new double[2][6];
        for (int i = 0; i < UNITS; i++) {
            totals[(int) arm[of[i]]][of[i]] += arm[of[i]] == 1 ? treated[i] : control[i];
        }
        double[] means = {
            Arrays.stream(totals[0]).sum() / 7, Arrays.stream(totals[1]).sum() / 10
        };
        double variance = 0;
        for (int g = 0; g < 6; g++) {
            int a = (int) arm[g];
            double e = (totals[a][g] - means[a] * SIZES[g]) / ((a == 1 ? 10 : 7) / 3.0);
            variance += e * e / 2 / 3;
        }
        assertThat(fit.estimate().value()).isCloseTo(means[1] - means[0], within(1e-12));
        assertThat(fit.estimate().stdError()).isCloseTo(Math.sqrt(variance), within(1e-12));
        assertThat(fit.glance().diagnostics()).containsEntry("clusters_treated", 3.0);
        assertThat(fit.cautions()).extracting(Caution::code).contains("few-treated-clusters");
    }

    @ParameterizedTest
    @EnumSource(ClusterWeighting.class)
    void influenceSumsToNothing(ClusterWeighting weighting) {
        double[] control = Enumeration.numbers(7, 40);
        double[] g = new double[40];
        double[] t = new double[40];
        for (int i = 0; i < 40; i++) {
            g[i] = Math.floorDiv(i, 4);
            t[i] = i / 4 % 2;
        }
        Sample sample = Sample.builder()
                .outcome("y", control)
                .assignment("t", t)
                .add(Role.CLUSTER, "g", g)
                .covariate("x", Enumeration.numbers(17, 40))
                .build();
        Fit fit = fit(weighting, sample);
        assertThat(Arrays.stream(fit.influence().orElseThrow().values(0)).sum()).isCloseTo(0, within(1e-9));
        // Clusters of one size without adjustment are compared by their means.
        double means = new assay.experiment.ClusterMeans()
                .estimate(sample, new Philox(1, 0, 3))
                .estimate()
                .value();
        if (weighting != ClusterWeighting.CLUSTER_LIN) {
            assertThat(fit.estimate().value()).isCloseTo(means, within(1e-12));
        } else {
            assertThat(fit.estimate().value()).isNotCloseTo(means, within(1e-6));
            assertThat(fit.glance().variance()).contains("regression of cluster totals");
        }
    }

    /** Where totals are a line in sizes, the regression on sizes leaves no noise but the effect. */
    @Test
    void regressionTakesSizesOut() {
        double[] control = new double[UNITS];
        Arrays.fill(control, 2);
        double[] noise = Enumeration.numbers(3, UNITS);
        Arrays.setAll(control, i -> control[i] + 1e-3 * noise[i]);
        double[] treated = new double[UNITS];
        Arrays.setAll(treated, i -> control[i] + 1);
        double[] arm = {1, 0, 0, 1, 0, 1};
        Sample sample = sample(control, treated, arm).build();
        assertThat(fit(ClusterWeighting.CLUSTER_LIN, sample).estimate().value()).isCloseTo(1, within(0.01));
        assertThat(Math.abs(fit(ClusterWeighting.HORVITZ_THOMPSON, sample)
                                .estimate()
                                .value()
                        - 1))
                .isGreaterThan(0.1);
    }

    @Test
    void aMixedClusterIsNamed() {
        Sample sample = sample(new double[UNITS], new double[UNITS], new double[] {1, 0, 0, 1, 0, 1})
                .build();
        double[] t = sample.numeric(Role.ASSIGNMENT).clone();
        t[2] = 1;
        assertThatThrownBy(() ->
                        fit(ClusterWeighting.HAJEK, sample.with(Role.ASSIGNMENT, new assay.Column.Numeric("t", t))))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.MIXED_CLUSTER))
                .hasMessageContaining("Cluster '1' of column 'g' has 1 treated and 2 control rows");
    }

    @Test
    void anArmNeedsTwoClusters() {
        assertThatThrownBy(() -> fit(
                        ClusterWeighting.HAJEK,
                        sample(new double[UNITS], new double[UNITS], new double[] {0, 1, 0, 0, 0, 0})
                                .build()))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("Arm '1' has 1 cluster");
    }
}
