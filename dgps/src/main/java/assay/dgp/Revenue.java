package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * Revenue of which treatment moves both parts: how many spend, and how much. {@code Y = B exp(logMean + logMeanChange T + logSd
 * z)} with {@code B ~ Bernoulli(share + shareChange T)} and {@code z ~ N(0, 1)}. In {@link Hurdle} it moves the amounts only.
 *
 * <p>The mean is {@code E[Y(t)] = (share + shareChange t) exp(logMean + logMeanChange t + logSd^2 / 2)}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 4
 * @param share probability of spending anything under control, in (0, 1)
 * @param shareChange what treatment adds to that probability, which stays in (0, 1)
 * @param logMean mean of the logarithm of the amount under control
 * @param logMeanChange what treatment adds to the logarithm of the amount
 * @param logSd standard deviation of the logarithm of the amount, above 0
 * @param treatedShare probability of treatment, in (0, 1)
 */
public record Revenue(
        int size,
        double share,
        double shareChange,
        double logMean,
        double logMeanChange,
        double logSd,
        double treatedShare)
        implements Twins {

    public Revenue {
        Arguments.atLeast("size", size, 4);
        Arguments.probability("share", share);
        Arguments.probability("share + shareChange", share + shareChange);
        Arguments.finite("logMean", logMean);
        Arguments.finite("logMeanChange", logMeanChange);
        Arguments.positive("logSd", logSd);
        Arguments.probability("treatedShare", treatedShare);
    }

    /**
     * One in ten spends, 14 in 100 when treated, amounts of logarithmic mean 2 and spread 1 that treatment raises by 0.1.
     *
     * @param size units
     * @return the world
     */
    public static Revenue standard(int size) {
        return new Revenue(size, 0.10, 0.04, 2, 0.10, 1, 0.5);
    }

    private double spenders(int treatment) {
        return share + shareChange * treatment;
    }

    private double amount(int treatment, int power) {
        return FastMath.exp(power * (logMean + logMeanChange * treatment) + power * power * logSd * logSd / 2);
    }

    /**
     * The expected outcome.
     *
     * @param treatment 0 or 1
     * @return the mean if every unit had that treatment
     */
    public double mean(int treatment) {
        return spenders(treatment) * amount(treatment, 1);
    }

    private double sd(int treatment) {
        double mean = mean(treatment);
        return Math.sqrt(spenders(treatment) * amount(treatment, 2) - mean * mean);
    }

    @Override
    public String name() {
        return "revenue";
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
        Philox noise = streams.noise();
        double[] coins = new double[size];
        noise.uniforms(coins);
        double[] y = new double[size];
        noise.normals(y);
        double effect = mean(1) - mean(0);
        double[] baseline = new double[size];
        double[] effects = new double[size];
        double[] propensity = new double[size];
        Arrays.fill(baseline, mean(0));
        Arrays.fill(effects, effect);
        Arrays.fill(propensity, treatedShare);
        double[] spread = {sd(0), sd(1)};
        double factor = FastMath.exp(logMeanChange);
        double change = 0;
        for (int i = 0; i < size; i++) {
            double amount = FastMath.exp(logMean + logSd * y[i]);
            double control = coins[i] < spenders(0) ? amount : 0;
            double treated = coins[i] < spenders(1) ? amount * factor : 0;
            change += treated - control;
            y[i] = treatment[i] == 1 ? treated : control;
            // The coins are spent; their array becomes that of the spreads.
            coins[i] = spread[(int) treatment[i]];
        }
        return new Draw(
                Sample.builder().outcome("y", y).assignment("t", treatment).build(),
                new GroundTruth(
                        Map.of(Estimand.ATE, effect, Estimand.SATE, change / size, Estimand.LIFT, effect / mean(0)),
                        new UnitTruth(baseline, effects, propensity, Noise.of(coins))));
    }

    /**
     * The world in which the mean changes by so much: as many spend as did, and what they spend is solved for. An effect of
     * 0 is the A/A null, in which neither changes.
     *
     * @throws IllegalArgumentException if that would leave a mean that is not positive
     */
    @Override
    public Revenue withEffect(double changed) {
        if (changed == 0) {
            return new Revenue(size, share, 0, logMean, 0, logSd, treatedShare);
        }
        double target = mean(0) + Arguments.finite("effect", changed);
        if (!(target > 0)) {
            throw new IllegalArgumentException("effect must be above minus the mean under control, " + -mean(0));
        }
        double solved = FastMath.log(target / (spenders(1) * amount(0, 1)));
        return new Revenue(size, share, shareChange, logMean, solved, logSd, treatedShare);
    }

    @Override
    public Revenue withSize(int changed) {
        return new Revenue(changed, share, shareChange, logMean, logMeanChange, logSd, treatedShare);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Revenue in two parts",
                List.of(
                        "T \\sim \\mathrm{Bernoulli}(q), \\quad B \\sim \\mathrm{Bernoulli}(p + \\delta T), \\quad Z \\sim N(0, 1)",
                        "Y = B \\exp(\\mu + \\gamma T + \\sigma Z)"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 4"),
                        new WorldCard.Knob("share", "probability p of spending anything under control, in (0, 1)"),
                        new WorldCard.Knob("shareChange", "what treatment adds to that probability: delta"),
                        new WorldCard.Knob("logMean", "mean mu of the logarithm of the amount under control"),
                        new WorldCard.Knob(
                                "logMeanChange", "what treatment adds to the logarithm of the amount: gamma"),
                        new WorldCard.Knob("logSd", "standard deviation sigma of the logarithm, above 0"),
                        new WorldCard.Knob("treatedShare", "probability q of treatment, in (0, 1)")),
                Dag.of("T -> B -> Y; T -> Y"),
                "The mean is the probability of spending times the mean of a log-normal, in closed form.",
                "The two-part model of Duan et al. (1983), doi:10.1080/07350015.1983.10509330.");
    }
}
