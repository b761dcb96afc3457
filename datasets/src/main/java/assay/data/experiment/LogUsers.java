package assay.data.experiment;

import assay.condition.Condition;
import assay.data.DataException;
import assay.data.DataProblem;
import assay.decision.ExperimentPlan;
import assay.decision.MetricDefinition;
import assay.decision.PlannedMetric;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known of users: histories, segments, and who belongs to the audience. */
final class LogUsers {

    private final TableFolder folder;
    private final ExperimentPlan plan;
    private final Optional<TableView> users;
    private final TableView assignments;
    private final List<String> histories = new ArrayList<>();
    private final Set<String> groups = new LinkedHashSet<>();
    private final Map<String, String> out = new LinkedHashMap<>();
    private final Map<String, Long> leftOut = new LinkedHashMap<>();

    LogUsers(TableFolder folder, ExperimentPlan plan, Optional<TableView> users, TableView assignments) {
        this.folder = folder;
        this.plan = plan;
        this.users = users;
        this.assignments = assignments;
    }

    List<String> histories() {
        return histories;
    }

    Set<String> groups() {
        return groups;
    }

    Map<String, Long> leftOut() {
        return leftOut;
    }

    /** Reads the columns that the plan names, and all numbers that are known of users. */
    void load(LogSources sources) throws SQLException {
        groups.addAll(plan.segments());
        plan.cluster().ifPresent(groups::add);
        boolean needed = !groups.isEmpty()
                || plan.audience().isPresent()
                || !plan.exclusions().isEmpty();
        if (users.isEmpty()) {
            plan.cluster().filter(assignments::has).ifPresent(groups::remove);
            if (needed
                    && !(groups.isEmpty()
                            && plan.audience().isEmpty()
                            && plan.exclusions().isEmpty())) {
                folder.require(
                        "dim_users", "for the audience, the exclusions or the segments of experiment " + plan.id());
            }
            folder.execute("CREATE TABLE memory.t_users (user_id VARCHAR)");
            requireCovariates(Set.of());
            addAssignedCluster();
            return;
        }
        TableView view = users.get();
        UserColumns columns = new UserColumns(folder, view);
        TypedTable table = new TypedTable(folder, view).key("user_id", "user_id");
        Optional<String> clusterOfAssignment =
                plan.cluster().filter(cluster -> !view.has(cluster) && assignments.has(cluster));
        clusterOfAssignment.ifPresent(groups::remove);
        for (String group : groups) {
            table.text("g " + group, group);
        }
        for (String name : view.names()) {
            if (!name.equals("user_id") && isNumber(view, columns, name)) {
                histories.add(name);
                table.number("h " + name, name);
            }
        }
        requireCovariates(Set.copyOf(histories));
        conditions(columns, table);
        table.into("t_users", "TRUE");
        sources.rows("dim_users", "t_users");
        long doubled = table.requireOnePerUser("t_users");
        if (doubled > 0) {
            sources.note(doubled + " rows of dim_users repeat another row exactly; each was read once.");
        }
        addAssignedCluster();
    }

    /** In CSV all is text: there, numbers are what reads as such, unless it is a segment. */
    private boolean isNumber(TableView view, UserColumns columns, String name) {
        Values stored = view.stored(name);
        boolean asked = isNeeded(name) || (isCsv(view) && !groups.contains(name));
        return stored == Values.NUMBER || (stored == Values.TEXT && asked && columns.isNumber(name));
    }

    private static boolean isCsv(TableView view) {
        return view.from().startsWith("read_csv");
    }

    private boolean isNeeded(String column) {
        return plan.metrics().stream()
                .map(PlannedMetric::metric)
                .anyMatch(metric -> metric.covariate().filter(column::equals).isPresent());
    }

    private void requireCovariates(Set<String> there) {
        for (PlannedMetric planned : plan.metrics()) {
            MetricDefinition metric = planned.metric();
            metric.covariate().filter(name -> !there.contains(name)).ifPresent(name -> {
                throw new DataException(
                        DataProblem.UNKNOWN_COLUMN,
                        "The covariate '" + name + "' of metric " + metric.id()
                                + " is no column of numbers of dim_users"
                                + (there.isEmpty()
                                        ? ", which is not there."
                                        : "; these are " + String.join(", ", there) + "."));
            });
        }
    }

    /** A cluster that is logged with the assignment, not with the user. */
    private void addAssignedCluster() throws SQLException {
        Optional<String> cluster = plan.cluster().filter(name -> !groups.contains(name));
        if (cluster.isPresent()) {
            String name = cluster.get();
            String as = Sql.name("g " + name);
            folder.execute("CREATE TABLE memory.t_cluster AS SELECT user_id, any_value(" + as + ") AS " + as
                    + " FROM memory.t_assigned GROUP BY user_id");
            folder.execute("CREATE OR REPLACE TABLE memory.t_users AS SELECT c.user_id, u.* EXCLUDE (user_id), c." + as
                    + " FROM memory.t_cluster c LEFT JOIN memory.t_users u USING (user_id)");
            groups.add(name);
        }
    }

    private void conditions(UserColumns columns, TypedTable table) {
        int at = 0;
        if (plan.audience().isPresent()) {
            String name = "k " + at++;
            table.expression(name, "coalesce(" + columns.sql(plan.audience().get()) + ", false)");
            out.put("NOT coalesce(u." + Sql.name(name) + ", false)", "not in the audience");
        }
        for (Condition exclusion : plan.exclusions()) {
            String name = "k " + at++;
            table.expression(name, "coalesce(" + columns.sql(exclusion) + ", false)");
            out.put("coalesce(u." + Sql.name(name) + ", false)", "excluded, as " + exclusion.text());
        }
    }

    /** The condition of the rows that belong to the audience. */
    String kept() {
        return out.isEmpty() ? "TRUE" : "NOT (" + String.join(" OR ", out.keySet()) + ")";
    }

    /** Counts who is left out by reason and arm; who is left out for two reasons counts for the first. */
    void count(LogSources sources) throws SQLException {
        List<String> before = new ArrayList<>();
        for (Map.Entry<String, String> reason : out.entrySet()) {
            String earlier = before.isEmpty() ? "" : " AND NOT (" + String.join(" OR ", before) + ")";
            for (String arm : sources.arms()) {
                long count = folder.counts(
                                "SELECT count(*) FROM memory.t_assigned a LEFT JOIN memory.t_users u USING (user_id)"
                                        + " WHERE a.arm = " + Sql.literal(arm) + " AND " + reason.getKey() + earlier)[
                        0];
                if (count > 0) {
                    leftOut.put(reason.getValue() + ", " + arm, count);
                }
            }
            before.add(reason.getKey());
        }
    }
}
