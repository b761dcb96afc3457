package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Sample;
import assay.distribution.NormalDistribution;
import assay.random.Philox;
import assay.random.Streams;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trial with a mediator and an outcome of 0 and 1: {@code M = k a T + x + g U + e1}, {@code Y = 1} where
 * {@code -1/4 + k c T + b M + x + g U + e2 > 0}, with T a fair coin, x one half or minus one half, and U, e standard normal. U is hidden.
 *
 * <p>With v the variance of {@code b (g U + e1) + g U + e2}, the mean outcome under treatment t and the mediator of arm s is
 * {@code E[Y(t, M(s))]}, the mean over x of {@code Phi((-1/4 + k c t + b k a s + (1 + b) x) / sqrt(v))}. The factor k makes the total
 * effect the knob. The targets are {@code total}, {@code ACME(0)}, {@code ACME(1)}, {@code ADE(0)} and {@code ADE(1)}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range, or no factor gives the effect.
 *
 * @param size units, at least 40
 * @param effect total effect of treatment on the probability of 1
 * @param toMediator a, relative effect of treatment on the mediator, at least 0
 * @param toOutcome b, effect of the mediator on the predictor of the outcome, at least 0
 * @param direct c, relative direct effect on it, above 0
 * @param hidden g, by how much the hidden U moves both
 */
public record ProbitMediation(
        int size, double effect, double toMediator, double toOutcome, double direct, double hidden) implements Twins {

    private static final double CONSTANT = -0.25;
    private static final int HALVINGS = 200;

    public ProbitMediation {
        Arguments.atLeast("size", size, 40);
        Arguments.finite("effect", effect);
        Arguments.positive("direct", direct);
        Arguments.finite("hidden", hidden);
        if (!(toMediator >= 0 && toOutcome >= 0)) {
            throw new IllegalArgumentException("the effects to and from the mediator must be at least 0");
        }
        if (!(Math.abs(effect) < 0.4)) {
            throw new IllegalArgumentException("effect must be in (-0.4, 0.4), not " + effect);
        }
    }

    /**
     * A total effect of a fifth.
     *
     * @param size units
     * @return the world
     */
    public static ProbitMediation standard(int size) {
        return new ProbitMediation(size, 0.2, 1, 0.6, 0.4, 0);
    }

    /**
     * The same with something hidden that moves mediator and outcome.
     *
     * @param strength g
     * @return the world
     */
    public ProbitMediation withHidden(double strength) {
        return new ProbitMediation(size, effect, toMediator, toOutcome, direct, strength);
    }

    @Override
    public String name() {
        return "probit-mediation";
    }

    /**
     * The mean outcome under a treatment and the mediator of an arm.
     *
     * @param k factor of the effects
     * @param t the treatment, 0 or 1
     * @param s the arm of the mediator, 0 or 1
     * @return a probability
     */
    double mean(double k, int t, int s) {
        double spread = Math.sqrt(1 + toOutcome * toOutcome + hidden * hidden * (1 + toOutcome) * (1 + toOutcome));
        double centre = CONSTANT + k * direct * t + toOutcome * k * toMediator * s;
        double half = (1 + toOutcome) / 2;
        return (NormalDistribution.survival(-(centre + half) / spread)
                        + NormalDistribution.survival(-(centre - half) / spread))
                / 2;
    }

    /** The factor that gives the total effect, which grows with it. */
    double factor() {
        if (effect == 0) {
            return 0;
        }
        double low = -100;
        double high = 100;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (mean(middle, 1, 1) - mean(middle, 0, 0) < effect) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    @Override
    public Draw draw(Streams streams) {
        double k = factor();
        double[][] p = new double[2][2];
        for (int t = 0; t < 2; t++) {
            for (int s = 0; s < 2; s++) {
                p[t][s] = mean(k, t, s);
            }
        }
        Map<String, Double> targets = new LinkedHashMap<>();
        targets.put("total", effect + 0.0);
        targets.put("ACME(0)", p[0][1] - p[0][0]);
        targets.put("ACME(1)", p[1][1] - p[1][0]);
        targets.put("ADE(0)", p[1][0] - p[0][0]);
        targets.put("ADE(1)", p[1][1] - p[0][1]);
        GroundTruth truth = new GroundTruth(Map.of(Estimand.ATE, effect), null).withTargets(targets);
        return new Draw(run(streams, Tosses.drawn(streams.assignment(), size)), truth);
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Tosses.forced(size, arm));
    }

    private Sample run(Streams streams, double[] treatment) {
        double k = factor();
        Philox traits = streams.covariates();
        double[] x = new double[size];
        double[] u = new double[size];
        traits.uniforms(x);
        traits.normals(u);
        double[] m = new double[size];
        double[] y = new double[size];
        Philox noise = streams.noise();
        noise.normals(m);
        noise.normals(y);
        for (int i = 0; i < size; i++) {
            double t = treatment[i] < 0.5 ? 1 : 0;
            treatment[i] = t;
            x[i] = x[i] < 0.5 ? -0.5 : 0.5;
            m[i] += k * toMediator * t + x[i] + hidden * u[i];
            double predictor = CONSTANT + k * direct * t + toOutcome * m[i] + x[i] + hidden * u[i];
            y[i] = predictor + y[i] > 0 ? 1 : 0;
        }
        return Sample.builder()
                .outcome("y", y)
                .outcome("m", m)
                .assignment("t", treatment)
                .covariate("x", x)
                .build();
    }

    @Override
    public ProbitMediation withEffect(double changed) {
        return new ProbitMediation(size, changed, toMediator, toOutcome, direct, hidden);
    }

    @Override
    public ProbitMediation withSize(int changed) {
        return new ProbitMediation(changed, effect, toMediator, toOutcome, direct, hidden);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "A mediator of a yes or no",
                List.of(
                        "T \\sim \\mathrm{Bernoulli}(1/2), \\quad X = \\pm 1/2, \\quad U, \\varepsilon_j \\sim N(0, 1)",
                        "M = k a T + X + g U + \\varepsilon_1",
                        "Y = 1 \\mathrm{ where } -1/4 + k c T + b M + X + g U + \\varepsilon_2 > 0",
                        "E[Y(1, M(1))] - E[Y(0, M(0))] = \\tau"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 40"),
                        new WorldCard.Knob("effect", "the total effect tau on the probability of 1"),
                        new WorldCard.Knob("toMediator", "a, relative effect of treatment on the mediator"),
                        new WorldCard.Knob("toOutcome", "b, effect of the mediator on the predictor of the outcome"),
                        new WorldCard.Knob("direct", "c, relative direct effect on it, above 0"),
                        new WorldCard.Knob("hidden", "g, by how much the hidden U moves both")),
                Dag.of("T, X, [U] -> M -> Y; T, X, [U] -> Y"),
                "A probit of a normal variable is a probit: each mean is a normal distribution function, and the factor that gives"
                        + " the total is found by bisection.",
                "The framing experiment's model in Imai, Keele and Tingley (Psychological Methods 15, 2010),"
                        + " doi:10.1037/a0020761.");
    }
}
