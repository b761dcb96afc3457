package assay.sequential;

import assay.Arguments;
import org.apache.commons.math3.util.FastMath;

/**
 * The stitched boundary of sub-gamma sums, which grows as the law of the iterated logarithm (Howard and others 2021, theorem 1
 * with {@code h(k) = (k + 1)^s zeta(s)}): {@code sqrt(k1^2 v l + k2^2 c^2 l^2) + k2 c l} with {@code l = s log log(eta v / m) +
 * log(zeta(s) / (alpha log^s eta))}.
 *
 * <p>Sub-Gaussian sums with c = 0; sums of deviations bounded above by b, with their variances for v, with {@code c = b / 3};
 * empirical Bernstein with c the length of the range.
 *
 * @param start m, the intrinsic time from which it is meant to be low, above 0; it is constant before
 * @param scale c, at least 0, or below 0 for sums that are lighter than Gaussian
 * @param power s, above 1
 * @param spacing eta, how fast epochs grow, above 1
 */
public record PolynomialStitching(double start, double scale, double power, double spacing) implements UniformBoundary {

    public PolynomialStitching {
        Arguments.positive("start", start);
        Arguments.finite("scale", scale);
        if (!(power > 1 && spacing > 1)) {
            throw new IllegalArgumentException("power and spacing must be above 1, not " + power + " and " + spacing);
        }
    }

    /**
     * The usual epochs: s = 1.4 and eta = 2.
     *
     * @param start m
     * @param scale c
     * @return the boundary
     */
    public static PolynomialStitching standard(double start, double scale) {
        return new PolynomialStitching(start, scale, 1.4, 2);
    }

    @Override
    public double bound(double v, double alpha) {
        double late = Math.max(v, start);
        double l = power * FastMath.log(FastMath.log(spacing * late / start))
                + FastMath.log(Zeta.of(power)
                        / (Arguments.probability("alpha", alpha) * FastMath.pow(FastMath.log(spacing), power)));
        double root = Math.sqrt(spacing);
        double k1 = (Math.sqrt(root) + 1 / Math.sqrt(root)) / Math.sqrt(2);
        double drift = (root + 1) / 2 * scale * l;
        return Math.sqrt(k1 * k1 * late * l + drift * drift) + drift;
    }
}
