package assay.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of instrumentation holds on clean events and is broken by the fault that it is about, and by no other. */
class EventRulesTest {

    private static final String HEADER =
            "event_id,event_name,user_id,session_id,occurred_at,experiment_id,variant,surface,platform,visible,is_bot";

    @TempDir
    Path folder;

    /** Ten users a day for ten days: an exposure and an order an hour later. */
    private static List<String> clean() {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (int user = 0; user < 100; user++) {
            String day = String.format("2026-03-%02dT1%d:0%d:00Z", 2 + user / 10, user % 2, user % 10);
            String later = day.replace("T1", "T2");
            String arm = user % 2 == 0 ? "old" : "new";
            lines.add("x" + user + ",experiment_exposed,u" + user + ",s" + user + "," + day + ",help," + arm
                    + ",chat,ios,true,false");
            lines.add("m" + user + ",order_placed,u" + user + ",s" + user + "," + later + ",help," + arm
                    + ",chat,ios,,false");
        }
        return lines;
    }

    private EventReport check(List<String> lines) {
        return check(lines, Instant.parse("2026-03-12T06:00:00Z"));
    }

    private EventReport check(List<String> lines, Instant now) {
        try {
            Path file = Files.write(folder.resolve("events.csv"), lines);
            return new EventRules(Set.of("old", "new"), now, Duration.ofHours(24)).check(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> broken(EventReport report) {
        return report.findings().stream()
                .filter(f -> f.state() == EventFinding.State.FAIL || f.state() == EventFinding.State.WARN)
                .map(EventFinding::name)
                .toList();
    }

    @Test
    void cleanEventsPassEveryRule() {
        EventReport report = check(clean());
        assertThat(report.findings()).extracting(EventFinding::state).containsOnly(EventFinding.State.PASS);
        assertThat(report.findings()).extracting(EventFinding::rule).contains(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(report.events()).isEqualTo(200);
        assertThat(report.summary()).contains("no rule is broken");
    }

    private static Arguments fault(String names, int line, UnaryOperator<String> change) {
        return Arguments.of(names, line, change);
    }

    /** Lines 1, 3, 5 ... are exposures, 2, 4, 6 ... the orders of the same users. */
    static Stream<Arguments> faults() {
        return Stream.of(
                fault("user-id-present required-properties", 4, l -> l.replace(",u1,", ",,")),
                fault("user-id-stable", 4, l -> l.replace(",u1,", ",cookie7,")),
                fault("exposure-visible", 3, l -> l.replace(",true,", ",false,")),
                fault("exposure-variant required-properties", 3, l -> l.replace(",new,", ",,")),
                fault("metadata-downstream", 4, l -> l.replace(",help,new,", ",,,")),
                fault("variant-downstream", 4, l -> l.replace(",new,", ",old,")),
                fault("raw-events", 4, l -> l.replace("m1,", "m0,")),
                fault("excluded-traffic", 4, l -> l.replace(",,false", ",,true")),
                fault("required-properties", 3, l -> l.replace(",ios,", ",,")),
                fault("required-properties", 4, l -> l.replace(",s1,", ",,")),
                fault("known-variant variant-downstream", 4, l -> l.replace(",new,", ",blue,")),
                fault(
                        "one-exposure",
                        4,
                        l -> l.replace("order_placed", "experiment_exposed").replace(",,false", ",true,false")),
                fault(
                        "one-arm",
                        4,
                        l -> l.replace("order_placed", "experiment_exposed")
                                .replace(",,false", ",true,false")
                                .replace(",new,", ",old,")),
                fault("fresh", 4, l -> l.replace("2026-03-02", "2026-03-29")));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultBreaksItsRuleAndNoOther(String names, int line, UnaryOperator<String> change) {
        List<String> lines = clean();
        String changed = change.apply(lines.get(line));
        assertThat(changed).isNotEqualTo(lines.get(line));
        lines.set(line, changed);
        EventReport report = check(lines);
        assertThat(broken(report)).containsExactlyInAnyOrder(names.split(" ", -1));
        assertThat(report.findings())
                .filteredOn(f -> f.state() != EventFinding.State.PASS)
                .allSatisfy(f -> {
                    assertThat(f.count()).isEqualTo(1);
                    assertThat(f.example()).isNotEmpty();
                    assertThat(f.remedy()).isNotEmpty();
                });
    }

    @Test
    void lateEventsAreNotFresh() {
        assertThat(broken(check(clean(), Instant.parse("2026-03-14T00:00:00Z"))))
                .containsExactly("fresh");
    }

    @Test
    void idsThatGetLostOnADayAreDrift() {
        List<String> lines = clean();
        for (int i = 1; i < lines.size(); i += 2) {
            lines.set(
                    i,
                    lines.get(i).contains("2026-03-10") ? lines.get(i).replaceAll(",(old|new),", ",,") : lines.get(i));
        }
        EventReport report = check(lines);
        assertThat(broken(report)).contains("drift-variant").doesNotContain("drift-user-id", "drift-experiment-id");
        EventFinding drift = report.findings().stream()
                .filter(f -> f.name().equals("drift-variant"))
                .findFirst()
                .orElseThrow();
        assertThat(drift.example()).isEqualTo("2026-03-10");
        assertThat(drift.count()).isEqualTo(10);
    }

    @Test
    void totalsAreNoEvents() {
        assertThat(broken(check(List.of(
                        "event_name,user_id,session_id,occurred_at,experiment_id,variant,surface,platform,count",
                        "experiment_exposed,u1,s1,2026-03-12T00:00:00Z,help,old,chat,ios,17"))))
                .contains("raw-events");
        List<String> midnights = new ArrayList<>(List.of(HEADER));
        clean().stream()
                .skip(1)
                .map(l -> l.replaceAll("T[0-9:]+Z", "T00:00:00Z"))
                .forEach(midnights::add);
        assertThat(broken(check(midnights))).contains("raw-events");
    }

    @Test
    void whatIsNotSaidIsNotPassed() {
        EventReport report = check(List.of(
                "event_name,user_id,session_id,occurred_at,experiment_id,variant,surface,platform",
                "experiment_exposed,u1,s1,2026-03-12T01:00:00Z,help,old,chat,ios"));
        assertThat(report.findings())
                .filteredOn(f -> f.state() == EventFinding.State.NOT_RUN)
                .extracting(EventFinding::name)
                .containsExactly("exposure-visible", "metadata-downstream", "variant-downstream", "excluded-traffic");
    }

    @Test
    void parquetIsReadAsCsvIs() throws SQLException {
        check(clean());
        Path parquet = folder.resolve("events.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (FROM read_csv('" + folder.resolve("events.csv") + "')) TO '" + parquet + "'");
        }
        EventReport report =
                new EventRules(Set.of(), Instant.parse("2026-03-12T06:00:00Z"), Duration.ofHours(24)).check(parquet);
        assertThat(broken(report)).isEmpty();
    }

    @Test
    void whatIsNoFileOfEventsIsRefused() {
        assertThatThrownBy(() -> check(List.of("variant,users", "old,1000")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("needs user_id");
        assertThatThrownBy(() -> check(List.of(HEADER)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no events");
        assertThatThrownBy(() ->
                        new EventRules(Set.of(), Instant.EPOCH, Duration.ofHours(1)).check(folder.resolve("none.csv")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no file");
    }
}
