package assay.dgp;

import assay.random.Philox;
import java.util.Arrays;

/** Uniforms that decide who is treated: a unit is, if its toss is below its propensity. */
final class Tosses {

    private Tosses() {}

    /** Tosses of a draw. */
    static double[] drawn(Philox random, int size) {
        double[] tosses = new double[size];
        random.uniforms(tosses);
        return tosses;
    }

    /** Tosses of a twin: below every propensity, or above. */
    static double[] forced(int size, int arm) {
        if (arm != 0 && arm != 1) {
            throw new IllegalArgumentException("arm must be 0 or 1, not " + arm);
        }
        double[] tosses = new double[size];
        Arrays.fill(tosses, arm == 1 ? -1 : 2);
        return tosses;
    }

    /** A probability from a floor to one less that floor, by the logistic function. */
    static double between(double z, double floor) {
        return floor + (1 - 2 * floor) * Traits.logistic(z);
    }
}
