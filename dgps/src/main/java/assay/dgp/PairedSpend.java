package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;

/**
 * Regions in pairs of like size, a campaign that a coin gives to one of each pair, what was spent and what was sold during the test:
 * {@code cost_i = C_i b s_p u_i} and {@code sales_i = s_p (1 + noise e_i + 2 o_i) + effect cost_i}, where sizes of pairs are
 * log-normal, {@code s_p = exp(tail z_p)}, u is uniform on [0.5, 1.5], e standard normal and o is 1 in a share of regions where
 * something else happened that week. As the coin decides which partner is treated, differences in sales without the campaign are
 * symmetric about 0, outliers and all.
 *
 * <p>The effect is what a unit of spend brings, the same everywhere. Twins: with all in treatment, every region has its spend.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size regions, even and at least 8
 * @param effect incremental sales per unit of spend
 * @param budget spend b as a share of the size
 * @param tail standard deviation of the logarithm of sizes
 * @param noise standard deviation of sales that partners do not share, as a share of the size, above 0
 * @param outliers share of regions where something else happened, in [0, 1)
 */
public record PairedSpend(int size, double effect, double budget, double tail, double noise, double outliers)
        implements Twins {

    private static final int FEWEST = 8;
    private static final double SHOCK = 2;

    public PairedSpend {
        Arguments.atLeast("size", size, FEWEST);
        Arguments.finite("effect", effect);
        Arguments.positive("budget", budget);
        Arguments.finite("tail", tail);
        Arguments.positive("noise", noise);
        if (size % 2 != 0) {
            throw new IllegalArgumentException("size must be even, not " + size);
        }
        if (!(outliers >= 0 && outliers < 1)) {
            throw new IllegalArgumentException("outliers must be in [0, 1), not " + outliers);
        }
    }

    /**
     * A return of 2, a budget of a tenth of sales, sizes that differ by a factor of two, and outliers in one of twenty regions.
     *
     * @param size regions
     * @return the world
     */
    public static PairedSpend standard(int size) {
        return new PairedSpend(size, 2, 0.1, 0.7, 0.1, 0.05);
    }

    @Override
    public String name() {
        return "geo-pairs";
    }

    @Override
    public Draw draw(Streams streams) {
        return new Draw(run(streams, null), new GroundTruth(Map.of(Estimand.LATE, effect), null));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Assignment.all(size, arm));
    }

    private Sample run(Streams streams, double @Nullable [] forced) {
        Philox traits = streams.covariates();
        double[] sizes = new double[size / 2];
        traits.normals(sizes);
        double[] share = new double[size];
        traits.uniforms(share);
        double[] score = new double[size];
        streams.assignment().uniforms(score);
        Philox random = streams.noise();
        double[] shocks = new double[size];
        random.normals(shocks);
        double[] strange = new double[size];
        random.uniforms(strange);
        int[] pair = new int[size];
        for (int i = 0; i < size; i++) {
            pair[i] = i / 2;
        }
        double[] on = forced == null ? RegionAssignment.ofPairs(pair, score) : forced;
        double[] cost = new double[size];
        double[] sales = new double[size];
        double[] pairs = new double[size];
        for (int i = 0; i < size; i++) {
            double s = FastMath.exp(tail * sizes[pair[i]]);
            cost[i] = on[i] * budget * s * (0.5 + share[i]);
            sales[i] = s * (1 + noise * shocks[i] + (strange[i] < outliers ? SHOCK : 0)) + effect * cost[i];
            pairs[i] = pair[i] + 1;
        }
        return Sample.builder()
                .outcome("sales", sales)
                .assignment("campaign", on)
                .add(Role.TREATMENT, "spend", cost)
                .add(Role.STRATUM, "pair", pairs)
                .build();
    }

    @Override
    public PairedSpend withEffect(double changed) {
        return new PairedSpend(size, changed, budget, tail, noise, outliers);
    }

    @Override
    public PairedSpend withSize(int changed) {
        return new PairedSpend(changed, effect, budget, tail, noise, outliers);
    }

    /**
     * The same world with other outliers.
     *
     * @param share share of regions where something else happened
     * @return the changed world
     */
    public PairedSpend withOutliers(double share) {
        return new PairedSpend(size, effect, budget, tail, noise, share);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Spend and sales of paired regions",
                List.of(
                        "s_p = \\exp(\\kappa z_p), \\quad z_p, e_i \\sim N(0, 1), \\quad u_i \\sim \\mathrm{Uniform}(0.5, 1.5), \\quad o_i \\sim \\mathrm{Bernoulli}(q)",
                        "X_i = C_i b s_p u_i",
                        "Y_i = s_p (1 + \\sigma e_i + 2 o_i) + \\theta X_i"),
                List.of(
                        new WorldCard.Knob("size", "regions, even and at least 8"),
                        new WorldCard.Knob("effect", "incremental sales theta per unit of spend"),
                        new WorldCard.Knob("budget", "spend b as a share of the size"),
                        new WorldCard.Knob("tail", "standard deviation kappa of the logarithm of sizes"),
                        new WorldCard.Knob("noise", "standard deviation sigma of what partners do not share"),
                        new WorldCard.Knob("outliers", "share q of regions where something else happened")),
                Dag.of("coin -> C; C -> X; [s] -> X; X -> Y; [s] -> Y; [e] -> Y; [o] -> Y"),
                "The return is a knob, the same everywhere.",
                "Chen and Au (2022), doi:10.1214/21-AOAS1493.");
    }
}
