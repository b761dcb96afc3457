package assay.cate;

import assay.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * What evaluation needs of each row: outcome and treatment, and nuisances that were learned without the row (from other folds, or
 * from trees that left it out). Arrays are shared and must not be written to.
 *
 * <p>The doubly robust score of the average effect is {@code mu1 - mu0 + D (Y - mu1) / e - (1 - D) (Y - mu0) / (1 - e)} (Robins,
 * Rotnitzky and Zhao, J. Amer. Statist. Assoc. 89, 1994); its conditional mean given the covariates is the effect there.
 */
public final class OrthogonalScores {

    private final double[] outcome;
    private final double[] arm;
    private final double[] propensity;
    private final double[] treated;
    private final double[] control;
    private final int @Nullable [] cluster;
    private final double @Nullable [] weight;
    private final double[] doublyRobust;

    /**
     * Scores over arrays that are not copied.
     *
     * @param outcome the outcome
     * @param arm 0 or 1
     * @param propensity probability of treatment, in (0, 1): known, or learned without the row
     * @param treated expected outcome under treatment, learned without the row
     * @param control expected outcome under control, learned without the row
     * @param cluster zero-based cluster of each row, or null where rows are independent
     * @param weight weight of each row, not negative, or null where all count the same
     * @throws IllegalArgumentException if lengths differ or a propensity is outside (0, 1)
     */
    public OrthogonalScores(
            double[] outcome,
            double[] arm,
            double[] propensity,
            double[] treated,
            double[] control,
            int @Nullable [] cluster,
            double @Nullable [] weight) {
        int size = outcome.length;
        boolean aligned =
                arm.length == size && propensity.length == size && treated.length == size && control.length == size;
        if (!aligned || (cluster != null && cluster.length != size) || (weight != null && weight.length != size)) {
            throw new IllegalArgumentException("arrays of scores must be of one length, that of the outcome, " + size);
        }
        for (double e : propensity) {
            Arguments.probability("propensity", e);
        }
        this.outcome = outcome;
        this.arm = arm;
        this.propensity = propensity;
        this.treated = treated;
        this.control = control;
        this.cluster = cluster;
        this.weight = weight;
        this.doublyRobust = new double[size];
        for (int i = 0; i < size; i++) {
            double residual = arm[i] > 0.5
                    ? (outcome[i] - treated[i]) / propensity[i]
                    : -(outcome[i] - control[i]) / (1 - propensity[i]);
            doublyRobust[i] = treated[i] - control[i] + residual;
        }
    }

    /**
     * The number of rows.
     *
     * @return not negative
     */
    public int size() {
        return outcome.length;
    }

    /**
     * The outcome.
     *
     * @return the shared array
     */
    public double[] outcome() {
        return outcome;
    }

    /**
     * The arm, 0 or 1.
     *
     * @return the shared array
     */
    public double[] arm() {
        return arm;
    }

    /**
     * The probability of treatment.
     *
     * @return the shared array
     */
    public double[] propensity() {
        return propensity;
    }

    /**
     * The expected outcome under treatment.
     *
     * @return the shared array
     */
    public double[] treated() {
        return treated;
    }

    /**
     * The expected outcome under control.
     *
     * @return the shared array
     */
    public double[] control() {
        return control;
    }

    /**
     * The expected outcome whatever the arm, {@code e mu1 + (1 - e) mu0}.
     *
     * @param row zero-based row
     * @return the marginal mean
     */
    public double marginal(int row) {
        return propensity[row] * treated[row] + (1 - propensity[row]) * control[row];
    }

    /**
     * The cluster of each row.
     *
     * @return the shared array, or null where rows are independent
     */
    public int @Nullable [] cluster() {
        return cluster;
    }

    /**
     * The weight of each row.
     *
     * @return the shared array, or null where all rows count the same
     */
    public double @Nullable [] weight() {
        return weight;
    }

    /**
     * The doubly robust scores of the average effect.
     *
     * @return the shared array
     */
    public double[] doublyRobust() {
        return doublyRobust;
    }
}
