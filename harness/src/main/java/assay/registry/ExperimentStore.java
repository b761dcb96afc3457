package assay.registry;

import assay.decision.DecisionRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Experiments, their contracts, states, readings and decisions in one file, with a log that shows any change made outside it. Rows
 * are only added. What a call writes is on the disk, whole, when it returns; a process that is killed leaves all of it or nothing.
 *
 * <p>One process at a time may have a store open. Not thread-safe.
 */
public final class ExperimentStore implements AutoCloseable {

    private final Database database;
    private final Ledger ledger;

    private ExperimentStore(Database database) {
        this.database = database;
        this.ledger = new Ledger(database);
    }

    /**
     * Opens a store, which is made if there is none, and brings its tables to the version of the program.
     *
     * @param file the file
     * @return the store
     * @throws RegistryException if another process has it open, it is no store, or it was made by a later or another program
     */
    public static ExperimentStore open(Path file) {
        return open(file, Migration.all(), () -> {});
    }

    /** Opens with other migrations, and a call before each write. */
    static ExperimentStore open(Path file, List<Migration> migrations, Runnable beforeWrite) {
        Database database = Database.open(file, beforeWrite);
        try {
            Schema.migrate(database, migrations, Instant.now());
            return new ExperimentStore(database);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    Database database() {
        return database;
    }

    Ledger ledger() {
        return ledger;
    }

    /**
     * Where the store is.
     *
     * @return the file
     */
    public Path file() {
        return database.file();
    }

    /**
     * Records a computed decision in one transaction. An experiment that is led through its states here must be analysed, by the same
     * contract, and becomes decided; one that is decided gets a decision that supersedes; one that the store does not know is written
     * down with its contract and stays outside the lifecycle. The decision that is in force already is not recorded again.
     *
     * @param record the decision with all that it was made from
     * @param contract the plan and its files
     * @param decidedAt when
     * @param decidedBy who ran it
     * @return the decision as it stands in the store
     * @throws RegistryException if its state, or a contract that changed since the launch, forbids it
     */
    public StoredDecision append(DecisionRecord record, Contract contract, Instant decidedAt, String decidedBy) {
        Optional<Experiment> known = find(contract.plan().id());
        if (known.isPresent() && known.get().origin() == Experiment.Origin.LIFECYCLE) {
            return new Lifecycle(this).decide(record, contract, decidedAt, decidedBy);
        }
        return database.transaction(() -> {
            ContractWriter contracts = new ContractWriter(database);
            DecisionWriter decisions = new DecisionWriter(database);
            Ledger.Entry entry = ledger.entry("record-decision", contract.plan().id(), decidedAt, decidedBy);
            int revision = known.filter(e -> e.contractSha256().equals(contract.sha256()))
                    .map(Experiment::revision)
                    .orElse(0);
            Optional<StoredDecision> same = decisions.same(contract.plan().id(), revision, record);
            if (same.isPresent()) {
                return same.get();
            }
            if (known.isEmpty()) {
                contracts.experiment(entry, contract.plan(), Experiment.Origin.RECORDED, decidedAt, decidedBy);
            }
            if (revision == 0) {
                revision = contracts.revision(entry, contract, "recorded with a decision", decidedAt, decidedBy);
            }
            decisions.computed(entry, contract.plan().id(), revision, record, decidedAt, decidedBy);
            entry.detail("decision", record.action().name())
                    .detail("contract", contract.sha256())
                    .close();
            return last(contract.plan().id());
        });
    }

    StoredDecision last(String experiment) {
        List<StoredDecision> all = decisions(experiment);
        return all.get(all.size() - 1);
    }

    /**
     * All experiments.
     *
     * @return in the order in which they were created
     */
    public List<Experiment> experiments() {
        return database.rows("SELECT * FROM experiment_states ORDER BY created_at, experiment_id").stream()
                .map(Experiment::of)
                .toList();
    }

    /**
     * An experiment.
     *
     * @param id its name
     * @return empty if the store has none of this name
     */
    public Optional<Experiment> find(String id) {
        return database.rows("SELECT * FROM experiment_states WHERE experiment_id = ?", id).stream()
                .map(Experiment::of)
                .findFirst();
    }

    /**
     * An experiment that there must be.
     *
     * @param id its name
     * @return the experiment
     * @throws RegistryException if the store has none of this name
     */
    public Experiment experiment(String id) {
        return find(id).orElseThrow(() -> {
            List<String> names = experiments().stream().map(Experiment::id).toList();
            return new RegistryException(
                    RegistryProblem.UNKNOWN_EXPERIMENT,
                    "the store has no experiment '" + id + "'; "
                            + (names.isEmpty()
                                    ? "it has none: create one."
                                    : "it has " + String.join(", ", names) + "."));
        });
    }

    /**
     * The decisions of an experiment, the superseded ones too.
     *
     * @param experiment its name
     * @return in the order in which they were made
     */
    public List<StoredDecision> decisions(String experiment) {
        return new DecisionWriter(database).decisions(experiment);
    }

    /**
     * The log.
     *
     * @return all entries, the first first
     */
    public List<AuditEntry> log() {
        return ledger.entries();
    }

    /**
     * Checks the chain of the log, and every row that it accounts for.
     *
     * @return what is wrong, a sentence each; empty if the store is what was written
     */
    public List<String> verify() {
        return ledger.verify();
    }

    @Override
    public void close() {
        database.close();
    }
}
