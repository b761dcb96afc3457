package assay.cli;

import assay.Column;
import assay.EstimationException;
import assay.Names;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The order of arms and of their columns of probabilities. Columns follow the arms as they are listed, or else sorted; which of them is
 * control is another question, and changes neither.
 */
final class ArmOrder {

    private ArmOrder() {}

    /** Arms sorted: by value where all are numbers, else by name. */
    static List<String> sorted(List<String> arms) {
        List<String> sorted = new ArrayList<>(arms);
        sorted.sort(
                arms.stream().allMatch(ArmOrder::isNumber)
                        ? Comparator.comparingDouble(Double::parseDouble)
                        : Comparator.naturalOrder());
        return sorted;
    }

    private static boolean isNumber(String text) {
        try {
            return Double.isFinite(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** A sample whose control was moved to the front of the arms: its columns of probabilities follow. */
    static Sample follow(Sample sample) {
        List<Column> columns = sample.columns(Role.PROPENSITY);
        Role role = sample.has(Role.ASSIGNMENT) ? Role.ASSIGNMENT : Role.TREATMENT;
        if (columns.size() < 2
                || !(sample.columns(role).size() == 1
                        && sample.column(role) instanceof Column.Categorical arms
                        && arms.levels().size() == columns.size())) {
            return sample;
        }
        List<String> listed = sorted(arms.levels());
        return sample.with(
                Role.PROPENSITY,
                arms.levels().stream()
                        .map(level -> columns.get(listed.indexOf(level)))
                        .toArray(Column[]::new));
    }

    /** The arm of each row as an index into the arms. */
    static int[] codes(Column column, List<String> arms) {
        int[] codes = new int[column.size()];
        for (int i = 0; i < codes.length; i++) {
            if (column.isMissing(i)) {
                throw new EstimationException(
                        Problem.MISSING_VALUES,
                        "Column '" + column.name() + "' does not tell the arm of row " + (i + 1) + ".",
                        "Leave such rows out, or tell their arms.");
            }
            codes[i] = arms.indexOf(label(column, i));
            if (codes[i] < 0) {
                throw new EstimationException(
                        Problem.UNKNOWN_LEVEL,
                        "Row " + (i + 1) + " of column '" + column.name() + "' is '" + label(column, i)
                                + "', which is none of the arms.",
                        Names.help(label(column, i), "arms", arms));
            }
        }
        return codes;
    }

    /** The arms that occur, sorted. */
    static List<String> occurring(Column column) {
        List<String> arms = new ArrayList<>();
        for (int i = 0; i < column.size(); i++) {
            String label = column.isMissing(i) ? "" : label(column, i);
            if (!label.isEmpty() && !arms.contains(label)) {
                arms.add(label);
            }
        }
        return sorted(arms);
    }

    private static String label(Column column, int row) {
        if (column instanceof Column.Categorical text) {
            return text.levels().get(text.codes()[row]);
        }
        double value = ((Column.Numeric) column).values()[row];
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
