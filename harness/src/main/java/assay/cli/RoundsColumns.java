package assay.cli;

import assay.Column;
import assay.EstimationException;
import assay.Names;
import assay.Problem;
import assay.rounds.Campaign;
import assay.rounds.CampaignDesign;
import assay.rounds.Cell;
import assay.rounds.RoundLog;
import assay.rounds.Segmentation;
import assay.tablesaw.Tables;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;

/**
 * The columns of a table that hold the log of a round. A column that has no place in one is refused: what would have happened, or what is
 * true of a visitor, is not observed, and has no business in a campaign.
 *
 * @param outcome the outcome
 * @param arm the arm
 * @param cell the cell
 * @param propensity the chance of each arm; none for p0, p1 and so on
 * @param unit the identifier of the visitor, or null
 */
record RoundsColumns(
        String outcome,
        String arm,
        String cell,
        List<String> propensity,
        @Nullable String unit) {

    private static final String ROUND = "round";
    private static final String SEGMENT = "segment";

    RoundLog read(Table table, Campaign campaign, @Nullable Integer asked) {
        CampaignDesign design = campaign.design();
        List<String> chances = new ArrayList<>(propensity);
        if (chances.isEmpty()) {
            for (int k = 0; k < design.armCount(); k++) {
                chances.add("p" + k);
            }
        }
        if (chances.size() != design.armCount()) {
            throw new IllegalArgumentException("--propensity names " + chances.size() + " columns for the "
                    + design.armCount() + " arms " + design.arms() + ".");
        }
        refuseOthers(table, design, chances);
        int rows = table.rowCount();
        double[][] p = new double[chances.size()][];
        for (int k = 0; k < p.length; k++) {
            p[k] = numbers(table, chances.get(k));
        }
        double[][] x = new double[design.covariates().size()][];
        for (int j = 0; j < x.length; j++) {
            x[j] = numbers(table, design.covariates().get(j));
        }
        int[] arms = places(table, arm, design.arms(), "arms of the design");
        List<String> names = List.of(Cell.CONTROL.code(), Cell.EXPLORE.code(), Cell.OPTIMISED.code());
        int[] places = places(table, cell, names, "cells");
        Cell[] cells = new Cell[rows];
        for (int i = 0; i < rows; i++) {
            cells[i] = Cell.of(names.get(places[i]));
        }
        return new RoundLog(
                round(table, campaign, asked),
                segments(table, campaign, x),
                cells,
                arms,
                p,
                x,
                numbers(table, outcome));
    }

    private void refuseOthers(Table table, CampaignDesign design, List<String> chances) {
        Set<String> known = new LinkedHashSet<>(List.of(ROUND, SEGMENT, arm, cell, outcome));
        known.addAll(chances);
        known.addAll(design.covariates());
        if (unit != null) {
            known.add(unit);
        }
        for (String name : table.columnNames()) {
            if (!known.contains(name)) {
                throw new EstimationException(
                        Problem.UNKNOWN_COLUMN,
                        "Column '" + name + "' has no place in the log of a round, which holds "
                                + String.join(", ", known)
                                + ": what is not observed, such as the truth of a rehearsal, must not reach a campaign.",
                        "Leave the column out; name an identifier with --unit.");
            }
        }
    }

    private static int round(Table table, Campaign campaign, @Nullable Integer asked) {
        if (!table.columnNames().contains(ROUND)) {
            return asked == null ? campaign.round() : asked;
        }
        double[] rounds = numbers(table, ROUND);
        for (double of : rounds) {
            if (of != rounds[0] || (asked != null && of != asked)) {
                throw new EstimationException(
                        Problem.UNSUITABLE_METHOD,
                        "The rows are of rounds " + rounds[0] + " and " + (of != rounds[0] ? of : asked) + ".",
                        "Record the rows of one round at a time.");
            }
        }
        return (int) rounds[0];
    }

    private static int[] segments(Table table, Campaign campaign, double[][] x) {
        if (table.columnNames().contains(SEGMENT) && campaign.segmentation().isPresent()) {
            List<String> names = new ArrayList<>();
            for (int s = 0; s < campaign.plan().segments(); s++) {
                names.add(Segmentation.name(s));
            }
            return places(table, SEGMENT, names, "segments");
        }
        int[] segments = new int[table.rowCount()];
        double[] visitor = new double[x.length];
        for (int i = 0; i < segments.length; i++) {
            for (int j = 0; j < x.length; j++) {
                visitor[j] = x[j][i];
            }
            segments[i] = campaign.segment(visitor);
        }
        return segments;
    }

    private static double[] numbers(Table table, String name) {
        if (column(table, name) instanceof Column.Numeric numeric) {
            double[] values = numeric.values();
            for (int i = 0; i < values.length; i++) {
                if (Double.isNaN(values[i])) {
                    throw new EstimationException(
                            Problem.MISSING_VALUES,
                            "Column '" + name + "' has no value in row " + (i + 1) + ".",
                            "Record the row once it is complete.");
                }
            }
            return values;
        }
        throw new EstimationException(
                Problem.NOT_NUMERIC, "Column '" + name + "' holds text, not numbers.", "Recode it to numbers.");
    }

    private static int[] places(Table table, String name, List<String> names, String what) {
        List<String> levels;
        int[] codes;
        if (column(table, name) instanceof Column.Categorical categorical) {
            levels = categorical.levels();
            codes = categorical.codes();
        } else {
            double[] values = numbers(table, name);
            List<String> numbers = new ArrayList<>();
            codes = new int[values.length];
            for (int i = 0; i < codes.length; i++) {
                String text = values[i] == Math.rint(values[i])
                        ? Long.toString((long) values[i])
                        : Double.toString(values[i]);
                if (!numbers.contains(text)) {
                    numbers.add(text);
                }
                codes[i] = numbers.indexOf(text);
            }
            levels = numbers;
        }
        int[] places = new int[codes.length];
        for (int i = 0; i < places.length; i++) {
            String level = codes[i] < 0 ? "" : levels.get(codes[i]);
            places[i] = names.indexOf(level);
            if (places[i] < 0) {
                throw new EstimationException(
                        Problem.UNKNOWN_LEVEL,
                        "Column '" + name + "' holds '" + level + "' in row " + (i + 1) + ", which is none of the "
                                + what + ".",
                        Names.help(level, what, names));
            }
        }
        return places;
    }

    private static Column column(Table table, String name) {
        if (!table.columnNames().contains(name)) {
            throw new EstimationException(
                    Problem.UNKNOWN_COLUMN,
                    "There is no column '" + name + "', which the log of a round needs.",
                    Names.help(name, "columns", table.columnNames()));
        }
        return Tables.column(table, name);
    }
}
