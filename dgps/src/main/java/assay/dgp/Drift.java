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
 * An experiment in a world that does not stand still. Units arrive evenly over the periods 1 to P of the experiment, and in
 * period t, with {@code s_t} running evenly from -1 to 1, {@code y = trend s_t + season sin(2 pi t / 7) + tau_t T + sd e}.
 *
 * <p>The effect wears off, or is learnt: {@code tau_t} is proportional to {@code 1 + novelty 2^(-(t - 1) / halfLife)}, with
 * average {@code effect} over the periods. Targets are the effects of the periods, {@code period 1} and so on.
 *
 * <p>Where the experiment is ramped up, the probability of treatment is {@code 1/2 + ramp s_t}, and is a column: arms are
 * then compared at different times, and the difference in means is biased by {@link #naiveBias}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 4
 * @param periods periods P of the experiment, from 2 to 1000
 * @param effect average effect over the periods of the experiment
 * @param novelty how much larger the effect is in the first period than in the long run, relative to that; above -1
 * @param halfLife periods after which half of the novelty is gone, above 0
 * @param trend half of the change of outcomes under control from the first period to the last
 * @param season half of the difference between the best and the worst day of a week of seven periods
 * @param sd standard deviation of the noise, above 0
 * @param ramp how far the probability of treatment moves from one half by the last period, in (-0.5, 0.5)
 */
public record Drift(
        int size,
        int periods,
        double effect,
        double novelty,
        double halfLife,
        double trend,
        double season,
        double sd,
        double ramp)
        implements Twins {

    private static final int MOST_PERIODS = 1000;
    private static final double WEEK = 7;

    public Drift {
        Arguments.atLeast("size", size, 4);
        Arguments.atLeast("periods", periods, 2);
        if (periods > MOST_PERIODS) {
            throw new IllegalArgumentException("periods must be at most " + MOST_PERIODS + ", not " + periods);
        }
        Arguments.finite("effect", effect);
        if (!(novelty > -1 && novelty < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("novelty must be finite and above -1, not " + novelty);
        }
        Arguments.positive("halfLife", halfLife);
        Arguments.finite("trend", trend);
        Arguments.finite("season", season);
        Arguments.positive("sd", sd);
        if (!(Math.abs(ramp) < 0.5)) {
            throw new IllegalArgumentException("ramp must be in (-0.5, 0.5), not " + ramp);
        }
    }

    /**
     * Four weeks, effect 0.5 that starts three times as large as it ends and halves its excess in four days, outcomes that
     * rise by 1 and swing by 0.6 within a week, unit noise, and no ramp.
     *
     * @param size units
     * @return the world
     */
    public static Drift standard(int size) {
        return new Drift(size, 28, 0.5, 2, 4, 0.5, 0.3, 1, 0);
    }

    /**
     * The same world with another ramp.
     *
     * @param changed how far the probability of treatment moves from one half by the last period
     * @return the changed world
     */
    public Drift withRamp(double changed) {
        return new Drift(size, periods, effect, novelty, halfLife, trend, season, sd, changed);
    }

    private double clock(int period) {
        return 2.0 * period / (periods - 1) - 1;
    }

    /** Expected outcomes under control, by period from 0. */
    private double[] baselines() {
        double[] values = new double[periods];
        for (int t = 0; t < periods; t++) {
            values[t] = trend * clock(t) + season * FastMath.sin(2 * Math.PI * (t + 1) / WEEK);
        }
        return values;
    }

    /**
     * The effects by period.
     *
     * @return of periods 1 to P, with average {@code effect}
     */
    public double[] effects() {
        double[] values = new double[periods];
        double sum = 0;
        for (int t = 0; t < periods; t++) {
            values[t] = 1 + novelty * FastMath.pow(2, -t / halfLife);
            sum += values[t];
        }
        for (int t = 0; t < periods; t++) {
            values[t] *= effect * periods / sum;
        }
        return values;
    }

    private double propensity(int period) {
        return 0.5 + ramp * clock(period);
    }

    /**
     * The bias of the difference in means, {@code E[Y | T = 1] - E[Y | T = 0] - effect}, by a sum over the periods.
     *
     * @return the population bias, 0 without a ramp
     */
    public double naiveBias() {
        double[] baseline = baselines();
        double[] change = effects();
        double treated = 0;
        double control = 0;
        for (int t = 0; t < periods; t++) {
            treated += propensity(t) * (baseline[t] + change[t]);
            control += (1 - propensity(t)) * baseline[t];
        }
        // Over all periods the probabilities of treatment average one half.
        return (treated - control) * 2 / periods - effect;
    }

    @Override
    public String name() {
        return "drift";
    }

    @Override
    public Draw draw(Streams streams) {
        double[] tosses = new double[size];
        streams.assignment().uniforms(tosses);
        return run(streams, tosses);
    }

    /** A toss below every propensity treats a unit, and one above every propensity does not. */
    @Override
    public Sample twin(Streams streams, int arm) {
        double[] tosses = Assignment.all(size, arm);
        for (int i = 0; i < size; i++) {
            tosses[i] = 1 - tosses[i];
        }
        return run(streams, tosses).observed();
    }

    private Draw run(Streams streams, double[] treatment) {
        Philox traits = streams.covariates();
        double[] time = new double[size];
        traits.uniforms(time);
        Arrays.sort(time);
        double[] y = new double[size];
        streams.noise().normals(y);
        double[] baselines = baselines();
        double[] byPeriod = effects();
        double[] baseline = new double[size];
        double[] effects = new double[size];
        double[] propensity = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            int t = (int) (time[i] * periods);
            time[i] = t + 1;
            propensity[i] = propensity(t);
            treatment[i] = treatment[i] < propensity[i] ? 1 : 0;
            baseline[i] = baselines[t];
            effects[i] = byPeriod[t];
            sum += effects[i];
            y[i] = baseline[i] + effects[i] * treatment[i] + sd * y[i];
        }
        Sample.Builder observed =
                Sample.builder().outcome("y", y).assignment("t", treatment).add(Role.TIME, "period", time);
        if (ramp != 0) {
            observed.add(Role.PROPENSITY, "propensity", propensity);
        }
        Map<String, Double> targets = new LinkedHashMap<>();
        for (int t = 0; t < periods; t++) {
            targets.put("period " + (t + 1), byPeriod[t]);
        }
        return new Draw(
                observed.build(),
                new GroundTruth(
                                Map.of(Estimand.ATE, effect, Estimand.SATE, sum / size),
                                new UnitTruth(baseline, effects, propensity, Noise.of(sd)))
                        .withTargets(targets));
    }

    @Override
    public Drift withEffect(double changed) {
        return new Drift(size, periods, changed, novelty, halfLife, trend, season, sd, ramp);
    }

    @Override
    public Drift withSize(int changed) {
        return new Drift(changed, periods, effect, novelty, halfLife, trend, season, sd, ramp);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Drift over time",
                List.of(
                        "t \\sim \\mathrm{Uniform}\\{1, \\ldots, P\\}, \\quad s_t = \\frac{2 (t - 1)}{P - 1} - 1, \\quad T \\sim \\mathrm{Bernoulli}\\left(\\frac12 + r s_t\\right)",
                        "\\tau_t \\propto 1 + \\nu 2^{-(t - 1) / h}, \\quad \\frac1P \\sum_{t=1}^P \\tau_t = \\tau",
                        "Y = a s_t + c \\sin(2 \\pi t / 7) + \\tau_t T + \\sigma \\varepsilon, \\quad \\varepsilon \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 4"),
                        new WorldCard.Knob("periods", "periods P of the experiment, from 2 to 1000"),
                        new WorldCard.Knob("effect", "average effect tau over the periods"),
                        new WorldCard.Knob(
                                "novelty",
                                "nu, how much larger the effect is at first than in the long run; negative where it is learnt"),
                        new WorldCard.Knob("halfLife", "periods h after which half of the novelty is gone, above 0"),
                        new WorldCard.Knob(
                                "trend", "half of the change of outcomes from the first to the last period: a"),
                        new WorldCard.Knob("season", "half of the swing within a week of seven periods: c"),
                        new WorldCard.Knob("sd", "standard deviation sigma of the noise, above 0"),
                        new WorldCard.Knob(
                                "ramp", "r, how far the probability of treatment moves from one half, in (-0.5, 0.5)")),
                Dag.of("time -> Y; time -> T; T -> Y"),
                "The effect of each period is known, and periods count alike.",
                "Novelty and primacy effects; Kohavi, Tang and Xu, Trustworthy Online Controlled Experiments (2020), "
                        + "doi:10.1017/9781108653985.");
    }
}
