package assay.registry;

import static org.assertj.core.api.Assertions.assertThat;

import assay.decision.Action;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that is killed while it decides loses nothing that was there and leaves nothing half. */
class KilledTest {

    @TempDir
    Path folder;

    private static BufferedReader said(Process child) {
        return new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Before the decision, before its log entry, before the commit, and after it: writes 1, 2 and 3 of a decision. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void betweenItsWrites(int write) throws IOException, InterruptedException {
        Path file = folder.resolve("store.duckdb");
        Process child = Child.start("decide", file.toString(), Integer.toString(write));
        String last;
        try (BufferedReader said = said(child)) {
            last = said.readLine();
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(last).isEqualTo(write <= 3 ? "waiting" : "done");
        Contract contract = Plans.contract("help");
        try (ExperimentStore store = ExperimentStore.open(file)) {
            assertThat(store.verify()).isEmpty();
            List<Action> whole = write <= 3
                    ? List.of(Action.HOLD_INCONCLUSIVE)
                    : List.of(Action.HOLD_INCONCLUSIVE, Action.SHIP_GLOBAL);
            assertThat(store.decisions("help"))
                    .extracting(StoredDecision::action)
                    .isEqualTo(whole);
            store.append(Plans.record(contract.plan(), Action.SHIP_GLOBAL, 0.03), contract, Plans.day(31), "ada");
            assertThat(store.decisions("help"))
                    .extracting(StoredDecision::action)
                    .containsExactly(Action.HOLD_INCONCLUSIVE, Action.SHIP_GLOBAL);
            assertThat(store.verify()).isEmpty();
        }
    }

    /** At whatever moment: what was said to be written is there, and at most one more, whole. */
    @Test
    void atAnyMoment() throws IOException, InterruptedException {
        Path file = folder.resolve("loop.duckdb");
        int before = 0;
        for (int kill = 0; kill < 3; kill++) {
            Process child = Child.start("loop", file.toString(), "0");
            int said = before;
            try (BufferedReader reader = said(child)) {
                for (int line = 0; line < 12 + 5 * kill; line++) {
                    String text = reader.readLine();
                    said = text == null ? said : before + Integer.parseInt(text) + 1;
                }
                // Somewhere within the writes that follow; the moment differs each time and nothing hangs on it.
                Thread.sleep(3 + 4L * kill);
            } finally {
                child.destroyForcibly().waitFor();
            }
            try (ExperimentStore store = ExperimentStore.open(file)) {
                assertThat(store.verify()).isEmpty();
                int after = store.decisions("help").size();
                assertThat(after).isGreaterThanOrEqualTo(said);
                before = after;
            }
        }
    }
}
