package assay.switchback;

import assay.Arguments;
import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The effect of treatment kept up for m + 1 periods, from a switchback whose carryover is of order m: what a period's outcome owes
 * to treatment is settled by its own arm and those of the m periods before it.
 *
 * <p>Only windows {@code W_t} of m + 1 periods in one arm are used, each weighted by the chance that it would be so:
 * {@code (T - m)^-1 sum over t > m of (Y_t - g_t) [1{W_t = 1} / P(W_t = 1) - 1{W_t = 0} / P(W_t = 0)]}, with g_t by
 * {@link Centring}. It is unbiased over the tosses whatever the outcomes are: trends, seasons and shocks included (Bojinov,
 * Simchi-Levi and Zhao, Management Science 69, 2023). Of several markets, each with its own tosses, it is the mean.
 *
 * <p>The standard error is the root of an estimated {@link VarianceBound}, on average not below the true variance; with a
 * regression it takes the predictions for given, an error of the order of one over the number of tosses. Inference is normal,
 * by the central limit theorem of dependent tosses. An order below the true one biases the estimate, a higher one only costs
 * windows.
 *
 * @param order order m of the carryover that is allowed for, not negative; in periods
 * @param centring what is taken off the outcomes first
 * @param bound the bound of the variance
 */
public record SwitchbackHorvitzThompson(int order, Centring centring, VarianceBound bound) implements Estimator<Fit> {

    private static final int FEW_TOSSES = 30;

    public SwitchbackHorvitzThompson {
        Arguments.atLeast("order", order, 0);
    }

    /**
     * The usual choice.
     *
     * @param order order m of the carryover
     * @return with centring by regression and the bound about the effect
     */
    public static SwitchbackHorvitzThompson standard(int order) {
        return new SwitchbackHorvitzThompson(order, Centring.REGRESSION, VarianceBound.ABOUT_EFFECT);
    }

    @Override
    public Estimand target() {
        return Estimand.LAG_EFFECT;
    }

    @Override
    public Set<Role> needs() {
        return centring == Centring.FORECAST
                ? Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TIME, Role.BLOCK, Role.COVARIATE)
                : Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TIME, Role.BLOCK);
    }

    @Override
    public Set<Role> reads() {
        return centring == Centring.NONE
                ? Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TIME, Role.BLOCK, Role.CLUSTER, Role.PROPENSITY)
                : Set.of(
                        Role.OUTCOME,
                        Role.ASSIGNMENT,
                        Role.TIME,
                        Role.BLOCK,
                        Role.CLUSTER,
                        Role.PROPENSITY,
                        Role.COVARIATE);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        sample.outcome();
        TwoArms arms = TwoArms.of(sample);
        WindowSums sums = WindowSums.of(sample, arms, order, centring);
        double estimate = sums.estimate();
        List<Caution> cautions = new ArrayList<>();
        double variance = sums.bound(bound);
        VarianceBound used = bound;
        if (!(variance > 0)) {
            used = VarianceBound.SQUARES;
            variance = sums.bound(used);
            cautions.add(Caution.of(
                    "negative-variance",
                    "The bound of the variance was estimated at 0 or below; the sum of squares took its place."));
        }
        if (!(variance > 0)) {
            throw noWindow(sample);
        }
        if (sums.tosses() < FEW_TOSSES) {
            cautions.add(Caution.of(
                    "few-tosses",
                    String.format(
                            Locale.ROOT,
                            "The coin was tossed %d times; a normal interval needs some %d tosses and more.",
                            sums.tosses(),
                            FEW_TOSSES)));
        }
        Glance glance = new Glance(
                "switchback-horvitz-thompson",
                words(used) + " of the variance over the tosses, normal",
                sample.size(),
                arms.treated(),
                arms.control(),
                sample.dropped(),
                sample.has(Role.CLUSTER) ? sums.markets().length : 0,
                Map.of(
                        "tosses", (double) sums.tosses(),
                        "constant_windows", sums.constantShare(),
                        "order", (double) order));
        return new Fit(
                List.of(Estimate.normal(target(), arms.contrast(), estimate, Math.sqrt(variance))), glance, cautions);
    }

    private static String words(VarianceBound bound) {
        return switch (bound) {
            case ABOUT_EFFECT -> "bound U1 about the effect";
            case TIGHT -> "bound U1";
            case SQUARES -> "bound U2";
        };
    }

    private EstimationException noWindow(Sample sample) {
        return new EstimationException(
                Problem.HORIZON_TOO_SHORT,
                "No window of " + (order + 1) + " periods is in one arm by the " + sample.size()
                        + " rows given, or outcomes do not vary in those that are; nothing can be compared.",
                "Toss less often than the carryover lasts, run for longer, or assume less carryover.");
    }
}
