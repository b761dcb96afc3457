package assay.policy;

import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The arms of a sample, read off the assignment (or the treatment received, where there is no assignment): numbers in their order,
 * levels in theirs. The first is action 0.
 */
final class ArmLevels {

    private static final int MOST = 50;

    private final List<String> names;
    private final int[] of;

    private ArmLevels(List<String> names, int[] of) {
        this.names = names;
        this.of = of;
    }

    /** The levels that occur. */
    List<String> names() {
        return names;
    }

    /** The index of each row's arm; the shared array. */
    int[] of() {
        return of;
    }

    static ArmLevels of(Sample sample) {
        Role role = sample.has(Role.ASSIGNMENT) || !sample.has(Role.TREATMENT) ? Role.ASSIGNMENT : Role.TREATMENT;
        Column column = sample.column(role);
        ArmLevels arms =
                column instanceof Column.Numeric numeric ? ofNumbers(numeric) : ofLevels((Column.Categorical) column);
        if (arms.names.size() < 2) {
            throw new EstimationException(
                    Problem.ONE_LEVEL,
                    "Column '" + column.name() + "' is '" + arms.names.get(0)
                            + "' in every row; a policy chooses between at least two actions.",
                    "Check the column and the filter that made the file.");
        }
        return arms;
    }

    private static ArmLevels ofNumbers(Column.Numeric column) {
        double[] values = column.values();
        double[] seen = new double[MOST];
        int count = 0;
        for (double v : values) {
            int at = Arrays.binarySearch(seen, 0, count, v + 0.0);
            if (at < 0) {
                if (count == MOST) {
                    throw tooMany(column.name());
                }
                int to = -at - 1;
                System.arraycopy(seen, to, seen, to + 1, count - to);
                seen[to] = v + 0.0;
                count++;
            }
        }
        int[] of = new int[values.length];
        for (int i = 0; i < of.length; i++) {
            of[i] = Arrays.binarySearch(seen, 0, count, values[i] + 0.0);
        }
        List<String> names = new ArrayList<>();
        for (int a = 0; a < count; a++) {
            names.add(label(seen[a]));
        }
        return new ArmLevels(List.copyOf(names), of);
    }

    private static ArmLevels ofLevels(Column.Categorical column) {
        int[] place = new int[column.levels().size()];
        for (int code : column.codes()) {
            place[code] = 1;
        }
        List<String> names = new ArrayList<>();
        for (int level = 0; level < place.length; level++) {
            if (place[level] == 1) {
                place[level] = names.size();
                names.add(column.levels().get(level));
            }
        }
        if (names.size() > MOST) {
            throw tooMany(column.name());
        }
        int[] of = new int[column.size()];
        for (int i = 0; i < of.length; i++) {
            of[i] = place[column.codes()[i]];
        }
        return new ArmLevels(List.copyOf(names), of);
    }

    private static EstimationException tooMany(String column) {
        return new EstimationException(
                Problem.TOO_MANY_LEVELS,
                "Column '" + column + "' takes more than " + MOST + " values, too many to be the actions of a policy.",
                "Name the column of the arm, or merge arms.");
    }

    private static String label(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
