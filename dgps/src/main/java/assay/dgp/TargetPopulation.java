package assay.dgp;

import assay.Arguments;
import assay.Column;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An experiment, and units of another population to which its effect is to be carried. Two covariates change the effect and are
 * distributed otherwise in the target, and so is a trait u that nobody measures: {@code y = 1 + x1 + x2 + curvature x1^2 + u + e +
 * effect T (1 + heterogeneity (x1 + x2 / 2) + curvature x1^2 / 2 + hidden u)}. In the experiment all are standard normal and half of the
 * units are treated by lot; in the target x1 is normal about {@code shift} with standard deviation {@code spread}, x2 about
 * {@code -shift / 2} and u about {@code shift}, and nobody is treated.
 *
 * <p>With a spread of 1 the log odds of being in the target are linear in the covariates; with curvature 0 the outcome is. Twins
 * treat all units of both populations, or none.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units of the experiment, at least 8
 * @param target units of the target for each unit of the experiment, above 0; two at least are drawn
 * @param effect effect on a unit whose covariates are 0
 * @param shift how far the target's covariates lie from those of the experiment
 * @param spread standard deviation of x1 in the target, above 0
 * @param heterogeneity how much the covariates change the effect
 * @param curvature how much the square of x1 moves the outcome, and the effect by half of that
 * @param hidden how much the trait that nobody measures changes the effect
 */
public record TargetPopulation(
        int size,
        double target,
        double effect,
        double shift,
        double spread,
        double heterogeneity,
        double curvature,
        double hidden)
        implements Twins {

    public TargetPopulation {
        Arguments.atLeast("size", size, 8);
        Arguments.positive("target", target);
        Arguments.finite("effect", effect);
        Arguments.finite("shift", shift);
        Arguments.positive("spread", spread);
        Arguments.finite("heterogeneity", heterogeneity);
        Arguments.finite("curvature", curvature);
        Arguments.finite("hidden", hidden);
    }

    /**
     * As many units of the target as of the experiment, covariates that lie half a standard deviation higher and change the effect by
     * three quarters of it for each standard deviation; linear outcomes and log odds, nothing hidden.
     *
     * @param size units of the experiment
     * @return the world
     */
    public static TargetPopulation standard(int size) {
        return new TargetPopulation(size, 1, 1, 0.5, 1, 0.75, 0, 0);
    }

    /**
     * The same world where linear models are wrong.
     *
     * @param deviation standard deviation of x1 in the target, above 0; other than 1 the log odds of participation are not linear
     * @param bend curvature of the outcome; other than 0 the outcome is not linear
     * @return the changed world
     */
    public TargetPopulation withForm(double deviation, double bend) {
        return new TargetPopulation(size, target, effect, shift, deviation, heterogeneity, bend, hidden);
    }

    /**
     * The same world with a modifier of the effect that nobody measures.
     *
     * @param strength how much it changes the effect
     * @return the changed world
     */
    public TargetPopulation withHidden(double strength) {
        return new TargetPopulation(size, target, effect, shift, spread, heterogeneity, curvature, strength);
    }

    /**
     * The same world with a target that lies elsewhere.
     *
     * @param distance how far its covariates lie from those of the experiment
     * @return the changed world
     */
    public TargetPopulation withShift(double distance) {
        return new TargetPopulation(size, target, effect, distance, spread, heterogeneity, curvature, hidden);
    }

    /**
     * The average effect in the target.
     *
     * @return in closed form, from the first two moments of the covariates
     */
    public double targetEffect() {
        return effect
                * (1
                        + heterogeneity * 0.75 * shift
                        + curvature / 2 * (shift * shift + spread * spread)
                        + hidden * shift);
    }

    @Override
    public String name() {
        return "target-population";
    }

    @Override
    public Draw draw(Streams streams) {
        return run(streams, null);
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Assignment.all(rows(), arm)).observed();
    }

    private int rows() {
        return size + Math.max(2, (int) Math.rint(target * size));
    }

    private Draw run(Streams streams, double @Nullable [] forced) {
        int n = rows();
        double[][] traits = new double[3][n];
        Philox covariates = streams.covariates();
        for (double[] trait : traits) {
            covariates.normals(trait);
        }
        double[] treatment = forced;
        if (treatment == null) {
            treatment = new double[n];
            double[] drawn = Assignment.COMPLETE.draw(streams.assignment(), size, 0.5);
            System.arraycopy(drawn, 0, treatment, 0, size);
        }
        double[] y = new double[n];
        streams.noise().normals(y);
        double[] inExperiment = new double[n];
        double[] baseline = new double[n];
        double[] effects = new double[n];
        double[] propensity = new double[n];
        for (int i = 0; i < n; i++) {
            boolean here = i < size;
            inExperiment[i] = here ? 1 : 0;
            propensity[i] = 0.5;
            double x1 = here ? traits[0][i] : shift + spread * traits[0][i];
            double x2 = here ? traits[1][i] : traits[1][i] - shift / 2;
            double u = here ? traits[2][i] : traits[2][i] + shift;
            traits[0][i] = x1;
            traits[1][i] = x2;
            baseline[i] = 1 + x1 + x2 + curvature * x1 * x1 + u;
            effects[i] = effect * (1 + heterogeneity * (x1 + x2 / 2) + curvature / 2 * x1 * x1 + hidden * u);
            y[i] += baseline[i] + treatment[i] * effects[i];
        }
        Sample observed = Sample.builder()
                .outcome("y", y)
                .assignment("t", treatment)
                .add(Role.STRATUM, new Column.Numeric("experiment", inExperiment))
                .covariate("x1", traits[0])
                .covariate("x2", traits[1])
                .build();
        GroundTruth truth = new GroundTruth(
                Map.of(Estimand.TARGET_ATE, targetEffect()), new UnitTruth(baseline, effects, propensity, Noise.of(1)));
        return new Draw(observed, truth);
    }

    @Override
    public TargetPopulation withEffect(double changed) {
        return new TargetPopulation(size, target, changed, shift, spread, heterogeneity, curvature, hidden);
    }

    @Override
    public TargetPopulation withSize(int changed) {
        return new TargetPopulation(changed, target, effect, shift, spread, heterogeneity, curvature, hidden);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Another population",
                List.of(
                        "S = 1: \\quad X_1, X_2, U \\sim N(0, 1), \\quad T \\sim \\mathrm{Bernoulli}(0.5)",
                        "S = 0: \\quad X_1 \\sim N(\\delta, \\omega^2), \\quad X_2 \\sim N(-\\delta / 2, 1), \\quad U \\sim N(\\delta, 1), \\quad T = 0",
                        "\\tau(X, U) = \\tau (1 + \\gamma (X_1 + X_2 / 2) + \\kappa X_1^2 / 2 + \\eta U)",
                        "Y = 1 + X_1 + X_2 + \\kappa X_1^2 + U + \\tau(X, U) T + \\varepsilon, \\quad \\varepsilon \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "units of the experiment, at least 8"),
                        new WorldCard.Knob("target", "units of the target for each of the experiment, above 0"),
                        new WorldCard.Knob("effect", "effect tau on a unit whose covariates are 0"),
                        new WorldCard.Knob("shift", "how far delta the covariates of the target lie away"),
                        new WorldCard.Knob("spread", "standard deviation omega of the first covariate in the target"),
                        new WorldCard.Knob("heterogeneity", "how much gamma the covariates change the effect"),
                        new WorldCard.Knob("curvature", "how much kappa the square of the first covariate does"),
                        new WorldCard.Knob("hidden", "how much eta a trait that nobody measures changes the effect")),
                Dag.of("S -> x1; S -> x2; S -> [u]; S -> T; x1 -> Y; x2 -> Y; [u] -> Y; T -> Y"),
                "The average effect in the target follows from the first two moments of its covariates.",
                "The setting of Dahabreh et al. (2020), doi:10.1002/sim.8426, with an effect that covariates change.");
    }
}
