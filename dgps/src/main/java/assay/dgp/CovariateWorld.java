package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * Rung 1: normal covariates that move the outcome, and, with confounding, the treatment.
 *
 * <p>{@code x ~ N(0, I)}; {@code e(x) = m + (1 - 2 m) logistic(confounding (x0 + x1^2 - 1))} with m the least propensity;
 * {@code y = b(x) + tau(x) T + N(0, sd^2)} with {@code tau(x) = effect + heterogeneity x0} and {@code b} the {@link Surface}.
 * Without confounding the treatment is a fair coin. Where m = 0, from confounding 0.5 on, the expectation of {@code 1 / (1 -
 * e(x))} is infinite, as the square of a normal has no moment generating function there: no estimator that weights by
 * the propensity has a finite variance. Where m is above 0, propensities are between m and {@code 1 - m}: strict overlap.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 8
 * @param dimensions covariates, at least 3
 * @param effect average treatment effect
 * @param sd standard deviation of the noise, above 0
 * @param confounding strength with which covariates move the treatment, not negative
 * @param surface how covariates move the outcome under control
 * @param heterogeneity slope of the effect in the first covariate
 * @param leastPropensity how near to 0 and 1 propensities may come, in [0, 0.5); 0 for as near as the covariates take them
 */
public record CovariateWorld(
        int size,
        int dimensions,
        double effect,
        double sd,
        double confounding,
        Surface surface,
        double heterogeneity,
        double leastPropensity)
        implements Twins {

    public CovariateWorld {
        Arguments.atLeast("size", size, 8);
        Arguments.atLeast("dimensions", dimensions, 3);
        Arguments.finite("effect", effect);
        Arguments.positive("sd", sd);
        Arguments.finite("heterogeneity", heterogeneity);
        if (!(confounding >= 0 && confounding < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("confounding must be finite and not negative, not " + confounding);
        }
        if (!(leastPropensity >= 0 && leastPropensity < 0.5)) {
            throw new IllegalArgumentException("leastPropensity must be in [0, 0.5), not " + leastPropensity);
        }
    }

    /**
     * The world whose propensities come as near to 0 and 1 as the covariates take them.
     *
     * @param size units, at least 8
     * @param dimensions covariates, at least 3
     * @param effect average treatment effect
     * @param sd standard deviation of the noise, above 0
     * @param confounding strength with which covariates move the treatment, not negative
     * @param surface how covariates move the outcome under control
     * @param heterogeneity slope of the effect in the first covariate
     */
    public CovariateWorld(
            int size,
            int dimensions,
            double effect,
            double sd,
            double confounding,
            Surface surface,
            double heterogeneity) {
        this(size, dimensions, effect, sd, confounding, surface, heterogeneity, 0);
    }

    /**
     * A randomised experiment with five covariates, effect 2 and unit noise.
     *
     * @param size units
     * @param surface how covariates move the outcome
     * @return the world
     */
    public static CovariateWorld randomised(int size, Surface surface) {
        return new CovariateWorld(size, 5, 2, 1, 0, surface, 0);
    }

    /**
     * The same world with other confounding.
     *
     * @param strength not negative; 0 is a randomised experiment
     * @return the changed world
     */
    public CovariateWorld withConfounding(double strength) {
        return new CovariateWorld(size, dimensions, effect, sd, strength, surface, heterogeneity, leastPropensity);
    }

    /**
     * The same world with another slope of the effect.
     *
     * @param slope change of the effect by unit of the first covariate
     * @return the changed world
     */
    public CovariateWorld withHeterogeneity(double slope) {
        return new CovariateWorld(size, dimensions, effect, sd, confounding, surface, slope, leastPropensity);
    }

    /**
     * The same world with other overlap of the arms.
     *
     * @param least how near to 0 and 1 propensities may come, in [0, 0.5)
     * @return the changed world
     */
    public CovariateWorld withLeastPropensity(double least) {
        return new CovariateWorld(size, dimensions, effect, sd, confounding, surface, heterogeneity, least);
    }

    @Override
    public String name() {
        return "covariates";
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
        double[][] x = new double[dimensions][size];
        Sample.Builder builder = Sample.builder();
        for (int j = 0; j < dimensions; j++) {
            covariates.normals(x[j]);
            builder.covariate("x" + j, x[j]);
        }
        double[] propensity = propensities(x[0], x[1]);
        double[] y = new double[size];
        streams.noise().normals(y);
        double[] baseline = surface.over(x[0], x[1], x[2]);
        double[] effects = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            effects[i] = effect + heterogeneity * x[0][i];
            sum += x[0][i];
        }
        for (int i = 0; i < size; i++) {
            double t = treatment[i] < propensity[i] ? 1 : 0;
            treatment[i] = t;
            y[i] = baseline[i] + effects[i] * t + sd * y[i];
        }
        Sample observed = builder.outcome("y", y).assignment("t", treatment).build();
        GroundTruth truth = new GroundTruth(
                Map.of(Estimand.ATE, effect, Estimand.SATE, effect + heterogeneity * (sum / size)),
                new UnitTruth(baseline, effects, propensity, Noise.of(sd)));
        return new Draw(observed, truth);
    }

    private double[] propensities(double[] x0, double[] x1) {
        double[] e = new double[size];
        if (confounding == 0) {
            Arrays.fill(e, 0.5);
            return e;
        }
        for (int i = 0; i < size; i++) {
            e[i] = propensity(x0[i], x1[i]);
        }
        return e;
    }

    private double propensity(double x0, double x1) {
        double logistic = 1 / (1 + FastMath.exp(-confounding * (x0 + x1 * x1 - 1)));
        return leastPropensity + (1 - 2 * leastPropensity) * logistic;
    }

    /**
     * The bias of the difference in means, {@code E[Y | T = 1] - E[Y | T = 0] - effect}, by Gauss-Hermite quadrature
     * over the three covariates that matter.
     *
     * @return the population bias, 0 without confounding
     */
    public double naiveBias() {
        double[] treated = new double[2];
        double[] control = new double[2];
        Quadrature.overNormals(80, (x0, x1, weight) -> {
            double e = propensity(x0, x1);
            double m = surface.at(x0, x1, 0);
            treated[0] += weight * e;
            treated[1] += weight * e * (m + heterogeneity * x0);
            control[0] += weight * (1 - e);
            control[1] += weight * (1 - e) * m;
        });
        return treated[1] / treated[0] - control[1] / control[0];
    }

    /** Another average effect; an effect of 0 is the A/A null, so that heterogeneity is then 0 too. */
    @Override
    public CovariateWorld withEffect(double changed) {
        return new CovariateWorld(
                size, dimensions, changed, sd, confounding, surface, changed == 0 ? 0 : heterogeneity, leastPropensity);
    }

    @Override
    public CovariateWorld withSize(int changed) {
        return new CovariateWorld(
                changed, dimensions, effect, sd, confounding, surface, heterogeneity, leastPropensity);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Covariates, confounding and curvature",
                List.of(
                        "X \\sim N(0, I_d)",
                        "e(X) = m + \\frac{1 - 2 m}{1 + \\exp(-\\kappa (X_0 + X_1^2 - 1))}, \\quad T \\sim \\mathrm{Bernoulli}(e(X))",
                        "b_{\\mathrm{linear}}(X) = 1.2 X_0 - 0.8 X_1 + 0.5 X_2",
                        "b_{\\mathrm{nonlinear}}(X) = 2 \\sin(1.5 X_0) + X_1^2 + 1.5 X_0 X_1",
                        "Y = b(X) + (\\tau + h X_0) T + \\sigma \\varepsilon, \\quad \\varepsilon \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 8"),
                        new WorldCard.Knob("dimensions", "covariates d, at least 3; the first three matter"),
                        new WorldCard.Knob("effect", "average treatment effect tau"),
                        new WorldCard.Knob("sd", "standard deviation sigma of the noise, above 0"),
                        new WorldCard.Knob(
                                "confounding",
                                "kappa, 0 for a fair coin; from 0.5 on, inverse propensity weights have infinite variance "
                                        + "unless m is above 0"),
                        new WorldCard.Knob("surface", "linear or nonlinear dependence of the outcome on covariates"),
                        new WorldCard.Knob("heterogeneity", "slope h of the effect in the first covariate"),
                        new WorldCard.Knob(
                                "leastPropensity", "m, how near to 0 and 1 propensities may come, in [0, 0.5)")),
                Dag.of("X -> T; X -> Y; T -> Y"),
                "The average effect is a knob, as the first covariate has mean zero; the sample average effect is "
                        + "computed from the units drawn.",
                "The nonlinear-confounding test bed of doubly robust estimation; compare Kang and Schafer (2007), "
                        + "doi:10.1214/07-STS227.");
    }
}
