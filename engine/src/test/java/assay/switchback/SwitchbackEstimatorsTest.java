package assay.switchback;

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
import assay.baseline.IgnoringCarryover;
import assay.experiment.ClusteredOls;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SwitchbackEstimatorsTest {

    private static final SwitchbackDesign DESIGN = SwitchbackDesign.regular(60, 5);
    private static final Sample ONE = Switched.sample(DESIGN, 1, new double[] {1, 0.5}, 3);
    private static final Sample MANY = Switched.sample(DESIGN, 4, new double[] {1, 0.5}, 4);

    private static Fit fit(Estimator<Fit> estimator, Sample sample) {
        return estimator.estimate(sample, new Philox(1, 0, 3));
    }

    private static SwitchbackHorvitzThompson plain(int order) {
        return new SwitchbackHorvitzThompson(order, Centring.NONE, VarianceBound.TIGHT);
    }

    /** Window by window, as the formula is written. */
    private static double byHand(Sample sample, int order) {
        double[] y = sample.outcome();
        double[] arm = sample.numeric(Role.ASSIGNMENT);
        int[] of = DESIGN.blockOfPeriod();
        double sum = 0;
        for (int t = order; t < y.length; t++) {
            double treated = Arrays.stream(arm, t - order, t + 1).sum();
            double chance = Math.pow(0.5, of[t] - of[t - order] + 1);
            sum += treated == order + 1 ? y[t] / chance : treated == 0 ? -y[t] / chance : 0;
        }
        return sum / (y.length - order);
    }

    @Test
    void horvitzThompsonIsItsFormula() {
        for (int order : new int[] {0, 1, 2, 4, 7}) {
            assertThat(fit(plain(order), ONE).estimate().value()).isCloseTo(byHand(ONE, order), within(1e-12));
        }
    }

    @Test
    void ofSeveralMarketsItIsTheMean() {
        double sum = 0;
        double variance = 0;
        for (int j = 0; j < 4; j++) {
            Sample market =
                    MANY.rows(IntStream.range(60 * j, 60 * j + 60).toArray()).with(Role.CLUSTER);
            Estimate estimate = fit(plain(1), market).estimate();
            sum += estimate.value() / 4;
            variance += estimate.stdError() * estimate.stdError() / 16;
        }
        Estimate together = fit(plain(1), MANY).estimate();
        assertThat(together.value()).isCloseTo(sum, within(1e-12));
        assertThat(together.stdError()).isCloseTo(Math.sqrt(variance), within(1e-12));
        assertThat(together.estimand()).isEqualTo(Estimand.LAG_EFFECT);
    }

    /** A forecast is taken off as it is; the level of the outcome costs what its square is worth. */
    @Test
    void centringNarrows() {
        double[] x = ONE.numeric(Role.COVARIATE);
        double[] forecast = Arrays.stream(x).map(v -> 5 + 2 * v + 0.75).toArray();
        Sample told = ONE.with(Role.COVARIATE, new Column.Numeric("forecast", forecast));
        double[] rest = IntStream.range(0, x.length)
                .mapToDouble(i -> ONE.outcome()[i] - forecast[i])
                .toArray();
        Sample less = ONE.with(Role.OUTCOME, new Column.Numeric("rest", rest));
        Estimate by = fit(new SwitchbackHorvitzThompson(1, Centring.FORECAST, VarianceBound.TIGHT), told)
                .estimate();
        assertThat(by.value()).isCloseTo(fit(plain(1), less).estimate().value(), within(1e-12));
        assertThat(by.stdError()).isLessThan(0.3 * fit(plain(1), ONE).estimate().stdError());
        double regression =
                fit(SwitchbackHorvitzThompson.standard(1), ONE).estimate().stdError();
        double level = fit(SwitchbackHorvitzThompson.standard(1), ONE.with(Role.COVARIATE))
                .estimate()
                .stdError();
        assertThat(regression).isLessThan(0.8 * level);
    }

    /** A covariate that repeats another changes nothing, nor does one that is constant. */
    @Test
    void covariatesThatSayNothingNewAreLeftOut() {
        double[] x = ONE.numeric(Role.COVARIATE);
        Sample more = ONE.with(
                Role.COVARIATE,
                new Column.Numeric("x", x),
                new Column.Numeric("again", Arrays.stream(x).map(v -> 3 * v - 1).toArray()),
                new Column.Numeric("one", new double[x.length]));
        assertThat(fit(SwitchbackHorvitzThompson.standard(1), more).estimate().value())
                .isCloseTo(
                        fit(SwitchbackHorvitzThompson.standard(1), ONE)
                                .estimate()
                                .value(),
                        within(1e-9));
    }

    @Test
    void boundsAreInOrderHere() {
        double squares = fit(new SwitchbackHorvitzThompson(1, Centring.REGRESSION, VarianceBound.SQUARES), ONE)
                .estimate()
                .stdError();
        assertThat(squares).isPositive();
        assertThat(fit(SwitchbackHorvitzThompson.standard(1), ONE).glance().variance())
                .contains("about the effect");
    }

    /** With blocks of one length and no covariates it is the difference in means of what is left of the blocks. */
    @Test
    void blockRegressionComparesBlockMeans() {
        double[] y = ONE.outcome();
        double[] arm = ONE.numeric(Role.ASSIGNMENT);
        double[] sum = new double[2];
        int[] count = new int[2];
        for (int b = 0; b < 12; b++) {
            double mean = Arrays.stream(y, 5 * b + 2, 5 * b + 5).average().orElseThrow();
            sum[(int) arm[5 * b]] += mean;
            count[(int) arm[5 * b]]++;
        }
        Fit fit = fit(SwitchbackBlockRegression.standard(2), ONE.with(Role.COVARIATE));
        assertThat(fit.estimate().value()).isCloseTo(sum[1] / count[1] - sum[0] / count[0], within(1e-12));
        assertThat(fit.glance().clusters()).isEqualTo(12);
        assertThat(fit.glance().diagnostics()).containsEntry("rows_kept", 36.0).containsEntry("tosses", 12.0);
    }

    @Test
    void marketsHaveLevelsOfTheirOwn() {
        Fit blocks = fit(SwitchbackBlockRegression.standard(1), MANY);
        double[] shifted = new double[MANY.size()];
        Arrays.setAll(shifted, i -> MANY.outcome()[i] + 100 * (i / 60));
        Sample apart = MANY.with(Role.OUTCOME, new Column.Numeric("y", shifted));
        assertThat(fit(SwitchbackBlockRegression.standard(1), apart).estimate().value())
                .isCloseTo(blocks.estimate().value(), within(1e-9));
        assertThat(blocks.glance().clusters()).isEqualTo(48);
        Fit markets = fit(new SwitchbackBlockRegression(1, SwitchbackBlockRegression.Clustering.MARKETS), MANY);
        assertThat(markets.glance().clusters()).isEqualTo(4);
        assertThat(markets.estimate().value()).isCloseTo(blocks.estimate().value(), within(1e-12));
    }

    /** Taking the means of markets off gives what an indicator for each gives, CR2 and Satterthwaite included. */
    @Test
    void absorbingMarketsChangesNothing() {
        Sample many = Switched.sample(SwitchbackDesign.regular(24, 3), 6, new double[] {1, 0.5}, 21);
        Estimate absorbed = fit(new SwitchbackBlockRegression(1, SwitchbackBlockRegression.Clustering.MARKETS), many)
                .estimate();
        int[] kept = IntStream.range(0, many.size()).filter(i -> i % 3 > 0).toArray();
        int[] codes = IntStream.range(0, many.size()).map(i -> i / 24).toArray();
        Sample indicators = many.with(
                        Role.COVARIATE,
                        new Column.Categorical("m", codes, List.of("a", "b", "c", "d", "e", "f")),
                        many.column(Role.COVARIATE))
                .rows(kept);
        Estimate full = fit(ClusteredOls.standard(), indicators).estimate();
        assertThat(absorbed.value()).isCloseTo(full.value(), within(1e-10));
        assertThat(absorbed.stdError()).isCloseTo(full.stdError(), within(1e-10));
        assertThat(absorbed.inference().degreesOfFreedom())
                .isCloseTo(full.inference().degreesOfFreedom(), within(1e-6));
    }

    @Test
    void blockRegressionTakesGapsAndHorvitzThompsonSaysWhatIsMissing() {
        Sample gaps = ONE.rows(Switched.but(60, 7, 20, 21));
        assertThat(fit(SwitchbackBlockRegression.standard(1), gaps).estimate().value())
                .isFinite();
        refused(plain(1), gaps, Problem.UNBALANCED_PANEL, "is one row", true);
        int[] twice = IntStream.range(0, 61).map(i -> Math.min(i, 59)).toArray();
        refused(plain(1), ONE.rows(twice), Problem.UNBALANCED_PANEL, "more than one row", false);
        Sample hole = MANY.rows(Switched.but(240, 70));
        refused(plain(1), hole, Problem.UNBALANCED_PANEL, "no row for period '11' in market '2'", false);
    }

    /** A period that no market shows is no period: what is missing can only be seen against another market. */
    private static void refused(
            Estimator<Fit> estimator, Sample sample, Problem problem, String mention, boolean unseen) {
        if (unseen) {
            assertThat(fit(estimator, sample).estimate().value()).isFinite();
            return;
        }
        assertThatThrownBy(() -> fit(estimator, sample))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(problem))
                .hasMessageContaining(mention);
    }

    @Test
    void blocksThatAreNoneAreNamed() {
        double[] arm = ONE.numeric(Role.ASSIGNMENT).clone();
        arm[7] = 1 - arm[7];
        Sample mixed = ONE.with(Role.ASSIGNMENT, new Column.Numeric("t", arm));
        refused(plain(1), mixed, Problem.MIXED_BLOCK, "Block '2' of column 'block' is in both arms", false);
        refused(SwitchbackBlockRegression.standard(0), mixed, Problem.MIXED_BLOCK, "period '8'", false);
        double[] block = ONE.numeric(Role.BLOCK).clone();
        Arrays.fill(block, 55, 60, 1);
        double[] same = ONE.numeric(Role.ASSIGNMENT).clone();
        Arrays.fill(same, 55, 60, same[0]);
        Sample again = ONE.with(Role.BLOCK, new Column.Numeric("block", block))
                .with(Role.ASSIGNMENT, new Column.Numeric("t", same));
        refused(plain(1), again, Problem.MIXED_BLOCK, "returns in period '56' after another block", false);
        refused(plain(1), MANY.with(Role.CLUSTER), Problem.MIXED_BLOCK, "--cluster", false);
        double[] coin = new double[60];
        Arrays.fill(coin, 0.5);
        coin[3] = 0.4;
        Sample unfair = ONE.with(Role.PROPENSITY, new Column.Numeric("p", coin));
        refused(plain(1), unfair, Problem.MIXED_BLOCK, "changes within a block, in row 4", false);
    }

    @Test
    void horizonsThatAreTooShortAreRefused() {
        refused(plain(59), ONE, Problem.HORIZON_TOO_SHORT, "60 periods in column 'period'", false);
        refused(SwitchbackHorvitzThompson.standard(40), ONE, Problem.HORIZON_TOO_SHORT, "shares no toss", false);
        refused(SwitchbackBlockRegression.standard(5), ONE, Problem.HORIZON_TOO_SHORT, "burn-in of 5", false);
        Sample two = ONE.with(Role.COVARIATE);
        refused(
                new SwitchbackHorvitzThompson(1, Centring.FORECAST, VarianceBound.TIGHT),
                ONE.with(
                        Role.COVARIATE, new Column.Numeric("a", ONE.outcome()), new Column.Numeric("b", ONE.outcome())),
                Problem.UNSUITABLE_METHOD,
                "there are 2 (a, b)",
                false);
        assertThat(fit(SwitchbackHorvitzThompson.standard(1), two).cautions())
                .extracting(caution -> caution.code())
                .contains("few-tosses");
    }

    /** Periods may be dates: text in the order of the calendar. */
    @Test
    void periodsAndBlocksMayBeText() {
        List<String> dates = IntStream.range(0, 60)
                .mapToObj(t -> String.format("2024-%02d-%02d", 1 + t / 30, 1 + t % 30))
                .toList();
        int[] codes = IntStream.range(0, 60).map(t -> 59 - t).toArray();
        List<String> backwards =
                IntStream.range(0, 60).mapToObj(t -> dates.get(59 - t)).toList();
        Sample dated = ONE.with(Role.TIME, new Column.Categorical("day", codes, backwards));
        assertThat(fit(plain(2), dated).estimate().value())
                .isCloseTo(fit(plain(2), ONE).estimate().value(), within(1e-12));
    }

    @Test
    void coinsThatAreNotFairWeighOtherwise() {
        double[] coin = new double[60];
        Arrays.fill(coin, 0.25);
        Sample unfair = ONE.with(Role.PROPENSITY, new Column.Numeric("p", coin));
        double[] y = ONE.outcome();
        double[] arm = ONE.numeric(Role.ASSIGNMENT);
        double sum = 0;
        for (int t = 0; t < 60; t++) {
            sum += arm[t] == 1 ? y[t] / 0.25 : -y[t] / 0.75;
        }
        assertThat(fit(plain(0), unfair).estimate().value()).isCloseTo(sum / 60, within(1e-12));
    }

    @Test
    void theNaiveAnswerIsBlockRegressionWithoutBurnIn() {
        assertThat(fit(new IgnoringCarryover(), ONE).estimate())
                .isEqualTo(fit(SwitchbackBlockRegression.standard(0), ONE).estimate());
    }
}
