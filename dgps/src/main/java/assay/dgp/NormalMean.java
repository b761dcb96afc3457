package assay.dgp;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.integration.gauss.LegendreRuleFactory;
import org.apache.commons.math3.util.FastMath;
import org.apache.commons.math3.util.Pair;

/** Expectations over one standard normal variable. */
final class NormalMean {

    private static final double END = 9.5;
    private static final int NODES_PER_UNIT = 4;
    private static final double[] NODES = new double[2 * (int) (END * NODES_PER_UNIT) + 1];
    private static final double[] WEIGHTS = new double[NODES.length];
    private static final Pair<double[], double[]> PANEL = new LegendreRuleFactory().getRule(24);
    private static final double FIRST_PANEL = 0.0625;
    private static final double WIDEST_PANEL = 0.5;
    private static final double SQRT_2PI = 2.5066282746310002;

    static {
        for (int i = 0; i < NODES.length; i++) {
            NODES[i] = -END + i / (double) NODES_PER_UNIT;
            WEIGHTS[i] = density(NODES[i]) / NODES_PER_UNIT;
        }
    }

    private NormalMean() {}

    /** The density of the standard normal distribution. */
    static double density(double z) {
        return FastMath.exp(-z * z / 2) / SQRT_2PI;
    }

    /**
     * The expectation of an analytic function, by the trapezoidal rule: its error is of order {@code exp(-8 pi a)} where the
     * function has no pole within a of the real line (Trefethen and Weideman, SIAM Review 56, 2014, section 5).
     */
    static double of(DoubleUnaryOperator f) {
        double sum = 0;
        for (int i = 0; i < NODES.length; i++) {
            sum += WEIGHTS[i] * f.applyAsDouble(NODES[i]);
        }
        return sum;
    }

    /**
     * The part of an expectation that lies above a point where the function has a kink, by Gauss-Legendre quadrature on panels
     * that are narrow next to that point.
     */
    static double above(double from, DoubleUnaryOperator f) {
        double[] nodes = PANEL.getFirst();
        double[] weights = PANEL.getSecond();
        double sum = 0;
        double low = Math.max(from, -END);
        double width = FIRST_PANEL;
        while (low < END) {
            double half = Math.min(width, END - low) / 2;
            for (int i = 0; i < nodes.length; i++) {
                double z = low + half * (1 + nodes[i]);
                sum += half * weights[i] * density(z) * f.applyAsDouble(z);
            }
            low += width;
            width = Math.min(2 * width, WIDEST_PANEL);
        }
        return sum;
    }
}
