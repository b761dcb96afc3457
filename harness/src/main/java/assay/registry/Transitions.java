package assay.registry;

import assay.decision.DecisionRecord;
import assay.decision.ExperimentPlan;
import assay.decision.PlannedMetric;
import assay.sequential.AnytimeT;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes moves from state to state and what goes with them, and knows what was written. */
final class Transitions {

    /** What an experiment without a planned size is tuned to. */
    private static final int USUAL_UNITS = 10_000;

    private final Database database;

    Transitions(Database database) {
        this.database = database;
    }

    /** Refuses a move that the state does not allow, that needs a reason and has none, or that is before the last one. */
    void require(Experiment experiment, State to, Step step) {
        if (experiment.origin() == Experiment.Origin.RECORDED) {
            throw new RegistryException(
                    RegistryProblem.TRANSITION_REFUSED,
                    "the decision of '" + experiment.id()
                            + "' was recorded here and its lifecycle was not; take another id.");
        }
        State.Move move = experiment.state().to(to);
        if (move == State.Move.REFUSED) {
            throw experiment.state().refusal(experiment.id(), to);
        }
        if (move == State.Move.WITH_REASON && step.reason().isBlank()) {
            throw new RegistryException(
                    RegistryProblem.TRANSITION_REFUSED,
                    "experiment '" + experiment.id() + "' is "
                            + experiment.state().code() + " and becomes " + to.code()
                            + " only with a reason; say why, with --reason.");
        }
        requireTime(experiment, step.at());
    }

    void requireTime(Experiment experiment, Instant at) {
        if (at.isBefore(experiment.changedAt())) {
            throw new RegistryException(
                    RegistryProblem.TIME_REVERSED,
                    at + " is before " + experiment.changedAt() + ", when '" + experiment.id() + "' became "
                            + experiment.state().code() + "; give a later time.");
        }
    }

    long write(Ledger.Entry entry, String experiment, int revision, String from, State to, Step step) {
        long id = 1 + database.number("SELECT coalesce(max(transition_id), 0) FROM state_transitions");
        entry.add(
                "state_transitions",
                new Row()
                        .with("transition_id", id)
                        .with("experiment_id", experiment)
                        .with("revision", revision)
                        .with("from_state", from)
                        .with("to_state", to.code())
                        .with("occurred_at", step.at())
                        .with("actor", step.actor())
                        .with("reason", step.reason()));
        return id;
    }

    void gates(Ledger.Entry entry, long transition, List<Gate> gates, Step step) {
        for (Gate gate : gates) {
            entry.add(
                    "gate_results",
                    new Row()
                            .with("transition_id", transition)
                            .with("gate", gate.name())
                            .with("outcome", gate.outcome().code())
                            .with("message", gate.message())
                            .with("remedy", gate.remedy())
                            .withOptional(
                                    "override_reason",
                                    Optional.ofNullable(step.overrides().get(gate.name()))
                                            .filter(why -> gate.closed())));
        }
    }

    Row launch(long transition, ExperimentPlan plan, LaunchRequest request) {
        Row row = new Row()
                .with("transition_id", transition)
                .withOptional("rollback_owner", request.rollbackOwner())
                .withOptional("reviewed_by", request.reviewedBy())
                .with("prior_units", priorUnits(plan));
        request.baseline().ifPresent(baseline -> {
            row.with("baseline_mean", baseline.mean());
            baseline.sd().ifPresent(sd -> row.with("baseline_sd", sd));
            required(plan, baseline).ifPresent(units -> row.with("required_units", units));
        });
        request.place()
                .ifPresent(place -> row.with("layer", place.layer())
                        .with("first_bucket", place.firstBucket())
                        .with("last_bucket", place.lastBucket()));
        return row;
    }

    private static Optional<Double> required(ExperimentPlan plan, Baseline baseline) {
        try {
            return Optional.of(RequiredUnits.of(plan, baseline).units());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The weight that makes the e-value of a pair of arms grow fastest at the planned size. */
    private static double priorUnits(ExperimentPlan plan) {
        double total = plan.plannedUnits().orElse(USUAL_UNITS);
        double least = plan.treatments().stream()
                .mapToDouble(arm -> arm.share() + plan.control().share())
                .min()
                .orElse(1);
        double pair = Math.max(4, total * least);
        return AnytimeT.optimalPriorUnits(pair, pair - 2, plan.policy().alpha());
    }

    /** Where the live experiments are in layers. */
    Map<String, LaunchRequest.Place> places(List<Experiment> experiments) {
        Map<String, LaunchRequest.Place> places = new TreeMap<>();
        for (Experiment experiment : experiments) {
            if (experiment.state() == State.RUNNING) {
                place(experiment.id()).ifPresent(place -> places.put(experiment.id(), place));
            }
        }
        return places;
    }

    Optional<LaunchRequest.Place> place(String experiment) {
        return launched(experiment)
                .filter(row -> row.has("layer"))
                .map(row -> new LaunchRequest.Place(
                        row.text("layer"), row.integer("first_bucket"), row.integer("last_bucket")));
    }

    /** What its launch said. */
    Optional<Row> launched(String experiment) {
        return database
                .rows(
                        "SELECT l.* FROM launches l JOIN state_transitions t USING (transition_id) WHERE t.experiment_id = ?",
                        experiment)
                .stream()
                .findFirst();
    }

    /** The fewest units of an experiment: those planned. */
    long minimumUnits(Experiment experiment) {
        return experiment.plannedUnits().orElse(0);
    }

    /** Metrics of a contract that differ from those launched in having later versions; empty if anything else differs. */
    String raisedVersions(Experiment known, Contract contract) {
        Map<String, Integer> launched = new TreeMap<>();
        Map<String, String> purposes = new TreeMap<>();
        for (Row row : database.rows(
                "SELECT * FROM experiment_metrics WHERE experiment_id = ? AND revision = ?",
                known.id(),
                known.revision())) {
            launched.put(row.text("metric"), row.integer("version"));
            purposes.put(row.text("metric"), row.text("purpose"));
        }
        List<String> raised = new ArrayList<>();
        for (PlannedMetric planned : contract.plan().metrics()) {
            String id = planned.metric().id();
            Integer version = launched.remove(id);
            boolean same = planned.purpose().name().equalsIgnoreCase(purposes.get(id));
            if (version == null || !same || planned.metric().version() < version) {
                return "";
            }
            if (planned.metric().version() > version) {
                raised.add(id + " " + version + " -> " + planned.metric().version());
            }
        }
        boolean onlyMetrics = launched.isEmpty() && fixed(known).equals(contract.fixedSha256());
        return onlyMetrics ? String.join(", ", raised) : "";
    }

    private String fixed(Experiment known) {
        List<String> files = database
                .rows(
                        "SELECT role, sha256 FROM contract_files WHERE experiment_id = ? AND revision = ? AND role <> 'metric'",
                        known.id(),
                        known.revision())
                .stream()
                .map(row -> row.text("role") + " " + row.text("sha256"))
                .sorted()
                .toList();
        return Digest.of(String.join("\n", files));
    }

    /** Whether a decision is made from the reading that was recorded. */
    Gate sameData(Experiment known, DecisionRecord record) {
        String digest = Digest.of(Texts.of(record.plan(), record.reading()).toString());
        List<Row> last = database.rows(
                "SELECT * FROM analyses WHERE experiment_id = ? AND kind = 'final' ORDER BY analysis_id DESC LIMIT 1",
                known.id());
        boolean same = !last.isEmpty() && last.get(0).text("reading_sha256").equals(digest);
        return same
                ? Gate.pass(
                        "same-data",
                        "the decision is made from the reading of "
                                + last.get(0).instant("analysed_at"))
                : Gate.fail(
                        "same-data",
                        "the data give another reading than the one that was recorded",
                        "analyse again, with a reason, and decide then");
    }
}
