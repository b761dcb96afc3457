package assay.decision;

import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The log of an experiment in memory: one row for each logged assignment, with what happened to its user. A user who was logged twice
 * has two rows, as the log says; what to do about it is decided by those who read it.
 *
 * <p>Times are in days since the start of assignment. A log is written to a {@link Sample} and read from it without loss, so that what
 * reads logs is an estimator like any other: a missing number travels as 0 beside an indicator.
 */
public final class ExperimentLog {

    private static final String TRIGGERED = "triggered_day";

    private static final String EXPOSED = "exposed_day";
    private static final String OBSERVED = "observed_until_day";
    private static final String SERVED = "variant_served";
    private static final String ASSIGNED = "assigned_day";
    private static final String MISSING = "missing_";
    private static final String ABSENT = "";
    private static final Set<String> RESERVED = Set.of(TRIGGERED, EXPOSED, OBSERVED, SERVED);

    private final Column.Categorical users;
    private final Column.Categorical arms;
    private final Column.Categorical served;
    private final double[] assigned;
    private final double[] triggered;
    private final double[] exposed;
    private final double[] observedUntil;
    private final Map<String, double[]> outcomes;
    private final Map<String, double[]> histories;
    private final Map<String, Column.Categorical> groups;

    private ExperimentLog(Builder builder) {
        users = new Column.Categorical("user_id", builder.userCodes, builder.userNames);
        arms = new Column.Categorical("assigned_group", builder.armCodes, builder.armNames);
        int size = users.size();
        int[] servedCodes = builder.servedCodes.length == 0 ? noCodes(size) : builder.servedCodes;
        served = new Column.Categorical(SERVED, servedCodes, builder.armNames);
        assigned = builder.assigned;
        triggered = builder.triggered.length == 0 ? none(size) : builder.triggered;
        exposed = builder.exposed.length == 0 ? none(size) : builder.exposed;
        observedUntil = builder.observedUntil;
        outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(builder.outcomes));
        histories = Collections.unmodifiableMap(new LinkedHashMap<>(builder.histories));
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(builder.groups));
        requireSize("assigned_group", arms.size());
        requireSize(ASSIGNED, assigned.length);
        requireSize(TRIGGERED, triggered.length);
        requireSize(EXPOSED, exposed.length);
        requireSize(OBSERVED, observedUntil.length);
        requireSize(SERVED, servedCodes.length);
        outcomes.forEach((name, values) -> requireSize(name, values.length));
        histories.forEach((name, values) -> requireSize(name, values.length));
        groups.forEach((name, column) -> requireSize(name, column.size()));
    }

    private void requireSize(String name, int length) {
        if (length != users.size()) {
            throw new IllegalArgumentException("column '" + name + "' has " + length + " rows, not " + users.size());
        }
    }

    private static double[] none(int size) {
        double[] values = new double[size];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private static int[] noCodes(int size) {
        int[] codes = new int[size];
        Arrays.fill(codes, -1);
        return codes;
    }

    /**
     * Starts a log.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The number of logged assignments.
     *
     * @return rows
     */
    public int size() {
        return users.size();
    }

    /**
     * Who was assigned.
     *
     * @return users as levels; a level that comes twice is a user who was logged twice
     */
    public Column.Categorical users() {
        return users;
    }

    /**
     * The arm that was logged.
     *
     * @return arms as levels; a negative code where it is missing
     */
    public Column.Categorical arms() {
        return arms;
    }

    /**
     * The arm that was shown.
     *
     * @return the levels of {@link #arms}; a negative code where none was
     */
    public Column.Categorical served() {
        return served;
    }

    /**
     * When it was assigned.
     *
     * @return days since the start of assignment, the shared array
     */
    public double[] assigned() {
        return assigned;
    }

    /**
     * When it reached the point at which the arms begin to differ.
     *
     * @return days since the start of assignment, NaN where it never did; the shared array
     */
    public double[] triggered() {
        return triggered;
    }

    /**
     * When it first saw its variant.
     *
     * @return days since the start of assignment, NaN where it never did; the shared array
     */
    public double[] exposed() {
        return exposed;
    }

    /**
     * Until when it was watched.
     *
     * @return days since the start of assignment; the shared array
     */
    public double[] observedUntil() {
        return observedUntil;
    }

    /**
     * What was measured after assignment, by the name of its column: user outcomes under their own names, sums over days under
     * {@link #daily}, the halves of {@link #early} and {@link #late}.
     *
     * @return NaN where missing; shared arrays
     */
    public Map<String, double[]> outcomes() {
        return outcomes;
    }

    /**
     * What was known before assignment, by the name of its column.
     *
     * @return NaN where missing; shared arrays
     */
    public Map<String, double[]> histories() {
        return histories;
    }

    /**
     * Columns of text about users: segments and clusters.
     *
     * @return by name; a negative code where missing
     */
    public Map<String, Column.Categorical> groups() {
        return groups;
    }

    /**
     * What was measured after assignment.
     *
     * @param name the column
     * @return NaN where missing; the shared array
     * @throws EstimationException of {@link Problem#MISSING_ROLE} if the log has no such column
     */
    public double[] outcome(String name) {
        return present(outcomes, name);
    }

    /**
     * What was known before assignment.
     *
     * @param name the column
     * @return NaN where missing; the shared array
     * @throws EstimationException of {@link Problem#MISSING_ROLE} if the log has no such column
     */
    public double[] history(String name) {
        return present(histories, name);
    }

    /**
     * A column of text about users.
     *
     * @param name the column
     * @return a negative code where missing
     * @throws EstimationException of {@link Problem#MISSING_ROLE} if the log has no such column
     */
    public Column.Categorical group(String name) {
        return present(groups, name);
    }

    private static <T> T present(Map<String, T> columns, String name) {
        T column = columns.get(name);
        if (column == null) {
            throw new EstimationException(
                    Problem.MISSING_ROLE,
                    "The log has no column '" + name + "' among " + columns.keySet() + ".",
                    "Log it, or correct the name in the contract.");
        }
        return column;
    }

    /**
     * The name of a daily column summed over the days of a window.
     *
     * @param column the daily column
     * @param days the window
     * @return such as {@code revenue_over_30_days}
     */
    public static String daily(String column, int days) {
        return column + "_over_" + days + "_days";
    }

    /**
     * The name of a daily column summed over the first half of the days of a window.
     *
     * @param column the daily column
     * @param days the window
     * @return such as {@code revenue_over_30_days_first_half}
     */
    public static String early(String column, int days) {
        return daily(column, days) + "_first_half";
    }

    /**
     * The name of a daily column summed over the second half of the days of a window.
     *
     * @param column the daily column
     * @param days the window
     * @return such as {@code revenue_over_30_days_second_half}
     */
    public static String late(String column, int days) {
        return daily(column, days) + "_second_half";
    }

    /**
     * Some rows, in the order given.
     *
     * @param rows zero-based rows
     * @return the log of these rows
     */
    public ExperimentLog rows(int[] rows) {
        Builder builder = builder()
                .users(users.rows(rows).codes(), users.levels())
                .arms(arms.rows(rows).codes(), arms.levels())
                .assigned(pick(assigned, rows))
                .triggered(pick(triggered, rows))
                .exposed(pick(exposed, rows))
                .served(served.rows(rows).codes())
                .observedUntil(pick(observedUntil, rows));
        outcomes.forEach((name, values) -> builder.outcome(name, pick(values, rows)));
        histories.forEach((name, values) -> builder.history(name, pick(values, rows)));
        groups.forEach((name, column) -> builder.group(name, column.rows(rows).codes(), column.levels()));
        return builder.build();
    }

    private static double[] pick(double[] values, int[] rows) {
        double[] picked = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            picked[i] = values[rows[i]];
        }
        return picked;
    }

    /**
     * The log as a sample: users, arms and times in roles of their own, outcomes as outcomes, all else as covariates.
     *
     * @return the sample
     * @throws EstimationException of {@link Problem#MISSING_VALUES} if a user, an arm or an assignment time is missing
     */
    public Sample sample() {
        Sample.Builder sample = Sample.builder()
                .add(Role.UNIT, users)
                .add(Role.ASSIGNMENT, arms)
                .add(Role.TIME, ASSIGNED, assigned);
        add(sample, Role.COVARIATE, TRIGGERED, triggered);
        add(sample, Role.COVARIATE, EXPOSED, exposed);
        sample.covariate(OBSERVED, observedUntil);
        sample.add(Role.COVARIATE, shown(served));
        outcomes.forEach((name, values) -> add(sample, Role.OUTCOME, name, values));
        histories.forEach((name, values) -> add(sample, Role.COVARIATE, name, values));
        groups.forEach((name, column) -> sample.add(Role.COVARIATE, shown(column)));
        return sample.build();
    }

    private static void add(Sample.Builder sample, Role role, String name, double[] values) {
        int missing = 0;
        for (double value : values) {
            missing += Double.isNaN(value) ? 1 : 0;
        }
        if (missing == 0) {
            sample.add(role, name, values);
            return;
        }
        double[] filled = new double[values.length];
        double[] absent = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            boolean gone = Double.isNaN(values[i]);
            filled[i] = gone ? 0 : values[i];
            absent[i] = gone ? 1 : 0;
        }
        sample.add(role, name, filled);
        sample.covariate(MISSING + name, absent);
    }

    /** A column whose missing values are a level of their own, the last. */
    private static Column.Categorical shown(Column.Categorical column) {
        List<String> levels = new ArrayList<>(column.levels());
        levels.add(ABSENT);
        int last = levels.size() - 1;
        return new Column.Categorical(
                column.name(),
                Arrays.stream(column.codes())
                        .map(code -> code < 0 ? last : code)
                        .toArray(),
                levels);
    }

    /**
     * Reads a log from a sample that {@link #sample} wrote.
     *
     * @param sample the sample
     * @return the log
     * @throws EstimationException of {@link Problem#MISSING_ROLE} if it is no log
     */
    public static ExperimentLog of(Sample sample) {
        sample.require(Set.of(Role.UNIT, Role.ASSIGNMENT, Role.TIME, Role.OUTCOME, Role.COVARIATE));
        Map<String, Column> others = new LinkedHashMap<>();
        sample.columns(Role.COVARIATE).forEach(column -> others.put(column.name(), column));
        Column.Categorical arms = text(sample.column(Role.ASSIGNMENT));
        Builder builder = builder()
                .users(
                        text(sample.column(Role.UNIT)).codes(),
                        text(sample.column(Role.UNIT)).levels())
                .arms(arms.codes(), arms.levels())
                .assigned(number(sample.column(Role.TIME)))
                .triggered(read(others, TRIGGERED))
                .exposed(read(others, EXPOSED))
                .observedUntil(read(others, OBSERVED))
                .served(hidden(text(found(others, SERVED))).codes());
        sample.columns(Role.OUTCOME).forEach(c -> builder.outcome(c.name(), unfilled(others, c)));
        for (Column column : sample.columns(Role.COVARIATE)) {
            if (RESERVED.contains(column.name()) || column.name().startsWith(MISSING)) {
                continue;
            }
            if (column instanceof Column.Categorical categorical) {
                Column.Categorical group = hidden(categorical);
                builder.group(group.name(), group.codes(), group.levels());
            } else {
                builder.history(column.name(), unfilled(others, column));
            }
        }
        return builder.build();
    }

    private static Column.Categorical hidden(Column.Categorical column) {
        int last = column.levels().size() - 1;
        return new Column.Categorical(
                column.name(),
                Arrays.stream(column.codes())
                        .map(code -> code == last ? -1 : code)
                        .toArray(),
                column.levels().subList(0, last));
    }

    private static double[] read(Map<String, Column> others, String name) {
        return unfilled(others, found(others, name));
    }

    private static double[] unfilled(Map<String, Column> others, Column column) {
        double[] values = number(column);
        Column absent = others.get(MISSING + column.name());
        if (absent == null) {
            return values;
        }
        double[] gone = number(absent);
        double[] read = values.clone();
        for (int i = 0; i < read.length; i++) {
            read[i] = gone[i] == 1 ? Double.NaN : read[i];
        }
        return read;
    }

    private static Column found(Map<String, Column> others, String name) {
        Column column = others.get(name);
        if (column == null) {
            throw noLog("has no column '" + name + "'");
        }
        return column;
    }

    private static double[] number(Column column) {
        if (column instanceof Column.Numeric numeric) {
            return numeric.values();
        }
        throw noLog("has text in column '" + column.name() + "'");
    }

    private static Column.Categorical text(Column column) {
        if (column instanceof Column.Categorical categorical) {
            return categorical;
        }
        throw noLog("has numbers in column '" + column.name() + "'");
    }

    private static EstimationException noLog(String why) {
        return new EstimationException(
                Problem.MISSING_ROLE,
                "The sample " + why + ", so it is not the log of an experiment.",
                "Make it of the tables of an experiment.");
    }

    /** Collects the columns of a log. Arrays are shared, not copied. Not thread-safe. */
    public static final class Builder {

        private int[] userCodes = {};
        private List<String> userNames = List.of();
        private int[] armCodes = {};
        private List<String> armNames = List.of();
        private double[] assigned = {};
        private double[] triggered = {};
        private double[] exposed = {};
        private double[] observedUntil = {};
        private int[] servedCodes = {};
        private final Map<String, double[]> outcomes = new LinkedHashMap<>();
        private final Map<String, double[]> histories = new LinkedHashMap<>();
        private final Map<String, Column.Categorical> groups = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Says who was assigned.
         *
         * @param codes for each row the index of its user
         * @param names the users
         * @return this
         */
        public Builder users(int[] codes, List<String> names) {
            userCodes = codes;
            userNames = names;
            return this;
        }

        /**
         * Says to which arm.
         *
         * @param codes for each row the index of its arm
         * @param names the arms
         * @return this
         */
        public Builder arms(int[] codes, List<String> names) {
            armCodes = codes;
            armNames = names;
            return this;
        }

        /**
         * Says when it was assigned.
         *
         * @param days since the start of assignment
         * @return this
         */
        public Builder assigned(double[] days) {
            assigned = days;
            return this;
        }

        /**
         * Says when it was triggered; never where this is not called.
         *
         * @param days since the start of assignment, NaN for never
         * @return this
         */
        public Builder triggered(double[] days) {
            triggered = days;
            return this;
        }

        /**
         * Says when it was exposed; never where this is not called.
         *
         * @param days since the start of assignment, NaN for never
         * @return this
         */
        public Builder exposed(double[] days) {
            exposed = days;
            return this;
        }

        /**
         * Says until when it was watched.
         *
         * @param days since the start of assignment
         * @return this
         */
        public Builder observedUntil(double[] days) {
            observedUntil = days;
            return this;
        }

        /**
         * Says which arm was shown; none where this is not called.
         *
         * @param codes for each row the index of the arm, negative for none
         * @return this
         */
        public Builder served(int[] codes) {
            servedCodes = codes;
            return this;
        }

        /**
         * Adds what was measured after assignment.
         *
         * @param name the column
         * @param values NaN where missing
         * @return this
         */
        public Builder outcome(String name, double[] values) {
            outcomes.put(name, values);
            return this;
        }

        /**
         * Adds what was known before assignment.
         *
         * @param name the column
         * @param values NaN where missing
         * @return this
         */
        public Builder history(String name, double[] values) {
            histories.put(name, values);
            return this;
        }

        /**
         * Adds a column of text about users.
         *
         * @param name the column
         * @param codes for each row the index of its level, negative where missing
         * @param levels the levels
         * @return this
         */
        public Builder group(String name, int[] codes, List<String> levels) {
            groups.put(name, new Column.Categorical(name, codes, levels));
            return this;
        }

        /**
         * Ends the log.
         *
         * @return the log
         * @throws IllegalArgumentException if columns differ in length
         */
        public ExperimentLog build() {
            return new ExperimentLog(this);
        }
    }
}
