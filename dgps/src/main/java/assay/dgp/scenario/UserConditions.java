package assay.dgp.scenario;

import assay.condition.Condition;
import assay.condition.Kind;
import assay.condition.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Conditions of a plan on the users of a draw: the same as those who read the tables apply to them. */
final class UserConditions implements Schema {

    private static final Pattern QUOTED = Pattern.compile("'((?:[^']|'')*)'");

    private final Map<String, double[]> columns = new LinkedHashMap<>();
    private final Map<String, List<String>> levels = new LinkedHashMap<>();
    private final int size;

    UserConditions(int size) {
        this.size = size;
    }

    /** The columns of users that conditions can name. */
    static UserConditions of(ScenarioWorld world, Traits traits) {
        UserConditions users = new UserConditions(traits.size);
        for (int j = 0; j < traits.segments.length; j++) {
            String name = Population.SEGMENTS.get(j);
            users.text(
                    name, traits.segments[j], world.population().segment(name).names());
        }
        users.number("tenure_days_at_experiment_start", traits.tenure);
        users.number("historical_sessions_28d", traits.sessions);
        users.number("historical_revenue_28d", traits.revenue);
        users.number("historical_conversion_flag", traits.converted);
        users.number("historical_retention_score", traits.retention);
        users.number(Events.BOT, traits.flags(Traits.FLAGGED_BOT));
        users.number(Events.INTERNAL, traits.flags(Traits.STAFF));
        return users;
    }

    UserConditions number(String name, double[] values) {
        columns.put(name, values);
        return this;
    }

    /** Levels become sorted; a text that a condition names and no user has becomes one too. */
    UserConditions text(String name, int[] codes, List<String> names) {
        List<String> sorted = List.copyOf(new TreeSet<>(names));
        int[] place = names.stream().mapToInt(sorted::indexOf).toArray();
        double[] values = new double[codes.length];
        Arrays.setAll(values, i -> place[codes[i]]);
        columns.put(name, values);
        levels.put(name, sorted);
        return this;
    }

    /** For each user whether a condition holds. */
    boolean[] hold(Condition condition) {
        UserConditions named = new UserConditions(size);
        Matcher quoted = QUOTED.matcher(condition.text());
        List<String> values = new ArrayList<>();
        while (quoted.find()) {
            values.add(quoted.group(1).replace("''", "'"));
        }
        columns.forEach((name, column) -> {
            List<String> known = levels.get(name);
            if (known == null || !condition.columns().contains(name)) {
                named.columns.put(name, column);
                named.levels.put(name, known == null ? List.of() : known);
            } else {
                TreeSet<String> all = new TreeSet<>(known);
                all.addAll(values);
                List<String> sorted = List.copyOf(all);
                int[] place = known.stream().mapToInt(sorted::indexOf).toArray();
                named.columns.put(
                        name,
                        Arrays.stream(column).map(code -> place[(int) code]).toArray());
                named.levels.put(name, sorted);
            }
        });
        List<String> order = List.copyOf(condition.columns());
        double[][] block = new double[order.size()][];
        for (int j = 0; j < block.length; j++) {
            double[] column = named.columns.get(order.get(j));
            block[j] = column == null ? new double[0] : column;
        }
        boolean[] matches = new boolean[size];
        condition.on(named, order).evaluate(size, block, matches);
        return matches;
    }

    @Override
    public List<String> columns() {
        return List.copyOf(columns.keySet());
    }

    @Override
    public Kind kind(String column) {
        List<String> known = levels.get(column);
        return known == null || known.isEmpty() ? Kind.NUMBER : Kind.TEXT;
    }

    @Override
    public List<String> levels(String column) {
        List<String> known = levels.get(column);
        return known == null ? List.of() : known;
    }
}
