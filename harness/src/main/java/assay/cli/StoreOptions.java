package assay.cli;

import assay.registry.ExperimentStore;
import assay.registry.RegistryException;
import assay.registry.RegistryProblem;
import assay.registry.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where experiments are kept, who does something with them, when and why. */
final class StoreOptions {

    @Option(
            names = "--store",
            paramLabel = "FILE",
            required = true,
            description = "Where experiments are kept; made if missing.")
    private Path store = Path.of("experiments.duckdb");

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "When, such as 2026-03-02 or 2026-03-02T10:00:00Z (default: now).")
    private @Nullable String at;

    @Option(names = "--by", paramLabel = "NAME", description = "Who does it (default: the user of this computer).")
    private @Nullable String by;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    @Option(
            names = "--override",
            paramLabel = "GATE=REASON",
            description = "Pass a closed gate for a written reason, which is recorded; may be repeated.")
    private Map<String, String> overrides = new TreeMap<>();

    /** The store, which is made if there is none. */
    ExperimentStore make() {
        return ExperimentStore.open(store);
    }

    /** The store, which there must be. */
    ExperimentStore open() {
        if (Files.notExists(store)) {
            throw new RegistryException(
                    RegistryProblem.STORE_UNREADABLE,
                    "there is no store " + store + "; name another file, or begin one with assay experiment create.");
        }
        return ExperimentStore.open(store);
    }

    Instant at() {
        return at == null ? Instant.now() : parse(at);
    }

    static Instant parse(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "a time is such as 2026-03-02 or 2026-03-02T10:00:00Z, not '" + text + "'", e);
        }
    }

    Step step() {
        String actor = by == null ? System.getProperty("user.name", "") : by;
        return new Step(at(), actor, reason, overrides);
    }
}
