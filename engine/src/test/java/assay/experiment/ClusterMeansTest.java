package assay.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterMeansTest {

    private static final double[] Y = {4, 6, 1, 2, 3, 9, 8, 10, 5, 7, 7, 2};
    private static final double[] T = {1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0};
    /** Means: 11 has 5, 12 has 2, 13 has 9, 14 has 6, 15 has 7, 16 has 2. */
    private static final double[] G = {11, 11, 12, 12, 12, 13, 13, 13, 14, 14, 15, 16};

    private static Sample sample(double[] y, double[] t, Column clusters) {
        return Sample.builder()
                .outcome("y", y)
                .assignment("t", t)
                .add(Role.CLUSTER, clusters)
                .build();
    }

    private static Fit fit(Sample sample) {
        return new ClusterMeans().estimate(sample, new Philox(1, 0, 3));
    }

    /**
     * Means 5, 9, 7 against 2, 6, 2: the difference is 11/3, the variance 4/3 + 16/9 and Welch's degrees of freedom
     * {@code (28/9)^2 / ((4/3)^2 / 2 + (16/9)^2 / 2) = 784 / 200}.
     */
    @Test
    void isWelchOnTheTableOfMeans() {
        Fit fit = fit(sample(Y, T, new Column.Numeric("g", G)));
        Estimate estimate = fit.estimate();
        assertThat(estimate.value()).isCloseTo(11 / 3.0, within(1e-14));
        assertThat(estimate.stdError()).isCloseTo(Math.sqrt(28 / 9.0), within(1e-14));
        assertThat(estimate.inference().degreesOfFreedom()).isCloseTo(3.92, within(1e-12));
        assertThat(fit.glance().clusters()).isEqualTo(6);
        assertThat(fit.glance().n()).isEqualTo(12);
        assertThat(fit.glance().diagnostics()).containsEntry("clusters_treated", 3.0);
    }

    @Test
    void clustersOfOneAreRows() {
        double[] rows = {3, 1, 2, 6, 5, 4, 12, 11, 10, 9, 8, 7};
        Sample sample = sample(Y, T, new Column.Numeric("g", rows));
        Estimate rowsApart =
                new DifferenceInMeans().estimate(sample, new Philox(1, 0, 3)).estimate();
        Estimate estimate = fit(sample).estimate();
        assertThat(estimate.value()).isCloseTo(rowsApart.value(), within(1e-14));
        assertThat(estimate.stdError()).isCloseTo(rowsApart.stdError(), within(1e-14));
    }

    @Test
    void clustersMayBeNamed() {
        int[] codes = {0, 0, 1, 1, 1, 3, 3, 3, 4, 4, 5, 6};
        List<String> levels = List.of("a", "b", "nobody", "c", "d", "e", "f");
        assertThat(fit(sample(Y, T, new Column.Categorical("g", codes, levels))).terms())
                .isEqualTo(fit(sample(Y, T, new Column.Numeric("g", G))).terms());
    }

    @Test
    void aMixedClusterIsNamed() {
        double[] t = T.clone();
        t[6] = 0;
        assertThatThrownBy(() -> fit(sample(Y, t, new Column.Numeric("g", G))))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.MIXED_CLUSTER))
                .hasMessageContaining("Cluster '13' of column 'g' has 2 treated and 1 control");
    }

    @Test
    void anArmNeedsTwoClusters() {
        double[] t = {1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        assertThatThrownBy(() -> fit(sample(Y, t, new Column.Numeric("g", G))))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.TOO_FEW_CLUSTERS))
                .hasMessageContaining("Arm '1' has 1 cluster");
    }

    @Test
    void clustersAreNeeded() {
        Sample sample = Sample.builder().outcome("y", Y).assignment("t", T).build();
        assertThatThrownBy(() -> fit(sample)).hasMessageContaining("cluster");
    }
}
