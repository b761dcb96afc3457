package assay.resampling;

import assay.Caution;
import assay.Clusters;
import assay.TwoArms;
import java.util.Optional;

/**
 * How many clusters hold units of each arm.
 *
 * @param treated clusters with a treated unit
 * @param control clusters with a control unit
 * @param whole whether no cluster holds units of both
 */
public record ClusterArms(int treated, int control, boolean whole) {

    /**
     * Counts.
     *
     * @param arms the arms
     * @param clusters the clusters
     * @return the counts
     */
    public static ClusterArms of(TwoArms arms, Clusters clusters) {
        int[] rows = new int[clusters.count()];
        double[] indicator = arms.indicator();
        for (int i = 0; i < indicator.length; i++) {
            rows[clusters.of()[i]] += indicator[i] == 1 ? 1 : 0;
        }
        int treated = 0;
        int control = 0;
        for (int g = 0; g < rows.length; g++) {
            treated += rows[g] > 0 ? 1 : 0;
            control += rows[g] < clusters.sizes()[g] ? 1 : 0;
        }
        return new ClusterArms(treated, control, treated + control == rows.length);
    }

    /**
     * Warns of an arm of few clusters.
     *
     * @param enough so many need no warning
     * @param consequence what follows for the method, and what to do
     * @return the caution {@code few-treated-clusters}, or empty
     */
    public Optional<Caution> fewTreated(int enough, String consequence) {
        int fewer = Math.min(treated, control);
        if (!whole || fewer >= enough) {
            return Optional.empty();
        }
        return Optional.of(Caution.of(
                "few-treated-clusters",
                "Of " + (treated + control) + " clusters " + fewer + (fewer == 1 ? " is" : " are") + " in the "
                        + (treated <= control ? "treated" : "control") + " arm; " + consequence));
    }
}
