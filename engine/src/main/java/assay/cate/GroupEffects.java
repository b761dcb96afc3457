package assay.cate;

import assay.Arguments;
import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Glance;
import assay.HypothesisTest;
import assay.Problem;
import assay.StudentT;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Sorted group average effects: rows in groups of about the same size by rising predicted effect, and the mean doubly robust score of
 * each group (Chernozhukov, Demirer, Duflo and Fernandez-Val, Econometrica 93, 2025). The estimand of a group is the average effect of
 * its units, given the grouping.
 *
 * <p>Equal predictions stay in one group, so that there can be fewer groups than were asked for. Standard errors are those of means,
 * with t and one less than the rows of the group; with clusters, of cluster sums, with t and one less than its clusters. Simultaneous
 * intervals hold all groups at once: by Sidak's formula, which is exact for independent groups, or by the law of the largest statistic
 * where clusters reach into several groups.
 */
public final class GroupEffects {

    private final Fit pointwise;
    private final Fit simultaneous;
    private final Estimate difference;
    private final HypothesisTest homogeneity;
    private final HypothesisTest monotonicity;
    private final int[] group;
    private final double[] weight;
    private final double[] predicted;
    private final Pooled pooled;
    private final int[] judged;

    private GroupEffects(Builder made, int[] group, double[] weight, double[] predicted, Pooled pooled, int[] judged) {
        this.pointwise = made.pointwise;
        this.simultaneous = made.simultaneous;
        this.difference = made.difference;
        this.homogeneity = made.homogeneity;
        this.monotonicity = made.monotonicity;
        this.group = group;
        this.weight = weight;
        this.predicted = predicted;
        this.pooled = pooled;
        this.judged = judged;
    }

    private GroupEffects(GroupEffects other, Fit pointwise, Fit simultaneous) {
        this.pointwise = pointwise;
        this.simultaneous = simultaneous;
        this.difference = other.difference;
        this.homogeneity = other.homogeneity;
        this.monotonicity = other.monotonicity;
        this.group = other.group;
        this.weight = other.weight;
        this.predicted = other.predicted;
        this.pooled = other.pooled;
        this.judged = other.judged;
    }

    Pooled pooled() {
        return pooled;
    }

    /** The group of each judged row. */
    int[] judged() {
        return judged;
    }

    /**
     * Groups the rows of a fit by the effects that were predicted without them.
     *
     * @param fit effects and scores
     * @param groups the number of groups, at least 2
     * @return the groups
     * @throws EstimationException if there are fewer than 10 rows a group, an arm is empty, or the scores of a group do not vary
     * @throws IllegalArgumentException if there are fewer than 2 groups, or a prediction is not finite
     */
    public static GroupEffects of(CateFit fit, int groups) {
        return of(List.of(HeldOut.all(fit)), fit.size(), groups, 0);
    }

    /**
     * Groups the judged rows of a sample within each part.
     *
     * @param parts the judged rows
     * @param rows the rows of the sample
     * @param groups the number of groups, at least 2
     * @param key what the draws of the law of the largest statistic are keyed by
     * @return the groups
     * @throws EstimationException as {@link #of(CateFit, int)}
     * @throws IllegalArgumentException as {@link #of(CateFit, int)}
     */
    static GroupEffects of(List<HeldOut> parts, int rows, int groups, long key) {
        Arguments.atLeast("groups", groups, 2);
        Pooled pooled = new Pooled(parts);
        if (pooled.size < Priorities.FEWEST * groups) {
            throw Priorities.tooFew(pooled.size, Priorities.FEWEST * groups, "A comparison of " + groups + " groups");
        }
        int[] of = pooled.groups(groups);
        int[] index = new int[groups];
        for (int g : of) {
            index[g] = 1;
        }
        int count = 0;
        for (int g = 0; g < groups; g++) {
            index[g] = index[g] == 1 ? count++ : -1;
        }
        int[] group = new int[rows];
        double[] weight = new double[rows];
        Arrays.fill(group, -1);
        double[] predicted = new double[count];
        double[] total = new double[count];
        for (int i = 0; i < of.length; i++) {
            of[i] = index[of[i]];
            group[pooled.row[i]] = of[i];
            weight[pooled.row[i]] = pooled.weight[i];
            predicted[of[i]] += pooled.weight[i] * pooled.priority[i];
            total[of[i]] += pooled.weight[i];
        }
        for (int g = 0; g < count; g++) {
            predicted[g] /= total[g];
        }
        return new GroupEffects(new Builder(pooled, of, count, groups, key), group, weight, predicted, pooled, of);
    }

    /** Estimates, their covariance and the tests. */
    private static final class Builder {

        final Fit pointwise;
        final Fit simultaneous;
        final Estimate difference;
        final HypothesisTest homogeneity;
        final HypothesisTest monotonicity;

        Builder(Pooled pooled, int[] group, int count, int asked, long key) {
            GroupMeans means = new GroupMeans(pooled, group, count);
            List<Caution> cautions = pooled.cautions();
            if (count == 1) {
                cautions.add(Priorities.constantEffects());
            } else if (count < asked) {
                cautions.add(Caution.of(
                        "tied-effects",
                        String.format(
                                Locale.ROOT,
                                "Predicted effects take so few values that they make %d groups, not %d; equal predictions "
                                        + "are not told apart.",
                                count,
                                asked)));
            }
            Family family = means.clustered() && count > 1
                    ? new Family.Correlated(means.correlation(), key)
                    : new Family.Independent(count);
            List<Estimate> own = new ArrayList<>();
            List<Estimate> all = new ArrayList<>();
            for (int g = 0; g < count; g++) {
                String term = term(g, count);
                double error = means.stdError(g, term);
                StudentT inference = new StudentT(means.mean(g), error, means.degreesOfFreedom(g));
                own.add(new Estimate(Estimand.CATE, term, means.mean(g), error, inference));
                all.add(new Estimate(Estimand.CATE, term, means.mean(g), error, new Simultaneous(inference, family)));
            }
            Glance glance = pooled.glance(
                    "gate",
                    (means.clustered() ? "cluster sums" : "standard deviation") + " of the scores of the group, t",
                    Map.of("groups", (double) count, "groups_asked", (double) asked));
            pointwise = new Fit(own, glance, cautions, means::influence);
            simultaneous = new Fit(all, glance, cautions, means::influence);
            difference = means.contrast(count - 1, 0, "highest - lowest");
            homogeneity = means.homogeneity(glance, cautions);
            monotonicity = means.monotonicity(glance, cautions);
        }

        private static String term(int group, int count) {
            if (count == 1) {
                return "all";
            }
            String suffix = group == 0 ? " (lowest)" : group == count - 1 ? " (highest)" : "";
            return "group " + (group + 1) + suffix;
        }
    }

    /**
     * The number of groups.
     *
     * @return at least 1, and fewer than were asked for where predictions are tied
     */
    public int count() {
        return predicted.length;
    }

    /**
     * The effects of the groups, each with the interval that holds it by itself.
     *
     * @return a term for each group, by rising prediction, with influence functions over the judged rows
     */
    public Fit pointwise() {
        return pointwise;
    }

    /**
     * The effects of the groups, with intervals that hold all of them at once.
     *
     * @return a term for each group, by rising prediction, with influence functions over the judged rows
     */
    public Fit simultaneous() {
        return simultaneous;
    }

    /**
     * The effect of the group with the highest predictions less that of the group with the lowest.
     *
     * @return the difference
     * @throws EstimationException if there is a single group
     */
    public Estimate difference() {
        if (count() == 1) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Every row has the same predicted effect, so that there is one group and no difference.",
                    "Report the average effect.");
        }
        return difference;
    }

    /**
     * A test that all groups have the same effect.
     *
     * @return Welch's F test, or Hotelling's with clusters; its p-value is 1 where there is a single group
     */
    public HypothesisTest homogeneity() {
        return homogeneity;
    }

    /**
     * A test that effects rise from each group to the next, as the predictions do.
     *
     * @return its statistic is that of the steepest fall, its p-value by Bonferroni's inequality
     */
    public HypothesisTest monotonicity() {
        return monotonicity;
    }

    /**
     * The group of each row of the sample.
     *
     * @return a new array of zero-based groups by rising prediction, -1 for rows that were learned from
     */
    public int[] group() {
        return group.clone();
    }

    /**
     * The mean predicted effect of each group.
     *
     * @return a new array
     */
    public double[] predicted() {
        return predicted.clone();
    }

    /**
     * Means over the groups, weighted as the estimates are.
     *
     * @param values one for each row of the sample, such as the true effects
     * @return a mean for each group
     * @throws IllegalArgumentException if their number is not that of the rows
     */
    public double[] means(double[] values) {
        if (values.length != group.length) {
            throw new IllegalArgumentException(values.length + " values for " + group.length + " rows");
        }
        double[] sum = new double[count()];
        double[] total = new double[count()];
        for (int i = 0; i < values.length; i++) {
            if (group[i] >= 0) {
                sum[group[i]] += weight[i] * values[i];
                total[group[i]] += weight[i];
            }
        }
        for (int g = 0; g < sum.length; g++) {
            sum[g] /= total[g];
        }
        return sum;
    }

    /**
     * The same groups with other estimates of their effects.
     *
     * @param byThemselves a term for each group, by rising prediction
     * @param allAtOnce the same terms with simultaneous intervals
     * @return the changed groups
     * @throws IllegalArgumentException if there is not one term for each group
     */
    public GroupEffects withEstimates(Fit byThemselves, Fit allAtOnce) {
        if (byThemselves.terms().size() != count() || allAtOnce.terms().size() != count()) {
            throw new IllegalArgumentException("there must be one term for each of " + count() + " groups");
        }
        return new GroupEffects(this, byThemselves, allAtOnce);
    }
}
