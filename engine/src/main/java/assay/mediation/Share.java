package assay.mediation;

import assay.Arguments;
import assay.Inference;
import assay.Interval;
import assay.distribution.StudentDistribution;
import org.apache.commons.math3.util.FastMath;

/**
 * The part of a total that goes along a path, with inference by Fieller's theorem (Q. J. R. Stat. Soc. B 16, 1954): a share s is
 * in the set unless {@code path - s total} differs from 0. Where the total itself does not differ from 0 at the level asked for,
 * every share is in the set.
 *
 * <p>Paths of opposite signs make shares below 0 and above 1: what one adds another takes away.
 *
 * @param term the path
 * @param path its effect
 * @param total the whole effect
 * @param pathVariance variance of the first
 * @param totalVariance variance of the second
 * @param covariance of the two
 * @param degreesOfFreedom of Student's t
 */
public record Share(
        String term,
        double path,
        double total,
        double pathVariance,
        double totalVariance,
        double covariance,
        double degreesOfFreedom)
        implements Inference {

    /** Below so many standard errors of the total, shares are refused. */
    public static final double LEAST = 2;

    /** Checks that the total differs from 0. */
    public Share {
        Arguments.finite("path", path);
        Arguments.positive("size of the total", Math.abs(total));
        Arguments.positive("variance of the total", totalVariance);
    }

    /**
     * The share.
     *
     * @return path over total; outside [0, 1] where paths have opposite signs
     */
    public double value() {
        return path / total;
    }

    /**
     * The standard error by the delta method.
     *
     * @return not negative
     */
    public double stdError() {
        double s = value();
        return Math.sqrt(Math.max(0, pathVariance - 2 * s * covariance + s * s * totalVariance)) / Math.abs(total);
    }

    @Override
    public Interval interval(double level) {
        double q = StudentDistribution.quantile((1 - Arguments.probability("level", level)) / 2, degreesOfFreedom);
        double g = q * q * totalVariance / (total * total);
        if (!(g < 1)) {
            return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        // Fieller's set written about the point estimate: centre and half-width, g being how far the total is from
        // safe.
        double s = value();
        double centre = (s - g * covariance / totalVariance) / (1 - g);
        double spread = pathVariance
                - 2 * s * covariance
                + s * s * totalVariance
                - g * (pathVariance - covariance * covariance / totalVariance);
        double half = Math.abs(q / total) * Math.sqrt(Math.max(0, spread)) / (1 - g);
        return new Interval(centre - half, centre + half);
    }

    @Override
    public double pValue(double nullValue) {
        double weak = StudentDistribution.twoSided(total / FastMath.sqrt(totalVariance), degreesOfFreedom);
        double t = statistic(nullValue);
        return Double.isNaN(t) ? 1 : Math.max(weak, StudentDistribution.twoSided(t, degreesOfFreedom));
    }

    @Override
    public double statistic(double nullValue) {
        double variance = pathVariance - 2 * nullValue * covariance + nullValue * nullValue * totalVariance;
        return (path - nullValue * total) / Math.sqrt(Math.max(0, variance));
    }
}
