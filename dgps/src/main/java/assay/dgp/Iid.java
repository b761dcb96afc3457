package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Rung 0: a randomised experiment with independent normal outcomes, {@code y = mean + effect T + N(0, sd^2)}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 4
 * @param effect treatment effect, the same for every unit
 * @param mean expected outcome under control
 * @param sd standard deviation of the outcome within an arm, above 0
 * @param treatedShare probability of treatment, in (0, 1)
 */
public record Iid(int size, double effect, double mean, double sd, double treatedShare) implements Twins {

    public Iid {
        Arguments.atLeast("size", size, 4);
        Arguments.finite("effect", effect);
        Arguments.finite("mean", mean);
        Arguments.positive("sd", sd);
        Arguments.probability("treatedShare", treatedShare);
    }

    /**
     * The world with its usual knobs: effect 2, mean 10, standard deviation 5, half of the units treated.
     *
     * @param size units
     * @return the world
     */
    public static Iid standard(int size) {
        return new Iid(size, 2, 10, 5, 0.5);
    }

    @Override
    public String name() {
        return "iid";
    }

    @Override
    public Draw draw(Streams streams) {
        return run(streams, Assignment.BERNOULLI.draw(streams.assignment(), size, treatedShare));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Assignment.all(size, arm)).observed();
    }

    private Draw run(Streams streams, double[] treatment) {
        double[] y = new double[size];
        Philox noise = streams.noise();
        noise.normals(y);
        for (int i = 0; i < size; i++) {
            y[i] = mean + effect * treatment[i] + sd * y[i];
        }
        Sample observed =
                Sample.builder().outcome("y", y).assignment("t", treatment).build();
        double[] baseline = new double[size];
        double[] effects = new double[size];
        double[] propensity = new double[size];
        Arrays.fill(baseline, mean);
        Arrays.fill(effects, effect);
        Arrays.fill(propensity, treatedShare);
        GroundTruth truth = new GroundTruth(
                Map.of(Estimand.ATE, effect, Estimand.SATE, effect),
                new UnitTruth(baseline, effects, propensity, Noise.of(sd)));
        return new Draw(observed, truth);
    }

    @Override
    public Iid withEffect(double changed) {
        return new Iid(size, changed, mean, sd, treatedShare);
    }

    @Override
    public Iid withSize(int changed) {
        return new Iid(changed, effect, mean, sd, treatedShare);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Independent normal outcomes",
                List.of(
                        "T \\sim \\mathrm{Bernoulli}(p)",
                        "Y = \\mu + \\tau T + \\sigma \\varepsilon, \\quad \\varepsilon \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 4"),
                        new WorldCard.Knob("effect", "the effect of treatment, the same for every unit"),
                        new WorldCard.Knob("mean", "expected outcome under control"),
                        new WorldCard.Knob("sd", "standard deviation of the outcome within an arm, above 0"),
                        new WorldCard.Knob("treatedShare", "probability of treatment, in (0, 1)")),
                Dag.of("T -> Y"),
                "The effect is a knob: every unit gains exactly that much.",
                "The textbook two-sample experiment (Neyman 1923).");
    }
}
