package assay.transport;

import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.util.FastMath;

/**
 * What an effect comes down (or up) to in the long run, if its departure from that halves in equal times: the asymptote a of
 * {@code a + b exp(-rate k)} over the periods k since exposure, by minimum distance with the covariance of the effects clustered by
 * unit. The standard error is that of minimum distance with the rate estimated, inference normal.
 *
 * <p>Extrapolation is an assumption about the shape. It is made only where the data support it, and refused otherwise: the effect must
 * change with time (slope, at 5 %), a straight line without asymptote must fit worse (distance larger by 3.84), the half-life must be
 * no longer than the periods that were seen, and the shape must
 * fit (chi-squared at 0.1 %).
 *
 * <p>The estimand is the effect in a population of periods long after exposure. Source: Hohnhold, O'Brien and Tang, KDD 2015,
 * doi:10.1145/2783258.2788583, for exponential learning; Rothenberg (1973) for minimum distance.
 */
public record LongRunEffect() implements Estimator<Fit> {

    private static final int FEWEST = 5;
    private static final double SIZE = 0.05;
    private static final double FIT = 0.001;
    private static final double CHI_SQUARED_95 = 3.841458820694124;
    /** Half-lives in shares of the time that was seen: as good as a straight line, and gone within a tenth of a period. */
    private static final double STRAIGHT = 50;

    /**
     * The method.
     *
     * @return it has no options
     */
    public static LongRunEffect standard() {
        return new LongRunEffect();
    }

    @Override
    public Estimand target() {
        return Estimand.TARGET_ATE;
    }

    @Override
    public Set<Role> needs() {
        return ExposurePanel.NEEDS;
    }

    /**
     * Extrapolates the effect.
     *
     * @param sample outcome, assignment, unit, and numeric time of each row, from assignment on
     * @param random not used
     * @return the long-run effect
     * @throws EstimationException with {@link Problem#NOT_IDENTIFIED} if the data do not support an asymptote, or as {@link
     *     DynamicEffects#estimate}
     */
    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        ExposurePanel panel = ExposurePanel.of(sample);
        Estimate trend = DynamicEffects.estimate(panel, Estimand.COEFFICIENT, "trend", panel.slope());
        requireChange(panel, trend);
        double[][] weights = ExponentialDecay.inverse(panel.covariance());
        if (weights == null) {
            throw new EstimationException(
                    Problem.TOO_FEW_CLUSTERS,
                    panel.rows.length + " units are too few to tell how the effects of " + panel.periods.length
                            + " periods vary together.",
                    "Merge periods, such as days to weeks, or collect more units.");
        }
        double[] k = panel.periods;
        double seen = k[k.length - 1] - k[0];
        double least = k[1] - k[0];
        double log2 = FastMath.log(2);
        double slow = log2 / (STRAIGHT * seen);
        double fast = 10 * log2 / least;
        ExponentialDecay decay = ExponentialDecay.fit(k, panel.effects, weights, slow, fast);
        requireShape(panel, decay, ExponentialDecay.at(k, panel.effects, weights, slow), seen);
        Map<String, Double> diagnostics = new TreeMap<>();
        diagnostics.put("half_life", log2 / decay.rate);
        diagnostics.put("first_departure", decay.departure);
        diagnostics.put("distance", decay.distance);
        diagnostics.put("trend_p_value", trend.inference().pValue(0));
        return new Fit(
                List.of(Estimate.normal(
                        Estimand.TARGET_ATE,
                        panel.arms.contrast(),
                        decay.asymptote,
                        Math.sqrt(decay.asymptoteVariance))),
                new Glance(
                        "long-run-effect",
                        "minimum distance with the covariance clustered by unit, normal",
                        sample.size(),
                        panel.arms.treated(),
                        panel.arms.control(),
                        sample.dropped(),
                        panel.rows.length,
                        diagnostics),
                List.of());
    }

    private static void requireChange(ExposurePanel panel, Estimate trend) {
        if (panel.periods.length < FEWEST) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    panel.periods.length
                            + " periods since exposure cannot tell where an effect that changes comes to rest.",
                    "See the units for " + FEWEST + " periods or more, or report the effect of the last period.");
        }
        if (!(trend.inference().pValue(0) < SIZE)) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    String.format(
                            Locale.ROOT,
                            "The effect does not change with the time since exposure as far as these data tell (p = %.2g): an"
                                    + " asymptote beside its mean is not supported.",
                            trend.inference().pValue(0)),
                    "Report the mean effect over the periods (dynamic-effects).");
        }
    }

    private static void requireShape(
            ExposurePanel panel, ExponentialDecay decay, ExponentialDecay straight, double seen) {
        double halfLife = FastMath.log(2) / decay.rate;
        if (straight.distance - decay.distance < CHI_SQUARED_95 || halfLife > seen) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    String.format(
                            Locale.ROOT,
                            "The effect changes, and nothing tells where to: a straight line fits nearly as well as an approach to"
                                    + " an asymptote (distance %.3g, and %.3g with a half-life of %.3g over %.3g observed).",
                            straight.distance,
                            decay.distance,
                            halfLife,
                            seen),
                    "Run longer, or report the effects of the periods and no long-run effect.");
        }
        double df = panel.periods.length - 3.0;
        double p = Gamma.regularizedGammaQ(df / 2, decay.distance / 2);
        if (p < FIT) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    String.format(
                            Locale.ROOT,
                            "An exponential approach to an asymptote does not fit the effects of the periods (chi-squared %.3g of"
                                    + " %.0f degrees of freedom, p = %.2g).",
                            decay.distance,
                            df,
                            p),
                    "Look at the effects by period (dynamic-effects): something else than wear happens, such as weekdays.");
        }
    }
}
