package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.util.FastMath;

/**
 * Observational data in which the log odds of treatment are a line: {@code X ~ N(0, I_d)}, {@code U ~ N(0, 1)}, {@code e = logistic(a + k
 * (x0 + x1) / sqrt 2 + g U)}, {@code y = b(x) + 2 g U + (effect + h x0) T + sd e} with b the {@link Surface}. The sample shows X, T and Y. With
 * g = 0 everything that confounds is measured, and a logistic regression is right about the propensity; with another g it is not, and no
 * number of rows helps.
 *
 * <p>Effects on parts of the population are averages of the effect over the index {@code a + sqrt(k^2 + g^2) N(0, 1)} of the log odds,
 * weighted by 1, e, 1 - e or e (1 - e), or cut off where Crump's rule cuts the population, by Simpson's rule.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 12
 * @param dimensions covariates d, at least 3
 * @param effect average effect of treatment
 * @param sd standard deviation of the noise, above 0
 * @param confounding k, by how much the measured index moves the log odds of treatment, not negative
 * @param prevalence a, the log odds of treatment in the middle of the population
 * @param hidden g, by how much the hidden confounder moves the log odds, and by 2 g the outcome; 0 for none
 * @param surface how covariates move the outcome under control
 * @param heterogeneity h, slope of the effect in the first covariate
 */
public record ConfoundedTreatment(
        int size,
        int dimensions,
        double effect,
        double sd,
        double confounding,
        double prevalence,
        double hidden,
        Surface surface,
        double heterogeneity)
        implements Twins {

    private static final double REACH = 9;
    private static final int PANELS = 600;
    private static final double ROOT_HALF = Math.sqrt(0.5);

    public ConfoundedTreatment {
        Arguments.atLeast("size", size, 12);
        Arguments.atLeast("dimensions", dimensions, 3);
        Arguments.finite("effect", effect);
        Arguments.positive("sd", sd);
        if (!(confounding >= 0 && confounding < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("confounding must be finite and not negative, not " + confounding);
        }
        Arguments.finite("prevalence", prevalence);
        Arguments.finite("hidden", hidden);
        Arguments.finite("heterogeneity", heterogeneity);
    }

    /**
     * Five covariates, effect 2 for everyone, unit noise, a linear outcome, confounding 0.8, a third of the units treated, nothing
     * hidden.
     *
     * @param size units
     * @return the world
     */
    public static ConfoundedTreatment standard(int size) {
        return new ConfoundedTreatment(size, 5, 2, 1, 0.8, -0.8, 0, Surface.LINEAR, 0);
    }

    /**
     * The same world with another confounding by the measured index.
     *
     * @param strength not negative
     * @return the changed world
     */
    public ConfoundedTreatment withConfounding(double strength) {
        return new ConfoundedTreatment(
                size, dimensions, effect, sd, strength, prevalence, hidden, surface, heterogeneity);
    }

    /**
     * The same world with a hidden confounder.
     *
     * @param strength 0 for none
     * @return the changed world
     */
    public ConfoundedTreatment withHidden(double strength) {
        return new ConfoundedTreatment(
                size, dimensions, effect, sd, confounding, prevalence, strength, surface, heterogeneity);
    }

    /**
     * The same world with another outcome surface.
     *
     * @param other how covariates move the outcome
     * @return the changed world
     */
    public ConfoundedTreatment withSurface(Surface other) {
        return new ConfoundedTreatment(
                size, dimensions, effect, sd, confounding, prevalence, hidden, other, heterogeneity);
    }

    /**
     * The same world with another slope of the effect.
     *
     * @param slope change of the effect by unit of the first covariate
     * @return the changed world
     */
    public ConfoundedTreatment withHeterogeneity(double slope) {
        return new ConfoundedTreatment(size, dimensions, effect, sd, confounding, prevalence, hidden, surface, slope);
    }

    @Override
    public String name() {
        return "confounded-treatment";
    }

    @Override
    public Draw draw(Streams streams) {
        return run(streams, Tosses.drawn(streams.assignment(), size));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Tosses.forced(size, arm)).observed();
    }

    private Draw run(Streams streams, double[] treatment) {
        Philox traits = streams.covariates();
        Sample.Builder builder = Sample.builder();
        double[][] x = Traits.normals(traits, dimensions, size, builder);
        double[] u = new double[size];
        traits.normals(u);
        double[] baseline = surface.over(x[0], x[1], x[2]);
        double[] propensity = new double[size];
        double[] effects = new double[size];
        double[] y = new double[size];
        streams.noise().normals(y);
        double sum = 0;
        for (int i = 0; i < size; i++) {
            propensity[i] = Traits.logistic(prevalence + confounding * ROOT_HALF * (x[0][i] + x[1][i]) + hidden * u[i]);
            baseline[i] += 2 * hidden * u[i];
            effects[i] = effect + heterogeneity * x[0][i];
            sum += x[0][i];
            treatment[i] = treatment[i] < propensity[i] ? 1 : 0;
            y[i] = baseline[i] + effects[i] * treatment[i] + sd * y[i];
        }
        Map<Estimand, Double> truth = averages();
        truth.put(Estimand.SATE, effect + heterogeneity * (sum / size));
        return new Draw(
                builder.outcome("y", y).assignment("t", treatment).build(),
                new GroundTruth(truth, new UnitTruth(baseline, effects, propensity, Noise.of(sd))));
    }

    /** The population averages of the effect. */
    private Map<Estimand, Double> averages() {
        Map<Estimand, Double> truth = new EnumMap<>(Estimand.class);
        for (Estimand estimand : List.of(Estimand.ATE, Estimand.ATT, Estimand.ATC, Estimand.ATO, Estimand.TARGET_ATE)) {
            truth.put(estimand, effect);
        }
        double spread = Math.sqrt(confounding * confounding + hidden * hidden);
        if (heterogeneity == 0 || confounding == 0) {
            return truth;
        }
        // Of a unit whose index is w standard deviations from the middle, x0 is expected to be this times w.
        double slope = heterogeneity * ROOT_HALF * confounding / spread;
        truth.put(Estimand.ATT, effect + slope * mean(spread, -REACH, REACH, e -> e));
        truth.put(Estimand.ATC, effect + slope * mean(spread, -REACH, REACH, e -> 1 - e));
        truth.put(Estimand.ATO, effect + slope * mean(spread, -REACH, REACH, e -> e * (1 - e)));
        double cut = crump(spread);
        double low = Math.max(-REACH, (-cut - prevalence) / spread);
        double high = Math.min(REACH, (cut - prevalence) / spread);
        truth.put(Estimand.TARGET_ATE, effect + slope * mean(spread, low, high, e -> 1));
        return truth;
    }

    /** The log odds at which Crump's rule cuts the population: where 1 / (e (1 - e)) is twice its mean inside. */
    private double crump(double spread) {
        double inside = 0.01;
        double outside = 60;
        for (int step = 0; step < 60; step++) {
            double t = (inside + outside) / 2;
            double low = Math.max(-REACH, (-t - prevalence) / spread);
            double high = Math.min(REACH, (t - prevalence) / spread);
            double[] sums = sums(spread, low, high, e -> 1 / (e * (1 - e)));
            double odds = FastMath.exp(t);
            if (high > low && 2 + odds + 1 / odds > 2 * sums[0] / sums[2]) {
                outside = t;
            } else {
                inside = t;
            }
        }
        return outside;
    }

    private double mean(double spread, double low, double high, DoubleUnaryOperator weight) {
        double[] sums = sums(spread, low, high, weight);
        return sums[1] / sums[0];
    }

    /** Integrals over w ~ N(0, 1) in a range: of the weight, of w times it, and of 1. */
    private double[] sums(double spread, double low, double high, DoubleUnaryOperator weight) {
        double[] sums = new double[3];
        double step = (high - low) / PANELS;
        for (int k = 0; k <= PANELS; k++) {
            double w = low + k * step;
            double simpson = k == 0 || k == PANELS ? 1 : k % 2 == 1 ? 4 : 2;
            double density = simpson * FastMath.exp(-w * w / 2);
            double value = density * weight.applyAsDouble(Traits.logistic(prevalence + spread * w));
            sums[0] += value;
            sums[1] += value * w;
            sums[2] += density;
        }
        return sums;
    }

    @Override
    public ConfoundedTreatment withEffect(double changed) {
        return new ConfoundedTreatment(
                size,
                dimensions,
                changed,
                sd,
                confounding,
                prevalence,
                hidden,
                surface,
                changed == 0 ? 0 : heterogeneity);
    }

    @Override
    public ConfoundedTreatment withSize(int changed) {
        return new ConfoundedTreatment(
                changed, dimensions, effect, sd, confounding, prevalence, hidden, surface, heterogeneity);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Treatment that follows the covariates",
                List.of(
                        "X \\sim N(0, I_d), \\quad U \\sim N(0, 1)",
                        "e = \\frac{1}{1 + \\exp(-a - \\kappa (X_0 + X_1) / \\sqrt{2} - g U)}, \\quad T \\sim"
                                + " \\mathrm{Bernoulli}(e)",
                        "b_{\\mathrm{linear}}(X) = 1.2 X_0 - 0.8 X_1 + 0.5 X_2",
                        "b_{\\mathrm{nonlinear}}(X) = 2 \\sin(1.5 X_0) + X_1^2 + 1.5 X_0 X_1",
                        "Y = b(X) + 2 g U + (\\tau + h X_0) T + \\sigma \\varepsilon, \\quad \\varepsilon \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 12"),
                        new WorldCard.Knob("dimensions", "covariates d, at least 3; the first three matter"),
                        new WorldCard.Knob("effect", "average effect tau of treatment"),
                        new WorldCard.Knob("sd", "standard deviation sigma of the noise, above 0"),
                        new WorldCard.Knob(
                                "confounding", "kappa, by how much the measured index moves the log odds of treatment"),
                        new WorldCard.Knob("prevalence", "a, the log odds of treatment in the middle"),
                        new WorldCard.Knob(
                                "hidden", "g, by how much a hidden U moves the log odds of treatment; 0 for none"),
                        new WorldCard.Knob("surface", "linear or nonlinear dependence of the outcome on covariates"),
                        new WorldCard.Knob("heterogeneity", "slope h of the effect in the first covariate")),
                Dag.of("X, [U] -> T -> Y; X, [U] -> Y"),
                "The average effect is a knob; effects on the treated, the controls, the overlap and the trimmed population are"
                        + " averages over the index of the log odds, by quadrature.",
                "The setting of propensity scores: Rosenbaum and Rubin (Biometrika 70, 1983), doi:10.1093/biomet/70.1.41.");
    }
}
