package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Sample;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * Counts, such as sessions or orders: {@code Y ~ Poisson(exp(logRate + 0.5 x0 + logRateRatio T))} with independent standard
 * normal covariates. Over the population counts spread more than a Poisson variable of their mean.
 *
 * <p>Means are those of a log-normal rate: {@code E[Y(t)] = exp(logRate + logRateRatio t + 0.5^2 / 2)}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 4
 * @param dimensions covariates, at least 1; the first matters
 * @param logRate logarithm of the rate of a typical unit under control, at most 2.2
 * @param logRateRatio what treatment adds to the logarithm of a unit's rate; both together are at most 2.2
 * @param treatedShare probability of treatment, in (0, 1)
 */
public record Count(int size, int dimensions, double logRate, double logRateRatio, double treatedShare)
        implements Twins {

    private static final double SLOPE = 0.5;
    /** No normal drawn from 52 bits is further out. */
    private static final double FARTHEST = 8.3;

    public Count {
        Arguments.atLeast("size", size, 4);
        Arguments.atLeast("dimensions", dimensions, 1);
        Arguments.finite("logRate", logRate);
        Arguments.finite("logRateRatio", logRateRatio);
        Arguments.probability("treatedShare", treatedShare);
        double largest = logRate + Math.max(0, logRateRatio);
        if (largest > FastMath.log(Inversion.LARGEST_MEAN) - SLOPE * FARTHEST) {
            throw new IllegalArgumentException(
                    "logRate, with logRateRatio where that is positive, must be at most 2.2, not " + largest);
        }
    }

    /**
     * Three covariates, log rate 0.7 and log rate ratio 0.15, half of the units treated.
     *
     * @param size units
     * @return the world
     */
    public static Count standard(int size) {
        return new Count(size, 3, 0.7, 0.15, 0.5);
    }

    /**
     * The expected count.
     *
     * @param treatment 0 or 1
     * @return the mean if every unit had that treatment
     */
    public double mean(int treatment) {
        return FastMath.exp(logRate + SLOPE * SLOPE / 2 + logRateRatio * treatment);
    }

    @Override
    public String name() {
        return "count";
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
        Sample.Builder observed = Sample.builder();
        double[][] x = Traits.normals(streams.covariates(), dimensions, size, observed);
        double[] y = new double[size];
        streams.noise().uniforms(y);
        double[] baseline = new double[size];
        double[] effects = new double[size];
        double[] spread = new double[size];
        double[] propensity = new double[size];
        Arrays.fill(propensity, treatedShare);
        double lift = FastMath.expm1(logRateRatio);
        double change = 0;
        for (int i = 0; i < size; i++) {
            double rate = FastMath.exp(logRate + SLOPE * x[0][i]);
            baseline[i] = rate;
            effects[i] = rate * lift;
            spread[i] = Math.sqrt(rate + effects[i] * treatment[i]);
            int control = Inversion.poisson(y[i], rate);
            int treated = Inversion.poisson(y[i], rate + effects[i]);
            change += treated - control;
            y[i] = treatment[i] == 1 ? treated : control;
        }
        return new Draw(
                observed.outcome("y", y).assignment("t", treatment).build(),
                new GroundTruth(
                        Map.of(Estimand.ATE, mean(0) * lift, Estimand.SATE, change / size, Estimand.LIFT, lift),
                        new UnitTruth(baseline, effects, propensity, Noise.of(spread))));
    }

    /**
     * The world in which the mean changes by so much.
     *
     * @throws IllegalArgumentException if that would leave a mean that is not positive, or rates that are too large
     */
    @Override
    public Count withEffect(double changed) {
        double relative = Arguments.finite("effect", changed) / mean(0);
        if (!(relative > -1)) {
            throw new IllegalArgumentException("effect must be above minus the mean under control, " + -mean(0));
        }
        return new Count(size, dimensions, logRate, FastMath.log1p(relative), treatedShare);
    }

    @Override
    public Count withSize(int changed) {
        return new Count(changed, dimensions, logRate, logRateRatio, treatedShare);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Counts",
                List.of(
                        "T \\sim \\mathrm{Bernoulli}(q), \\quad X \\sim N(0, I_d)",
                        "Y \\sim \\mathrm{Poisson}(\\lambda), \\quad \\lambda = \\exp(a + 0.5 X_0 + \\beta T)"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 4"),
                        new WorldCard.Knob("dimensions", "covariates d, at least 1; the first matters"),
                        new WorldCard.Knob("logRate", "logarithm a of the rate of a typical unit, at most 2.2"),
                        new WorldCard.Knob("logRateRatio", "what treatment adds to the logarithm of a rate: beta"),
                        new WorldCard.Knob("treatedShare", "probability q of treatment, in (0, 1)")),
                Dag.of("X -> Y; T -> Y"),
                "Rates are log-normal, so that the means of both arms have a closed form.",
                "The Poisson log-normal mixture of overdispersed counts; Cameron and Trivedi, Regression Analysis of Count "
                        + "Data (2013).");
    }
}
