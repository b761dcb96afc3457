package assay.observational;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Caution;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.nuisance.BoostedTrees;
import assay.nuisance.Folds;
import assay.nuisance.LinearLearner;
import assay.nuisance.LogisticLearner;
import assay.nuisance.SeriesLearner;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObservationalTest {

    static Stream<Estimator<Fit>> estimators() {
        return Stream.of(
                Aipw.standard(),
                Aipw.linear(),
                Aipw.boosted(),
                new Aipw(new LinearLearner(), new LogisticLearner(), 3, 4, 0.01, Folds.RANDOM),
                DmlPlr.standard(),
                Ipw.standard(),
                Ipw.series());
    }

    private static Estimate estimate(Estimator<Fit> estimator, Sample sample) {
        return fit(estimator, sample).estimate();
    }

    private static Fit fit(Estimator<Fit> estimator, Sample sample) {
        return estimator.estimate(sample, new Philox(3, 0, 3));
    }

    @ParameterizedTest
    @MethodSource("estimators")
    void twiceIsEqual(Estimator<Fit> estimator) {
        Sample sample = new Trial(300, 1).sample();
        assertThat(estimate(estimator, sample)).isEqualTo(estimate(estimator, sample));
    }

    @ParameterizedTest
    @MethodSource("estimators")
    void followsLocationAndScale(Estimator<Fit> estimator) {
        Trial trial = new Trial(300, 1);
        double[] changed = Arrays.stream(trial.outcome).map(y -> 40 + 3 * y).toArray();
        Estimate before = estimate(estimator, trial.sample());
        Estimate after = estimate(estimator, trial.sample(changed, trial.arm));
        assertThat(after.value()).isCloseTo(3 * before.value(), within(1e-8));
        assertThat(after.stdError()).isCloseTo(3 * before.stdError(), within(1e-8));
    }

    /** Random folds depend on the values in the rows, not on their order; sums are rounded differently. */
    @ParameterizedTest
    @MethodSource("estimators")
    void rowOrderDoesNotMatter(Estimator<Fit> estimator) {
        Sample sample = new Trial(300, 1).sample();
        int[] shuffled = IntStream.range(0, 300).map(i -> (i * 7 + 11) % 300).toArray();
        Estimate before = estimate(estimator, sample);
        Estimate after = estimate(estimator, sample.rows(shuffled));
        assertThat(after.value()).isCloseTo(before.value(), within(1e-10));
        assertThat(after.stdError()).isCloseTo(before.stdError(), within(1e-10));
    }

    @ParameterizedTest
    @MethodSource("estimators")
    void swappingArmsFlipsTheSign(Estimator<Fit> estimator) {
        Trial trial = new Trial(300, 1);
        double[] swapped = Arrays.stream(trial.arm).map(t -> 1 - t).toArray();
        Estimate before = estimate(estimator, trial.sample());
        Estimate after = estimate(estimator, trial.sample(trial.outcome, swapped));
        assertThat(after.value()).isCloseTo(-before.value(), within(1e-8));
        assertThat(after.stdError()).isCloseTo(before.stdError(), within(1e-8));
    }

    @ParameterizedTest
    @MethodSource("estimators")
    void influenceSumsToZeroAndGivesTheStandardError(Estimator<Fit> estimator) {
        Fit fit = fit(estimator, new Trial(300, 1).sample());
        double[] influence = fit.influence().orElseThrow().values(0);
        double sum = Arrays.stream(influence).sum();
        double squares = Arrays.stream(influence).map(v -> v * v).sum();
        assertThat(sum).isCloseTo(0, within(1e-9));
        double repeated = fit.glance().diagnostics().getOrDefault("repetitions", 1.0) > 1 ? 0.1 : 1e-12;
        assertThat(fit.estimate().stdError() / Math.sqrt(squares / 299 / 300)).isCloseTo(1, within(repeated));
    }

    /** The effect is 2; a miss by 4.5 standard errors has a chance of about 7e-6 for each estimator. */
    @ParameterizedTest
    @MethodSource("estimators")
    void findsTheEffect(Estimator<Fit> estimator) {
        Estimate found = estimate(estimator, new Trial(4000, 2).sample());
        double slack = estimator instanceof Ipw ? 0.05 : 0;
        assertThat(found.value()).isCloseTo(2, within(4.5 * found.stdError() + slack));
        assertThat(found.stdError()).isLessThan(0.1);
    }

    @ParameterizedTest
    @MethodSource("estimators")
    void needsCovariatesOrAPropensity(Estimator<Fit> estimator) {
        Trial trial = new Trial(100, 1);
        Sample bare = Sample.builder()
                .outcome("y", trial.outcome)
                .assignment("t", trial.arm)
                .build();
        assertThatThrownBy(() -> fit(estimator, bare)).isInstanceOfSatisfying(EstimationException.class, e -> {
            assertThat(e.problem()).isEqualTo(Problem.MISSING_ROLE);
            assertThat(e.remedy()).contains("--covariates").contains("--propensity");
        });
        assertThat(estimate(estimator, trial.designed()).value()).isFinite();
        assertThat(estimator.needs()).containsExactlyInAnyOrder(Role.OUTCOME, Role.ASSIGNMENT);
        assertThat(estimator.target().code()).isEqualTo("ate");
    }

    @ParameterizedTest
    @MethodSource("estimators")
    void refusesAConstantOutcome(Estimator<Fit> estimator) {
        Trial trial = new Trial(100, 1);
        assertThatThrownBy(() -> fit(estimator, trial.sample(new double[100], trial.arm)))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CONSTANT_OUTCOME));
    }

    /** Without covariates and with known propensities, AIPW without cross-fitting is a formula of a few lines. */
    @Test
    void knownPropensityIsUsedAsGiven() {
        Trial trial = new Trial(500, 1, 6);
        Aipw aipw = new Aipw(new LinearLearner(), new LogisticLearner(), 1, 1, 0.2, Folds.INTERLEAVED);
        double[] mean = new double[2];
        double[] count = new double[2];
        for (int i = 0; i < 500; i++) {
            mean[(int) trial.arm[i]] += trial.outcome[i];
            count[(int) trial.arm[i]]++;
        }
        mean[0] /= count[0];
        mean[1] /= count[1];
        double expected = 0;
        double weighted = 0;
        for (int i = 0; i < 500; i++) {
            double e = trial.propensity[i];
            double t = trial.arm[i];
            double y = trial.outcome[i];
            expected += (mean[1] - mean[0] + t * (y - mean[1]) / e - (1 - t) * (y - mean[0]) / (1 - e)) / 500;
            weighted += (t * y / e - (1 - t) * y / (1 - e)) / 500;
        }
        Fit fit = fit(aipw, trial.designed());
        assertThat(fit.estimate().value()).isCloseTo(expected, within(1e-9));
        assertThat(fit.glance().diagnostics()).containsEntry("share_clipped", 0.0);
        assertThat(fit.cautions()).extracting(Caution::code).containsExactly("poor-overlap");
        Ipw total = new Ipw(Weighting.HORVITZ_THOMPSON, new LogisticLearner(), 0.2);
        Fit horvitz = fit(total, trial.designed());
        assertThat(horvitz.estimate().value()).isCloseTo(weighted, within(1e-9));
        assertThat(horvitz.glance().variance()).contains("as known");
        DmlPlr plr = DmlPlr.standard();
        assertThat(estimate(plr, trial.designed()).value()).isFinite();
    }

    @Test
    void clippingIsCountedAndTooMuchOfItRefused() {
        Sample mild = new Trial(600, 1, 2).sample();
        Fit fit = fit(Aipw.linear(), mild);
        assertThat(fit.cautions()).isNotEmpty();
        Aipw wide = new Aipw(new LinearLearner(), new LogisticLearner(), 5, 1, 0.03, Folds.STRATIFIED_BY_ARM);
        Fit held = fit(wide, mild);
        assertThat(held.cautions()).extracting(Caution::code).contains("propensity-clipped");
        assertThat(held.glance().diagnostics().get("share_clipped")).isBetween(0.0, 0.1);
        assertThat(held.glance().diagnostics().get("min_propensity")).isLessThan(0.03);
        Sample strong = new Trial(600, 1, 5).sample();
        for (Estimator<Fit> estimator : List.of(Aipw.linear(), Ipw.standard())) {
            assertThatThrownBy(() -> fit(estimator, strong)).isInstanceOfSatisfying(EstimationException.class, e -> {
                assertThat(e.problem()).isEqualTo(Problem.NO_OVERLAP);
                assertThat(e.getMessage()).contains("% of the estimated propensities");
            });
        }
    }

    /** Definition 3.3 of Chernozhukov et al. (2018), recomputed from the single repetitions. */
    @Test
    void repetitionsAreAggregatedByMedians() {
        Sample sample = new Trial(200, 1).sample();
        Aipw once = new Aipw(new LinearLearner(), new LogisticLearner(), 4, 1, 0.01, Folds.RANDOM);
        Aipw thrice = new Aipw(new LinearLearner(), new LogisticLearner(), 4, 3, 0.01, Folds.RANDOM);
        Philox random = new Philox(3, 0, 3);
        double[] values = new double[3];
        double[] errors = new double[3];
        for (int r = 0; r < 3; r++) {
            Estimate single = once.estimate(sample, random).estimate();
            values[r] = single.value();
            errors[r] = single.stdError();
        }
        double median = Arrays.stream(values).sorted().toArray()[1];
        double variance = IntStream.range(0, 3)
                .mapToDouble(r -> errors[r] * errors[r] + (values[r] - median) * (values[r] - median))
                .sorted()
                .toArray()[1];
        Estimate all = estimate(thrice, sample);
        assertThat(all.value()).isEqualTo(median);
        assertThat(all.stdError()).isCloseTo(Math.sqrt(variance), within(1e-12));
    }

    @Test
    void probabilityLearnersNeedABinaryOutcome() {
        Trial trial = new Trial(300, 1);
        Aipw aipw = new Aipw(new LogisticLearner(), new LogisticLearner(), 2, 1, 0.01, Folds.INTERLEAVED);
        assertThatThrownBy(() -> fit(aipw, trial.sample()))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("0/1 outcome");
        double[] binary = Arrays.stream(trial.outcome).map(y -> y > 2 ? 1 : 0).toArray();
        assertThat(estimate(aipw, trial.sample(binary, trial.arm)).value()).isBetween(0.0, 1.0);
    }

    @Test
    void tooManyFoldsForAnArm() {
        Trial trial = new Trial(40, 1);
        double[] rare = new double[40];
        rare[0] = 1;
        rare[20] = 1;
        Aipw aipw = new Aipw(new LinearLearner(), SeriesLearner.probability(1), 2, 1, 0, Folds.STRATIFIED_BY_ARM);
        assertThatThrownBy(() -> fit(aipw, trial.sample(trial.outcome, rare)))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.TOO_FEW_ROWS));
    }

    @Test
    void treatmentThatIsACovariateIsNotIdentified() {
        Trial trial = new Trial(100, 1);
        Sample sample = Sample.builder()
                .outcome("y", trial.outcome)
                .assignment("t", trial.arm)
                .covariate("same", trial.arm)
                .build();
        DmlPlr plr = new DmlPlr(new LinearLearner(), new LinearLearner(), 1, 1, Folds.INTERLEAVED);
        assertThatThrownBy(() -> fit(plr, sample))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_IDENTIFIED));
    }

    @Test
    void optionsAreChecked() {
        LinearLearner linear = new LinearLearner();
        assertThatThrownBy(() -> new Aipw(linear, linear, 5, 1, 0.01, Folds.RANDOM))
                .hasMessageContaining("probability");
        assertThatThrownBy(() -> new Aipw(linear, new LogisticLearner(), 0, 1, 0.01, Folds.RANDOM))
                .hasMessageContaining("folds");
        assertThatThrownBy(() -> new Ipw(Weighting.HAJEK, new LogisticLearner(), Double.NaN))
                .hasMessageContaining("clip");
        Sample tiny = new Trial(8, 1).sample();
        assertThatThrownBy(() -> fit(new DmlPlr(linear, linear, 9, 1, Folds.RANDOM), tiny))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("folds");
    }

    @Test
    void boostedPropensityCountsAsKnownInWeighting() {
        Ipw ipw = new Ipw(Weighting.HAJEK, BoostedTrees.probability(), 0.01);
        assertThat(fit(ipw, new Trial(300, 1).sample()).glance().variance()).contains("as known");
    }
}
