package assay.sequential;

import assay.Arguments;
import org.apache.commons.math3.util.FastMath;

/**
 * A boundary that holds for all times and all quantiles at once, stitched over both (Howard and Ramdas 2022, theorem 3): the number of
 * observations at or below the p-quantile stays within it of {@code p t}.
 *
 * @param start m, observations from which it is low, above 0
 * @param mesh delta, how finely quantiles are stitched, above 0
 * @param power s, above 1
 * @param spacing eta, how fast epochs grow, above 1
 */
public record DoubleStitching(double start, double mesh, double power, double spacing) {

    public DoubleStitching {
        Arguments.positive("start", start);
        Arguments.positive("mesh", mesh);
        if (!(power > 1 && spacing > 1)) {
            throw new IllegalArgumentException("power and spacing must be above 1, not " + power + " and " + spacing);
        }
    }

    /**
     * The usual mesh: delta = 0.5, s = 1.4 and eta = 2.
     *
     * @param start m
     * @return the boundary
     */
    public static DoubleStitching standard(double start) {
        return new DoubleStitching(start, 0.5, 1.4, 2);
    }

    /**
     * The boundary.
     *
     * @param p which quantile, in (0, 1)
     * @param t observations
     * @param alpha chance of ever crossing it anywhere, in (0, 1)
     * @return in observations
     */
    public double bound(double p, double t, double alpha) {
        double logit = FastMath.log(Arguments.probability("p", p)) - FastMath.log1p(-p);
        double late = Math.max(t, start);
        double r = p >= 0.5
                ? p
                : Math.min(0.5, 1 / (1 + FastMath.exp(-logit - 2 * mesh * Math.sqrt(spacing * start / late))));
        double variance = r * (1 - r);
        double zeta = Zeta.of(power);
        double level = Math.sqrt(late / start) * Math.abs(logit) / (2 * mesh) + 1;
        double l = power * FastMath.log(FastMath.log(spacing * late / start))
                + power * FastMath.log(level)
                + FastMath.log(2
                        * zeta
                        * (2 * zeta + 1)
                        / (Arguments.probability("alpha", alpha) * FastMath.pow(FastMath.log(spacing), power)));
        double root = Math.sqrt(spacing);
        double k1 = (Math.sqrt(root) + 1 / Math.sqrt(root)) / Math.sqrt(2);
        double k2 = (root + 1) / 2;
        double drift = k2 * (1 - 2 * p) / 3 * l;
        return mesh * Math.sqrt(spacing * variance * late / start)
                + Math.sqrt(k1 * k1 * variance * late * l + drift * drift)
                + drift;
    }
}
