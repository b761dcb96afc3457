package assay.cli;

import assay.data.DataException;
import assay.data.DataProblem;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The two arms that are compared.
 *
 * @param control control arm
 * @param treated treated arm
 */
record ArmPair(String control, String treated) {

    private static final List<String> CONTROLS = List.of("control", "c", "a", "0", "off", "old", "placebo", "baseline");

    /** The arms of a column, or those that are named. */
    static ArmPair of(List<String> levels, LookColumns columns) {
        String control = columns.control != null
                ? named(columns.control, levels)
                : levels.stream()
                        .min(Comparator.comparingInt(ArmPair::rank).thenComparing(Comparator.naturalOrder()))
                        .orElseThrow();
        if (columns.treated != null) {
            return new ArmPair(control, named(columns.treated, levels));
        }
        List<String> others =
                levels.stream().filter(level -> !level.equals(control)).toList();
        if (others.size() != 1) {
            throw new DataException(
                    DataProblem.COLUMN_TYPE,
                    "Two arms are compared, and there are " + levels.size() + ": " + String.join(", ", levels)
                            + (levels.size() > 2 ? ". Name two by --control and --treated." : "."));
        }
        return new ArmPair(control, others.get(0));
    }

    private static int rank(String level) {
        int at = CONTROLS.indexOf(level.toLowerCase(Locale.ROOT));
        return at < 0 ? CONTROLS.size() : at;
    }

    private static String named(String level, List<String> levels) {
        if (!levels.contains(level)) {
            throw new DataException(
                    DataProblem.COLUMN_TYPE, "There is no arm '" + level + "'. Arms: " + String.join(", ", levels));
        }
        return level;
    }

    /** 0 for control, 1 for treated, -1 for another arm. */
    int index(String level) {
        return level.equals(control) ? 0 : level.equals(treated) ? 1 : -1;
    }
}
