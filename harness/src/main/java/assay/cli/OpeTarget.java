package assay.cli;

import assay.EstimationException;
import assay.Names;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.offpolicy.LoggedSample;
import assay.offpolicy.TargetPolicy;
import assay.policy.TreePolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The policy to evaluate, as it is named on the command line.
 *
 * @param kind what comes before the colon, or the whole
 * @param rest what comes after it
 */
record OpeTarget(String kind, String rest) {

    private static final List<String> KINDS = List.of("uniform", "always", "policy", "columns", "table");
    private static final String PROBABILITY = "probability";

    static OpeTarget of(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        String rest = colon < 0 ? "" : text.substring(colon + 1);
        if (!KINDS.contains(kind) || rest.isEmpty() != kind.equals("uniform")) {
            throw new IllegalArgumentException("--target takes uniform, always:LEVEL, policy:FILE (of assay policy),"
                    + " columns:C1,C2,... (a probability for every action) or table:FILE, not '" + text + "'.");
        }
        return new OpeTarget(kind, rest);
    }

    /** The columns of the log that it needs. */
    List<String> columns() {
        return kind.equals("columns")
                ? Arrays.stream(rest.split(",", -1)).map(String::strip).toList()
                : List.of();
    }

    /** The policy, for a log that was read from a table. */
    TargetPolicy policy(Table table, Sample sample, LoggedSample log) {
        return switch (kind) {
            case "uniform" -> new TargetPolicy.Uniform();
            case "always" -> new TargetPolicy.Always(rest);
            case "policy" -> tree(sample, log);
            case "columns" -> given(table, sample, log);
            default -> joined(sample, log);
        };
    }

    /** A policy file, its features and actions found by their names. */
    private TargetPolicy tree(Sample sample, LoggedSample log) {
        TreePolicy tree = TreePolicy.read(text(Path.of(rest)));
        List<String> names = sample.covariates().names();
        int[] feature = new int[tree.features().size()];
        for (int j = 0; j < feature.length; j++) {
            String name = tree.features().get(j);
            feature[j] = names.indexOf(name);
            if (feature[j] < 0) {
                throw new EstimationException(
                        Problem.UNKNOWN_COLUMN,
                        "The policy of " + rest + " was made from the feature '" + name
                                + "', which is not a covariate here.",
                        names.isEmpty()
                                ? "Name its features with --covariates: " + String.join(",", tree.features()) + "."
                                : Names.help(name, "covariates", names));
            }
        }
        int[] action = new int[tree.actions().size()];
        Set<Integer> chosen = new TreeSet<>();
        tree.leafRules().forEach(rule -> chosen.add(rule.action()));
        for (int a = 0; a < action.length; a++) {
            action[a] = log.actions().indexOf(tree.actions().get(a));
            if (action[a] < 0 && chosen.contains(a)) {
                throw new EstimationException(
                        Problem.NO_OVERLAP,
                        "The policy of " + rest + " chooses '" + tree.actions().get(a)
                                + "', which no row logged: nothing tells what it would bring.",
                        Names.help(tree.actions().get(a), "logged actions", log.actions()));
            }
        }
        return new TargetPolicy.Greedy(
                x -> {
                    double[] picked = new double[feature.length];
                    for (int j = 0; j < picked.length; j++) {
                        picked[j] = x[feature[j]];
                    }
                    return action[tree.action(picked)];
                },
                "policy of " + Path.of(rest).getFileName());
    }

    private TargetPolicy given(Table table, Sample sample, LoggedSample log) {
        List<String> names = columns();
        if (names.size() != log.actions().size()) {
            throw new IllegalArgumentException("--target columns: names " + names.size() + " columns and the log has "
                    + log.actions().size() + " actions; give one for each, in the order " + Names.list(log.actions())
                    + ".");
        }
        if (sample.size() != table.rowCount()) {
            throw new EstimationException(
                    Problem.MISSING_VALUES,
                    "Rows were left out, so that target probabilities no longer stand beside their rows.",
                    "Make a file of the complete rows, and evaluate that.");
        }
        double[] all = new double[Math.multiplyExact(sample.size(), names.size())];
        for (int a = 0; a < names.size(); a++) {
            double[] values = numbers(table, names.get(a));
            for (int i = 0; i < values.length; i++) {
                all[i * names.size() + a] = values[i];
            }
        }
        return new TargetPolicy.Given(all, "columns");
    }

    private static double[] numbers(Table table, String name) {
        if (!table.columnNames().contains(name)) {
            throw new EstimationException(
                    Problem.UNKNOWN_COLUMN,
                    "There is no column '" + name + "' of target probabilities.",
                    Names.help(name, "columns", table.columnNames()));
        }
        if (!(table.column(name) instanceof NumericColumn<?> numeric)) {
            throw new EstimationException(
                    Problem.NOT_NUMERIC,
                    "Column '" + name + "' of target probabilities holds text.",
                    "Choose a numeric column.");
        }
        return numeric.asDoubleArray();
    }

    /** A table of probabilities by action, and by stratum where the log has one. */
    private TargetPolicy joined(Sample sample, LoggedSample log) {
        Table table = Inputs.read(rest);
        String action = sample.column(Role.ASSIGNMENT).name();
        double[] probability = numbers(table, PROBABILITY);
        Column<?> actions = text(table, action);
        boolean strata = sample.has(Role.STRATUM);
        Map<String, Integer> cells = new HashMap<>();
        List<String> labels = log.strata();
        for (int c = 0; c < labels.size(); c++) {
            cells.put(labels.get(c), c);
        }
        int k = log.actions().size();
        double[] by = new double[Math.max(1, labels.size()) * k];
        Column<?> of = strata ? text(table, sample.column(Role.STRATUM).name()) : null;
        for (int i = 0; i < probability.length; i++) {
            int a = log.actions().indexOf(label(actions, i));
            Integer c = of == null ? Integer.valueOf(0) : cells.get(label(of, i));
            if (c == null || probability[i] == 0) {
                continue;
            }
            if (a < 0) {
                throw new EstimationException(
                        Problem.NO_OVERLAP,
                        "The target of " + rest + " takes '" + label(actions, i)
                                + "', which no row logged: nothing tells what it would bring.",
                        Names.help(label(actions, i), "logged actions", log.actions()));
            }
            by[c * k + a] += probability[i];
        }
        int[] cell = log.cells();
        double[] all = new double[Math.multiplyExact(sample.size(), k)];
        for (int i = 0; i < sample.size(); i++) {
            System.arraycopy(by, cell[i] * k, all, i * k, k);
        }
        return new TargetPolicy.Given(all, "table " + Path.of(rest).getFileName());
    }

    private static Column<?> text(Table table, String name) {
        if (!table.columnNames().contains(name)) {
            throw new EstimationException(
                    Problem.UNKNOWN_COLUMN,
                    "The table of the target has no column '" + name + "'.",
                    "Give it the columns of the log that tell action and stratum, and '" + PROBABILITY + "'.");
        }
        return table.column(name);
    }

    /** A value as levels are labelled: whole numbers without a point. */
    private static String label(Column<?> column, int row) {
        if (column instanceof NumericColumn<?> numbers) {
            double value = numbers.getDouble(row);
            return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
        }
        return column.getString(row);
    }

    private static String text(Path path) {
        try {
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
