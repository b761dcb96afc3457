package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Sample;
import assay.distribution.NormalDistribution;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * Skewed amounts, such as load times or orders: {@code y(0) = exp(logMean + logSd z)} with {@code z ~ N(0, 1)}, and treatment
 * multiplies every amount, {@code y(1) = y(0) (1 + effect)}: mean and quantiles all change by that share.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 4
 * @param effect relative effect on every amount, above -1
 * @param logMean mean of the logarithm under control
 * @param logSd standard deviation of the logarithm, above 0
 * @param probability which quantile the quantile effect is about, in (0, 1)
 * @param treatedShare probability of treatment, in (0, 1)
 */
public record LogNormal(int size, double effect, double logMean, double logSd, double probability, double treatedShare)
        implements Twins {

    public LogNormal {
        Arguments.atLeast("size", size, 4);
        Arguments.finite("logMean", logMean);
        Arguments.positive("logSd", logSd);
        Arguments.probability("probability", probability);
        Arguments.probability("treatedShare", treatedShare);
        if (!(effect > -1 && effect < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("effect must be finite and above -1, not " + effect);
        }
    }

    private static double mean(double logMean, double logSd) {
        return FastMath.exp(logMean + logSd * logSd / 2);
    }

    /**
     * The expected outcome under control.
     *
     * @return {@code exp(logMean + logSd^2 / 2)}
     */
    public double controlMean() {
        return mean(logMean, logSd);
    }

    /**
     * The quantile under control.
     *
     * @return {@code exp(logMean + logSd z)} with the normal quantile z
     */
    public double controlQuantile() {
        return FastMath.exp(logMean + logSd * NormalDistribution.quantile(probability));
    }

    @Override
    public String name() {
        return "log-normal";
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
        streams.noise().normals(y);
        double mean = controlMean();
        double sum = 0;
        double[] effects = new double[size];
        double[] baseline = new double[size];
        double[] propensity = new double[size];
        Arrays.fill(baseline, mean);
        Arrays.fill(propensity, treatedShare);
        for (int i = 0; i < size; i++) {
            y[i] = FastMath.exp(logMean + logSd * y[i]);
            effects[i] = effect * y[i];
            sum += effects[i];
            y[i] += treatment[i] * effects[i];
        }
        Sample observed =
                Sample.builder().outcome("y", y).assignment("t", treatment).build();
        double sd = mean * FastMath.sqrt(FastMath.exp(logSd * logSd) - 1);
        GroundTruth truth = new GroundTruth(
                Map.of(
                        Estimand.ATE,
                        effect * mean,
                        Estimand.SATE,
                        sum / size,
                        Estimand.LIFT,
                        effect,
                        Estimand.QTE,
                        effect * controlQuantile()),
                new UnitTruth(baseline, effects, propensity, Noise.of(sd)));
        return new Draw(observed, truth);
    }

    /** Another relative effect, which is the average effect where the mean under control is 1. */
    @Override
    public LogNormal withEffect(double changed) {
        return new LogNormal(size, changed, logMean, logSd, probability, treatedShare);
    }

    @Override
    public LogNormal withSize(int changed) {
        return new LogNormal(changed, effect, logMean, logSd, probability, treatedShare);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Skewed amounts",
                List.of(
                        "T \\sim \\mathrm{Bernoulli}(q), \\quad Z \\sim N(0, 1)",
                        "Y(0) = \\exp(\\mu + \\sigma Z), \\quad m = \\exp(\\mu + \\sigma^2 / 2)",
                        "Y(1) = Y(0) (1 + \\tau)"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 4"),
                        new WorldCard.Knob(
                                "effect",
                                "relative effect tau, above -1: treatment multiplies every amount by 1 + tau"),
                        new WorldCard.Knob("logMean", "mean mu of the logarithm under control"),
                        new WorldCard.Knob("logSd", "standard deviation sigma of the logarithm, above 0"),
                        new WorldCard.Knob("probability", "which quantile the quantile effect is about, in (0, 1)"),
                        new WorldCard.Knob("treatedShare", "probability q of treatment, in (0, 1)")),
                Dag.of("T -> Y"),
                "Mean and quantiles of a log-normal have closed forms, and treatment multiplies all of them alike; the sample "
                        + "average effect is computed from the amounts drawn.",
                "Load times and order values of online experiments; Deng, Knoblich and Lu (2018), "
                        + "doi:10.1145/3219819.3219919.");
    }
}
