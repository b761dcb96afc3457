package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Policy;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import org.apache.commons.math3.util.FastMath;

/**
 * The log of a policy that chooses between several actions by context, and records every probability. Two contexts are uniform on
 * (-1, 1). Action 0 brings {@code b(x) = 0.4 + 0.1 x1 + curve (3 x2^2 - 1) / 2}, another action a {@code b(x) + effect (1 + u_a'x)}, with
 * directions u_a spread evenly over the circle. The log prefers actions in the direction of the context: {@code p_a = floor + (1 - K
 * floor) softmax(sharpness u_a'x)}, so that an action is seen where it does well. The sharper the log and the lower the floor, the less
 * it tells of other policies.
 *
 * <p>The value that is stated is that of the policy that chooses every action with the same probability, {@code 0.4 + effect (K - 1) /
 * K}. Values of other policies are means over a grid of midpoints.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range, or expected rewards leave [0, 1] where
 * rewards are 0 or 1.
 *
 * @param size rows, at least 10
 * @param actions number of actions K, at least 2
 * @param effect what an action other than 0 gains on average
 * @param sharpness how strongly the log follows the context, 0 or more
 * @param floor least probability of every action, in [0, 1 / K]
 * @param curve how far the rewards depart from a plane in the contexts
 * @param rewards how rewards scatter
 */
public record LoggedActions(
        int size, int actions, double effect, double sharpness, double floor, double curve, RewardLaw rewards)
        implements Twins {

    private static final double BASE = 0.4;
    private static final double SLOPE = 0.1;
    private static final double SD = 0.5;
    private static final int GRID = 400;

    public LoggedActions {
        Arguments.atLeast("size", size, 10);
        Arguments.atLeast("actions", actions, 2);
        Arguments.finite("effect", effect);
        Arguments.finite("curve", curve);
        if (!(sharpness >= 0 && sharpness < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("sharpness must be finite and 0 or more, not " + sharpness);
        }
        if (!(floor >= 0 && floor * actions <= 1)) {
            throw new IllegalArgumentException("floor must be in [0, 1 / actions], not " + floor);
        }
        double most = 1 + FastMath.sqrt(2);
        double least = 1 - FastMath.sqrt(2);
        double low = BASE - SLOPE - Math.abs(curve) + Math.min(0, Math.min(effect * least, effect * most));
        double high = BASE + SLOPE + Math.abs(curve) + Math.max(0, Math.max(effect * least, effect * most));
        if (rewards == RewardLaw.BERNOULLI && !(low >= 0 && high <= 1)) {
            throw new IllegalArgumentException("effect " + effect + " and curve " + curve
                    + " may take expected rewards outside [0, 1]; choose smaller ones, or normal rewards");
        }
    }

    /**
     * Three actions, rewards of 0 or 1, a log that follows the context gently.
     *
     * @param size rows, at least 10
     * @return the world
     */
    public static LoggedActions standard(int size) {
        return new LoggedActions(size, 3, 0.15, 2, 0.05, 0.05, RewardLaw.BERNOULLI);
    }

    @Override
    public String name() {
        return "logged-actions";
    }

    /**
     * The expected reward of an action.
     *
     * @param action from 0
     * @param x1 first context
     * @param x2 second context
     * @return the expectation
     */
    public double expected(int action, double x1, double x2) {
        double base = BASE + SLOPE * x1 + curve * (3 * x2 * x2 - 1) / 2;
        return action == 0 ? base : base + effect * (1 + along(action, x1, x2));
    }

    /** How far a context lies in the direction of an action; 0 for action 0. */
    private double along(int action, double x1, double x2) {
        if (action == 0) {
            return 0;
        }
        double angle = 2 * Math.PI * (action - 1) / (actions - 1);
        return FastMath.cos(angle) * x1 + FastMath.sin(angle) * x2;
    }

    private void propensities(double x1, double x2, double[] out) {
        double sum = 0;
        for (int a = 0; a < actions; a++) {
            out[a] = FastMath.exp(sharpness * along(a, x1, x2));
            sum += out[a];
        }
        for (int a = 0; a < actions; a++) {
            out[a] = floor + (1 - actions * floor) * out[a] / sum;
        }
    }

    @Override
    public Draw draw(Streams streams) {
        return new Draw(run(streams, -1), truth());
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, arm);
    }

    private GroundTruth truth() {
        double value = BASE + effect * (actions - 1) / actions;
        return new GroundTruth(Map.of(Estimand.POLICY_VALUE, value), null)
                .withPolicies(new Midpoints(this))
                .withNull(effect == 0);
    }

    private Sample run(Streams streams, int forced) {
        double[] x1 = new double[size];
        double[] x2 = new double[size];
        double[] action = new double[size];
        double[] y = new double[size];
        Philox contexts = streams.covariates();
        contexts.uniforms(x1);
        contexts.uniforms(x2);
        streams.assignment().uniforms(action);
        if (rewards == RewardLaw.BERNOULLI) {
            streams.noise().uniforms(y);
        } else {
            streams.noise().normals(y);
        }
        double[][] logged = new double[actions][size];
        double[] p = new double[actions];
        for (int i = 0; i < size; i++) {
            x1[i] = 2 * x1[i] - 1;
            x2[i] = 2 * x2[i] - 1;
            propensities(x1[i], x2[i], p);
            for (int a = 0; a < actions; a++) {
                logged[a][i] = p[a];
            }
            int taken = forced >= 0 ? forced : drawn(p, action[i]);
            action[i] = taken;
            double mean = expected(taken, x1[i], x2[i]);
            y[i] = rewards == RewardLaw.BERNOULLI ? (y[i] < mean ? 1 : 0) : mean + SD * y[i];
        }
        Sample.Builder builder = Sample.builder().outcome("y", y).assignment("action", action);
        for (int a = 0; a < actions; a++) {
            builder.add(Role.PROPENSITY, "p" + a, logged[a]);
        }
        return builder.covariate("x1", x1).covariate("x2", x2).build();
    }

    private static int drawn(double[] p, double u) {
        double sum = 0;
        for (int a = 0; a < p.length - 1; a++) {
            sum += p[a];
            if (u < sum) {
                return a;
            }
        }
        return p.length - 1;
    }

    /** Values as means over midpoints of a grid of contexts. */
    private record Midpoints(LoggedActions world) implements PolicyTruth {

        @Override
        public double value(Policy policy) {
            return mean((x1, x2) -> world.expected(policy.action(new double[] {x1, x2}), x1, x2));
        }

        @Override
        public double best() {
            return mean((x1, x2) -> {
                double best = Double.NEGATIVE_INFINITY;
                for (int a = 0; a < world.actions; a++) {
                    best = Math.max(best, world.expected(a, x1, x2));
                }
                return best;
            });
        }

        private static double mean(DoubleBinaryOperator at) {
            double sum = 0;
            for (int i = 0; i < GRID; i++) {
                for (int j = 0; j < GRID; j++) {
                    sum += at.applyAsDouble((2 * i + 1.0) / GRID - 1, (2 * j + 1.0) / GRID - 1);
                }
            }
            return sum / ((double) GRID * GRID);
        }
    }

    @Override
    public LoggedActions withEffect(double changed) {
        return new LoggedActions(size, actions, changed, sharpness, floor, curve, rewards);
    }

    @Override
    public LoggedActions withSize(int changed) {
        return new LoggedActions(changed, actions, effect, sharpness, floor, curve, rewards);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "The log of a policy",
                List.of(
                        "X_1, X_2 \\sim \\mathrm{Uniform}(-1, 1), \\quad u_a = (\\cos \\theta_a, \\sin \\theta_a), \\quad \\theta_a = 2"
                                + " \\pi (a - 1) / (K - 1)",
                        "P(A = a \\mid X) = f + (1 - K f) \\frac{\\exp(s \\, u_a'X)}{1 + \\sum_{b \\geq 1} \\exp(s \\, u_b'X)}, \\quad u_0 = 0",
                        "E[Y \\mid A, X] = 0.4 + 0.1 X_1 + c (3 X_2^2 - 1) / 2 + \\tau \\, 1\\{A > 0\\} (1 + u_A'X)"),
                List.of(
                        new WorldCard.Knob("size", "rows of the log, at least 10"),
                        new WorldCard.Knob("actions", "number of actions K, at least 2"),
                        new WorldCard.Knob("effect", "what an action other than 0 gains on average, tau"),
                        new WorldCard.Knob(
                                "sharpness", "how strongly the log follows the context, s; 0 is a uniform log"),
                        new WorldCard.Knob("floor", "least probability f of every action, in [0, 1 / K]"),
                        new WorldCard.Knob("curve", "how far rewards depart from a plane, c"),
                        new WorldCard.Knob("rewards", "bernoulli: 0 or 1; normal: standard deviation 0.5")),
                Dag.of("X1, X2 -> A; X1, X2, A -> Y"),
                "The value of choosing evenly is 0.4 + tau (K - 1) / K, whatever the log. Values of other policies are means over a grid"
                        + " of 160,000 midpoints.",
                "The logged bandit feedback of Dudik, Erhan, Langford and Li (Statistical Science 29, 2014), doi:10.1214/14-STS500.");
    }
}
