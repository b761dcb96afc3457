package assay;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Columns with roles: what an estimator may see.
 *
 * <p>Numbers are finite and nothing is missing once a sample is built. Arrays are shared with whoever built it and must
 * not be written to.
 */
public final class Sample {

    private final Map<Role, List<Column>> columns;
    private final int size;
    private final int dropped;
    private final @Nullable WeightType weightType;

    private Sample(Map<Role, List<Column>> columns, int size, int dropped, @Nullable WeightType weightType) {
        this.columns = columns;
        this.size = size;
        this.dropped = dropped;
        this.weightType = weightType;
    }

    /**
     * Starts a sample.
     *
     * @return an empty builder that refuses missing values
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The number of rows.
     *
     * @return at least 1
     */
    public int size() {
        return size;
    }

    /**
     * The rows left out because a value was missing.
     *
     * @return 0 unless the sample was built with {@link Missing#DROP}
     */
    public int dropped() {
        return dropped;
    }

    /**
     * What the weights are.
     *
     * @return empty if the sample has no weights, or nobody said
     */
    public Optional<WeightType> weightType() {
        return Optional.ofNullable(weightType);
    }

    /**
     * Whether a role is filled.
     *
     * @param role the role
     * @return true if at least one column has it
     */
    public boolean has(Role role) {
        return columns.containsKey(role);
    }

    /**
     * The columns with a role.
     *
     * @param role the role
     * @return in the order in which they were given, empty if there is none
     */
    public List<Column> columns(Role role) {
        return columns.getOrDefault(role, List.of());
    }

    /**
     * The one column with a role.
     *
     * @param role the role
     * @return the column
     * @throws EstimationException if there is none, or more than one
     */
    public Column column(Role role) {
        List<Column> all = columns(role);
        if (all.size() == 1) {
            return all.get(0);
        }
        if (all.isEmpty()) {
            throw missing(role);
        }
        throw new EstimationException(
                Problem.MISSING_ROLE,
                "This method takes one " + role.code() + " column; " + all.size() + " were given.",
                "Name one column as --" + role.code() + ".");
    }

    /**
     * The numbers of the one column with a role.
     *
     * @param role the role
     * @return the shared array, not to be written to
     * @throws EstimationException if there is not exactly one such column, or it is categorical
     */
    public double[] numeric(Role role) {
        return numbers(column(role), role);
    }

    /**
     * The outcome.
     *
     * @return the shared array, not to be written to
     * @throws EstimationException if there is not exactly one numeric outcome
     */
    public double[] outcome() {
        return numeric(Role.OUTCOME);
    }

    /**
     * The covariates as numbers: categorical ones become an indicator for each level but the first.
     *
     * @return the covariates, empty if there are none
     */
    public Covariates covariates() {
        return Covariates.of(columns(Role.COVARIATE));
    }

    /**
     * Checks that roles are filled. A treatment stands in for a missing assignment: without one, as in observational
     * data, what was received is all that there is to compare by.
     *
     * @param roles the roles that a method needs
     * @throws EstimationException naming the first that is missing
     */
    public void require(Set<Role> roles) {
        for (Role role : Role.values()) {
            boolean stoodIn = role == Role.ASSIGNMENT && has(Role.TREATMENT);
            if (roles.contains(role) && !has(role) && !stoodIn) {
                throw missing(role);
            }
        }
    }

    /**
     * Some rows, in the order given.
     *
     * @param rows zero-based rows; a row may repeat
     * @return a new sample
     */
    public Sample rows(int[] rows) {
        Map<Role, List<Column>> picked = new EnumMap<>(Role.class);
        columns.forEach((role, list) ->
                picked.put(role, list.stream().map(c -> c.rows(rows)).collect(Collectors.toUnmodifiableList())));
        return new Sample(picked, rows.length, dropped, weightType);
    }

    /**
     * The same sample with other columns in one role.
     *
     * @param role the role
     * @param replacement its new columns, none to leave the role empty
     * @return a new sample that shares the other columns
     * @throws IllegalArgumentException if a column has another number of rows
     */
    public Sample with(Role role, Column... replacement) {
        for (Column column : replacement) {
            if (column.size() != size) {
                throw new IllegalArgumentException(
                        "column '" + column.name() + "' has " + column.size() + " rows, not " + size);
            }
        }
        Map<Role, List<Column>> changed = new EnumMap<>(columns);
        if (replacement.length == 0) {
            changed.remove(role);
        } else {
            changed.put(role, List.of(replacement));
        }
        return new Sample(changed, size, dropped, weightType);
    }

    private static EstimationException missing(Role role) {
        return new EstimationException(
                Problem.MISSING_ROLE,
                "No column has the role " + role.code() + ", which this method needs.",
                "Name one with --" + role.code() + (role == Role.COVARIATE ? "s." : "."));
    }

    private static double[] numbers(Column column, Role role) {
        if (column instanceof Column.Numeric numeric) {
            return numeric.values();
        }
        throw new EstimationException(
                Problem.NOT_NUMERIC,
                "Column '" + column.name() + "' is " + role.code() + " but holds text, not numbers.",
                "Choose a numeric column, or recode it to numbers.");
    }

    /** Collects columns and checks them once. Not thread-safe. */
    public static final class Builder {

        private final Map<Role, List<Column>> columns = new EnumMap<>(Role.class);
        private Missing missing = Missing.FAIL;
        private @Nullable WeightType weightType;

        private Builder() {}

        /**
         * Adds a column.
         *
         * @param role its role
         * @param column the column
         * @return this builder
         */
        public Builder add(Role role, Column column) {
            columns.computeIfAbsent(role, r -> new ArrayList<>()).add(column);
            return this;
        }

        /**
         * Adds a numeric column.
         *
         * @param role its role
         * @param name its name
         * @param values its values, NaN where missing; shared, not copied
         * @return this builder
         */
        public Builder add(Role role, String name, double[] values) {
            return add(role, new Column.Numeric(name, values));
        }

        /**
         * Adds the outcome.
         *
         * @param name its name
         * @param values its values
         * @return this builder
         */
        public Builder outcome(String name, double[] values) {
            return add(Role.OUTCOME, name, values);
        }

        /**
         * Adds the assignment.
         *
         * @param name its name
         * @param values 0 for control and 1 for treated
         * @return this builder
         */
        public Builder assignment(String name, double[] values) {
            return add(Role.ASSIGNMENT, name, values);
        }

        /**
         * Adds a covariate.
         *
         * @param name its name
         * @param values its values
         * @return this builder
         */
        public Builder covariate(String name, double[] values) {
            return add(Role.COVARIATE, name, values);
        }

        /**
         * Adds weights.
         *
         * @param type what they are
         * @param name their name
         * @param values the weights, not negative
         * @return this builder
         */
        public Builder weight(WeightType type, String name, double[] values) {
            return weightType(type).add(Role.WEIGHT, name, values);
        }

        /**
         * Says what the weights are.
         *
         * @param type the type
         * @return this builder
         */
        public Builder weightType(WeightType type) {
            this.weightType = type;
            return this;
        }

        /**
         * Says what to do about missing values.
         *
         * @param policy fail (the default) or drop
         * @return this builder
         */
        public Builder missing(Missing policy) {
            this.missing = policy;
            return this;
        }

        /**
         * Checks the columns and builds the sample.
         *
         * @return the sample
         * @throws EstimationException if values are missing (unless dropped) or infinite, a propensity is outside (0,
         *     1), a weight is negative or all are 0, or no row is left
         * @throws IllegalArgumentException if there is no column or lengths differ
         */
        public Sample build() {
            int size = SampleChecks.commonSize(columns);
            SampleChecks.distinctNames(columns, new HashSet<>());
            Map<Role, List<Column>> kept = new EnumMap<>(Role.class);
            columns.forEach((role, list) -> kept.put(role, List.copyOf(list)));
            Sample sample = new Sample(kept, size, 0, weightType);
            if (!SampleChecks.clean(columns)) {
                if (missing == Missing.IMPUTE && kept.containsKey(Role.COVARIATE)) {
                    kept.put(Role.COVARIATE, PrePeriod.impute(sample.columns(Role.COVARIATE)));
                    SampleChecks.distinctNames(kept, new HashSet<>());
                }
                int[] complete = SampleChecks.completeRows(kept, size, missing);
                if (complete.length < size) {
                    sample = new Sample(
                            sample.rows(complete).columns, complete.length, size - complete.length, weightType);
                }
                SampleChecks.finite(sample.columns);
            }
            SampleChecks.propensities(sample.columns(Role.PROPENSITY));
            SampleChecks.weights(sample.columns(Role.WEIGHT));
            return sample;
        }
    }
}
