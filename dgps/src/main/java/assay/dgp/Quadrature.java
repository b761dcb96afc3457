package assay.dgp;

import org.apache.commons.math3.analysis.integration.gauss.HermiteRuleFactory;
import org.apache.commons.math3.util.Pair;

/** Gauss-Hermite quadrature over standard normals, by which worlds know their truth. */
final class Quadrature {

    private static final double SQRT2 = 1.4142135623730951;
    private static final double SQRT_PI = 1.772453850905516;

    private Quadrature() {}

    /** What is summed: a point and its probability weight. */
    @FunctionalInterface
    interface Term {
        void at(double x0, double x1, double weight);
    }

    /** Visits the product rule of two independent standard normals; weights sum to 1. */
    static void overNormals(int points, Term term) {
        Pair<double[], double[]> rule = new HermiteRuleFactory().getRule(points);
        double[] nodes = rule.getFirst();
        double[] weights = rule.getSecond();
        for (int i = 0; i < points; i++) {
            for (int j = 0; j < points; j++) {
                term.at(SQRT2 * nodes[i], SQRT2 * nodes[j], weights[i] * weights[j] / (SQRT_PI * SQRT_PI));
            }
        }
    }
}
