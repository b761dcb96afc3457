package assay.geo;

import assay.Clusters;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pairs of rows or regions, one treated and one control in each.
 */
final class RegionPairs {

    private static final int FEWEST = 2;

    private final List<String> labels;
    private final int[] treated;
    private final int[] control;

    RegionPairs(List<String> labels, int[] treated, int[] control) {
        this.labels = labels;
        this.treated = treated;
        this.control = control;
    }

    /** The pairs of a sample of one row for each region; members are rows. */
    static RegionPairs ofRows(Sample sample) {
        double[] arm = TwoArms.of(sample).indicator();
        Clusters pairs = Clusters.of(sample.with(Role.CLUSTER, sample.column(Role.STRATUM)));
        boolean[] on = new boolean[arm.length];
        for (int i = 0; i < on.length; i++) {
            on[i] = arm[i] == 1;
        }
        return of(sample.column(Role.STRATUM).name(), pairs, pairs.of(), on);
    }

    /** The pairs of a panel, in which a region must stay in its pair; members are regions of the panel. */
    static RegionPairs ofPanel(Sample sample, GeoTest test) {
        Clusters pairs = Clusters.of(sample.with(Role.CLUSTER, sample.column(Role.STRATUM)));
        Clusters regions = Clusters.of(sample.with(Role.CLUSTER, sample.column(Role.UNIT)));
        String column = sample.column(Role.STRATUM).name();
        int[] of = new int[regions.count()];
        Arrays.fill(of, -1);
        for (int i = 0; i < sample.size(); i++) {
            int region = regions.of()[i];
            int pair = pairs.of()[i];
            if (of[region] >= 0 && of[region] != pair) {
                throw new EstimationException(
                        Problem.UNSUITABLE_METHOD,
                        "Region '" + regions.label(region) + "' is in pair '" + pairs.label(of[region])
                                + "' and in pair '" + pairs.label(pair) + "' (column '" + column
                                + "'); it has one partner at all times.",
                        "Write the same pair in all rows of a region.");
            }
            of[region] = pair;
        }
        boolean[] on = new boolean[regions.count()];
        for (int region : test.treated()) {
            on[region] = true;
        }
        return of(column, pairs, of, on);
    }

    private static RegionPairs of(String column, Clusters pairs, int[] pair, boolean[] on) {
        int[] treated = new int[pairs.count()];
        int[] control = new int[pairs.count()];
        Arrays.fill(treated, -1);
        Arrays.fill(control, -1);
        for (int i = 0; i < pair.length; i++) {
            int[] side = on[i] ? treated : control;
            if (side[pair[i]] >= 0) {
                throw broken(column, pairs.label(pair[i]), "has two " + (on[i] ? "treated" : "control") + " regions");
            }
            side[pair[i]] = i;
        }
        List<String> labels = new ArrayList<>();
        for (int p = 0; p < treated.length; p++) {
            if (treated[p] < 0 || control[p] < 0) {
                throw broken(column, pairs.label(p), "has no " + (treated[p] < 0 ? "treated" : "control") + " region");
            }
            labels.add(pairs.label(p));
        }
        if (labels.size() < FEWEST) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "There is one pair (column '" + column + "'); a variance between pairs needs " + FEWEST + ".",
                    "Take an augmented synthetic control or a time-based regression, which learn from the past.");
        }
        return new RegionPairs(List.copyOf(labels), treated, control);
    }

    private static EstimationException broken(String column, String label, String what) {
        return new EstimationException(
                Problem.UNSUITABLE_METHOD,
                "Pair '" + label + "' of column '" + column + "' " + what
                        + "; a pair is one region with the campaign and one without.",
                "Leave out regions that have no partner.");
    }

    int count() {
        return labels.size();
    }

    /**
     * Names of the pairs.
     *
     * @return as given
     */
    List<String> labels() {
        return labels;
    }

    /**
     * Index of the treated member of each pair.
     *
     * @return shared, not to be written to
     */
    int[] treated() {
        return treated;
    }

    /**
     * Index of its control.
     *
     * @return shared, not to be written to
     */
    int[] control() {
        return control;
    }
}
