package assay.registry;

import static org.assertj.core.api.Assertions.assertThat;

import assay.decision.Action;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions that are recorded without a lifecycle. */
class ExperimentStoreTest {

    @TempDir
    Path folder;

    @Test
    void decisionsAreAddedAndNeverReplaced() {
        Contract contract = Plans.contract("help");
        Path file = folder.resolve("store.duckdb");
        try (ExperimentStore store = ExperimentStore.open(file)) {
            StoredDecision first = store.append(
                    Plans.record(contract.plan(), Action.HOLD_INCONCLUSIVE, 0.01), contract, Plans.day(30), "ada");
            StoredDecision again = store.append(
                    Plans.record(contract.plan(), Action.HOLD_INCONCLUSIVE, 0.01), contract, Plans.day(31), "ada");
            StoredDecision second = store.append(
                    Plans.record(contract.plan(), Action.SHIP_GLOBAL, 0.03), contract, Plans.day(32), "ada");
            assertThat(again).as("the same decision is not recorded twice").isEqualTo(first);
            assertThat(second.kind()).isEqualTo(StoredDecision.Kind.SUPERSEDING);
            assertThat(second.arm()).isEqualTo("new");
        }
        try (ExperimentStore store = ExperimentStore.open(file)) {
            assertThat(store.decisions("help"))
                    .extracting(StoredDecision::action)
                    .containsExactly(Action.HOLD_INCONCLUSIVE, Action.SHIP_GLOBAL);
            assertThat(store.verify()).isEmpty();
            assertThat(store.log())
                    .extracting(AuditEntry::action)
                    .isEqualTo(List.of("record-decision", "record-decision"));
        }
    }
}
