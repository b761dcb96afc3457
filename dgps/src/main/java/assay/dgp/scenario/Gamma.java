package assay.dgp.scenario;

import assay.random.Philox;
import org.apache.commons.math3.util.FastMath;

/**
 * Gamma variables of scale 1 by Marsaglia and Tsang (A simple method for generating gamma variables, ACM TOMS 26, 2000); a shape
 * below 1 is raised by 1 and the variable multiplied by a power of a uniform.
 */
final class Gamma {

    private final double shape;
    private final double d;
    private final double c;

    Gamma(double shape) {
        this.shape = shape;
        double raised = shape < 1 ? shape + 1 : shape;
        d = raised - 1.0 / 3;
        c = 1 / FastMath.sqrt(9 * d);
    }

    double draw(Philox random) {
        double boost = shape < 1 ? FastMath.pow(random.nextDouble(), 1 / shape) : 1;
        while (true) {
            double x = random.nextGaussian();
            double root = 1 + c * x;
            if (root <= 0) {
                continue;
            }
            double v = root * root * root;
            double u = random.nextDouble();
            double square = x * x;
            if (u < 1 - 0.0331 * square * square || FastMath.log(u) < 0.5 * square + d * (1 - v + FastMath.log(v))) {
                return boost * d * v;
            }
        }
    }
}
