package assay.distribution;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.util.FastMath;

/**
 * Averages over {@code S = sqrt(chi^2_df / df)}, the ratio of an estimated to a true standard deviation, by composite
 * Gauss-Legendre quadrature. The density is normalised by the same rule, so that no gamma function costs digits at many
 * degrees of freedom.
 */
public final class ChiQuadrature {

    /** Nodes and weights of Gauss-Legendre quadrature with ten points on (-1, 1), the positive half. */
    private static final double[] NODES = {
        0.1488743389816312108848,
        0.4333953941292471907993,
        0.6794095682990244062343,
        0.8650633666889845107321,
        0.9739065285171717200780
    };

    private static final double[] WEIGHTS = {
        0.2955242247147528701739,
        0.2692667193099963550912,
        0.2190863625159820439955,
        0.1494513491505805931458,
        0.0666713443086881375936
    };

    /** The density is below 1e-18 of its peak beyond this many {@code 1 / sqrt(df)} from its mode. */
    private static final double REACH = 9.1;

    /** Panels of a density that is nearly normal, and of one that starts as a power of s. */
    private static final int PANELS = 16;

    private static final int ROOT_PANELS = 24;
    /** From here on the density is close to normal, and below 1e-18 of its peak beyond the short reach. */
    private static final double MANY = 100;

    private static final double SHORT_REACH = 6.8;
    private static final double STEP = 0.6;
    private static final int MOST_PANELS = 4000;

    private ChiQuadrature() {}

    /**
     * The mean of a function of S.
     *
     * @param df degrees of freedom, at least 1
     * @param scale how finely the function moves: it is smooth over steps of 1 / scale, not negative
     * @param function a bounded function
     * @return {@code E f(S)}
     */
    public static double mean(double df, double scale, DoubleUnaryOperator function) {
        return df > MANY ? trapezoid(df, scale, function) : meanBelow(df, scale, Double.POSITIVE_INFINITY, function);
    }

    /**
     * The trapezoidal rule, which converges geometrically for what is smooth and dies out on both sides: here a density close to a
     * normal one of variance {@code 1 / (2 df)}.
     */
    private static double trapezoid(double df, double scale, DoubleUnaryOperator function) {
        double mode = FastMath.sqrt((df - 1) / df);
        double step = STEP / FastMath.sqrt(2 * df + scale * scale);
        int steps = (int) Math.ceil(SHORT_REACH / FastMath.sqrt(df) / step);
        double mass = 0;
        double sum = 0;
        for (int i = -steps; i <= steps; i++) {
            double s = mode + i * step;
            double weight = density(s, mode, df);
            mass += weight;
            sum += weight * function.applyAsDouble(s);
        }
        return sum / mass;
    }

    /**
     * The mean of a function of S that is 0 from some point on.
     *
     * @param df degrees of freedom, at least 1
     * @param scale how finely the function moves before that point, not negative
     * @param end the point, above 0
     * @param function a bounded function
     * @return {@code E f(S) 1(S < end)}
     */
    public static double meanBelow(double df, double scale, double end, DoubleUnaryOperator function) {
        double mode = FastMath.sqrt((df - 1) / df);
        double reach = REACH / FastMath.sqrt(df);
        double low = Math.max(0, mode - reach);
        double high = mode + reach;
        int fewest = low == 0 ? ROOT_PANELS : PANELS;
        double mass = integral(low, high, mode, df, fewest, s -> 1);
        if (end <= low) {
            return 0;
        }
        double last = Math.min(high, end);
        int panels = (int) Math.min(MOST_PANELS, fewest + Math.ceil((last - low) * scale));
        return integral(low, last, mode, df, panels, function) / mass;
    }

    private static double integral(
            double low, double high, double mode, double df, int panels, DoubleUnaryOperator function) {
        // At few degrees of freedom the density starts as a power of s; in the fourth root of s it starts smoothly.
        boolean root = low == 0;
        double length = root ? FastMath.sqrt(FastMath.sqrt(high)) : high - low;
        double half = length / panels / 2;
        double sum = 0;
        for (int panel = 0; panel < panels; panel++) {
            double centre = (2 * panel + 1) * half;
            for (int k = 0; k < NODES.length; k++) {
                for (int side = -1; side <= 1; side += 2) {
                    double w = centre + side * half * NODES[k];
                    double s = root ? w * w * w * w : low + w;
                    double jacobian = root ? 4 * w * w * w : 1;
                    sum += WEIGHTS[k] * jacobian * density(s, mode, df) * function.applyAsDouble(s);
                }
            }
        }
        return sum * half;
    }

    /** The density of S relative to its mode. */
    private static double density(double s, double mode, double df) {
        if (s <= 0) {
            return 0;
        }
        if (mode == 0) {
            return FastMath.exp(-df * s * s / 2);
        }
        double u = s - mode;
        return FastMath.exp((df - 1) * FastMath.log1p(u / mode) - df * u * (mode + u / 2));
    }
}
