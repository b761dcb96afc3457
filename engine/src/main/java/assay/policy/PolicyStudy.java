package assay.policy;

import assay.Arguments;
import assay.Caution;
import assay.Clusters;
import assay.Estimate;
import assay.EstimationException;
import assay.Glance;
import assay.Policy;
import assay.PolicyResult;
import assay.Problem;
import assay.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A policy that was learned from some rows, and judged on rows that it has not seen: its value, what it gains over giving everybody the
 * same action, and what the best policy of its class might gain over it.
 *
 * <p>The value is the mean over judged rows of the score of the chosen action less its cost; its standard error is
 * {@code sd / sqrt(n)}, or the same of sums of clusters. Gains are means of differences row by row.
 */
public final class PolicyStudy {

    private static final int FOLDS = 5;

    private final PolicyLearner learner;
    private final ArmData data;
    private final Policy policy;
    private final ActionScores net;
    private final int[] judged;
    private final int[] chosen;
    private final int bestConstant;
    private final int @Nullable [] cluster;
    private final List<Caution> cautions;
    private final double leastPropensity;

    private PolicyStudy(
            PolicyLearner learner,
            ArmData data,
            Policy policy,
            ActionScores net,
            int[] judged,
            int[] chosen,
            int bestConstant,
            List<Caution> cautions,
            double leastPropensity) {
        this.learner = learner;
        this.data = data;
        this.policy = policy;
        this.net = net;
        this.judged = judged;
        this.chosen = chosen;
        this.bestConstant = bestConstant;
        this.cautions = List.copyOf(cautions);
        this.leastPropensity = leastPropensity;
        Clusters clusters = data.clusters;
        int[] of = null;
        if (clusters != null) {
            of = new int[judged.length];
            for (int i = 0; i < of.length; i++) {
                of[i] = clusters.of()[judged[i]];
            }
        }
        this.cluster = of;
    }

    /**
     * Learns a policy and judges it.
     *
     * @param options what is learned, how, and on which rows it is judged
     * @param sample the sample
     * @param random the only source of randomness
     * @return the study
     * @throws EstimationException if scores cannot be learned, see {@link MultiArmScores#learn}, or costs forbid every action but the
     *     cheapest to every unit
     */
    public static PolicyStudy of(PolicyValue options, Sample sample, RandomGenerator random) {
        ArmData data = ArmData.of(sample);
        requireVariation(data);
        double[] costs = options.costsOf(data.actions);
        return switch (options.validation()) {
            case HONEST_SPLIT -> split(options, data, costs, random);
            case CROSS_FITTED -> crossFitted(options, data, costs, random);
            case IN_SAMPLE -> inSample(options, data, costs, random);
        };
    }

    private static void requireVariation(ArmData data) {
        for (double y : data.outcome) {
            if (y != data.outcome[0]) {
                return;
            }
        }
        throw new EstimationException(
                Problem.CONSTANT_OUTCOME,
                "The outcome is " + data.outcome[0] + " in every row, so no action brings more than another.",
                "Choose another outcome.");
    }

    private static PolicyStudy split(PolicyValue options, ArmData data, double[] costs, RandomGenerator random) {
        int[] all = data.all();
        int[] half = Deal.of(data, all, 2, random);
        int[] seen = Deal.rows(all, half, 0, true);
        int[] judged = Deal.rows(all, half, 1, true);
        ActionScores lessons = MultiArmScores.learn(options.scores(), data, seen, random)
                .scores()
                .less(costs);
        Policy policy = learn(options, data, seen, lessons, costs);
        MultiArmScores scores = MultiArmScores.learn(options.scores(), data, judged, random);
        return judged(options, data, policy, scores, costs, judged, Cases.best(lessons.means()));
    }

    private static PolicyStudy inSample(PolicyValue options, ArmData data, double[] costs, RandomGenerator random) {
        int[] all = data.all();
        MultiArmScores scores = MultiArmScores.learn(options.scores(), data, all, random);
        ActionScores net = scores.scores().less(costs);
        Policy policy = learn(options, data, all, net, costs);
        return judged(options, data, policy, scores, costs, all, Cases.best(net.means()));
    }

    private static PolicyStudy crossFitted(PolicyValue options, ArmData data, double[] costs, RandomGenerator random) {
        int[] all = data.all();
        int[] fold = Deal.of(data, all, FOLDS, random);
        int[] chosen = new int[data.size];
        for (int f = 0; f < FOLDS; f++) {
            int[] outside = Deal.rows(all, fold, f, false);
            ActionScores lessons = MultiArmScores.learn(options.scores(), data, outside, random)
                    .scores()
                    .less(costs);
            Policy policy = learn(options, data, outside, lessons, costs);
            for (int row : Deal.rows(all, fold, f, true)) {
                chosen[row] = policy.action(unit(data.columns, row));
            }
        }
        MultiArmScores scores = MultiArmScores.learn(options.scores(), data, all, random);
        ActionScores net = scores.scores().less(costs);
        Policy policy = learn(options, data, all, net, costs);
        return new PolicyStudy(
                options.policy(),
                data,
                policy,
                net,
                all,
                chosen,
                Cases.best(net.means()),
                scores.cautions(),
                scores.leastPropensity());
    }

    private static Policy learn(PolicyValue options, ArmData data, int[] rows, ActionScores net, double[] costs) {
        requireWorth(net, costs);
        return options.policy().learn(data.features, data.columns(rows), net);
    }

    /** Costs may be such that no unit is worth any action but the cheapest. */
    private static void requireWorth(ActionScores net, double[] costs) {
        int free = 0;
        for (int a = 1; a < costs.length; a++) {
            free = costs[a] < costs[free] ? a : free;
        }
        double dearest = Arrays.stream(costs).max().orElse(0);
        if (dearest == costs[free]) {
            return;
        }
        for (int i = 0; i < net.size(); i++) {
            for (int a = 0; a < costs.length; a++) {
                if (a != free && net.score(i, a) >= net.score(i, free)) {
                    return;
                }
            }
        }
        throw new EstimationException(
                Problem.UNSUITABLE_METHOD,
                "Net of its cost no action is worth more than '" + net.actions().get(free)
                        + "' for any unit, not even by the"
                        + " noise of a single score: the costs forbid everything else.",
                "Give '" + net.actions().get(free) + "' to all, or check that costs are in the unit of the outcome.");
    }

    private static PolicyStudy judged(
            PolicyValue options,
            ArmData data,
            Policy policy,
            MultiArmScores scores,
            double[] costs,
            int[] rows,
            int bestConstant) {
        int[] chosen = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = policy.action(unit(data.columns, rows[i]));
        }
        List<Caution> cautions = new ArrayList<>(scores.cautions());
        one(data.actions, chosen).ifPresent(cautions::add);
        return new PolicyStudy(
                options.policy(),
                data,
                policy,
                scores.scores().less(costs),
                rows,
                chosen,
                bestConstant,
                cautions,
                scores.leastPropensity());
    }

    /** A policy that finds nobody to treat differently. */
    private static Optional<Caution> one(List<String> actions, int[] chosen) {
        for (int a : chosen) {
            if (a != chosen[0]) {
                return Optional.empty();
            }
        }
        return Optional.of(Caution.of(
                "policy-same-for-all",
                "The policy gives '" + actions.get(chosen[0])
                        + "' to everybody: no rule of its class that treats some differently earned more, costs"
                        + " included."));
    }

    private static double[] unit(double[][] columns, int row) {
        double[] x = new double[columns.length];
        for (int j = 0; j < x.length; j++) {
            x[j] = columns[j][row];
        }
        return x;
    }

    /**
     * The policy.
     *
     * @return over the covariates of the sample
     */
    public Policy policy() {
        return policy;
    }

    /**
     * The names of the actions.
     *
     * @return by index
     */
    public List<String> actions() {
        return data.actions;
    }

    /**
     * The names of the features.
     *
     * @return in the order in which the policy takes them
     */
    public List<String> features() {
        return data.features;
    }

    /**
     * The judged rows.
     *
     * @return a new array of zero-based rows of the sample
     */
    public int[] judged() {
        return judged.clone();
    }

    /**
     * The features of the judged rows.
     *
     * @return new arrays, {@code columns[feature][judged row]}
     */
    public double[][] judgedColumns() {
        return data.columns(judged);
    }

    /**
     * The scores of the judged rows, net of costs.
     *
     * @return the shared scores
     */
    public ActionScores net() {
        return net;
    }

    /**
     * What the policy chooses for the judged rows.
     *
     * @return a new array of indices of actions
     */
    public int[] chosen() {
        return chosen.clone();
    }

    /**
     * The share of the judged rows that each action is chosen for.
     *
     * @return a new array that sums to 1
     */
    public double[] shares() {
        double[] shares = new double[data.actions.size()];
        for (int a : chosen) {
            shares[a] += 1.0 / chosen.length;
        }
        return shares;
    }

    /**
     * The value of the policy, net of costs.
     *
     * @return its estimate
     */
    public Estimate value() {
        return MeanScore.of("value", picked(chosen), cluster);
    }

    /**
     * The value of giving everybody one action, net of its cost.
     *
     * @param action index of the action
     * @return its estimate
     */
    public Estimate constant(int action) {
        return MeanScore.of(data.actions.get(action) + " for all", picked(same(action)), cluster);
    }

    /**
     * The action that was worth most to give to everybody, by the rows that the policy was learned from.
     *
     * @return index of the action
     */
    public int bestConstant() {
        return bestConstant;
    }

    /**
     * What the policy is worth beyond giving everybody one action.
     *
     * @param action index of the action
     * @return its estimate, from differences row by row
     */
    public Estimate gain(int action) {
        return difference("policy - " + data.actions.get(action) + " for all", chosen, same(action));
    }

    /**
     * What the policy falls short of the best of its class: the policy that is learned from the judged rows themselves, less this one. As
     * the best is chosen for doing well on these rows, it flatters the class; on average it is no less than the true shortfall.
     *
     * @return its estimate, from differences row by row, with a standard error that takes the best as given
     */
    public Estimate regret() {
        Policy best = learner.learn(data.features, data.columns(judged), net);
        int[] actions = new int[judged.length];
        for (int i = 0; i < actions.length; i++) {
            actions[i] = best.action(unit(data.columns, judged[i]));
        }
        return difference("best of its class - policy", actions, chosen);
    }

    private Estimate difference(String term, int[] one, int[] other) {
        double[] values = picked(one);
        double[] less = picked(other);
        for (int i = 0; i < values.length; i++) {
            values[i] -= less[i];
        }
        return MeanScore.of(term, values, cluster);
    }

    private int[] same(int action) {
        int[] all = new int[judged.length];
        Arrays.fill(all, action);
        return all;
    }

    private double[] picked(int[] actions) {
        double[] values = new double[actions.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = net.score(i, actions[i]);
        }
        return values;
    }

    /**
     * Reasons for care.
     *
     * @return empty when there are none
     */
    public List<Caution> cautions() {
        return cautions;
    }

    /**
     * The policy and its value.
     *
     * @param method kebab-case name of the method
     * @return the result
     */
    public PolicyResult result(String method) {
        Map<String, Double> diagnostics = new TreeMap<>();
        diagnostics.put("min_propensity", leastPropensity);
        diagnostics.put("judged_rows", (double) judged.length);
        double[] shares = shares();
        for (int a = 0; a < shares.length; a++) {
            diagnostics.put("share_" + data.actions.get(a).toLowerCase(Locale.ROOT), shares[a]);
        }
        Glance glance = new Glance(
                method,
                cluster == null
                        ? "standard deviation of the doubly robust scores of judged rows, Student's t"
                        : "sums of doubly robust scores by cluster, Student's t",
                data.size,
                0,
                0,
                data.sample.dropped(),
                data.clusters == null ? 0 : data.clusters.count(),
                diagnostics);
        return new PolicyResult(policy, Arguments.distinct("action", data.actions), value(), glance, cautions);
    }
}
