package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Sample;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A sample-ratio mismatch: units are put into arms by a coin, and some treated units never reach the log, as when a redirect is slow.
 * Of the units that are seen a share {@code p (1 - loss) / (1 - p loss)} is treated. Outcomes are {@code N(mean, sd^2)} in both arms:
 * treatment does nothing.
 *
 * <p>The null hypothesis of this world is that nobody is lost; {@link #withEffect} changes the loss.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units that are seen, at least 4
 * @param loss probability that a treated unit is lost, in [0, 1)
 * @param mean expected outcome
 * @param sd standard deviation of the outcome, above 0
 * @param plannedShare probability p of treatment before the loss, in (0, 1)
 */
public record LostUnits(int size, double loss, double mean, double sd, double plannedShare) implements Twins {

    public LostUnits {
        Arguments.atLeast("size", size, 4);
        if (!(loss >= 0 && loss < 1)) {
            throw new IllegalArgumentException("loss must be in [0, 1), not " + loss);
        }
        Arguments.finite("mean", mean);
        Arguments.positive("sd", sd);
        Arguments.probability("plannedShare", plannedShare);
    }

    /**
     * Equal arms of which a tenth of the treated is lost, mean 10 and standard deviation 5.
     *
     * @param size units
     * @return the world
     */
    public static LostUnits standard(int size) {
        return new LostUnits(size, 0.1, 10, 5, 0.5);
    }

    /**
     * The share of treated units among those that are seen.
     *
     * @return in (0, 1)
     */
    public double seenShare() {
        return plannedShare * (1 - loss) / (1 - plannedShare * loss);
    }

    @Override
    public String name() {
        return "lost-units";
    }

    @Override
    public Draw draw(Streams streams) {
        return run(streams, Assignment.BERNOULLI.draw(streams.assignment(), size, seenShare()));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Assignment.all(size, arm)).observed();
    }

    private Draw run(Streams streams, double[] treatment) {
        double[] y = new double[size];
        streams.noise().normals(y);
        for (int i = 0; i < size; i++) {
            y[i] = mean + sd * y[i];
        }
        double[] baseline = new double[size];
        double[] propensity = new double[size];
        Arrays.fill(baseline, mean);
        Arrays.fill(propensity, seenShare());
        GroundTruth truth = new GroundTruth(
                Map.of(Estimand.ATE, 0.0, Estimand.SATE, 0.0),
                new UnitTruth(baseline, new double[size], propensity, Noise.of(sd)));
        return new Draw(
                Sample.builder().outcome("y", y).assignment("t", treatment).build(), truth.withNull(loss == 0));
    }

    @Override
    public LostUnits withEffect(double changed) {
        return new LostUnits(size, changed, mean, sd, plannedShare);
    }

    @Override
    public LostUnits withSize(int changed) {
        return new LostUnits(changed, loss, mean, sd, plannedShare);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Lost units",
                List.of(
                        "T \\sim \\mathrm{Bernoulli}(p), \\quad \\mathrm{seen} \\sim \\mathrm{Bernoulli}(1 - \\lambda T)",
                        "P(T = 1 \\mid \\mathrm{seen}) = p (1 - \\lambda) / (1 - p \\lambda)",
                        "Y = \\mu + \\sigma \\varepsilon, \\quad \\varepsilon \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "units that are seen, at least 4"),
                        new WorldCard.Knob("loss", "probability lambda that a treated unit is lost, in [0, 1)"),
                        new WorldCard.Knob("mean", "expected outcome mu"),
                        new WorldCard.Knob("sd", "standard deviation sigma of the outcome, above 0"),
                        new WorldCard.Knob("plannedShare", "probability p of treatment before the loss, in (0, 1)")),
                Dag.of("T -> seen"),
                "Treatment has no effect on the outcome; the null hypothesis, that shares are as planned, holds when the loss "
                        + "is 0.",
                "Sample-ratio mismatch; Fabijan et al. (2019), doi:10.1145/3292500.3330722.");
    }
}
