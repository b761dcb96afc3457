package assay.experiment;

import assay.Caution;
import assay.Estimand;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.condition.Condition;
import assay.condition.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A fitted experiment, to be asked for effects. All answers come from the same coefficients by delta vectors: an effect in a
 * segment costs the mean covariates of its rows, and no other fit.
 *
 * <p>Where all complied, the answers are average treatment effects. Where not, each question has three answers side by side:
 * the effect of being assigned (ITT), the effect on those whose treatment follows their assignment (LATE, which is the effect
 * on the treated when nobody in control could be treated), and the share of those, the compliers.
 */
public final class FittedModel {

    private final Plan plan;
    private final Model.Slopes slopes;
    private final Population population;
    private final Map<Stage, Coefficients> stages = new EnumMap<>(Stage.class);
    private final Function<Stage, Coefficients> fits;
    private final String method;
    private final String variance;
    private final List<Caution> cautions;

    FittedModel(
            Plan plan,
            Model.Slopes slopes,
            Population population,
            Function<Stage, Coefficients> fits,
            String method,
            String variance,
            List<Caution> cautions) {
        this.plan = plan;
        this.slopes = slopes;
        this.population = population;
        this.fits = fits;
        this.method = method;
        this.variance = variance;
        this.cautions = List.copyOf(cautions);
    }

    static FittedModel of(Analysis analysis, Model model) {
        return Fitting.fit(Plan.of(analysis), model);
    }

    /**
     * The effect of each treated arm, averaged over all rows.
     *
     * @return an effect for each outcome and arm
     * @throws EstimationException if the model does not identify it
     */
    public Effects effect() {
        return effects(Segments.all(plan));
    }

    /**
     * The effect of each treated arm, averaged over the rows that meet a condition. It is the effect there under the model: a
     * column that is in the condition but not in the model matters only by the covariates of its rows. To let the data speak
     * for each level of a column, put it into the model by {@link Analysis#saturated}.
     *
     * @param condition on columns measured before assignment
     * @return an effect for each outcome and arm
     * @throws EstimationException if no row meets it, none of some arm does, it names an unknown or a post-treatment column,
     *     or the model does not identify the effect
     */
    public Effects effect(Condition condition) {
        return effects(List.of(condition));
    }

    /**
     * The effect of each treated arm in a population of which the mean covariates are known: the delta vector at these means. It holds
     * if the slopes of the arms are the same there; no row is needed, as the model is linear.
     *
     * @param means the mean of each covariate of the model, and for a level of a column its share under {@code column=level}
     * @return an effect for each outcome and arm
     * @throws EstimationException if a mean is missing, is of no covariate, or lies beyond all rows of the experiment, or the model
     *     does not identify the effect
     */
    public Effects effectAt(Map<String, Double> means) {
        Segments target = Segments.at(plan, means);
        List<Ask> asks = new ArrayList<>();
        for (int arm = 1; arm < plan.assigned.count(); arm++) {
            ask(asks, target, arm, 0);
        }
        return new Effects(
                this,
                target,
                ordered(asks).stream()
                        .map(ask ->
                                ask.estimand() == Estimand.CATE ? ask.as(Estimand.TARGET_ATE, ask.functional()) : ask)
                        .toList());
    }

    /**
     * The effects in several segments, from one pass over the rows.
     *
     * @param segments a condition for each
     * @return an effect for each outcome, arm and segment
     * @throws EstimationException as {@link #effect(Condition)}
     * @throws IllegalArgumentException if there is no segment
     */
    public Effects effects(List<Condition> segments) {
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("effects in segments need a segment");
        }
        return effects(Segments.of(plan, segments));
    }

    /**
     * The effects at each value of a column.
     *
     * @param column text, a saturated column, or the time
     * @return an effect for each outcome, arm and value
     * @throws EstimationException as {@link #effect(Condition)}, or if the column holds numbers and is not saturated
     */
    public Effects effectsBy(String column) {
        Source source = plan.source;
        Experiment.require(source, column, "segments");
        List<Condition> segments = new ArrayList<>();
        boolean text = source.kind(column) == Kind.TEXT;
        if (plan.analysis.saturatedColumns().contains(column)) {
            for (double value : plan.levels(column)) {
                segments.add(
                        text
                                ? Condition.equal(column, Arms.label(source, column, value))
                                : Condition.equal(column, value));
            }
        } else if (text) {
            for (String level : source.levels(column)) {
                segments.add(Condition.equal(column, level));
            }
        } else {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Column '" + column + "' holds numbers, whose values are no segments by themselves.",
                    "Saturate the model in it, or give segments by conditions such as " + column + " > 0.");
        }
        return effects(segments);
    }

    /**
     * The effects at each time.
     *
     * @return an effect for each outcome, arm and time
     * @throws EstimationException if no time was named, or as {@link #effect(Condition)}
     */
    public Effects byTime() {
        return effectsBy(plan.analysis
                .experiment()
                .column(Role.TIME)
                .orElseThrow(() -> new EstimationException(
                        Problem.MISSING_ROLE,
                        "No column has the role time, over which effects were asked for.",
                        "Name the column of the time of each row.")));
    }

    /**
     * The effect of each arm against each other arm.
     *
     * @return an effect for each outcome and pair of arms
     * @throws EstimationException if the model does not identify it
     */
    public Effects byArm() {
        Segments all = Segments.all(plan);
        List<Ask> asks = new ArrayList<>();
        for (int against = 0; against < plan.assigned.count(); against++) {
            for (int arm = against + 1; arm < plan.assigned.count(); arm++) {
                ask(asks, all, arm, against);
            }
        }
        return new Effects(this, all, ordered(asks));
    }

    private Effects effects(Segments segments) {
        List<Ask> asks = new ArrayList<>();
        for (int arm = 1; arm < plan.assigned.count(); arm++) {
            ask(asks, segments, arm, 0);
        }
        return new Effects(this, segments, ordered(asks));
    }

    /** Effects outcome by outcome, shares of compliers last. */
    private List<Ask> ordered(List<Ask> asks) {
        List<Ask> out = new ArrayList<>();
        for (String outcome : plan.analysis.outcomes()) {
            asks.stream()
                    .filter(ask -> !ask.compliance() && ask.outcome().equals(outcome))
                    .forEach(out::add);
        }
        asks.stream().filter(Ask::compliance).forEach(out::add);
        return out;
    }

    private void ask(List<Ask> asks, Segments segments, int arm, int against) {
        int count = plan.assigned.count();
        List<String> outcomes = plan.analysis.outcomes();
        boolean full = plan.compliance == Compliance.FULL;
        int all = full ? outcomes.size() : outcomes.size() + count - 1;
        double[] arms = Functional.difference(count, arm, against);
        for (int s = 0; s < segments.count(); s++) {
            String label = segments.label(s);
            double[] in = Functional.unit(segments.count(), s);
            for (int o = 0; o < outcomes.size(); o++) {
                double[] outcome = Functional.unit(all, o);
                if (full) {
                    Estimand estimand = label.equals(Segment.ALL.label()) ? average() : Estimand.CATE;
                    Functional direct = new Functional(Stage.DIRECT, outcome, arms, in);
                    asks.add(new Ask(estimand, outcomes.get(o), arm, against, label, direct));
                } else {
                    Functional reduced = new Functional(Stage.REDUCED, outcome, arms, in);
                    asks.add(new Ask(Estimand.ITT, outcomes.get(o), arm, against, label, reduced));
                    asks.add(new Ask(local(against), outcomes.get(o), arm, against, label, reduced));
                }
            }
            if (!full && against == 0) {
                double[] received = Functional.unit(all, outcomes.size() + arm - 1);
                Functional share = new Functional(Stage.REDUCED, received, arms, in);
                asks.add(new Ask(Estimand.COMPLIANCE, plan.received.column(), arm, 0, label, share));
            }
        }
    }

    /** Without slopes of the arms, what holds for the sample holds for the population. */
    private Estimand average() {
        boolean same = plan.covariates.isEmpty() || slopes == Model.Slopes.COMMON;
        return same || population == Population.SUPERPOPULATION ? Estimand.ATE : Estimand.SATE;
    }

    private Estimand local(int against) {
        return plan.compliance == Compliance.ONE_SIDED && against == 0 ? Estimand.ATT : Estimand.LATE;
    }

    /**
     * Who followed the assignment.
     *
     * @return read off the data
     */
    public Compliance compliance() {
        return plan.compliance;
    }

    /**
     * The arms.
     *
     * @return their labels, control first
     */
    public List<String> arms() {
        return plan.assigned.labels();
    }

    /**
     * Rows that were used.
     *
     * @return at least 4
     */
    public long rows() {
        return plan.rows;
    }

    /**
     * Rows assigned to an arm.
     *
     * @param arm its index in {@link #arms()}
     * @return at least 2
     */
    public long rows(int arm) {
        return plan.rows(arm);
    }

    /**
     * Rows left out because a value was missing.
     *
     * @return 0 unless rows with missing values are dropped
     */
    public long dropped() {
        return plan.dropped;
    }

    /**
     * Clusters.
     *
     * @return 0 where rows are independent
     */
    public int clusters() {
        return plan.clusters;
    }

    /**
     * The name of the model.
     *
     * @return kebab case
     */
    public String method() {
        return method;
    }

    /**
     * How variances were estimated, and what they refer to.
     *
     * @return in words
     */
    public String variance() {
        return variance;
    }

    /**
     * Reasons for care with any answer of this model.
     *
     * @return empty when there are none
     */
    public List<Caution> cautions() {
        return cautions;
    }

    Plan plan() {
        return plan;
    }

    Population population() {
        return population;
    }

    Model.Slopes slopes() {
        return slopes;
    }

    /** The coefficients of a regression, which is fitted when it is first asked for. */
    synchronized Coefficients stage(Stage stage) {
        return stages.computeIfAbsent(stage, fits);
    }

    /** The delta vector of a functional. */
    double[] contrast(Functional functional, Segments segments) {
        double[] contrast = new double[stage(functional.stage()).count()];
        for (int arm = 0; arm < functional.arms().length; arm++) {
            for (int s = 0; s < segments.count(); s++) {
                double weight = functional.arms()[arm] * functional.segments()[s];
                if (weight != 0) {
                    addMean(functional.stage(), arm, weight, segments.means(s), contrast);
                }
            }
        }
        return contrast;
    }

    /** Adds the mean row of the model matrix when all are in an arm: 1, T, X, T X. */
    private void addMean(Stage stage, int arm, double weight, double[] x, double[] contrast) {
        Coefficients coefficients = stage(stage);
        Arms arms = stage == Stage.STRUCTURAL ? plan.received : plan.assigned;
        contrast[0] += weight;
        if (arm > 0) {
            contrast[identified(coefficients, ModelRows.indicator(arms, arm), arms.label(arm))] += weight;
        }
        for (int j = 0; j < x.length; j++) {
            Covariate covariate = plan.covariates.get(j);
            int main = coefficients.term(covariate.name());
            if (main < 0) {
                // Others determine it, with the same slopes.
                continue;
            }
            contrast[main] += weight * x[j];
            if (arm > 0 && slopes == Model.Slopes.BY_ARM) {
                String name = ModelRows.interaction(arms, arm, covariate);
                contrast[identified(coefficients, name, arms.label(arm))] += weight * x[j];
            }
        }
    }

    private static int identified(Coefficients coefficients, String term, String arm) {
        int at = coefficients.term(term);
        if (at < 0) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "Term '" + term + "' is determined by the other columns of the model, so that the effect of arm '"
                            + arm + "' cannot be told from theirs.",
                    "Leave out a covariate that (almost) says who got which arm, or merge levels that an arm lacks.");
        }
        return at;
    }

    /** The slopes of a functional on the covariates, less those that the coefficients leave out. */
    double[] slopes(Functional functional, double[] beta) {
        Coefficients coefficients = stage(functional.stage());
        Arms arms = functional.stage() == Stage.STRUCTURAL ? plan.received : plan.assigned;
        double[] out = new double[plan.covariates.size()];
        for (int j = 0; j < out.length; j++) {
            Covariate covariate = plan.covariates.get(j);
            int main = coefficients.term(covariate.name());
            for (int arm = 0; arm < functional.arms().length && main >= 0; arm++) {
                double slope = beta[main];
                if (arm > 0 && slopes == Model.Slopes.BY_ARM) {
                    slope += beta[coefficients.term(ModelRows.interaction(arms, arm, covariate))];
                }
                out[j] += functional.arms()[arm] * slope;
            }
        }
        return out;
    }

    @Override
    public String toString() {
        return method + " of " + String.join(", ", plan.analysis.outcomes()) + " on " + plan.rows + " rows, arms "
                + Arrays.toString(plan.assigned.labels().toArray());
    }
}
