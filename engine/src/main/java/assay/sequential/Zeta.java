package assay.sequential;

import org.apache.commons.math3.util.FastMath;

/** Riemann's zeta function, for the weights of stitched epochs. */
final class Zeta {

    private static final int DIRECT = 20;

    private Zeta() {}

    /** The sum of {@code 1 / k^s} by Euler and Maclaurin, for s above 1. */
    static double of(double s) {
        double sum = 0;
        for (int k = 1; k < DIRECT; k++) {
            sum += FastMath.pow(k, -s);
        }
        double last = FastMath.pow(DIRECT, -s);
        return sum
                + DIRECT * last / (s - 1)
                + last / 2
                + s * last / (12 * DIRECT)
                - s * (s + 1) * (s + 2) * last / (720 * FastMath.pow(DIRECT, 3));
    }
}
