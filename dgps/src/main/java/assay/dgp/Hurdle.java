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
 * Revenue: most units spend nothing, the others a log-normal amount, and treatment multiplies what is spent.
 *
 * <p>{@code y(0) = B exp(logMean + logSd z)} with {@code B ~ Bernoulli(share)} and {@code z ~ N(0, 1)};
 * {@code y(1) = y(0) (1 + effect / E[y(0)])} with {@code E[y(0)] = share exp(logMean + logSd^2 / 2)}, so that the average
 * effect is the knob exactly. Nobody is made to spend who would not.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 4
 * @param share probability of spending anything, in (0, 1)
 * @param logMean mean of the logarithm of the amount
 * @param logSd standard deviation of the logarithm of the amount, above 0
 * @param effect average treatment effect in the unit of the outcome, above minus the mean under control
 * @param treatedShare share of units treated, in (0, 1)
 * @param assignment how units are put into arms
 */
public record Hurdle(
        int size, double share, double logMean, double logSd, double effect, double treatedShare, Assignment assignment)
        implements Twins {

    private static final double BELOW_ONE = 0x1.fffffffffffffp-1;

    public Hurdle {
        Arguments.atLeast("size", size, 4);
        Arguments.probability("share", share);
        Arguments.finite("logMean", logMean);
        Arguments.positive("logSd", logSd);
        Arguments.probability("treatedShare", treatedShare);
        if (!(effect > -mean(share, logMean, logSd) && effect < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("effect must be finite and above minus the mean under control, "
                    + -mean(share, logMean, logSd) + ", not " + effect);
        }
    }

    private static double mean(double share, double logMean, double logSd) {
        return share * FastMath.exp(logMean + logSd * logSd / 2);
    }

    /**
     * The expected outcome under control.
     *
     * @return share times the mean of the log-normal
     */
    public double controlMean() {
        return mean(share, logMean, logSd);
    }

    /**
     * The standard deviation of the outcome under control.
     *
     * @return the root of {@code share exp(2 logMean + 2 logSd^2)} less the squared mean
     */
    public double controlSd() {
        double square = share * FastMath.exp(2 * (logMean + logSd * logSd));
        return FastMath.sqrt(square - controlMean() * controlMean());
    }

    @Override
    public String name() {
        return "hurdle";
    }

    @Override
    public Draw draw(Streams streams) {
        return run(streams, assignment.draw(streams.assignment(), size, treatedShare));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Assignment.all(size, arm)).observed();
    }

    private Draw run(Streams streams, double[] treatment) {
        double[] y = new double[size];
        streams.noise().uniforms(y);
        double[] effects = new double[size];
        double lift = effect / controlMean();
        double sum = 0;
        for (int i = 0; i < size; i++) {
            // One uniform a unit decides whether it spends, and how much: given that it is below the share, it is
            // uniform below the share.
            double z = y[i] < share ? NormalDistribution.quantile(Math.min(y[i] / share, BELOW_ONE)) : 0;
            y[i] = y[i] < share ? FastMath.exp(logMean + logSd * z) : 0;
            effects[i] = lift * y[i];
            sum += effects[i];
            y[i] += treatment[i] * effects[i];
        }
        double[] baseline = new double[size];
        double[] propensity = new double[size];
        Arrays.fill(baseline, controlMean());
        Arrays.fill(propensity, treatedShare);
        Sample observed =
                Sample.builder().outcome("y", y).assignment("t", treatment).build();
        GroundTruth truth = new GroundTruth(
                Map.of(Estimand.ATE, effect, Estimand.SATE, sum / size),
                new UnitTruth(baseline, effects, propensity, Noise.of(controlSd())));
        return new Draw(observed, truth);
    }

    @Override
    public Hurdle withEffect(double changed) {
        return new Hurdle(size, share, logMean, logSd, changed, treatedShare, assignment);
    }

    @Override
    public Hurdle withSize(int changed) {
        return new Hurdle(changed, share, logMean, logSd, effect, treatedShare, assignment);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Zero-inflated revenue",
                List.of(
                        "B \\sim \\mathrm{Bernoulli}(p), \\quad Z \\sim N(0, 1)",
                        "Y(0) = B \\exp(\\mu + \\sigma Z), \\quad m = p \\exp(\\mu + \\sigma^2 / 2)",
                        "Y(1) = Y(0) (1 + \\tau / m)"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 4"),
                        new WorldCard.Knob("share", "probability p of spending anything, in (0, 1)"),
                        new WorldCard.Knob("logMean", "mean mu of the logarithm of the amount"),
                        new WorldCard.Knob("logSd", "standard deviation sigma of the logarithm of the amount, above 0"),
                        new WorldCard.Knob(
                                "effect", "average effect tau; treatment multiplies every amount by 1 + tau / m"),
                        new WorldCard.Knob("treatedShare", "share of units treated, in (0, 1)"),
                        new WorldCard.Knob("assignment", "a coin for each unit, or a fixed number by lot")),
                Dag.of("T -> converts -> Y; T -> Y"),
                "The average effect is a knob, as the mean under control has a closed form; the sample average effect is "
                        + "computed from the amounts drawn.",
                "Revenue per user in online experiments; the two-part model of Duan et al. (1983), "
                        + "doi:10.1080/07350015.1983.10509330.");
    }
}
