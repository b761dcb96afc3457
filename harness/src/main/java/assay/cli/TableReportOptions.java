package assay.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code assay analyze --report} is asked beyond roles. */
final class TableReportOptions {

    private static final double TOLERANCE = 1e-9;

    @Option(
            names = "--report",
            description =
                    "Of a randomised experiment of two arms and any number of rows, everything: sample ratio, balance, A/A inside"
                            + " the control arm, effects by assignment and on those who were reached (--treatment), regression"
                            + " adjustment, and a ranking by predicted effects judged on rows held out. Read in a few passes;"
                            + " memory does not grow with the rows.")
    private boolean report;

    @Option(
            names = "--shares",
            split = ",",
            paramLabel = "ARM:SHARE",
            description = "With --report, the planned shares of the arms, such as 0:0.15,1:0.85.")
    private List<String> shares = List.of();

    @Option(
            names = "--train",
            paramLabel = "N",
            defaultValue = "50000",
            description =
                    "With --report, rows that the forest learns from, drawn from a random half; the other half is held out"
                            + " (default: ${DEFAULT-VALUE}; 0 for no ranking).")
    private int train = 50_000;

    @Option(
            names = "--trees",
            paramLabel = "N",
            defaultValue = "200",
            description = "With --report, trees of the forest (default: ${DEFAULT-VALUE}).")
    private int trees = 200;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "With --report, key of what is drawn, always printed (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--memory",
            paramLabel = "MB",
            defaultValue = "400",
            description = "With --report, memory that the reader of the file may take (default: ${DEFAULT-VALUE}).")
    private int memory = 400;

    @Option(names = "--threads", paramLabel = "N", description = "With --report, threads; they never change a result.")
    private @Nullable Integer threads;

    boolean asked() {
        return report;
    }

    int train() {
        return train;
    }

    int trees() {
        return trees;
    }

    long seed() {
        return seed;
    }

    int memory() {
        return memory;
    }

    int threads() {
        return threads == null
                ? Runtime.getRuntime().availableProcessors()
                : assay.Arguments.atLeast("--threads", threads, 1);
    }

    /** The planned shares by arm, which sum to 1; none if none were given. */
    Map<String, Double> shares() {
        Map<String, Double> found = new LinkedHashMap<>();
        double sum = 0;
        for (String one : shares) {
            int at = one.lastIndexOf(':');
            try {
                double share = Double.parseDouble(one.substring(at + 1).strip());
                found.put(one.substring(0, at).strip(), share);
                sum += share;
            } catch (IndexOutOfBoundsException | NumberFormatException e) {
                throw new IllegalArgumentException(
                        "--shares takes ARM:SHARE, such as 0:0.15,1:0.85, not '" + one + "'.", e);
            }
        }
        double whole = Math.abs(sum - 100) < TOLERANCE * 100 ? 100 : 1;
        if (!found.isEmpty() && Math.abs(sum - whole) > TOLERANCE * whole) {
            throw new IllegalArgumentException("The shares of --shares sum to " + sum + ", not to 1 or to 100.");
        }
        found.replaceAll((arm, share) -> share / whole);
        return found;
    }
}
