package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Sample;
import assay.random.Streams;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trial whose effect passes through two mediators, one after the other, and past both: {@code M1 = k a1 T + x + e1},
 * {@code M2 = k a2 T + d M1 + x + e2}, {@code Y = k c T + b1 M1 + b2 M2 + x + sd e3}, with T a fair coin, x and e standard
 * normal. The factor k makes the total effect the knob: {@code k (c + a1 b1 + a2 b2 + a1 d b2) = effect}. The covariate x
 * confounds mediators and outcome and is observed.
 *
 * <p>The sample has three outcomes: y, and the mediators m1 and m2, which are measured after the assignment too. The truth
 * has a target for each path, named {@code direct}, {@code via m1}, {@code via m2}, {@code via m1 and m2} and {@code total}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range, or the paths cancel out so that
 * no factor gives the effect.
 *
 * @param size units, at least 12
 * @param effect total effect of treatment
 * @param sd standard deviation of the noise of the outcome, above 0
 * @param direct c, relative weight of the direct path
 * @param toFirst a1, relative effect of treatment on the first mediator
 * @param toSecond a2, relative effect of treatment on the second mediator, past the first
 * @param firstToSecond d, effect of the first mediator on the second
 * @param firstToOutcome b1, effect of the first mediator on the outcome, past the second
 * @param secondToOutcome b2, effect of the second mediator on the outcome
 */
public record SerialMediation(
        int size,
        double effect,
        double sd,
        double direct,
        double toFirst,
        double toSecond,
        double firstToSecond,
        double firstToOutcome,
        double secondToOutcome)
        implements Twins {

    private static final double CANCELS = 1e-9;

    public SerialMediation {
        Arguments.atLeast("size", size, 12);
        Arguments.finite("effect", effect);
        Arguments.positive("sd", sd);
        Arguments.finite("direct", direct);
        Arguments.finite("toFirst", toFirst);
        Arguments.finite("toSecond", toSecond);
        Arguments.finite("firstToSecond", firstToSecond);
        Arguments.finite("firstToOutcome", firstToOutcome);
        Arguments.finite("secondToOutcome", secondToOutcome);
        double first = toFirst * firstToOutcome;
        double second = toSecond * secondToOutcome;
        double serial = toFirst * firstToSecond * secondToOutcome;
        double scale = Math.abs(direct) + Math.abs(first) + Math.abs(second) + Math.abs(serial);
        if (!(Math.abs(direct + first + second + serial) > CANCELS * scale)) {
            throw new IllegalArgumentException("the paths add up to " + (direct + first + second + serial)
                    + ": no factor of them gives the total effect");
        }
    }

    /**
     * A total effect of 1, of which 0.3 is direct, 0.2 via the first mediator alone, 0.1 via the second alone and 0.4 via
     * both.
     *
     * @param size units
     * @return the world
     */
    public static SerialMediation standard(int size) {
        return new SerialMediation(size, 1, 1, 0.3, 0.5, 0.125, 1, 0.4, 0.8);
    }

    @Override
    public String name() {
        return "serial-mediation";
    }

    @Override
    public Draw draw(Streams streams) {
        double k = factor();
        Map<String, Double> paths = new LinkedHashMap<>();
        // Adding 0 takes the sign from a negative zero.
        paths.put("total", effect + 0.0);
        paths.put("direct", k * direct + 0.0);
        paths.put("via m1", k * toFirst * firstToOutcome + 0.0);
        paths.put("via m2", k * toSecond * secondToOutcome + 0.0);
        paths.put("via m1 and m2", k * toFirst * firstToSecond * secondToOutcome + 0.0);
        GroundTruth truth = new GroundTruth(
                Map.of(
                        Estimand.ATE,
                        effect,
                        Estimand.DIRECT_EFFECT,
                        k * direct + 0.0,
                        Estimand.INDIRECT_EFFECT,
                        effect - k * direct),
                null);
        return new Draw(run(streams, Tosses.drawn(streams.assignment(), size)), truth.withTargets(paths));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Tosses.forced(size, arm));
    }

    private double factor() {
        double serial = toFirst * firstToSecond * secondToOutcome;
        return effect / (direct + toFirst * firstToOutcome + toSecond * secondToOutcome + serial);
    }

    private Sample run(Streams streams, double[] treatment) {
        double k = factor();
        double[] x = new double[size];
        streams.covariates().normals(x);
        double[] m1 = new double[size];
        double[] m2 = new double[size];
        double[] y = new double[size];
        var noise = streams.noise();
        noise.normals(m1);
        noise.normals(m2);
        noise.normals(y);
        for (int i = 0; i < size; i++) {
            double t = treatment[i] < 0.5 ? 1 : 0;
            treatment[i] = t;
            m1[i] += k * toFirst * t + x[i];
            m2[i] += k * toSecond * t + firstToSecond * m1[i] + x[i];
            y[i] = k * direct * t + firstToOutcome * m1[i] + secondToOutcome * m2[i] + x[i] + sd * y[i];
        }
        return Sample.builder()
                .outcome("y", y)
                .outcome("m1", m1)
                .outcome("m2", m2)
                .assignment("t", treatment)
                .covariate("x", x)
                .build();
    }

    @Override
    public SerialMediation withEffect(double changed) {
        return with(size, changed);
    }

    @Override
    public SerialMediation withSize(int changed) {
        return with(changed, effect);
    }

    private SerialMediation with(int units, double total) {
        return new SerialMediation(
                units, total, sd, direct, toFirst, toSecond, firstToSecond, firstToOutcome, secondToOutcome);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Mediators in series",
                List.of(
                        "T \\sim \\mathrm{Bernoulli}(1/2), \\quad X, \\varepsilon_j \\sim N(0, 1)",
                        "M_1 = k a_1 T + X + \\varepsilon_1, \\quad M_2 = k a_2 T + d M_1 + X + \\varepsilon_2",
                        "Y = k c T + b_1 M_1 + b_2 M_2 + X + \\sigma \\varepsilon_3",
                        "k (c + a_1 b_1 + a_2 b_2 + a_1 d b_2) = \\tau"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 12"),
                        new WorldCard.Knob("effect", "the total effect tau of treatment"),
                        new WorldCard.Knob("sd", "standard deviation sigma of the noise of the outcome, above 0"),
                        new WorldCard.Knob("direct", "c, relative weight of the direct path"),
                        new WorldCard.Knob("toFirst", "a1, relative effect of treatment on the first mediator"),
                        new WorldCard.Knob(
                                "toSecond", "a2, relative effect of treatment on the second mediator, past the first"),
                        new WorldCard.Knob("firstToSecond", "d, effect of the first mediator on the second"),
                        new WorldCard.Knob(
                                "firstToOutcome", "b1, effect of the first mediator on the outcome, past the second"),
                        new WorldCard.Knob("secondToOutcome", "b2, effect of the second mediator on the outcome")),
                Dag.of("T, X -> M1 -> M2 -> Y; T, X -> M2; T, X -> Y; M1 -> Y"),
                "All is linear: the effect along a path is the product of its coefficients, and the paths add up to the "
                        + "total, which is a knob.",
                "The path rules of Wright (Annals of Mathematical Statistics 5, 1934), doi:10.1214/aoms/1177732676.");
    }
}
