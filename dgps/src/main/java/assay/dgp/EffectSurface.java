package assay.dgp;

import assay.distribution.NormalDistribution;
import assay.random.Philox;
import org.apache.commons.math3.util.FastMath;

/**
 * How an effect varies with covariates, from a plane to what few methods find; with the main effect b, the propensity e and the
 * law of the covariates that go with it. All but the setups of Nie and Wager (2021, section 6.2) toss a fair coin, and all but
 * setup A have standard normal covariates.
 */
public enum EffectSurface {
    /** A plane: {@code tau = 0.5 + x0 - 0.5 x1}, {@code b = sin(2 x0) + x1^2 + 0.5 x2}. */
    LINEAR(
            "\\tau_0 = 0.5 + X_0 - 0.5 X_1",
            "b = \\sin(2 X_0) + X_1^2 + 0.5 X_2",
            "e = \\frac12, \\quad X \\sim N(0, I_d)") {
        @Override
        double effect(double[][] x, int i) {
            return 0.5 + x[0][i] - 0.5 * x[1][i];
        }

        @Override
        double main(double[][] x, int i) {
            return FastMath.sin(2 * x[0][i]) + x[1][i] * x[1][i] + 0.5 * x[2][i];
        }

        @Override
        double slope(int covariate) {
            return covariate == 0 ? 1 : covariate == 1 ? -0.5 : 0;
        }

        @Override
        double mean() {
            return 0.5;
        }

        @Override
        double gain(double cost) {
            return normalGain(0.5 - cost, LINEAR_SD);
        }

        @Override
        double harmed() {
            return NormalDistribution.survival(0.5 / LINEAR_SD);
        }
    },
    /**
     * Setup A, a hard baseline and a smooth effect: uniform covariates, {@code tau = (x0 + x1) / 2}, {@code e = sin(pi x0 x1)} kept
     * in [0.1, 0.9], {@code b = sin(pi x0 x1) + 2 (x2 - 0.5)^2 + x3 + 0.5 x4}.
     */
    NIE_WAGER_A(
            "\\tau_0 = (X_0 + X_1) / 2",
            "b = \\sin(\\pi X_0 X_1) + 2 (X_2 - 0.5)^2 + X_3 + 0.5 X_4",
            "e = \\min(0.9, \\max(0.1, \\sin(\\pi X_0 X_1))), \\quad X \\sim \\mathrm{Uniform}[0, 1]^d") {
        @Override
        void covariates(Philox random, double[] x) {
            random.uniforms(x);
        }

        @Override
        double effect(double[][] x, int i) {
            return (x[0][i] + x[1][i]) / 2;
        }

        @Override
        double main(double[][] x, int i) {
            double centred = x[2][i] - 0.5;
            return FastMath.sin(Math.PI * x[0][i] * x[1][i]) + 2 * centred * centred + x[3][i] + 0.5 * x[4][i];
        }

        @Override
        double propensity(double[][] x, int i) {
            return Math.min(0.9, Math.max(0.1, FastMath.sin(Math.PI * x[0][i] * x[1][i])));
        }

        @Override
        double covariateMean() {
            return 0.5;
        }

        @Override
        double slope(int covariate) {
            return covariate < 2 ? 0.5 : 0;
        }

        @Override
        double mean() {
            return 0.5;
        }

        /** The effect is triangular on [0, 1]. */
        @Override
        double gain(double cost) {
            double near = Math.min(Math.max(Math.min(cost, 1 - cost), 0), 0.5);
            double tail = 2.0 / 3 * near * near * near;
            return cost <= 0.5 ? 0.5 - cost + tail : tail;
        }

        @Override
        double harmed() {
            return 0;
        }
    },
    /**
     * Setup B, a randomised trial: {@code tau = x0 + log(1 + exp(x1))}, {@code b = max(x0 + x1, x2, 0) + max(x3 + x4, 0)}.
     */
    NIE_WAGER_B(
            "\\tau_0 = X_0 + \\log(1 + e^{X_1})",
            "b = \\max(X_0 + X_1, X_2, 0) + \\max(X_3 + X_4, 0)",
            "e = \\frac12, \\quad X \\sim N(0, I_d)") {
        @Override
        double effect(double[][] x, int i) {
            return x[0][i] + softplus(x[1][i]);
        }

        @Override
        double main(double[][] x, int i) {
            return Math.max(Math.max(x[0][i] + x[1][i], x[2][i]), 0) + Math.max(x[3][i] + x[4][i], 0);
        }

        /** The logistic function has mean one half. */
        @Override
        double slope(int covariate) {
            return covariate == 0 ? 1 : covariate == 1 ? 0.5 : 0;
        }

        @Override
        double mean() {
            return NormalMean.of(EffectSurface::softplus);
        }

        @Override
        double gain(double cost) {
            return NormalMean.of(z -> normalGain(softplus(z) - cost, 1));
        }

        @Override
        double harmed() {
            return NormalMean.of(z -> NormalDistribution.survival(softplus(z)));
        }
    },
    /**
     * Setup C, confounding and no heterogeneity to find: {@code tau = 1}, {@code e = 1 / (1 + exp(x1 + x2))}, {@code b = 2 log(1 +
     * exp(x0 + x1 + x2))}.
     */
    NIE_WAGER_C(
            "\\tau_0 = 1",
            "b = 2 \\log(1 + e^{X_0 + X_1 + X_2})",
            "e = \\frac{1}{1 + e^{X_1 + X_2}}, \\quad X \\sim N(0, I_d)") {
        @Override
        double effect(double[][] x, int i) {
            return 1;
        }

        @Override
        double main(double[][] x, int i) {
            return 2 * softplus(x[0][i] + x[1][i] + x[2][i]);
        }

        @Override
        double propensity(double[][] x, int i) {
            return Traits.logistic(-x[1][i] - x[2][i]);
        }

        @Override
        double mean() {
            return 1;
        }

        @Override
        double gain(double cost) {
            return Math.max(1 - cost, 0);
        }

        @Override
        double harmed() {
            return 0;
        }
    },
    /**
     * Setup D, arms that have nothing in common: {@code tau = max(x0 + x1 + x2, 0) - max(x3 + x4, 0)}, {@code e = 1 / (1 + exp(-x0) +
     * exp(-x1))}, and b the mean of the two maxima.
     */
    NIE_WAGER_D(
            "\\tau_0 = \\max(X_0 + X_1 + X_2, 0) - \\max(X_3 + X_4, 0)",
            "b = (\\max(X_0 + X_1 + X_2, 0) + \\max(X_3 + X_4, 0)) / 2",
            "e = \\frac{1}{1 + e^{-X_0} + e^{-X_1}}, \\quad X \\sim N(0, I_d)") {
        @Override
        double effect(double[][] x, int i) {
            return Math.max(x[0][i] + x[1][i] + x[2][i], 0) - Math.max(x[3][i] + x[4][i], 0);
        }

        @Override
        double main(double[][] x, int i) {
            return (Math.max(x[0][i] + x[1][i] + x[2][i], 0) + Math.max(x[3][i] + x[4][i], 0)) / 2;
        }

        @Override
        double propensity(double[][] x, int i) {
            return 1 / (1 + FastMath.exp(-x[0][i]) + FastMath.exp(-x[1][i]));
        }

        /** Each maximum grows half of the time. */
        @Override
        double slope(int covariate) {
            return covariate < 3 ? 0.5 : covariate < 5 ? -0.5 : 0;
        }

        @Override
        double mean() {
            return (SQRT3 - SQRT2) * NormalMean.density(0);
        }

        /** Below 0 by symmetry: {@code E[max(D - c, 0)] = E[D] - c + E[max(c - D, 0)]}. */
        @Override
        double gain(double cost) {
            return cost >= 0 ? excess(SQRT3, SQRT2, cost) : mean() - cost + excess(SQRT2, SQRT3, -cost);
        }

        /** {@code E[max(A^+ - B^+ - c, 0)]} for c not below 0: half of the time {@code B^+} is 0. */
        private double excess(double a, double b, double c) {
            return normalGain(-c, a) / 2 + NormalMean.above(0, z -> normalGain(-b * z - c, a));
        }

        /** In the plane of the two sums: the quadrant where only the second is positive, and a part of that where both are. */
        @Override
        double harmed() {
            return 0.25 + FastMath.atan(SQRT2 / SQRT3) / (2 * Math.PI);
        }
    },
    /** One covariate in many, and a jump: {@code tau = 2} where {@code x0 > 1}, else 0; {@code b = x1 + x2 x3}. */
    SPARSE("\\tau_0 = 2 \\cdot 1\\{X_0 > 1\\}", "b = X_1 + X_2 X_3", "e = \\frac12, \\quad X \\sim N(0, I_d)") {
        @Override
        double effect(double[][] x, int i) {
            return x[0][i] > 1 ? 2 : 0;
        }

        @Override
        double main(double[][] x, int i) {
            return x[1][i] + x[2][i] * x[3][i];
        }

        @Override
        double slope(int covariate) {
            return covariate == 0 ? 2 * NormalMean.density(1) : 0;
        }

        @Override
        double mean() {
            return 2 * NormalDistribution.survival(1);
        }

        @Override
        double gain(double cost) {
            double share = NormalDistribution.survival(1);
            return share * Math.max(2 - cost, 0) + (1 - share) * Math.max(-cost, 0);
        }

        @Override
        double harmed() {
            return 0;
        }
    },
    /** No covariate matters alone: {@code tau = 0.5 + x0 x1}, {@code b = x0 + x1}. */
    INTERACTION("\\tau_0 = 0.5 + X_0 X_1", "b = X_0 + X_1", "e = \\frac12, \\quad X \\sim N(0, I_d)") {
        @Override
        double effect(double[][] x, int i) {
            return 0.5 + x[0][i] * x[1][i];
        }

        @Override
        double main(double[][] x, int i) {
            return x[0][i] + x[1][i];
        }

        @Override
        double mean() {
            return 0.5;
        }

        /** Given one covariate the effect is normal. */
        @Override
        double gain(double cost) {
            return 2 * NormalMean.above(0, z -> normalGain(0.5 - cost, z));
        }

        @Override
        double harmed() {
            return 2 * NormalMean.above(0, z -> NormalDistribution.survival(0.5 / z));
        }
    },
    /** No effect on three in four, and a growing one on the others: {@code tau = 2 max(x0 + x1 - 1, 0)}, {@code b = x0 + max(x2, 0)}. */
    ZERO_INFLATED(
            "\\tau_0 = 2 \\max(X_0 + X_1 - 1, 0)",
            "b = X_0 + \\max(X_2, 0)",
            "e = \\frac12, \\quad X \\sim N(0, I_d)") {
        @Override
        double effect(double[][] x, int i) {
            return 2 * Math.max(x[0][i] + x[1][i] - 1, 0);
        }

        @Override
        double main(double[][] x, int i) {
            return x[0][i] + Math.max(x[2][i], 0);
        }

        @Override
        double slope(int covariate) {
            return covariate < 2 ? 2 * NormalDistribution.survival(1 / SQRT2) : 0;
        }

        @Override
        double mean() {
            return 2 * normalGain(-1, SQRT2);
        }

        @Override
        double gain(double cost) {
            return cost >= 0 ? 2 * normalGain(-1 - cost / 2, SQRT2) : mean() - cost;
        }

        @Override
        double harmed() {
            return 0;
        }
    };

    /** Covariates that surfaces read. */
    static final int DIMENSIONS = 5;

    private static final double SQRT2 = 1.4142135623730951;
    private static final double SQRT3 = 1.7320508075688772;
    private static final double LINEAR_SD = 1.118033988749895;

    private final String effectEquation;
    private final String mainEquation;
    private final String designEquation;

    EffectSurface(String effectEquation, String mainEquation, String designEquation) {
        this.effectEquation = effectEquation;
        this.mainEquation = mainEquation;
        this.designEquation = designEquation;
    }

    /** The effect, its main effect and the design, in LaTeX. */
    String effectEquation() {
        return effectEquation;
    }

    String mainEquation() {
        return mainEquation;
    }

    String designEquation() {
        return designEquation;
    }

    /** Draws one covariate for all units. */
    void covariates(Philox random, double[] x) {
        random.normals(x);
    }

    /** The effect on a unit, in the scale of the source. */
    abstract double effect(double[][] x, int i);

    /** The mean of the expected outcomes of a unit in either arm. */
    abstract double main(double[][] x, int i);

    /** The probability that a unit is treated. */
    double propensity(double[][] x, int i) {
        return 0.5;
    }

    /** Whether covariates move the treatment. */
    boolean confounded() {
        return this == NIE_WAGER_A || this == NIE_WAGER_C || this == NIE_WAGER_D;
    }

    /** The mean of each covariate. */
    double covariateMean() {
        return 0;
    }

    /**
     * The slope of the best linear predictor of the effect: by Stein's lemma the mean of the derivative where covariates are
     * standard normal. Covariates are independent, so that it does not hang on which others there are.
     */
    double slope(int covariate) {
        return 0;
    }

    /** The average effect. */
    abstract double mean();

    /** {@code E[max(tau - cost, 0)]}: what is gained by treating those for whom it pays, by unit of the population. */
    abstract double gain(double cost);

    /** The share of units that treatment harms. */
    abstract double harmed();

    /** {@code E[max(V, 0)]} for a normal V. */
    private static double normalGain(double mean, double sd) {
        double z = mean / sd;
        return sd * NormalMean.density(z) + mean * NormalDistribution.survival(-z);
    }

    private static double softplus(double z) {
        return z > 0 ? z + FastMath.log1p(FastMath.exp(-z)) : FastMath.log1p(FastMath.exp(z));
    }
}
