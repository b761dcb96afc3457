package assay.cli;

import assay.Column;
import assay.EstimationException;
import assay.Names;
import assay.Problem;
import assay.bayes.BanditPolicy;
import assay.tablesaw.Tables;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tech.tablesaw.api.Table;

/** Policies of bandits, and the tables that they read. */
final class BanditFiles {

    private BanditFiles() {}

    static BanditPolicy policy(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "There is no file '" + file + "'. Make a policy by assay bandit init --out " + file + ".");
        }
        try {
            return BanditPolicy.read(Files.readString(file, StandardCharsets.UTF_8));
        } catch (MalformedInputException e) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "'" + file + "' is not a bandit policy: it is no text.",
                    "Use a file that assay bandit init or update has written.");
        }
    }

    static Column column(Table table, String name) {
        if (!table.columnNames().contains(name)) {
            throw new EstimationException(
                    Problem.UNKNOWN_COLUMN,
                    "There is no column '" + name + "'.",
                    Names.help(name, "columns", table.columnNames()));
        }
        return Tables.column(table, name);
    }

    /** A column of finite numbers. */
    static double[] numbers(Table table, String name) {
        if (!(column(table, name) instanceof Column.Numeric numeric)) {
            throw new EstimationException(
                    Problem.NOT_NUMERIC,
                    "Column '" + name + "' holds text, not numbers.",
                    "Recode it to numbers; a column of levels to an indicator for each level but one.");
        }
        double[] values = numeric.values();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new EstimationException(
                        Double.isNaN(values[i]) ? Problem.MISSING_VALUES : Problem.NOT_FINITE,
                        "Column '" + name + "' is " + (Double.isNaN(values[i]) ? "missing" : "infinite") + " in row "
                                + (i + 1) + "; a policy takes finite numbers.",
                        "Leave the row out, or fill it in as it was filled in for the rows that the policy learned from.");
            }
        }
        return values;
    }

    /** The columns of the features of a policy. */
    static double[][] features(Table table, BanditPolicy policy) {
        List<String> missing = policy.features().stream()
                .filter(name -> !table.columnNames().contains(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new EstimationException(
                    Problem.UNKNOWN_COLUMN,
                    "The policy reads the features " + policy.features() + ", and the table has no column "
                            + missing.get(0) + ": it is a policy for other data.",
                    Names.help(missing.get(0), "columns", table.columnNames()));
        }
        return policy.features().stream().map(name -> numbers(table, name)).toArray(double[][]::new);
    }

    /** The rows of each arm so far. */
    static String rows(BanditPolicy policy) {
        StringBuilder text = new StringBuilder();
        for (int a = 0; a < policy.arms().size(); a++) {
            text.append(a == 0 ? "" : ", ")
                    .append(policy.arms().get(a))
                    .append(' ')
                    .append(policy.sums().rows(a));
        }
        return text.toString();
    }
}
