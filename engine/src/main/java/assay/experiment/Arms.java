package assay.experiment;

import assay.EstimationException;
import assay.Names;
import assay.Problem;
import assay.condition.Kind;
import assay.condition.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The arms of a column, control first. */
final class Arms {

    private final String column;
    private final double[] values;
    private final List<String> labels;

    private Arms(String column, double[] values, List<String> labels) {
        this.column = column;
        this.values = values;
        this.labels = List.copyOf(labels);
    }

    /** Arms in the order of their values, control moved to the front. */
    static Arms of(Schema schema, String column, double[] sorted, String control) {
        List<String> labels = new ArrayList<>();
        for (double value : sorted) {
            labels.add(label(schema, column, value));
        }
        if (sorted.length == 1) {
            throw new EstimationException(
                    Problem.ONE_LEVEL,
                    "Column '" + column + "' is '" + labels.get(0)
                            + "' in every row; an effect needs a treated and a control arm.",
                    "Check the column and the filter that made the file.");
        }
        double[] values = sorted.clone();
        if (!control.isEmpty()) {
            int at = labels.indexOf(control);
            if (at < 0) {
                throw new EstimationException(
                        Problem.UNKNOWN_LEVEL,
                        "No row of column '" + column + "' is '" + control + "', which was named as control.",
                        Names.help(control, "levels", labels));
            }
            double value = values[at];
            System.arraycopy(values, 0, values, 1, at);
            values[0] = value;
            labels.add(0, labels.remove(at));
        }
        return new Arms(column, values, labels);
    }

    /** What was received, in the order of the arms that were assigned. */
    static Arms received(Schema schema, String column, double[] sorted, Arms assigned) {
        List<String> labels = new ArrayList<>();
        for (double value : sorted) {
            labels.add(label(schema, column, value));
        }
        if (sorted.length == 1) {
            throw new EstimationException(
                    Problem.NO_FIRST_STAGE,
                    "Column '" + column + "' is '" + labels.get(0)
                            + "' in every row: whatever was assigned, all received the same.",
                    "Check the column; without it the effect of the assignment can be estimated.");
        }
        if (assigned.labels.containsAll(labels)) {
            double[] values = new double[assigned.count()];
            Arrays.fill(values, Double.NaN);
            for (int i = 0; i < sorted.length; i++) {
                values[assigned.labels.indexOf(labels.get(i))] = sorted[i];
            }
            return new Arms(column, values, assigned.labels);
        }
        if (sorted.length == 2 && assigned.count() == 2) {
            return new Arms(column, sorted.clone(), labels);
        }
        List<String> strange = new ArrayList<>(labels);
        strange.removeAll(assigned.labels);
        throw new EstimationException(
                Problem.UNKNOWN_LEVEL,
                "Column '" + column + "' is '" + strange.get(0) + "' in some rows, which is no arm of column '"
                        + assigned.column + "', so that nobody was assigned to it.",
                "Recode it to the arms " + Names.list(assigned.labels) + ".");
    }

    static String label(Schema schema, String column, double value) {
        if (schema.kind(column) == Kind.TEXT) {
            return schema.levels(column).get((int) value);
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    String column() {
        return column;
    }

    int count() {
        return values.length;
    }

    String label(int arm) {
        return labels.get(arm);
    }

    List<String> labels() {
        return labels;
    }

    /** The arm of a value that occurs. */
    int of(double value) {
        int arm = 0;
        while (values[arm] != value) {
            arm++;
        }
        return arm;
    }
}
