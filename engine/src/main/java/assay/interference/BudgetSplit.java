package assay.interference;

import assay.Caution;
import assay.Clusters;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Influence;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.experiment.DifferenceInMeans;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The global average treatment effect from markets whose users and budgets were split in two: the treated compete for the
 * budget of the treated only (Liu, Mao and Kang, KDD 2021).
 *
 * <p>Each pool is a smaller market in which all are treated, or none, so that the difference of the pools' means holds no
 * sale that one arm took from the other. With several markets (strata) the estimate is the mean of their differences,
 * each weighted by its users, {@code tau = sum of w_s (ybar_s1 - ybar_s0)}, {@code w_s = n_s / n}, and the variance that of the
 * differences about it, {@code S / (S - 1) sum of w_s^2 (d_s - tau)^2} with {@code S - 1} degrees of freedom: what a pool's users
 * share is then in it. With one market two pools are compared as if users were independent (Welch), and a caution says so.
 */
public record BudgetSplit() implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return Estimand.GLOBAL_ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT);
    }

    @Override
    public Set<Role> reads() {
        Set<Role> roles = EnumSet.copyOf(needs());
        roles.add(Role.STRATUM);
        roles.add(Role.CLUSTER);
        return roles;
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        TwoArms arms = TwoArms.of(sample);
        List<Caution> cautions = new ArrayList<>();
        if (sample.has(Role.STRATUM)) {
            Clusters markets = Clusters.of(sample.with(Role.CLUSTER, sample.column(Role.STRATUM)));
            pools(sample, arms, markets, cautions);
            if (markets.count() > 1) {
                return markets(sample, arms, markets, cautions);
            }
        } else {
            pools(sample, arms, null, cautions);
        }
        cautions.add(Caution.of(
                "one-market",
                "One market was split, so that whatever else befell one of its two pools cannot be told from the treatment;"
                        + " the interval takes users for independent."));
        Sample users = Sample.builder()
                .add(Role.OUTCOME, sample.column(Role.OUTCOME))
                .assignment("pool", arms.indicator())
                .build();
        Fit fit = new DifferenceInMeans().estimate(users, random);
        Estimate means = fit.estimate();
        cautions.addAll(fit.cautions());
        return new Fit(
                List.of(new Estimate(target(), arms.contrast(), means.value(), means.stdError(), means.inference())),
                glance(sample, arms, 1, "Welch t over users of two pools"),
                cautions,
                fit.influence().orElseThrow());
    }

    /** The pools, where they are named: each in one arm, and two to a market. */
    private static void pools(Sample sample, TwoArms arms, @Nullable Clusters markets, List<Caution> cautions) {
        if (!sample.has(Role.CLUSTER)) {
            return;
        }
        int pools = ClusterDesign.whole(arms, Clusters.of(sample)).length;
        int split = markets == null ? 1 : markets.count();
        if (pools > 2 * split) {
            cautions.add(Caution.of(
                    "many-pools",
                    "Column '" + sample.column(Role.CLUSTER).name() + "' has " + pools + " pools in "
                            + (split == 1 ? "one market" : split + " markets")
                            + ", more than two each; their spread is not used. Name the market of each pool with"
                            + " --stratum, or compare pools with cluster-randomised."));
        }
    }

    private Fit markets(Sample sample, TwoArms arms, Clusters markets, List<Caution> cautions) {
        int count = markets.count();
        int n = sample.size();
        int[] of = markets.of();
        double[] outcome = sample.outcome();
        double[] indicator = arms.indicator();
        double[][] units = new double[2][count];
        double[][] means = new double[2][count];
        for (int i = 0; i < n; i++) {
            units[(int) indicator[i]][of[i]]++;
            means[(int) indicator[i]][of[i]] += outcome[i];
        }
        double value = 0;
        double[] differences = new double[count];
        for (int s = 0; s < count; s++) {
            for (int a = 0; a < 2; a++) {
                if (units[a][s] == 0) {
                    throw new EstimationException(
                            Problem.ONE_LEVEL,
                            "Market '" + markets.label(s) + "' of column '" + markets.column()
                                    + "' has no user in arm '"
                                    + (a == 1 ? arms.treatedLabel() : arms.controlLabel())
                                    + "'; a split market has a pool in each.",
                            "Leave the market out, or compare whole markets with cluster-randomised.");
                }
                means[a][s] /= units[a][s];
            }
            differences[s] = means[1][s] - means[0][s];
            value += markets.sizes()[s] / (double) n * differences[s];
        }
        double tau = value;
        double squares = 0;
        for (int s = 0; s < count; s++) {
            double term = markets.sizes()[s] / (double) n * (differences[s] - tau);
            squares += term * term;
        }
        if (squares == 0) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "The difference between pools is the same in all " + count
                            + " markets; it has no spread to judge by.",
                    "Check that the right columns were named.");
        }
        double stdError = Math.sqrt(count / (count - 1.0) * squares);
        // A market's term, shared out over its users.
        Influence influence = term -> {
            double[] values = new double[n];
            for (int i = 0; i < n; i++) {
                values[i] = differences[of[i]] - tau;
            }
            return values;
        };
        return new Fit(
                List.of(Estimate.studentT(target(), arms.contrast(), tau, stdError, count - 1)),
                glance(sample, arms, count, "spread of differences between markets, t with S - 1 degrees of freedom"),
                cautions,
                influence);
    }

    private static Glance glance(Sample sample, TwoArms arms, int markets, String variance) {
        return new Glance(
                "budget-split",
                variance,
                sample.size(),
                arms.treated(),
                arms.control(),
                sample.dropped(),
                2 * markets,
                Map.of("markets", (double) markets));
    }
}
