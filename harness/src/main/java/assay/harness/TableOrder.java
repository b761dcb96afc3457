package assay.harness;

import assay.Column;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An order of rows that depends on their values only, so that nothing depends on how a file was sorted. Rows that tie
 * differ in the arm at most, which is drawn again.
 */
final class TableOrder {

    private TableOrder() {}

    /** The same rows sorted by all that they hold but the arm. */
    static Sample sorted(Sample sample) {
        Role arm = sample.has(Role.ASSIGNMENT) ? Role.ASSIGNMENT : Role.TREATMENT;
        List<double[]> keys = new ArrayList<>();
        for (Role role : Role.values()) {
            if (role != arm) {
                sample.columns(role).forEach(column -> keys.add(numbers(column)));
            }
        }
        Integer[] order = new Integer[sample.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> compare(keys, a, b));
        int[] rows = new int[order.length];
        Arrays.setAll(rows, i -> order[i]);
        return sample.rows(rows);
    }

    private static int compare(List<double[]> keys, int a, int b) {
        for (double[] key : keys) {
            // Adding 0 makes a negative zero positive.
            int order = Double.compare(key[a] + 0.0, key[b] + 0.0);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    static double[] numbers(Column column) {
        if (column instanceof Column.Numeric numeric) {
            return numeric.values();
        }
        int[] codes = ((Column.Categorical) column).codes();
        double[] numbers = new double[codes.length];
        Arrays.setAll(numbers, i -> codes[i]);
        return numbers;
    }
}
