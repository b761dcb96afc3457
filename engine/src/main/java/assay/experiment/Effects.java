package assay.experiment;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Glance;
import assay.Names;
import assay.Problem;
import assay.bayes.BestArm;
import assay.bayes.Ranking;
import assay.condition.Condition;
import assay.mediation.CausalGraph;
import assay.random.Philox;
import assay.sequential.AnytimeValid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Effects of a {@link FittedModel}, with their joint covariance: to be read, made relative or anytime-valid, projected to
 * another population, or ranked. Immutable.
 */
public final class Effects {

    private static final int DRAWS = 200_000;

    private final FittedModel model;
    private final Segments segments;
    private final List<Ask> asks;
    private final double divisor;
    private final boolean relative;
    private final @Nullable AnytimeValid anytime;
    private final List<Caution> more;

    Effects(FittedModel model, Segments segments, List<Ask> asks) {
        this(model, segments, asks, Double.POSITIVE_INFINITY, false, null, List.of());
    }

    private Effects(
            FittedModel model,
            Segments segments,
            List<Ask> asks,
            double divisor,
            boolean relative,
            @Nullable AnytimeValid anytime,
            List<Caution> more) {
        this.model = model;
        this.segments = segments;
        this.asks = List.copyOf(asks);
        this.divisor = divisor;
        this.relative = relative;
        this.anytime = anytime;
        this.more = List.copyOf(more);
    }

    /**
     * The effects.
     *
     * @return in the order of outcomes, arms and segments
     * @throws EstimationException if the model does not identify one of them
     */
    public List<Effect> list() {
        List<Effect> effects = new ArrayList<>();
        new Evaluation(model, segments, new Uncertainty(model, segments, divisor), relative, anytime)
                .each(
                        asks,
                        (ask, estimate) -> effects.add(new Effect(
                                ask.outcome(), label(ask.arm()), label(ask.against()), ask.segment(), estimate)));
        return effects;
    }

    /**
     * The one effect there is.
     *
     * @return its estimate
     * @throws IllegalStateException if there are several
     */
    public Estimate estimate() {
        List<Effect> all = list();
        if (all.size() != 1) {
            throw new IllegalStateException("there are " + all.size() + " effects; see list()");
        }
        return all.get(0).estimate();
    }

    private String label(int arm) {
        return model.arms().get(arm);
    }

    /**
     * The effects as shares of the mean outcome of the arm that they compare with, {@code E[Y(1)] / E[Y(0)] - 1}, by the delta
     * method, and by Fieller's theorem where that mean is within five standard errors of 0. Effects on compliers are left
     * out, as their mean outcome without treatment is not that of an arm.
     *
     * @return the relative effects
     */
    public Effects relative() {
        List<Ask> kept = asks.stream().filter(Ask::difference).toList();
        return new Effects(model, segments, kept, divisor, true, anytime, more);
    }

    /**
     * The effects with inference that holds at all looks at once, by a mixture worth one unit.
     *
     * @return the same estimates
     */
    public Effects anytime() {
        return anytime(AnytimeValid.unitInformation());
    }

    /**
     * The effects with inference that holds at all looks at once.
     *
     * @param mixture the mixing distribution, chosen before the first look
     * @return the same estimates
     */
    public Effects anytime(AnytimeValid mixture) {
        return new Effects(model, segments, asks, divisor, relative, mixture, more);
    }

    /**
     * The shares of the segments in the experiment.
     *
     * @return by their conditions; projecting onto them gives the effect over all rows
     * @throws EstimationException if the segments are no partition
     */
    public Map<String, Double> shares() {
        segments.requirePartition();
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int s = 0; s < segments.count(); s++) {
            shares.put(segments.label(s), segments.rows(s) / (double) model.rows());
        }
        return shares;
    }

    /**
     * Projects the effects to a population in which the segments have other, known shares: {@code sum p_s theta_s}. It holds if
     * the effects within segments are the same there. The effect on compliers of the target is its projected effect of being
     * assigned over its projected share of compliers.
     *
     * @param shares shares by the conditions of these segments, with sum 1
     * @return an effect for each outcome and arm
     * @throws EstimationException if the segments are no partition, or a condition is not one of them
     * @throws IllegalArgumentException if shares are negative or do not sum to 1
     */
    public Effects project(Map<String, Double> shares) {
        return project(Shares.known(shares));
    }

    /**
     * Projects the effects to a population in which the segments have other shares, which may be uncertain. The variance is
     * {@code p'Sp + theta'O theta + tr(SO)} with S the covariance of the effects and O that of the shares. Effects over all rows are
     * projected by segments that the conditions of the shares make.
     *
     * @param shares shares by the conditions of these segments
     * @return an effect for each outcome and arm
     * @throws EstimationException as {@link #project(Map)}
     */
    public Effects project(Shares shares) {
        Segments parts = segments.whole() && !shares.of().containsKey(Segment.ALL.label())
                ? Segments.of(
                        model.plan(),
                        shares.of().keySet().stream().map(Condition::where).toList())
                : segments;
        parts.requirePartition();
        double[] weights = weights(parts, shares.of());
        Map<List<Object>, Ask> projected = new LinkedHashMap<>();
        for (Ask ask : asks) {
            Estimand estimand = switch (ask.estimand()) {
                case CATE, ATE, SATE -> Estimand.TARGET_ATE;
                default -> ask.estimand();
            };
            projected.putIfAbsent(
                    List.of(ask.outcome(), ask.arm(), ask.against(), estimand),
                    new Ask(
                            estimand,
                            ask.outcome(),
                            ask.arm(),
                            ask.against(),
                            "target",
                            ask.functional().segments(weights)));
        }
        return new Effects(model, parts, List.copyOf(projected.values()), shares.divisor(), relative, anytime, more);
    }

    /** The shares in the order of the segments, whose conditions may be written otherwise. */
    private double[] weights(Segments parts, Map<String, Double> shares) {
        List<String> labels = new ArrayList<>();
        List<String> meanings = new ArrayList<>();
        for (int s = 0; s < parts.count(); s++) {
            labels.add(parts.label(s));
            meanings.add(parts.meaning(s));
        }
        double[] weights = new double[labels.size()];
        boolean[] given = new boolean[weights.length];
        shares.forEach((condition, share) -> {
            int at = labels.indexOf(condition.strip());
            if (at < 0) {
                at = meanings.indexOf(meaning(condition));
            }
            if (at < 0) {
                throw new EstimationException(
                        Problem.NOT_A_PARTITION,
                        "A share is given for '" + condition + "', which is not one of the segments.",
                        Names.help(condition, "segments", labels));
            }
            if (given[at]) {
                throw new EstimationException(
                        Problem.NOT_A_PARTITION,
                        "Two shares are given for the segment '" + labels.get(at) + "'.",
                        "Give each segment one share.");
            }
            weights[at] = share;
            given[at] = true;
        });
        for (int s = 0; s < given.length; s++) {
            if (!given[s]) {
                throw new EstimationException(
                        Problem.NOT_A_PARTITION,
                        "No share is given for the segment '" + labels.get(s) + "'.",
                        "Give each segment a share, 0 if the target has none of it.");
            }
        }
        return weights;
    }

    /** A condition in the one way in which all that mean the same are written; what cannot be read means only itself. */
    private String meaning(String condition) {
        try {
            return Condition.where(condition).sql(model.plan().source);
        } catch (EstimationException e) {
            return condition;
        }
    }

    /**
     * Ranks the arms, control included, where more is better, by 200,000 joint draws with a fixed key.
     *
     * @return the probability of each arm to be the best, for each outcome and segment
     */
    public List<RankedArm> rank() {
        return rank(Better.LARGER, DRAWS, new Philox(1, 0, 3));
    }

    /**
     * Ranks the arms, control included, by joint draws from the posterior of their effects against control. After least squares
     * that is the posterior of a flat prior. Where not all complied, the effects of being assigned are ranked.
     *
     * @param better which direction is better
     * @param draws how many draws, at least 1
     * @param random the stream to draw from
     * @return the probability of each arm to be the best, for each outcome and segment
     */
    public List<RankedArm> rank(Better better, int draws, RandomGenerator random) {
        Map<List<Object>, List<Ask>> groups = new LinkedHashMap<>();
        for (Ask ask : asks) {
            if (ask.difference() && ask.against() == 0) {
                groups.computeIfAbsent(List.of(ask.outcome(), ask.segment()), key -> new ArrayList<>())
                        .add(ask);
            }
        }
        Evaluation evaluation = new Evaluation(model, segments, new Uncertainty(model, segments, divisor), false, null);
        List<RankedArm> ranked = new ArrayList<>();
        for (List<Ask> group : groups.values()) {
            Evaluation.Joint joint = evaluation.joint(group);
            int count = group.size() + 1;
            double sign = better == Better.LARGER ? 1 : -1;
            double[] means = new double[count];
            double[][] scale = new double[count][count];
            for (int i = 1; i < count; i++) {
                means[i] = sign * joint.values[i - 1];
                System.arraycopy(joint.covariance[i - 1], 0, scale[i], 1, count - 1);
            }
            Ranking ranking = BestArm.joint(means, scale, joint.degreesOfFreedom, draws, random);
            for (int i = 0; i < count; i++) {
                Ask first = group.get(0);
                ranked.add(new RankedArm(
                        first.outcome(),
                        first.segment(),
                        label(i == 0 ? 0 : group.get(i - 1).arm()),
                        ranking.probabilityBest(i),
                        ranking.expectedLoss(i)));
            }
        }
        return ranked;
    }

    /**
     * The average effect over all units that follows from the effects on compliers under an assumption that no data can check.
     *
     * @param assumption the assumption, which becomes part of the result as a caution
     * @return the average treatment effects, one for each outcome and arm
     * @throws EstimationException if all complied, so that there is nothing to extrapolate
     */
    public Effects extrapolateToAte(Extrapolation assumption) {
        if (model.compliance() == Compliance.FULL) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "All received what they were assigned, so that the effects are average effects already.",
                    "Leave the extrapolation out.");
        }
        List<Ask> extrapolated = new ArrayList<>();
        for (Ask ask : asks) {
            if (ask.local()) {
                Functional f = ask.functional();
                extrapolated.add(ask.as(
                        Estimand.ATE,
                        assumption == Extrapolation.HOMOGENEOUS_EFFECT
                                ? f
                                : new Functional(
                                        Stage.STRUCTURAL,
                                        Arrays.copyOf(
                                                f.outcomes(),
                                                model.plan().analysis.outcomes().size()),
                                        f.arms(),
                                        f.segments())));
            }
        }
        List<Caution> named = new ArrayList<>(more);
        named.add(assumption.caution());
        return new Effects(model, segments, extrapolated, divisor, relative, anytime, named);
    }

    /**
     * Takes a graph of how the effect comes about, to be asked what goes through a mediator:
     *
     * <pre>{@code
     * effect.withGraph(CausalGraph.parse("T -> searches -> views -> sales; T -> views, sales")).mediate("views");
     * }</pre>
     *
     * @param graph what moves what, in names of columns; T is the treatment where no column is called so
     * @return the graph with these effects
     * @throws EstimationException if the graph names an unknown column, or says that treatment has moved a covariate
     */
    public GraphEffects withGraph(CausalGraph graph) {
        return GraphEffects.of(model, segments, graph);
    }

    /**
     * What the reader of these effects must know.
     *
     * @return cautions of the model and of these effects
     */
    public List<Caution> cautions() {
        List<Caution> all = new ArrayList<>(model.cautions());
        all.addAll(more);
        List<String> outside = segments.outside();
        if (!outside.isEmpty()) {
            all.add(Caution.of(
                    "segment-outside-model",
                    "The model does not hold " + String.join(", ", outside)
                            + ": the effect in a segment of it is what the covariates of its rows imply, not what its rows "
                            + "say. Add it to the covariates."));
        }
        if (anytime != null) {
            anytime.caution(model.plan().units()).ifPresent(all::add);
        }
        if (relative && list().stream().anyMatch(e -> e.estimate().inference() instanceof Fieller)) {
            all.add(Caution.of(
                    "weak-baseline",
                    "A control mean is less than five standard errors from 0, so that the interval of the relative effect is "
                            + "Fieller's."));
        }
        return all;
    }

    /**
     * The effects as a fit, for tidy tables.
     *
     * @return a term for each effect
     */
    public Fit fit() {
        List<Estimate> terms = list().stream().map(Effect::estimate).toList();
        int treated = 0;
        for (int arm = 1; arm < model.arms().size(); arm++) {
            treated += (int) model.rows(arm);
        }
        return new Fit(
                terms,
                new Glance(
                        model.method(),
                        model.variance(),
                        (int) model.rows(),
                        treated,
                        (int) model.rows(0),
                        (int) model.dropped(),
                        model.clusters(),
                        Map.of()),
                cautions());
    }
}
