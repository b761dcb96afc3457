package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.List;
import java.util.Map;

/**
 * Encouragement that follows the covariates, and compliance that follows what nobody measured: {@code X ~ N(0, I_3)}, {@code U ~ N(0, 1)},
 * {@code Z ~ Bernoulli(logistic(k x0 + g U))}; units are always-takers (s = 1), compliers (s = 0) or never-takers (s = -1), D(z) is what
 * they take when assigned z, and {@code y = 1.2 x0 - 0.8 x1 + 0.5 x2 + endogeneity s + 2 g U + effect D + sd e}. The sample shows X,
 * Z, D and Y. Given X, with g = 0, encouragement is as if by lot; who takes the treatment is not.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 12
 * @param effect effect of treatment, the same for every unit
 * @param sd standard deviation of the noise, above 0
 * @param confounding k, by how much the first covariate moves the log odds of encouragement
 * @param compliers share of compliers, in (0, 1]
 * @param alwaysTakers share of always-takers, in [0, 1 - compliers]
 * @param endogeneity how much better always-takers, and worse never-takers, fare than compliers without treatment
 * @param hidden g, by how much a hidden confounder moves the log odds of encouragement, and by 2 g the outcome; 0 for none
 */
public record SelectedEncouragement(
        int size,
        double effect,
        double sd,
        double confounding,
        double compliers,
        double alwaysTakers,
        double endogeneity,
        double hidden)
        implements Twins {

    private static final int DIMENSIONS = 3;

    public SelectedEncouragement {
        Arguments.atLeast("size", size, 12);
        Arguments.finite("effect", effect);
        Arguments.positive("sd", sd);
        Arguments.finite("confounding", confounding);
        Takers.check(compliers, alwaysTakers);
        Arguments.finite("endogeneity", endogeneity);
        Arguments.finite("hidden", hidden);
    }

    /**
     * Effect 2, unit noise, confounding 0.7, six compliers and two always-takers in ten, endogeneity -1, nothing hidden.
     *
     * @param size units
     * @return the world
     */
    public static SelectedEncouragement standard(int size) {
        return new SelectedEncouragement(size, 2, 1, 0.7, 0.6, 0.2, -1, 0);
    }

    /**
     * The same world with a hidden confounder of encouragement and outcome.
     *
     * @param strength 0 for none
     * @return the changed world
     */
    public SelectedEncouragement withHidden(double strength) {
        return new SelectedEncouragement(size, effect, sd, confounding, compliers, alwaysTakers, endogeneity, strength);
    }

    @Override
    public String name() {
        return "selected-encouragement";
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
        Sample.Builder builder = Sample.builder();
        double[][] x = Traits.normals(traits, DIMENSIONS, size, builder);
        double[] u = new double[size];
        traits.normals(u);
        double[] type = Takers.types(traits, size, compliers, alwaysTakers);
        double[] baseline = Surface.LINEAR.over(x[0], x[1], x[2]);
        double[] propensity = new double[size];
        double[] received = new double[size];
        double[] effects = new double[size];
        double[] y = new double[size];
        streams.noise().normals(y);
        for (int i = 0; i < size; i++) {
            propensity[i] = Traits.logistic(confounding * x[0][i] + hidden * u[i]);
            assigned[i] = assigned[i] < propensity[i] ? 1 : 0;
            received[i] = Takers.received(type[i], assigned[i]);
            effects[i] = type[i] == 0 ? effect : 0;
            baseline[i] += endogeneity * type[i] + 2 * hidden * u[i] + (type[i] > 0 ? effect : 0);
            y[i] = baseline[i] + effects[i] * assigned[i] + sd * y[i];
        }
        Sample observed = builder.outcome("y", y)
                .assignment("z", assigned)
                .add(Role.TREATMENT, "d", received)
                .build();
        GroundTruth truth = new GroundTruth(
                Map.of(
                        Estimand.LATE, effect,
                        Estimand.ITT, effect * compliers,
                        Estimand.ATE, effect,
                        Estimand.COMPLIANCE, compliers),
                new UnitTruth(baseline, effects, propensity, Noise.of(sd)));
        return new Draw(observed, truth.withNull(effect == 0));
    }

    @Override
    public SelectedEncouragement withEffect(double changed) {
        return new SelectedEncouragement(size, changed, sd, confounding, compliers, alwaysTakers, endogeneity, hidden);
    }

    @Override
    public SelectedEncouragement withSize(int changed) {
        return new SelectedEncouragement(
                changed, effect, sd, confounding, compliers, alwaysTakers, endogeneity, hidden);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Encouragement that follows the covariates",
                List.of(
                        "X \\sim N(0, I_3), \\quad U \\sim N(0, 1)",
                        "Z \\sim \\mathrm{Bernoulli}\\left(\\frac{1}{1 + \\exp(-\\kappa X_0 - g U)}\\right)",
                        "Y = 1.2 X_0 - 0.8 X_1 + 0.5 X_2 + \\eta S + 2 g U + \\tau D + \\sigma \\varepsilon, \\quad"
                                + " \\varepsilon \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 12"),
                        new WorldCard.Knob("effect", "the effect tau of treatment, the same for every unit"),
                        new WorldCard.Knob("sd", "standard deviation sigma of the noise, above 0"),
                        new WorldCard.Knob("confounding", "kappa, by how much X0 moves the log odds of encouragement"),
                        new WorldCard.Knob("compliers", "share of compliers (S = 0), in (0, 1]"),
                        new WorldCard.Knob("alwaysTakers", "share of always-takers (S = 1)"),
                        new WorldCard.Knob(
                                "endogeneity",
                                "eta, how much better always-takers fare than compliers without treatment"),
                        new WorldCard.Knob(
                                "hidden", "g, by how much a hidden U moves the log odds of encouragement; 0 for none")),
                Dag.of("X, [U] -> Z -> D -> Y; X, [U], [S] -> Y; [S] -> D"),
                "The effect is a knob and the same for all, hence also that on compliers.",
                "Frolich (Journal of Econometrics 139, 2007), doi:10.1016/j.jeconom.2006.06.004.");
    }
}
