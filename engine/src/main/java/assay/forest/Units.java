package assay.forest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a tree draws: rows, or whole clusters of rows. */
final class Units {

    final int count;

    /** Unit of each row; null where each row is one. */
    final int @Nullable [] unit;

    private Units(int count, int @Nullable [] unit) {
        this.count = count;
        this.unit = unit;
    }

    static Units of(int rows, int @Nullable [] clusters) {
        if (clusters == null) {
            return new Units(rows, null);
        }
        int[] distinct = Arrays.stream(clusters).sorted().distinct().toArray();
        int[] unit = new int[rows];
        for (int i = 0; i < rows; i++) {
            unit[i] = Arrays.binarySearch(distinct, clusters[i]);
        }
        return new Units(distinct.length, unit);
    }

    int of(int row) {
        return unit == null ? row : unit[row];
    }
}
