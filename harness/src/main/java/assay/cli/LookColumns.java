package assay.cli;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which column of a table of looks, or of rows, holds what. */
final class LookColumns {

    /** What a person says of the units of a look. */
    enum Units {
        /** Each look counts units that no look before has counted. */
        NEW,
        /** Units of earlier looks come back and are counted again. */
        RETURNING
    }

    @Option(
            names = {"--look", "--time"},
            paramLabel = "COLUMN",
            description = "The look, such as a day: a number, an ISO date, or any label in the order of the file.")
    @Nullable
    String look;

    @Option(
            names = {"--arm", "--assignment"},
            paramLabel = "COLUMN",
            description = "The arm.")
    @Nullable
    String arm;

    @Option(names = "--n", paramLabel = "COLUMN", description = "Units of the arm.")
    @Nullable
    String n;

    @Option(names = "--sum", paramLabel = "COLUMN", description = "Sum of the outcome; needs --sum-squares.")
    @Nullable
    String sum;

    @Option(names = "--sum-squares", paramLabel = "COLUMN", description = "Sum of its squares.")
    @Nullable
    String sumSquares;

    @Option(
            names = "--successes",
            paramLabel = "COLUMN",
            description = "Units whose outcome is 1, of a metric that is 0 or 1.")
    @Nullable
    String successes;

    @Option(names = "--mean", paramLabel = "COLUMN", description = "Mean of the outcome; needs --sd.")
    @Nullable
    String mean;

    @Option(names = "--sd", paramLabel = "COLUMN", description = "Standard deviation of the outcome.")
    @Nullable
    String sd;

    @Option(
            names = "--distinct-users",
            paramLabel = "COLUMN",
            description = "Distinct units of the arm since the start, which shows whether units come back.")
    @Nullable
    String distinct;

    @Option(
            names = "--outcome",
            paramLabel = "COLUMN",
            description = "For a table with a row per unit: the outcome. --time and --assignment are needed with it.")
    @Nullable
    String outcome;

    @Option(names = "--unit", paramLabel = "COLUMN", description = "With --outcome: identifier of the unit.")
    @Nullable
    String unit;

    @Option(
            names = "--cluster",
            paramLabel = "COLUMN",
            description = "With --outcome: what was randomised. A cluster counts once, by its mean.")
    @Nullable
    String cluster;

    @Option(names = "--control", paramLabel = "LEVEL", description = "The control arm (default: the first in order).")
    @Nullable
    String control;

    @Option(names = "--treated", paramLabel = "LEVEL", description = "The treated arm, of several.")
    @Nullable
    String treated;

    @Option(names = "--cumulative", description = "Totals are since the start, not of the look alone.")
    boolean cumulative;

    @Option(
            names = "--units",
            paramLabel = "KIND",
            description = "Whether the units of a look are new to the experiment: ${COMPLETION-CANDIDATES}.")
    @Nullable
    Units units;

    /** The columns that are named. */
    Set<String> named() {
        Set<String> names = new LinkedHashSet<>();
        String[] all = {look, arm, n, sum, sumSquares, successes, mean, sd, distinct, outcome, unit, cluster};
        for (String name : all) {
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }
}
