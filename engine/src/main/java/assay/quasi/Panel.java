package assay.quasi;

import assay.Clusters;
import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.Arrays;

/** A balanced panel: every unit has one row in every period. Units and periods are numbered from 0, in order. */
public final class Panel {

    private final Clusters units;
    private final double[] times;
    private final int[] rows;
    private final double[] outcome;
    private final TwoArms arms;
    private final double[] treated;

    private Panel(Clusters units, double[] times, int[] rows, double[] outcome, TwoArms arms) {
        this.units = units;
        this.times = times;
        this.rows = rows;
        this.outcome = outcome;
        this.arms = arms;
        this.treated = arms.indicator();
    }

    /**
     * Reads the panel of a sample.
     *
     * @param sample outcome, unit, numeric time, and the treatment in force in each row
     * @return the panel
     * @throws EstimationException if a unit lacks a row for some period or has two, if there is one period only, or if the
     *     treatment has not two levels
     */
    public static Panel of(Sample sample) {
        Column unit = sample.column(Role.UNIT);
        Clusters units = Clusters.of(sample.with(Role.CLUSTER, unit));
        double[] time = sample.numeric(Role.TIME);
        double[] times = Arrays.stream(time).sorted().distinct().toArray();
        if (times.length < 2) {
            throw new EstimationException(
                    Problem.UNBALANCED_PANEL,
                    "Column '" + sample.column(Role.TIME).name() + "' has one period, " + label(times[0])
                            + "; a change over time needs two.",
                    "Add rows from before the treatment.");
        }
        double[] outcome = sample.outcome();
        TwoArms arms = TwoArms.of(sample.with(Role.ASSIGNMENT));
        int[] of = units.of();
        int periods = times.length;
        if ((long) units.count() * periods > Integer.MAX_VALUE - 8) {
            throw new EstimationException(
                    Problem.UNBALANCED_PANEL,
                    units.count() + " units by " + periods + " periods are more cells than rows can fill.",
                    "Check that '" + sample.column(Role.TIME).name() + "' holds periods, not moments.");
        }
        int[] rows = new int[units.count() * periods];
        Arrays.fill(rows, -1);
        for (int i = 0; i < of.length; i++) {
            int t = Arrays.binarySearch(times, time[i]);
            int cell = of[i] * periods + t;
            if (rows[cell] >= 0) {
                throw unbalanced(unit, units.label(of[i]), "has two rows", times[t]);
            }
            rows[cell] = i;
        }
        for (int cell = 0; cell < rows.length; cell++) {
            if (rows[cell] < 0) {
                throw unbalanced(unit, units.label(cell / periods), "has no row", times[cell % periods]);
            }
        }
        return new Panel(units, times, rows, outcome, arms);
    }

    private static EstimationException unbalanced(Column unit, String label, String what, double time) {
        return new EstimationException(
                Problem.UNBALANCED_PANEL,
                "Unit '" + label + "' (column '" + unit.name() + "') " + what + " for period " + label(time)
                        + "; changes over time must be of the same units in all periods.",
                "Keep one row per unit and period, and only the units that have all periods.");
    }

    /**
     * The number of units.
     *
     * @return at least 1
     */
    public int units() {
        return units.count();
    }

    /**
     * The number of periods.
     *
     * @return at least 2
     */
    public int periods() {
        return times.length;
    }

    /**
     * The row of the sample that a unit has in a period.
     *
     * @param unit number of the unit
     * @param period number of the period
     * @return zero-based row
     */
    public int row(int unit, int period) {
        return rows[unit * times.length + period];
    }

    /**
     * The outcome of a unit in a period.
     *
     * @param unit number of the unit
     * @param period number of the period
     * @return the outcome
     */
    public double outcome(int unit, int period) {
        return outcome[rows[unit * times.length + period]];
    }

    /**
     * Whether a unit is treated in a period.
     *
     * @param unit number of the unit
     * @param period number of the period
     * @return 1 if treated, 0 if not
     */
    public double treated(int unit, int period) {
        return treated[rows[unit * times.length + period]];
    }

    /**
     * The name of a unit.
     *
     * @param unit number of the unit
     * @return its value or level
     */
    public String unit(int unit) {
        return units.label(unit);
    }

    /**
     * The time of a period.
     *
     * @param period number of the period
     * @return its value in the table
     */
    public double time(int period) {
        return times[period];
    }

    /**
     * The name of the comparison of treated with untreated, used as the term of an effect.
     *
     * @return such as {@code 1 - 0}
     */
    public String contrast() {
        return arms.contrast();
    }

    /** A number as people write it. */
    static String label(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
