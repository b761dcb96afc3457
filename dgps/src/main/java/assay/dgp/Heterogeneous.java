package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Effects that differ between units: {@code y = b(x) + (T - 1/2) tau(x) + sd e}, with the {@link EffectSurface} scaled so that
 * the average effect is the knob. An effect of 0 is the A/A null: nobody responds. Named targets are the coefficients of the best
 * linear predictor of the effect.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 8
 * @param dimensions covariates, at least 5
 * @param effect average treatment effect
 * @param sd standard deviation of the noise, above 0
 * @param surface how the effect, the main effect and the propensity depend on the covariates
 */
public record Heterogeneous(int size, int dimensions, double effect, double sd, EffectSurface surface)
        implements Twins {

    private static final double GOLDEN = 0.6180339887498949;

    public Heterogeneous {
        Arguments.atLeast("size", size, 8);
        Arguments.atLeast("dimensions", dimensions, EffectSurface.DIMENSIONS);
        Arguments.finite("effect", effect);
        Arguments.positive("sd", sd);
    }

    /**
     * A surface in the scale of its source, with five covariates and unit noise.
     *
     * @param size units
     * @param surface the surface
     * @return the world
     */
    public static Heterogeneous of(int size, EffectSurface surface) {
        return new Heterogeneous(size, EffectSurface.DIMENSIONS, surface.mean(), 1, surface);
    }

    private double scale() {
        return effect / surface.mean();
    }

    /**
     * The value of the best policy over treating nobody, {@code E[max(tau(x) - cost, 0)]}.
     *
     * @param cost cost of treating one unit, in the unit of the outcome
     * @return the value by unit of the population
     * @throws IllegalArgumentException if the effect is below 0
     */
    public double bestValue(double cost) {
        double scale = positiveScale();
        return scale == 0 ? Math.max(-cost, 0) : scale * surface.gain(cost / scale);
    }

    /**
     * The share of units that treatment harms.
     *
     * @return the probability that {@code tau(x)} is below 0
     * @throws IllegalArgumentException if the effect is below 0
     */
    public double harmed() {
        return positiveScale() == 0 ? 0 : surface.harmed();
    }

    /**
     * The average effect among the share of units that gain most, by the formula of Rockafellar and Uryasev (J. Risk 2,
     * 2000): the least {@code c + E[max(tau(x) - c, 0)] / share} over c.
     *
     * @param share share of the units, in (0, 1)
     * @return the average effect among them
     * @throws IllegalArgumentException if the effect is below 0, or the share is not in (0, 1)
     */
    public double topEffect(double share) {
        Arguments.probability("share", share);
        double low = -50 * positiveScale();
        double high = -low;
        // Golden sections of a convex function.
        while (high - low > 1e-9 * Math.max(1, scale())) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (top(left, share) <= top(right, share)) {
                high = right;
            } else {
                low = left;
            }
        }
        return top((low + high) / 2, share);
    }

    private double top(double cost, double share) {
        return cost + bestValue(cost) / share;
    }

    private double positiveScale() {
        double scale = scale();
        if (scale < 0) {
            throw new IllegalArgumentException("policies are known for effects that are not negative, not " + effect);
        }
        return scale;
    }

    @Override
    public String name() {
        return "heterogeneous";
    }

    @Override
    public Draw draw(Streams streams) {
        double[] tosses = new double[size];
        streams.assignment().uniforms(tosses);
        return run(streams, tosses);
    }

    /** A toss below every propensity treats a unit, and one above every propensity does not. */
    @Override
    public Sample twin(Streams streams, int arm) {
        double[] tosses = Assignment.all(size, arm);
        for (int i = 0; i < size; i++) {
            tosses[i] = 1 - 2 * tosses[i];
        }
        return run(streams, tosses).observed();
    }

    private Draw run(Streams streams, double[] treatment) {
        Philox covariates = streams.covariates();
        Sample.Builder observed = Sample.builder();
        double[][] x = new double[dimensions][size];
        for (int j = 0; j < dimensions; j++) {
            surface.covariates(covariates, x[j]);
            observed.covariate("x" + j, x[j]);
        }
        double[] y = new double[size];
        streams.noise().normals(y);
        double[] baseline = new double[size];
        double[] effects = new double[size];
        double[] propensity = new double[size];
        double scale = scale();
        double sum = 0;
        for (int i = 0; i < size; i++) {
            propensity[i] = surface.propensity(x, i);
            treatment[i] = treatment[i] < propensity[i] ? 1 : 0;
            effects[i] = scale * surface.effect(x, i);
            baseline[i] = surface.main(x, i) - effects[i] / 2;
            sum += effects[i];
            y[i] = baseline[i] + effects[i] * treatment[i] + sd * y[i];
        }
        return new Draw(
                observed.outcome("y", y).assignment("t", treatment).build(),
                new GroundTruth(
                                Map.of(Estimand.ATE, effect, Estimand.SATE, sum / size),
                                new UnitTruth(baseline, effects, propensity, Noise.of(sd)))
                        .withTargets(projection()));
    }

    /** The best linear predictor of the effect: an intercept, and a slope for each covariate. */
    private Map<String, Double> projection() {
        double scale = scale();
        Map<String, Double> slopes = new LinkedHashMap<>();
        double intercept = effect;
        for (int j = 0; j < dimensions; j++) {
            double slope = scale * surface.slope(j);
            slopes.put("x" + j, slope);
            intercept -= slope * surface.covariateMean();
        }
        Map<String, Double> targets = new LinkedHashMap<>();
        targets.put("intercept", intercept);
        targets.putAll(slopes);
        return targets;
    }

    @Override
    public Heterogeneous withEffect(double changed) {
        return new Heterogeneous(size, dimensions, changed, sd, surface);
    }

    @Override
    public Heterogeneous withSize(int changed) {
        return new Heterogeneous(changed, dimensions, effect, sd, surface);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Effects that differ",
                List.of(
                        surface.designEquation() + ", \\quad T \\sim \\mathrm{Bernoulli}(e(X))",
                        surface.effectEquation() + ", \\quad \\tau(X) = \\tau\\, \\tau_0(X) / E[\\tau_0(X)]",
                        surface.mainEquation(),
                        "Y = b(X) + (T - \\frac12) \\tau(X) + \\sigma \\varepsilon, \\quad \\varepsilon \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 8"),
                        new WorldCard.Knob("dimensions", "covariates d, at least 5; few of them matter"),
                        new WorldCard.Knob("effect", "average effect tau"),
                        new WorldCard.Knob("sd", "standard deviation sigma of the noise, above 0"),
                        new WorldCard.Knob(
                                "surface",
                                "linear, the setups A to D of Nie and Wager, sparse, interaction, or zero-inflated")),
                Dag.of(surface.confounded() ? "X -> T; X -> Y; T -> Y" : "X -> Y; T -> Y"),
                "The effect of each unit is known, and the mean of every surface has a closed form or is by quadrature; so "
                        + "are the gain of the best policy and the share of units harmed.",
                "Setups A to D: Nie and Wager (Biometrika 108, 2021), doi:10.1093/biomet/asaa076.");
    }
}
