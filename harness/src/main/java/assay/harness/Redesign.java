package assay.harness;

import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.util.CombinatoricsUtils;

/**
 * The design of an experiment as its table tells it, and fresh assignments by that design.
 *
 * <p>Units are drawn arms within blocks, and every block keeps how many of its units each arm has. Units are rows,
 * clusters, periods or cells of cluster and period, whichever the arm is constant in; blocks are strata, periods in
 * which arms vary (so that a ramp of the treated share stays a ramp), or the whole table. Every assignment with these
 * counts is equally likely: a unit gets arm a with the probability that is a's share of what its block has left
 * (selection sampling; Fan, Muller and Rezucha, J. Am. Stat. Assoc. 57, 1962).
 */
public final class Redesign {

    private static final int CHUNK = 1024;
    private static final int FEW = 1000;

    private final List<String> arms;
    private final Groups units;
    private final int[] blockOfUnit;
    private final int[][] counts;
    private final String words;
    private final double logAssignments;

    private Redesign(List<String> arms, Groups units, int[] blockOfUnit, int[][] counts, String words) {
        this.arms = List.copyOf(arms);
        this.units = units;
        this.blockOfUnit = blockOfUnit;
        this.counts = counts;
        this.logAssignments = logAssignments(counts);
        this.words = logAssignments < Math.log(FEW)
                ? words + String.format(Locale.ROOT, "; only %.0f assignments are possible", Math.exp(logAssignments))
                : words;
    }

    /**
     * Reads the design off the roles and the data.
     *
     * <p>With a cluster (or a unit that has several rows), the arm must be constant within clusters, within periods, or
     * within cells of both. With a time and no cluster, whole periods are units where the arm is constant in each of
     * them; else arms are drawn within each period.
     *
     * @param sample a table with an assignment, or a treatment in its place
     * @return the design
     * @throws EstimationException if there is one arm or a number of values that no design has, if arms differ within a
     *     cluster, if strata cut through units, or if the counts leave one assignment only
     */
    public static Redesign of(Sample sample) {
        Role role = sample.has(Role.ASSIGNMENT) || !sample.has(Role.TREATMENT) ? Role.ASSIGNMENT : Role.TREATMENT;
        Column column = sample.column(role);
        Groups arm = Groups.sorted(column);
        if (arm.count() < 2) {
            throw new EstimationException(
                    Problem.ONE_LEVEL,
                    "Column '" + column.name() + "' is '" + arm.label(0) + "' in every row; there is nothing to draw"
                            + " again.",
                    "Check the column and the filter that made the file.");
        }
        if (arm.count() > 2 && arm.count() > sample.size() / 2) {
            throw new EstimationException(
                    Problem.TOO_MANY_LEVELS,
                    "Column '" + column.name() + "' takes " + arm.count() + " values in " + sample.size()
                            + " rows; those are no arms.",
                    "Name the column that holds the arm.");
        }
        Units units = Units.of(sample, arm);
        Groups unit = units.groups();
        int[] armOfUnit = unit.first(arm);
        Groups block = blocks(sample, units);
        int[] blockOfUnit = unit.first(block);
        int[][] counts = new int[block.count()][arm.count()];
        for (int u = 0; u < armOfUnit.length; u++) {
            counts[blockOfUnit[u]][armOfUnit[u]]++;
        }
        Redesign design =
                new Redesign(arm.labels(), unit, blockOfUnit, counts, words(sample, units, block, arm, counts));
        if (!(design.logAssignments > 0)) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "By this design (" + design.words + ") no other assignment than the observed one is possible.",
                    "Leave out a stratum or a time that tells the arm, or collect more " + units.name() + ".");
        }
        return design;
    }

    private static Groups blocks(Sample sample, Units units) {
        Groups whole = Groups.one(sample.size());
        Groups block = whole;
        if (sample.has(Role.STRATUM)) {
            block = Groups.of(sample.column(Role.STRATUM));
            int split = units.groups().firstSplitBy(block);
            if (split >= 0) {
                throw new EstimationException(
                        Problem.NOT_IDENTIFIED,
                        "Stratum '" + sample.column(Role.STRATUM).name() + "' differs within '"
                                + units.groups().label(split) + "', one of the " + units.name()
                                + " that are assigned as a whole.",
                        "Name a stratum that is constant within it, or leave --stratum out.");
            }
        }
        return units.withinPeriods() ? block.cross(Groups.of(sample.column(Role.TIME))) : block;
    }

    private static String words(Sample sample, Units units, Groups block, Groups arm, int[][] counts) {
        int[] total = new int[arm.count()];
        for (int[] count : counts) {
            for (int a = 0; a < total.length; a++) {
                total[a] += count[a];
            }
        }
        List<String> sizes = new ArrayList<>();
        for (int a = 0; a < total.length; a++) {
            sizes.add(total[a] + " '" + arm.label(a) + "'");
        }
        String where = "";
        if (block.count() > 1 || units.withinPeriods()) {
            where = " within each of " + block.count() + " "
                    + (units.withinPeriods() ? sample.has(Role.STRATUM) ? "strata by period" : "periods" : "strata");
        }
        return units.kind(sample) + ": the arms of " + units.groups().count() + " " + units.name() + " are drawn again"
                + where + ", their counts kept (" + String.join(", ", sizes) + ")";
    }

    private static double logAssignments(int[][] counts) {
        double log = 0;
        for (int[] count : counts) {
            int sum = 0;
            for (int c : count) {
                sum += c;
                log -= CombinatoricsUtils.factorialLog(c);
            }
            log += CombinatoricsUtils.factorialLog(sum);
        }
        return log < 1e-9 ? 0 : log;
    }

    /**
     * The arms.
     *
     * @return their labels, control first
     */
    public List<String> arms() {
        return arms;
    }

    /**
     * The design in words.
     *
     * @return one clause, without a full stop
     */
    public String words() {
        return words;
    }

    /**
     * How many assignments there are.
     *
     * @return the natural logarithm
     */
    public double logAssignments() {
        return logAssignments;
    }

    /**
     * Draws an assignment.
     *
     * @param random the stream, from its start
     * @return for each row the index of its arm in {@link #arms()}; of two arms this is the treatment indicator
     */
    public double[] draw(Philox random) {
        int size = blockOfUnit.length;
        double[] drawn = new double[size];
        double[] uniforms = new double[Math.min(CHUNK, size)];
        boolean plain = counts.length == 1 && arms.size() == 2;
        int[] left = new int[counts.length];
        int[][] need = new int[counts.length][];
        for (int b = 0; b < left.length; b++) {
            need[b] = counts[b].clone();
            for (int c : counts[b]) {
                left[b] += c;
            }
        }
        int treated = need[0][1];
        for (int start = 0; start < size; start += CHUNK) {
            random.uniforms(uniforms);
            int end = Math.min(start + CHUNK, size);
            if (plain) {
                for (int u = start; u < end; u++) {
                    int hit = uniforms[u - start] * (size - u) < treated ? 1 : 0;
                    drawn[u] = hit;
                    treated -= hit;
                }
            } else {
                for (int u = start; u < end; u++) {
                    int block = blockOfUnit[u];
                    drawn[u] = pick(uniforms[u - start] * left[block]--, need[block]);
                }
            }
        }
        return units.isRows() ? drawn : spread(drawn);
    }

    private static int pick(double at, int[] need) {
        int arm = 0;
        double rest = at - need[0];
        while (rest >= 0 && arm < need.length - 1) {
            arm++;
            rest -= need[arm];
        }
        // Rounding may run past the last arm that has units left.
        while (need[arm] == 0) {
            arm--;
        }
        need[arm]--;
        return arm;
    }

    private double[] spread(double[] ofUnit) {
        int[] unitOfRow = units.codes();
        double[] rows = new double[unitOfRow.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = ofUnit[unitOfRow[i]];
        }
        return rows;
    }

    /**
     * The share of each row's block that an arm has.
     *
     * @param arm index of the arm
     * @return the probability of the arm, row by row
     */
    double[] probability(int arm) {
        int[] unitOfRow = units.codes();
        double[] share = new double[unitOfRow.length];
        for (int i = 0; i < share.length; i++) {
            int[] count = counts[blockOfUnit[unitOfRow[i]]];
            int sum = 0;
            for (int c : count) {
                sum += c;
            }
            share[i] = count[arm] / (double) sum;
        }
        return share;
    }
}
