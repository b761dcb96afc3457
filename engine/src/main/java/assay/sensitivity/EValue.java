package assay.sensitivity;

import assay.Arguments;
import assay.Interval;
import java.util.Optional;
import org.apache.commons.math3.util.FastMath;

/**
 * The E-value: how strongly a hidden confounder must be associated with both the treatment and the outcome, on the scale of
 * the risk ratio and beside the covariates, to explain an association away: {@code RR + sqrt(RR (RR - 1))}, of the inverse
 * where RR is below 1 (VanderWeele and Ding, Annals of Internal Medicine 167, 2017, doi:10.7326/M16-2607).
 *
 * @param riskRatio the risk ratio, or what the estimate is worth on that scale
 * @param point the E-value of the estimate, at least 1
 * @param interval risk ratios of the ends of the interval, empty if none was given
 * @param limit the E-value of the end of the interval that is nearer to 1; 1 where the interval holds 1; empty without interval
 */
public record EValue(double riskRatio, double point, Optional<Interval> interval, Optional<Double> limit) {

    /** The E-value of a risk ratio. */
    private static double of(double ratio) {
        double above = ratio < 1 ? 1 / ratio : ratio;
        return above + FastMath.sqrt(above * (above - 1));
    }

    /**
     * Of a risk ratio.
     *
     * @param ratio the ratio, above 0
     * @return its E-value
     */
    public static EValue ofRiskRatio(double ratio) {
        Arguments.positive("risk ratio", ratio);
        return new EValue(ratio, of(ratio), Optional.empty(), Optional.empty());
    }

    /**
     * Of a risk ratio with its interval.
     *
     * @param ratio the ratio, above 0
     * @param interval its interval, ends above 0
     * @return its E-value and that of the limit
     * @throws IllegalArgumentException if the interval does not hold the ratio
     */
    public static EValue ofRiskRatio(double ratio, Interval interval) {
        Arguments.positive("risk ratio", ratio);
        Arguments.positive("lower end of the risk ratio", interval.lower());
        if (!interval.contains(ratio)) {
            throw new IllegalArgumentException("the interval [" + interval.lower() + ", " + interval.upper()
                    + "] does not hold the ratio " + ratio);
        }
        double nearer = ratio < 1 ? interval.upper() : interval.lower();
        double limit = interval.contains(1) ? 1 : of(nearer);
        return new EValue(ratio, of(ratio), Optional.of(interval), Optional.of(limit));
    }

    /**
     * Of an odds ratio.
     *
     * @param ratio the ratio, above 0
     * @param interval its interval
     * @param outcome how common the outcome is: the odds ratio of a rare one is close to the risk ratio, that of a common one
     *     close to its square
     * @return its E-value
     */
    public static EValue ofOddsRatio(double ratio, Interval interval, Prevalence outcome) {
        Arguments.positive("odds ratio", ratio);
        return ofRiskRatio(outcome.ofOdds(ratio), mapped(interval, outcome::ofOdds));
    }

    /**
     * Of a hazard ratio.
     *
     * @param ratio the ratio, above 0
     * @param interval its interval
     * @param outcome how common the outcome is at the end of follow-up: for a common one, {@code (1 - 0.5^sqrt(HR)) / (1 -
     *     0.5^sqrt(1 / HR))}
     * @return its E-value
     */
    public static EValue ofHazardRatio(double ratio, Interval interval, Prevalence outcome) {
        Arguments.positive("hazard ratio", ratio);
        return ofRiskRatio(outcome.ofHazards(ratio), mapped(interval, outcome::ofHazards));
    }

    /**
     * Of a difference in means, in standard deviations d of the outcome: {@code RR = exp(0.91 d)}, with ends {@code exp(0.91 d
     * -+ 1.78 s)} at 95 %.
     *
     * @param d standardised difference
     * @param stdError its standard error s, above 0
     * @return its E-value
     */
    public static EValue ofStandardizedDifference(double d, double stdError) {
        Arguments.finite("standardised difference", d);
        Arguments.positive("standard error", stdError);
        return ofRiskRatio(
                FastMath.exp(0.91 * d),
                new Interval(FastMath.exp(0.91 * d - 1.78 * stdError), FastMath.exp(0.91 * d + 1.78 * stdError)));
    }

    private interface Scale {
        double of(double ratio);
    }

    private static Interval mapped(Interval interval, Scale scale) {
        Arguments.positive("lower end of the ratio", interval.lower());
        return new Interval(scale.of(interval.lower()), scale.of(interval.upper()));
    }

    /** How common an outcome is. */
    public enum Prevalence {
        /** Below 15 % in both arms: odds and hazard ratios are close to risk ratios. */
        RARE {
            @Override
            double ofOdds(double ratio) {
                return ratio;
            }

            @Override
            double ofHazards(double ratio) {
                return ratio;
            }
        },
        /** More common: ratios are brought to the scale of risks by approximation. */
        COMMON {
            @Override
            double ofOdds(double ratio) {
                return FastMath.sqrt(ratio);
            }

            @Override
            double ofHazards(double ratio) {
                return (1 - FastMath.pow(0.5, FastMath.sqrt(ratio)))
                        / (1 - FastMath.pow(0.5, FastMath.sqrt(1 / ratio)));
            }
        };

        abstract double ofOdds(double ratio);

        abstract double ofHazards(double ratio);
    }
}
