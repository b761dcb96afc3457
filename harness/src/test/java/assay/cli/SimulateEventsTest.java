package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.data.TableFiles;
import assay.harness.MarketEvents;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event log of a world that has one. */
class SimulateEventsTest {

    @TempDir
    Path folder;

    private static String run(int code, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        assertThat(Main.run(args, new PrintWriter(out), new PrintWriter(err))).isEqualTo(code);
        return err.toString();
    }

    @Test
    void theMarketplaceTellsWhatHappened() {
        Path log = folder.resolve("events.parquet");
        String csv = folder.resolve("m.csv").toString();
        String said = run(Exit.OK, "simulate", "marketplace", "--n", "200", "--out", csv, "--events", log.toString());
        assertThat(said).contains("events in 1 file)");
        assertThat(TableFiles.read(log).columnNames()).isEqualTo(MarketEvents.columnNames());
    }

    @Test
    void otherWorldsHaveNoLog() {
        Path log = folder.resolve("events.parquet");
        assertThat(run(Exit.USAGE, "simulate", "iid", "--events", log.toString()))
                .contains("'iid' has no event log");
        assertThat(Files.exists(log)).isFalse();
    }
}
