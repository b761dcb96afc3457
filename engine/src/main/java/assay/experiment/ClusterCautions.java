package assay.experiment;

import assay.Caution;
import assay.Clusters;
import assay.TwoArms;
import assay.linear.ClusterCovariance;
import assay.resampling.ClusterArms;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The cautions that clusters raise: few of them, few in an arm, of very unequal sizes. */
final class ClusterCautions {

    private static final int FEW = 10;
    private static final int FEW_UNADJUSTED = 40;
    private static final int FEW_IN_ARM = 6;
    private static final double UNBALANCED = 0.5;

    private ClusterCautions() {}

    static List<Caution> of(TwoArms arms, Clusters clusters, ClusterCovariance covariance) {
        List<Caution> cautions = new ArrayList<>(of(clusters, covariance));
        ClusterArms.of(arms, clusters)
                .fewTreated(
                        FEW_IN_ARM,
                        "cluster-robust standard errors are then too small, and degrees of freedom few; use"
                                + " randomisation-inference.")
                .ifPresent(cautions::add);
        return cautions;
    }

    static List<Caution> of(Clusters clusters, ClusterCovariance covariance) {
        List<Caution> cautions = new ArrayList<>();
        boolean adjusted = covariance == ClusterCovariance.CR2
                || covariance == ClusterCovariance.CR3
                || covariance == ClusterCovariance.JACKKNIFE;
        int count = clusters.count();
        if (count < (adjusted ? FEW : FEW_UNADJUSTED)) {
            cautions.add(Caution.of(
                    "few-clusters",
                    adjusted
                            ? "There are " + count
                                    + " clusters: the interval is as wide as so few observations make it."
                            : "There are " + count + " clusters: " + covariance.label()
                                    + " is then too small; use CR2 with Satterthwaite degrees of freedom."));
        }
        double squares = 0;
        double n = clusters.of().length;
        for (int size : clusters.sizes()) {
            squares += (double) size * size;
        }
        double effective = n * n / squares;
        if (effective < UNBALANCED * count) {
            cautions.add(Caution.of(
                    "unbalanced-clusters",
                    String.format(
                            Locale.ROOT,
                            "Clusters differ so much in size that %d of them weigh like %.1f equal ones.",
                            count,
                            effective)));
        }
        return cautions;
    }
}
