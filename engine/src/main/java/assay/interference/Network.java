package assay.interference;

import assay.Clusters;
import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Whose treatment reaches whom: for each unit the rows of its neighbours. */
final class Network {

    private final int[][] neighbours;
    /** The units that a unit is a neighbour of. */
    private final int[][] followers;

    private Network(int[][] neighbours) {
        this.neighbours = neighbours;
        int[] counts = new int[neighbours.length];
        for (int[] of : neighbours) {
            for (int k : of) {
                counts[k]++;
            }
        }
        this.followers = new int[neighbours.length][];
        Arrays.setAll(followers, k -> new int[counts[k]]);
        for (int i = neighbours.length - 1; i >= 0; i--) {
            for (int k : neighbours[i]) {
                followers[k][--counts[k]] = i;
            }
        }
    }

    /**
     * Reads the network off a sample.
     *
     * @throws EstimationException if a unit has several rows, or a neighbour has none
     */
    static Network of(Sample sample) {
        Clusters units = Clusters.of(sample.with(Role.CLUSTER, sample.column(Role.UNIT)));
        int n = sample.size();
        Map<String, Integer> rows = new HashMap<>(2 * n);
        for (int i = 0; i < n; i++) {
            Integer before = rows.put(units.label(units.of()[i]), i);
            if (before != null) {
                throw new EstimationException(
                        Problem.UNBALANCED_PANEL,
                        "Unit '" + units.label(units.of()[i]) + "' of column '" + units.column() + "' has rows "
                                + (before + 1) + " and " + (i + 1) + "; an outcome under an exposure is one row.",
                        "Aggregate each unit to one row.");
            }
        }
        Column column = sample.column(Role.NEIGHBOURS);
        int[][] neighbours = new int[n][];
        if (column instanceof Column.Categorical lists) {
            int[] codes = lists.codes();
            for (int i = 0; i < n; i++) {
                neighbours[i] = parse(lists.levels().get(codes[i]), i, column.name(), rows);
            }
        } else {
            Clusters one = Clusters.of(sample.with(Role.CLUSTER, column));
            for (int i = 0; i < n; i++) {
                neighbours[i] = parse(one.label(one.of()[i]), i, column.name(), rows);
            }
        }
        return new Network(neighbours);
    }

    private static int[] parse(String list, int row, String column, Map<String, Integer> rows) {
        int[] found = new int[4];
        int count = 0;
        for (int from = 0; from <= list.length(); ) {
            int end = list.indexOf(';', from);
            end = end < 0 ? list.length() : end;
            String name = list.substring(from, end).strip();
            from = end + 1;
            if (name.isEmpty()) {
                continue;
            }
            Integer k = rows.get(name);
            if (k == null) {
                throw new EstimationException(
                        Problem.UNKNOWN_UNIT,
                        "Row " + (row + 1) + " of column '" + column + "' names the neighbour '" + name
                                + "', which has no row; whether it was treated is not known.",
                        "Add its row, or leave it out of the lists.");
            }
            if (k != row) {
                found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
                found[count++] = k;
            }
        }
        return Arrays.stream(found, 0, count).sorted().distinct().toArray();
    }

    int size() {
        return neighbours.length;
    }

    /** The rows whose treatment reaches a unit, sorted. */
    int[] of(int unit) {
        return neighbours[unit];
    }

    /** The rows that a unit's treatment reaches. */
    int[] reached(int unit) {
        return followers[unit];
    }

    /** How many neighbours of a unit are treated. */
    int treated(int unit, double[] arm) {
        int count = 0;
        for (int k : neighbours[unit]) {
            count += (int) arm[k];
        }
        return count;
    }
}
