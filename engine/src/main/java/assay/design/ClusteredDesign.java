package assay.design;

import assay.Arguments;
import assay.Caution;
import java.util.List;

/**
 * Whole clusters are randomised, and sizes count clusters. With G clusters of m units in mean, intra-cluster correlation icc
 * and a coefficient of variation cv of cluster sizes, the variance of an arm's mean is {@code sd^2 D / (m G_arm)} with the
 * design effect {@code D = 1 + ((cv^2 + 1) m - 1) icc} (Eldridge, Ashby and Kerry 2006, equation 2), and the test is a t test
 * with {@code G - 2} degrees of freedom.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a component is out of its range.
 *
 * @param sd standard deviation of the outcome of a unit within an arm, clusters included
 * @param clusterSize mean units of a cluster, at least 1
 * @param icc intra-cluster correlation, in [0, 1]
 * @param sizeCv coefficient of variation of cluster sizes, not negative
 * @param treatedShare share of clusters treated
 * @param test the test at the end
 */
public record ClusteredDesign(
        double sd, double clusterSize, double icc, double sizeCv, double treatedShare, TestRule test)
        implements TwoArmDesign {

    public ClusteredDesign {
        Arguments.positive("standard deviation", sd);
        if (!(clusterSize >= 1 && clusterSize < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("cluster size must be finite and at least 1, not " + clusterSize);
        }
        if (!(icc >= 0 && icc <= 1)) {
            throw new IllegalArgumentException("intra-cluster correlation must be in [0, 1], not " + icc);
        }
        if (!(sizeCv >= 0 && sizeCv < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "coefficient of variation of cluster sizes must be finite and not negative, not " + sizeCv);
        }
        Arguments.probability("treated share", treatedShare);
    }

    /**
     * Clusters of one size, half of them treated, with a two-sided t test at 5 %.
     *
     * @param sd standard deviation of a unit's outcome
     * @param clusterSize units of a cluster
     * @param icc intra-cluster correlation
     * @return the design
     */
    public static ClusteredDesign of(double sd, double clusterSize, double icc) {
        return new ClusteredDesign(sd, clusterSize, icc, 0, 0.5, TestRule.twoSided(0.05));
    }

    /**
     * The design effect: how many times more units it takes than if they were randomised one by one.
     *
     * @return {@code 1 + ((cv^2 + 1) m - 1) icc}
     */
    public double designEffect() {
        return 1 + ((sizeCv * sizeCv + 1) * clusterSize - 1) * icc;
    }

    @Override
    public ClusteredDesign withTest(TestRule changed) {
        return new ClusteredDesign(sd, clusterSize, icc, sizeCv, treatedShare, changed);
    }

    @Override
    public SizeUnit unit() {
        return SizeUnit.CLUSTERS;
    }

    @Override
    public double stdError(double size, double effect) {
        double cluster = sd * Math.sqrt(designEffect() / clusterSize);
        return cluster * Math.sqrt(1 / (size * treatedShare) + 1 / (size * (1 - treatedShare)));
    }

    @Override
    public double degreesOfFreedom(double size) {
        return size - 2;
    }

    @Override
    public String formula() {
        return "noncentral t on clusters, G - 2 df, design effect 1 + ((cv^2 + 1) m - 1) icc";
    }

    @Override
    public List<Caution> cautions(double size) {
        return PlanCautions.clusters(size * Math.min(treatedShare, 1 - treatedShare)).stream()
                .toList();
    }
}
