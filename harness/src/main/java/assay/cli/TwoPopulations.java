package assay.cli;

import assay.Column;
import assay.EstimationException;
import assay.Names;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.tablesaw.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;
import tech.tablesaw.selection.Selection;

/** The rows of an experiment and those of a target, which has its covariates only, as one sample. */
final class TwoPopulations {

    private static final String TARGET = "target";
    private static final int FEWEST = 2;

    private TwoPopulations() {}

    /**
     * Puts target rows below those of an experiment.
     *
     * @param experiment the sample of the experiment
     * @param target the table of the target
     * @param file where it was read from, for messages
     * @param roles how missing values of the target are met
     */
    static Sample join(Sample experiment, Table target, String file, RoleOptions roles) {
        List<Column> covariates = experiment.columns(Role.COVARIATE);
        for (Column column : covariates) {
            if (!target.columnNames().contains(column.name())) {
                throw new EstimationException(
                        Problem.UNKNOWN_COLUMN,
                        "The target " + file + " has no column '" + column.name()
                                + "', which is a covariate of the experiment.",
                        Names.help(column.name(), "columns of the target", target.columnNames()));
            }
        }
        if (target.rowCount() < FEWEST) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "The target " + file + " has " + target.rowCount()
                            + (target.rowCount() == 1 ? " row" : " rows")
                            + "; how uncertain its composition is takes two.",
                    "Add units of the target population.");
        }
        Sample there = Tables.sample(
                target,
                Map.of(Role.COVARIATE, covariates.stream().map(Column::name).toList()),
                roles.missing().complete());
        int here = experiment.size();
        int rows = here + there.size();
        Sample.Builder builder = Sample.builder();
        Set<String> names = new LinkedHashSet<>();
        for (Role role : Role.values()) {
            for (int j = 0; j < experiment.columns(role).size(); j++) {
                Column column = experiment.columns(role).get(j);
                names.add(column.name());
                builder.add(
                        role,
                        role == Role.COVARIATE
                                ? both(column, there.columns(role).get(j), file)
                                : filled(role, column, rows));
            }
        }
        String marker = "experiment";
        while (names.contains(marker)) {
            marker += "_";
        }
        double[] inExperiment = new double[rows];
        Arrays.fill(inExperiment, 0, here, 1);
        return builder.add(Role.STRATUM, marker, inExperiment).build();
    }

    private static Column both(Column here, Column there, String file) {
        int rows = here.size() + there.size();
        if (here instanceof Column.Numeric a && there instanceof Column.Numeric b) {
            double[] values = Arrays.copyOf(a.values(), rows);
            System.arraycopy(b.values(), 0, values, a.size(), b.size());
            return new Column.Numeric(here.name(), values);
        }
        if (here instanceof Column.Categorical a && there instanceof Column.Categorical b) {
            List<String> levels = new ArrayList<>(a.levels());
            int[] codes = Arrays.copyOf(a.codes(), rows);
            for (int i = 0; i < b.size(); i++) {
                String level = b.levels().get(b.codes()[i]);
                int at = levels.indexOf(level);
                if (at < 0) {
                    at = levels.size();
                    levels.add(level);
                }
                codes[a.size() + i] = at;
            }
            return new Column.Categorical(here.name(), codes, levels);
        }
        throw new EstimationException(
                Problem.NOT_NUMERIC,
                "Column '" + here.name() + "' holds " + (here instanceof Column.Numeric ? "numbers" : "text")
                        + " in the experiment and " + (there instanceof Column.Numeric ? "numbers" : "text")
                        + " in the target " + file + ": they cannot be compared.",
                "Write it in the same way in both.");
    }

    /** The rows of a table that a column marks as target, or as experiment. */
    static Table part(Table table, String name, boolean target) {
        if (!table.columnNames().contains(name)) {
            throw new EstimationException(
                    Problem.UNKNOWN_COLUMN,
                    "There is no column '" + name + "' for the role stratum.",
                    Names.help(name, "columns", table.columnNames()));
        }
        Column column = Tables.column(table, name);
        int[] rows = IntStream.range(0, table.rowCount())
                .filter(row -> inTarget(column, row) == target)
                .toArray();
        if (rows.length == 0) {
            throw new EstimationException(
                    Problem.ONE_LEVEL,
                    "Column '" + name + "' marks no row of the " + (target ? "target" : "experiment") + ".",
                    "Mark rows of the experiment by 1 and rows of the target population by 0 (or 'target').");
        }
        return table.where(Selection.with(rows));
    }

    private static boolean inTarget(Column column, int row) {
        if (column instanceof Column.Categorical text
                && !text.isMissing(row)
                && text.levels().contains(TARGET)) {
            return text.levels().get(text.codes()[row]).equals(TARGET);
        }
        if (column instanceof Column.Numeric number && (number.values()[row] == 0 || number.values()[row] == 1)) {
            return number.values()[row] == 0;
        }
        throw new EstimationException(
                Problem.UNKNOWN_LEVEL,
                "Column '" + column.name() + "' does not say in row " + (row + 1)
                        + " whether the unit is of the experiment or of the target.",
                "Mark rows of the experiment by 1 and rows of the target population by 0 (or 'target').");
    }

    /** A column of the experiment, continued by values that nothing reads. */
    private static Column filled(Role role, Column column, int rows) {
        if (column instanceof Column.Categorical text) {
            int[] codes = Arrays.copyOf(text.codes(), rows);
            return new Column.Categorical(text.name(), codes, text.levels());
        }
        double[] values = Arrays.copyOf(((Column.Numeric) column).values(), rows);
        if (role == Role.PROPENSITY) {
            Arrays.fill(values, column.size(), rows, 0.5);
        }
        return new Column.Numeric(column.name(), values);
    }
}
