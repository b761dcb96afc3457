package assay.experiment;

import assay.Column;
import assay.EstimationException;
import assay.Missing;
import assay.Names;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;

/**
 * How an experiment was randomised, said once: everything that is asked of it later follows from here.
 *
 * <pre>{@code
 * Experiment.on(table)
 *         .assignment("assigned")
 *         .treatment("received")
 *         .clusterBy("store")
 *         .metric("sales", "tenure", "region")
 *         .fit(Model.linear())
 *         .effect(where("device = 'desktop' and tenure > 30"));
 * }</pre>
 *
 * <p>Five columns describe A/B tests, encouragement designs, cluster-randomised and adaptive experiments and every mix of
 * them: the arm assigned, the treatment received (none where all complied), the propensity (none where it was the same for
 * all), the instrument (the assignment, unless another is named) and the clusters (none where units are independent). All
 * lead to one model, weighted two-stage least squares with clustered errors (A software framework for AI to support business
 * decision making, section 5). Immutable.
 */
public final class Experiment {

    private final Source source;
    private final Map<Role, String> roles;
    private final Set<String> post;
    private final @Nullable String control;
    private final Missing missing;

    private Experiment(
            Source source, Map<Role, String> roles, Set<String> post, @Nullable String control, Missing missing) {
        this.source = source;
        this.roles = roles;
        this.post = post;
        this.control = control;
        this.missing = missing;
    }

    /**
     * An experiment on rows that may be anywhere.
     *
     * @param source the rows
     * @return an experiment of which nothing is said yet
     */
    public static Experiment on(Source source) {
        return new Experiment(source, Map.of(), Set.of(), null, Missing.FAIL);
    }

    /**
     * An experiment on a table.
     *
     * @param table the table; booleans are 0 and 1, all that is no number is text
     * @return an experiment of which nothing is said yet
     */
    public static Experiment on(Table table) {
        return on(ColumnSource.of(table));
    }

    /**
     * An experiment on a sample, with the roles that its columns have there.
     *
     * @param sample the sample
     * @return the experiment
     * @throws EstimationException if it has weights, which could be of the rows or of the design; a propensity says which
     */
    public static Experiment on(Sample sample) {
        if (sample.has(Role.WEIGHT)) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Column '" + sample.column(Role.WEIGHT).name()
                            + "' is weight, and an experiment weights rows by 1 / P(assigned as observed) only.",
                    "Give the probability of assignment as propensity, or leave the weights out.");
        }
        Experiment experiment = on(ColumnSource.of(sample));
        for (Role role : List.of(
                Role.ASSIGNMENT,
                Role.TREATMENT,
                Role.PROPENSITY,
                Role.INSTRUMENT,
                Role.CLUSTER,
                Role.UNIT,
                Role.TIME)) {
            for (Column column : sample.columns(role)) {
                experiment = experiment.with(role, column.name());
            }
        }
        return experiment;
    }

    private Experiment with(Role role, String column) {
        require(source, column, "the role " + role.code());
        Map<Role, String> more = new EnumMap<>(Role.class);
        more.putAll(roles);
        more.put(role, column);
        return new Experiment(source, more, post, control, missing);
    }

    static void require(Source source, String column, String purpose) {
        if (!source.columns().contains(column)) {
            throw new EstimationException(
                    Problem.UNKNOWN_COLUMN,
                    "There is no column '" + column + "' for " + purpose + ".",
                    Names.help(column, "columns", source.columns()));
        }
    }

    /**
     * The arm that a unit was assigned to. Two to twenty levels; the first in order is control, unless another is named.
     *
     * @param column its name
     * @return the experiment, with that said
     * @throws EstimationException if there is no such column
     */
    public Experiment assignment(String column) {
        return with(Role.ASSIGNMENT, column);
    }

    /**
     * The treatment that a unit received, where not all complied with their assignment. Its levels are those of the
     * assignment; where both have two, the first of one is the first of the other.
     *
     * @param column its name
     * @return the experiment, with that said
     * @throws EstimationException if there is no such column
     */
    public Experiment treatment(String column) {
        return with(Role.TREATMENT, column);
    }

    /**
     * The known probability of assignment, where it differs between units: with two arms that of being assigned to treatment,
     * with more that of being assigned to the arm that the unit was assigned to. Rows are weighted by 1 / P(assigned as
     * observed).
     *
     * @param column its name; values in (0, 1)
     * @return the experiment, with that said
     * @throws EstimationException if there is no such column
     */
    public Experiment propensity(String column) {
        return with(Role.PROPENSITY, column);
    }

    /**
     * What was randomised, where it is not the assignment itself.
     *
     * @param column its name; its levels are arms
     * @return the experiment, with that said
     * @throws EstimationException if there is no such column
     */
    public Experiment instrument(String column) {
        return with(Role.INSTRUMENT, column);
    }

    /**
     * The group within which units depend on each other: the one that was assigned as a whole, or a coarser one.
     *
     * @param column its name
     * @return the experiment, with that said
     * @throws EstimationException if there is no such column
     */
    public Experiment clusterBy(String column) {
        return with(Role.CLUSTER, column);
    }

    /**
     * The unit that a row is about. Where a unit has several rows and no clusters are named, units are the clusters.
     *
     * @param column its name
     * @return the experiment, with that said
     * @throws EstimationException if there is no such column
     */
    public Experiment unit(String column) {
        return with(Role.UNIT, column);
    }

    /**
     * The time of a row. The model then has an effect at each time.
     *
     * @param column its name; at most 200 distinct values
     * @return the experiment, with that said
     * @throws EstimationException if there is no such column
     */
    public Experiment time(String column) {
        return with(Role.TIME, column);
    }

    /**
     * Columns that treatment may have moved: they are refused as covariates and in conditions, as are the assignment, the
     * treatment and the outcomes without saying so.
     *
     * @param columns their names
     * @return the experiment, with that said
     * @throws EstimationException if there is no such column
     */
    public Experiment postTreatment(String... columns) {
        Set<String> more = new LinkedHashSet<>(post);
        for (String column : columns) {
            require(source, column, "the columns after treatment");
            more.add(column);
        }
        return new Experiment(source, roles, more, control, missing);
    }

    /**
     * The control arm.
     *
     * @param level its level in the assignment
     * @return the experiment, with that said
     */
    public Experiment control(String level) {
        return new Experiment(source, roles, post, level, missing);
    }

    /**
     * What to do about rows where a value is missing in a column that is used.
     *
     * @param policy fail (the default) or drop
     * @return the experiment, with that said
     */
    public Experiment missing(Missing policy) {
        return new Experiment(source, roles, post, control, policy);
    }

    /**
     * What is measured, and the covariates that make it more precise.
     *
     * @param outcome the outcome, a column of numbers
     * @param covariates columns measured before assignment; text becomes an indicator for each level but the first
     * @return the analysis, to be fitted
     * @throws EstimationException if a column does not exist, the outcome holds text, or a covariate may have been moved by
     *     treatment
     */
    public Analysis metric(String outcome, String... covariates) {
        return metrics(List.of(outcome), covariates);
    }

    /**
     * Several outcomes that share the covariates: one factorisation serves all.
     *
     * @param outcomes the outcomes, columns of numbers
     * @param covariates columns measured before assignment
     * @return the analysis, to be fitted
     * @throws EstimationException as {@link #metric}
     * @throws IllegalArgumentException if there is no outcome, or a name occurs twice
     */
    public Analysis metrics(List<String> outcomes, String... covariates) {
        return new Analysis(this, outcomes, Arrays.asList(covariates), List.of());
    }

    Source source() {
        return source;
    }

    Optional<String> column(Role role) {
        return Optional.ofNullable(roles.get(role));
    }

    /** Whether a column has a role in the design. */
    boolean plays(String column) {
        return roles.containsValue(column);
    }

    /** What was randomised. */
    String randomised() {
        String instrument = roles.get(Role.INSTRUMENT);
        String assignment = roles.get(Role.ASSIGNMENT);
        if (instrument == null && assignment == null) {
            throw new EstimationException(
                    Problem.MISSING_ROLE,
                    "No column has the role assignment: without knowing who was assigned what, no effect is identified.",
                    "Name the column of the arm that each unit was assigned to.");
        }
        return instrument != null ? instrument : Objects.requireNonNull(assignment);
    }

    /** What was received, where it is another column than what was randomised. */
    Optional<String> received() {
        String treatment = roles.get(Role.TREATMENT);
        String instrument = roles.get(Role.INSTRUMENT);
        String received = treatment == null && instrument != null ? roles.get(Role.ASSIGNMENT) : treatment;
        if (instrument != null && received == null) {
            throw new EstimationException(
                    Problem.MISSING_ROLE,
                    "There is an instrument '" + instrument + "' but no treatment that it moves.",
                    "Name the column of what each unit received.");
        }
        return randomised().equals(received) ? Optional.empty() : Optional.ofNullable(received);
    }

    Set<String> afterTreatment() {
        return post;
    }

    Optional<String> control() {
        return Optional.ofNullable(control);
    }

    Missing missing() {
        return missing;
    }

    /** Refuses a column that treatment may have moved. */
    void requirePreTreatment(String column, List<String> outcomes, String use) {
        String what = outcomes.contains(column)
                ? "an outcome"
                : post.contains(column)
                        ? "declared to be measured after treatment"
                        : column.equals(roles.get(Role.TREATMENT))
                                ? "the treatment received"
                                : column.equals(roles.get(Role.ASSIGNMENT))
                                        ? "the assignment"
                                        : column.equals(roles.get(Role.INSTRUMENT)) ? "the instrument" : "";
        if (!what.isEmpty()) {
            throw new EstimationException(
                    Problem.POST_TREATMENT,
                    "Column '" + column + "' is " + what + " and is used " + use
                            + ": rows that are alike in what treatment moves are no longer alike in all else, and their "
                            + "difference is no effect.",
                    "Use columns measured before assignment only.");
        }
    }
}
