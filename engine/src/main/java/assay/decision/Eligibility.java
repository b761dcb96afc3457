package assay.decision;

import assay.Column;
import assay.condition.Condition;
import assay.condition.Kind;
import assay.condition.Predicate;
import assay.condition.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whom an experiment is about: users who meet the condition of the audience and none of the exclusions. Conditions are about
 * columns of users, known before assignment. A user of whom a condition of the audience cannot be told, as a value is missing, is
 * not in it; one of whom an exclusion cannot be told is not excluded. A value that no user has is no mistake: a log without bots is
 * a good log. A condition on columns that the log does not have is for whoever read the tables to apply: see {@link #unchecked}.
 */
public final class Eligibility {

    private Eligibility() {}

    /**
     * Which rows of a log are about users whom the experiment is about.
     *
     * @param plan the audience and the exclusions
     * @param log the log
     * @return for each row whether it is
     * @throws assay.EstimationException if a condition compares text with a number
     */
    public static boolean[] of(ExperimentPlan plan, ExperimentLog log) {
        boolean[] eligible = new boolean[log.size()];
        Arrays.fill(eligible, true);
        plan.audience().filter(condition -> known(condition, log)).ifPresent(condition -> {
            boolean[] in = matches(condition, log);
            for (int i = 0; i < eligible.length; i++) {
                eligible[i] = in[i];
            }
        });
        for (Condition exclusion : plan.exclusions()) {
            if (!known(exclusion, log)) {
                continue;
            }
            boolean[] out = matches(exclusion, log);
            for (int i = 0; i < eligible.length; i++) {
                eligible[i] &= !out[i];
            }
        }
        return eligible;
    }

    /**
     * The conditions on columns that a log does not have. What reads the tables of an experiment applies all conditions of a plan and
     * keeps the columns that are needed afterwards; of a log that was made otherwise nobody knows.
     *
     * @param plan the audience and the exclusions
     * @param log the log
     * @return in the order of the plan
     */
    public static List<Condition> unchecked(ExperimentPlan plan, ExperimentLog log) {
        List<Condition> unchecked = new ArrayList<>();
        plan.audience().ifPresent(unchecked::add);
        unchecked.addAll(plan.exclusions());
        unchecked.removeIf(condition -> known(condition, log));
        return unchecked;
    }

    private static boolean known(Condition condition, ExperimentLog log) {
        return condition.columns().stream()
                .allMatch(column ->
                        log.groups().containsKey(column) || log.histories().containsKey(column));
    }

    private static boolean[] matches(Condition condition, ExperimentLog log) {
        List<String> columns = List.copyOf(condition.columns());
        LogSchema schema = new LogSchema(log);
        Predicate predicate = condition.on(schema, columns);
        double[][] block = columns.stream().map(schema::values).toArray(double[][]::new);
        boolean[] matches = new boolean[log.size()];
        predicate.evaluate(log.size(), block, matches);
        return matches;
    }

    /** What a log knows of its users. */
    private record LogSchema(ExperimentLog log) implements Schema {

        @Override
        public List<String> columns() {
            List<String> columns = new ArrayList<>(log.groups().keySet());
            columns.addAll(log.histories().keySet());
            return columns;
        }

        @Override
        public Kind kind(String column) {
            return log.groups().containsKey(column) ? Kind.TEXT : Kind.NUMBER;
        }

        @Override
        public List<String> levels(String column) {
            return kind(column) == Kind.TEXT ? log.group(column).levels() : List.of();
        }

        @Override
        public boolean open() {
            return true;
        }

        double[] values(String column) {
            if (kind(column) == Kind.NUMBER) {
                return log.history(column);
            }
            Column.Categorical group = log.group(column);
            double[] values = new double[group.size()];
            for (int i = 0; i < values.length; i++) {
                int code = group.codes()[i];
                values[i] = code < 0 ? Double.NaN : code;
            }
            return values;
        }
    }
}
