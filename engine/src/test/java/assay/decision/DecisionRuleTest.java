package assay.decision;

import static assay.decision.Readings.NEW;
import static assay.decision.Readings.OTHER;
import static assay.decision.Readings.metric;
import static assay.decision.Readings.none;
import static assay.decision.Readings.trusted;
import static assay.decision.Readings.win;
import static org.assertj.core.api.Assertions.assertThat;

import assay.decision.DecisionPolicy.Success;
import assay.decision.DecisionPolicy.Value;
import assay.experiment.Better;
import assay.trust.TrustFinding.Consequence;
import assay.trust.TrustFinding.State;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** One case for each rule and each of its ends. Standard errors are 0.005 unless said; 0.01 matters; margins are 0.01. */
class DecisionRuleTest {

    private static void decides(Readings readings, Action action, ReasonCode first) {
        DecisionRecord decision = readings.decide();
        assertThat(decision.action()).as(decision.reasons().toString()).isEqualTo(action);
        assertThat(decision.reasons().get(0).code()).isEqualTo(first.code());
        assertThat(decision.reasons())
                .allSatisfy(
                        reason -> assertThat(reason.message()).endsWith(".").doesNotContain("NaN", "..", "Optional"));
    }

    @Test
    void aSafeWinShips() {
        decides(win(), Action.SHIP_GLOBAL, ReasonCode.PRIMARY_WINS);
        DecisionRecord decision = win().decide();
        assertThat(decision.arm()).isEqualTo(NEW);
        assertThat(decision.segments()).isEmpty();
        assertThat(decision.reasons().get(0).message())
                .isEqualTo(
                        "conversion is 2 percentage points better in new (interval from 1.02 to 2.98 percentage points"
                                + " for the better, p below 0.0001), and 1 percentage points is what matters.");
        assertThat(decision.reasons().get(1).message())
                .isEqualTo("The harm to uninstalls is at most 0.329 percentage points, below the margin of 1 percentage"
                        + " points.");
    }

    @Test
    void whatCannotBeTrustedIsInvestigated() {
        decides(
                win().finding("duplicate-users", State.FAIL, Consequence.INVALIDATES),
                Action.INVESTIGATE_INVALID,
                ReasonCode.TRUST_CHECK_FAILED);
        decides(
                win().finding("duplicate-users", State.NOT_RUN, Consequence.INVALIDATES),
                Action.INVESTIGATE_INVALID,
                ReasonCode.TRUST_CHECK_NOT_RUN);
        decides(
                none().primary(NEW, 0.02, 0.005).guardrail(NEW, 0, 0.002),
                Action.INVESTIGATE_INVALID,
                ReasonCode.TRUST_CHECK_ABSENT);
        decides(
                none().finding("sample-ratio-assignment", State.NOT_APPLICABLE, Consequence.INVALIDATES)
                        .primary(NEW, 0.02, 0.005)
                        .guardrail(NEW, 0, 0.002),
                Action.INVESTIGATE_INVALID,
                ReasonCode.TRUST_CHECK_ABSENT);
        decides(win().finding("novelty", State.FAIL, Consequence.INFORMS), Action.SHIP_GLOBAL, ReasonCode.PRIMARY_WINS);
    }

    @Test
    void aViewNeedsItsOwnRatio() {
        Readings triggered =
                trusted().view(View.TRIGGERED).primary(NEW, 0.02, 0.005).guardrail(NEW, 0, 0.002);
        decides(triggered, Action.INVESTIGATE_INVALID, ReasonCode.TRUST_CHECK_ABSENT);
        triggered.finding("sample-ratio-trigger", State.PASS, Consequence.INVALIDATES);
        decides(triggered, Action.SHIP_GLOBAL, ReasonCode.PRIMARY_WINS);
    }

    @Test
    void harmStopsHoweverEarly() {
        decides(
                trusted().primary(NEW, -0.02, 0.005).guardrail(NEW, 0, 0.002),
                Action.STOP_HARM,
                ReasonCode.PRIMARY_HARMED);
        decides(
                trusted()
                        .primary(NEW, -0.02, 0.005)
                        .guardrail(NEW, 0, 0.002)
                        .finding("maturity", State.FAIL, Consequence.DELAYS),
                Action.STOP_HARM,
                ReasonCode.PRIMARY_HARMED);
        // Harm beyond 0.01: 0.014 - 1.96 * 0.002 = 0.0101, 0.0139 - 1.96 * 0.002 = 0.00998.
        decides(
                win().guardrailIs(metric("uninstalls", Better.SMALLER, Optional.of(Threshold.absolute(0.01)))),
                Action.SHIP_GLOBAL,
                ReasonCode.PRIMARY_WINS);
        decides(
                trusted().primary(NEW, 0.02, 0.005).guardrail(NEW, 0.014, 0.002),
                Action.STOP_HARM,
                ReasonCode.GUARDRAIL_HARMED);
        decides(
                trusted().primary(NEW, 0.02, 0.005).guardrail(NEW, 0.0139, 0.002),
                Action.HOLD_GUARDRAIL_RISK,
                ReasonCode.GUARDRAIL_NOT_SHOWN_SAFE);
    }

    @Test
    void itMayBeTooEarly() {
        decides(
                win().finding("maturity", State.FAIL, Consequence.DELAYS),
                Action.HOLD_INCONCLUSIVE,
                ReasonCode.NOT_MATURE);
        decides(
                win().finding("maturity", State.NOT_RUN, Consequence.DELAYS),
                Action.HOLD_INCONCLUSIVE,
                ReasonCode.NOT_MATURE);
        decides(
                trusted().primary(NEW, 0.02, 0.005, 0.001, 999, 0.014).guardrail(NEW, 0, 0.002),
                Action.RERUN_UNDERPOWERED,
                ReasonCode.TOO_FEW_UNITS);
        decides(
                trusted().primary(NEW, 0.02, 0.005, 0.001, 1999, 0.014).guardrail(NEW, 0, 0.002),
                Action.RERUN_UNDERPOWERED,
                ReasonCode.TOO_FEW_UNITS);
        decides(
                trusted().primary(NEW, 0.02, 0.005, 0.001, 2000, 0.014).guardrail(NEW, 0, 0.002),
                Action.SHIP_GLOBAL,
                ReasonCode.PRIMARY_WINS);
    }

    /** The guardrail of a launch passes by its estimate and fails to be shown safe: 0 + 1.645 * 0.007 = 0.0115. */
    @Test
    void aGuardrailIsJudgedByItsInterval() {
        decides(
                trusted().primary(NEW, 0.02, 0.005).guardrail(NEW, 0, 0.007),
                Action.HOLD_GUARDRAIL_RISK,
                ReasonCode.GUARDRAIL_NOT_SHOWN_SAFE);
        decides(
                trusted().primary(NEW, 0.02, 0.005).guardrail(NEW, 0, 0.006),
                Action.SHIP_GLOBAL,
                ReasonCode.PRIMARY_WINS);
        decides(
                trusted().primary(NEW, 0.001, 0.002).guardrail(NEW, 0, 0.007),
                Action.HOLD_INCONCLUSIVE,
                ReasonCode.EMPTY_WITH_POWER);
    }

    @Test
    void aGuardrailThatIsNotKnownIsNotSafe() {
        decides(trusted().primary(NEW, 0.02, 0.005), Action.HOLD_GUARDRAIL_RISK, ReasonCode.GUARDRAIL_NOT_READ);
        decides(
                trusted()
                        .guardrailIs(metric("uninstalls", Better.SMALLER, Optional.empty()))
                        .primary(NEW, 0.02, 0.005)
                        .guardrail(NEW, 0, 0.002),
                Action.HOLD_GUARDRAIL_RISK,
                ReasonCode.GUARDRAIL_WITHOUT_MARGIN);
    }

    @Test
    void aGuardrailMayBeOneOfWhichMoreIsBetter() {
        Readings less = trusted()
                .guardrailIs(metric("retention", Better.LARGER, Optional.of(Threshold.absolute(0.01))))
                .primary(NEW, 0.02, 0.005);
        decides(less.guardrail(NEW, -0.014, 0.002), Action.STOP_HARM, ReasonCode.GUARDRAIL_HARMED);
    }

    @Test
    void lessMayBeBetter() {
        Readings readings = trusted().primaryIs(metric("tickets", Better.SMALLER, Optional.empty()));
        decides(
                readings.primary(NEW, -0.02, 0.005).guardrail(NEW, 0, 0.002),
                Action.SHIP_GLOBAL,
                ReasonCode.PRIMARY_WINS);
        Readings more = trusted().primaryIs(metric("tickets", Better.SMALLER, Optional.empty()));
        decides(more.primary(NEW, 0.02, 0.005).guardrail(NEW, 0, 0.002), Action.STOP_HARM, ReasonCode.PRIMARY_HARMED);
    }

    @Test
    void aWinShipsWhateverPowerWasPlanned() {
        Readings small = trusted().primary(NEW, 0.02, 0.005, 0.001, 5000, 0.05).guardrail(NEW, 0, 0.002);
        decides(small, Action.SHIP_GLOBAL, ReasonCode.PRIMARY_WINS);
        assertThat(small.decide().reasons()).anyMatch(r -> r.code().equals(ReasonCode.WIN_WITHOUT_POWER.code()));
    }

    @Test
    void alphaIsIncluded() {
        decides(
                trusted().primary(NEW, 0.02, 0.005, 0.05).guardrail(NEW, 0, 0.002),
                Action.SHIP_GLOBAL,
                ReasonCode.PRIMARY_WINS);
        decides(
                trusted().primary(NEW, 0.02, 0.005, Math.nextUp(0.05)).guardrail(NEW, 0, 0.002),
                Action.RERUN_UNDERPOWERED,
                ReasonCode.EMPTY_WITHOUT_POWER);
    }

    @Test
    void whatMattersIsIncluded() {
        decides(
                trusted().primary(NEW, 0.01, 0.002).guardrail(NEW, 0, 0.002),
                Action.SHIP_GLOBAL,
                ReasonCode.PRIMARY_WINS);
        decides(
                trusted().primary(NEW, Math.nextDown(0.01), 0.002).guardrail(NEW, 0, 0.002),
                Action.ITERATE,
                ReasonCode.TOO_SMALL_TO_MATTER);
        decides(
                trusted()
                        .success(Success.INTERVAL_MATTERS)
                        .primary(NEW, 0.0197, 0.005)
                        .guardrail(NEW, 0, 0.002),
                Action.ITERATE,
                ReasonCode.TOO_SMALL_TO_MATTER);
        decides(
                trusted()
                        .success(Success.INTERVAL_MATTERS)
                        .primary(NEW, 0.0199, 0.005)
                        .guardrail(NEW, 0, 0.002),
                Action.SHIP_GLOBAL,
                ReasonCode.PRIMARY_WINS);
    }

    @Test
    void nothingIsAnAnswerOnlyWithPower() {
        decides(
                trusted().primary(NEW, 0.001, 0.002, 0.6, 5000, 0.01).guardrail(NEW, 0, 0.002),
                Action.HOLD_INCONCLUSIVE,
                ReasonCode.EMPTY_WITH_POWER);
        decides(
                trusted()
                        .primary(NEW, 0.001, 0.002, 0.6, 5000, Math.nextUp(0.01))
                        .guardrail(NEW, 0, 0.002),
                Action.RERUN_UNDERPOWERED,
                ReasonCode.EMPTY_WITHOUT_POWER);
        decides(
                trusted().primary(NEW, 0.001, 0.002, 0.6, 5000, Double.NaN).guardrail(NEW, 0, 0.002),
                Action.RERUN_UNDERPOWERED,
                ReasonCode.EMPTY_WITHOUT_POWER);
    }

    /** 0.02 * 50 * 1,000,000 - 900,000 = 100,000; at the lower end, 0.0102, less than nothing. */
    @Test
    void valueForbidsAndNeverLicenses() {
        Value enough = new Value(50, 1e6, 9e5, 1e5, Value.Bound.ESTIMATE);
        decides(win().value(enough), Action.SHIP_GLOBAL, ReasonCode.PRIMARY_WINS);
        Value more = new Value(50, 1e6, 9e5, 100_001, Value.Bound.ESTIMATE);
        decides(win().value(more), Action.HOLD_INCONCLUSIVE, ReasonCode.VALUE_VETO);
        Value careful = new Value(50, 1e6, 9e5, 0, Value.Bound.CONSERVATIVE);
        decides(win().value(careful), Action.HOLD_INCONCLUSIVE, ReasonCode.VALUE_VETO);
        Value huge = new Value(1e9, 1e9, 0, 1, Value.Bound.ESTIMATE);
        decides(
                trusted().value(huge).primary(NEW, 0.009, 0.005).guardrail(NEW, 0, 0.002),
                Action.RERUN_UNDERPOWERED,
                ReasonCode.EMPTY_WITHOUT_POWER);
    }

    @Test
    void ofLessTheWorthOfAUnitIsNegative() {
        MetricDefinition tickets = metric("tickets", Better.SMALLER, Optional.empty());
        Value value = new Value(-50, 1e6, 9e5, 1e5, Value.Bound.ESTIMATE);
        Readings readings = trusted().primaryIs(tickets).value(value);
        decides(
                readings.primary(NEW, -0.02, 0.005).guardrail(NEW, 0, 0.002),
                Action.SHIP_GLOBAL,
                ReasonCode.PRIMARY_WINS);
        ArmVerdict verdict =
                DecisionRule.verdicts(readings.plan(), readings.reading()).get(0);
        assertThat(verdict.worth().orElseThrow().estimate()).isEqualTo(1e5);
        // -0.02 + 1.959964 * 0.005 = -0.0102002
        assertThat(verdict.worth().orElseThrow().conservative())
                .isCloseTo(0.01020018 * 5e7 - 9e5, org.assertj.core.data.Offset.offset(0.1));
    }

    private static Readings segmented() {
        return trusted().primary(NEW, 0.004, 0.005).guardrail(NEW, 0, 0.002);
    }

    @Test
    void aRegisteredSegmentShipsByItself() {
        Readings ships = segmented().segment("platform=ios", 0.03, 0.001, 0.03, 0);
        decides(ships, Action.SHIP_TARGETED, ReasonCode.SEGMENT_WINS);
        assertThat(ships.decide().segments()).containsExactly("platform=ios");
        assertThat(ships.decide().arm()).isEqualTo(NEW);
        decides(
                segmented().segment("country=nl", 0.03, 0.001, 0.03, 0),
                Action.RERUN_UNDERPOWERED,
                ReasonCode.EMPTY_WITHOUT_POWER);
        decides(
                segmented().noSegmentRules().segment("platform=ios", 0.03, 0.001, 0.03, 0),
                Action.RERUN_UNDERPOWERED,
                ReasonCode.EMPTY_WITHOUT_POWER);
    }

    @Test
    void aSegmentMustDifferAndMatterAndBeSafe() {
        decides(
                segmented().segment("platform=ios", 0.03, 0.001, 0.009, 0),
                Action.ITERATE,
                ReasonCode.SEGMENT_PROMISING);
        decides(
                segmented().segment("platform=ios", 0.03, 0.001, -0.03, 0),
                Action.ITERATE,
                ReasonCode.SEGMENT_PROMISING);
        decides(
                segmented().segment("platform=ios", 0.009, 0.001, 0.03, 0),
                Action.ITERATE,
                ReasonCode.SEGMENT_PROMISING);
        decides(
                segmented().segment("platform=ios", 0.03, Math.nextUp(0.05), 0.03, 0),
                Action.RERUN_UNDERPOWERED,
                ReasonCode.EMPTY_WITHOUT_POWER);
        decides(
                segmented().segment("platform=ios", 0.03, Double.NaN, 0.03, 0),
                Action.RERUN_UNDERPOWERED,
                ReasonCode.EMPTY_WITHOUT_POWER);
        decides(
                segmented().segment("platform=ios", 0.03, 0.001, 0.03, 0.008),
                Action.HOLD_GUARDRAIL_RISK,
                ReasonCode.SEGMENT_GUARDRAIL_NOT_SHOWN_SAFE);
        decides(
                segmented()
                        .value(new Value(50, 1e6, 9e5, 0, Value.Bound.ESTIMATE))
                        .segment("platform=ios", 0.03, 0.001, 0.03, 0),
                Action.ITERATE,
                ReasonCode.SEGMENT_VALUE_VETO);
    }

    @Test
    void aSegmentDoesNotShipPastTheGuardrailOfTheWhole() {
        decides(
                trusted()
                        .primary(NEW, 0.004, 0.005)
                        .guardrail(NEW, 0.007, 0.002)
                        .segment("platform=ios", 0.03, 0.001, 0.03, 0),
                Action.HOLD_GUARDRAIL_RISK,
                ReasonCode.GUARDRAIL_NOT_SHOWN_SAFE);
    }

    @Test
    void aHarmedSegmentSpoilsAGlobalWin() {
        decides(win().segment("platform=web", -0.03, 0.001, -0.05, 0), Action.ITERATE, ReasonCode.SEGMENT_HARMED);
        decides(win().segment("platform=web", 0.02, 0.001, 0, 0.02), Action.ITERATE, ReasonCode.SEGMENT_HARMED);
        Readings split =
                win().segment("platform=web", -0.03, 0.001, -0.05, 0).segment("platform=ios", 0.05, 0, 0.05, 0);
        decides(split, Action.SHIP_TARGETED, ReasonCode.SEGMENT_WINS);
        assertThat(split.decide().segments()).containsExactly("platform=ios");
    }

    @Test
    void ofSeveralTreatmentsTheBestOneShips() {
        Readings two = trusted()
                .arms(NEW, OTHER)
                .primary(NEW, 0.02, 0.005)
                .primary(OTHER, 0.03, 0.005)
                .guardrail(NEW, 0, 0.002)
                .guardrail(OTHER, 0, 0.002);
        decides(two, Action.SHIP_GLOBAL, ReasonCode.PRIMARY_WINS);
        assertThat(two.decide().arm()).isEqualTo(OTHER);
    }

    @Test
    void theBestOneMustBeSafeAndSignificantAfterCorrection() {
        Readings risky = trusted()
                .arms(NEW, OTHER)
                .primary(NEW, 0.02, 0.005)
                .primary(OTHER, 0.03, 0.005)
                .guardrail(NEW, 0, 0.002)
                .guardrail(OTHER, 0.008, 0.002);
        assertThat(risky.decide().arm()).isEqualTo(NEW);
        Readings corrected = trusted()
                .arms(NEW, OTHER)
                .primary(NEW, 0.02, 0.005)
                .primary(OTHER, 0.03, 0.005, 0.06)
                .guardrail(NEW, 0, 0.002)
                .guardrail(OTHER, 0, 0.002);
        assertThat(corrected.decide().arm()).isEqualTo(NEW);
    }

    @Test
    void aHarmfulTreatmentDoesNotStopAnotherOne() {
        Readings two = trusted()
                .arms(NEW, OTHER)
                .primary(NEW, 0.02, 0.005)
                .primary(OTHER, -0.03, 0.005)
                .guardrail(NEW, 0, 0.002)
                .guardrail(OTHER, 0, 0.002);
        decides(two, Action.SHIP_GLOBAL, ReasonCode.PRIMARY_WINS);
        assertThat(two.decide().reasons()).anyMatch(r -> r.code().equals(ReasonCode.OTHER_ARM_HARMED.code()));
        Readings none = trusted()
                .arms(NEW, OTHER)
                .primary(NEW, 0.001, 0.005)
                .primary(OTHER, -0.03, 0.005)
                .guardrail(NEW, 0, 0.002)
                .guardrail(OTHER, 0, 0.002);
        decides(none, Action.STOP_HARM, ReasonCode.PRIMARY_HARMED);
        assertThat(none.decide().arm()).isEqualTo(OTHER);
    }

    @Test
    void aTreatmentThatWasNotReadIsInvestigated() {
        decides(trusted(), Action.INVESTIGATE_INVALID, ReasonCode.PRIMARY_NOT_READ);
        decides(win().withoutP(NEW), Action.INVESTIGATE_INVALID, ReasonCode.PRIMARY_NOT_READ);
        decides(
                trusted().primary(NEW, 0.02, 0.005, Double.NaN).guardrail(NEW, 0, 0.002),
                Action.INVESTIGATE_INVALID,
                ReasonCode.PRIMARY_NOT_READ);
        decides(win().arms(NEW, OTHER), Action.INVESTIGATE_INVALID, ReasonCode.PRIMARY_NOT_READ);
    }

    @Test
    void codesAreKebabCase() {
        Pattern kebab = Pattern.compile("[a-z]+(-[a-z]+)*");
        for (ReasonCode code : ReasonCode.values()) {
            assertThat(code.code()).matches(kebab);
        }
    }
}
