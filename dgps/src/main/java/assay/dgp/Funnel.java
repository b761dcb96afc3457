package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * A funnel of click, conversion and revenue, of which treatment moves the last two: {@code P(click) = logistic(-0.5 + 0.4 x0)},
 * {@code P(conversion | click) = clip(logistic(-1 + 0.5 x1) + conversionChange T, 0, 1)}, and revenue {@code exp(2 +
 * logRevenueChange T + logSd z)} of those who convert, with independent standard normal covariates and z.
 *
 * <p>The outcome is revenue by user, zeros included. Conversions by click are a ratio metric. Targets are the effects on the
 * means by user of {@code click}, {@code conversion} and {@code revenue}. Means of probabilities are by quadrature.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size users, at least 4
 * @param dimensions covariates, at least 2; the first two matter
 * @param conversionChange what treatment adds to the probability of conversion after a click, before it is clipped; in (-1, 1)
 * @param logRevenueChange what treatment adds to the logarithm of revenue
 * @param logSd standard deviation of the logarithm of revenue, above 0
 * @param treatedShare probability of treatment, in (0, 1)
 */
public record Funnel(
        int size, int dimensions, double conversionChange, double logRevenueChange, double logSd, double treatedShare)
        implements Twins {

    private static final double CLICK = -0.5;
    private static final double CLICK_SLOPE = 0.4;
    private static final double CONVERSION = -1;
    private static final double CONVERSION_SLOPE = 0.5;
    private static final double LOG_REVENUE = 2;

    public Funnel {
        Arguments.atLeast("size", size, 4);
        Arguments.atLeast("dimensions", dimensions, 2);
        if (!(Math.abs(conversionChange) < 1)) {
            throw new IllegalArgumentException("conversionChange must be in (-1, 1), not " + conversionChange);
        }
        Arguments.finite("logRevenueChange", logRevenueChange);
        Arguments.positive("logSd", logSd);
        Arguments.probability("treatedShare", treatedShare);
    }

    /**
     * Three covariates, three more conversions in a hundred clicks, logarithmic revenue 0.12 higher and of spread 1, half of
     * the users treated.
     *
     * @param size users
     * @return the world
     */
    public static Funnel standard(int size) {
        return new Funnel(size, 3, 0.03, 0.12, 1, 0.5);
    }

    /**
     * The probability of a click, which treatment does not move.
     *
     * @return clicks by user
     */
    public double click() {
        return NormalMean.of(z -> Traits.logistic(CLICK + CLICK_SLOPE * z));
    }

    /**
     * The probability of a conversion after a click.
     *
     * @param treatment 0 or 1
     * @return conversions by click if every user had that treatment
     */
    public double conversion(int treatment) {
        double base = NormalMean.of(z -> Traits.logistic(CONVERSION + CONVERSION_SLOPE * z));
        double change = conversionChange * treatment;
        return change == 0 ? base : base + change - clipped(change);
    }

    /** What clipping takes off the mean: the part that would be above 1, or (with its sign) the one below 0. */
    private static double clipped(double change) {
        double sign = change > 0 ? 1 : -1;
        double bound = change > 0 ? 1 - change : -change;
        double kink = (FastMath.log(bound / (1 - bound)) - CONVERSION) / CONVERSION_SLOPE;
        // Mirrored, so that the part below a kink is above one too.
        return sign
                * NormalMean.above(
                        sign * kink, z -> sign * (Traits.logistic(CONVERSION + CONVERSION_SLOPE * sign * z) - bound));
    }

    private double amount(int treatment, int power) {
        return FastMath.exp(power * (LOG_REVENUE + logRevenueChange * treatment) + power * power * logSd * logSd / 2);
    }

    /**
     * The expected outcome.
     *
     * @param treatment 0 or 1
     * @return revenue by user if every user had that treatment
     */
    public double mean(int treatment) {
        return click() * conversion(treatment) * amount(treatment, 1);
    }

    @Override
    public String name() {
        return "funnel";
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
        Philox noise = streams.noise();
        double[] click = new double[size];
        double[] conversion = new double[size];
        double[] y = new double[size];
        noise.uniforms(click);
        noise.uniforms(conversion);
        noise.normals(y);
        double[] baseline = new double[size];
        double[] effects = new double[size];
        double[] spread = new double[size];
        double[] propensity = new double[size];
        Arrays.fill(propensity, treatedShare);
        double[] mean = {amount(0, 1), amount(1, 1)};
        double[] square = {amount(0, 2), amount(1, 2)};
        double factor = FastMath.exp(logRevenueChange);
        double change = 0;
        for (int i = 0; i < size; i++) {
            int arm = (int) treatment[i];
            double clicks = Traits.logistic(CLICK + CLICK_SLOPE * x[0][i]);
            double converts = Traits.logistic(CONVERSION + CONVERSION_SLOPE * x[1][i]);
            double moved = Math.min(1, Math.max(0, converts + conversionChange));
            baseline[i] = clicks * converts * mean[0];
            effects[i] = clicks * moved * mean[1] - baseline[i];
            double expected = baseline[i] + arm * effects[i];
            spread[i] = Math.sqrt(clicks * (arm == 1 ? moved : converts) * square[arm] - expected * expected);
            double amount = FastMath.exp(LOG_REVENUE + logSd * y[i]);
            boolean clicked = click[i] < clicks;
            double control = clicked && conversion[i] < converts ? amount : 0;
            double treated = clicked && conversion[i] < moved ? amount * factor : 0;
            change += treated - control;
            y[i] = arm == 1 ? treated : control;
            click[i] = clicked ? 1 : 0;
            conversion[i] = y[i] > 0 ? 1 : 0;
        }
        observed.outcome("y", y)
                .assignment("t", treatment)
                .add(Role.NUMERATOR, "conversions", conversion)
                .add(Role.DENOMINATOR, "clicks", click);
        return new Draw(
                observed.build(), truth(change / size, new UnitTruth(baseline, effects, propensity, Noise.of(spread))));
    }

    private GroundTruth truth(double sample, UnitTruth units) {
        double click = click();
        double rate = conversion(0);
        double rateChange = conversionChange == 0 ? 0 : conversion(1) - rate;
        double base = click * rate * amount(0, 1);
        double effect = click * ((rate + rateChange) * amount(1, 1) - rate * amount(0, 1));
        Map<String, Double> targets = new LinkedHashMap<>();
        targets.put("click", 0.0);
        targets.put("conversion", click * rateChange);
        targets.put("revenue", effect);
        return new GroundTruth(
                        Map.of(
                                Estimand.ATE,
                                effect,
                                Estimand.SATE,
                                sample,
                                Estimand.LIFT,
                                effect / base,
                                Estimand.RATIO,
                                rateChange),
                        units)
                .withTargets(targets);
    }

    /**
     * The world in which revenue by user changes by so much: as many convert as did, and what they spend is solved for. An
     * effect of 0 is the A/A null, in which neither changes.
     *
     * @throws IllegalArgumentException if that would leave a mean that is not positive
     */
    @Override
    public Funnel withEffect(double changed) {
        if (changed == 0) {
            return new Funnel(size, dimensions, 0, 0, logSd, treatedShare);
        }
        double target = mean(0) + Arguments.finite("effect", changed);
        if (!(target > 0)) {
            throw new IllegalArgumentException("effect must be above minus the mean under control, " + -mean(0));
        }
        double solved = FastMath.log(target / (click() * conversion(1) * amount(0, 1)));
        return new Funnel(size, dimensions, conversionChange, solved, logSd, treatedShare);
    }

    @Override
    public Funnel withSize(int changed) {
        return new Funnel(changed, dimensions, conversionChange, logRevenueChange, logSd, treatedShare);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Click, conversion, revenue",
                List.of(
                        "T \\sim \\mathrm{Bernoulli}(q), \\quad X \\sim N(0, I_d), \\quad Z \\sim N(0, 1)",
                        "P(C = 1) = \\mathrm{logistic}(-0.5 + 0.4 X_0)",
                        "P(B = 1 | C = 1) = \\mathrm{clip}(\\mathrm{logistic}(-1 + 0.5 X_1) + \\delta T, 0, 1)",
                        "Y = C B \\exp(2 + \\gamma T + \\sigma Z)"),
                List.of(
                        new WorldCard.Knob("size", "users, at least 4"),
                        new WorldCard.Knob("dimensions", "covariates d, at least 2; the first two matter"),
                        new WorldCard.Knob(
                                "conversionChange",
                                "delta, what treatment adds to conversion after a click, before it is clipped"),
                        new WorldCard.Knob(
                                "logRevenueChange", "gamma, what treatment adds to the logarithm of revenue"),
                        new WorldCard.Knob("logSd", "standard deviation sigma of the logarithm of revenue, above 0"),
                        new WorldCard.Knob("treatedShare", "probability q of treatment, in (0, 1)")),
                Dag.of("X -> C -> B -> Y; X -> B; T -> B; T -> Y"),
                "Clicks and conversions depend on different covariates, so that their mean probabilities, by quadrature, "
                        + "multiply with the mean of a log-normal.",
                "Conversion funnels of online experiments; Kohavi, Tang and Xu, Trustworthy Online Controlled Experiments "
                        + "(2020), doi:10.1017/9781108653985.");
    }
}
