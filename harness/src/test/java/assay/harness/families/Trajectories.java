package assay.harness.families;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Inference;
import assay.Interval;
import assay.Normal;
import assay.Role;
import assay.Sample;
import assay.Trajectory;
import assay.certificate.Tier;
import assay.dgp.Draw;
import assay.dgp.GroundTruth;
import assay.harness.Control;
import assay.harness.TrajectoryClaim;
import assay.random.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.util.FastMath;

/** Trajectories: the mean of a stream with unit variance, looked at twenty times. */
public final class Trajectories {

    private static final int LOOKS = 20;

    private Trajectories() {}

    static Family<Trajectory> family() {
        List<Control<Trajectory>> controls = List.of(
                Control.mutant("half-error", "half of the standard error", new Looks(Boundary.MIXTURE, LOOKS, 0.5)),
                Control.mutant("z-too-small", "z at every look, half the error", new Looks(Boundary.FIXED, LOOKS, 0.5)),
                Control.foil("fixed-z", "the fixed-sample test at every look", new Looks(Boundary.FIXED, LOOKS, 1)),
                Family.oracle(
                        "looks once, at the end, with the known variance",
                        (draw, method, random) -> new Looks(Boundary.FIXED, 1, 1).estimate(draw.observed(), random)));
        return Family.of(
                "trajectory",
                new Looks(Boundary.MIXTURE, LOOKS, 1),
                new Looks(Boundary.FIXED, LOOKS, 1),
                Tier.D,
                List.of(TrajectoryClaim.NEVER_REJECTS, TrajectoryClaim.COVERS_THROUGHOUT, TrajectoryClaim.power(0.8)),
                TrajectoryClaim.READER,
                controls,
                new Stream(400, 0.25));
    }

    /** What a look rejects by. */
    public enum Boundary {
        /** Normal-mixture confidence sequence. */
        MIXTURE,
        /** The 95 % interval of a fixed sample. */
        FIXED
    }

    /** Looks at equal distances, by a boundary, with the known standard error times a factor. */
    public record Looks(Boundary boundary, int looks, double factor) implements Estimator<Trajectory> {
        @Override
        public Estimand target() {
            return Estimand.ATE;
        }

        @Override
        public Set<Role> needs() {
            return Set.of(Role.OUTCOME);
        }

        @Override
        public Trajectory estimate(Sample sample, RandomGenerator random) {
            double[] y = sample.outcome();
            List<Trajectory.Look> path = new ArrayList<>();
            double sum = 0;
            for (int i = 0; i < y.length; i++) {
                sum += y[i];
                if ((i + 1) * looks % y.length == 0) {
                    path.add(look(i + 1, sum / (i + 1), y.length));
                }
            }
            return new Trajectory(path, Family.glance("looks", y.length), List.of());
        }

        private Trajectory.Look look(int n, double mean, int planned) {
            double error = factor / Math.sqrt(n);
            Inference inference = boundary == Boundary.MIXTURE
                    ? NormalMixture.tightestAt(planned, mean, error, n)
                    : new Normal(mean, error);
            Estimate estimate = new Estimate(Estimand.ATE, "mean", mean, error, inference);
            return new Trajectory.Look(n, n, estimate, inference.pValue(0) < 0.05);
        }
    }

    /**
     * The normal-mixture confidence sequence with a prior worth g observations: {@code log E = log(r) / 2 + (1 - r) z^2 / 2},
     * {@code r = g / (g + n)}, and radius {@code SE sqrt((g + n) / n log((g + n) / (g alpha^2)))} (Robbins 1970).
     */
    public record NormalMixture(double value, double stdError, int n, double g) implements Inference {

        /** The g whose interval at 95 % is tightest at a number of observations: n / 8.21197. */
        static NormalMixture tightestAt(int planned, double value, double stdError, int n) {
            return new NormalMixture(value, stdError, n, planned / 8.21197);
        }

        @Override
        public Interval interval(double level) {
            double alpha = 1 - level;
            double radius = stdError * FastMath.sqrt((g + n) / n * FastMath.log((g + n) / (g * alpha * alpha)));
            return new Interval(value - radius, value + radius);
        }

        @Override
        public double pValue(double nullValue) {
            double z = (value - nullValue) / stdError;
            double r = g / (g + n);
            return Math.min(1, FastMath.exp(-0.5 * FastMath.log(r) - 0.5 * (1 - r) * z * z));
        }
    }

    /** Observations with unit variance about an effect. */
    public record Stream(int size, double effect) implements TeachingWorld {
        @Override
        public String name() {
            return "stream";
        }

        @Override
        public Draw draw(Streams streams) {
            double[] y = new double[size];
            streams.noise().normals(y);
            for (int i = 0; i < size; i++) {
                y[i] += effect;
            }
            return new Draw(
                    Sample.builder().outcome("y", y).build(), new GroundTruth(Map.of(Estimand.ATE, effect), null));
        }

        @Override
        public Stream withEffect(double changed) {
            return new Stream(size, changed);
        }

        @Override
        public Stream withSize(int changed) {
            return new Stream(changed, effect);
        }
    }
}
