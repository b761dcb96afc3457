package assay.resampling;

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
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.util.CombinatoricsUtils;

/**
 * How arms were assigned: within each stratum, a fixed number of units by lot, every choice as likely. Units are clusters,
 * where the sample has them, and else rows.
 */
public final class AssignmentMechanism {

    private final int[] unitOfRow;
    private final int[] rows;
    private final double[] observed;
    /** The units of each stratum. */
    private final int[][] strata;

    private final int[] treated;

    private AssignmentMechanism(int[] unitOfRow, double[] observed, int[] stratum, int strataCount) {
        this.unitOfRow = unitOfRow;
        this.observed = observed;
        this.rows = new int[observed.length];
        for (int unit : unitOfRow) {
            rows[unit]++;
        }
        this.strata = new int[strataCount][];
        this.treated = new int[strataCount];
        for (int s = 0; s < strataCount; s++) {
            int wanted = s;
            strata[s] = java.util.stream.IntStream.range(0, observed.length)
                    .filter(u -> stratum[u] == wanted)
                    .toArray();
            for (int u : strata[s]) {
                treated[s] += (int) observed[u];
            }
        }
    }

    /**
     * Reads the mechanism off a sample.
     *
     * @param sample the sample, with clusters and strata where they were used
     * @param arms its arms
     * @return the mechanism that keeps the number of treated units of each stratum
     * @throws EstimationException if a cluster is in both arms, or a unit in two strata
     */
    public static AssignmentMechanism of(Sample sample, TwoArms arms) {
        int n = sample.size();
        int[] unitOfRow = new int[n];
        int units = n;
        if (sample.has(Role.CLUSTER)) {
            Clusters clusters = Clusters.of(sample);
            unitOfRow = clusters.of();
            units = clusters.count();
            whole(clusters, arms);
        } else {
            Arrays.setAll(unitOfRow, i -> i);
        }
        double[] observed = new double[units];
        for (int i = 0; i < n; i++) {
            observed[unitOfRow[i]] = arms.indicator()[i];
        }
        int[] stratum = new int[units];
        int count = 1;
        if (sample.has(Role.STRATUM)) {
            int[] codes = codes(sample.column(Role.STRATUM));
            count = Arrays.stream(codes).max().orElse(0) + 1;
            Arrays.fill(stratum, -1);
            for (int i = 0; i < n; i++) {
                int unit = unitOfRow[i];
                if (stratum[unit] >= 0 && stratum[unit] != codes[i]) {
                    throw new EstimationException(
                            Problem.MIXED_CLUSTER,
                            "Row " + (i + 1) + " is in another stratum of column '"
                                    + sample.column(Role.STRATUM).name() + "' than rows of its cluster before it;"
                                    + " clusters were not assigned within those strata.",
                            "Name the strata that clusters were assigned within, or leave --stratum out.");
                }
                stratum[unit] = codes[i];
            }
        }
        return new AssignmentMechanism(unitOfRow, observed, stratum, count);
    }

    private static void whole(Clusters clusters, TwoArms arms) {
        int[] treatedRows = new int[clusters.count()];
        for (int i = 0; i < clusters.of().length; i++) {
            treatedRows[clusters.of()[i]] += (int) arms.indicator()[i];
        }
        for (int g = 0; g < treatedRows.length; g++) {
            int size = clusters.sizes()[g];
            if (treatedRows[g] > 0 && treatedRows[g] < size) {
                throw new EstimationException(
                        Problem.MIXED_CLUSTER,
                        "Cluster '" + clusters.label(g) + "' of column '" + clusters.column() + "' has "
                                + treatedRows[g] + " treated and " + (size - treatedRows[g])
                                + " control rows, so it was not assigned as a whole; its arm cannot be drawn again.",
                        "Leave --cluster out if single rows were assigned, or correct the column.");
            }
        }
    }

    /** The number of each row's value or level, in their order, those that occur only. */
    private static int[] codes(Column column) {
        if (column instanceof Column.Categorical categorical) {
            int[] used = Arrays.stream(categorical.codes()).distinct().sorted().toArray();
            return Arrays.stream(categorical.codes())
                    .map(code -> Arrays.binarySearch(used, code))
                    .toArray();
        }
        double[] values = ((Column.Numeric) column).values();
        double[] used = Arrays.stream(values).distinct().sorted().toArray();
        return Arrays.stream(values).mapToInt(v -> Arrays.binarySearch(used, v)).toArray();
    }

    /**
     * How many units there are.
     *
     * @return at least 2
     */
    public int units() {
        return observed.length;
    }

    /**
     * The unit of each row.
     *
     * @return the shared array, not to be written to
     */
    public int[] unitOfRow() {
        return unitOfRow;
    }

    /** The rows of each unit. */
    int[] rows() {
        return rows;
    }

    /** The units of each stratum. */
    int[][] strata() {
        return strata;
    }

    /** Units treated in each stratum. */
    int[] treated() {
        return treated;
    }

    /** The arm of each unit. */
    double[] observed() {
        return observed;
    }

    /**
     * How many assignments there are.
     *
     * @return exact below 2^53
     */
    public double assignments() {
        double log = 0;
        double exact = 1;
        for (int s = 0; s < strata.length; s++) {
            double one = CombinatoricsUtils.binomialCoefficientLog(strata[s].length, treated[s]);
            log += one;
            exact *= log < 30 ? CombinatoricsUtils.binomialCoefficientDouble(strata[s].length, treated[s]) : 1;
        }
        return log < 30 ? exact : Math.exp(log);
    }

    /**
     * Draws arms again.
     *
     * @param random the stream
     * @param arm takes the arm of each unit, 1 for treated
     */
    public void draw(RandomGenerator random, double[] arm) {
        for (int s = 0; s < strata.length; s++) {
            int left = strata[s].length;
            int wanted = treated[s];
            for (int unit : strata[s]) {
                boolean chosen = random.nextDouble() * left < wanted;
                arm[unit] = chosen ? 1 : 0;
                wanted -= chosen ? 1 : 0;
                left--;
            }
        }
    }

    /**
     * Shows all assignments, in a fixed order.
     *
     * @param visitor gets the arms of the units, in one array that is used again
     */
    public void each(Consumer<double[]> visitor) {
        List<int[]> choices = new ArrayList<>();
        for (int s = 0; s < strata.length; s++) {
            int[] first = new int[treated[s]];
            Arrays.setAll(first, i -> i);
            choices.add(first);
        }
        double[] arm = new double[observed.length];
        int s;
        do {
            Arrays.fill(arm, 0);
            for (s = 0; s < strata.length; s++) {
                for (int chosen : choices.get(s)) {
                    arm[strata[s][chosen]] = 1;
                }
            }
            visitor.accept(arm);
            // As an odometer: the next choice of the first stratum that has one; those before it start again.
            for (s = 0; s < strata.length && !next(choices.get(s), strata[s].length); s++) {
                int[] again = choices.get(s);
                Arrays.setAll(again, i -> i);
            }
        } while (s < strata.length);
    }

    /** The next choice in lexicographic order; false after the last. */
    private static boolean next(int[] choice, int size) {
        for (int i = choice.length - 1; i >= 0; i--) {
            if (choice[i] < size - choice.length + i) {
                choice[i]++;
                for (int j = i + 1; j < choice.length; j++) {
                    choice[j] = choice[j - 1] + 1;
                }
                return true;
            }
        }
        return false;
    }
}
