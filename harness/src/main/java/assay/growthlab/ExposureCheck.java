package assay.growthlab;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether opportunities and exposures belong to assignments, and exposures to the arm that was assigned. */
record ExposureCheck(
        State state,
        boolean enabled,
        int assignments,
        int opportunities,
        int exposures,
        int inconsistentExposures,
        int inconsistentOpportunities) {

    private static final double TOLERANCE = 1e-9;

    static final Set<String> COLUMNS = Set.of("experiment_id", "user_id", "assigned_group", "variant_served");

    static ExposureCheck of(Frame assignments, Frame opportunities, Frame exposures, boolean enabled) {
        Map<String, List<@Nullable String>> groups = new HashMap<>();
        String[] keys = keys("fact_assignments", assignments);
        @Nullable String[] assigned = assignments.texts("fact_assignments", "assigned_group");
        for (int i = 0; i < keys.length; i++) {
            groups.computeIfAbsent(keys[i], key -> new ArrayList<>()).add(assigned[i]);
        }
        int stray = 0;
        for (String key : keys("fact_opportunities", opportunities)) {
            stray += groups.containsKey(key) ? 0 : 1;
        }
        int wrong = 0;
        String[] exposed = keys("fact_exposures", exposures);
        for (int i = 0; i < exposed.length; i++) {
            wrong += inconsistent(exposures, i, groups.get(exposed[i]));
        }
        int n = assignments.rows();
        boolean more = rate(exposures.rows(), n) > rate(opportunities.rows(), n) + TOLERANCE;
        boolean fails = enabled && (stray > 0 || wrong > 0 || more);
        return new ExposureCheck(
                fails ? State.FAIL : State.PASS, enabled, n, opportunities.rows(), exposures.rows(), wrong, stray);
    }

    /** Rows of the join that are inconsistent: a user who was assigned twice has two. */
    private static int inconsistent(Frame exposures, int row, @Nullable List<@Nullable String> groups) {
        if (groups == null) {
            return 1;
        }
        int wrong = 0;
        for (@Nullable String group : groups) {
            wrong += same(exposures, "assigned_group", row, group) && same(exposures, "variant_served", row, group)
                    ? 0
                    : 1;
        }
        return wrong;
    }

    private static boolean same(Frame exposures, String column, int row, @Nullable String group) {
        return !exposures.has(column)
                || (group != null && Objects.equals(exposures.texts("fact_exposures", column)[row], group));
    }

    private static String[] keys(String table, Frame frame) {
        @Nullable String[] users = frame.texts(table, "user_id");
        String[] keys = new String[users.length];
        for (int i = 0; i < keys.length; i++) {
            String experiment = frame.has("experiment_id") ? frame.texts(table, "experiment_id")[i] : "";
            keys[i] = experiment + "\u0000" + users[i];
        }
        return keys;
    }

    private static double rate(int rows, int of) {
        return of == 0 ? 0 : (double) rows / of;
    }

    String message() {
        if (!enabled) {
            return "exposure_sanity_disabled";
        }
        return state == State.FAIL ? "exposure_opportunity_inconsistent" : "exposure_opportunity_sane";
    }

    JsonObject json() {
        return new Values()
                .put("state", state)
                .put("assignments_n", assignments)
                .put("opportunity_users", opportunities)
                .put("exposure_users", exposures)
                .put("opportunity_rate", rate(opportunities, assignments))
                .put("exposure_rate", rate(exposures, assignments))
                .put("exposure_to_opportunity_rate", rate(exposures, opportunities))
                .put("inconsistent_exposure_rows", inconsistentExposures)
                .put("inconsistent_opportunity_rows", inconsistentOpportunities)
                .put("message", message())
                .done();
    }
}
