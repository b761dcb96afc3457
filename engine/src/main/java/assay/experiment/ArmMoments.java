package assay.experiment;

import assay.EstimationException;
import assay.Problem;
import assay.TwoArms;

/**
 * Means and sums of squares about them, by arm, in two passes.
 *
 * @param treated rows in the treated arm
 * @param control rows in the control arm
 * @param treatedMean mean outcome of the treated arm
 * @param controlMean mean outcome of the control arm
 * @param treatedSquares sum of squares about the mean in the treated arm
 * @param controlSquares sum of squares about the mean in the control arm
 */
public record ArmMoments(
        int treated,
        int control,
        double treatedMean,
        double controlMean,
        double treatedSquares,
        double controlSquares) {

    /** A standard deviation below this share of the mean is rounding. */
    static final double ROUNDING = 2e-15;

    /**
     * Computes the moments of an outcome.
     *
     * @param arms the arms
     * @param outcome the outcome, a finite value per row
     * @return the moments
     */
    public static ArmMoments of(TwoArms arms, double[] outcome) {
        double[] indicator = arms.indicator();
        int n1 = arms.treated();
        int n0 = arms.control();
        double all0 = 0;
        double all1 = 0;
        double in0 = 0;
        double in1 = 0;
        int n = outcome.length;
        int i = 0;
        for (; i + 1 < n; i += 2) {
            all0 += outcome[i];
            in0 += outcome[i] * indicator[i];
            all1 += outcome[i + 1];
            in1 += outcome[i + 1] * indicator[i + 1];
        }
        if (i < n) {
            all0 += outcome[i];
            in0 += outcome[i] * indicator[i];
        }
        double m1 = (in0 + in1) / n1;
        double m0 = (all0 + all1 - in0 - in1) / n0;
        // Deviations from these means; their own sums then correct both the means and the squares.
        double step = m1 - m0;
        double d0 = 0;
        double d1 = 0;
        double s0 = 0;
        double s1 = 0;
        double t0 = 0;
        double t1 = 0;
        double u0 = 0;
        double u1 = 0;
        for (i = 0; i + 1 < n; i += 2) {
            double a = indicator[i];
            double b = indicator[i + 1];
            double x = outcome[i] - (m0 + a * step);
            double y = outcome[i + 1] - (m0 + b * step);
            double xa = x * a;
            double yb = y * b;
            d0 += x;
            d1 += y;
            t0 += xa;
            t1 += yb;
            s0 += x * x;
            s1 += y * y;
            u0 += x * xa;
            u1 += y * yb;
        }
        if (i < n) {
            double a = indicator[i];
            double x = outcome[i] - (m0 + a * step);
            d0 += x;
            t0 += x * a;
            s0 += x * x;
            u0 += x * x * a;
        }
        double rest1 = t0 + t1;
        double rest0 = d0 + d1 - rest1;
        double squares1 = u0 + u1;
        double squares0 = s0 + s1 - squares1;
        return new ArmMoments(
                n1,
                n0,
                m0 + step + rest1 / n1,
                m0 + rest0 / n0,
                Math.max(0, squares1 - rest1 * rest1 / n1),
                Math.max(0, squares0 - rest0 * rest0 / n0));
    }

    /**
     * The difference in means.
     *
     * @return treated less control
     */
    public double difference() {
        return treatedMean - controlMean;
    }

    /**
     * The variance of the treated mean.
     *
     * @return sample variance over rows
     */
    public double treatedVariance() {
        return treatedSquares / (treated - 1) / treated;
    }

    /**
     * The variance of the control mean.
     *
     * @return sample variance over rows
     */
    public double controlVariance() {
        return controlSquares / (control - 1) / control;
    }

    /**
     * Whether the treated outcomes are equal up to rounding.
     *
     * @return true if there is no variance in the arm
     */
    public boolean constantTreated() {
        return Math.sqrt(treatedSquares / treated) <= ROUNDING * Math.abs(treatedMean);
    }

    /**
     * Whether the control outcomes are equal up to rounding.
     *
     * @return true if there is no variance in the arm
     */
    public boolean constantControl() {
        return Math.sqrt(controlSquares / control) <= ROUNDING * Math.abs(controlMean);
    }

    /**
     * Checks that there is something to infer from.
     *
     * @param column the name of the outcome
     * @return these moments
     * @throws EstimationException if the outcome varies in neither arm, or its squares overflow
     */
    public ArmMoments requireVariation(String column) {
        if (!(treatedSquares + controlSquares < Double.POSITIVE_INFINITY)) {
            throw new EstimationException(
                    Problem.NOT_FINITE,
                    "Squares of outcome '" + column + "' overflow.",
                    "Measure it in a larger unit.");
        }
        if (constantTreated() && constantControl()) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "Outcome '" + column + "' does not vary within either arm, so its standard error would be 0.",
                    "Check the column; a constant cannot show an effect.");
        }
        return this;
    }

    /**
     * Checks that the treated arm varies.
     *
     * @param column the name of the outcome
     * @return these moments
     * @throws EstimationException if the outcome does not vary in the treated arm, or its squares overflow
     */
    public ArmMoments requireTreatedVariation(String column) {
        requireVariation(column);
        if (constantTreated()) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "Outcome '" + column + "' does not vary in the treated arm, so its standard error would be 0.",
                    "Use a method that draws on both arms.");
        }
        return this;
    }
}
