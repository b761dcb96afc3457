package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * How long users stay: times to leaving with hazard {@code hazard exp(0.3 x0 - logHazardReduction T)}, observed up to a
 * horizon. The outcome y is 1 for those who are still there after the day of interest.
 *
 * <p>The observed time at risk is the column {@code time}, and {@code event} is 1 where it ended by leaving and 0 where it was
 * cut off at the horizon. Leaving by time at risk is a ratio metric: the occurrence-exposure rate.
 *
 * <p>Expectations over the covariate are by quadrature: {@code P(time > t) = E[exp(-h t)]} with h the hazard of a unit.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size users, at least 4
 * @param dimensions covariates, at least 1; the first matters
 * @param hazard rate of leaving of a typical user under control, by day, above 0
 * @param logHazardReduction what treatment takes off the logarithm of a user's hazard
 * @param day the outcome is to be still there after this day, above 0
 * @param horizon last day of observation, not before day
 * @param treatedShare probability of treatment, in (0, 1)
 */
public record Survival(
        int size,
        int dimensions,
        double hazard,
        double logHazardReduction,
        double day,
        double horizon,
        double treatedShare)
        implements Twins {

    private static final double SLOPE = 0.3;
    private static final double LARGEST = 40;

    public Survival {
        Arguments.atLeast("size", size, 4);
        Arguments.atLeast("dimensions", dimensions, 1);
        Arguments.positive("hazard", hazard);
        Arguments.finite("logHazardReduction", logHazardReduction);
        Arguments.positive("day", day);
        if (!(horizon >= day && horizon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("horizon must be finite and not before day " + day + ", not " + horizon);
        }
        Arguments.probability("treatedShare", treatedShare);
    }

    /**
     * Two covariates, hazard 0.05, log hazard reduction 0.4, day 30 of 60, half of the users treated.
     *
     * @param size users
     * @return the world
     */
    public static Survival standard(int size) {
        return new Survival(size, 2, 0.05, 0.4, 30, 60, 0.5);
    }

    /**
     * The probability of staying longer than some days.
     *
     * @param days not negative
     * @param treatment 0 or 1
     * @return the share of users who are still there if every user had that treatment
     */
    public double survival(double days, int treatment) {
        return survival(days, logHazardReduction * treatment);
    }

    private double survival(double days, double reduction) {
        return NormalMean.of(z -> FastMath.exp(-days * hazard(z, reduction)));
    }

    private double hazard(double x0, double reduction) {
        return hazard * FastMath.exp(SLOPE * x0 - reduction);
    }

    /**
     * The rate of leaving by time at risk up to the horizon.
     *
     * @param treatment 0 or 1
     * @return expected events by expected time if every user had that treatment
     */
    public double rate(int treatment) {
        double reduction = logHazardReduction * treatment;
        double time = NormalMean.of(z -> -FastMath.expm1(-horizon * hazard(z, reduction)) / hazard(z, reduction));
        return (1 - survival(horizon, treatment)) / time;
    }

    @Override
    public String name() {
        return "survival";
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
        double[] time = new double[size];
        Philox noise = streams.noise();
        noise.uniforms(time);
        double[] event = new double[size];
        double[] y = new double[size];
        double[] baseline = new double[size];
        double[] effects = new double[size];
        double[] spread = new double[size];
        double[] propensity = new double[size];
        Arrays.fill(propensity, treatedShare);
        double change = 0;
        for (int i = 0; i < size; i++) {
            double control = hazard(x[0][i], 0);
            double treated = hazard(x[0][i], logHazardReduction);
            double stays = FastMath.exp(-day * treated);
            baseline[i] = FastMath.exp(-day * control);
            effects[i] = stays - baseline[i];
            spread[i] = Traits.coinSd(treatment[i] == 1 ? stays : baseline[i]);
            double without = Inversion.exponential(time[i], control);
            double with = Inversion.exponential(time[i], treated);
            change += (with > day ? 1 : 0) - (without > day ? 1 : 0);
            double left = treatment[i] == 1 ? with : without;
            y[i] = left > day ? 1 : 0;
            event[i] = left <= horizon ? 1 : 0;
            time[i] = Math.min(left, horizon);
        }
        observed.outcome("y", y)
                .assignment("t", treatment)
                .add(Role.NUMERATOR, "event", event)
                .add(Role.DENOMINATOR, "time", time);
        return new Draw(
                observed.build(),
                new GroundTruth(truth(change / size), new UnitTruth(baseline, effects, propensity, Noise.of(spread))));
    }

    private Map<Estimand, Double> truth(double sample) {
        double base = survival(day, 0);
        double effect = survival(day, 1) - base;
        return Map.of(
                Estimand.ATE,
                effect,
                Estimand.SATE,
                sample,
                Estimand.LIFT,
                effect / base,
                Estimand.RATIO,
                rate(1) - rate(0));
    }

    /**
     * The world in which the share of those who stay changes by so much: the reduction of the hazard is solved for.
     *
     * @throws IllegalArgumentException if that would leave a share outside (0, 1)
     */
    @Override
    public Survival withEffect(double changed) {
        double target = survival(day, 0) + Arguments.finite("effect", changed);
        if (!(target > 0 && target < 1)) {
            throw new IllegalArgumentException("effect must leave a share of stayers in (0, 1), not " + target);
        }
        double solved = changed == 0 ? 0 : Inversion.solve(r -> survival(day, r), -LARGEST, LARGEST, target);
        return new Survival(size, dimensions, hazard, solved, day, horizon, treatedShare);
    }

    @Override
    public Survival withSize(int changed) {
        return new Survival(changed, dimensions, hazard, logHazardReduction, day, horizon, treatedShare);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "How long users stay",
                List.of(
                        "T \\sim \\mathrm{Bernoulli}(q), \\quad X \\sim N(0, I_d)",
                        "h = h_0 \\exp(0.3 X_0 - \\beta T), \\quad S \\sim \\mathrm{Exponential}(h)",
                        "Y = 1\\{S > d\\}, \\quad \\mathrm{time} = \\min(S, H), \\quad \\mathrm{event} = 1\\{S \\leq H\\}"),
                List.of(
                        new WorldCard.Knob("size", "users, at least 4"),
                        new WorldCard.Knob("dimensions", "covariates, at least 1; the first matters"),
                        new WorldCard.Knob(
                                "hazard", "daily rate h0 of leaving of a typical user under control, above 0"),
                        new WorldCard.Knob(
                                "logHazardReduction", "what treatment takes off the logarithm of a hazard: beta"),
                        new WorldCard.Knob("day", "the outcome is to be still there after this day: d"),
                        new WorldCard.Knob("horizon", "last day H of observation, not before d"),
                        new WorldCard.Knob("treatedShare", "probability q of treatment, in (0, 1)")),
                Dag.of("X -> S; T -> S; S -> Y; S -> time; S -> event"),
                "Given the covariate, times are exponential; means over the covariate are by quadrature.",
                "Proportional hazards; Cox (J. Royal Statistical Society B 34, 1972).");
    }
}
