package assay.transport;

import assay.Clusters;
import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.Arrays;
import java.util.Set;

/**
 * Units of an experiment in the periods since each was first seen, which is when it was exposed, and the effect in each of these
 * periods with their covariance. Units may enter at different times and leave.
 */
final class ExposurePanel {

    static final Set<Role> NEEDS = Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.UNIT, Role.TIME);

    private static final int FEWEST = 2;
    private static final long MOST_CELLS = 1_000_000_000;
    private static final double ROUNDING = 1.0 / (1 << 20);

    final Sample sample;
    final TwoArms arms;
    /** Time since exposure of each period, in order. */
    final double[] periods;
    /** Rows by unit and period, -1 where there is none. */
    final int[][] rows;
    /** 1 for treated units. */
    final int[] arm;

    final int[] units;
    final double[] effects;
    /** Units by arm and period. */
    final int[][] counts;

    private final double[][] means;
    private final double[] outcome;

    private ExposurePanel(Sample sample, TwoArms arms, double[] periods, int[][] rows, int[] arm, int[] units) {
        this.sample = sample;
        this.arms = arms;
        this.periods = periods;
        this.rows = rows;
        this.arm = arm;
        this.units = units;
        this.outcome = sample.outcome();
        this.counts = new int[2][periods.length];
        this.means = new double[2][periods.length];
        this.effects = new double[periods.length];
        average();
    }

    /**
     * Reads a panel.
     *
     * @throws EstimationException if a role is missing, a unit has two rows for a period or rows in both arms, there is one period
     *     only, a period has not two units of each arm, or the outcome does not vary
     */
    static ExposurePanel of(Sample sample) {
        sample.require(NEEDS);
        TwoArms arms = TwoArms.of(sample);
        requireVaries(sample);
        Column unit = sample.column(Role.UNIT);
        Clusters units = Clusters.of(sample.with(Role.CLUSTER, unit));
        double[] time = sample.numeric(Role.TIME);
        double[] entry = new double[units.count()];
        Arrays.fill(entry, Double.POSITIVE_INFINITY);
        int[] arm = new int[units.count()];
        Arrays.fill(arm, -1);
        for (int i = 0; i < time.length; i++) {
            int u = units.of()[i];
            entry[u] = Math.min(entry[u], time[i]);
            int here = (int) arms.indicator()[i];
            if (arm[u] >= 0 && arm[u] != here) {
                throw new EstimationException(
                        Problem.MIXED_CLUSTER,
                        "Unit '" + units.label(u) + "' of column '" + unit.name() + "' has rows in arm '"
                                + arms.controlLabel() + "' and in arm '" + arms.treatedLabel()
                                + "' of column '" + assignment(sample)
                                + "'; time since exposure counts from when a unit was assigned, once.",
                        "Keep the rows from assignment on, with the one arm of each unit.");
            }
            arm[u] = here;
        }
        double[] since = new double[time.length];
        for (int i = 0; i < since.length; i++) {
            // 0.3 - 0.1 is 0.2.
            since[i] = Math.rint((time[i] - entry[units.of()[i]]) / ROUNDING) * ROUNDING;
        }
        double[] periods = Arrays.stream(since).sorted().distinct().toArray();
        if (periods.length < FEWEST) {
            throw new EstimationException(
                    Problem.UNBALANCED_PANEL,
                    "Each unit of column '" + unit.name() + "' has one period in column '"
                            + sample.column(Role.TIME).name() + "'; an effect over time needs two.",
                    "Give a row for each unit and period, or use a method without time.");
        }
        requireUnits(arms, since, periods);
        requireRoom(sample, units.count(), periods.length);
        int[][] rows = new int[units.count()][periods.length];
        for (int[] one : rows) {
            Arrays.fill(one, -1);
        }
        for (int i = 0; i < since.length; i++) {
            int k = Arrays.binarySearch(periods, since[i]);
            int u = units.of()[i];
            if (rows[u][k] >= 0) {
                throw new EstimationException(
                        Problem.UNBALANCED_PANEL,
                        "Unit '" + units.label(u) + "' of column '" + unit.name() + "' has two rows for time "
                                + number(time[i]) + ".",
                        "Keep one row per unit and period: add up or average what happened within a period.");
            }
            rows[u][k] = i;
        }
        int[] size = new int[2];
        for (int a : arm) {
            size[a]++;
        }
        return new ExposurePanel(sample, arms, periods, rows, arm, size);
    }

    private static String assignment(Sample sample) {
        return sample.column(sample.has(Role.ASSIGNMENT) ? Role.ASSIGNMENT : Role.TREATMENT)
                .name();
    }

    private static void requireVaries(Sample sample) {
        double[] y = sample.outcome();
        for (double v : y) {
            if (v != y[0]) {
                return;
            }
        }
        throw new EstimationException(
                Problem.CONSTANT_OUTCOME,
                "Outcome '" + sample.column(Role.OUTCOME).name() + "' is " + y[0]
                        + " in every row, so there is no variation to explain.",
                "Choose another outcome.");
    }

    /** A period with fewer than two units of an arm has no variance; times that are moments have as many periods as rows. */
    private static void requireUnits(TwoArms arms, double[] since, double[] periods) {
        int[][] counts = new int[2][periods.length];
        for (int i = 0; i < since.length; i++) {
            counts[(int) arms.indicator()[i]][Arrays.binarySearch(periods, since[i])]++;
        }
        for (int k = 0; k < periods.length; k++) {
            for (int a = 0; a < 2; a++) {
                if (counts[a][k] < FEWEST) {
                    throw new EstimationException(
                            Problem.TOO_FEW_ROWS,
                            "Arm '" + (a == 1 ? arms.treatedLabel() : arms.controlLabel()) + "' has "
                                    + (counts[a][k] == 0 ? "no unit that was" : "one unit that was") + " seen "
                                    + number(periods[k]) + " after its first period; a variance needs two.",
                            "Leave out the rows of periods that hardly any unit has reached, and write times as whole periods,"
                                    + " such as days.");
                }
            }
        }
    }

    private static void requireRoom(Sample sample, int units, int periods) {
        if ((long) units * periods > MOST_CELLS) {
            throw new EstimationException(
                    Problem.UNBALANCED_PANEL,
                    units + " units by " + periods + " periods are more cells than rows can fill.",
                    "Check that '" + sample.column(Role.TIME).name() + "' holds periods, not moments.");
        }
    }

    private void average() {
        for (int u = 0; u < rows.length; u++) {
            for (int k = 0; k < periods.length; k++) {
                if (rows[u][k] >= 0) {
                    counts[arm[u]][k]++;
                    means[arm[u]][k] += outcome[rows[u][k]];
                }
            }
        }
        for (int k = 0; k < periods.length; k++) {
            for (int a = 0; a < 2; a++) {
                means[a][k] /= counts[a][k];
            }
            effects[k] = means[1][k] - means[0][k];
        }
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** What a unit adds to the error of the effect in a period; its square sums to the variance. */
    private double deviation(int unit, int period) {
        int row = rows[unit][period];
        if (row < 0) {
            return 0;
        }
        int a = arm[unit];
        double n = counts[a][period];
        return (outcome[row] - means[a][period]) / Math.sqrt(n * (n - 1));
    }

    /** The covariance of the effects, clustered by unit: of balanced panels {@code S_1 / n_1 + S_0 / n_0}. */
    double[][] covariance() {
        int t = periods.length;
        double[][] sum = new double[t][t];
        double[] d = new double[t];
        for (int u = 0; u < rows.length; u++) {
            for (int k = 0; k < t; k++) {
                d[k] = deviation(u, k);
            }
            for (int k = 0; k < t; k++) {
                for (int l = 0; l <= k; l++) {
                    sum[k][l] += d[k] * d[l];
                }
            }
        }
        for (int k = 0; k < t; k++) {
            for (int l = 0; l < k; l++) {
                sum[l][k] = sum[k][l];
            }
        }
        return sum;
    }

    /** A combination of the effects. */
    double value(double[] multipliers) {
        double sum = 0;
        for (int k = 0; k < multipliers.length; k++) {
            sum += multipliers[k] * effects[k];
        }
        return sum;
    }

    /** The variance of a combination of the effects, with the degrees of freedom of Welch over units. */
    Satterthwaite variance(double[] multipliers) {
        double[] byArm = new double[2];
        for (int u = 0; u < rows.length; u++) {
            double sum = 0;
            for (int k = 0; k < multipliers.length; k++) {
                sum += multipliers[k] * deviation(u, k);
            }
            byArm[arm[u]] += sum * sum;
        }
        Satterthwaite total = new Satterthwaite();
        for (int a = 0; a < 2; a++) {
            total.add(byArm[a], units[a] - 1.0);
        }
        return total;
    }

    /** Influence values by row of a combination of the effects. */
    double[] influence(double[] multipliers) {
        double[] influence = new double[outcome.length];
        for (int u = 0; u < rows.length; u++) {
            for (int k = 0; k < multipliers.length; k++) {
                int row = rows[u][k];
                if (row >= 0) {
                    double v = outcome.length * multipliers[k] * (outcome[row] - means[arm[u]][k]) / counts[arm[u]][k];
                    influence[row] = arm[u] == 1 ? v : -v;
                }
            }
        }
        return influence;
    }

    /** The multipliers of the mean over periods. */
    double[] mean() {
        double[] multipliers = new double[periods.length];
        Arrays.fill(multipliers, 1.0 / periods.length);
        return multipliers;
    }

    /** The multipliers of the least-squares slope of the effects in the time since exposure. */
    double[] slope() {
        double centre = Arrays.stream(periods).average().orElseThrow();
        double squares = 0;
        double[] multipliers = new double[periods.length];
        for (int k = 0; k < multipliers.length; k++) {
            multipliers[k] = periods[k] - centre;
            squares += multipliers[k] * multipliers[k];
        }
        for (int k = 0; k < multipliers.length; k++) {
            multipliers[k] /= squares;
        }
        return multipliers;
    }

    /** Whether all units were seen in all periods. */
    boolean balanced() {
        for (int k = 0; k < periods.length; k++) {
            if (counts[0][k] != units[0] || counts[1][k] != units[1]) {
                return false;
            }
        }
        return true;
    }
}
