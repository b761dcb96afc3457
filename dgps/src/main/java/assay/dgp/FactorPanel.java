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
import org.jspecify.annotations.Nullable;

/**
 * A block of units that adopt a treatment together, chosen by what moves their outcomes over time: {@code y_it = a_i + 0.1 t +
 * sum_k l_ik f_kt + noise e_it + effect D_it}. Unit effects a and loadings l are uniform with mean 0 and variance 1. The first
 * factor is a long wave, {@code sqrt(2) cos(2 pi (t - c) / before)}, whose crest c is in the middle of the treated periods, as one
 * was a wave before; the others are short ones, {@code sqrt(2) sin(0.9 (k - 1) t)}. Noise is autoregressive with variance 1.
 *
 * <p>Those adopt whose {@code selection l_i1 + dip e_{i,before} + G_i} is largest, G being standard Gumbel: without a dip, units
 * drawn one after the other with probabilities proportional to {@code exp(selection l_i1)}. With a selection the treated would
 * have moved otherwise than the others (no parallel trends), and as some weighted mean of the others does. A dip has units adopt
 * on a passing shock of the last period before (Ashenfelter 1978), which no weights undo.
 *
 * <p>Twins: with all in treatment, every unit is treated from the same period on; with all in control, none is.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 6
 * @param periods periods, more than those before treatment
 * @param before periods before treatment, at least 2
 * @param treated units that adopt, at least 1; no more than half of all do
 * @param rank factors, at least 1
 * @param effect effect of treatment in each treated unit-period
 * @param selection how much the loading of the first factor moves units to adopt; 0 for adoption by lot
 * @param noise standard deviation of the noise, above 0
 * @param autocorrelation of the noise from period to period, in (-1, 1)
 * @param dip how much the noise of the last period before moves units to adopt
 */
public record FactorPanel(
        int size,
        int periods,
        int before,
        int treated,
        int rank,
        double effect,
        double selection,
        double noise,
        double autocorrelation,
        double dip)
        implements Twins {

    private static final double TREND = 0.1;
    private static final double PITCH = 0.9;
    private static final int FEWEST = 6;

    public FactorPanel {
        Arguments.atLeast("size", size, FEWEST);
        Arguments.atLeast("before", before, 2);
        Arguments.atLeast("periods", periods, before + 1);
        Arguments.atLeast("treated", treated, 1);
        Arguments.atLeast("rank", rank, 1);
        Arguments.finite("effect", effect);
        Arguments.finite("selection", selection);
        Arguments.positive("noise", noise);
        Arguments.probability("(autocorrelation + 1) / 2", (autocorrelation + 1) / 2);
        Arguments.finite("dip", dip);
    }

    /**
     * Twenty periods, fifteen of them before treatment, a quarter of the units treated by their loadings, two factors and
     * autocorrelated noise.
     *
     * @param size units
     * @return the world
     */
    public static FactorPanel standard(int size) {
        return new FactorPanel(size, 20, 15, Math.max(1, size / 4), 2, 1, 0.5, 0.5, 0.3, 0);
    }

    @Override
    public String name() {
        return "factor-panel";
    }

    @Override
    public Draw draw(Streams streams) {
        return new Draw(run(streams, null), new GroundTruth(Map.of(Estimand.ATT, effect), null));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Assignment.all(size, arm));
    }

    private Sample run(Streams streams, double @Nullable [] forced) {
        double[][] loadings = traits(streams.covariates());
        double[][] shocks = shocks(streams.noise());
        double[] adopts = forced == null ? adopts(streams.assignment(), loadings, shocks) : forced;
        double[][] factors = factors();
        int rows = size * periods;
        double[] y = new double[rows];
        double[] d = new double[rows];
        double[] unit = new double[rows];
        double[] time = new double[rows];
        for (int i = 0, row = 0; i < size; i++) {
            for (int t = 0; t < periods; t++, row++) {
                boolean on = adopts[i] == 1 && t >= before;
                double value = loadings[rank][i] + TREND * (t + 1) + noise * shocks[i][t] + (on ? effect : 0);
                for (int k = 0; k < rank; k++) {
                    value += loadings[k][i] * factors[k][t];
                }
                y[row] = value;
                d[row] = on ? 1 : 0;
                unit[row] = i + 1;
                time[row] = t + 1;
            }
        }
        return Sample.builder()
                .outcome("y", y)
                .assignment("treated", d)
                .add(Role.UNIT, "unit", unit)
                .add(Role.TIME, "time", time)
                .build();
    }

    /** The loadings of each factor, then the unit effects. */
    private double[][] traits(Philox random) {
        double[][] traits = new double[rank + 1][size];
        for (double[] trait : traits) {
            random.uniforms(trait);
            for (int i = 0; i < size; i++) {
                trait[i] = Math.sqrt(12) * (trait[i] - 0.5);
            }
        }
        return traits;
    }

    private double[][] shocks(Philox random) {
        double[][] shocks = new double[size][periods];
        double fresh = Math.sqrt(1 - autocorrelation * autocorrelation);
        for (double[] e : shocks) {
            random.normals(e);
            for (int t = 1; t < periods; t++) {
                e[t] = autocorrelation * e[t - 1] + fresh * e[t];
            }
        }
        return shocks;
    }

    private double[][] factors() {
        double[][] factors = new double[rank][periods];
        for (int t = 0; t < periods; t++) {
            // A crest in the middle of the treated periods, and one a wave before it.
            double crest = (before + periods + 1) / 2.0;
            factors[0][t] = Math.sqrt(2) * FastMath.cos(2 * Math.PI * (t + 1 - crest) / before);
            for (int k = 1; k < rank; k++) {
                factors[k][t] = Math.sqrt(2) * FastMath.sin(PITCH * k * (t + 1));
            }
        }
        return factors;
    }

    private double[] adopts(Philox random, double[][] loadings, double[][] shocks) {
        double[] score = new double[size];
        random.uniforms(score);
        for (int i = 0; i < size; i++) {
            double gumbel = -FastMath.log(-FastMath.log(score[i]));
            score[i] = selection * loadings[0][i] + dip * shocks[i][before - 1] + gumbel;
        }
        double[] sorted = score.clone();
        Arrays.sort(sorted);
        double least = sorted[size - Math.min(treated, size / 2)];
        double[] adopts = new double[size];
        for (int i = 0; i < size; i++) {
            adopts[i] = score[i] >= least ? 1 : 0;
        }
        return adopts;
    }

    @Override
    public FactorPanel withEffect(double changed) {
        return new FactorPanel(size, periods, before, treated, rank, changed, selection, noise, autocorrelation, dip);
    }

    @Override
    public FactorPanel withSize(int changed) {
        return new FactorPanel(changed, periods, before, treated, rank, effect, selection, noise, autocorrelation, dip);
    }

    /**
     * The same world where other units adopt.
     *
     * @param units how many adopt
     * @param byLoading how much the loading of the first factor moves them; 0 for adoption by lot
     * @return the changed world
     */
    public FactorPanel withAdoption(int units, double byLoading) {
        return new FactorPanel(size, periods, before, units, rank, effect, byLoading, noise, autocorrelation, dip);
    }

    /**
     * The same world with other noise.
     *
     * @param deviation its standard deviation
     * @param correlation from period to period
     * @return the changed world
     */
    public FactorPanel withNoise(double deviation, double correlation) {
        return new FactorPanel(size, periods, before, treated, rank, effect, selection, deviation, correlation, dip);
    }

    /**
     * The same world over other periods.
     *
     * @param all periods
     * @param untreated those before treatment
     * @return the changed world
     */
    public FactorPanel withPeriods(int all, int untreated) {
        return new FactorPanel(size, all, untreated, treated, rank, effect, selection, noise, autocorrelation, dip);
    }

    /**
     * The same world where units adopt on a passing shock.
     *
     * @param onShock how much the noise of the last period before moves them; negative for a dip
     * @return the changed world
     */
    public FactorPanel withDip(double onShock) {
        return new FactorPanel(
                size, periods, before, treated, rank, effect, selection, noise, autocorrelation, onShock);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Interactive fixed effects",
                List.of(
                        "a_i, \\ell_{ik} \\sim \\mathrm{Uniform}(-\\sqrt{3}, \\sqrt{3})",
                        "f_{1t} = \\sqrt{2} \\cos(2 \\pi (t - (T_0 + T + 1) / 2) / T_0), \\quad f_{kt} = \\sqrt{2} \\sin(0.9 (k - 1) t)",
                        "e_{it} = \\rho e_{i,t-1} + \\sqrt{1 - \\rho^2} u_{it}, \\quad u_{it} \\sim N(0, 1)",
                        "S_i = \\xi \\ell_{i1} + \\delta e_{i T_0} + G_i, \\quad G_i \\sim \\mathrm{Gumbel}",
                        "D_{it} = 1(S_i \\ge S_{(m)}) 1(t > T_0)",
                        "Y_{it} = a_i + 0.1 t + \\sum_k \\ell_{ik} f_{kt} + \\sigma e_{it} + \\tau D_{it}"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 6"),
                        new WorldCard.Knob("periods", "periods T"),
                        new WorldCard.Knob("before", "periods T_0 before treatment, at least 2"),
                        new WorldCard.Knob("treated", "units m that adopt, at most half of all"),
                        new WorldCard.Knob("rank", "factors, at least 1"),
                        new WorldCard.Knob("effect", "effect tau in each treated unit-period"),
                        new WorldCard.Knob(
                                "selection", "how much xi the loading of the first factor moves units to adopt"),
                        new WorldCard.Knob("noise", "standard deviation sigma of the noise"),
                        new WorldCard.Knob("autocorrelation", "rho of the noise, in (-1, 1)"),
                        new WorldCard.Knob("dip", "how much delta a passing shock moves units to adopt; 0 for none")),
                Dag.of("[l] -> S; [e] -> S; S -> D; time -> D; D -> Y; [l] -> Y; [a] -> Y; time -> Y; [e] -> Y"),
                "The effect is a knob, the same in every treated unit-period.",
                "Arkhangelsky, Athey, Hirshberg, Imbens and Wager (2021), doi:10.1257/aer.20190159; Abadie, Diamond and"
                        + " Hainmueller (2010), doi:10.1198/jasa.2009.ap08746; Ashenfelter (1978), doi:10.2307/1924332.");
    }
}
