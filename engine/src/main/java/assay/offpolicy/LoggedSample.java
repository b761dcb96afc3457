package assay.offpolicy;

import assay.Clusters;
import assay.Column;
import assay.Covariates;
import assay.EstimationException;
import assay.Names;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A log of decisions read off a sample: the action is the assignment (or the treatment, where there is no assignment), the reward the
 * outcome. Propensities are one column, the logging probability of the action that was taken, or one for every action in the
 * order of the levels. A stratum tells cells in which support is checked, such as the slots of a page, and is a covariate of the
 * reward model.
 */
public final class LoggedSample {

    private static final double ROUNDING = 1e-6;

    private final Sample sample;
    private final List<String> actions;
    private final int[] action;
    private final double[] logged;
    private final @Nullable Clusters strata;

    private LoggedSample(
            Sample sample, List<String> actions, int[] action, double[] logged, @Nullable Clusters strata) {
        this.sample = sample;
        this.actions = actions;
        this.action = action;
        this.logged = logged;
        this.strata = strata;
    }

    /**
     * Reads a log.
     *
     * @param sample outcome, assignment or treatment, and propensity
     * @return the log
     * @throws EstimationException if a role is missing, there is one action only, propensities are neither one column nor one for every
     *     action, or those of a row do not sum to 1
     */
    public static LoggedSample of(Sample sample) {
        sample.require(OffPolicyValue.NEEDS);
        Column column = sample.column(
                sample.has(Role.ASSIGNMENT) || !sample.has(Role.TREATMENT) ? Role.ASSIGNMENT : Role.TREATMENT);
        List<String> actions;
        int[] action;
        if (column instanceof Column.Categorical text) {
            actions = text.levels();
            action = text.codes();
        } else {
            Clusters values = Clusters.of(sample.with(Role.CLUSTER, column));
            List<String> labels = new ArrayList<>();
            for (int a = 0; a < values.count(); a++) {
                labels.add(values.label(a));
            }
            actions = List.copyOf(labels);
            action = values.of();
        }
        if (actions.size() < 2) {
            throw new EstimationException(
                    Problem.ONE_LEVEL,
                    "Column '" + column.name() + "' holds one action, " + actions
                            + "; a log of one action says nothing of others.",
                    "Log at least two actions.");
        }
        Clusters strata =
                sample.has(Role.STRATUM) ? Clusters.of(sample.with(Role.CLUSTER, sample.column(Role.STRATUM))) : null;
        return new LoggedSample(sample, actions, action, logged(sample, actions, action), strata);
    }

    private static double[] logged(Sample sample, List<String> actions, int[] action) {
        List<Column> columns = sample.columns(Role.PROPENSITY);
        if (columns.size() == 1) {
            return sample.numeric(Role.PROPENSITY);
        }
        if (columns.size() != actions.size()) {
            throw new EstimationException(
                    Problem.PROPENSITY_RANGE,
                    columns.size() + " propensity columns were given for " + actions.size() + " actions ("
                            + Names.list(actions) + ").",
                    "Give one column, the probability of the action that was taken, or one for every action in this order.");
        }
        double[][] all =
                columns.stream().map(c -> ((Column.Numeric) c).values()).toArray(double[][]::new);
        double[] logged = new double[action.length];
        for (int i = 0; i < logged.length; i++) {
            double sum = 0;
            for (double[] of : all) {
                sum += of[i];
            }
            if (!(Math.abs(sum - 1) <= ROUNDING)) {
                throw new EstimationException(
                        Problem.PROPENSITY_RANGE,
                        "Logging probabilities sum to " + sum + " in row " + (i + 1) + ", not to 1.",
                        "Give one column for every action, in the order " + Names.list(actions) + ".");
            }
            logged[i] = all[action[i]][i];
        }
        return logged;
    }

    /**
     * The actions.
     *
     * @return names, by index
     */
    public List<String> actions() {
        return actions;
    }

    /**
     * The probability of the action that was taken, under the logging policy.
     *
     * @return the shared array, in (0, 1)
     */
    public double[] logged() {
        return logged;
    }

    /**
     * The smallest logging probability of an action that was taken.
     *
     * @return in (0, 1)
     */
    public double smallestPropensity() {
        return Arrays.stream(logged).min().orElse(1);
    }

    /**
     * The covariates that policies see.
     *
     * @return column by column, categorical ones as indicators; shared, not to be written to
     */
    public double[][] contexts() {
        return sample.covariates().columns();
    }

    /**
     * The covariates that reward models see: those of policies, and an indicator for each stratum but the first.
     *
     * @return column by column
     */
    public double[][] features() {
        double[][] contexts = contexts();
        if (strata == null) {
            return contexts;
        }
        Column indicators = new Column.Categorical("stratum", strata.of(), strata());
        double[][] more = Covariates.of(List.of(indicators)).columns();
        double[][] all = Arrays.copyOf(contexts, contexts.length + more.length);
        System.arraycopy(more, 0, all, contexts.length, more.length);
        return all;
    }

    /**
     * The strata in which support is checked.
     *
     * @return names, by index; one without a name where there are none
     */
    public List<String> strata() {
        List<String> labels = new ArrayList<>();
        for (int c = 0; strata != null && c < strata.count(); c++) {
            labels.add(strata.label(c));
        }
        return labels.isEmpty() ? List.of("") : List.copyOf(labels);
    }

    /**
     * The stratum of each row.
     *
     * @return a new array, from 0
     */
    public int[] cells() {
        return strata == null ? new int[action.length] : strata.of().clone();
    }

    /**
     * The log under a target policy.
     *
     * @param target the policy
     * @return the feedback, without a reward model
     * @throws EstimationException if the policy does not fit the log
     */
    public LoggedFeedback under(TargetPolicy target) {
        LoggedFeedback feedback = LoggedFeedback.of(
                action, sample.outcome(), logged, target.probabilities(actions, contexts(), action.length));
        return sample.has(Role.CLUSTER)
                ? feedback.withClusters(Clusters.of(sample).of())
                : feedback;
    }

    /**
     * Whether the log can speak for a target.
     *
     * @param feedback the log under the target
     * @return the diagnosis, support checked within strata where there are any
     */
    public OverlapDiagnosis overlap(LoggedFeedback feedback) {
        return OverlapDiagnosis.of(feedback, strata == null ? null : strata.of());
    }

    /**
     * The rewards that a model expects of the actions, learned for a score.
     *
     * @param model how they are learned
     * @param score the score
     * @param feedback the log
     * @param random deals the folds
     * @return the log with expected rewards, or as it is where the score has no use for them
     */
    public LoggedFeedback learned(
            RewardModel model, OffPolicyScore score, LoggedFeedback feedback, RandomGenerator random) {
        return score.basis() == OffPolicyScore.Basis.WEIGHTS
                ? feedback
                : feedback.withModel(model.learn(feedback, features(), score.learningWeights(feedback), random));
    }
}
