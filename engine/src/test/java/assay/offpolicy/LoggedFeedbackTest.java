package assay.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.EstimationException;
import assay.Problem;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoggedFeedbackTest {

    private static LoggedFeedback of(double[] logged, double... target) {
        return LoggedFeedback.of(new int[] {0, 1, 0}, new double[] {1, 0, 1}, logged, target);
    }

    private static void refused(Problem problem, String said, Callable<?> call) {
        assertThatThrownBy(call::call)
                .isInstanceOfSatisfying(EstimationException.class, e -> {
                    assertThat(e.problem()).isEqualTo(problem);
                    assertThat(e.remedy()).isNotBlank();
                })
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.0001, Double.NaN, Double.POSITIVE_INFINITY})
    void propensitiesThatAreNoProbabilitiesAreToldByRow(double p) {
        refused(Problem.PROPENSITY_RANGE, "row 2", () -> of(new double[] {.5, p, .5}, .5, .5, .5, .5, .5, .5));
    }

    @Test
    void targetsThatDoNotSumToOneAreToldByRow() {
        double[] half = {.5, .5, .5};
        refused(Problem.PROPENSITY_RANGE, "row 3", () -> of(half, .5, .5, .5, .5, .5, .4));
        refused(Problem.PROPENSITY_RANGE, "row 1", () -> of(half, -.5, 1.5, .5, .5, .5, .5));
        refused(Problem.PROPENSITY_RANGE, "row 1", () -> of(half, Double.NaN, .5, .5, .5, .5, .5));
        // Files round.
        assertThat(of(half, .3333333, .6666667, .5, .5, .5, .5).weights()[0]).isCloseTo(.6666666, within(1e-12));
    }

    @Test
    void rewardsAreFiniteAndShapesAgree() {
        refused(
                Problem.NOT_FINITE,
                "row 1",
                () -> LoggedFeedback.of(
                        new int[] {0}, new double[] {Double.NaN}, new double[] {.5}, new double[] {.5, .5}));
        assertThatThrownBy(() -> of(new double[] {.5}, .5, .5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        LoggedFeedback.of(new int[] {2}, new double[] {1}, new double[] {.5}, new double[] {.5, .5}))
                .hasMessageContaining("row 1");
        LoggedFeedback log = of(new double[] {.5, .5, .5}, .5, .5, .5, .5, .5, .5);
        assertThatThrownBy(() -> new DoublyRobust().evaluate(log)).hasMessageContaining("reward model");
        assertThatThrownBy(() -> log.withModel(new double[5])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> log.withModel(new double[] {0, 0, 0, Double.NaN, 0, 0}))
                .hasMessageContaining("row 2");
    }

    @Test
    void actionsThatWereNeverLoggedAreRefusedToWeightsAndCautionedOfModels() {
        LoggedFeedback log = LoggedFeedback.of(
                new int[] {0, 1}, new double[] {1, 0}, new double[] {.5, .5}, new double[] {.5, .3, .2, .6, .4, 0});
        OverlapDiagnosis overlap = OverlapDiagnosis.of(log);
        assertThat(overlap.unloggedShare()).isCloseTo(.1, within(1e-12));
        assertThat(overlap.firstUnlogged()).isEqualTo(2);
        OverlapRule rule = new OverlapRule(0, 0);
        List<String> names = List.of("a", "b", "c");
        refused(Problem.NO_OVERLAP, "'c'", () -> checked(rule, overlap, new DoublyRobust(), names));
        rule.check(overlap, new DirectMethod(), names);
        assertThat(rule.cautions(overlap, new DirectMethod()))
                .extracting(assay.Caution::code)
                .contains("unlogged-actions", "model-only-value");
    }

    @Test
    void supportIsCheckedWithinCells() {
        // Both actions were logged, but the second never in the second cell.
        LoggedFeedback log =
                LoggedFeedback.of(new int[] {0, 1, 0, 0}, new double[4], new double[] {.5, .5, .5, .5}, new double[] {
                    .5, .5, .5, .5, .5, .5, .5, .5
                });
        assertThat(OverlapDiagnosis.of(log).unloggedCellShare()).isZero();
        OverlapDiagnosis cells = OverlapDiagnosis.of(log, new int[] {0, 0, 1, 1});
        assertThat(cells.unloggedShare()).isZero();
        assertThat(cells.unloggedCellShare()).isCloseTo(.25, within(1e-12));
        refused(
                Problem.NO_OVERLAP,
                "2 strata",
                () -> checked(new OverlapRule(0, 0), cells, new Ips(), List.of("a", "b")));
    }

    @Test
    void fewEffectiveRowsAreRefused() {
        LoggedFeedback log = of(new double[] {.5, .5, .5}, 1, 0, 1, 0, 1, 0);
        OverlapDiagnosis overlap = OverlapDiagnosis.of(log);
        assertThat(overlap.effectiveSize()).isCloseTo(2, within(1e-12));
        refused(
                Problem.NO_OVERLAP,
                "effective sample of 2.0 of 3 rows",
                () -> checked(OverlapRule.standard(), overlap, new Snips(), List.of("a", "b")));
        // No row matches: the target always takes what was not taken.
        OverlapDiagnosis none = OverlapDiagnosis.of(of(new double[] {.5, .5, .5}, 0, 1, 1, 0, 0, 1));
        assertThat(none.effectiveSize()).isZero();
        refused(
                Problem.NO_OVERLAP,
                "in no row",
                () -> checked(new OverlapRule(0, 0), none, new Ips(), List.of("a", "b")));
        refused(
                Problem.NO_OVERLAP,
                "in no row",
                () -> new Snips().evaluate(of(new double[] {.5, .5, .5}, 0, 1, 1, 0, 0, 1)));
    }

    private static boolean checked(
            OverlapRule rule, OverlapDiagnosis overlap, OffPolicyScore score, List<String> names) {
        rule.check(overlap, score, names);
        return true;
    }

    @Test
    void weightsThatDoNotAverageToOneAreCautioned() {
        int n = 400;
        double[] logged = new double[n];
        int[] action = new int[n];
        double[] target = new double[2 * n];
        for (int i = 0; i < n; i++) {
            action[i] = i % 2;
            logged[i] = i % 4 < 2 ? .25 : .3;
            target[2 * i] = .5;
            target[2 * i + 1] = .5;
        }
        OverlapDiagnosis overlap = OverlapDiagnosis.of(LoggedFeedback.of(action, new double[n], logged, target));
        assertThat(overlap.meanWeight()).isCloseTo((2 + 5 / 3.0) / 2, within(1e-12));
        assertThat(overlap.meanWeightP()).isLessThan(1e-9);
        assertThat(OverlapRule.standard().cautions(overlap, new Ips()))
                .extracting(assay.Caution::code)
                .contains("mean-weight");
    }

    /** A weighted log of one action with p = 1 is that action's mean, whichever the score; clusters widen its error. */
    @Test
    void onPolicyValuesAreMeansAndClustersWidenTheError() {
        double[] reward = {1, 2, 3, 4, 6, 8};
        double[] target = new double[12];
        for (int i = 0; i < 6; i++) {
            target[2 * i] = 1;
        }
        LoggedFeedback log = LoggedFeedback.of(new int[6], reward, new double[] {1, 1, 1, 1, 1, 1}, target)
                .withModel(new double[12]);
        for (OffPolicyScore score :
                List.of(new Ips(), new Snips(), new DoublyRobust(), new SelfNormalisedDr(), new Mrdr())) {
            assertThat(score.evaluate(log).value()).as(score.code()).isCloseTo(4, within(1e-12));
            // sd(1, 2, 3, 4, 6, 8) / sqrt(6) in R.
            assertThat(score.evaluate(log).stdError()).as(score.code()).isCloseTo(1.064581294845, within(1e-11));
        }
        // Three clusters of two, sums of departures -5, -1 and 6: sqrt(3 / 2 (25 + 1 + 36)) / 6.
        assertThat(new Ips()
                        .evaluate(log.withClusters(new int[] {0, 0, 1, 1, 2, 2}))
                        .stdError())
                .isCloseTo(Math.sqrt(1.5 * 62) / 6, within(1e-12));
    }
}
