package assay.dgp;

import assay.Arguments;
import assay.Column;
import assay.Estimand;
import assay.Policy;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * Several actions that do good in different places, at a cost: {@code y = b(x) + effect g_t(x) + sd e}, with covariates on grids, so that
 * the value of any policy is a finite sum. The probabilities of the actions differ from unit to unit and are recorded, or not. An
 * effect of 0 is the A/A null: no action does anything, and each costly one is a loss.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 8
 * @param arms actions, 2 to 4; action 0 does nothing and is free
 * @param effect average effect of each action beside the first
 * @param cost cost of each action beside the first, in the unit of the outcome, not negative
 * @param sd standard deviation of the noise, above 0
 * @param confounding how far covariates move the actions, 0 for equal probabilities
 * @param log whether the probabilities are recorded
 */
public record ManyActions(int size, int arms, double effect, double cost, double sd, double confounding, Log log)
        implements Twins {

    /** Values of the first, second and fourth covariate: -1 to 1 in steps of a quarter. */
    private static final int GRID = 9;

    private static final int COVARIATES = 4;

    /** Whether the probabilities of the actions are in the data. */
    public enum Log {
        /** One column for each action, or that of the second of two. */
        RECORDED,
        /** They are not. */
        UNRECORDED
    }

    public ManyActions {
        Arguments.atLeast("size", size, 8);
        Arguments.atLeast("arms", arms, 2);
        if (arms > 4) {
            throw new IllegalArgumentException("arms must be at most 4, not " + arms);
        }
        Arguments.finite("effect", effect);
        Arguments.finite("confounding", confounding);
        Arguments.positive("sd", sd);
        if (!(cost >= 0 && cost < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("cost must be finite and not negative, not " + cost);
        }
    }

    /**
     * Recorded probabilities between a half and twice the equal ones, unit noise.
     *
     * @param size units
     * @param arms actions, 2 to 4
     * @return an average effect of 0.3 for a cost of 0.3
     */
    public static ManyActions standard(int size, int arms) {
        return new ManyActions(size, arms, 0.3, 0.3, 1, 0.4, Log.RECORDED);
    }

    /**
     * The same with another confounding.
     *
     * @param changed how far covariates move the actions
     * @param recorded whether the probabilities are in the data
     * @return the changed world
     */
    public ManyActions withConfounding(double changed, Log recorded) {
        return new ManyActions(size, arms, effect, cost, sd, changed, recorded);
    }

    @Override
    public String name() {
        return "many-actions";
    }

    private static double grid(double uniform) {
        return step(Math.min((int) (uniform * GRID), GRID - 1));
    }

    private static double step(int step) {
        return step / 4.0 - 1;
    }

    private static double baseline(double[] x) {
        return x[0] + x[1] * x[2] + 0.5 * x[3];
    }

    /** The effect of an action in units of its average; each has mean 1 over the grid. */
    private static double shape(int action, double[] x) {
        return switch (action) {
            case 0 -> 0;
            case 1 -> 1 + 3 * ((x[0] > 0 ? 1 : 0) - 4.0 / GRID) + 1.5 * x[1];
            case 2 -> 1 + 3 * ((x[1] > 0.25 ? 1 : 0) - 3.0 / GRID) - 1.5 * x[0];
            default -> 1 + 4 * x[0] * x[1] - 2 * (x[2] - 0.5);
        };
    }

    private double[] propensities(double[] x) {
        double[] e = new double[arms];
        double sum = 0;
        for (int a = 0; a < arms; a++) {
            double tilt = a == 0 ? 0 : a == 1 ? x[0] + x[2] - 0.5 : a == 2 ? x[1] - x[0] : -x[1];
            e[a] = FastMath.exp(confounding * tilt);
            sum += e[a];
        }
        for (int a = 0; a < arms; a++) {
            e[a] /= sum;
        }
        return e;
    }

    @Override
    public Draw draw(Streams streams) {
        double[] tosses = new double[size];
        streams.assignment().uniforms(tosses);
        return run(streams, tosses, -1);
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, new double[size], arm).observed();
    }

    private Draw run(Streams streams, double[] tosses, int forced) {
        Philox covariates = streams.covariates();
        double[][] x = new double[COVARIATES][size];
        for (int j = 0; j < COVARIATES; j++) {
            covariates.uniforms(x[j]);
            for (int i = 0; i < size; i++) {
                x[j][i] = j == 2 ? (x[j][i] < 0.5 ? 0 : 1) : grid(x[j][i]);
            }
        }
        double[] y = new double[size];
        streams.noise().normals(y);
        double[] t = new double[size];
        double[][] e = new double[arms][size];
        double[] base = new double[size];
        double[] effects = new double[size];
        double sum = 0;
        double[] unit = new double[COVARIATES];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < COVARIATES; j++) {
                unit[j] = x[j][i];
            }
            double[] p = propensities(unit);
            int action = forced >= 0 ? forced : drawn(p, tosses[i]);
            for (int a = 0; a < arms; a++) {
                e[a][i] = p[a];
            }
            t[i] = action;
            base[i] = baseline(unit);
            effects[i] = effect * shape(1, unit);
            sum += effects[i];
            y[i] = base[i] + effect * shape(action, unit) + sd * y[i];
        }
        Sample.Builder observed = Sample.builder();
        for (int j = 0; j < COVARIATES; j++) {
            observed.covariate("x" + j, x[j]);
        }
        observed.outcome("y", y).assignment("t", t);
        for (int a = arms == 2 ? 1 : 0; log == Log.RECORDED && a < arms; a++) {
            observed.add(Role.PROPENSITY, new Column.Numeric(arms == 2 ? "e" : "e" + a, e[a]));
        }
        return new Draw(observed.build(), truth(base, effects, e[1], sum / size));
    }

    private static int drawn(double[] p, double toss) {
        double cumulative = 0;
        for (int a = 0; a + 1 < p.length; a++) {
            cumulative += p[a];
            if (toss < cumulative) {
                return a;
            }
        }
        return p.length - 1;
    }

    private GroundTruth truth(double[] base, double[] effects, double[] propensity, double sampleEffect) {
        PolicyTruth policies = new Values(this);
        if (arms == 2) {
            return new GroundTruth(
                            Map.of(Estimand.ATE, effect, Estimand.SATE, sampleEffect),
                            new UnitTruth(base, effects, propensity, Noise.of(sd)))
                    .withPolicies(policies);
        }
        Map<String, Double> targets = new LinkedHashMap<>();
        for (int a = 1; a < arms; a++) {
            targets.put(a + " - 0", effect);
        }
        return new GroundTruth(Map.of(), null).withTargets(targets).withPolicies(policies);
    }

    /** Values of policies, by all cells of the grid, which are equally likely. */
    private record Values(ManyActions world) implements PolicyTruth {

        private static final int CELLS = GRID * GRID * 2 * GRID;

        @Override
        public double value(Policy policy) {
            double sum = 0;
            for (int cell = 0; cell < CELLS; cell++) {
                double[] x = at(cell);
                int action = policy.action(x);
                if (action < 0 || action >= world.arms) {
                    throw new IllegalArgumentException("action " + action + " is none of " + world.arms);
                }
                sum += net(action, x);
            }
            return sum / CELLS;
        }

        @Override
        public double best() {
            double sum = 0;
            for (int cell = 0; cell < CELLS; cell++) {
                double[] x = at(cell);
                double most = net(0, x);
                for (int a = 1; a < world.arms; a++) {
                    most = Math.max(most, net(a, x));
                }
                sum += most;
            }
            return sum / CELLS;
        }

        private double net(int action, double[] x) {
            return baseline(x) + world.effect * shape(action, x) - (action == 0 ? 0 : world.cost);
        }

        private static double[] at(int cell) {
            int rest = cell / (GRID * GRID);
            return new double[] {step(cell % GRID), step(cell / GRID % GRID), rest % 2, step(rest / 2)};
        }
    }

    @Override
    public ManyActions withEffect(double changed) {
        return new ManyActions(size, arms, changed, cost, sd, confounding, log);
    }

    @Override
    public ManyActions withSize(int changed) {
        return new ManyActions(changed, arms, effect, cost, sd, confounding, log);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Several actions, each good for some",
                List.of(
                        "X_0, X_1, X_3 \\in \\{-1, -\\frac34, \\ldots, 1\\}, \\quad X_2 \\in \\{0, 1\\}, \\text{ all equally likely}",
                        "e_a(X) \\propto \\exp(\\kappa s_a(X)), \\quad s_0 = 0, \\quad s_1 = X_0 + X_2 - \\frac12, \\quad s_2 = X_1 - X_0, \\quad s_3 = -X_1",
                        "g_1 = 1 + 3 (1\\{X_0 > 0\\} - \\frac49) + \\frac32 X_1, \\quad g_2 = 1 + 3 (1\\{X_1 > \\frac14\\} - \\frac13) - \\frac32 X_0",
                        "g_3 = 1 + 4 X_0 X_1 - 2 (X_2 - \\frac12)",
                        "Y = X_0 + X_1 X_2 + \\frac12 X_3 + \\tau g_T(X) + \\sigma \\varepsilon, \\quad \\varepsilon \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 8"),
                        new WorldCard.Knob("arms", "actions, 2 to 4; the first does nothing and is free"),
                        new WorldCard.Knob("effect", "average effect tau of each other action"),
                        new WorldCard.Knob("cost", "cost of each other action, in the unit of the outcome"),
                        new WorldCard.Knob("sd", "standard deviation sigma of the noise, above 0"),
                        new WorldCard.Knob("confounding", "kappa, how far covariates move the actions"),
                        new WorldCard.Knob("log", "whether the probabilities of the actions are in the data")),
                Dag.of("X -> T; X -> Y; T -> Y"),
                "The value of any policy, costs subtracted, is a sum over the cells of the grid; so is that of the best.",
                "In the manner of Zhou, Athey and Wager (Operations Research 71, 2023), doi:10.1287/opre.2022.2271.");
    }
}
