package assay.forest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The slope of the outcome on a treatment, with an instrument or by ordinary least squares. Moments: weight, treatment,
 * instrument, outcome, instrument times treatment, instrument times outcome; in ordinary least squares the instrument is the
 * treatment.
 */
record EffectSolver() implements Solver {

    /** A covariance below this share of the products that it is made of is rounding. */
    static final double NEGLIGIBLE = 1e-10;

    @Override
    public int moments() {
        return 6;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public boolean solve(double[] mean, double[] value, double @Nullable [][] influence) {
        double weight = mean[0];
        double w = mean[1];
        double z = mean[2];
        double y = mean[3];
        double below = mean[4] * weight - w * z;
        if (!(weight > 0) || !(Math.abs(below) > NEGLIGIBLE * Math.abs(mean[4] * weight))) {
            return false;
        }
        double slope = (mean[5] * weight - y * z) / below;
        value[0] = slope;
        if (influence != null) {
            double level = (y - slope * w) / weight;
            double[] c = influence[0];
            Arrays.fill(c, 0);
            c[0] = z * level / below;
            c[1] = z * slope / below;
            c[2] = -weight * level / below;
            c[3] = -z / below;
            c[4] = -weight * slope / below;
            c[5] = weight / below;
        }
        return true;
    }
}
