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
 * A trial with one mediator whose effect may differ between the arms: {@code M = k a T + x / 2 + g U + e1},
 * {@code Y = k c T + b M + k h T M + x + g U + s2 e2}, with T a fair coin and x, U, e standard normal. The noise of the outcome has
 * variance {@code (1 + s e1^2) / (1 + s)}: it is wider where the mediator is far from what was expected. U is hidden.
 *
 * <p>The factor k makes the total effect the knob: {@code k (a b + c) + k^2 a h = effect}. The mean mediator of control is 0, so that
 * {@code ACME(0) = k a b}, {@code ACME(1) = k a (b + k h)}, {@code ADE(0) = k c}, {@code ADE(1) = k c + k^2 a h}. The targets are
 * {@code total} and these; without an interaction they are {@code total}, {@code direct} and {@code via m}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range, or no factor gives the effect.
 *
 * @param size units, at least 12
 * @param effect total effect of treatment
 * @param toMediator a, relative effect of treatment on the mediator
 * @param toOutcome b, effect of the mediator on the outcome
 * @param direct c, relative direct effect
 * @param interaction h, by how much more the mediator does in the treated arm, relative
 * @param hidden g, by how much the hidden U moves mediator and outcome
 * @param spread s, by how much the noise of the outcome grows with the error of the mediator, at least 0
 */
public record InteractingMediator(
        int size,
        double effect,
        double toMediator,
        double toOutcome,
        double direct,
        double interaction,
        double hidden,
        double spread)
        implements Twins {

    private static final double ON_MEDIATOR = 0.5;

    public InteractingMediator {
        Arguments.atLeast("size", size, 12);
        Arguments.finite("effect", effect);
        Arguments.finite("toMediator", toMediator);
        Arguments.finite("toOutcome", toOutcome);
        Arguments.finite("direct", direct);
        Arguments.finite("interaction", interaction);
        Arguments.finite("hidden", hidden);
        Arguments.finite("spread", spread);
        if (!(spread >= 0)) {
            throw new IllegalArgumentException("spread must be at least 0, not " + spread);
        }
        if (!Double.isFinite(factor(effect, toMediator, toOutcome, direct, interaction))) {
            throw new IllegalArgumentException("no factor of the effects gives a total effect of " + effect);
        }
    }

    /**
     * A total effect of 1 with an interaction, and nothing hidden.
     *
     * @param size units
     * @return the world
     */
    public static InteractingMediator standard(int size) {
        return new InteractingMediator(size, 1, 0.8, 0.5, 0.2, 0.5, 0, 0);
    }

    /**
     * The same without an interaction.
     *
     * @param size units
     * @return the world
     */
    public static InteractingMediator plain(int size) {
        return new InteractingMediator(size, 1, 0.8, 0.5, 0.2, 0, 0, 0);
    }

    /**
     * The same with something hidden that moves mediator and outcome.
     *
     * @param strength g
     * @return the world
     */
    public InteractingMediator withHidden(double strength) {
        return new InteractingMediator(size, effect, toMediator, toOutcome, direct, interaction, strength, spread);
    }

    /**
     * The same with noise of the outcome that grows with the error of the mediator.
     *
     * @param growth s
     * @return the world
     */
    public InteractingMediator withSpread(double growth) {
        return new InteractingMediator(size, effect, toMediator, toOutcome, direct, interaction, hidden, growth);
    }

    /** The root of the quadratic that goes to 0 with the effect. */
    private static double factor(double total, double a, double b, double c, double h) {
        double linear = a * b + c;
        double root = Math.sqrt(linear * linear + 4 * a * h * total);
        double sum = linear + (linear >= 0 ? root : -root);
        return sum == 0 && total == 0 ? 0 : 2 * total / sum;
    }

    private double factor() {
        return factor(effect, toMediator, toOutcome, direct, interaction);
    }

    @Override
    public String name() {
        return "interacting-mediator";
    }

    @Override
    public Draw draw(Streams streams) {
        double k = factor();
        double indirect = k * toMediator * toOutcome;
        double more = k * k * toMediator * interaction;
        double past = k * direct;
        Map<String, Double> targets = new LinkedHashMap<>();
        // Adding 0 takes the sign from a negative zero.
        targets.put("total", effect + 0.0);
        if (interaction == 0) {
            targets.put("direct", past + 0.0);
            targets.put("via m", indirect + 0.0);
        } else {
            targets.put("ACME(0)", indirect + 0.0);
            targets.put("ACME(1)", indirect + more + 0.0);
            targets.put("ADE(0)", past + 0.0);
            targets.put("ADE(1)", past + more + 0.0);
        }
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
        traits.normals(x);
        traits.normals(u);
        double[] m = new double[size];
        double[] y = new double[size];
        Philox noise = streams.noise();
        noise.normals(m);
        noise.normals(y);
        for (int i = 0; i < size; i++) {
            double t = treatment[i] < 0.5 ? 1 : 0;
            treatment[i] = t;
            double scale = Math.sqrt((1 + spread * m[i] * m[i]) / (1 + spread));
            m[i] += k * toMediator * t + ON_MEDIATOR * x[i] + hidden * u[i];
            double slope = toOutcome + k * interaction * t;
            y[i] = k * direct * t + slope * m[i] + x[i] + hidden * u[i] + scale * y[i];
        }
        return Sample.builder()
                .outcome("y", y)
                .outcome("m", m)
                .assignment("t", treatment)
                .covariate("x", x)
                .build();
    }

    @Override
    public InteractingMediator withEffect(double changed) {
        return new InteractingMediator(size, changed, toMediator, toOutcome, direct, interaction, hidden, spread);
    }

    @Override
    public InteractingMediator withSize(int changed) {
        return new InteractingMediator(changed, effect, toMediator, toOutcome, direct, interaction, hidden, spread);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "A mediator that does more in one arm",
                List.of(
                        "T \\sim \\mathrm{Bernoulli}(1/2), \\quad X, U, \\varepsilon_j \\sim N(0, 1)",
                        "M = k a T + X / 2 + g U + \\varepsilon_1",
                        "Y = k c T + (b + k h T) M + X + g U + \\sigma \\varepsilon_2, \\quad \\sigma^2 = \\frac{1 + s"
                                + " \\varepsilon_1^2}{1 + s}",
                        "k (a b + c) + k^2 a h = \\tau"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 12"),
                        new WorldCard.Knob("effect", "the total effect tau of treatment"),
                        new WorldCard.Knob("toMediator", "a, relative effect of treatment on the mediator"),
                        new WorldCard.Knob("toOutcome", "b, effect of the mediator on the outcome"),
                        new WorldCard.Knob("direct", "c, relative direct effect"),
                        new WorldCard.Knob(
                                "interaction", "h, by how much more the mediator does in the treated arm, relative"),
                        new WorldCard.Knob("hidden", "g, by how much the hidden U moves mediator and outcome"),
                        new WorldCard.Knob(
                                "spread",
                                "s, by how much the noise of the outcome grows with the error of the mediator")),
                Dag.of("T, X, [U] -> M -> Y; T, X, [U] -> Y"),
                "The mean mediator of control is 0: the natural effects are products of knobs, and add up to the total, which is a"
                        + " knob.",
                "The natural effects of Imai, Keele and Tingley (Psychological Methods 15, 2010), doi:10.1037/a0020761.");
    }
}
