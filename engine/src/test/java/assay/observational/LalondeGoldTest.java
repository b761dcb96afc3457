package assay.observational;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Gold;
import assay.Role;
import assay.Sample;
import assay.WeightType;
import assay.experiment.DifferenceInMeans;
import assay.linear.ArrayRows;
import assay.linear.ClusterCovariance;
import assay.linear.Covariance;
import assay.linear.LinearFit;
import assay.linear.LinearModel;
import assay.linear.LinearSpec;
import assay.linear.VarianceEstimator;
import assay.nuisance.Folds;
import assay.nuisance.LinearLearner;
import assay.nuisance.LogisticLearner;
import assay.random.Philox;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Values of R 4.2.2 with MatchIt 4.5.1, Matching 4.10.8 and sandwich ({@code Rscript g08_matchit.R}, stored as {@code
 * matching_lalonde.json}), and of the reference's table of eleven estimators.
 *
 * <p>They rest on {@code glm} with its default epsilon of 1e-8, which stops one step before the maximum. {@link #glm} takes the
 * same steps, and the result is given as a known propensity, so that every value is met at its own tolerance.
 */
class LalondeGoldTest {

    private static final List<String> TERMS =
            List.of("age", "educ", "hispan", "white", "married", "nodegree", "re74", "re75");

    private static JsonObject gold(String part) {
        return Gold.read("matching_lalonde.json").getAsJsonObject("values").getAsJsonObject(part);
    }

    private static double gold(String part, String value) {
        return gold(part).get(value).getAsDouble();
    }

    private static Sample lalonde() throws IOException {
        Sample sample = RealData.lalonde();
        double[] e = glm(sample.covariates().columns(), sample.numeric(Role.ASSIGNMENT));
        return sample.with(Role.PROPENSITY, new Column.Numeric("ps", e));
    }

    /** Fisher scoring as R does it, until the deviance changes by less than 1e-8 of itself. */
    private static double[] glm(double[][] columns, double[] arm) {
        int n = arm.length;
        double[] mu = new double[n];
        for (int i = 0; i < n; i++) {
            mu[i] = (arm[i] + 0.5) / 2;
        }
        double[] eta = Arrays.stream(mu).map(m -> Math.log(m / (1 - m))).toArray();
        double deviance = Double.POSITIVE_INFINITY;
        while (true) {
            double[] weight = new double[n];
            double[] z = new double[n];
            for (int i = 0; i < n; i++) {
                weight[i] = mu[i] * (1 - mu[i]);
                z[i] = eta[i] + (arm[i] - mu[i]) / weight[i];
            }
            WeightedPlane plane = WeightedPlane.of(columns, z, weight);
            double next = 0;
            for (int i = 0; i < n; i++) {
                eta[i] = plane.at(columns, i);
                mu[i] = 1 / (1 + Math.exp(-eta[i]));
                next -= 2 * Math.log(arm[i] == 1 ? mu[i] : 1 - mu[i]);
            }
            if (Math.abs(next - deviance) / (Math.abs(next) + 0.1) < 1e-8) {
                return mu;
            }
            deviance = next;
        }
    }

    private static Estimate estimate(Estimator<Fit> method, Sample sample) {
        return method.estimate(sample, new Philox(1, 0, 3)).estimate();
    }

    private static Sample plain(Sample sample) {
        return sample.with(Role.PROPENSITY);
    }

    @Test
    void propensities() throws IOException {
        double[] e = lalonde().numeric(Role.PROPENSITY);
        assertThat(Arrays.stream(e).min().orElseThrow()).isCloseTo(0.00908019323660913, within(1e-12));
        assertThat(Arrays.stream(e).max().orElseThrow()).isCloseTo(0.853152844232332, within(1e-12));
        double[] first = {0.638769933296503, 0.224634241570063, 0.678243879538046, 0.77632408115751, 0.701638744785862};
        assertThat(Arrays.copyOf(e, 5)).containsExactly(first, within(1e-12));
    }

    @Test
    void naiveAndRegression() throws IOException {
        Sample sample = plain(lalonde());
        assertThat(estimate(new DifferenceInMeans(), sample).value()).isCloseTo(-635.026212037, within(1e-6));
        LinearFit ols = regression(sample, null, null);
        int t = ols.terms().indexOf("treat");
        assertThat(ols.coefficients(0)[t]).isCloseTo(1548.243802, within(1e-6));
        assertThat(error(ols, Covariance.CLASSICAL)).isCloseTo(781.279297, within(1e-6));
        assertThat(error(ols, Covariance.HC2)).isCloseTo(742.181677315, within(1e-6));
    }

    @Test
    void weighting() throws IOException {
        Sample sample = lalonde();
        assertThat(estimate(new Ipw(Weighting.HAJEK, new LogisticLearner(), 0), sample)
                        .value())
                .isCloseTo(224.676308271, within(1e-6));
        assertThat(estimate(PropensityWeighting.of(Estimand.ATE), sample).value())
                .isCloseTo(gold("ipw", "ate_hajek"), within(1e-6));
        assertThat(estimate(new Ipw(Weighting.HORVITZ_THOMPSON, new LogisticLearner(), 0), sample)
                        .value())
                .isCloseTo(-449.78690967, within(1e-6));
        assertThat(estimate(PropensityWeighting.of(Estimand.ATT), sample).value())
                .isCloseTo(gold("ipw", "att_hajek"), within(1e-6))
                .isCloseTo(1214.07122089, within(1e-6));
        assertThat(estimate(PropensityWeighting.of(Estimand.ATC), sample).value())
                .isCloseTo(-186.915899117, within(1e-6));
        assertThat(estimate(PropensityWeighting.standard(), sample).value())
                .isCloseTo(gold("ipw", "overlap_ato"), within(1e-6))
                .isCloseTo(1242.20063127, within(1e-6));
        BalancingWeights att = PropensityWeighting.of(Estimand.ATT).balance(sample, new Philox(1, 0, 3));
        assertThat(att.effectiveSize(0)).isCloseTo(gold("ipw", "ess_att_control"), within(1e-6));
    }

    @Test
    void doublyRobust() throws IOException {
        Sample sample = lalonde();
        Estimate ate =
                estimate(new Aipw(new LinearLearner(), new LogisticLearner(), 1, 1, 0, Folds.INTERLEAVED), sample);
        assertThat(ate.value()).isCloseTo(469.639983007, within(1e-6));
        assertThat(ate.stdError()).isCloseTo(926.155067901, within(1e-6));
        Estimate att = estimate(
                new InteractiveModel(
                        new LinearLearner(),
                        new LogisticLearner(),
                        Averaged.TREATED,
                        Pooling.ALL_AT_ONCE,
                        1,
                        1,
                        0,
                        Folds.INTERLEAVED),
                sample);
        assertThat(att.value()).isCloseTo(1226.54374378, within(1e-6));
        // The stored value divides the squared influence by n - 1, as for the ATE; the table's divides it by n.
        assertThat(att.stdError()).isCloseTo(gold("aipw_att_parametric", "se"), within(1e-6));
        assertThat(att.stdError() * Math.sqrt(613 / 614.0)).isCloseTo(813.416235131, within(1e-6));
    }

    @Test
    void entropyBalancing() throws IOException {
        Sample sample = plain(lalonde());
        // The table's optimiser stopped at an imbalance below 1e-8, which is worth 2.5e-6; numpy's Newton steps to
        // 1e-16 give the
        // optimum itself.
        assertThat(estimate(EntropyBalancing.standard(), sample).value())
                .isCloseTo(1273.26181144, within(5e-6))
                .isCloseTo(1273.261813911915, within(1e-8));
        BalancingWeights weights = EntropyBalancing.standard().balance(sample, new Philox(1, 0, 3));
        assertThat(weights.effectiveSize(0)).isCloseTo(98.4578342911, within(1e-6));
        assertThat(BalanceTable.largest(BalanceTable.of(sample, weights).after()))
                .isLessThan(1e-8);
    }

    @Test
    void trimming() throws IOException {
        double[] e = lalonde().numeric(Role.PROPENSITY);
        assertThat(Trimming.kept(e, 0.1)).hasSize(341);
    }

    @Test
    void greedyPairsFromBelow() throws IOException {
        Sample sample = lalonde();
        Matching pairs = Matching.greedyPairs();
        MatchingRule below = pairs.rule().withSearch(MatchingSearch.BELOW);
        Matches matches = agrees("nearest_1to1_no_replacement", sample, pairs.withRule(below));
        JsonObject expected = gold("nearest_1to1_no_replacement").getAsJsonObject("matched_control_row_of_treated_row");
        for (int row = 1; row <= 185; row++) {
            assertThat(matches.of(row - 1))
                    .containsExactly(expected.get(Integer.toString(row)).getAsInt() - 1);
        }
        assertThat(estimate(pairs.withRule(below), sample).value()).isCloseTo(770.390167838, within(1e-6));
        // The stored distances were truncated to whole numbers, so that its caliper of a tenth never bound.
        agrees("nearest_caliper_0.1sd", sample, pairs.withRule(below));
        agrees("nearest_exact_race_married", sample, pairs.withRule(below.withExact("hispan", "white", "married")));
        agrees(
                "nearest_1to1_replacement",
                sample,
                pairs.withRule(MatchingRule.nearest(1).withSearch(MatchingSearch.BELOW)));
    }

    /** The balance that MatchIt's own guide prints for its 1:1 match: what the stored pairs would be at full precision. */
    @Test
    void greedyNearestPairs() throws IOException {
        Sample sample = lalonde();
        Matching pairs = Matching.greedyPairs();
        // Python: the nearest control by absolute difference, largest propensity first, first row among ties.
        assertThat(estimate(pairs, sample).value()).isCloseTo(894.3674802702703, within(1e-8));
        BalanceTable table = BalanceTable.of(sample, pairs.balance(sample, new Philox(1, 0, 3)));
        assertThat(table.after().get(0).smd()).isCloseTo(0.0718, within(5e-5));
        assertThat(table.after().get(1).smd()).isCloseTo(-0.1290, within(5e-5));
        assertThat(table.after().get(7).smd()).isCloseTo(-0.0257, within(5e-5));
        Matching caliper = pairs.withRule(pairs.rule().withCaliper(0.1));
        assertThat(caliper.match(sample, new Philox(1, 0, 3)).size()).isEqualTo(111);
        assertThat(estimate(caliper, sample).value()).isCloseTo(1835.407682432432, within(1e-8));
    }

    @Test
    void mahalanobisPairs() throws IOException {
        agrees(
                "nearest_mahalanobis",
                lalonde(),
                new Matching(
                        Estimand.ATT,
                        MatchingMetric.POOLED_MAHALANOBIS,
                        MatchingRule.pairs(MatchingOrder.DATA),
                        BiasCorrection.NONE,
                        MatchingVariance.POPULATION,
                        0,
                        new LogisticLearner()));
    }

    @Test
    void abadieImbens() throws IOException {
        Sample sample = lalonde();
        Matching scores = Matching.propensity(1).withCorrection(BiasCorrection.NONE);
        Estimate estimate = estimate(scores, sample);
        assertThat(estimate.value()).isCloseTo(gold("Matching_pscore_M1_ties", "att"), within(1e-6));
        assertThat(estimate.stdError()).isCloseTo(gold("Matching_pscore_M1_ties", "abadie_imbens_se"), within(1e-6));

        double[] black = new double[sample.size()];
        double[][] all = sample.covariates().columns();
        for (int i = 0; i < black.length; i++) {
            black[i] = 1 - all[2][i] - all[3][i];
        }
        Sample seven = sample.with(
                Role.COVARIATE,
                new Column.Numeric("age", all[0]),
                new Column.Numeric("educ", all[1]),
                new Column.Numeric("black", black),
                new Column.Numeric("married", all[4]),
                new Column.Numeric("nodegree", all[5]),
                new Column.Numeric("re74", all[6]),
                new Column.Numeric("re75", all[7]));
        Matching inverse = new Matching(
                Estimand.ATT,
                MatchingMetric.INVERSE_VARIANCE,
                MatchingRule.nearest(1),
                BiasCorrection.LINEAR,
                MatchingVariance.POPULATION,
                0,
                new LogisticLearner());
        estimate = estimate(inverse, seven);
        assertThat(estimate.value()).isCloseTo(gold("Matching_invvar_M1_biasadj", "att"), within(1e-6));
        assertThat(estimate.stdError()).isCloseTo(gold("Matching_invvar_M1_biasadj", "abadie_imbens_se"), within(1e-6));

        Matching four = Matching.mahalanobis(Estimand.ATE, 4).withCorrection(BiasCorrection.NONE);
        estimate = estimate(four, seven);
        assertThat(estimate.value()).isCloseTo(gold("Matching_mahalanobis_M4_ate", "ate"), within(1e-6));
        assertThat(estimate.stdError())
                .isCloseTo(gold("Matching_mahalanobis_M4_ate", "abadie_imbens_se"), within(1e-6));
    }

    @Test
    void subclassification() throws IOException {
        Sample sample = lalonde();
        Subclassification five = Subclassification.standard();
        BalancingWeights weights = five.balance(sample, new Philox(1, 0, 3));
        agrees("subclass5", sample, weights, five.subclasses(sample, new Philox(1, 0, 3)));
    }

    @Test
    void regressionImputation() throws IOException {
        Sample sample = plain(lalonde());
        assertThat(estimate(new RegressionImputation(Estimand.ATE), sample).value())
                .isCloseTo(
                        Gold.read("matching_lalonde.json")
                                .getAsJsonObject("values")
                                .getAsJsonObject("regression_imputation")
                                .get("ate")
                                .getAsDouble(),
                        within(1e-6));
        assertThat(estimate(new RegressionImputation(Estimand.ATT), sample).value())
                .isCloseTo(gold("regression_imputation", "att"), within(1e-6));
    }

    /** Counts, effect, balance and standard errors of one way to match. */
    private static Matches agrees(String part, Sample sample, Matching method) {
        Matches matches = method.match(sample, new Philox(1, 0, 3));
        int[] set = new int[sample.size()];
        Arrays.fill(set, -1);
        for (int k = 0; k < matches.size(); k++) {
            set[matches.unit()[k]] = matches.unit()[k];
            set[matches.match()[k]] = matches.unit()[k];
        }
        BalancingWeights weights = matches.weights();
        agrees(part, sample, weights, set);
        if (method.rule().replacement() == Replacement.WITHOUT) {
            assertThat(estimate(method, sample).value()).isCloseTo(gold(part, "att_unadjusted"), within(1e-6));
            assertThat(estimate(method, sample).stdError())
                    .isCloseTo(gold(part, "se_cluster_subclass_unadjusted"), within(1e-6));
            Matching adjusted = method.withCorrection(BiasCorrection.LINEAR);
            assertThat(estimate(adjusted, sample).value()).isCloseTo(gold(part, "att_regression"), within(1e-6));
            assertThat(estimate(adjusted, sample).stdError())
                    .isCloseTo(gold(part, "se_cluster_subclass_regression"), within(1e-6));
        }
        return matches;
    }

    private static void agrees(String part, Sample sample, BalancingWeights weights, int[] set) {
        assertThat(weights.used(1)).isEqualTo((int) gold(part, "n_treated"));
        assertThat(weights.used(0)).isEqualTo((int) gold(part, "n_control"));
        assertThat(weights.effectiveSize(0)).isCloseTo(gold(part, "ess_control"), within(1e-6));
        assertThat(weights.difference(sample.outcome())).isCloseTo(gold(part, "att_unadjusted"), within(1e-6));
        double[] mean1 = meanOne(weights);
        LinearFit fit = regression(sample, mean1, set);
        assertThat(fit.coefficients(0)[fit.terms().indexOf("treat")])
                .isCloseTo(gold(part, "att_regression"), within(1e-6));
        assertThat(error(regression(sample, mean1, null), Covariance.HC3))
                .isCloseTo(gold(part, "se_HC3_regression"), within(1e-6));
        if (gold(part).has("se_cluster_subclass_regression")) {
            assertThat(error(fit, ClusterCovariance.CR1S))
                    .isCloseTo(gold(part, "se_cluster_subclass_regression"), within(1e-6));
        }
        JsonObject smd = gold(part).getAsJsonObject("smd_matched");
        List<String> names = new ArrayList<>(TERMS);
        names.add("ps");
        double[][] columns = Arrays.copyOf(sample.covariates().columns(), names.size());
        columns[names.size() - 1] = sample.numeric(Role.PROPENSITY);
        BalanceTable table = BalanceTable.of(names, columns, weights);
        JsonObject raw = gold("smd_unadjusted_treated_sd");
        for (int j = 0; j < names.size(); j++) {
            String name = names.get(j).equals("hispan") || names.get(j).equals("white")
                    ? "race" + names.get(j)
                    : names.get(j);
            assertThat(table.before().get(j).smd()).isCloseTo(raw.get(name).getAsDouble(), within(1e-9));
            assertThat(table.after().get(j).smd()).isCloseTo(smd.get(name).getAsDouble(), within(1e-9));
        }
    }

    /** MatchIt's scale, which a regression with covariates depends on: the weights of the controls in use have mean 1. */
    private static double[] meanOne(BalancingWeights weights) {
        double[] w = weights.weights();
        double[] arm = weights.arm();
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
            sum += arm[i] == 0 ? w[i] : 0;
        }
        for (int i = 0; i < w.length; i++) {
            w[i] *= arm[i] == 0 ? weights.used(0) / sum : 1;
        }
        return w;
    }

    private static double error(LinearFit fit, VarianceEstimator covariance) {
        int t = fit.terms().indexOf("treat");
        return Math.sqrt(fit.covariance(0, covariance)[t][t]);
    }

    /** Outcome on treatment and covariates, of the rows with weight. */
    private static LinearFit regression(Sample sample, double @Nullable [] weights, int @Nullable [] set) {
        int[] rows = Scores.all(sample.size());
        if (weights != null) {
            rows = Arrays.stream(rows).filter(i -> weights[i] > 0).toArray();
        }
        Sample used = sample.rows(rows);
        List<String> terms = new ArrayList<>(List.of("treat"));
        terms.addAll(TERMS);
        double[][] columns = new double[terms.size() + 1][];
        columns[0] = used.outcome();
        columns[1] = used.numeric(Role.ASSIGNMENT);
        System.arraycopy(used.covariates().columns(), 0, columns, 2, TERMS.size());
        ArrayRows source = ArrayRows.of(LinearSpec.ols(List.of("re78"), terms), columns);
        if (weights != null) {
            source = source.weighted(
                    Arrays.stream(rows).mapToDouble(i -> weights[i]).toArray(), WeightType.ANALYTIC);
        }
        if (set != null) {
            int[] dense = new int[rows.length];
            List<Integer> seen = new ArrayList<>();
            for (int k = 0; k < rows.length; k++) {
                if (!seen.contains(set[rows[k]])) {
                    seen.add(set[rows[k]]);
                }
                dense[k] = seen.indexOf(set[rows[k]]);
            }
            source = source.clustered(dense);
        }
        return LinearModel.fit(source);
    }
}
