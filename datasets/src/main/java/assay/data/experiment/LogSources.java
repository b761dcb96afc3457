package assay.data.experiment;

import assay.data.DataProblem;
import assay.decision.ExperimentPlan;
import assay.decision.Variant;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables that are joined to a log, each read into memory with the types that it must have. */
final class LogSources {

    private static final String GROUP = "assigned_group";

    private final TableFolder folder;
    private final ExperimentPlan plan;
    private final Map<String, Long> rows = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    LogSources(TableFolder folder, ExperimentPlan plan) {
        this.folder = folder;
        this.plan = plan;
    }

    List<String> arms() {
        return plan.variants().stream().map(Variant::name).toList();
    }

    double startMicros() {
        return micros(plan.assignmentStart());
    }

    private static double micros(Instant time) {
        return Duration.between(Instant.EPOCH, time).toNanos() / 1000.0;
    }

    void note(String text) {
        notes.add(text);
    }

    /** Remembers how many rows of a table were read. */
    void rows(String name, String table) throws SQLException {
        rows.put(name, folder.counts("SELECT count(*) FROM memory." + table)[0]);
    }

    TableSummary summary(LogUsers people, int logged) {
        return new TableSummary(rows, people.leftOut(), notes, logged);
    }

    /** The rows of this experiment, where the table says which experiment a row is of. */
    private String scope(TableView view) throws SQLException {
        if (!view.has("experiment_id")) {
            return "TRUE";
        }
        String id = view.text("experiment_id");
        List<String> found = folder.texts(
                "SELECT DISTINCT " + id + " FROM " + view.from() + " WHERE " + id + " IS NOT NULL ORDER BY 1 LIMIT 50");
        if (found.contains(plan.id())) {
            if (found.size() > 1) {
                note(view.name() + " has rows of other experiments too, which were left out.");
            }
            return id + " = " + Sql.literal(plan.id());
        }
        if (found.size() > 1) {
            throw view.defect(
                    DataProblem.FILE_FORMAT,
                    "no row is of experiment '" + plan.id() + "'; rows are of " + String.join(", ", found)
                            + ". Correct experiment_id in the contract, or name the right data.");
        }
        if (found.size() == 1) {
            note(view.name() + " is of experiment '" + found.get(0) + "', the contract of '" + plan.id() + "'.");
        }
        return "TRUE";
    }

    /** Reads who was assigned to what, and returns how many rows there are. */
    long assignments(TableView view) throws SQLException {
        TypedTable table = new TypedTable(folder, view)
                .key("user_id", "user_id")
                .key("arm", GROUP)
                .time("us", "assignment_ts");
        plan.cluster().filter(view::has).ifPresent(cluster -> table.text("g " + cluster, cluster));
        table.into("t_assigned", scope(view));
        rows("fact_assignments", "t_assigned");
        long count = rows.getOrDefault("fact_assignments", 0L);
        if (count == 0) {
            throw view.defect(DataProblem.FILE_EMPTY, "it has no rows of experiment '" + plan.id() + "'.");
        }
        requireArms(view, "t_assigned", "arm");
        return count;
    }

    private void requireArms(TableView view, String table, String column) throws SQLException {
        List<String> found = folder.texts("SELECT DISTINCT " + column + " FROM memory." + table + " WHERE " + column
                + " IS NOT NULL ORDER BY 1 LIMIT 50");
        List<String> unknown =
                found.stream().filter(arm -> !arms().contains(arm)).toList();
        if (!unknown.isEmpty()) {
            throw view.defect(
                    DataProblem.FILE_FORMAT,
                    "the arms " + String.join(", ", unknown) + " are not in the contract, which has "
                            + String.join(", ", arms()) + ". Name the arms as they are logged.");
        }
    }

    /** No row may say another arm of a user than all of the user's assignments. */
    private void requireSameArms(TableView view, String table) throws SQLException {
        List<String> example =
                folder.texts("SELECT t.user_id || ' (' || any_value(t.grp) || ' here, ' || any_value(a.arm)"
                        + " || ' there), one of ' || count(DISTINCT t.user_id) OVER () FROM memory." + table
                        + " t JOIN memory.t_assigned a USING (user_id) WHERE t.grp IS NOT NULL GROUP BY t.user_id, t.grp"
                        + " HAVING NOT bool_or(t.grp = a.arm) ORDER BY 1 LIMIT 1");
        if (!example.isEmpty()) {
            throw view.defect(
                    DataProblem.FILE_FORMAT,
                    "its " + GROUP + " contradicts fact_assignments, as for user " + example.get(0)
                            + " users. Find out which table is right before anything else.");
        }
    }

    private void noteOrphans(TableView view, String table) throws SQLException {
        long[] orphans = folder.counts(
                "SELECT count(*), count(*) FILTER (WHERE user_id IN (SELECT user_id FROM memory.t_assigned))"
                        + " FROM memory." + table);
        if (orphans[0] > 0 && orphans[1] == 0) {
            throw view.defect(
                    DataProblem.FILE_FORMAT,
                    "none of its users were assigned. Name the table of this experiment, with the identifiers of fact_assignments.");
        }
        if (orphans[0] > orphans[1]) {
            notes.add((orphans[0] - orphans[1]) + " rows of " + view.name()
                    + " are of users who were never assigned, and were left out.");
        }
    }

    /** Reads first triggers and first exposures. */
    void journeys() throws SQLException {
        Optional<TableView> opportunities = folder.find("fact_opportunities");
        Optional<TableView> exposures = folder.find("fact_exposures");
        Optional<TableView> outcomes = folder.find("fact_user_outcomes");
        first(opportunities, "opportunity_ts", outcomes, "first_opportunity_ts", "triggered");
        first(exposures, "exposure_ts", outcomes, "first_exposure_ts", "exposed");
    }

    private void first(
            Optional<TableView> events, String time, Optional<TableView> outcomes, String fallback, String as)
            throws SQLException {
        String served = "CAST(NULL AS VARCHAR)";
        if (events.isPresent()) {
            TableView view = events.get();
            TypedTable table =
                    new TypedTable(folder, view).key("user_id", "user_id").time("us", time);
            if (view.has("variant_served")) {
                table.text("served", "variant_served");
                served = "arg_min(served, us)";
            }
            if (view.has(GROUP)) {
                table.text("grp", GROUP);
            }
            String shown = view.has("delivery_status")
                    ? " AND coalesce(" + view.text("delivery_status") + ", '') <> 'failed'"
                    : "";
            table.into("e_" + as, scope(view) + shown);
            rows(view.name(), "e_" + as);
            if (view.has("variant_served")) {
                requireArms(view, "e_" + as, "served");
            }
            if (view.has(GROUP)) {
                requireSameArms(view, "e_" + as);
            }
            noteOrphans(view, "e_" + as);
        } else if (outcomes.filter(view -> view.has(fallback)).isPresent()) {
            TableView view = outcomes.get();
            new TypedTable(folder, view)
                    .key("user_id", "user_id")
                    .optionalTime("us", fallback)
                    .into("e_" + as, scope(view));
        } else {
            folder.execute("CREATE TABLE memory.e_" + as + " (user_id VARCHAR, us BIGINT)");
        }
        folder.execute("CREATE TABLE memory.t_" + as + " AS SELECT user_id, min(us) AS us, " + served
                + " AS served FROM memory.e_" + as + " WHERE us IS NOT NULL GROUP BY user_id");
    }

    /** Reads one row of outcomes for each user. */
    void outcomes(Optional<TableView> found, LogColumns columns) throws SQLException {
        if (found.isEmpty()) {
            if (!columns.outcomes().isEmpty()) {
                folder.require(
                        "fact_user_outcomes",
                        "for " + LogReader.list(columns.outcomes().keySet()));
            }
            folder.execute("CREATE TABLE memory.t_outcomes (user_id VARCHAR, observed BIGINT)");
            return;
        }
        TableView view = found.get();
        TypedTable table = new TypedTable(folder, view).key("user_id", "user_id");
        columns.outcomes().keySet().forEach(name -> table.number(name, name));
        if (view.has("observed_until_ts")) {
            table.optionalTime("observed", "observed_until_ts");
        } else {
            table.expression("observed", "CAST(NULL AS BIGINT)");
        }
        if (view.has(GROUP)) {
            table.text("grp", GROUP);
        }
        table.into("t_outcomes", scope(view));
        rows(view.name(), "t_outcomes");
        columns.outcomes().forEach((name, counts) -> {
            if (counts) {
                table.requireCounts("t_outcomes", name);
            }
        });
        if (view.has(GROUP)) {
            requireSameArms(view, "t_outcomes");
        }
        long doubled = table.requireOnePerUser("t_outcomes");
        if (doubled > 0) {
            note(doubled + " rows of fact_user_outcomes repeat another row exactly; each was read once.");
        }
        noteOrphans(view, "t_outcomes");
    }

    /** Sums daily columns over the days of each user, and finds until when users were watched. */
    void days(Optional<TableView> found, LogColumns columns) throws SQLException {
        long end = (long) micros(plan.observationEnd());
        if (found.isEmpty()) {
            if (!columns.sums().isEmpty()) {
                folder.require(
                        "fact_user_day", "for " + LogReader.list(columns.sums().keySet()));
            }
            folder.execute("CREATE TABLE memory.t_days (user_id VARCHAR)");
            folder.execute("CREATE TABLE memory.t_span AS SELECT " + end + " AS observed");
            return;
        }
        DaySums sums = new DaySums(folder, found.get(), columns);
        sums.read(scope(found.get()), end);
        rows.put("fact_user_day", sums.rows());
    }
}
