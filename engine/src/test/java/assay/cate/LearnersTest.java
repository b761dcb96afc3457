package assay.cate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.EstimationException;
import assay.Estimator;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.baseline.InSampleCate;
import assay.linear.LeastSquares;
import assay.nuisance.Folds;
import assay.nuisance.Interactions;
import assay.nuisance.Learner;
import assay.nuisance.LinearLearner;
import assay.nuisance.LogisticLearner;
import assay.nuisance.Predictor;
import assay.nuisance.ProbabilityForestLearner;
import assay.nuisance.RegressionForestLearner;
import assay.nuisance.SeriesLearner;
import assay.nuisance.Task;
import assay.nuisance.TribuoRegression;
import assay.nuisance.WeightedLearner;
import assay.nuisance.WeightedSeries;
import assay.nuisance.WeightedTrees;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LearnersTest {

    private static final List<String> NAMES = List.of("a", "b", "c");

    private static final RegressionForestLearner FOREST =
            new RegressionForestLearner(RegressionForestLearner.forNuisances().withTrees(10));

    private static Philox random() {
        return new Philox(7, 0, 3);
    }

    static Stream<Estimator<CateFit>> learners() {
        return Stream.of(
                SLearner.standard(),
                SLearner.boosted(),
                SLearner.linear(),
                TLearner.standard(),
                TLearner.boosted(),
                TLearner.linear(),
                XLearner.standard(),
                XLearner.boosted(),
                XLearner.linear(),
                RLearner.standard(),
                RLearner.linear(),
                DrLearner.standard(),
                DrLearner.linear(),
                RLearner.of(new LinearLearner(), new LogisticLearner(), WeightedTrees.standard()),
                RLearner.of(FOREST, ProbabilityForestLearner.standard(), FOREST));
    }

    private static Estimator<CateFit> interleaved(Estimator<CateFit> learner) {
        Folds i = Folds.INTERLEAVED;
        if (learner instanceof SLearner s) {
            return new SLearner(s.outcome(), s.propensity(), s.folds(), s.clip(), i);
        }
        if (learner instanceof TLearner t) {
            return new TLearner(t.outcome(), t.propensity(), t.folds(), t.clip(), i);
        }
        if (learner instanceof XLearner x) {
            return new XLearner(x.outcome(), x.propensity(), x.effect(), x.folds(), x.clip(), i);
        }
        if (learner instanceof RLearner r) {
            return new RLearner(r.outcome(), r.propensity(), r.effect(), r.folds(), r.clip(), i);
        }
        DrLearner d = (DrLearner) learner;
        return new DrLearner(d.outcome(), d.propensity(), d.effect(), d.folds(), d.clip(), i);
    }

    /** Three normal covariates, a confounded treatment, an effect of {@code 1 + a}. */
    private static Trial trial(int size) {
        return new Trial(size, 3);
    }

    private static final class Trial {
        final double[][] x;
        final double[] arm;
        final double[] y;

        Trial(int size, long key) {
            Philox random = new Philox(key, 0, 0);
            x = new double[3][size];
            arm = new double[size];
            y = new double[size];
            for (double[] column : x) {
                random.normals(column);
            }
            for (int i = 0; i < size; i++) {
                double e = 1 / (1 + Math.exp(-x[0][i] / 2 - x[1][i] / 4));
                arm[i] = random.nextDouble() < e ? 1 : 0;
                y[i] = x[0][i] - x[2][i] + arm[i] * (1 + x[0][i]) + random.nextGaussian();
            }
        }

        Sample.Builder builder() {
            Sample.Builder builder = Sample.builder().outcome("y", y).assignment("t", arm);
            for (int j = 0; j < x.length; j++) {
                builder.covariate(NAMES.get(j), x[j]);
            }
            return builder;
        }

        Sample sample() {
            return builder().build();
        }
    }

    private static double[] modelled(CateFit fit, double[][] columns) {
        double[] out = new double[columns[0].length];
        fit.model().predict(columns, rows(out.length), out, null);
        return out;
    }

    private static int[] rows(int size) {
        int[] rows = new int[size];
        for (int i = 0; i < size; i++) {
            rows[i] = i;
        }
        return rows;
    }

    /** Least squares of some rows on the columns, then the prediction of every row. */
    private static double[] leastSquares(double[][] x, double[] y, int[] rows) {
        double[][] chosen = new double[x.length][];
        for (int j = 0; j < x.length; j++) {
            double[] column = x[j];
            chosen[j] = Arrays.stream(rows).mapToDouble(i -> column[i]).toArray();
        }
        double[] b = LeastSquares.fit(
                        NAMES,
                        chosen,
                        Arrays.stream(rows).mapToDouble(i -> y[i]).toArray())
                .coefficients();
        double[] out = new double[y.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = b[0];
            for (int j = 0; j < x.length; j++) {
                out[i] += b[j + 1] * x[j][i];
            }
        }
        return out;
    }

    private static int[] where(int size, java.util.function.IntPredicate kept) {
        return java.util.stream.IntStream.range(0, size).filter(kept).toArray();
    }

    @Test
    void theTLearnerIsTheDifferenceOfTwoRegressions() {
        Trial trial = trial(300);
        Estimator<CateFit> learner = interleaved(TLearner.linear());
        CateFit fit = learner.estimate(trial.sample(), random());
        double[] treated = leastSquares(trial.x, trial.y, where(300, i -> trial.arm[i] == 1));
        double[] control = leastSquares(trial.x, trial.y, where(300, i -> trial.arm[i] == 0));
        double[] all = modelled(fit, trial.x);
        for (int k = 0; k < 5; k++) {
            int fold = k;
            double[] one = leastSquares(trial.x, trial.y, where(300, i -> i % 5 != fold && trial.arm[i] == 1));
            double[] zero = leastSquares(trial.x, trial.y, where(300, i -> i % 5 != fold && trial.arm[i] == 0));
            for (int i = k; i < 300; i += 5) {
                assertThat(fit.effects()[i]).isCloseTo(one[i] - zero[i], within(1e-11));
                assertThat(fit.scores().treated()[i]).isCloseTo(one[i], within(1e-11));
                assertThat(all[i]).isCloseTo(treated[i] - control[i], within(1e-11));
            }
        }
    }

    @Test
    void theDrLearnerRegressesTheScores() {
        Trial trial = trial(300);
        CateFit fit = interleaved(DrLearner.linear()).estimate(trial.sample(), random());
        double[] expected = leastSquares(trial.x, fit.scores().doublyRobust(), rows(300));
        double[] all = modelled(fit, trial.x);
        for (int i = 0; i < 300; i++) {
            assertThat(all[i]).isCloseTo(expected[i], within(1e-11));
        }
    }

    /** Rows of fold 4 are predicted by a regression on scores whose nuisances leave out fold 4 and the row's own fold. */
    @Test
    void crossFittingIsNested() {
        Trial trial = trial(250);
        double[] half = new double[250];
        Arrays.fill(half, 0.4);
        Sample sample = trial.builder().add(Role.PROPENSITY, "e", half).build();
        CateFit fit = interleaved(DrLearner.linear()).estimate(sample, random());
        double[] score = new double[250];
        for (int k = 0; k < 4; k++) {
            int fold = k;
            double[] one =
                    leastSquares(trial.x, trial.y, where(250, i -> i % 5 != 4 && i % 5 != fold && trial.arm[i] == 1));
            double[] zero =
                    leastSquares(trial.x, trial.y, where(250, i -> i % 5 != 4 && i % 5 != fold && trial.arm[i] == 0));
            for (int i = k; i < 250; i += 5) {
                score[i] = one[i]
                        - zero[i]
                        + (trial.arm[i] == 1 ? (trial.y[i] - one[i]) / 0.4 : -(trial.y[i] - zero[i]) / 0.6);
            }
        }
        double[] expected = leastSquares(trial.x, score, where(250, i -> i % 5 != 4));
        for (int i = 4; i < 250; i += 5) {
            assertThat(fit.effects()[i]).isCloseTo(expected[i], within(1e-11));
        }
    }

    @Test
    void theRLearnerSolvesTheWeightedNormalEquations() {
        Trial trial = trial(300);
        CateFit fit = interleaved(RLearner.linear()).estimate(trial.sample(), random());
        double[] l = new double[300];
        for (int k = 0; k < 5; k++) {
            int fold = k;
            double[] mean = leastSquares(trial.x, trial.y, where(300, i -> i % 5 != fold));
            for (int i = k; i < 300; i += 5) {
                l[i] = mean[i];
            }
        }
        // The minimum of sum (v - w tau)^2 over planes tau: sum w (v - w tau) z = 0 for the constant and each column.
        double[] tau = modelled(fit, trial.x);
        double[] plane = leastSquares(trial.x, tau, rows(300));
        double[] normal = new double[4];
        for (int i = 0; i < 300; i++) {
            assertThat(tau[i]).isCloseTo(plane[i], within(1e-12));
            double w = trial.arm[i] - fit.scores().propensity()[i];
            double score = w * (trial.y[i] - l[i] - w * tau[i]);
            normal[0] += score;
            for (int j = 0; j < 3; j++) {
                normal[j + 1] += score * trial.x[j][i];
            }
            // The scores' outcomes have l as their mean and the effect as their difference.
            assertThat(fit.scores().treated()[i] - fit.scores().control()[i])
                    .isCloseTo(fit.effects()[i], within(1e-12));
            assertThat(fit.scores().marginal(i)).isCloseTo(l[i], within(1e-10));
        }
        assertThat(normal).containsExactly(new double[4], within(1e-10));
    }

    @Test
    void theXLearnerBlendsTwoRegressions() {
        Trial trial = trial(300);
        double[] known = new double[300];
        Arrays.fill(known, 0.3);
        Sample sample = trial.builder().add(Role.PROPENSITY, "e", known).build();
        CateFit fit = interleaved(XLearner.linear()).estimate(sample, random());
        int[] treated = where(300, i -> trial.arm[i] == 1);
        int[] control = where(300, i -> trial.arm[i] == 0);
        double[] one = leastSquares(trial.x, trial.y, treated);
        double[] zero = leastSquares(trial.x, trial.y, control);
        double[] imputed = new double[300];
        for (int i = 0; i < 300; i++) {
            imputed[i] = trial.arm[i] == 1 ? trial.y[i] - zero[i] : one[i] - trial.y[i];
        }
        double[] first = leastSquares(trial.x, imputed, treated);
        double[] second = leastSquares(trial.x, imputed, control);
        double[] all = modelled(fit, trial.x);
        for (int i = 0; i < 300; i++) {
            assertThat(all[i]).isCloseTo(0.3 * second[i] + 0.7 * first[i], within(1e-11));
        }
    }

    @Test
    void anSLearnerWithoutProductsGivesOneEffect() {
        Trial trial = trial(300);
        Learner additive = new SeriesLearner(Task.REGRESSION, 3, Interactions.NONE, 0);
        SLearner learner = new SLearner(additive, new LogisticLearner(), 5, 0.01, Folds.RANDOM);
        double[] all = modelled(learner.estimate(trial.sample(), random()), trial.x);
        for (double effect : all) {
            assertThat(effect).isCloseTo(all[0], within(1e-11));
        }
        double[] plain = modelled(SLearner.linear().estimate(trial.sample(), random()), trial.x);
        double[][] columns = {trial.x[0], trial.x[1], trial.x[2], trial.arm};
        double expected =
                LeastSquares.fit(List.of("a", "b", "c", "t"), columns, trial.y).coefficients()[4];
        assertThat(plain[17]).isCloseTo(expected, within(1e-11));
    }

    @Test
    void weightsRepeatRows() {
        Trial trial = trial(60);
        double[] weights = new double[60];
        List<Integer> repeated = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            weights[i] = i % 3;
            for (int k = 0; k < i % 3; k++) {
                repeated.add(i);
            }
        }
        double[] weighted = new double[60];
        WeightedSeries.linear()
                .fit(trial.x, trial.y, weights, rows(60), random())
                .predict(trial.x, rows(60), weighted);
        double[] expected = leastSquares(
                trial.x, trial.y, repeated.stream().mapToInt(i -> i).toArray());
        assertThat(weighted).containsExactly(expected, within(1e-11));
        double[] even = new double[60];
        new WeightedSeries(2, Interactions.PAIRWISE, 3)
                .fit(trial.x, trial.y, rows(60), random())
                .predict(trial.x, rows(60), even);
        double[] plain = new double[60];
        new SeriesLearner(Task.REGRESSION, 2, Interactions.PAIRWISE, 3)
                .fit(trial.x, trial.y, rows(60), random())
                .predict(trial.x, rows(60), plain);
        assertThat(even).containsExactly(plain, within(1e-12));
        for (WeightedLearner learner : List.of(WeightedTrees.standard(), FOREST)) {
            // Rows of weight 0 do not count, whatever their outcome.
            double[] wild = trial.y.clone();
            for (int i = 0; i < 60; i += 3) {
                wild[i] += 1000;
            }
            double[] out = new double[60];
            learner.fit(trial.x, wild, weights, rows(60), random()).predict(trial.x, rows(60), out);
            assertThat(Arrays.stream(out).max().orElseThrow()).isLessThan(10);
            double[] doubled = Arrays.stream(weights).map(w -> 4 * w).toArray();
            double[] same = new double[60];
            learner.fit(trial.x, wild, doubled, rows(60), random()).predict(trial.x, rows(60), same);
            assertThat(same).containsExactly(out);
        }
        assertThatThrownBy(() -> WeightedSeries.linear().fit(trial.x, trial.y, new double[60], rows(60), random()))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("sum to 0");
    }

    @ParameterizedTest
    @MethodSource("learners")
    void anEffectDoesNotDependOnTheRowsOwnOutcome(Estimator<CateFit> learner) {
        Trial trial = trial(240);
        double[] before = learner.estimate(trial.sample(), random()).effects();
        trial.y[31] = -trial.y[31] + 3;
        double[] after = learner.estimate(trial.sample(), random()).effects();
        assertThat(after[31]).isEqualTo(before[31]);
        int changed = 0;
        for (int i = 0; i < 240; i++) {
            changed += after[i] != before[i] ? 1 : 0;
        }
        // Every other fold has learned from it.
        assertThat(changed).isGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void theOrderOfRowsDoesNotMatter(Estimator<CateFit> learner) {
        Trial trial = trial(200);
        int[] order = new int[200];
        for (int i = 0; i < 200; i++) {
            order[i] = (i * 77 + 13) % 200;
        }
        CateFit straight = learner.estimate(trial.sample(), random());
        CateFit mixed = learner.estimate(trial.sample().rows(order), random());
        for (int i = 0; i < 200; i++) {
            assertThat(mixed.effects()[i]).isEqualTo(straight.effects()[order[i]]);
            assertThat(mixed.scores().doublyRobust()[i])
                    .isEqualTo(straight.scores().doublyRobust()[order[i]]);
        }
        assertThat(modelled(mixed, trial.x)).containsExactly(modelled(straight, trial.x));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void aKnownPropensityIsUsed(Estimator<CateFit> learner) {
        Trial trial = trial(200);
        double[] known = new double[200];
        for (int i = 0; i < 200; i++) {
            known[i] = 0.004 + i / 250.0;
        }
        CateFit fit = learner.estimate(
                trial.builder().add(Role.PROPENSITY, "e", known).build(), random());
        assertThat(fit.scores().propensity()).containsExactly(known);
        assertThat(fit.glance().diagnostics().get("share_clipped")).isZero();
    }

    @ParameterizedTest
    @MethodSource("learners")
    void clustersAreDealtWhole(Estimator<CateFit> learner) {
        Trial trial = trial(240);
        double[] cluster = new double[240];
        for (int i = 0; i < 240; i++) {
            cluster[i] = Math.floor(i / 8.0);
        }
        Sample sample = trial.builder().add(Role.CLUSTER, "g", cluster).build();
        CateFit before = learner.estimate(sample, random());
        assertThat(before.glance().clusters()).isEqualTo(30);
        assertThat(before.scores().cluster()).isNotNull();
        for (int i = 16; i < 24; i++) {
            trial.y[i] += 5 - i;
        }
        CateFit after = learner.estimate(sample, random());
        for (int i = 16; i < 24; i++) {
            assertThat(after.effects()[i]).isEqualTo(before.effects()[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void badDataAreRefusedClearly(Estimator<CateFit> learner) {
        Trial trial = trial(100);
        double[] ones = new double[100];
        Arrays.fill(ones, 1);
        Sample good = trial.sample();
        refused(learner, good.with(Role.ASSIGNMENT, new Column.Numeric("t", ones)), Problem.ONE_LEVEL);
        refused(learner, good.with(Role.COVARIATE), Problem.MISSING_ROLE);
        refused(learner, good.with(Role.COVARIATE, new Column.Numeric("a", ones)), Problem.NOT_IDENTIFIED);
        refused(learner, good.with(Role.OUTCOME, new Column.Numeric("y", ones)), Problem.CONSTANT_OUTCOME);
        // Where the treatment is a covariate, a logistic regression without ridge has no maximum.
        assertThatThrownBy(
                        () -> learner.estimate(good.with(Role.COVARIATE, new Column.Numeric("a", trial.arm)), random()))
                .isInstanceOfSatisfying(
                        EstimationException.class,
                        e -> assertThat(e.problem()).isIn(Problem.NO_OVERLAP, Problem.NOT_CONVERGED));
        int[] five = {0, 1, 2, 3, 4};
        Sample few = good.rows(five).with(Role.ASSIGNMENT, new Column.Numeric("t", new double[] {1, 0, 1, 0, 1}));
        refused(learner, few, Problem.TOO_FEW_ROWS);
        assertThatThrownBy(() -> {
                    trial.x[1][7] = Double.NaN;
                    learner.estimate(trial.sample(), random());
                })
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("'b'");
    }

    private static void refused(Estimator<CateFit> learner, Sample sample, Problem problem) {
        assertThatThrownBy(() -> learner.estimate(sample, random()))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void constantAndTiedColumnsDoNoHarm(Estimator<CateFit> learner) {
        Trial trial = trial(200);
        Arrays.fill(trial.x[1], 3);
        for (int i = 0; i < 200; i++) {
            trial.x[0][i] = Math.rint(trial.x[0][i]);
            trial.x[2][i] = trial.x[0][i];
            trial.y[i] = Math.rint(trial.y[i]);
        }
        CateFit fit = learner.estimate(trial.sample(), random());
        for (int i = 0; i < 200; i++) {
            assertThat(fit.effects()[i]).isFinite();
        }
        for (double effect : modelled(fit, trial.x)) {
            assertThat(effect).isFinite();
        }
    }

    /** Judged on its own rows, a learner that has fitted noise shows effects where there are none. */
    @Test
    void inSampleEffectsFlatterThemselves() {
        Trial trial = trial(500);
        Philox noise = new Philox(8, 0, 0);
        noise.normals(trial.y);
        double honest = spread(TLearner.boosted().estimate(trial.sample(), random()));
        CateFit fit = new InSampleCate(TLearner.boosted()).estimate(trial.sample(), random());
        assertThat(fit.size()).isEqualTo(500);
        // The standard error of such a difference is about 0.25, and the truth is 0.
        assertThat(spread(fit)).isGreaterThan(1);
        assertThat(Math.abs(honest)).isLessThan(1);
        assertThat(new InSampleCate(TLearner.boosted()).needs())
                .isEqualTo(TLearner.boosted().needs());
    }

    /** The mean score of the fifth of the rows with the largest effects, less that of the fifth with the smallest. */
    private static double spread(CateFit fit) {
        int n = fit.size();
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, java.util.Comparator.comparingDouble(i -> fit.effects()[i]));
        double sum = 0;
        for (int k = 0; k < n / 5; k++) {
            sum += fit.scores().doublyRobust()[order[n - 1 - k]] - fit.scores().doublyRobust()[order[k]];
        }
        return sum / Math.floor(n / 5.0);
    }

    @Test
    void modelsCheckWhatTheyPredict() {
        Trial trial = trial(100);
        CateModel model = TLearner.linear().estimate(trial.sample(), random()).model();
        assertThat(model.features()).isEqualTo(3);
        assertThat(model.hasVariance()).isFalse();
        assertThatThrownBy(() -> model.predict(new double[2][5], rows(5), new double[5], null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 features");
        assertThatThrownBy(() -> model.predict(trial.x, rows(5), new double[5], new double[5]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void optionsAreChecked() {
        LinearLearner mean = new LinearLearner();
        LogisticLearner probability = new LogisticLearner();
        assertThatThrownBy(() -> new DrLearner(mean, mean, mean, 5, 0.01, Folds.RANDOM))
                .hasMessageContaining("probability");
        assertThatThrownBy(() -> new DrLearner(mean, probability, probability, 5, 0.01, Folds.RANDOM))
                .hasMessageContaining("conditional mean");
        assertThatThrownBy(() -> new TLearner(mean, probability, 2, 0.01, Folds.RANDOM))
                .hasMessageContaining("at least 3");
        assertThatThrownBy(() -> new RLearner(mean, probability, WeightedSeries.linear(), 5, Double.NaN, Folds.RANDOM))
                .hasMessageContaining("clip");
        assertThatThrownBy(() -> TLearner.linear().estimate(trial(40).sample().with(Role.ASSIGNMENT), random()))
                .isInstanceOf(EstimationException.class);
        TLearner rates = new TLearner(probability, probability, 5, 0.01, Folds.RANDOM);
        assertThatThrownBy(() -> rates.estimate(trial(40).sample(), random()))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("0/1");
    }

    /** A learner that keeps no weights is still a second stage of the DR-learner, here an elastic net of Tribuo. */
    @Test
    void anyLearnerOfMeansServesTheDrLearner() {
        Trial trial = trial(400);
        Learner net = new TribuoRegression(new TribuoRegression.ElasticNet(1e-3, 0.5));
        DrLearner learner = new DrLearner(net, new LogisticLearner(), net, 5, 0.01, Folds.STRATIFIED_BY_ARM);
        double[] effects = learner.estimate(trial.sample(), random()).effects();
        double[] linear = DrLearner.linear().estimate(trial.sample(), random()).effects();
        double squares = 0;
        for (int i = 0; i < 400; i++) {
            squares += (effects[i] - linear[i]) * (effects[i] - linear[i]) / 400;
        }
        // The penalty is slight, and the rest of it is the same method.
        assertThat(Math.sqrt(squares)).isLessThan(0.1);
    }

    /** A user's own learner: the interfaces are open. */
    @Test
    void aUsersOwnWeightedLearner() {
        WeightedLearner average = new WeightedLearner() {
            @Override
            public Predictor fit(
                    double[][] columns, double[] response, double[] weights, int[] rows, RandomGenerator random) {
                double sum = 0;
                double weight = 0;
                for (int row : rows) {
                    sum += weights[row] * response[row];
                    weight += weights[row];
                }
                double mean = sum / weight;
                return (features, wanted, out) -> {
                    for (int row : wanted) {
                        out[row] = mean;
                    }
                };
            }
        };
        Trial trial = trial(300);
        RLearner learner = new RLearner(new LinearLearner(), new LogisticLearner(), average, 5, 0, Folds.INTERLEAVED);
        CateFit fit = learner.estimate(trial.sample(), random());
        // With one effect for all it is the partially linear model: sum w v / sum w^2.
        double cross = 0;
        double squares = 0;
        for (int i = 0; i < 300; i++) {
            double w = trial.arm[i] - fit.scores().propensity()[i];
            cross += w * (trial.y[i] - fit.scores().marginal(i));
            squares += w * w;
        }
        assertThat(modelled(fit, trial.x)[0]).isCloseTo(cross / squares, within(1e-10));
    }
}
