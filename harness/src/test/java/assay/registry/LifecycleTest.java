package assay.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import assay.certificate.Verdict;
import assay.decision.Action;
import assay.decision.AnalysisMode;
import assay.decision.ExperimentPlan;
import assay.trust.TrustFinding;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a draft to a decision: what is allowed, what is refused, what is passed with a reason. */
class LifecycleTest {

    @TempDir
    Path folder;

    private ExperimentStore store;
    private Lifecycle lifecycle;

    @BeforeEach
    void open() {
        store = ExperimentStore.open(folder.resolve("store.duckdb"));
        lifecycle = new Lifecycle(store);
    }

    @AfterEach
    void theLogAccountsForAll() {
        assertThat(store.verify()).isEmpty();
        store.close();
    }

    private static final MethodVerdicts CERTIFIED = method -> Optional.of(Verdict.CERTIFIED);

    static LaunchRequest ready() {
        return new LaunchRequest(
                Optional.of("ada"),
                Optional.of("grace"),
                Optional.of(Baseline.ofShare(0.1)),
                Optional.of(new EventReport("qa.csv", 10, List.of())),
                Optional.empty());
    }

    private static Step at(double day) {
        return Step.of(Plans.day(day), "ada");
    }

    /** Leads an experiment to a state. */
    private void lead(Contract contract, State to) {
        lifecycle.create(contract, at(-1));
        if (to == State.DRAFT) {
            return;
        }
        lifecycle.launch(contract, ready(), CERTIFIED, at(0));
        if (to == State.RUNNING) {
            return;
        }
        lifecycle.stop("help", OptionalLong.of(20_000), Optional.empty(), at(14));
        if (to == State.STOPPED) {
            return;
        }
        lifecycle.analyse(contract, Plans.analysis(contract.plan(), 0.03), at(28));
        if (to == State.ANALYSED) {
            return;
        }
        lifecycle.decide(Plans.record(contract.plan(), Action.SHIP_GLOBAL, 0.03), contract, Plans.day(29), "ada");
    }

    private void act(String action, Contract contract, Step step) {
        switch (action) {
            case "create" -> lifecycle.create(contract, step);
            case "launch" -> lifecycle.launch(contract, ready(), CERTIFIED, step);
            case "stop" -> lifecycle.stop("help", OptionalLong.of(20_000), Optional.empty(), step);
            case "resume" -> lifecycle.resume("help", step);
            case "analyse" -> lifecycle.analyse(contract, Plans.analysis(contract.plan(), 0.03), step);
            case "decide" ->
                lifecycle.decide(
                        Plans.record(contract.plan(), Action.SHIP_GLOBAL, 0.03), contract, Optional.empty(), step);
            default -> throw new IllegalArgumentException(action);
        }
    }

    /** Every state against every action; after it the state, or refused; with a reason the state, or refused. */
    @ParameterizedTest
    @CsvSource({
        "DRAFT,create,refused,DRAFT",
        "DRAFT,launch,RUNNING,RUNNING",
        "DRAFT,stop,refused,refused",
        "DRAFT,resume,refused,refused",
        "DRAFT,analyse,refused,refused",
        "DRAFT,decide,refused,refused",
        "RUNNING,create,refused,refused",
        "RUNNING,launch,refused,refused",
        "RUNNING,stop,STOPPED,STOPPED",
        "RUNNING,resume,refused,refused",
        "RUNNING,analyse,refused,refused",
        "RUNNING,decide,refused,refused",
        "STOPPED,create,refused,refused",
        "STOPPED,launch,refused,refused",
        "STOPPED,stop,refused,refused",
        "STOPPED,resume,refused,RUNNING",
        "STOPPED,analyse,ANALYSED,ANALYSED",
        "STOPPED,decide,refused,refused",
        "ANALYSED,create,refused,refused",
        "ANALYSED,launch,refused,refused",
        "ANALYSED,stop,refused,refused",
        "ANALYSED,resume,refused,refused",
        "ANALYSED,analyse,refused,ANALYSED",
        "ANALYSED,decide,DECIDED,DECIDED",
        "DECIDED,create,refused,refused",
        "DECIDED,launch,refused,refused",
        "DECIDED,stop,refused,refused",
        "DECIDED,resume,refused,refused",
        "DECIDED,analyse,refused,refused",
        "DECIDED,decide,DECIDED,DECIDED"
    })
    void everyStateAllowsWhatItAllows(State from, String action, String plain, String reasoned) {
        Contract contract = Plans.contract("help");
        lead(contract, from);
        double day = from == State.DRAFT ? 0 : 29.5;
        for (Step step : List.of(at(day), at(day).because("a tracker was broken"))) {
            String expected = step.reason().isEmpty() ? plain : reasoned;
            if (expected.equals("refused")) {
                State before = store.experiment("help").state();
                assertThatThrownBy(() -> act(action, contract, step))
                        .isInstanceOfAny(RegistryException.class, GateException.class);
                assertThat(store.experiment("help").state()).isEqualTo(before);
            } else if (store.experiment("help").state() == from) {
                act(action, contract, step);
                assertThat(store.experiment("help").state()).isEqualTo(State.valueOf(expected));
            }
        }
    }

    @Test
    void aDecisionIsTerminalAndCanBeSuperseded() {
        Contract contract = Plans.contract("help");
        lead(contract, State.DECIDED);
        StoredDecision later = lifecycle.decide(
                Plans.record(contract.plan(), Action.HOLD_GUARDRAIL_RISK, 0.029), contract, Plans.day(60), "grace");
        assertThat(later.kind()).isEqualTo(StoredDecision.Kind.SUPERSEDING);
        assertThat(store.decisions("help"))
                .extracting(StoredDecision::action)
                .containsExactly(Action.SHIP_GLOBAL, Action.HOLD_GUARDRAIL_RISK);
        assertThat(store.experiment("help").state()).isEqualTo(State.DECIDED);
    }

    @Test
    void aPersonDecidesOtherwiseOnlyWithAReasonThatStandsBesideTheComputedDecision() {
        Contract contract = Plans.contract("help");
        lead(contract, State.ANALYSED);
        var computed = Plans.record(contract.plan(), Action.HOLD_INCONCLUSIVE, 0.03);
        assertThatThrownBy(() -> lifecycle.decide(computed, contract, Optional.of(Action.SHIP_GLOBAL), at(29)))
                .hasMessageContaining("HOLD_INCONCLUSIVE")
                .hasMessageContaining("--reason");
        StoredDecision inForce = lifecycle.decide(
                computed, contract, Optional.of(Action.SHIP_GLOBAL), at(29).because("the old page is to be removed"));
        assertThat(inForce.action()).isEqualTo(Action.SHIP_GLOBAL);
        assertThat(inForce.notes()).isEqualTo("the old page is to be removed");
        List<StoredDecision> both = store.decisions("help");
        assertThat(both)
                .extracting(StoredDecision::kind)
                .containsExactly(StoredDecision.Kind.FIRST, StoredDecision.Kind.OVERRIDE);
        assertThat(both.get(0).action()).isEqualTo(Action.HOLD_INCONCLUSIVE);
        assertThat(inForce.overrides()).hasValue(both.get(0).id());
    }

    @Test
    void aDecisionIsMadeFromTheReadingThatWasRecorded() {
        Contract contract = Plans.contract("help");
        lead(contract, State.ANALYSED);
        assertThatThrownBy(() -> lifecycle.decide(
                        Plans.record(contract.plan(), Action.SHIP_GLOBAL, 0.04), contract, Plans.day(29), "ada"))
                .asInstanceOf(type(GateException.class))
                .extracting(Throwable::getMessage)
                .asString()
                .contains("same-data");
    }

    private List<String> closed(Contract contract, LaunchRequest request, MethodVerdicts verdicts, Instant at) {
        try {
            lifecycle.launch(contract, request, verdicts, Step.of(at, "ada"));
            return List.of();
        } catch (GateException e) {
            return e.gates().stream().filter(Gate::closed).map(Gate::name).toList();
        }
    }

    @Test
    void launchGatesAreAskedOneByOne() {
        ExperimentPlan plan = Plans.plan("help", AnalysisMode.FIXED_HORIZON, " ", 2_000, 1, false);
        Contract poor = Plans.contract(plan);
        lifecycle.create(poor, at(-1));
        LaunchRequest nothing = new LaunchRequest(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(closed(poor, nothing, method -> Optional.of(Verdict.STALE), Plans.day(20)))
                .containsExactly(
                        "hypothesis",
                        "guardrail-margins",
                        "power",
                        "certified-methods",
                        "reviewed",
                        "rollback-owner",
                        "events",
                        "window");
        // 2,000 units where 7,686 are needed: the rest is given.
        assertThat(closed(poor, ready(), CERTIFIED, Plans.day(0)))
                .containsExactly("hypothesis", "guardrail-margins", "power");
        assertThat(closed(poor, ready(), method -> Optional.empty(), Plans.day(0)))
                .contains("certified-methods");
        assertThat(closed(poor, ready(), method -> Optional.of(Verdict.INCONCLUSIVE), Plans.day(0)))
                .contains("certified-methods");
        assertThat(store.log()).extracting(AuditEntry::action).contains("launch-refused");
        assertThat(store.experiment("help").state()).isEqualTo(State.DRAFT);
    }

    @Test
    void aClosedGateIsPassedWithAReasonThatIsKept() {
        Contract small = Plans.contract(Plans.plan("help", AnalysisMode.FIXED_HORIZON, "If, then.", 2_000, 1, true));
        lifecycle.create(small, at(-1));
        lifecycle.launch(small, ready(), CERTIFIED, at(0).past("power", "a pilot, to learn the variance"));
        assertThat(store.database()
                        .rows("SELECT * FROM gate_results WHERE override_reason IS NOT NULL")
                        .get(0)
                        .text("override_reason"))
                .isEqualTo("a pilot, to learn the variance");
        assertThat(new DecisionSheet(store, store.experiment("help")).lines(Plans.day(1)))
                .anyMatch(line -> line.contains("passed although closed: power"));
        assertThatThrownBy(() -> at(0).past("power", " ")).hasMessageContaining("without a reason");
        assertThatThrownBy(() ->
                        lifecycle.stop("help", OptionalLong.empty(), Optional.of("errors"), at(3).past("powr", "x")))
                .hasMessageContaining("no gate 'powr'");
    }

    @Test
    void assignmentStopsWhenDaysAndUnitsAreEnoughOrHarmIsShown() {
        Contract contract = Plans.contract("help");
        lead(contract, State.RUNNING);
        assertThatThrownBy(() -> lifecycle.stop("help", OptionalLong.of(20_000), Optional.empty(), at(6.9)))
                .hasMessageContaining("6.9 days of at least 7")
                .message()
                .doesNotContain("minimum-sample (");
        assertThatThrownBy(() -> lifecycle.stop("help", OptionalLong.of(19_999), Optional.empty(), at(8)))
                .hasMessageContaining("19,999 units of 20,000 planned");
        assertThatThrownBy(() -> lifecycle.stop("help", OptionalLong.empty(), Optional.empty(), at(8)))
                .hasMessageContaining("nobody counted");
        List<Gate> gates = lifecycle.stop("help", OptionalLong.empty(), Optional.of("payments fail"), at(1));
        assertThat(gates).extracting(Gate::outcome).containsOnly(Gate.Outcome.NOT_APPLICABLE);
        assertThatThrownBy(() -> lifecycle.resume("help", at(2))).hasMessageContaining("only with a reason");
        lifecycle.resume("help", at(2).because("payments were mended"));
        assertThat(store.experiment("help").state()).isEqualTo(State.RUNNING);
        assertThat(store.experiment("help").daysRunning(Plans.day(5))).isEqualTo(5);
    }

    @Test
    void anAlwaysValidExperimentIsReadWhileItRunsAndAFixedOneIsNot() {
        Contract always = Plans.contract(Plans.plan("help", AnalysisMode.ALWAYS_VALID, "If, then.", 40_000, 1, true));
        lead(always, State.RUNNING);
        lifecycle.analyse(always, Plans.analysis(always.plan(), 0.02), at(3));
        lifecycle.analyse(always, Plans.analysis(always.plan(), 0.03), at(4));
        assertThat(store.experiment("help").state()).isEqualTo(State.RUNNING);
        lifecycle.stop("help", OptionalLong.empty(), Optional.empty(), at(5));
        lifecycle.analyse(always, Plans.analysis(always.plan(), 0.03), at(6));
        assertThat(store.experiment("help").state()).isEqualTo(State.ANALYSED);

        Contract fixed = Plans.contract("once");
        lifecycle.create(fixed, at(6));
        lifecycle.launch(fixed, ready(), CERTIFIED, at(7));
        assertThatThrownBy(() -> lifecycle.analyse(fixed, Plans.analysis(fixed.plan(), 0.03), at(8)))
                .hasMessageContaining("planned-look");
    }

    @Test
    void dataThatAreNotToBeTrustedAreRecordedOnlyWithAReason() {
        Contract contract = Plans.contract("help");
        lead(contract, State.STOPPED);
        AnalysisResult broken = new AnalysisResult(
                "data", 20_000, Plans.trust(TrustFinding.State.FAIL), Plans.reading(contract.plan(), 0.03));
        assertThatThrownBy(() -> lifecycle.analyse(contract, broken, at(28)))
                .hasMessageContaining("sample-ratio-assignment");
        AnalysisResult unchecked = new AnalysisResult(
                "data", 20_000, Plans.trust(TrustFinding.State.NOT_RUN), Plans.reading(contract.plan(), 0.03));
        assertThatThrownBy(() -> lifecycle.analyse(contract, unchecked, at(28))).hasMessageContaining("trust");
        lifecycle.analyse(contract, broken, at(28).past("trust", "to record that it is invalid"));
        assertThat(store.experiment("help").state()).isEqualTo(State.ANALYSED);
    }

    @Test
    void aContractIsFixedAtLaunchButForVersionsOfMetricsBeforeTheDataAreRead() {
        Contract contract = Plans.contract("help");
        lead(contract, State.STOPPED);
        Contract other = new Contract(
                contract.plan(),
                contract.files().stream()
                        .map(f -> f.role() == ContractFile.Role.POLICY
                                ? new ContractFile(f.role(), f.path(), f.text() + "\n# looser")
                                : f)
                        .toList());
        assertThatThrownBy(() -> lifecycle.analyse(other, Plans.analysis(contract.plan(), 0.03), at(28)))
                .asInstanceOf(type(RegistryException.class))
                .extracting(RegistryException::problem)
                .isEqualTo(RegistryProblem.CONTRACT_CHANGED);
        Contract raised = Plans.contract(
                Plans.plan("help", AnalysisMode.FIXED_HORIZON, contract.plan().hypothesis(), 20_000, 2, true));
        assertThatThrownBy(() -> lifecycle.analyse(raised, Plans.analysis(raised.plan(), 0.03), at(28)))
                .hasMessageContaining("orders 1 -> 2");
        lifecycle.analyse(raised, Plans.analysis(raised.plan(), 0.03), at(28).because("refunds are left out"));
        assertThat(store.experiment("help").revision()).isEqualTo(2);
        assertThatThrownBy(() -> lifecycle.analyse(
                        contract, Plans.analysis(contract.plan(), 0.03), at(29).because("back again")))
                .hasMessageContaining("not the one in the store");
        assertThatThrownBy(() -> lifecycle.decide(
                        Plans.record(contract.plan(), Action.SHIP_GLOBAL, 0.03), contract, Plans.day(30), "ada"))
                .hasMessageContaining("not the one in the store");
    }

    @Test
    void oneVersionOfAMetricHasOneDefinition() {
        lifecycle.create(Plans.contract("help"), at(-1));
        Contract redefined =
                Plans.contract(Plans.plan("other", AnalysisMode.FIXED_HORIZON, "If, then.", 20_000, 1, false));
        assertThatThrownBy(() -> lifecycle.create(redefined, at(-1)))
                .hasMessageContaining("version 1 of metric 'complaints'");
        assertThat(store.find("other")).as("nothing of it was written").isEmpty();
    }

    @Test
    void experimentsOfALayerDoNotOverlap() {
        Contract first = Plans.contract("help");
        lead(first, State.DRAFT);
        lifecycle.launch(first, placed("ui", 0, 4999), CERTIFIED, at(0));
        Contract second = Plans.contract("other");
        lifecycle.create(second, at(0));
        assertThat(closed(second, placed("ui", 4999, 9999), CERTIFIED, Plans.day(1)))
                .containsExactly("mutual-exclusion");
        assertThat(closed(second, placed("search", 0, 9999), CERTIFIED, Plans.day(1)))
                .isEmpty();
    }

    private static LaunchRequest placed(String layer, int from, int to) {
        LaunchRequest ready = ready();
        return new LaunchRequest(
                ready.rollbackOwner(),
                ready.reviewedBy(),
                ready.baseline(),
                ready.events(),
                Optional.of(new LaunchRequest.Place(layer, from, to)));
    }

    @Test
    void timeDoesNotRunBackwardsAndUnknownExperimentsAreNamed() {
        Contract contract = Plans.contract("help");
        lead(contract, State.RUNNING);
        assertThatThrownBy(() -> lifecycle.stop("help", OptionalLong.of(20_000), Optional.empty(), at(-0.5)))
                .asInstanceOf(type(RegistryException.class))
                .extracting(RegistryException::problem)
                .isEqualTo(RegistryProblem.TIME_REVERSED);
        assertThatThrownBy(() -> lifecycle.resume("hlep", at(1)))
                .hasMessageContaining("no experiment 'hlep'")
                .hasMessageContaining("help");
    }

    @Test
    void theIntakeSaysWhatIsMissing() {
        ExperimentPlan plan = Plans.plan("help", AnalysisMode.FIXED_HORIZON, "", 0, 1, false);
        assertThat(lifecycle.create(Plans.contract(plan), at(-1)).stream().filter(Gate::closed))
                .extracting(Gate::name)
                .containsExactly("hypothesis", "guardrail-margins", "audience", "planned-units");
    }
}
