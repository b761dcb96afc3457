package assay.harness;

import assay.Column;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Inference;
import assay.Interval;
import assay.Normal;
import assay.Role;
import assay.Sample;
import assay.Trajectory;
import assay.dgp.Draw;
import assay.offpolicy.BettingPolicyValue;
import assay.offpolicy.LoggedSample;
import assay.sequential.AnytimeNormal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Damaged values of policies, and rules that know the truth. */
final class OffPolicyControls {

    private static final double ALPHA = 0.05;
    private static final double ERROR = 0.02;
    private static final int STEPS = 30;
    private static final int STEP = 100;
    private static final double WALK_END = 6;

    private OffPolicyControls() {}

    /** The propensity of the other action. */
    static <R> Control<R> swappedPropensities(Estimator<R> method) {
        return Control.mutant(
                "swapped-propensities",
                "one less the propensity of the action taken in its place",
                new Swapped<>(method));
    }

    /** The same propensity for all: bets withstand propensities that make weights too small, as both ends then move outwards. */
    static <R> Control<R> constantPropensities(Estimator<R> method) {
        return Control.mutant(
                "constant-propensities", "one propensity for every action in every context", new Constant<>(method));
    }

    /** Weights and model both wrong: one of them alone the doubly robust score would withstand. */
    static Control<Fit> doublyWrong(Estimator<Fit> method) {
        return Control.mutant(
                "doubly-wrong",
                "one less the propensity of the action taken in its place, and a reward model that ignores the context",
                new WithoutContext<>(new Swapped<>(method)));
    }

    /** A rule that knows the value but for normal noise, whose standard error it knows. */
    static Control<Fit> oracle() {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "knows the value but for normal noise, whose standard error it knows",
                (draw, own, random) -> new Fit(
                        List.of(Estimate.normal(
                                Estimand.POLICY_VALUE,
                                "truth",
                                draw.truth().value(Estimand.POLICY_VALUE) + ERROR * random.nextGaussian(),
                                ERROR)),
                        glance(draw),
                        List.of()),
                Optional.empty());
    }

    /** Intervals that are too short. */
    static Control<Trajectory> scaled(double factor, double benchmark) {
        return Control.mutant(
                "intervals-times-" + factor,
                "intervals shortened to " + factor + " of their length about the estimate",
                path -> map(path, benchmark, e -> new Shortened(e.inference(), e.value(), factor)));
    }

    /** The normal interval of inverse propensity scoring at every look. */
    static Control<Trajectory> peeking(BettingPolicyValue method) {
        return new Control<>(
                Control.Kind.FOIL,
                "fixed-z-at-every-look",
                "reads the normal interval at every look as if it were the only one",
                (draw, own, random) -> map(own.get(), method.benchmark(), e -> new Normal(e.value(), e.stdError())),
                Optional.empty());
    }

    /** A normal random walk about the truth with its exact confidence sequence, against the benchmark. */
    static Control<Trajectory> walk(double benchmark) {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "a normal random walk about the truth with its exact confidence sequence",
                (draw, own, random) -> walk(draw, benchmark, random),
                Optional.empty());
    }

    private static Trajectory walk(Draw draw, double benchmark, RandomGenerator random) {
        double truth = draw.truth().value(Estimand.POLICY_VALUE);
        int all = STEPS * STEP;
        double far = Math.abs(truth - benchmark);
        double sd = (draw.truth().nullHolds() ? 1 : far) * Math.sqrt(all) / WALK_END;
        double prior = AnytimeNormal.optimalPriorUnits(all / 2.0, ALPHA);
        List<Trajectory.Look> looks = new ArrayList<>();
        double sum = 0;
        for (int n = STEP; n <= all; n += STEP) {
            sum += Math.sqrt(STEP) * sd * random.nextGaussian();
            double value = truth + sum / n;
            double error = sd / Math.sqrt(n);
            AnytimeNormal inference = new AnytimeNormal(value, error, n, prior);
            Estimate estimate = new Estimate(Estimand.POLICY_VALUE, "truth", value, error, inference);
            looks.add(new Trajectory.Look(n, 1 / (error * error), estimate, inference.pValue(benchmark) <= ALPHA));
        }
        return new Trajectory(looks, glance(draw), List.of());
    }

    private static Glance glance(Draw draw) {
        return new Glance("oracle", "known", draw.observed().size(), 0, 0, 0, 0, Map.of());
    }

    private static Trajectory map(Trajectory path, double benchmark, Function<Estimate, Inference> by) {
        UnaryOperator<Trajectory.Look> change = look -> {
            Estimate e = look.estimate();
            Inference inference = by.apply(e);
            return new Trajectory.Look(
                    look.n(),
                    look.information(),
                    new Estimate(e.estimand(), e.term(), e.value(), e.stdError(), inference),
                    inference.pValue(benchmark) <= ALPHA);
        };
        return new Trajectory(path.looks().stream().map(change).toList(), path.glance(), List.of());
    }

    /** Inference whose distances from the estimate are shortened. */
    private record Shortened(Inference exact, double value, double factor) implements Inference {

        @Override
        public Interval interval(double level) {
            Interval full = exact.interval(level);
            return new Interval(
                    value + factor * Math.min(0, full.lower() - value),
                    value + factor * Math.max(0, full.upper() - value));
        }

        @Override
        public double pValue(double nullValue) {
            return exact.pValue(value + (nullValue - value) / factor);
        }
    }

    /** A method that reads one less the propensity of the action taken. */
    private record Swapped<R>(Estimator<R> method) implements Estimator<R> {

        @Override
        public Estimand target() {
            return method.target();
        }

        @Override
        public Set<Role> needs() {
            return method.needs();
        }

        @Override
        public R estimate(Sample sample, RandomGenerator random) {
            double[] p = LoggedSample.of(sample).logged().clone();
            for (int i = 0; i < p.length; i++) {
                p[i] = 1 - p[i];
            }
            return method.estimate(sample.with(Role.PROPENSITY, new Column.Numeric("p", p)), random);
        }
    }

    /** A method that reads the same propensity in every row. */
    private record Constant<R>(Estimator<R> method) implements Estimator<R> {

        @Override
        public Estimand target() {
            return method.target();
        }

        @Override
        public Set<Role> needs() {
            return method.needs();
        }

        @Override
        public R estimate(Sample sample, RandomGenerator random) {
            double[] p = new double[sample.size()];
            Arrays.fill(p, 1.0 / LoggedSample.of(sample).actions().size());
            return method.estimate(sample.with(Role.PROPENSITY, new Column.Numeric("p", p)), random);
        }
    }

    /** A method that sees no covariates. */
    record WithoutContext<R>(Estimator<R> method) implements Estimator<R> {

        @Override
        public Estimand target() {
            return method.target();
        }

        @Override
        public Set<Role> needs() {
            return method.needs();
        }

        @Override
        public R estimate(Sample sample, RandomGenerator random) {
            return method.estimate(sample.with(Role.COVARIATE), random);
        }
    }
}
