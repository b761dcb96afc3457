package assay.experiment;

import assay.Arguments;
import assay.Caution;
import assay.Inference;
import assay.Interval;
import assay.distribution.StudentDistribution;
import java.util.Locale;
import java.util.Optional;

/**
 * Inference about the ratio of the effects of an instrument on outcome and treatment: the t-test of {@code g_y - b0 g_d = 0},
 * {@code (g_y - b0 g_d)^2 <= q^2 (v_yy - 2 b0 v_yd + b0^2 v_dd)}, whose solutions are an interval, all but an interval, or the
 * whole line.
 *
 * @param outcome effect g_y of the instrument on the outcome
 * @param treatment effect g_d of the instrument on the treatment
 * @param outcomeVariance its variance v_yy
 * @param covariance covariance v_yd of the two
 * @param treatmentVariance variance v_dd of the second
 * @param degreesOfFreedom of the t distribution
 */
record AndersonRubinInference(
        double outcome,
        double treatment,
        double outcomeVariance,
        double covariance,
        double treatmentVariance,
        double degreesOfFreedom)
        implements Inference {

    AndersonRubinInference {
        Arguments.positive("variance of the effect on the outcome", outcomeVariance);
        Arguments.positive("degrees of freedom", degreesOfFreedom);
    }

    /** The shape of a set, and the two ends that it has, if any. */
    private record Shape(Kind kind, double low, double high) {}

    private enum Kind {
        INTERVAL,
        ALL_BUT_AN_INTERVAL,
        WHOLE_LINE
    }

    private Shape shape(double level) {
        double q = StudentDistribution.quantile((1 - Arguments.probability("level", level)) / 2, degreesOfFreedom);
        double a = treatment * treatment - q * q * treatmentVariance;
        double b = outcome * treatment - q * q * covariance;
        double c = outcome * outcome - q * q * outcomeVariance;
        double discriminant = b * b - a * c;
        if (!(discriminant > 0) || a == 0) {
            // Of an interval the estimate itself is a point, so that rounding alone can bring its two ends together.
            return a > 0
                    ? new Shape(Kind.INTERVAL, b / a, b / a)
                    : new Shape(Kind.WHOLE_LINE, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        // The root that does not cancel, and the other from the product of the two.
        double far = b + Math.copySign(Math.sqrt(discriminant), b);
        double one = far / a;
        double other = c / far;
        return new Shape(a > 0 ? Kind.INTERVAL : Kind.ALL_BUT_AN_INTERVAL, Math.min(one, other), Math.max(one, other));
    }

    @Override
    public Interval interval(double level) {
        Shape shape = shape(level);
        return shape.kind == Kind.INTERVAL
                ? new Interval(shape.low, shape.high)
                : new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    @Override
    public double statistic(double nullValue) {
        double variance = outcomeVariance - 2 * nullValue * covariance + nullValue * nullValue * treatmentVariance;
        return (outcome - nullValue * treatment) / Math.sqrt(variance);
    }

    @Override
    public double pValue(double nullValue) {
        return StudentDistribution.twoSided(statistic(nullValue), degreesOfFreedom);
    }

    /** What to know of a set that is no interval. */
    Optional<Caution> caution(double level) {
        Shape shape = shape(level);
        return switch (shape.kind) {
            case INTERVAL -> Optional.empty();
            case ALL_BUT_AN_INTERVAL ->
                Optional.of(Caution.of(
                        "unbounded-set",
                        String.format(
                                Locale.ROOT,
                                "The %.0f %% Anderson-Rubin set is everything but (%.4g, %.4g): the instrument is too weak"
                                        + " for an interval.",
                                100 * level,
                                shape.low,
                                shape.high)));
            case WHOLE_LINE ->
                Optional.of(Caution.of(
                        "unbounded-set",
                        String.format(
                                Locale.ROOT,
                                "The %.0f %% Anderson-Rubin set is the whole line: these data cannot tell any effect from"
                                        + " any other.",
                                100 * level)));
        };
    }
}
