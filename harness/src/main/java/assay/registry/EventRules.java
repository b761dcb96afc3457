package assay.registry;

import assay.registry.EventFinding.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rules of instrumentation as checks of a file of raw events: {@code experiment_exposed} with experiment, variant, user, session,
 * time, surface and platform, and metric events with name, user, session and time.
 *
 * <p>Rules: 1 users have stable ids; 2 exposure is logged when the variant can be seen; 3 later events carry experiment and variant;
 * 4 events are raw; 5 bots, staff and testers are left out; 6 required properties are there; 7 one exposure for each user; 8 a user is
 * in one arm; 9 events are fresh; 10 ids do not get lost from one day to the next.
 *
 * @param variants arms of the contract; empty to accept any
 * @param now the present
 * @param maximumAge oldest that the latest event may be
 */
public record EventRules(Set<String> variants, Instant now, Duration maximumAge) {

    private static final String EXPOSURES = "FROM events WHERE event_name = 'experiment_exposed'";
    private static final String OTHERS = "FROM events WHERE event_name IS DISTINCT FROM 'experiment_exposed'";

    /** A day is told of where so many more ids are missing than before it: one day in 30,000 by chance. */
    private static final double DRIFT = 4;

    private static final Set<String> AGGREGATES =
            Set.of("count", "events", "n", "users", "conversions", "sum", "mean", "avg", "rate", "exposures", "total");

    public EventRules {
        variants = Set.copyOf(variants);
    }

    /**
     * Checks a file.
     *
     * @param events CSV or Parquet, one row an event
     * @return a finding for each rule
     * @throws assay.data.DataException if it is no file of events
     */
    public EventReport check(Path events) {
        try (EventFile file = EventFile.open(events)) {
            List<EventFinding> findings = new ArrayList<>();
            findings.add(counted(
                    file,
                    new Rule(1, "user-id-present", "events have no user", "log user_id with every event"),
                    "SELECT 'row ' || row_number AS x FROM events WHERE user_id IS NULL",
                    State.FAIL));
            findings.add(counted(
                    file,
                    new Rule(
                            1,
                            "user-id-stable",
                            "sessions have more than one user id",
                            "assign and log by an id that lasts, not by a cookie or a device"),
                    "SELECT session_id AS x FROM events WHERE session_id IS NOT NULL GROUP BY session_id "
                            + "HAVING count(DISTINCT user_id) > 1 ORDER BY 1",
                    State.FAIL));
            visible(file, findings);
            downstream(file, findings);
            findings.add(raw(file));
            findings.add(excluded(file));
            required(file, findings);
            once(file, findings);
            findings.add(fresh(file));
            drift(file, findings);
            return new EventReport(file.name(), file.count("SELECT count(*) FROM events"), findings);
        }
    }

    /**
     * A rule before it is asked.
     *
     * @param number of the rule
     * @param name kebab case
     * @param problem what those are that break it
     * @param remedy what to do
     */
    private record Rule(int number, String name, String problem, String remedy) {

        EventFinding passed(String message) {
            return new EventFinding(number, name, State.PASS, 0, "", message, "");
        }

        EventFinding unasked(String message) {
            return new EventFinding(number, name, State.NOT_RUN, 0, "", message, remedy);
        }

        EventFinding broken(State state, long count, String example, String message) {
            return new EventFinding(number, name, state, count, example, message, remedy);
        }
    }

    /** A rule that each row of a query breaks; the rows have one column, which is the example. */
    private static EventFinding counted(EventFile file, Rule rule, String query, State state) {
        long count = file.count("SELECT count(*) FROM (" + query + ")");
        if (count == 0) {
            return rule.passed("none: " + rule.problem());
        }
        String example = file.first("SELECT min(CAST(x AS VARCHAR)) FROM (" + query + ")")
                .orElse("");
        return rule.broken(state, count, example, count + " " + rule.problem() + ", such as " + example);
    }

    private static void visible(EventFile file, List<EventFinding> findings) {
        findings.add(counted(
                file,
                new Rule(
                        2,
                        "exposure-variant",
                        "exposures without a variant",
                        "log the exposure where the variant is rendered, not on page load"),
                "SELECT coalesce(user_id, 'row ' || row_number) AS x " + EXPOSURES + " AND variant IS NULL",
                State.FAIL));
        Rule rule = new Rule(
                2,
                "exposure-visible",
                "exposures to a surface that was hidden",
                "log the exposure when the surface comes into view, with visible_at or visible");
        findings.add(
                file.has("visible") || file.has("visible_at")
                        ? counted(
                                file,
                                rule,
                                "SELECT coalesce(user_id, 'row ' || row_number) AS x " + EXPOSURES + " AND ("
                                        + (file.has("visible") ? "coalesce(visible, false) = false" : "false")
                                        + (file.has("visible_at")
                                                ? " OR visible_at IS NULL OR visible_at > happened_at"
                                                : "")
                                        + ")",
                                State.FAIL)
                        : rule.unasked("the file has neither visible nor visible_at"));
    }

    private static void downstream(EventFile file, List<EventFinding> findings) {
        Rule carried = new Rule(
                3,
                "metadata-downstream",
                "events of exposed users after their exposure carry no experiment or variant",
                "add experiment_id and variant to later events where they can be attributed");
        Rule same = new Rule(
                3,
                "variant-downstream",
                "later events carry another variant than the exposure of their user",
                "take the variant of later events from the assignment, not from the page");
        if (file.count("SELECT count(*) " + OTHERS) == 0) {
            findings.add(carried.unasked("the file has exposures only"));
            findings.add(same.unasked("the file has exposures only"));
            return;
        }
        String later = " FROM events m JOIN (SELECT user_id, experiment_id, min(happened_at) AS first_at, "
                + "min(variant) AS arm, count(DISTINCT variant) AS arms " + EXPOSURES
                + " GROUP BY user_id, experiment_id) e ON m.user_id = e.user_id AND m.happened_at >= e.first_at "
                + "WHERE m.event_name IS DISTINCT FROM 'experiment_exposed' ";
        findings.add(counted(
                file,
                carried,
                "SELECT DISTINCT m.user_id || ' ' || m.event_name || ' ' || m.happened_at AS x" + later
                        + "AND (m.experiment_id IS NULL OR m.variant IS NULL)",
                State.WARN));
        findings.add(counted(
                file,
                same,
                "SELECT m.user_id AS x" + later
                        + "AND m.experiment_id = e.experiment_id AND e.arms = 1 AND m.variant <> e.arm",
                State.FAIL));
    }

    private static EventFinding raw(EventFile file) {
        Rule rule = new Rule(4, "raw-events", "columns of totals", "log raw events and build totals from them later");
        List<String> totals = file.columns().stream()
                .filter(name -> AGGREGATES.contains(name.toLowerCase(Locale.ROOT)))
                .toList();
        if (!totals.isEmpty()) {
            return rule.broken(
                    State.FAIL, totals.size(), totals.get(0), "rows are totals: columns " + String.join(", ", totals));
        }
        long rows = file.count("SELECT count(*) FROM events");
        boolean midnight = rows >= 10
                && file.count("SELECT count(*) FROM events WHERE happened_at <> date_trunc('day', happened_at)") == 0;
        return midnight
                ? rule.broken(State.FAIL, rows, "00:00:00", "every event is at midnight: rows are totals of days")
                : counted(
                        file,
                        new Rule(
                                4,
                                "raw-events",
                                "event ids that come twice",
                                "write each event once, under its own id"),
                        "SELECT event_id AS x FROM events WHERE event_id IS NOT NULL GROUP BY event_id HAVING count(*) > 1",
                        State.FAIL);
    }

    private static EventFinding excluded(EventFile file) {
        Rule rule = new Rule(
                5,
                "excluded-traffic",
                "events of bots, staff or testers",
                "leave them out before the analysis; mark them by is_bot, is_internal and is_qa");
        List<String> flags = List.of("is_bot", "is_internal", "is_qa").stream()
                .filter(file::has)
                .toList();
        return flags.isEmpty()
                ? rule.unasked("the file has none of is_bot, is_internal, is_qa")
                : counted(
                        file,
                        rule,
                        "SELECT coalesce(user_id, 'row ' || row_number) AS x FROM events WHERE "
                                + String.join(" OR ", flags),
                        State.FAIL);
    }

    private void required(EventFile file, List<EventFinding> findings) {
        Map<String, String> places = new TreeMap<>();
        for (String name :
                List.of("experiment_id", "variant", "user_id", "session_id", "happened_at", "surface", "platform")) {
            places.put("experiment_exposed " + name, EXPOSURES + " AND " + name + " IS NULL");
        }
        for (String name : List.of("event_name", "user_id", "session_id", "happened_at")) {
            places.put("metric_event " + name, OTHERS + " AND " + name + " IS NULL");
        }
        String query = String.join(
                " UNION ALL ",
                places.entrySet().stream()
                        .map(place -> "SELECT '" + place.getKey() + "' AS x " + place.getValue())
                        .toList());
        findings.add(counted(
                file,
                new Rule(6, "required-properties", "required properties are missing", "log every required property"),
                query,
                State.FAIL));
        if (!variants.isEmpty()) {
            String known = String.join(
                    ", ",
                    variants.stream()
                            .sorted()
                            .map(v -> "'" + v.replace("'", "''") + "'")
                            .toList());
            findings.add(counted(
                    file,
                    new Rule(
                            6,
                            "known-variant",
                            "events of a variant that the contract does not have",
                            "log the names of the contract"),
                    "SELECT variant AS x FROM events WHERE variant NOT IN (" + known + ")",
                    State.FAIL));
        }
    }

    private static void once(EventFile file, List<EventFinding> findings) {
        Rule rule = new Rule(
                7,
                "one-exposure",
                "users were exposed to an arm more than once",
                "log the first exposure of a user to an arm, and no other");
        if (file.count("SELECT count(*) " + EXPOSURES) == 0) {
            findings.add(rule.broken(State.FAIL, 0, "", "the file has no experiment_exposed at all"));
            findings.add(new Rule(8, "one-arm", "", "log exposures").unasked("the file has no experiment_exposed"));
            return;
        }
        findings.add(counted(
                file,
                rule,
                "SELECT user_id AS x " + EXPOSURES
                        + " AND user_id IS NOT NULL GROUP BY user_id, experiment_id, variant " + "HAVING count(*) > 1",
                State.FAIL));
        findings.add(counted(
                file,
                new Rule(
                        8,
                        "one-arm",
                        "users were exposed to more than one arm",
                        "assign by a hash of the user's id and the experiment, and log what was assigned"),
                "SELECT user_id AS x " + EXPOSURES + " AND user_id IS NOT NULL GROUP BY user_id, experiment_id "
                        + "HAVING count(DISTINCT variant) > 1",
                State.FAIL));
    }

    private EventFinding fresh(EventFile file) {
        Rule rule = new Rule(
                9, "fresh", "events are later than now", "find out where events wait, before anybody reads the day");
        Instant latest = Instant.ofEpochMilli(file.count("SELECT epoch_ms(max(happened_at)) FROM events"));
        if (latest.isAfter(now)) {
            return counted(
                    file,
                    rule,
                    "SELECT happened_at AS x FROM events WHERE epoch_ms(happened_at) > " + now.toEpochMilli(),
                    State.FAIL);
        }
        Duration age = Duration.between(latest, now);
        String text = "the latest event is of " + latest + ", " + age.toHours() + " hours before " + now;
        return age.compareTo(maximumAge) > 0 ? rule.broken(State.FAIL, 1, latest.toString(), text) : rule.passed(text);
    }

    private static void drift(EventFile file, List<EventFinding> findings) {
        for (String id : List.of("user_id", "experiment_id", "variant")) {
            boolean exposuresOnly = !id.equals("user_id");
            findings.add(drift(file, id, exposuresOnly ? EXPOSURES + " AND " : "FROM events WHERE "));
        }
    }

    /** The day on which the share that is missing most exceeds that of the days before it. */
    private static EventFinding drift(EventFile file, String id, String from) {
        Rule rule = new Rule(
                10,
                "drift-" + id.replace('_', '-'),
                id + " missing",
                "look at what was deployed that day, and mend the logging");
        double before = 0;
        double missingBefore = 0;
        double worst = 0;
        String day = "";
        long count = 0;
        for (Map<String, String> row : file.rows("SELECT CAST(date_trunc('day', happened_at) AS DATE) AS day, "
                + "count(*) AS n, count(*) FILTER (" + id + " IS NULL) AS missing " + from
                + "happened_at IS NOT NULL GROUP BY 1 ORDER BY 1")) {
            double n = Double.parseDouble(row.getOrDefault("n", "0"));
            double missing = Double.parseDouble(row.getOrDefault("missing", "0"));
            double pooled = (missing + missingBefore + 1) / (n + before + 2);
            double error = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / before));
            double z = before > 0 ? (missing / n - missingBefore / before) / error : 0;
            if (z > worst) {
                worst = z;
                day = row.getOrDefault("day", "");
                count = (long) missing;
            }
            before += n;
            missingBefore += missing;
        }
        return worst > DRIFT
                ? rule.broken(
                        State.FAIL, count, day, count + " events lack " + id + " on " + day + ", far more than before")
                : rule.passed("no day lacks " + id + " more often than the days before it");
    }
}
