package assay.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import assay.decision.Action;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of a store: versions, locks and changes from outside. */
class StoreFileTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("store.duckdb");
    }

    private void fill() {
        Contract contract = Plans.contract("help");
        try (ExperimentStore store = ExperimentStore.open(file)) {
            for (Action action : List.of(Action.HOLD_INCONCLUSIVE, Action.SHIP_GLOBAL, Action.STOP_HARM)) {
                store.append(Plans.record(contract.plan(), action, 0.01), contract, Plans.day(30), "ada");
            }
            assertThat(store.verify()).isEmpty();
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> verified() {
        try (ExperimentStore store = ExperimentStore.open(file)) {
            return store.verify();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE experiment_decisions SET decision = 'SHIP_GLOBAL' WHERE sequence = 3",
                "UPDATE experiment_decisions SET decided_at = decided_at - INTERVAL 1 DAY WHERE sequence = 1",
                "DELETE FROM experiment_decisions WHERE sequence = 2",
                "INSERT INTO experiment_decisions SELECT * REPLACE (99 AS decision_id, 9 AS sequence) FROM "
                        + "experiment_decisions WHERE sequence = 1",
                "UPDATE contract_texts SET content = content || ' '",
                "UPDATE audit_log SET actor = 'nobody' WHERE entry = 2",
                "DELETE FROM audit_log WHERE entry = 2",
                "DELETE FROM audit_log WHERE entry = 3",
                "UPDATE audit_log SET details = '{}' WHERE entry = 1"
            })
    void whateverIsChangedOutsideIsSeen(String sql) throws SQLException {
        fill();
        assertThat(verified()).isEmpty();
        run(sql);
        assertThat(verified()).isNotEmpty();
    }

    /** A liar who changes a row, its digest in the log and the digest of the entry breaks the link of the next entry. */
    @Test
    void anEntryCannotBeRewrittenAlone() throws SQLException {
        fill();
        AuditEntry second;
        try (ExperimentStore store = ExperimentStore.open(file)) {
            second = store.log().get(1);
        }
        AuditEntry forged = AuditEntry.of(
                second.number(),
                second.at(),
                "mallory",
                second.action(),
                second.experiment(),
                second.details(),
                second.written(),
                second.previous());
        run("UPDATE audit_log SET actor = 'mallory', hash = '" + forged.hash() + "' WHERE entry = 2");
        assertThat(verified()).containsExactly("entry 3 does not follow the one before it");
    }

    /** DuckDB reads a CSV file into memory: what is recorded there would be lost. */
    @Test
    void aTableIsNoStore() throws IOException {
        Path table = Files.writeString(folder.resolve("results.csv"), "user,outcome\n1,0.5\n");
        Path other = Files.writeString(folder.resolve("renamed.duckdb"), "user,outcome\n1,0.5\n");
        for (Path path : List.of(table, other, folder.resolve("absent.parquet"), folder)) {
            assertThatThrownBy(() -> ExperimentStore.open(path))
                    .asInstanceOf(type(RegistryException.class))
                    .satisfies(e -> assertThat(e.problem()).isEqualTo(RegistryProblem.STORE_UNREADABLE))
                    .satisfies(e -> assertThat(e).hasMessageContaining(path.toString()));
        }
        assertThat(table).hasContent("user,outcome\n1,0.5\n");
        assertThat(folder.resolve("absent.parquet")).doesNotExist();
    }

    @Test
    void ourCodeNeitherUpdatesNorDeletes() throws IOException {
        Path sources = Path.of(System.getProperty("assay.root", System.getenv("ASSAY_ROOT")))
                .resolve("harness/src/main/java/assay/registry");
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path source : files.filter(p -> p.toString().endsWith(".java")).toList()) {
                Files.readString(source)
                        .lines()
                        .filter(line -> line.matches(
                                ".*\\b(UPDATE|DELETE FROM|DROP|TRUNCATE|INSERT OR REPLACE|ALTER TABLE)\\b.*"))
                        .forEach(line -> found.add(source.getFileName() + ": " + line));
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void anOlderFileIsBroughtUpAndKeepsWhatItHas() {
        List<Migration> all = Migration.all();
        try (ExperimentStore old = ExperimentStore.open(file, all.subList(0, 1), () -> {})) {
            assertThat(old.database().number("SELECT count(*) FROM schema_migrations"))
                    .isEqualTo(1);
            old.database().transaction(() -> {
                Ledger.Entry entry = old.ledger().entry("create", "help", Plans.day(0), "ada");
                new ContractWriter(old.database())
                        .experiment(entry, Plans.plan("help"), Experiment.Origin.LIFECYCLE, Plans.day(0), "ada");
                return entry.close();
            });
        }
        try (ExperimentStore now = ExperimentStore.open(file)) {
            assertThat(now.database().rows("SELECT name FROM schema_migrations ORDER BY version"))
                    .extracting(row -> row.text("name"))
                    .isEqualTo(all.stream().map(Migration::name).toList());
            assertThat(now.database().number("SELECT count(*) FROM experiments"))
                    .isEqualTo(1);
            assertThat(now.verify()).isEmpty();
        }
        assertThat(all).extracting(Migration::version).containsExactly(1, 2, 3);
    }

    @Test
    void aLaterStoreAndAnotherMigrationAreRefused() {
        List<Migration> all = Migration.all();
        List<Migration> later = new ArrayList<>(all);
        later.add(new Migration(4, "V004__later.sql", "CREATE TABLE later (x INTEGER)"));
        ExperimentStore.open(file, later, () -> {}).close();
        assertThatThrownBy(() -> ExperimentStore.open(file))
                .hasMessageContaining("later version")
                .hasMessageContaining("V004__later.sql")
                .asInstanceOf(type(RegistryException.class))
                .extracting(RegistryException::problem)
                .isEqualTo(RegistryProblem.STORE_NEWER);
        List<Migration> changed = new ArrayList<>(later);
        changed.set(1, new Migration(2, all.get(1).name(), all.get(1).sql() + "-- "));
        assertThatThrownBy(() -> ExperimentStore.open(file, changed, () -> {}))
                .asInstanceOf(type(RegistryException.class))
                .extracting(RegistryException::problem)
                .isEqualTo(RegistryProblem.MIGRATION_CHANGED);
    }

    @Test
    void aMigrationThatFailsLeavesTheFileAsItWas() {
        List<Migration> broken = new ArrayList<>(Migration.all());
        broken.add(
                new Migration(4, "V004__broken.sql", "CREATE TABLE fine (x INTEGER); CREATE TABLE fine (x INTEGER)"));
        assertThatThrownBy(() -> ExperimentStore.open(file, broken, () -> {})).isInstanceOf(RegistryException.class);
        try (ExperimentStore store = ExperimentStore.open(file)) {
            assertThat(store.database().number("SELECT count(*) FROM schema_migrations"))
                    .isEqualTo(3);
            assertThat(store.database().number("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'fine'"))
                    .isZero();
        }
    }

    @Test
    void whatIsNoStoreIsRefused() throws IOException, SQLException {
        Files.writeString(file, "variant,users\nold,1000\n".repeat(500));
        assertThatThrownBy(() -> ExperimentStore.open(file))
                .asInstanceOf(type(RegistryException.class))
                .extracting(RegistryException::problem)
                .isEqualTo(RegistryProblem.STORE_UNREADABLE);
        file = folder.resolve("other.duckdb");
        run("CREATE TABLE mine (x INTEGER)");
        assertThatThrownBy(() -> ExperimentStore.open(file)).hasMessageContaining("something else");
        assertThatThrownBy(() -> ExperimentStore.open(folder.resolve("no/store.duckdb")))
                .hasMessageContaining("does not exist");
    }

    /** The constraints hold whoever writes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO experiment_assignments VALUES ('help', 'u1', 1, 'blue', now(), 1)",
                "INSERT INTO experiment_assignments VALUES ('none', 'u1', 1, 'old', now(), 1)",
                "INSERT INTO state_transitions VALUES (7, 'help', 1, 'draft', 'decided', now(), 'ada', '')",
                "INSERT INTO state_transitions VALUES (7, 'help', 1, 'stopped', 'running', now(), 'ada', ' ')",
                "INSERT INTO experiment_variants VALUES ('help', 1, 'third', 'other', 10, '')",
                "UPDATE experiment_decisions SET decision = 'MAYBE'",
                "INSERT INTO metric_definitions VALUES ('m', 1, 'o', 'mean', 'up', '{}', repeat('a', 64), now())",
                "INSERT INTO contract_texts VALUES ('short', 'x')"
            })
    void constraintsHold(String sql) {
        fill();
        assertThatThrownBy(() -> run(sql)).isInstanceOf(SQLException.class);
    }

    @Test
    void aUserIsInAnExperimentOnceAndIsExposedToItsArm() throws SQLException {
        fill();
        run("INSERT INTO event_loads VALUES (1, 'help', 'x.csv', now(), 'ada', 1, 1, 0, repeat('a', 64))");
        run("INSERT INTO experiment_assignments VALUES ('help', 'u1', 1, 'old', now(), 1)");
        String exposed =
                "INSERT INTO experiment_exposures VALUES ('%s', 'help', '%s', '%s', now(), 's', 'web', 'ios', 1)";
        run(exposed.formatted("e1", "u1", "old"));
        assertThatThrownBy(() -> run("INSERT INTO experiment_assignments VALUES ('help', 'u1', 1, 'new', now(), 1)"))
                .hasMessageContaining("primary key");
        assertThatThrownBy(() -> run(exposed.formatted("e2", "u1", "new"))).hasMessageContaining("foreign key");
        assertThatThrownBy(() -> run(exposed.formatted("e3", "u2", "old"))).hasMessageContaining("foreign key");
        assertThatThrownBy(() -> run(exposed.formatted("e4", "u1", "old"))).isInstanceOf(SQLException.class);
    }

    @Test
    void twoProcessesDoNotWriteAtOnce() throws IOException, InterruptedException {
        Process holder = Child.start("hold", file);
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("holding");
            assertThatThrownBy(() -> ExperimentStore.open(file))
                    .hasMessageContaining("open in another process (" + holder.pid() + ")")
                    .asInstanceOf(type(RegistryException.class))
                    .extracting(RegistryException::problem)
                    .isEqualTo(RegistryProblem.STORE_LOCKED);
        } finally {
            holder.destroyForcibly().waitFor();
        }
        ExperimentStore.open(file).close();
    }
}
