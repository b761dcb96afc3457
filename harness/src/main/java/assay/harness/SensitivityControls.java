package assay.harness;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.HypothesisTest;
import assay.Inference;
import assay.Interval;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.dgp.GroundTruth;
import assay.experiment.RegressionAdjustment;
import assay.linear.Covariance;
import assay.observational.DmlPlr;
import assay.sensitivity.BoundsInference;
import assay.sensitivity.MatchedPairs;
import assay.sensitivity.OmittedVariableAnalysis;
import assay.sensitivity.OmittedVariableBounds;
import assay.sensitivity.PairStatistic;
import assay.sensitivity.RosenbaumBounds;
import assay.sensitivity.Side;
import assay.sensitivity.Strength;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Damaged sensitivity analyses, and methods that do without one. */
final class SensitivityControls {

    private SensitivityControls() {}

    /** Reads fits with bounds, whose power no standard error promises: a curve of it would be held to nothing. */
    static final class Bounds implements Reading.Reader<Fit>, WithoutCurve {
        @Override
        public Reading read(Fit result, GroundTruth truth) {
            return Reading.ofFit(result, truth);
        }
    }

    /** Takes what regression finds for the effect. */
    static Control<Fit> regression() {
        return Control.foil(
                "ols", "regression that takes nothing to be hidden", new RegressionAdjustment(Covariance.HC2));
    }

    /** Takes what double machine learning finds for the effect. */
    static Control<Fit> dmlWithoutBounds() {
        return Control.foil("dml-plr", "double machine learning that takes nothing to be hidden", DmlPlr.standard());
    }

    /** The two bounds for an interval: half of the time the truth, which is at one of them, is outside. */
    static Control<Fit> withoutError() {
        return Control.mutant(
                "bounds-without-error", "gives the two bounds for an interval", SensitivityControls::bare);
    }

    private static Fit bare(Fit fit) {
        Estimate estimate = fit.estimate();
        BoundsInference own = (BoundsInference) estimate.inference();
        return new Fit(
                List.of(new Estimate(
                        estimate.estimand(),
                        estimate.term(),
                        estimate.value(),
                        estimate.stdError(),
                        new Bare(own.lower(), own.upper()))),
                fit.glance(),
                List.of());
    }

    /** Certain of what is between two numbers. */
    private record Bare(double lower, double upper) implements Inference {
        @Override
        public Interval interval(double level) {
            return new Interval(lower, upper);
        }

        @Override
        public double pValue(double nullValue) {
            return lower <= nullValue && nullValue <= upper ? 1 : 0;
        }
    }

    /** Takes the partial R-squared of the covariate itself for the strength of a confounder like it. */
    static Control<Fit> naiveBenchmark() {
        return Control.foil(
                "untransformed-benchmark",
                "takes the covariate's own partial R-squared, which the hidden one has dimmed, for that of a confounder like it",
                new NaiveBenchmark());
    }

    /** Bounds at the observed partial R-squared of the first covariate. */
    record NaiveBenchmark() implements Estimator<Fit> {
        @Override
        public Estimand target() {
            return Estimand.ATE;
        }

        @Override
        public Set<Role> needs() {
            return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE);
        }

        @Override
        public Fit estimate(Sample sample, RandomGenerator random) {
            String first = sample.columns(Role.COVARIATE).get(0).name();
            Strength own = OmittedVariableAnalysis.of(sample).observed(List.of(first));
            return new OmittedVariableBounds(own.treatment(), own.outcome()).estimate(sample, random);
        }
    }

    /** The smallest p-value that the bias allows in place of the largest. */
    static Control<HypothesisTest> smallestPValue(RosenbaumBounds method) {
        return Control.mutant(
                "smallest-p-value", "the smallest p-value that the bias allows, not the largest", new Smallest(method));
    }

    /** Bounds with the odds upside down: one side's bias that helps the null hypothesis of the other. */
    record Smallest(RosenbaumBounds method) implements Estimator<HypothesisTest> {
        @Override
        public Estimand target() {
            return method.target();
        }

        @Override
        public Set<Role> needs() {
            return method.needs();
        }

        @Override
        public HypothesisTest estimate(Sample sample, RandomGenerator random) {
            MatchedPairs pairs = MatchedPairs.of(sample);
            double[] turned = pairs.differences();
            for (int i = 0; i < turned.length; i++) {
                turned[i] = -turned[i];
            }
            // The chance of so many negative differences at most, were they gamma times as likely.
            double greater =
                    1 - MatchedPairs.of(turned).pValue(method.gamma(), PairStatistic.SIGNED_RANK, Side.GREATER);
            double less = 1 - pairs.pValue(method.gamma(), PairStatistic.SIGNED_RANK, Side.GREATER);
            HypothesisTest own = method.estimate(sample, random);
            return new HypothesisTest(
                    own.nullHypothesis(),
                    own.statistic(),
                    own.degreesOfFreedom(),
                    Math.min(1, 2 * Math.min(greater, less)),
                    own.glance(),
                    own.cautions());
        }
    }

    /** A p-value that is uniform where the null hypothesis holds, and 0 where it does not. */
    static Control<HypothesisTest> knowsTheNull() {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "draws its p-value from the uniform distribution where the null hypothesis holds, and is sure where it does"
                        + " not",
                (draw, method, random) -> new HypothesisTest(
                        "known",
                        0,
                        Double.NaN,
                        draw.truth().nullHolds() ? random.nextDouble() : 0,
                        Glance.of("oracle", "known", draw.observed(), TwoArms.of(draw.observed()), Map.of()),
                        List.of()),
                Optional.empty());
    }
}
