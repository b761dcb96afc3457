package assay.harness;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Glance;
import assay.Inference;
import assay.Interval;
import assay.Normal;
import assay.Sample;
import assay.Trajectory;
import assay.TwoArms;
import assay.baseline.FixedLevelAtEveryLook;
import assay.dgp.Draw;
import assay.sequential.AnytimeNormal;
import assay.sequential.QuantileSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Controls of methods that answer a path of looks. */
final class TrajectoryControls {

    private static final double ALPHA = 0.05;
    /** The constant boundary for five looks (Pocock 1977). */
    private static final double FIVE_LOOKS = 2.4132;

    private static final double ONE_LOOK = 1.959964;

    private static final int STEPS = 30;
    private static final int STEP = 100;
    private static final double WALK_END = 6;

    private TrajectoryControls() {}

    /** Peeking, as a foil. */
    static Control<Trajectory> peeking(Estimator<Trajectory> looks) {
        return Control.foil(
                "fixed-z-at-every-look",
                "tests every look as if it were the only one",
                new FixedLevelAtEveryLook(looks, ALPHA));
    }

    /** The same, made from the method's own result. */
    static Control<Trajectory> unadjusted(Estimator<Trajectory> method) {
        return ResultMutants.unadjustedPeeking().of(method);
    }

    /** The constant boundary for five looks at every one of thousands: the size is .1 at 2,000 looks and .2 at 10,000. */
    static Control<Trajectory> fiveLooks() {
        return Control.mutant(
                "boundary-for-five-looks",
                "the constant boundary for five looks, and its intervals, at every one of thousands",
                path -> map(path, look -> {
                    Estimate e = look.estimate();
                    return looked(look, new Normal(e.value(), e.stdError() * FIVE_LOOKS / ONE_LOOK));
                }));
    }

    /** Where the method rejects at |z| = 3, it now does at 3 times the factor, again and again. */
    static Control<Trajectory> scaled(double factor) {
        return Control.mutant(
                String.format(Locale.ROOT, "intervals-times-%s", factor),
                "intervals shortened to " + factor + " of their length",
                path -> map(path, look -> {
                    Estimate e = look.estimate();
                    return looked(look, new Scaled(e.inference(), e.value(), factor));
                }));
    }

    /** Each of the segments has a test over all looks; the one that finds something is reported. */
    static Control<Trajectory> bestSegment(Estimator<Trajectory> method, int segments) {
        return new Control<>(
                Control.Kind.MUTANT,
                "best-of-" + segments + "-segments",
                "reports the segment in which the method finds something",
                (draw, own, random) -> best(method, segments, draw.observed(), random),
                Optional.empty());
    }

    /** The control arm's sample quantile is no constant: a test against it errs by what both arms do. */
    static Control<Trajectory> knownControlQuantile(QuantileSequence sequence) {
        return new Control<>(
                Control.Kind.MUTANT,
                "control-quantile-as-known",
                "tests the treated arm against the control arm's quantile as if that were known",
                (draw, own, random) -> map(
                        own.get(),
                        look -> new Trajectory.Look(
                                look.n(),
                                look.information(),
                                look.estimate(),
                                rejectsControl(sequence, draw.observed(), look.n()))),
                Optional.empty());
    }

    private static boolean rejectsControl(QuantileSequence sequence, Sample sample, int n) {
        double[] y = sample.outcome();
        double[] arms = TwoArms.of(sample).indicator();
        double[] control = sorted(y, arms, n, 0);
        double[] treated = sorted(y, arms, n, 1);
        double known = control[(int) (sequence.probability() * control.length)];
        return sequence.logEvidence(treated, known) >= -Math.log(ALPHA);
    }

    private static double[] sorted(double[] y, double[] arms, int n, int arm) {
        return IntStream.range(0, n)
                .filter(i -> arms[i] == arm)
                .mapToDouble(i -> y[i])
                .sorted()
                .toArray();
    }

    private static Trajectory best(Estimator<Trajectory> method, int segments, Sample sample, RandomGenerator random) {
        Trajectory last = null;
        for (int s = 0; s < segments; s++) {
            int first = s;
            int[] rows = IntStream.range(0, sample.size())
                    .filter(i -> i % segments == first)
                    .toArray();
            last = method.estimate(sample.rows(rows), random);
            if (last.rejects()) {
                return last;
            }
        }
        if (last == null) {
            throw new IllegalArgumentException("there is no segment");
        }
        return last;
    }

    /**
     * The mean of independent normal steps about the truth, with their known variance and the mixture that is exact for it:
     * by the end the truth, where it is not 0, is six standard errors from 0.
     */
    static Control<Trajectory> oracle(Estimand estimand) {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "a normal random walk about the truth with its exact confidence sequence",
                (draw, method, random) -> walk(draw, estimand, random),
                Optional.empty());
    }

    private static Trajectory walk(Draw draw, Estimand estimand, RandomGenerator random) {
        double truth = draw.truth().value(estimand);
        int all = STEPS * STEP;
        double sd = (truth == 0 ? 1 : Math.abs(truth)) * Math.sqrt(all) / WALK_END;
        double g = AnytimeNormal.optimalPriorUnits(all / 2.0, ALPHA);
        List<Trajectory.Look> looks = new ArrayList<>();
        double sum = 0;
        for (int n = STEP; n <= all; n += STEP) {
            sum += Math.sqrt(STEP) * sd * random.nextGaussian();
            double value = truth + sum / n;
            double error = sd / Math.sqrt(n);
            AnytimeNormal inference = new AnytimeNormal(value, error, n, g);
            Estimate estimate = new Estimate(estimand, "truth", value, error, inference);
            looks.add(new Trajectory.Look(n, 1 / (error * error), estimate, inference.pValue(0) <= ALPHA));
        }
        Glance glance = new Glance("oracle", "known", all, all / 2, all / 2, 0, 0, Map.of());
        return new Trajectory(looks, glance, List.of());
    }

    private static Trajectory map(Trajectory path, UnaryOperator<Trajectory.Look> change) {
        return new Trajectory(path.looks().stream().map(change).toList(), path.glance(), List.of());
    }

    private static Trajectory.Look looked(Trajectory.Look look, Inference inference) {
        Estimate e = look.estimate();
        return new Trajectory.Look(
                look.n(),
                look.information(),
                new Estimate(e.estimand(), e.term(), e.value(), e.stdError(), inference),
                inference.pValue(0) <= ALPHA);
    }

    /** Inference whose distances from the estimate are shortened. */
    private record Scaled(Inference exact, double value, double factor) implements Inference {
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
}
