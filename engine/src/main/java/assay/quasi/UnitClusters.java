package assay.quasi;

import assay.Clusters;
import assay.Sample;

/** The cluster of each unit of a panel, numbered over those whose units are in a cohort. */
final class UnitClusters {

    private final int[] of;
    private final int count;

    private UnitClusters(int[] of, int count) {
        this.of = of;
        this.count = count;
    }

    /** After {@link ClusterDispersion} has seen that units stay in their clusters. */
    static UnitClusters of(Sample sample, Cohorts cohorts) {
        Clusters clusters = Clusters.of(sample);
        Panel panel = cohorts.panel();
        int[] of = new int[panel.units()];
        int[] number = new int[clusters.count()];
        int count = 0;
        for (int i = 0; i < of.length; i++) {
            int cluster = clusters.of()[panel.row(i, 0)];
            if (cohorts.cohort(i) >= 0) {
                if (number[cluster] == 0) {
                    number[cluster] = ++count;
                }
                of[i] = number[cluster] - 1;
            }
        }
        return new UnitClusters(of, count);
    }

    DidDispersion dispersion(Cohorts cohorts) {
        return DidDispersion.ofClusters(cohorts, of, count);
    }
}
