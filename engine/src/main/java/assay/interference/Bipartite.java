package assay.interference;

import assay.Clusters;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The global average treatment effect where those who are treated are not those whose outcomes count, such as sellers and buyers
 * (Harshaw, Savje, Eisenstat, Mirrokni and Pouget-Abadie, Electron. J. Stat. 17, 2023).
 *
 * <p>Rows are the edges of a bipartite graph: an outcome unit (unit) and its outcome, the same in all its rows, a treatment unit
 * (cluster) with its arm and propensity, and a weight. With weights scaled to sum to 1 within an outcome unit, its exposure is
 * {@code e_j = sum of w_ji Z_i}, from 0 where none is treated to 1 where all are. If outcomes are linear in it, {@code Y_j = a_j +
 * b_j e_j}, the mean of {@code X_j = (Y_j - c)(e_j - E e_j) / Var(e_j)} over the m outcome units is unbiased for the mean of b
 * under coins tossed apart, c being 0 or the mean outcome.
 *
 * <p>The variance is {@code m^-2} times the sum of {@code X_j X_k} over pairs that share a treatment unit, and each with itself. With
 * c = 0 its expectation exceeds the variance by {@code m^-2} times the sum of {@code b_j b_k} over those pairs, which is not below 0
 * where effects have one sign. Intervals are normal.
 *
 * @param centring what is taken off outcomes
 */
public record Bipartite(Centring centring) implements Estimator<Fit> {

    /**
     * The usual choice.
     *
     * @return outcomes less their mean
     */
    public static Bipartite standard() {
        return new Bipartite(Centring.MEAN);
    }

    @Override
    public Estimand target() {
        return Estimand.GLOBAL_ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.PROPENSITY, Role.UNIT, Role.CLUSTER, Role.WEIGHT);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        TwoArms arms = TwoArms.of(sample);
        Clusters treatment = Clusters.of(sample);
        Clusters units = Clusters.of(sample.with(Role.CLUSTER, sample.column(Role.UNIT)));
        double[] arm = ClusterDesign.whole(arms, treatment);
        double[] p = constant(sample.numeric(Role.PROPENSITY), treatment, "propensity");
        double[] outcome = constant(sample.outcome(), units, "outcome");
        double[] weight = weights(sample, units);
        int m = units.count();
        double centre =
                centring == Centring.MEAN ? Arrays.stream(outcome).average().orElseThrow() : 0;
        double[] departure = new double[m];
        double[] variance = new double[m];
        for (int r = 0; r < weight.length; r++) {
            int i = treatment.of()[r];
            int j = units.of()[r];
            departure[j] += weight[r] * (arm[i] - p[i]);
            variance[j] += weight[r] * weight[r] * p[i] * (1 - p[i]);
        }
        double[] terms = new double[m];
        double sum = 0;
        for (int j = 0; j < m; j++) {
            terms[j] = (outcome[j] - centre) * departure[j] / variance[j];
            sum += terms[j];
        }
        double value = sum / m;
        double squares = products(terms, units, treatment);
        if (!(squares > 0)) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "The estimated variance is " + squares / m / m + ": the outcome does not vary, or there are too few"
                            + " outcome units for the edges between them.",
                    "Collect more outcome units, or group treatment units into clusters that few outcomes share.");
        }
        Glance glance = new Glance(
                "bipartite",
                "products over outcome units that share a treatment unit, normal",
                sample.size(),
                arms.treated(),
                arms.control(),
                sample.dropped(),
                treatment.count(),
                Map.of("outcome_units", (double) m));
        return new Fit(
                List.of(Estimate.normal(target(), arms.contrast(), value, Math.sqrt(squares) / m)),
                glance,
                List.of(),
                term -> influence(terms, value, units));
    }

    /** A unit's influence shared out over its rows. */
    private static double[] influence(double[] terms, double value, Clusters units) {
        double[] rows = new double[units.of().length];
        for (int r = 0; r < rows.length; r++) {
            int j = units.of()[r];
            rows[r] = (terms[j] - value) * rows.length / terms.length / units.sizes()[j];
        }
        return rows;
    }

    /** The value of each group, the same in all its rows. */
    private static double[] constant(double[] rows, Clusters groups, String what) {
        double[] values = new double[groups.count()];
        boolean[] seen = new boolean[values.length];
        for (int r = 0; r < rows.length; r++) {
            int g = groups.of()[r];
            if (seen[g] && Math.abs(values[g] - rows[r]) > 1e-12 * Math.abs(values[g])) {
                throw new EstimationException(
                        Problem.UNBALANCED_PANEL,
                        "Row " + (r + 1) + ": the " + what + " of '" + groups.label(g) + "' in column '"
                                + groups.column() + "' differs from that in its rows before; each has one.",
                        "Aggregate it to one " + what + ".");
            }
            seen[g] = true;
            values[g] = rows[r];
        }
        return values;
    }

    private static double[] weights(Sample sample, Clusters units) {
        double[] rows = sample.numeric(Role.WEIGHT);
        double[] sums = new double[units.count()];
        for (int r = 0; r < rows.length; r++) {
            sums[units.of()[r]] += rows[r];
        }
        double[] scaled = new double[rows.length];
        for (int r = 0; r < rows.length; r++) {
            int j = units.of()[r];
            if (!(sums[j] > 0)) {
                throw new EstimationException(
                        Problem.WEIGHT_RANGE,
                        "The weights of '" + units.label(j) + "' in column '" + units.column()
                                + "' sum to 0; no treatment reaches it.",
                        "Leave it out.");
            }
            scaled[r] = rows[r] / sums[j];
        }
        return scaled;
    }

    /** The sum of products of terms over ordered pairs that share a treatment unit, and of squares. */
    private static double products(double[] terms, Clusters units, Clusters treatment) {
        int[][] treatments = rowsOf(units, treatment);
        int[][] reached = rowsOf(treatment, units);
        int[] seen = new int[terms.length];
        double sum = 0;
        for (int j = 0; j < terms.length; j++) {
            for (int i : treatments[j]) {
                for (int k : reached[i]) {
                    if (seen[k] != j + 1) {
                        seen[k] = j + 1;
                        sum += terms[j] * terms[k];
                    }
                }
            }
        }
        return sum;
    }

    /** For each group of one side, the groups of the other that it has an edge to. */
    private static int[][] rowsOf(Clusters side, Clusters other) {
        int[][] lists = new int[side.count()][];
        Arrays.setAll(lists, g -> new int[side.sizes()[g]]);
        int[] next = new int[lists.length];
        for (int r = 0; r < side.of().length; r++) {
            int g = side.of()[r];
            lists[g][next[g]++] = other.of()[r];
        }
        return lists;
    }
}
