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
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.util.FastMath;

/**
 * An advertising campaign with a held-out arm, whose targeting sees what the advertiser does not: who is about to buy.
 *
 * <p>{@code x ~ N(0, 1)} is intent; without the advertisement a user converts with probability {@code p0 = logistic(intercept +
 * activity x)}, and comes across it with probability {@code logistic(reach + targeting x)}. Of those who come across it, the
 * assigned are exposed, and of the others a share {@code leak}, by another way: 0 makes non-compliance one-sided, and near 1
 * assignment hardly matters. Exposure persuades: it makes a share {@code effect} of those convert who would not have (where
 * negative, it puts off that share of those who would have), as in DellaVigna and Kaplan's persuasion rate. On those who do not
 * come across it the effect would be {@code elsewhere} times that. Each conversion is worth a basket, each exposure costs.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size users, at least 8
 * @param effect share of the users who would not have converted that an exposure persuades, in [-1, 1]
 * @param elsewhere the same among those who do not come across the advertisement, as a multiple of effect; their product in
 *     [-1, 1]
 * @param intercept log odds of conversion of a user of average intent
 * @param activity by how much intent moves the log odds of conversion
 * @param reach log odds of coming across the advertisement of a user of average intent
 * @param targeting by how much intent moves the log odds of coming across the advertisement
 * @param leak share of the unassigned who come across the advertisement and are exposed, in [0, 1)
 * @param assignedShare share of the users who are assigned to the advertisement, in (0, 1)
 * @param log which users are marked
 * @param missed share of the users to be marked who are not: by a prediction in both arms, by a log of ghost ads in the control
 *     arm only; in [0, 1)
 */
public record AdExposure(
        int size,
        double effect,
        double elsewhere,
        double intercept,
        double activity,
        double reach,
        double targeting,
        double leak,
        double assignedShare,
        AdLog log,
        double missed)
        implements Twins {

    /** Share of those who do not come across the advertisement who are predicted to. */
    private static final double FALSE_ALARMS = 0.1;
    /** Up to this slope the trapezoidal rule is exact to rounding for a logistic function. */
    private static final double GENTLE = 2;
    /** What a conversion is worth, on average. */
    private static final double BASKET = 40;

    private static final double BASKET_SD = 0.5;
    /** What an exposure costs, on average. */
    private static final double PRICE = 1;

    public AdExposure {
        Arguments.atLeast("size", size, 8);
        share("effect", effect, -1, 1);
        Arguments.finite("elsewhere", elsewhere);
        share("effect times elsewhere", effect * elsewhere, -1, 1);
        Arguments.finite("intercept", intercept);
        Arguments.finite("activity", activity);
        Arguments.finite("reach", reach);
        Arguments.finite("targeting", targeting);
        below("leak", leak);
        Arguments.probability("assignedShare", assignedShare);
        below("missed", missed);
    }

    private static void share(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + " must be in [" + least + ", " + most + "], not " + value);
        }
    }

    private static void below(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1), not " + value);
        }
    }

    /**
     * About 14 % convert and 42 % come across the advertisement, which persuades 5 %; half are assigned, nobody else is exposed.
     *
     * @param size users
     * @return the world
     */
    public static AdExposure standard(int size) {
        return new AdExposure(size, 0.05, 1, -2, 0.8, -0.4, 1.2, 0, 0.5, AdLog.GHOST_ADS, 0);
    }

    /**
     * An advertisement on searches for the brand, which those make who are about to buy: intent decides both, and almost all who
     * search find the brand without it.
     *
     * @param size users
     * @param leak share of the unassigned searchers who are exposed
     * @return the world
     */
    public static AdExposure brandSearch(int size, double leak) {
        return new AdExposure(size, 0.3, 1, 0, 20, 0, 20, leak, 0.5, AdLog.NONE, 0);
    }

    /**
     * The same world with other marks.
     *
     * @param changed which users are marked
     * @param share share of them who are missed
     * @return the changed world
     */
    public AdExposure withLog(AdLog changed, double share) {
        return new AdExposure(
                size, effect, elsewhere, intercept, activity, reach, targeting, leak, assignedShare, changed, share);
    }

    /**
     * The same world with another share of exposed in the control arm.
     *
     * @param changed the leak
     * @return the changed world
     */
    public AdExposure withLeak(double changed) {
        return new AdExposure(
                size, effect, elsewhere, intercept, activity, reach, targeting, changed, assignedShare, log, missed);
    }

    /**
     * The same world with another reach.
     *
     * @param changed log odds of coming across the advertisement
     * @return the changed world
     */
    public AdExposure withReach(double changed) {
        return new AdExposure(
                size, effect, elsewhere, intercept, activity, changed, targeting, leak, assignedShare, log, missed);
    }

    /**
     * The same world with another effect on those who do not come across the advertisement.
     *
     * @param changed a multiple of the effect
     * @return the changed world
     */
    public AdExposure withElsewhere(double changed) {
        return new AdExposure(
                size, effect, changed, intercept, activity, reach, targeting, leak, assignedShare, log, missed);
    }

    @Override
    public String name() {
        return "ad-exposure";
    }

    @Override
    public Draw draw(Streams streams) {
        return run(streams, Tosses.drawn(streams.assignment(), size));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Tosses.forced(size, arm)).observed();
    }

    private Draw run(Streams streams, double[] assigned) {
        Philox traits = streams.covariates();
        double[] x = new double[size];
        traits.normals(x);
        double[] reached = uniforms(traits);
        double[] leaked = uniforms(traits);
        double[] marked = uniforms(traits);
        Philox noise = streams.noise();
        double[] y = uniforms(noise);
        double[] revenue = new double[size];
        noise.normals(revenue);
        double[] cost = uniforms(noise);
        double[] exposed = new double[size];
        double[] baseline = new double[size];
        double[] effects = new double[size];
        double[] spread = new double[size];
        for (int i = 0; i < size; i++) {
            double z = assigned[i] < assignedShare ? 1 : 0;
            double r = reached[i] < reach(x[i]) ? 1 : 0;
            double always = r == 1 && leaked[i] < leak ? 1 : 0;
            assigned[i] = z;
            exposed[i] = z == 1 ? r : always;
            double p0 = base(x[i]);
            double change = persuaded(effect, p0);
            baseline[i] = p0 + always * change;
            effects[i] = (r - always) * change;
            double p = p0 + exposed[i] * change;
            spread[i] = Traits.coinSd(p);
            y[i] = y[i] < p ? 1 : 0;
            revenue[i] = y[i] * BASKET * FastMath.exp(BASKET_SD * revenue[i] - BASKET_SD * BASKET_SD / 2);
            cost[i] = -exposed[i] * PRICE * FastMath.log1p(-cost[i]);
            marked[i] = marked(r, z, marked[i]);
        }
        Sample.Builder observed = Sample.builder()
                .outcome("converted", y)
                .assignment("assigned", assigned)
                .add(Role.TREATMENT, "exposed", exposed)
                .add(Role.NUMERATOR, "revenue", revenue)
                .add(Role.DENOMINATOR, "cost", cost);
        if (log != AdLog.NONE) {
            observed.add(Role.STRATUM, log == AdLog.GHOST_ADS ? "would_show" : "predicted", marked);
        }
        double[] propensity = new double[size];
        Arrays.fill(propensity, assignedShare);
        double compliance = (1 - leak) * reached();
        double late = late();
        double itt = compliance * late;
        GroundTruth truth = new GroundTruth(
                Map.of(
                        Estimand.ITT, itt,
                        Estimand.LATE, late,
                        Estimand.COMPLIANCE, compliance,
                        Estimand.ATE, averageEffect(),
                        Estimand.RATIO, BASKET * late / PRICE),
                new UnitTruth(baseline, effects, propensity, Noise.of(spread)));
        return new Draw(observed.build(), truth.withNull(effect == 0));
    }

    private double[] uniforms(Philox random) {
        double[] values = new double[size];
        random.uniforms(values);
        return values;
    }

    private double marked(double r, double z, double uniform) {
        if (log == AdLog.PREDICTED) {
            return uniform < (r == 1 ? 1 - missed : FALSE_ALARMS) ? 1 : 0;
        }
        return r == 1 && (z == 1 || uniform >= missed) ? 1 : 0;
    }

    /** By how much a share of the persuaded moves a probability. */
    private static double persuaded(double share, double p0) {
        return share >= 0 ? share * (1 - p0) : share * p0;
    }

    private double base(double x) {
        return Traits.logistic(intercept + activity * x);
    }

    private double reach(double x) {
        return Traits.logistic(reach + targeting * x);
    }

    /** The expectation of a function of intent that is as steep as the slopes are. */
    private double mean(DoubleUnaryOperator f) {
        double steep = Math.max(Math.abs(activity), Math.abs(targeting));
        return steep <= GENTLE
                ? NormalMean.of(f)
                : SteepMean.of(f, middle(intercept, activity), middle(reach, targeting));
    }

    /** Where a logistic function of a line is one half. */
    private static double middle(double constant, double slope) {
        return slope == 0 ? 0 : -constant / slope;
    }

    /**
     * The share who come across the advertisement, {@code E[r(X)]}.
     *
     * @return by quadrature
     */
    public double reached() {
        return mean(this::reach);
    }

    /**
     * The effect on those who come across the advertisement, {@code E[r(X) (p1(X) - p0(X))] / E[r(X)]}.
     *
     * @return by quadrature
     */
    public double late() {
        return effect == 0 ? 0 : mean(x -> reach(x) * persuaded(effect, base(x))) / reached();
    }

    /**
     * The effect on all, had they all been exposed.
     *
     * @return by quadrature
     */
    public double averageEffect() {
        return effect == 0
                ? 0
                : mean(x -> reach(x) * persuaded(effect, base(x))
                        + (1 - reach(x)) * persuaded(effect * elsewhere, base(x)));
    }

    /**
     * What attribution credits an exposure with: the conversion rate of the exposed of the treated arm.
     *
     * @return by quadrature
     */
    public double attribution() {
        return late() + mean(x -> reach(x) * base(x)) / reached();
    }

    /**
     * The conversion rate of all exposed less that of all others, assigned or not.
     *
     * @return by quadrature
     */
    public double exposedLessUnexposed() {
        double share = assignedShare + (1 - assignedShare) * leak;
        double hidden = mean(x -> (1 - share * reach(x)) * base(x));
        return attribution() - hidden / (1 - share * reached());
    }

    @Override
    public AdExposure withEffect(double changed) {
        return new AdExposure(
                size, changed, elsewhere, intercept, activity, reach, targeting, leak, assignedShare, log, missed);
    }

    @Override
    public AdExposure withSize(int changed) {
        return new AdExposure(
                changed, effect, elsewhere, intercept, activity, reach, targeting, leak, assignedShare, log, missed);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Exposure to an advertisement",
                List.of(
                        "X \\sim N(0, 1), \\quad Z \\sim \\mathrm{Bernoulli}(q), \\quad p_0 = \\sigma(a + b X), \\quad \\sigma(z) = \\frac{1}{1 + e^{-z}}",
                        "R \\sim \\mathrm{Bernoulli}(\\sigma(c + d X)), \\quad L \\sim \\mathrm{Bernoulli}(l), \\quad D = R (Z + (1 - Z) L)",
                        "Y \\sim \\mathrm{Bernoulli}(p_0 + \\tau (1 - p_0) D)"),
                List.of(
                        new WorldCard.Knob("size", "users, at least 8"),
                        new WorldCard.Knob(
                                "effect",
                                "share tau of those who would not convert that an exposure persuades, in [-1, 1]; where negative,"
                                        + " the share of those who would that it puts off"),
                        new WorldCard.Knob(
                                "elsewhere",
                                "the same among those who do not come across the ad, as a multiple of effect"),
                        new WorldCard.Knob("intercept", "log odds a of conversion of a user of average intent"),
                        new WorldCard.Knob("activity", "b, by how much intent moves the log odds of conversion"),
                        new WorldCard.Knob("reach", "log odds c of coming across the ad of a user of average intent"),
                        new WorldCard.Knob(
                                "targeting", "d, by how much intent moves the log odds of coming across the ad"),
                        new WorldCard.Knob(
                                "leak",
                                "share l of the unassigned who come across the ad and are exposed; 0 makes non-compliance one-sided"),
                        new WorldCard.Knob(
                                "assignedShare", "share q of the users who are assigned to the ad, in (0, 1)"),
                        new WorldCard.Knob(
                                "log",
                                "which users are marked in both arms: none, ghost ads, or those predicted to be exposed"),
                        new WorldCard.Knob(
                                "missed",
                                "share of the users to be marked who are not: by a prediction in both arms, by ghost ads in control")),
                Dag.of("[X] -> R; Z, R -> D -> Y; [X] -> Y"),
                "The share of the persuaded is a knob; the effects on those who come across the ad and on all, and what"
                        + " attribution would claim, follow by quadrature over intent.",
                "Johnson, Lewis and Nubbemeyer (J. Marketing Research 54, 2017), doi:10.1509/jmr.15.0297; DellaVigna and Kaplan"
                        + " (Q. J. Economics 122, 2007), doi:10.1162/qjec.122.3.1187.");
    }
}
