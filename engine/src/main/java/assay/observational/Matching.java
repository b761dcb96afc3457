package assay.observational;

import assay.Arguments;
import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.nuisance.Learner;
import assay.nuisance.LogisticLearner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Matching: what a unit would have done in the other arm is the mean outcome of its matches there.
 *
 * <p>The estimand is the average effect on those that matches are looked for: the treated (ATT), the controls (ATC) or everyone (ATE),
 * identified when the covariates hold every common cause of treatment and outcome and every such unit has its like in the other
 * arm. With a caliper or exact columns it is the effect on those that were matched, and how many were left out is told.
 *
 * <p>In several continuous covariates matches differ, and the bias that is left does not vanish faster than the standard error (Abadie and
 * Imbens, Econometrica 74, 2006). With {@link BiasCorrection#LINEAR} outcomes are moved by a linear regression among the matches, weighted
 * by their uses (Abadie and Imbens, J. Business and Economic Statistics 29, 2011), separately by arm for the ATE.
 *
 * <p>With replacement the standard error is that of Abadie and Imbens (2006): with {@code K_i} the uses of a unit as a match by shares, and
 * {@code Q_i} the sum of their squares, the population variance of the ATT is {@code sum over treated of (t_i - t)^2 / N1^2 + sum over
 * controls of (K_i^2 - Q_i) s_i^2 / N1^2}; of the ATE the second bracket is {@code K_i^2 + 2 K_i - Q_i} over all rows. The spread
 * {@code s_i^2} is half the mean squared difference of pairs about the estimate, or with J variance neighbours {@code J / (J + 1)} times
 * the squared difference from the mean of the J nearest of the same arm. The propensity score counts as known, and so does a bias
 * correction unless {@link MatchingVariance#ESTIMATED_CORRECTION} is asked for, as in the usual choices. The bootstrap is not valid here
 * (Abadie and Imbens, Econometrica 76, 2008).
 *
 * <p>Without replacement the estimate is the difference of the means of matched units and their matches, or with the correction
 * the coefficient of the treatment in a regression of the matched rows on it and the covariates; its standard error clusters by matched
 * set, with the factors {@code G / (G - 1)} and {@code (n - 1) / (n - k)} (Abadie and Spiess, JASA 117, 2022).
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the estimand is none of these, everyone is to be matched without
 * replacement, the propensity learner does not learn probabilities, a search below has no score, or the variance neighbours are
 * negative.
 *
 * @param estimand ATT, ATC or ATE
 * @param metric how far apart units are
 * @param rule which units are matches
 * @param correction what is done about matches that differ
 * @param variance of what the estimate is one, with replacement
 * @param varianceNeighbours J, 0 for one spread of all units
 * @param propensity learns the probability of treatment, for scores and for the diagnosis of overlap
 */
public record Matching(
        Estimand estimand,
        MatchingMetric metric,
        MatchingRule rule,
        BiasCorrection correction,
        MatchingVariance variance,
        int varianceNeighbours,
        Learner propensity)
        implements Estimator<Fit>, Balancer {

    /** Nearer to 0 or 1 than this, a propensity has no counterpart. */
    static final double EXTREME = 0.01;

    public Matching {
        if (estimand != Estimand.ATT && estimand != Estimand.ATC && estimand != Estimand.ATE) {
            throw new IllegalArgumentException("matching estimates the ATT, ATC or ATE, not the " + estimand.label());
        }
        if (estimand == Estimand.ATE && rule.replacement() == Replacement.WITHOUT) {
            throw new IllegalArgumentException(
                    "everyone can be matched only with replacement: the larger arm has more units than matches");
        }
        if (rule.search() == MatchingSearch.BELOW && !metric.scored()) {
            throw new IllegalArgumentException("a search below needs a score, not " + metric);
        }
        Checks.probability(propensity);
        Arguments.atLeast("varianceNeighbours", varianceNeighbours, 0);
    }

    /**
     * Mahalanobis distance, nearest with replacement, with bias correction.
     *
     * @param estimand ATT, ATC or ATE
     * @param neighbours matches of a unit
     * @return the population variance with one spread of all units, the correction counted as estimated
     */
    public static Matching mahalanobis(Estimand estimand, int neighbours) {
        return new Matching(
                estimand,
                MatchingMetric.MAHALANOBIS,
                MatchingRule.nearest(neighbours),
                BiasCorrection.LINEAR,
                MatchingVariance.ESTIMATED_CORRECTION,
                0,
                new LogisticLearner());
    }

    /**
     * The effect on the treated by one match on the Mahalanobis distance with bias correction.
     *
     * @return the usual choice
     */
    public static Matching standard() {
        return mahalanobis(Estimand.ATT, 1);
    }

    /**
     * The effect on the treated by the nearest propensity scores, with replacement and bias correction.
     *
     * @param neighbours matches of a unit
     * @return the population variance with one spread of all units, the correction counted as estimated
     */
    public static Matching propensity(int neighbours) {
        return new Matching(
                Estimand.ATT,
                MatchingMetric.PROPENSITY,
                MatchingRule.nearest(neighbours),
                BiasCorrection.LINEAR,
                MatchingVariance.ESTIMATED_CORRECTION,
                0,
                new LogisticLearner());
    }

    /**
     * Greedy pairs on the propensity score without replacement, the largest first, and the difference of their means.
     *
     * @return clusters by pair
     */
    public static Matching greedyPairs() {
        return new Matching(
                Estimand.ATT,
                MatchingMetric.PROPENSITY,
                MatchingRule.pairs(MatchingOrder.LARGEST),
                BiasCorrection.NONE,
                MatchingVariance.POPULATION,
                0,
                new LogisticLearner());
    }

    /**
     * The same with another rule.
     *
     * @param other which units are matches
     * @return the changed method
     */
    public Matching withRule(MatchingRule other) {
        return new Matching(estimand, metric, other, correction, variance, varianceNeighbours, propensity);
    }

    /**
     * The same with another correction.
     *
     * @param other what is done about matches that differ
     * @return the changed method
     */
    public Matching withCorrection(BiasCorrection other) {
        return new Matching(estimand, metric, rule, other, variance, varianceNeighbours, propensity);
    }

    /**
     * The same with another variance.
     *
     * @param other of what the estimate is one
     * @param neighbours J, 0 for one spread of all units
     * @return the changed method
     */
    public Matching withVariance(MatchingVariance other, int neighbours) {
        return new Matching(estimand, metric, rule, correction, other, neighbours, propensity);
    }

    @Override
    public Estimand target() {
        return estimand;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE);
    }

    @Override
    public BalancingWeights balance(Sample sample, RandomGenerator random) {
        return match(sample, random).weights();
    }

    /**
     * The matches.
     *
     * @param sample has an assignment (or treatment) and covariates; an outcome is not read
     * @param random the only source of randomness, for learners that need one
     * @return units and their matches
     * @throws EstimationException if the arms do not overlap, or no unit has a match
     */
    public Matches match(Sample sample, RandomGenerator random) {
        TwoArms arms = arms(sample);
        return match(sample, arms, Scores.of(sample, arms, propensity, random));
    }

    private static TwoArms arms(Sample sample) {
        sample.require(Set.of(Role.ASSIGNMENT, Role.COVARIATE));
        return TwoArms.of(sample);
    }

    private Matches match(Sample sample, TwoArms arms, Scores scores) {
        double[][] columns = sample.covariates().columns();
        OverlapDiagnosis.of(estimand, scores.values, arms.indicator(), EXTREME).refuse();
        Distances distances = Distances.of(metric, columns, arms.indicator(), scores.values);
        return new Matcher(rule, sample, arms.indicator(), distances, scores.values).find(estimand);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        TwoArms arms = arms(sample);
        Comparison data = Comparison.of(sample);
        Scores scores = Scores.of(sample, arms, propensity, random);
        Matches matches = match(sample, arms, scores);
        Map<String, Double> diagnostics = new TreeMap<>();
        List<Caution> cautions = new ArrayList<>();
        diagnostics.put("matched_units", (double) matches.units());
        diagnostics.put("dropped_units", (double) matches.dropped());
        OverlapDiagnosis.of(estimand, scores.values, data.arm, EXTREME)
                .report(matches.weights(), diagnostics, cautions);
        if (matches.dropped() > 0) {
            cautions.add(Caution.of(
                    "units-dropped",
                    String.format(
                            Locale.ROOT,
                            "%d of %d units have no match and were left out: the effect is that on the others.",
                            matches.dropped(),
                            matches.dropped() + matches.units())));
        }
        boolean pairs = rule.replacement() == Replacement.WITHOUT;
        double[] result = pairs
                ? MatchedPairs.estimate(data, matches, correction)
                : new MatchingEstimate(this, data, matches).valueAndVariance();
        if (!(result[1] > 0)) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "The " + matches.size() + " matched pairs leave no variation to estimate an error from.",
                    "Collect more data, widen the caliper, or match exactly on fewer covariates.");
        }
        String how = pairs
                ? "clustered by matched set, normal"
                : "Abadie-Imbens, " + (variance == MatchingVariance.CONDITIONAL ? "conditional" : "population")
                        + ", normal";
        return new Fit(
                List.of(Estimate.normal(estimand, data.arms.contrast(), result[0], Math.sqrt(result[1]))),
                Glance.of(metric.scored() ? "propensity-matching" : "matching", how, sample, data.arms, diagnostics),
                cautions);
    }
}
