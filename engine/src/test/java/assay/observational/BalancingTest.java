package assay.observational;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.nuisance.Folds;
import assay.nuisance.LinearLearner;
import assay.nuisance.LogisticLearner;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** Identities, enumeration on small samples, and what is refused. */
class BalancingTest {

    private static Fit fit(Estimator<Fit> method, Sample sample) {
        return method.estimate(sample, new Philox(1, 0, 3));
    }

    private static Sample table(double[] y, double[] t, double[] x) {
        return Sample.builder()
                .outcome("y", y)
                .assignment("t", t)
                .covariate("x", x)
                .build();
    }

    private static AbstractThrowableAssert<?, ?> refuses(Estimator<Fit> method, Sample sample, Problem problem) {
        return assertThatThrownBy(() -> fit(method, sample))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    @Test
    void matchesByHand() {
        // Treated at 1 and 4; controls at 0, 2 (tied for 1), 4.5 and 9. Effects: 10 - (1 + 3) / 2 = 8 and 20 - 5 = 15.
        Sample sample = table(
                new double[] {10, 20, 1, 3, 5, 7}, new double[] {1, 1, 0, 0, 0, 0}, new double[] {1, 4, 0, 2, 4.5, 9});
        Matching plain = new Matching(
                Estimand.ATT,
                MatchingMetric.INVERSE_VARIANCE,
                MatchingRule.nearest(1),
                BiasCorrection.NONE,
                MatchingVariance.POPULATION,
                0,
                new LogisticLearner());
        Matches matches = plain.match(sample, new Philox(1, 0, 3));
        assertThat(matches.of(0)).containsExactly(2, 3);
        assertThat(matches.of(1)).containsExactly(4);
        assertThat(matches.share()).containsExactly(0.5, 0.5, 1);
        Estimate estimate = fit(plain, sample).estimate();
        assertThat(estimate.value()).isCloseTo(11.5, within(1e-12));
        // Pairs 9, 7 and 15 about 11.5 with shares 1/2, 1/2 and 1: half their mean square is (3.125 + 10.125 + 12.25) /
        // 4; K^2 - Q is 0
        // for every control; treated are off by 3.5 and 3.5.
        assertThat(estimate.stdError()).isCloseTo(Math.sqrt(2 * 3.5 * 3.5 / 4), within(1e-12));
        // Given the covariates, uses count squared: 1 + 1 of the treated, 1/4 + 1/4 + 1 of the controls.
        Estimate conditional =
                fit(plain.withVariance(MatchingVariance.CONDITIONAL, 0), sample).estimate();
        double spread = (3.125 + 10.125 + 12.25) / 4;
        assertThat(conditional.stdError()).isCloseTo(Math.sqrt(3.5 * spread / 4), within(1e-12));
    }

    @Test
    void correctionIsExactOnALine() {
        Trial trial = new Trial(300, 8);
        double[] y = new double[300];
        for (int i = 0; i < y.length; i++) {
            y[i] = 3 * trial.x[0][i] - 2 * trial.x[1][i] + 0.5 * trial.x[2][i] + 2 * trial.arm[i];
        }
        y[0] += 1e-9;
        for (Estimand estimand : List.of(Estimand.ATT, Estimand.ATC, Estimand.ATE)) {
            assertThat(fit(Matching.mahalanobis(estimand, 3), trial.sample(y, trial.arm))
                            .estimate()
                            .value())
                    .isCloseTo(2, within(1e-8));
            assertThat(fit(new EntropyBalancing(estimand), trial.sample(y, trial.arm))
                            .estimate()
                            .value())
                    .isCloseTo(2, within(1e-8));
            assertThat(fit(new RegressionImputation(estimand), trial.sample(y, trial.arm))
                            .estimate()
                            .value())
                    .isCloseTo(2, within(1e-8));
        }
        // Its variance comes from residuals, of which there are none on a line.
        refuses(Subclassification.standard(), trial.sample(y, trial.arm), Problem.CONSTANT_OUTCOME)
                .hasMessageContaining("'y'");
        y[1] += 1e-4;
        assertThat(fit(Subclassification.standard(), trial.sample(y, trial.arm))
                        .estimate()
                        .value())
                .isCloseTo(2, within(1e-4));
    }

    /** Residuals of the correction have mean 0 among the matches, so that what is left is a prediction at the seekers' mean. */
    @Test
    void correctedMatchingIsAPredictionAtTheMeanOfTheTreated() {
        Sample sample = new Trial(200, 12).sample();
        Matching method = Matching.standard();
        double[] uses = method.match(sample, new Philox(1, 0, 3)).uses();
        double[][] columns = sample.covariates().columns();
        double[] arm = sample.numeric(Role.ASSIGNMENT);
        double[] y = sample.outcome();
        WeightedPlane plane = WeightedPlane.of(columns, y, uses);
        double sum = 0;
        double treated = 0;
        for (int i = 0; i < y.length; i++) {
            sum += arm[i] * (y[i] - plane.at(columns, i));
            treated += arm[i];
        }
        Estimate estimate = fit(method, sample).estimate();
        assertThat(estimate.value()).isCloseTo(sum / treated, within(1e-10));
        Estimate known =
                fit(method.withVariance(MatchingVariance.POPULATION, 0), sample).estimate();
        assertThat(known.value()).isEqualTo(estimate.value());
        assertThat(known.stdError()).isLessThan(estimate.stdError());
    }

    @Test
    void overlapWeightsBalanceMeans() {
        Sample sample = new Trial(400, 2).sample();
        BalancingWeights weights = PropensityWeighting.standard().balance(sample, new Philox(1, 0, 3));
        assertThat(BalanceTable.largest(BalanceTable.of(sample, weights).after()))
                .isLessThan(1e-8);
    }

    /** The stacked error of Hajek weights is that of the class that had it before. */
    @Test
    void sameStackedErrorAsIpw() {
        Sample sample = new Trial(400, 3).sample();
        Estimate old =
                fit(new Ipw(Weighting.HAJEK, new LogisticLearner(), 0), sample).estimate();
        Estimate now = fit(PropensityWeighting.of(Estimand.ATE), sample).estimate();
        assertThat(now.value()).isCloseTo(old.value(), within(1e-12));
        assertThat(now.stdError()).isCloseTo(old.stdError(), within(1e-12));
    }

    /** The infinitesimal jackknife by brute force: weights are refitted without each row. */
    @Test
    void stackedErrorsAreThoseOfTheJackknife() {
        int n = 300;
        Sample sample = new Trial(n, 4).sample();
        for (Estimator<Fit> method : List.<Estimator<Fit>>of(
                EntropyBalancing.standard(),
                new EntropyBalancing(Estimand.ATE),
                PropensityWeighting.standard(),
                PropensityWeighting.of(Estimand.ATT),
                PropensityWeighting.of(Estimand.ATC),
                new RegressionImputation(Estimand.ATT))) {
            double[] values = new double[n];
            double mean = 0;
            for (int i = 0; i < n; i++) {
                int left = i;
                int[] rows = Arrays.stream(Scores.all(n)).filter(k -> k != left).toArray();
                values[i] = fit(method, sample.rows(rows)).estimate().value();
                mean += values[i] / n;
            }
            double squares = 0;
            for (double v : values) {
                squares += (v - mean) * (v - mean);
            }
            double jackknife = Math.sqrt(squares * (n - 1.0) / n);
            // The two agree to order 1 / n; a term left out of the stack would be off by a tenth or more.
            assertThat(fit(method, sample).estimate().stdError() / jackknife)
                    .as(method.toString())
                    .isCloseTo(1, within(0.05));
        }
    }

    /** With outcome regressions that interpolate nothing, moving predictions solves the score equation of AIPW. */
    @Test
    void tmleSolvesItsScore() {
        Sample sample = new Trial(500, 5).sample();
        for (Averaged over : Averaged.values()) {
            Tmle tmle = new Tmle(new LinearLearner(), new LogisticLearner(), over, 5, 0, Folds.STRATIFIED_BY_ARM);
            Fit fit = fit(tmle, sample);
            double[] psi = fit.influence().orElseThrow().values(0);
            assertThat(Arrays.stream(psi).average().orElseThrow()).isCloseTo(0, within(1e-9));
            // The truth is 2; four standard errors are exceeded once in sixteen thousand seeds.
            assertThat(fit.estimate().value())
                    .isCloseTo(2, within(4 * fit.estimate().stdError()));
        }
    }

    @Test
    void crumpCutSolvesItsEquation() {
        double[] e = new double[2001];
        for (int i = 0; i < e.length; i++) {
            e[i] = 0.001 + 0.998 * i / 2000;
        }
        double cut = Trimming.cut(e);
        double bound = 1 / (cut * (1 - cut));
        double sum = 0;
        int count = 0;
        for (double p : e) {
            double g = 1 / (p * (1 - p));
            if (g <= bound) {
                sum += g;
                count++;
            }
        }
        assertThat(bound).isCloseTo(2 * sum / count, within(1e-9));
        assertThat(Trimming.kept(e, cut)).hasSize(count);
        assertThat(Trimming.cut(new double[] {0.4, 0.5, 0.6, 0.45})).isZero();
    }

    @Test
    void separatedArmsAreRefused() {
        double[] t = new double[40];
        double[] x = new double[40];
        double[] y = new double[40];
        for (int i = 0; i < 40; i++) {
            t[i] = i < 20 ? 0 : 1;
            x[i] = i;
            y[i] = Math.sin(i);
        }
        Sample sample = table(y, t, x);
        for (Estimator<Fit> method : List.<Estimator<Fit>>of(
                Matching.standard(),
                Matching.propensity(1),
                Matching.greedyPairs(),
                PropensityWeighting.standard(),
                Subclassification.standard(),
                TrimmedAipw.standard())) {
            refuses(method, sample, Problem.NO_OVERLAP).hasMessageContaining("separates the arms of 't'");
        }
        refuses(EntropyBalancing.standard(), sample, Problem.NO_OVERLAP)
                .hasMessageContaining("Covariate 'x'")
                .hasMessageContaining("largest value is 19");
    }

    /** Each mean is within the range of the controls, and the pair of them is not within their hull. */
    @Test
    void meansOutsideTheHullAreRefused() {
        double[] t = {1, 1, 1, 1, 0, 0, 0, 0, 0, 0};
        double[] a = {0.8, 0.9, 0.8, 0.9, 0, 1, 0, 0.5, 0.2, 0.7};
        double[] b = {0.8, 0.9, 0.9, 0.8, 0, 0, 1, 0.5, 0.8, 0.3};
        double[] y = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1};
        Sample sample = Sample.builder()
                .outcome("y", y)
                .assignment("t", t)
                .covariate("a", a)
                .covariate("b", b)
                .build();
        refuses(EntropyBalancing.standard(), sample, Problem.NO_OVERLAP)
                .hasMessageContaining("outside what weights on the control arm can reach");
    }

    @Test
    void oneTreatedUnitAndACaliperThatDropsAll() {
        Sample one = table(new double[] {1, 2, 3, 4}, new double[] {1, 0, 0, 0}, new double[] {1, 2, 3, 1});
        refuses(Matching.standard(), one, Problem.TOO_FEW_ROWS).hasMessageContaining("has 1 row");
        Sample sample = new Trial(100, 6).sample();
        refuses(Matching.standard().withRule(MatchingRule.nearest(1).withCaliper(1e-9)), sample, Problem.NO_OVERLAP)
                .hasMessageContaining("within the caliper of 1.0E-9");
        refuses(Matching.standard().withRule(MatchingRule.nearest(1).withExact("x7")), sample, Problem.UNKNOWN_COLUMN)
                .hasMessageContaining("'x7'");
        Sample bare = sample.with(Role.COVARIATE);
        refuses(Matching.standard(), bare, Problem.MISSING_ROLE);
        assertThatThrownBy(() -> Matching.greedyPairs().withRule(MatchingRule.nearest(0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void exactColumnsAgree() {
        Trial trial = new Trial(200, 7);
        int[] codes = new int[200];
        for (int i = 0; i < 200; i++) {
            codes[i] = (int) Math.floorMod((long) Math.floor(trial.x[2][i] * 2), 3L);
        }
        Sample sample = trial.sample()
                .with(
                        Role.COVARIATE,
                        new Column.Numeric("x0", trial.x[0]),
                        new Column.Categorical("g", codes, List.of("a", "b", "c")));
        Matches matches = Matching.standard()
                .withRule(MatchingRule.nearest(2).withExact("g"))
                .match(sample, new Philox(1, 0, 3));
        for (int k = 0; k < matches.size(); k++) {
            assertThat(codes[matches.unit()[k]]).isEqualTo(codes[matches.match()[k]]);
        }
        BalanceTable table = BalanceTable.of(sample, matches.weights());
        assertThat(table.before()).extracting(Balance::covariate).containsExactly("x0", "g_a", "g_b", "g_c");
        assertThat(table.after().get(1).smd()).isCloseTo(0, within(1e-12));
        assertThat(table.before().get(1).varianceRatio()).isNaN();
    }

    /** What is fixed by lot: no fit depends on the order of rows. */
    @Test
    void orderOfRowsDoesNotMatter() {
        Sample sample = new Trial(150, 9).sample();
        int[] reversed = Arrays.stream(Scores.all(150)).map(i -> 149 - i).toArray();
        for (Estimator<Fit> method : List.<Estimator<Fit>>of(
                Matching.standard(), EntropyBalancing.standard(), PropensityWeighting.standard(), Tmle.standard())) {
            Estimate a = fit(method, sample).estimate();
            Estimate b = fit(method, sample.rows(reversed)).estimate();
            assertThat(b.value()).isCloseTo(a.value(), within(1e-8));
            assertThat(b.stdError()).isCloseTo(a.stdError(), within(1e-8));
        }
    }
}
