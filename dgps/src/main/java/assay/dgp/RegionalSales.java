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
 * Sales of regions of very different size, day by day, and a campaign that runs in some of them from one day on: {@code y_it = s_i (1
 * + 0.2 t / T + w cos(2 pi t / 7) + d g_i t / T + noise e_it + effect D_it)}. Sizes are log-normal, {@code s_i = exp(tail z_i)}; trend
 * and week are common to all regions in proportion to their size, drift {@code g_i} (standard normal) is their own. Noise is
 * autoregressive with variance 1 and as large as the region, so that large regions are noisy.
 *
 * <p>Regions are treated by lot, or one of each pair of neighbours in size. The effect is a share of the size of the region; the truth
 * is its mean over the treated of the draw. Twins: with all in treatment, every region has the campaign from the same day on.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size regions, at least 6; even where they are paired
 * @param periods days, more than those before the campaign
 * @param before days before the campaign, at least 4
 * @param treated regions with the campaign, at least 1 and at most half of all; half of all where they are paired
 * @param effect effect as a share of the size of a region
 * @param tail standard deviation of the logarithm of sizes
 * @param week amplitude w of the week
 * @param drift standard deviation d of the growth that is a region's own
 * @param noise standard deviation of the noise, as a share of the size, above 0
 * @param autocorrelation of the noise from day to day, in (-1, 1)
 * @param assignment which regions get the campaign
 */
public record RegionalSales(
        int size,
        int periods,
        int before,
        int treated,
        double effect,
        double tail,
        double week,
        double drift,
        double noise,
        double autocorrelation,
        RegionAssignment assignment)
        implements Twins {

    private static final double TREND = 0.2;
    private static final int DAYS = 7;
    private static final int FEWEST = 6;
    private static final int FEWEST_BEFORE = 4;

    public RegionalSales {
        Arguments.atLeast("size", size, FEWEST);
        Arguments.atLeast("before", before, FEWEST_BEFORE);
        Arguments.atLeast("periods", periods, before + 1);
        Arguments.atLeast("treated", treated, 1);
        Arguments.finite("effect", effect);
        Arguments.finite("tail", tail);
        Arguments.finite("week", week);
        Arguments.finite("drift", drift);
        Arguments.positive("noise", noise);
        Arguments.probability("(autocorrelation + 1) / 2", (autocorrelation + 1) / 2);
        if (assignment == RegionAssignment.PAIRS && size % 2 != 0) {
            throw new IllegalArgumentException("size must be even where regions are paired, not " + size);
        }
    }

    /**
     * Sixty days, fifty of them before the campaign, a tenth of the regions treated by lot, no drift and independent noise.
     *
     * @param size regions
     * @return the world
     */
    public static RegionalSales standard(int size) {
        return new RegionalSales(size, 60, 50, Math.max(2, size / 10), 0.1, 0.7, 0.15, 0, 0.1, 0, RegionAssignment.LOT);
    }

    @Override
    public String name() {
        return "geo-panel";
    }

    @Override
    public Draw draw(Streams streams) {
        double[] sizes = sizes(streams.covariates());
        double[] on = campaign(streams.assignment(), sizes);
        double sum = 0;
        double count = 0;
        for (int i = 0; i < size; i++) {
            sum += on[i] * sizes[i];
            count += on[i];
        }
        GroundTruth truth = new GroundTruth(Map.of(Estimand.ATT, effect * sum / count), null);
        return new Draw(run(streams, null), truth);
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Assignment.all(size, arm));
    }

    private double[] sizes(Philox random) {
        double[] sizes = new double[size];
        random.normals(sizes);
        for (int i = 0; i < size; i++) {
            sizes[i] = FastMath.exp(tail * sizes[i]);
        }
        return sizes;
    }

    private double[] campaign(Philox random, double[] sizes) {
        double[] score = new double[size];
        random.uniforms(score);
        if (assignment == RegionAssignment.PAIRS) {
            return RegionAssignment.ofPairs(RegionAssignment.pairs(sizes), score);
        }
        double[] sorted = score.clone();
        Arrays.sort(sorted);
        double least = sorted[size - Math.min(treated, size / 2)];
        return Arrays.stream(score).map(u -> u >= least ? 1 : 0).toArray();
    }

    private Sample run(Streams streams, double @Nullable [] forced) {
        Philox traits = streams.covariates();
        double[] sizes = sizes(traits);
        double[] growth = new double[size];
        traits.normals(growth);
        double[] on = forced == null ? campaign(streams.assignment(), sizes) : forced;
        int[] pair = RegionAssignment.pairs(sizes);
        double fresh = Math.sqrt(1 - autocorrelation * autocorrelation);
        int rows = size * periods;
        double[] y = new double[rows];
        double[] d = new double[rows];
        double[] region = new double[rows];
        double[] day = new double[rows];
        double[] pairs = new double[rows];
        double[] shocks = new double[periods];
        Philox random = streams.noise();
        for (int i = 0, row = 0; i < size; i++) {
            random.normals(shocks);
            double shock = 0;
            for (int t = 0; t < periods; t++, row++) {
                shock = t == 0 ? shocks[0] : autocorrelation * shock + fresh * shocks[t];
                boolean runs = on[i] == 1 && t >= before;
                double time = (t + 1.0) / periods;
                double level = 1
                        + TREND * time
                        + week * FastMath.cos(2 * Math.PI * (t + 1) / DAYS)
                        + drift * growth[i] * time
                        + noise * shock
                        + (runs ? effect : 0);
                y[row] = sizes[i] * level;
                d[row] = runs ? 1 : 0;
                region[row] = i + 1;
                day[row] = t + 1;
                pairs[row] = pair[i] + 1;
            }
        }
        Sample.Builder sample = Sample.builder()
                .outcome("sales", y)
                .assignment("campaign", d)
                .add(Role.UNIT, "region", region)
                .add(Role.TIME, "day", day);
        return assignment == RegionAssignment.PAIRS
                ? sample.add(Role.STRATUM, "pair", pairs).build()
                : sample.build();
    }

    @Override
    public RegionalSales withEffect(double changed) {
        return new RegionalSales(
                size, periods, before, treated, changed, tail, week, drift, noise, autocorrelation, assignment);
    }

    @Override
    public RegionalSales withSize(int changed) {
        return new RegionalSales(
                changed, periods, before, treated, effect, tail, week, drift, noise, autocorrelation, assignment);
    }

    /**
     * The same world where other regions get the campaign.
     *
     * @param regions how many, where they are not paired
     * @param how by lot or one of each pair
     * @return the changed world
     */
    public RegionalSales withCampaign(int regions, RegionAssignment how) {
        return new RegionalSales(
                size, periods, before, regions, effect, tail, week, drift, noise, autocorrelation, how);
    }

    /**
     * The same world with other noise.
     *
     * @param deviation its standard deviation, as a share of the size
     * @param correlation from day to day
     * @return the changed world
     */
    public RegionalSales withNoise(double deviation, double correlation) {
        return new RegionalSales(
                size, periods, before, treated, effect, tail, week, drift, deviation, correlation, assignment);
    }

    /**
     * The same world where regions grow by themselves.
     *
     * @param deviation standard deviation of their own growth
     * @return the changed world
     */
    public RegionalSales withDrift(double deviation) {
        return new RegionalSales(
                size, periods, before, treated, effect, tail, week, deviation, noise, autocorrelation, assignment);
    }

    /**
     * The same world over other days.
     *
     * @param all days
     * @param untreated those before the campaign
     * @return the changed world
     */
    public RegionalSales withPeriods(int all, int untreated) {
        return new RegionalSales(
                size, all, untreated, treated, effect, tail, week, drift, noise, autocorrelation, assignment);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Sales of regions",
                List.of(
                        "s_i = \\exp(\\kappa z_i), \\quad z_i, g_i \\sim N(0, 1)",
                        "e_{it} = \\rho e_{i,t-1} + \\sqrt{1 - \\rho^2} u_{it}, \\quad u_{it} \\sim N(0, 1)",
                        "Y_{it} = s_i (1 + 0.2 t / T + w \\cos(2 \\pi t / 7) + d g_i t / T + \\sigma e_{it} + \\tau D_{it})",
                        "D_{it} = C_i 1(t > T_0)"),
                List.of(
                        new WorldCard.Knob("size", "regions, at least 6"),
                        new WorldCard.Knob("periods", "days T"),
                        new WorldCard.Knob("before", "days T_0 before the campaign, at least 4"),
                        new WorldCard.Knob("treated", "regions with the campaign, where they are not paired"),
                        new WorldCard.Knob("effect", "effect tau, as a share of the size of a region"),
                        new WorldCard.Knob("tail", "standard deviation kappa of the logarithm of sizes"),
                        new WorldCard.Knob("week", "amplitude w of the week"),
                        new WorldCard.Knob("drift", "standard deviation d of growth that is a region's own"),
                        new WorldCard.Knob("noise", "standard deviation sigma of the noise, as a share of the size"),
                        new WorldCard.Knob("autocorrelation", "rho of the noise, in (-1, 1)"),
                        new WorldCard.Knob("assignment", "by lot, or one of each pair of neighbours in size")),
                Dag.of("lot -> D; time -> D; D -> Y; [s] -> Y; [g] -> Y; time -> Y; [e] -> Y"),
                "The effect is a share of the size, and the truth its mean over the treated regions of the draw.",
                "Kerman, Wang and Vaver (2017), research.google/pubs/pub45950; Chen and Au (2022),"
                        + " doi:10.1214/21-AOAS1493.");
    }
}
