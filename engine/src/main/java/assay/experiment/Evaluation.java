package assay.experiment;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Problem;
import assay.sequential.AnytimeValid;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns what is asked into estimates. Each is a value and a linear functional, which is the estimate itself or its derivative;
 * the variance is that of the functional.
 */
final class Evaluation {

    /** Standard errors between the baseline and 0, below which the delta method is not trusted. */
    private static final double FAR = 5;

    private final FittedModel model;
    private final Segments segments;
    private final Uncertainty uncertainty;
    private final boolean relative;
    private final @Nullable AnytimeValid anytime;

    Evaluation(
            FittedModel model,
            Segments segments,
            Uncertainty uncertainty,
            boolean relative,
            @Nullable AnytimeValid anytime) {
        this.model = model;
        this.segments = segments;
        this.uncertainty = uncertainty;
        this.relative = relative;
        this.anytime = anytime;
    }

    /** Several effects of one outcome, their covariance or scale, and the fewest of their degrees of freedom. */
    static final class Joint {
        final double[] values;
        final double[][] covariance;
        final double degreesOfFreedom;

        Joint(double[] values, double[][] covariance, double degreesOfFreedom) {
            this.values = values;
            this.covariance = covariance;
            this.degreesOfFreedom = degreesOfFreedom;
        }
    }

    Joint joint(List<Ask> asks) {
        List<Functional> functionals = asks.stream().map(Ask::functional).toList();
        Functional first = functionals.get(0);
        Coefficients coefficients = model.stage(first.stage());
        DeltaVectors deltas = new DeltaVectors(
                functionals.stream().map(f -> model.contrast(f, segments)).toArray(double[][]::new));
        double[][] covariance = deltas.covariance(coefficients.covariance(first));
        if (!uncertainty.none()) {
            double[][] more = uncertainty.covariance(functionals);
            for (int i = 0; i < more.length; i++) {
                for (int j = 0; j < more.length; j++) {
                    covariance[i][j] += more[i][j];
                }
            }
        }
        double df = Double.POSITIVE_INFINITY;
        for (int i = 0; i < deltas.size(); i++) {
            df = Math.min(df, coefficients.degreesOfFreedom(deltas.row(i)));
        }
        return new Joint(deltas.effects(coefficients.values(first.outcomes())), covariance, df);
    }

    /** Gives the estimates in turn; what is known without error, such as a share of compliers of 1, is left out. */
    void each(List<Ask> asks, BiConsumer<Ask, Estimate> to) {
        prepare(asks);
        for (Ask ask : asks) {
            Estimate estimate = relative ? lift(ask) : ask.local() ? local(ask) : plain(ask);
            if (estimate != null) {
                to.accept(ask, anytime == null ? estimate : anytime(anytime, estimate));
            }
        }
    }

    private Estimate anytime(AnytimeValid mixture, Estimate estimate) {
        return mixture.apply(estimate, model.plan().units());
    }

    private @Nullable Estimate plain(Ask ask) {
        double value = value(ask.functional());
        double variance = variance(ask.functional());
        if (ask.compliance() && !(variance > 1e-24)) {
            return null;
        }
        return estimate(ask, value, variance, ask.functional());
    }

    /** The effect on compliers: effects of being assigned, times the inverse of the shares that they moved to each arm. */
    private Estimate local(Ask ask) {
        Functional f = ask.functional();
        int arms = model.arms().size();
        int treated = arms - 1;
        int outcomes = f.outcomes().length;
        double[] assigned = new double[treated];
        double[][] moved = new double[treated][treated];
        for (int a = 0; a < treated; a++) {
            Functional one = f.arms(Functional.difference(arms, a + 1, 0));
            assigned[a] = value(one);
            for (int b = 0; b < treated; b++) {
                moved[a][b] = value(one.outcomes(Functional.unit(outcomes, outcomes - treated + b)));
            }
        }
        double[] effects =
                SmallSystem.solve(moved, assigned, model.plan().received.column());
        // The derivative: inverse of the shares, times what being assigned does beyond moving units between arms.
        double[] outer = new double[treated];
        for (int arm : new int[] {ask.arm(), ask.against()}) {
            if (arm > 0) {
                outer[arm - 1] = arm == ask.arm() ? 1 : -1;
            }
        }
        double[] weights = SmallSystem.solve(
                SmallSystem.transpose(moved), outer, model.plan().received.column());
        double[] armWeights = new double[arms];
        for (int a = 0; a < treated; a++) {
            armWeights[a + 1] = weights[a];
            armWeights[0] -= weights[a];
        }
        double[] outcomeWeights = f.outcomes().clone();
        for (int b = 0; b < treated; b++) {
            outcomeWeights[outcomes - treated + b] -= effects[b];
        }
        Functional derivative = f.arms(armWeights).outcomes(outcomeWeights);
        return estimate(ask, DeltaVectors.dot(outer, effects), variance(derivative), derivative);
    }

    /** An effect over the mean of the arm that it compares with. */
    private Estimate lift(Ask ask) {
        Functional f = ask.functional();
        Functional baseline = f.arms(Functional.unit(f.arms().length, ask.against()));
        double effect = value(f);
        double mean = value(baseline);
        Joint joint = joint(List.of(
                ask, new Ask(ask.estimand(), ask.outcome(), ask.arm(), ask.against(), ask.segment(), baseline)));
        double meanVariance = joint.covariance[1][1];
        if (mean == 0) {
            throw new EstimationException(
                    Problem.ZERO_DENOMINATOR,
                    "The mean of '" + ask.outcome() + "' in arm '"
                            + model.arms().get(ask.against()) + "' is 0, so that no effect is a share of it.",
                    "Report the effect itself.");
        }
        double ratio = effect / mean;
        double[] weights = new double[f.arms().length];
        weights[ask.arm()] += 1 / mean;
        weights[ask.against()] -= (1 + ratio) / mean;
        Functional derivative = f.arms(weights);
        Estimate delta = estimate(ask.as(Estimand.LIFT, f), ratio, variance(derivative), derivative);
        double df = delta.inference().degreesOfFreedom();
        if (anytime != null || mean * mean >= FAR * FAR * meanVariance || df == Double.POSITIVE_INFINITY) {
            return delta;
        }
        return new Estimate(
                delta.estimand(),
                delta.term(),
                ratio,
                delta.stdError(),
                new Fieller(effect, mean, joint.covariance[0][0], meanVariance, joint.covariance[0][1], df));
    }

    /** One pass over the clusters tells the degrees of freedom of all. */
    private void prepare(List<Ask> asks) {
        Map<Stage, List<double[]>> contrasts = new EnumMap<>(Stage.class);
        for (Ask ask : asks) {
            Functional functional = ask.functional();
            contrasts
                    .computeIfAbsent(functional.stage(), stage -> new ArrayList<>())
                    .add(model.contrast(functional, segments));
        }
        contrasts.forEach((stage, list) -> model.stage(stage).prepare(list));
    }

    private Estimate estimate(Ask ask, double value, double variance, Functional functional) {
        if (!(variance > 0)) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "Outcome '" + ask.outcome()
                            + "' does not vary about its means in the rows that the effect rests on (" + ask.segment()
                            + "), so its standard error would be 0.",
                    "Check the column, or ask for a wider segment.");
        }
        String term = model.arms().get(ask.arm()) + " - " + model.arms().get(ask.against());
        double df = model.stage(functional.stage()).degreesOfFreedom(model.contrast(functional, segments));
        double error = Arguments.finite("standard error", Math.sqrt(variance));
        return df < Double.POSITIVE_INFINITY
                ? Estimate.studentT(ask.estimand(), term, value, error, df)
                : Estimate.normal(ask.estimand(), term, value, error);
    }

    private double value(Functional functional) {
        return DeltaVectors.dot(
                model.contrast(functional, segments),
                model.stage(functional.stage()).values(functional.outcomes()));
    }

    private double variance(Functional functional) {
        Coefficients coefficients = model.stage(functional.stage());
        DeltaVectors delta = new DeltaVectors(new double[][] {model.contrast(functional, segments)});
        double sampling = delta.variances(coefficients.covariance(functional))[0];
        return uncertainty.none() ? sampling : sampling + uncertainty.covariance(List.of(functional))[0][0];
    }
}
