package assay.dgp;

import assay.random.Philox;
import org.apache.commons.math3.util.FastMath;

/** Numbers of users, whole and gamma distributed but for the rounding. */
final class CellSizes {

    private CellSizes() {}

    /** Draws from a gamma distribution of that mean and coefficient of variation, rounded, none below the fewest. */
    static int[] draw(Philox random, int count, double mean, double cv, int fewest) {
        int[] sizes = new int[count];
        double shape = cv > 0 ? 1 / (cv * cv) : 0;
        for (int i = 0; i < count; i++) {
            double size = cv > 0 ? mean / shape * gamma(random, shape) : mean;
            sizes[i] = (int) Math.max(fewest, Math.rint(size));
        }
        return sizes;
    }

    /** Marsaglia and Tsang (ACM Trans. Math. Software 26, 2000); a shape below 1 is one of a higher shape, shrunk. */
    private static double gamma(Philox random, double shape) {
        if (shape < 1) {
            double u = random.nextDouble();
            return gamma(random, shape + 1) * FastMath.exp(FastMath.log(u) / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / (3 * FastMath.sqrt(d));
        while (true) {
            double x = random.nextGaussian();
            double v = 1 + c * x;
            if (v > 0) {
                double cube = v * v * v;
                if (FastMath.log(random.nextDouble()) < 0.5 * x * x + d - d * cube + d * FastMath.log(cube)) {
                    return d * cube;
                }
            }
        }
    }
}
