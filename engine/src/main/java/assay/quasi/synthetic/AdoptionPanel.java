package assay.quasi.synthetic;

import assay.Clusters;
import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A balanced panel of units that begin a treatment and keep it, beside units that never do. Units stand in the order of their
 * names or numbers, periods in the order of time.
 */
public final class AdoptionPanel {

    /** Periods before adoption without which there is no past to match. */
    static final int FEWEST_BEFORE = 2;

    private final double[][] outcome;
    private final int[] start;
    private final List<String> units;
    private final List<String> periods;
    private final String outcomeName;
    private final String contrast;

    private AdoptionPanel(
            double[][] outcome,
            int[] start,
            List<String> units,
            List<String> periods,
            String outcomeName,
            String contrast) {
        this.outcome = outcome;
        this.start = start;
        this.units = units;
        this.periods = periods;
        this.outcomeName = outcomeName;
        this.contrast = contrast;
    }

    /**
     * Reads the panel of a sample.
     *
     * @param sample a numeric outcome, the unit, the time (numbers, or text such as ISO dates that sorts as time runs) and an
     *     assignment of two levels that says whether the treatment is on in that row; a treatment stands in for an assignment
     * @return the panel
     * @throws EstimationException if a unit has no row or two rows for a period, if a treatment once begun ends, if no unit is
     *     never treated or fewer than two are, if treatment begins before the third period, or if the outcome never changes
     */
    public static AdoptionPanel of(Sample sample) {
        Column unit = sample.column(Role.UNIT);
        Clusters units = Clusters.of(sample.with(Role.CLUSTER, unit));
        Column timeColumn = sample.column(Role.TIME);
        Clusters times = Clusters.of(sample.with(Role.CLUSTER, timeColumn));
        List<String> periods =
                IntStream.range(0, times.count()).mapToObj(times::label).toList();
        if (timeColumn instanceof Column.Categorical) {
            requireSortable(timeColumn.name(), periods);
        }
        double[] y = sample.outcome();
        // A single treated row is an arm here: a unit treated in the last period only.
        int[] twice = IntStream.range(0, 2 * sample.size())
                .map(i -> i % sample.size())
                .toArray();
        TwoArms arms = TwoArms.of(sample.rows(twice));
        int[][] rows = rows(units, unit.name(), times, periods);
        Reader reader = new Reader(units, rows, arms.indicator(), periods);
        double[][] outcome = new double[units.count()][];
        int[] start = new int[units.count()];
        for (int i = 0; i < outcome.length; i++) {
            outcome[i] = Arrays.stream(rows[i]).mapToDouble(row -> y[row]).toArray();
            start[i] = reader.start(i, unit.name());
        }
        reader.requireComparison(start, unit.name());
        requireVaried(outcome, sample.column(Role.OUTCOME).name());
        return new AdoptionPanel(
                outcome,
                start,
                IntStream.range(0, units.count()).mapToObj(units::label).toList(),
                periods,
                sample.column(Role.OUTCOME).name(),
                arms.contrast());
    }

    private static void requireSortable(String name, List<String> periods) {
        boolean sortable =
                periods.stream().allMatch(p -> p.length() == periods.get(0).length() && p.matches("\\d{4}.*"));
        if (!sortable) {
            throw new EstimationException(
                    Problem.NOT_NUMERIC,
                    "Column '" + name + "' is time but holds text ('" + periods.get(0) + "', '"
                            + periods.get(periods.size() - 1)
                            + "') whose alphabetical order need not be that of time.",
                    "Write periods as numbers, or as ISO dates such as 2021-04-01.");
        }
    }

    private static int[][] rows(Clusters units, String name, Clusters times, List<String> periods) {
        int[][] rows = new int[units.count()][periods.size()];
        for (int[] row : rows) {
            Arrays.fill(row, -1);
        }
        for (int i = 0; i < units.of().length; i++) {
            int u = units.of()[i];
            int t = times.of()[i];
            if (rows[u][t] >= 0) {
                throw unbalanced(name, units.label(u), "has two rows", periods.get(t));
            }
            rows[u][t] = i;
        }
        for (int u = 0; u < rows.length; u++) {
            for (int t = 0; t < rows[u].length; t++) {
                if (rows[u][t] < 0) {
                    throw unbalanced(name, units.label(u), "has no row", periods.get(t));
                }
            }
        }
        return rows;
    }

    private static EstimationException unbalanced(String name, String label, String what, String period) {
        return new EstimationException(
                Problem.UNBALANCED_PANEL,
                "Unit '" + label + "' (column '" + name + "') " + what + " for period " + period
                        + "; weights are found on a full table of units by periods.",
                "Keep one row per unit and period, and only the units that have all periods.");
    }

    private static void requireVaried(double[][] outcome, String name) {
        double first = outcome[0][0];
        boolean varied = Arrays.stream(outcome).flatMapToDouble(Arrays::stream).anyMatch(v -> v != first);
        if (!varied) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "Outcome '" + name + "' is the same in every row; there is nothing to match and no effect to see.",
                    "Check the column.");
        }
    }

    /** Reads when treatment begins. */
    private static final class Reader {
        private final Clusters units;
        private final int[][] rows;
        private final double[] treated;
        private final List<String> periods;

        Reader(Clusters units, int[][] rows, double[] treated, List<String> periods) {
            this.units = units;
            this.rows = rows;
            this.treated = treated;
            this.periods = periods;
        }

        int start(int unit, String name) {
            int begin = periods.size();
            for (int t = 0; t < periods.size(); t++) {
                boolean on = treated[rows[unit][t]] == 1;
                if (on && begin == periods.size()) {
                    begin = t;
                } else if (!on && begin < periods.size()) {
                    throw new EstimationException(
                            Problem.NOT_ABSORBING,
                            "Unit '" + units.label(unit) + "' (column '" + name + "') begins treatment in period "
                                    + periods.get(begin) + " and is without it in period " + periods.get(t)
                                    + "; what a treatment leaves behind would be taken for its absence.",
                            "Leave out such units, or the periods after the treatment ended.");
                }
            }
            return begin;
        }

        void requireComparison(int[] start, String name) {
            int never = 0;
            for (int i = 0; i < start.length; i++) {
                never += start[i] == periods.size() ? 1 : 0;
                if (start[i] < FEWEST_BEFORE) {
                    throw new EstimationException(
                            Problem.TOO_FEW_ROWS,
                            "Unit '" + units.label(i) + "' (column '" + name + "') has " + start[i]
                                    + (start[i] == 1 ? " period" : " periods")
                                    + " before its treatment begins in period "
                                    + periods.get(start[i]) + "; weights are found on at least " + FEWEST_BEFORE + ".",
                            "Add earlier periods, or leave out units that are treated so early.");
                }
            }
            if (never < 2) {
                throw new EstimationException(
                        Problem.NO_COMPARISON_GROUP,
                        (never == 0 ? "Every unit" : "Every unit but one") + " (column '" + name
                                + "') is treated in some period; a synthetic control is a weighted mean of units that never"
                                + " are.",
                        "Add units that are never treated, or end the table before the last units begin.");
            }
        }
    }

    /**
     * The outcomes.
     *
     * @return one array of periods for each unit; shared, not to be written to
     */
    public double[][] outcome() {
        return outcome;
    }

    /**
     * When each unit begins treatment.
     *
     * @return index of its first treated period, the number of periods for a unit that is never treated; a copy
     */
    public int[] start() {
        return start.clone();
    }

    /**
     * The names of the units.
     *
     * @return in their order
     */
    public List<String> units() {
        return units;
    }

    /**
     * The names of the periods.
     *
     * @return in the order of time
     */
    public List<String> periods() {
        return periods;
    }

    /**
     * The name of the outcome.
     *
     * @return as in the table
     */
    public String outcomeName() {
        return outcomeName;
    }

    /**
     * The name of the comparison of treated with untreated.
     *
     * @return such as {@code 1 - 0}
     */
    public String contrast() {
        return contrast;
    }

    /**
     * The units that are treated in some period.
     *
     * @return their indices, in order
     */
    public int[] treated() {
        return IntStream.range(0, start.length)
                .filter(i -> start[i] < periods.size())
                .toArray();
    }

    /**
     * The units that are never treated.
     *
     * @return their indices, in order; at least two
     */
    public int[] controls() {
        return IntStream.range(0, start.length)
                .filter(i -> start[i] == periods.size())
                .toArray();
    }

    /**
     * The periods in which units begin treatment.
     *
     * @return their indices, in order; one for a block of treated units
     */
    public int[] cohorts() {
        return Arrays.stream(start)
                .filter(s -> s < periods.size())
                .distinct()
                .sorted()
                .toArray();
    }

    /**
     * The treated unit-periods.
     *
     * @return at least 1
     */
    public int treatedRows() {
        return Arrays.stream(start).map(s -> periods.size() - s).sum();
    }

    /**
     * The same panel without some units, or with other times of adoption: what placebos are made of.
     *
     * @param keep indices of units, in the order that they are to have
     * @param adoption when each of them is said to begin treatment
     * @return the changed panel, not checked again
     */
    AdoptionPanel with(int[] keep, int[] adoption) {
        double[][] kept = IntStream.of(keep).mapToObj(i -> outcome[i]).toArray(double[][]::new);
        List<String> names =
                new ArrayList<>(IntStream.of(keep).mapToObj(units::get).toList());
        return new AdoptionPanel(kept, adoption.clone(), names, periods, outcomeName, contrast);
    }

    /**
     * The same panel up to a period, which is left out.
     *
     * @param end how many periods to keep
     * @param adoption when each unit is said to begin treatment
     * @return the shorter panel, not checked again
     */
    AdoptionPanel until(int end, int[] adoption) {
        double[][] kept = Stream.of(outcome).map(y -> Arrays.copyOf(y, end)).toArray(double[][]::new);
        return new AdoptionPanel(kept, adoption.clone(), units, periods.subList(0, end), outcomeName, contrast);
    }
}
