package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;

/**
 * An experiment whose units are seen in several periods, and an effect that comes to rest: k periods after a unit was first seen it is
 * {@code effect (1 + novelty exp(-rate k))}. Units come one after the other within {@code entry} periods and are seen for equally many;
 * half of them are treated by lot. {@code y = a_i + g_i k + s_t + e_it + effect_k T_i} with unit effects a of variance 1, unit trends g of
 * standard deviation {@code wander}, a weekly wave s in the calendar, and autoregressive noise of variance 1.
 *
 * <p>A novelty below 0 is learning: the effect grows. Twins treat all units, or none.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 8
 * @param periods periods for which each unit is seen, at least 2
 * @param entry periods within which units come, at least 1; with 1 all come at once
 * @param effect effect in the long run
 * @param novelty how much more the effect is in the first period, as a share of it
 * @param rate of decay for each period, above 0; the half-life is log 2 over it
 * @param wander standard deviation of the units' own trends, at least 0
 * @param autocorrelation of the noise from period to period, in (-1, 1)
 */
public record FadingEffect(
        int size,
        int periods,
        int entry,
        double effect,
        double novelty,
        double rate,
        double wander,
        double autocorrelation)
        implements Twins {

    private static final double WEEK = 7;

    public FadingEffect {
        Arguments.atLeast("size", size, 8);
        Arguments.atLeast("periods", periods, 2);
        Arguments.atLeast("entry", entry, 1);
        Arguments.finite("effect", effect);
        Arguments.finite("novelty", novelty);
        Arguments.positive("rate", rate);
        if (!(wander >= 0 && wander < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("wander must be at least 0, not " + wander);
        }
        Arguments.probability("(autocorrelation + 1) / 2", (autocorrelation + 1) / 2);
    }

    /**
     * Ten periods from one day on, an effect that begins five times as large as it remains and halves its excess in 1.4 periods.
     *
     * @param size units
     * @return the world
     */
    public static FadingEffect standard(int size) {
        return new FadingEffect(size, 10, 1, 0.5, 4, 0.5, 0.2, 0.5);
    }

    /**
     * The same world with another novelty.
     *
     * @param excess how much more the effect is in the first period, as a share
     * @param decay rate for each period, above 0
     * @return the changed world
     */
    public FadingEffect withNovelty(double excess, double decay) {
        return new FadingEffect(size, periods, entry, effect, excess, decay, wander, autocorrelation);
    }

    /**
     * The same world with units that come one after the other.
     *
     * @param within periods within which they come, at least 1
     * @return the changed world
     */
    public FadingEffect withEntry(int within) {
        return new FadingEffect(size, periods, within, effect, novelty, rate, wander, autocorrelation);
    }

    /**
     * The effect in a period since exposure.
     *
     * @param period from 0
     * @return the effect
     */
    public double effectAt(int period) {
        return effect * (1 + novelty * FastMath.exp(-rate * period));
    }

    @Override
    public String name() {
        return "fading-effect";
    }

    @Override
    public Draw draw(Streams streams) {
        double mean = 0;
        Map<String, Double> targets = new LinkedHashMap<>();
        for (int k = 0; k < periods; k++) {
            mean += effectAt(k) / periods;
            targets.put("period " + k, effectAt(k));
        }
        return new Draw(
                run(streams, null),
                new GroundTruth(Map.of(Estimand.ATE, mean, Estimand.TARGET_ATE, effect), null).withTargets(targets));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Assignment.all(size, arm));
    }

    private Sample run(Streams streams, double @Nullable [] forced) {
        Philox traits = streams.covariates();
        double[] level = new double[size];
        double[] trend = new double[size];
        double[] comes = new double[size];
        traits.normals(level);
        traits.normals(trend);
        traits.uniforms(comes);
        double[] treated = forced == null ? Assignment.COMPLETE.draw(streams.assignment(), size, 0.5) : forced;
        int rows = size * periods;
        double[] y = new double[rows];
        streams.noise().normals(y);
        double[] t = new double[rows];
        double[] unit = new double[rows];
        double[] day = new double[rows];
        double[] effects = new double[periods];
        for (int k = 0; k < periods; k++) {
            effects[k] = effectAt(k);
        }
        double fresh = Math.sqrt(1 - autocorrelation * autocorrelation);
        for (int i = 0, row = 0; i < size; i++) {
            int first = 1 + (int) (comes[i] * entry);
            double noise = 0;
            for (int k = 0; k < periods; k++, row++) {
                noise = k == 0 ? y[row] : autocorrelation * noise + fresh * y[row];
                day[row] = first + k;
                y[row] = level[i]
                        + wander * trend[i] * k
                        + 0.5 * FastMath.sin(2 * Math.PI * day[row] / WEEK)
                        + noise
                        + treated[i] * effects[k];
                t[row] = treated[i];
                unit[row] = i + 1;
            }
        }
        return Sample.builder()
                .outcome("y", y)
                .assignment("t", t)
                .add(Role.UNIT, "unit", unit)
                .add(Role.TIME, "day", day)
                .build();
    }

    @Override
    public FadingEffect withEffect(double changed) {
        return new FadingEffect(size, periods, entry, changed, novelty, rate, wander, autocorrelation);
    }

    @Override
    public FadingEffect withSize(int changed) {
        return new FadingEffect(changed, periods, entry, effect, novelty, rate, wander, autocorrelation);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "An effect that fades",
                List.of(
                        "a_i, g_i \\sim N(0, 1), \\quad F_i \\sim \\mathrm{Uniform}\\{1, \\ldots, E\\}, \\quad t = F_i + k",
                        "e_{ik} = \\rho e_{i,k-1} + \\sqrt{1 - \\rho^2} u_{ik}, \\quad u_{ik} \\sim N(0, 1)",
                        "\\tau_k = \\tau (1 + \\nu \\exp(-\\lambda k))",
                        "Y_{ik} = a_i + \\omega g_i k + \\sin(2 \\pi t / 7) / 2 + e_{ik} + \\tau_k T_i"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 8"),
                        new WorldCard.Knob("periods", "periods for which each unit is seen, at least 2"),
                        new WorldCard.Knob("entry", "periods E within which units come, at least 1"),
                        new WorldCard.Knob("effect", "effect tau in the long run"),
                        new WorldCard.Knob(
                                "novelty", "how much nu the first effect is more, as a share; below 0 for learning"),
                        new WorldCard.Knob("rate", "rate lambda at which that decays, above 0"),
                        new WorldCard.Knob("wander", "standard deviation omega of the units' own trends"),
                        new WorldCard.Knob("autocorrelation", "rho of the noise, in (-1, 1)")),
                Dag.of("T -> Y; day -> Y; [a] -> Y; [g] -> Y; [e] -> Y; unit -> [a]; unit -> [g]"),
                "The effect in each period since exposure is a function of the knobs.",
                "The exponential learning of Hohnhold, O'Brien and Tang (2015), doi:10.1145/2783258.2788583.");
    }
}
