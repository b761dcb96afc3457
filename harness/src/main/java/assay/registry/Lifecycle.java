package assay.registry;

import assay.decision.Action;
import assay.decision.DecisionRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Leads experiments from draft over running, stopped and analysed to decided. Each move passes gates; a closed gate is passed only
 * with a written reason, which is recorded beside it. What is refused is recorded too.
 */
public final class Lifecycle {

    private final ExperimentStore store;
    private final Database database;
    private final ContractWriter contracts;
    private final DecisionWriter decisions;
    private final Transitions transitions;

    /**
     * The lifecycle of a store.
     *
     * @param store open
     */
    public Lifecycle(ExperimentStore store) {
        this.store = store;
        this.database = store.database();
        this.contracts = new ContractWriter(database);
        this.decisions = new DecisionWriter(database);
        this.transitions = new Transitions(database);
    }

    /**
     * Writes a draft down, or writes it anew if it is one already, which needs a reason.
     *
     * @param contract the plan and its files
     * @param step who and when
     * @return what the intake still misses, as gates; none of them stops a draft
     * @throws RegistryException if the experiment is no draft any more, or a metric of the same version has another definition
     */
    public List<Gate> create(Contract contract, Step step) {
        String id = contract.plan().id();
        Optional<Experiment> known = store.find(id);
        known.ifPresent(experiment -> transitions.require(experiment, State.DRAFT, step));
        return database.transaction(() -> {
            Ledger.Entry entry = store.ledger().entry("create", id, step.at(), step.actor());
            if (known.isEmpty()) {
                contracts.experiment(entry, contract.plan(), Experiment.Origin.LIFECYCLE, step.at(), step.actor());
            }
            int revision = contracts.revision(entry, contract, step.reason(), step.at(), step.actor());
            transitions.write(entry, id, revision, known.map(e -> "draft").orElse("none"), State.DRAFT, step);
            entry.detail("contract", contract.sha256()).close();
            return LaunchGates.intake(contract.plan());
        });
    }

    /**
     * Launches a draft.
     *
     * @param contract the contract as it is now; it must be the one that was created
     * @param request what a launch says beside it
     * @param verdicts what certificates are worth
     * @param step who, when and past which gates
     * @return all gates
     * @throws RegistryException if it is no draft, its contract changed, or a gate is closed
     */
    public List<Gate> launch(Contract contract, LaunchRequest request, MethodVerdicts verdicts, Step step) {
        Experiment experiment = require(contract, State.RUNNING, step);
        if (experiment.state() != State.DRAFT) {
            throw experiment.state().refusal(experiment.id(), State.RUNNING);
        }
        unchanged(experiment, contract);
        Map<String, LaunchRequest.Place> others = transitions.places(store.experiments());
        List<Gate> gates = LaunchGates.check(contract.plan(), request, verdicts, others, step.at());
        pass("launch", experiment, gates, step);
        database.transaction(() -> {
            Ledger.Entry entry = store.ledger().entry("launch", experiment.id(), step.at(), step.actor());
            long id = transitions.write(entry, experiment.id(), experiment.revision(), "draft", State.RUNNING, step);
            entry.add("launches", transitions.launch(id, contract.plan(), request));
            transitions.gates(entry, id, gates, step);
            return entry.detail("contract", contract.sha256()).close();
        });
        return gates;
    }

    /**
     * Stops assignment.
     *
     * @param experiment its name
     * @param units units in the experiment so far; empty if nobody counted
     * @param harm what harm is shown, which stops at any time; empty if none is
     * @param step who and when
     * @return all gates
     * @throws RegistryException if it does not run, or is too young or too small and no harm is shown
     */
    public List<Gate> stop(String experiment, OptionalLong units, Optional<String> harm, Step step) {
        Experiment known = require(experiment, State.STOPPED, step);
        List<Gate> gates = StopGates.check(known, units, harm, step.at(), transitions.minimumUnits(known));
        move("stop", known, State.STOPPED, gates, step);
        return gates;
    }

    /**
     * Lets a stopped experiment that nobody has analysed run on.
     *
     * @param experiment its name
     * @param step who, when and why
     * @throws RegistryException if it is not stopped, or no reason is given
     */
    public void resume(String experiment, Step step) {
        Experiment known = require(experiment, State.RUNNING, step);
        if (known.state() != State.STOPPED) {
            throw known.state().refusal(known.id(), State.RUNNING);
        }
        move("resume", known, State.RUNNING, List.of(), step);
    }

    /**
     * Records a reading. A stopped experiment becomes analysed; of a running one that may be read at any time a look is recorded.
     *
     * @param contract the contract as it is now
     * @param analysis findings, reading and where the data are
     * @param step who and when
     * @return all gates
     * @throws RegistryException if its state or its mode does not allow it, its contract changed, or the data are not to be trusted
     */
    public List<Gate> analyse(Contract contract, AnalysisResult analysis, Step step) {
        String id = contract.plan().id();
        Experiment known = store.experiment(id);
        boolean interim = known.state() == State.RUNNING;
        if (!interim) {
            require(id, State.ANALYSED, step);
        } else {
            transitions.requireTime(known, step.at());
        }
        Optional<Revision> bump = revised(known, contract, step);
        List<Gate> gates = AnalysisGates.check(known, analysis.report(), bump);
        pass("analyse", known, gates, step);
        database.transaction(() -> {
            Ledger.Entry entry = store.ledger().entry("analyse", id, step.at(), step.actor());
            int revision = bump.isPresent()
                    ? contracts.revision(entry, contract, step.reason(), step.at(), step.actor())
                    : known.revision();
            step.overrides().forEach((gate, why) -> entry.detail("past " + gate, why));
            OptionalLong transition = OptionalLong.empty();
            if (!interim) {
                String from = known.state().code();
                long written = transitions.write(entry, id, revision, from, State.ANALYSED, step);
                transitions.gates(entry, written, gates, step);
                transition = OptionalLong.of(written);
            }
            new AnalysisWriter(database).write(entry, contract.plan(), revision, transition, analysis, step);
            return entry.detail("trust", analysis.report().state().name()).close();
        });
        return gates;
    }

    /** A contract whose metrics have later versions than those that were launched. */
    record Revision(String metrics) {}

    /** What changed since the launch: nothing, or versions of metrics before anybody read data. */
    private Optional<Revision> revised(Experiment known, Contract contract, Step step) {
        if (known.contractSha256().equals(contract.sha256())) {
            return Optional.empty();
        }
        boolean read = database.number("SELECT count(*) FROM analyses WHERE experiment_id = ?", known.id()) > 0;
        String raised = transitions.raisedVersions(known, contract);
        if (read || raised.isEmpty()) {
            unchanged(known, contract);
        }
        if (step.reason().isBlank()) {
            throw new RegistryException(
                    RegistryProblem.CONTRACT_CHANGED,
                    "metrics of '" + known.id() + "' have new versions (" + raised + "); say why, with --reason.");
        }
        return Optional.of(new Revision(raised));
    }

    /**
     * Records the computed decision of an analysed experiment, or one that supersedes.
     *
     * @param record computed from the plan, the checks and the reading
     * @param contract the contract as it is now
     * @param at when
     * @param actor who ran it
     * @return the decision as it stands in the store
     * @throws RegistryException if the experiment is not analysed, its contract changed, or the data are not those analysed
     */
    public StoredDecision decide(DecisionRecord record, Contract contract, Instant at, String actor) {
        return decide(record, contract, Optional.empty(), Step.of(at, actor));
    }

    /**
     * Records the computed decision of an analysed experiment and, beside it, what a person decides instead.
     *
     * @param record computed from the plan, the checks and the reading
     * @param contract the contract as it is now
     * @param instead what a person decides, for the reason of the step; empty to do what was computed
     * @param step who, when and why
     * @return the decision that is in force
     * @throws RegistryException if the experiment is not analysed, its contract changed, the data are not those analysed, or a person
     *     decides otherwise without a reason
     */
    public StoredDecision decide(DecisionRecord record, Contract contract, Optional<Action> instead, Step step) {
        Experiment known = store.experiment(contract.plan().id());
        boolean decided = known.state() == State.DECIDED;
        if (!decided) {
            require(known.id(), State.DECIDED, step);
        }
        transitions.requireTime(known, step.at());
        unchanged(known, contract);
        Optional<Action> other = instead.filter(action -> action != record.action());
        if (other.isPresent() && step.reason().isBlank()) {
            throw new RegistryException(
                    RegistryProblem.GATE_CLOSED,
                    "the computed decision of '" + known.id() + "' is " + record.action() + "; to record " + other.get()
                            + " instead, say why, with --reason.");
        }
        Optional<StoredDecision> same = decisions.same(known.id(), known.revision(), record);
        if (same.isPresent() && other.isEmpty()) {
            return store.last(known.id());
        }
        List<Gate> gates = decided ? List.of() : List.of(transitions.sameData(known, record));
        pass("decide", known, gates, step);
        return database.transaction(() -> {
            Ledger.Entry entry = store.ledger().entry("decide", known.id(), step.at(), step.actor());
            if (!decided) {
                long id = transitions.write(entry, known.id(), known.revision(), "analysed", State.DECIDED, step);
                transitions.gates(entry, id, gates, step);
            }
            if (same.isEmpty()) {
                decisions.computed(entry, known.id(), known.revision(), record, step.at(), step.actor());
            }
            StoredDecision computed = same.orElseGet(() -> store.last(known.id()));
            other.ifPresent(action -> {
                decisions.instead(entry, known.revision(), computed, action, record, step);
                entry.detail("instead", action.name()).detail("reason", step.reason());
            });
            entry.detail("decision", record.action().name()).close();
            return store.last(known.id());
        });
    }

    private Experiment require(Contract contract, State to, Step step) {
        return require(contract.plan().id(), to, step);
    }

    private Experiment require(String id, State to, Step step) {
        Experiment experiment = store.experiment(id);
        transitions.require(experiment, to, step);
        return experiment;
    }

    private static void unchanged(Experiment experiment, Contract contract) {
        if (!experiment.contractSha256().equals(contract.sha256())) {
            throw new RegistryException(
                    RegistryProblem.CONTRACT_CHANGED,
                    "the contract of '" + experiment.id() + "' is not the one in the store ("
                            + contract.sha256().substring(0, 12) + ", not "
                            + experiment.contractSha256().substring(0, 12) + "); "
                            + (experiment.state() == State.DRAFT
                                    ? "create the draft anew with it, giving a reason."
                                    : "restore the files as they were launched. Only metrics may change, to later versions, and "
                                            + "before anybody has read the data."));
        }
    }

    private void move(String action, Experiment known, State to, List<Gate> gates, Step step) {
        pass(action, known, gates, step);
        database.transaction(() -> {
            Ledger.Entry entry = store.ledger().entry(action, known.id(), step.at(), step.actor());
            long id = transitions.write(
                    entry, known.id(), known.revision(), known.state().code(), to, step);
            transitions.gates(entry, id, gates, step);
            return entry.detail("reason", step.reason()).close();
        });
    }

    /** Lets a step pass, or records that it was refused and refuses it. */
    private void pass(String action, Experiment known, List<Gate> gates, Step step) {
        for (String name : new TreeMap<>(step.overrides()).keySet()) {
            if (gates.stream().noneMatch(gate -> gate.name().equals(name))) {
                throw new IllegalArgumentException("there is no gate '" + name + "' here; the gates are "
                        + gates.stream().map(Gate::name).collect(Collectors.joining(", ")));
            }
        }
        List<Gate> closed = gates.stream()
                .filter(gate -> gate.closed() && !step.overrides().containsKey(gate.name()))
                .toList();
        if (closed.isEmpty()) {
            return;
        }
        String names = closed.stream().map(Gate::name).collect(Collectors.joining(", "));
        database.transaction(() -> store.ledger()
                .entry(action + "-refused", known.id(), step.at(), step.actor())
                .detail("gates", names)
                .close());
        throw new GateException(known.id(), action, gates, closed);
    }
}
