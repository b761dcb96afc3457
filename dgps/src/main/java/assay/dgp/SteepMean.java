package assay.dgp;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.integration.gauss.LegendreRuleFactory;
import org.apache.commons.math3.util.FastMath;
import org.apache.commons.math3.util.Pair;

/** Expectations over one standard normal variable of functions that are steep about one or two points. */
final class SteepMean {

    private static final double END = 9.5;
    private static final double PANEL = 0.0625;
    private static final Pair<double[], double[]> RULE = new LegendreRuleFactory().getRule(24);

    private SteepMean() {}

    /** The expectation, by Gauss-Legendre quadrature on panels that are narrow about both points and between them. */
    static double of(DoubleUnaryOperator f, double one, double other) {
        double low = FastMath.max(-END, FastMath.min(END, FastMath.min(one, other)));
        double high = FastMath.max(-END, FastMath.min(END, FastMath.max(one, other)));
        return NormalMean.above(high, f) + NormalMean.above(-low, x -> f.applyAsDouble(-x)) + between(f, low, high);
    }

    private static double between(DoubleUnaryOperator f, double low, double high) {
        int panels = (int) Math.ceil((high - low) / PANEL);
        double[] nodes = RULE.getFirst();
        double[] weights = RULE.getSecond();
        double half = (high - low) / (2 * Math.max(1, panels));
        double sum = 0;
        for (int p = 0; p < panels; p++) {
            for (int i = 0; i < nodes.length; i++) {
                double x = low + half * (2 * p + 1 + nodes[i]);
                sum += half * weights[i] * NormalMean.density(x) * f.applyAsDouble(x);
            }
        }
        return sum;
    }
}
