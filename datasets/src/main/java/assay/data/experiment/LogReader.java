package assay.data.experiment;

import assay.Column;
import assay.data.DataException;
import assay.data.DataProblem;
import assay.decision.ExperimentLog;
import assay.decision.ExperimentPlan;
import assay.decision.Variant;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Joins the tables of an experiment to its log. */
final class LogReader {

    private static final double DAY = 86_400_000_000.0;

    private final TableFolder folder;
    private final ExperimentPlan plan;
    private final LogSources sources;

    LogReader(TableFolder folder, ExperimentPlan plan) {
        this.folder = folder;
        this.plan = plan;
        this.sources = new LogSources(folder, plan);
    }

    ExperimentTables read() {
        try {
            return join();
        } catch (SQLException e) {
            throw TableFolder.unreadable("The tables of experiment " + plan.id(), e);
        }
    }

    private ExperimentTables join() throws SQLException {
        TableView assignments = folder.require("fact_assignments", "to know who was assigned to which arm");
        long assigned = sources.assignments(assignments);
        Optional<TableView> users = folder.find("dim_users");
        LogUsers people = new LogUsers(folder, plan, users, assignments);
        people.load(sources);
        sources.journeys();
        Optional<TableView> outcomes = folder.find("fact_user_outcomes");
        Optional<TableView> days = folder.find("fact_user_day");
        LogColumns columns = LogColumns.of(
                plan,
                outcomes.map(TableView::columns).map(Map::keySet).orElse(Set.of()),
                days.map(TableView::columns).map(Map::keySet).orElse(Set.of()));
        sources.outcomes(outcomes, columns);
        sources.days(days, columns);
        people.count(sources);
        return log(people, columns, (int) assigned);
    }

    private ExperimentTables log(LogUsers people, LogColumns columns, int capacity) throws SQLException {
        List<String> texts = new ArrayList<>(List.of("a.user_id", "a.arm", "e.served"));
        people.groups().forEach(group -> texts.add("u." + Sql.name("g " + group)));
        double start = sources.startMicros();
        List<String> numbers = new ArrayList<>(List.of(
                days("a.us", start),
                days("o.us", start),
                days("e.us", start),
                days("coalesce(x.observed, s.observed)", start)));
        List<String> outcomeNames = new ArrayList<>(columns.outcomes().keySet());
        outcomeNames.forEach(name -> numbers.add("x." + Sql.name(name)));
        List<String> sumNames = new ArrayList<>(columns.sums().keySet());
        sumNames.forEach(name -> numbers.add("d." + Sql.name(name)));
        people.histories().forEach(name -> numbers.add("u." + Sql.name("h " + name)));
        String sql = "SELECT " + String.join(", ", texts) + ", " + String.join(", ", numbers)
                + " FROM memory.t_assigned a CROSS JOIN memory.t_span s"
                + " LEFT JOIN memory.t_triggered o USING (user_id) LEFT JOIN memory.t_exposed e USING (user_id)"
                + " LEFT JOIN memory.t_users u USING (user_id) LEFT JOIN memory.t_outcomes x USING (user_id)"
                + " LEFT JOIN memory.t_days d USING (user_id) WHERE " + people.kept()
                + " ORDER BY a.us, a.user_id, a.arm";
        LogRows rows = LogRows.of(folder, sql, texts.size(), numbers.size(), capacity);
        if (rows.size() == 0) {
            throw new DataException(
                    DataProblem.FILE_EMPTY,
                    "No assignment is left in the audience of experiment " + plan.id() + ": " + people.leftOut()
                            + ". Check the audience and the exclusions of the contract.");
        }
        return new ExperimentTables(
                assemble(rows, people, outcomeNames, sumNames), sources.summary(people, rows.size()));
    }

    private static String days(String micros, double start) {
        return "(" + micros + " - " + (long) start + ") / " + DAY;
    }

    private ExperimentLog assemble(LogRows rows, LogUsers people, List<String> outcomes, List<String> sums) {
        int n = rows.size();
        List<String> arms = plan.variants().stream().map(Variant::name).toList();
        ExperimentLog.Builder log = ExperimentLog.builder()
                .users(cut(rows.codes(0), n), rows.levels(0))
                .arms(cut(rows.codesIn(1, arms), n), arms)
                .served(cut(rows.codesIn(2, arms), n))
                .assigned(cut(rows.number(0), n))
                .triggered(cut(rows.number(1), n))
                .exposed(cut(rows.number(2), n))
                .observedUntil(cut(rows.number(3), n));
        int at = 4;
        for (String name : outcomes) {
            log.outcome(name, cut(rows.number(at++), n));
        }
        for (String name : sums) {
            log.outcome(name, cut(rows.number(at++), n));
        }
        for (String name : people.histories()) {
            log.history(name, cut(rows.number(at++), n));
        }
        int text = 3;
        for (String name : people.groups()) {
            Column.Categorical sorted = sorted(name, cut(rows.codes(text), n), rows.levels(text));
            log.group(name, sorted.codes(), sorted.levels());
            text++;
        }
        return log.build();
    }

    /** Levels in alphabetical order, whatever the order of the rows. */
    private static Column.Categorical sorted(String name, int[] codes, List<String> levels) {
        List<String> order = levels.stream().sorted().toList();
        Map<String, Integer> place = new LinkedHashMap<>();
        order.forEach(level -> place.put(level, place.size()));
        int[] to =
                levels.stream().mapToInt(level -> place.getOrDefault(level, -1)).toArray();
        int[] sorted = new int[codes.length];
        for (int i = 0; i < codes.length; i++) {
            sorted[i] = codes[i] < 0 ? -1 : to[codes[i]];
        }
        return new Column.Categorical(name, sorted, order);
    }

    private static double[] cut(double[] values, int n) {
        return values.length == n ? values : java.util.Arrays.copyOf(values, n);
    }

    private static int[] cut(int[] values, int n) {
        return values.length == n ? values : java.util.Arrays.copyOf(values, n);
    }

    /** Names in a message. */
    static String list(Iterable<String> names) {
        return java.util.stream.StreamSupport.stream(names.spliterator(), false).collect(Collectors.joining(", "));
    }
}
