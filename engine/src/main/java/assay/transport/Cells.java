package assay.transport;

import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The cells that the levels of the covariates make together, and the cell of each row. */
final class Cells {

    /** A number with more values than this is no classification. */
    private static final int MOST_VALUES = 50;

    final int[] of;
    final List<String> labels;

    private Cells(int[] of, List<String> labels) {
        this.of = of;
        this.labels = List.copyOf(labels);
    }

    /**
     * Crosses the covariates.
     *
     * @throws EstimationException if a covariate holds more than fifty different numbers
     */
    static Cells of(Populations populations) {
        int n = populations.sample.size();
        int[] of = new int[n];
        List<String> labels = List.of("");
        for (Column column : populations.sample.columns(Role.COVARIATE)) {
            List<String> words = words(column);
            int[] codes = codes(column);
            int width = words.size();
            boolean[] occurs = new boolean[labels.size() * width];
            int[] number = new int[occurs.length];
            for (int i = 0; i < n; i++) {
                occurs[of[i] * width + codes[i]] = true;
            }
            List<String> crossed = new ArrayList<>();
            for (int cell = 0; cell < occurs.length; cell++) {
                if (occurs[cell]) {
                    number[cell] = crossed.size();
                    String before = labels.get(cell / width);
                    crossed.add((before.isEmpty() ? "" : before + " and ") + words.get(cell % width));
                }
            }
            for (int i = 0; i < n; i++) {
                of[i] = number[of[i] * width + codes[i]];
            }
            labels = crossed;
        }
        return new Cells(of, labels);
    }

    private static List<String> words(Column column) {
        if (column instanceof Column.Categorical categorical) {
            return categorical.levels().stream()
                    .map(level -> column.name() + " = '" + level + "'")
                    .toList();
        }
        return Arrays.stream(values((Column.Numeric) column))
                .mapToObj(v -> column.name() + " = "
                        + (v == Math.rint(v) && Math.abs(v) < 1e15 ? Long.toString((long) v) : Double.toString(v)))
                .toList();
    }

    private static int[] codes(Column column) {
        if (column instanceof Column.Categorical categorical) {
            return categorical.codes();
        }
        double[] values = ((Column.Numeric) column).values();
        double[] sorted = values((Column.Numeric) column);
        int[] codes = new int[values.length];
        for (int i = 0; i < codes.length; i++) {
            // -0 counts as 0.
            codes[i] = Arrays.binarySearch(sorted, values[i] + 0.0);
        }
        return codes;
    }

    private static double[] values(Column.Numeric column) {
        double[] sorted = Arrays.stream(column.values())
                .map(v -> v + 0.0)
                .distinct()
                .sorted()
                .toArray();
        if (sorted.length > MOST_VALUES) {
            throw new EstimationException(
                    Problem.TOO_MANY_LEVELS,
                    "Covariate '" + column.name() + "' has " + sorted.length
                            + " different values: as cells, most would have no unit of the experiment.",
                    "Group its values into a few levels, or carry the effect over by transport-aipw, which takes numbers.");
        }
        return sorted;
    }
}
