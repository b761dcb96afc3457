package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * An advertising experiment: a share of the users may be shown an ad, and those who browse much, who buy more anyway, are
 * the ones who come across it.
 *
 * <p>{@code x ~ N(0, 1)} is activity; without the ad a user converts with probability {@code logistic(intercept + 0.8
 * x)}; a user comes across the ad with probability {@code logistic(-0.4 + 1.2 x)}, and is shown it if eligible; the ad adds
 * {@code effect} to the probability, which stays in [0, 1]. Eligibility is the assignment and the impression the treatment
 * received: non-compliance is one-sided.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size users, at least 8
 * @param effect what an impression adds to the probability of conversion, in [-1, 1]
 * @param intercept log odds of conversion of a user of average activity
 * @param eligibleShare share of the users who may be shown the ad, in (0, 1)
 * @param log whether ghost ads are logged, in the covariate {@code would_show}
 */
public record GhostAds(int size, double effect, double intercept, double eligibleShare, GhostLog log) implements Twins {

    private static final double ACTIVITY = 0.8;
    private static final double REACH = -0.4;
    private static final double TARGETING = 1.2;

    public GhostAds {
        Arguments.atLeast("size", size, 8);
        if (!(effect >= -1 && effect <= 1)) {
            throw new IllegalArgumentException("effect must be in [-1, 1], not " + effect);
        }
        Arguments.finite("intercept", intercept);
        Arguments.probability("eligibleShare", eligibleShare);
    }

    /**
     * About 5 % convert, an impression adds 1.5 points, half of the users are eligible, ghost ads are not logged.
     *
     * @param size users
     * @return the world
     */
    public static GhostAds standard(int size) {
        return new GhostAds(size, 0.015, -3.2, 0.5, GhostLog.NONE);
    }

    @Override
    public String name() {
        return "ghost-ads";
    }

    @Override
    public Draw draw(Streams streams) {
        return run(streams, Tosses.drawn(streams.assignment(), size));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Tosses.forced(size, arm)).observed();
    }

    private Draw run(Streams streams, double[] eligible) {
        Philox traits = streams.covariates();
        double[] x = new double[size];
        traits.normals(x);
        double[] reached = new double[size];
        traits.uniforms(reached);
        double[] y = new double[size];
        streams.noise().uniforms(y);
        double[] shown = new double[size];
        double[] baseline = new double[size];
        double[] effects = new double[size];
        double[] spread = new double[size];
        for (int i = 0; i < size; i++) {
            eligible[i] = eligible[i] < eligibleShare ? 1 : 0;
            reached[i] = reached[i] < reach(x[i]) ? 1 : 0;
            shown[i] = eligible[i] * reached[i];
            baseline[i] = base(x[i]);
            effects[i] = reached[i] * (with(x[i]) - baseline[i]);
            double p = baseline[i] + eligible[i] * effects[i];
            spread[i] = Traits.coinSd(p);
            y[i] = y[i] < p ? 1 : 0;
        }
        Sample.Builder observed = Sample.builder()
                .outcome("converted", y)
                .assignment("eligible", eligible)
                .add(Role.TREATMENT, "shown", shown)
                .covariate("activity", x);
        if (log == GhostLog.LOGGED) {
            observed.covariate("would_show", reached);
        }
        double[] propensity = new double[size];
        Arrays.fill(propensity, eligibleShare);
        double itt = itt();
        double exposure = exposureRate();
        GroundTruth truth = new GroundTruth(
                Map.of(Estimand.ITT, itt, Estimand.LATE, itt / exposure, Estimand.COMPLIANCE, exposure),
                new UnitTruth(baseline, effects, propensity, Noise.of(spread)));
        return new Draw(observed.build(), truth.withNull(effect == 0));
    }

    private double base(double x) {
        return Traits.logistic(intercept + ACTIVITY * x);
    }

    private double with(double x) {
        return FastMath.max(0, FastMath.min(1, base(x) + effect));
    }

    private static double reach(double x) {
        return Traits.logistic(REACH + TARGETING * x);
    }

    /**
     * The effect of eligibility, {@code E[r(X) (p1(X) - p0(X))]}.
     *
     * @return by quadrature
     */
    public double itt() {
        return effect == 0 ? 0 : NormalMean.of(x -> reach(x) * (with(x) - base(x)));
    }

    /**
     * The share of eligible users who are shown the ad, {@code E[r(X)]}.
     *
     * @return by quadrature
     */
    public double exposureRate() {
        return NormalMean.of(GhostAds::reach);
    }

    /**
     * The share of users who convert without any ad, {@code E[p0(X)]}.
     *
     * @return by quadrature
     */
    public double baseRate() {
        return NormalMean.of(this::base);
    }

    /**
     * What attribution credits the ad with: the conversion rate of those who were shown it.
     *
     * @return by quadrature
     */
    public double attribution() {
        return NormalMean.of(x -> reach(x) * with(x)) / exposureRate();
    }

    /**
     * The conversion rate of those who were shown the ad less that of all others, eligible or not.
     *
     * @return by quadrature
     */
    public double exposedLessUnexposed() {
        double hidden = NormalMean.of(x -> (1 - eligibleShare * reach(x)) * base(x));
        return attribution() - hidden / (1 - eligibleShare * exposureRate());
    }

    @Override
    public GhostAds withEffect(double changed) {
        return new GhostAds(size, changed, intercept, eligibleShare, log);
    }

    @Override
    public GhostAds withSize(int changed) {
        return new GhostAds(changed, effect, intercept, eligibleShare, log);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Ghost ads",
                List.of(
                        "X \\sim N(0, 1), \\quad Z \\sim \\mathrm{Bernoulli}(q), \\quad \\sigma(z) = \\frac{1}{1 + e^{-z}}",
                        "R \\sim \\mathrm{Bernoulli}(\\sigma(-0.4 + 1.2 X)), \\quad D = Z R",
                        "Y \\sim \\mathrm{Bernoulli}(\\sigma(a + 0.8 X) + \\tau D)"),
                List.of(
                        new WorldCard.Knob("size", "users, at least 8"),
                        new WorldCard.Knob(
                                "effect", "what an impression adds to the probability of conversion: tau, in [-1, 1]"),
                        new WorldCard.Knob("intercept", "log odds a of conversion of a user of average activity"),
                        new WorldCard.Knob("eligibleShare", "share q of the users who may be shown the ad, in (0, 1)"),
                        new WorldCard.Knob(
                                "log", "logged if the sample says who would have been shown the ad, R, in both arms")),
                Dag.of("X -> R; Z, R -> D -> Y; X -> Y"),
                "The effect on those who come across the ad is a knob; the effect of eligibility, the rate of exposure, and "
                        + "what attribution would claim follow by quadrature over activity.",
                "Johnson, Lewis and Nubbemeyer (J. Marketing Research 54, 2017), doi:10.1509/jmr.15.0297.");
    }
}
