package assay.harness;

import assay.Arguments;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.HypothesisTest;
import assay.Interval;
import assay.Rejections;
import assay.Trajectory;
import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.dgp.GroundTruth;
import assay.distribution.NormalDistribution;
import assay.random.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Power by simulation, of any method in any world: how often the effect of the world is found, with the error of the
 * simulation, and the size at which it is found as often as planned.
 *
 * <p>An effect is found by a fit or a test whose p-value is below alpha, a fit with the right sign too; by a path of looks
 * that rejects at some look with the right sign, at its own level; and by a set of rejections in the share of false null
 * hypotheses that it rejects. A replicate in which the method fails has found nothing.
 *
 * <p>The size for a planned power is the root of a regression {@code power(n) = Phi(a + b sqrt(n))} on all replicates so
 * far, which is exact for a normal statistic and need hold only near the root: each batch is drawn where the root is
 * believed to be, so that what is far away loses its weight (Wu, Efficient sequential designs with binary data, JASA
 * 1985). What is reported as power there are replicates of their own.
 *
 * @param <R> what the method answers
 */
public final class SimulatedPower<R> {

    private static final double Z95 = -NormalDistribution.quantile(0.025);
    private static final int PILOT = 200;
    private static final int BATCH = 400;
    private static final int STEPS = 14;
    private static final int LARGEST = 1_000_000;
    private static final double FURTHEST = 6;

    private final Estimator<R> estimator;
    private final Dgp world;
    private final double alpha;
    private final long seed;
    private final int threads;
    private int drawn;
    private int smallest = 1;

    private SimulatedPower(Estimator<R> estimator, Dgp world, double alpha, long seed, int threads) {
        this.estimator = estimator;
        this.world = world;
        this.alpha = Arguments.probability("alpha", alpha);
        this.seed = seed;
        this.threads = Arguments.atLeast("threads", threads, 1);
    }

    /**
     * A simulation.
     *
     * @param estimator the method, of a fit, a path of looks, a set of rejections or a test
     * @param world the world with the effect that is planned for
     * @param alpha size of the test of a fit or a test, in (0, 1)
     * @param seed key of the draws
     * @param threads at least 1; how many never changes a result
     * @param <R> what the method answers
     * @return the simulation
     * @throws IllegalArgumentException if alpha or threads are out of range
     */
    public static <R> SimulatedPower<R> of(Estimator<R> estimator, Dgp world, double alpha, long seed, int threads) {
        return new SimulatedPower<>(estimator, world, alpha, seed, threads);
    }

    /**
     * Power at a size.
     *
     * @param size in the unit of the design: rows, clusters, periods
     * @param replicates samples drawn
     * @param power share of them in which the effect is found
     * @param stdError of the share, that of the simulation
     * @param failed replicates in which the method could not answer
     */
    public record Point(int size, int replicates, double power, double stdError, int failed) {

        /**
         * The interval of the power.
         *
         * @return of level 0.95, Wilson's score interval (JASA 1927)
         */
        public Interval interval() {
            double z2 = Z95 * Z95;
            double n = replicates;
            double centre = (power + z2 / (2 * n)) / (1 + z2 / n);
            double half = Z95 / (1 + z2 / n) * Math.sqrt(power * (1 - power) / n + z2 / (4 * n * n));
            return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
        }
    }

    /**
     * The size for a planned power.
     *
     * @param size the smallest size that is believed to have the power, in the unit of the design
     * @param sizes where the exact root is, at level 0.95, by the regression
     * @param check power at this size, on replicates that had no part in finding it
     * @param replicates all that were drawn
     */
    public record Solution(int size, Interval sizes, Point check, int replicates) {}

    /**
     * Simulates.
     *
     * @param size in the unit of the design
     * @param replicates samples to draw, at least 2
     * @return the power; every call draws samples of its own
     * @throws IllegalArgumentException if the world cannot have this size, or the method answers nothing that could find
     *     an effect
     */
    public Point at(int size, int replicates) {
        Arguments.atLeast("replicates", replicates, 2);
        Dgp sized = world.withSize(size);
        double[] scores = new double[replicates];
        boolean[] failed = new boolean[replicates];
        int first = drawn;
        drawn += replicates;
        try (Workers workers = new Workers(threads)) {
            workers.each(replicates, i -> {
                Streams streams = new Streams(seed, first + i);
                Draw draw = sized.draw(streams);
                R result;
                try {
                    result = estimator.estimate(draw.observed(), streams.estimator());
                } catch (EstimationException | IllegalArgumentException e) {
                    failed[i] = true;
                    return;
                }
                scores[i] = found(Objects.requireNonNull(result), draw.truth());
            });
        }
        double sum = 0;
        int failures = 0;
        for (int i = 0; i < replicates; i++) {
            sum += scores[i];
            failures += failed[i] ? 1 : 0;
        }
        double mean = sum / replicates;
        double squares = 0;
        for (double score : scores) {
            squares += (score - mean) * (score - mean);
        }
        return new Point(size, replicates, mean, Math.sqrt(squares / replicates / (replicates - 1.0)), failures);
    }

    private double found(Object result, GroundTruth truth) {
        if (result instanceof Fit fit) {
            Estimate estimate = fit.estimate();
            double value = truth.value(estimate.estimand());
            return estimate.inference().pValue(0) < alpha && estimate.value() * Math.signum(value) > 0 ? 1 : 0;
        }
        if (result instanceof Trajectory path) {
            return TrajectoryClaim.power(0.5).score(path, truth);
        }
        if (result instanceof Rejections rejections) {
            return RejectionsClaim.power(0.5).score(rejections, truth);
        }
        if (result instanceof HypothesisTest test) {
            return test.rejects(alpha) ? 1 : 0;
        }
        throw new IllegalArgumentException(
                "power is that of finding an effect, and a " + result.getClass().getSimpleName() + " finds none");
    }

    /**
     * Solves for the size.
     *
     * @param power planned power, in (alpha, 1)
     * @param margin half the length of the interval of the power that is asked for, at level 0.95, in [0.001, 0.2]
     * @return the size, its own interval and a check
     * @throws IllegalArgumentException if power or margin are out of range, the world has no effect to find, or no size
     *     up to a million reaches the power
     */
    public Solution solve(double power, double margin) {
        if (!(power > alpha && power < 1)) {
            throw new IllegalArgumentException("power must be in (" + alpha + ", 1), not " + power);
        }
        if (!(margin >= 0.001 && margin <= 0.2)) {
            throw new IllegalArgumentException("the margin of the power must be in [0.001, 0.2], not " + margin);
        }
        int begun = drawn;
        if (nothingToFind(world.draw(new Streams(seed, drawn)).truth())) {
            throw new IllegalArgumentException("the world '" + world.name()
                    + "' has no effect to find: plan for an effect, and set it with the knobs of the world");
        }
        double stdError = margin / Z95;
        int wanted = (int) Math.ceil(Math.max(BATCH, power * (1 - power) / (stdError * stdError)));
        List<Point> points = bracketed(power);
        if (points.stream().allMatch(point -> point.power() >= power)) {
            // Even the smallest size that the world can have is enough.
            return new Solution(smallest, new Interval(0, smallest), at(smallest, wanted), drawn - begun);
        }
        Probit fit = Probit.of(points, power);
        for (int spent = 0; spent < wanted; spent += BATCH) {
            points.add(at(possible(fit.size()), BATCH));
            fit = Probit.of(points, power);
        }
        Point check = at(possible(fit.size()), wanted);
        if (Math.abs(check.power() - power) > 3 * Math.sqrt(2) * stdError) {
            // The regression does not hold as far out as the first points are: what is near the root decides alone.
            points.add(check);
            fit = Probit.of(near(points, check.size()), power);
            check = at(possible(fit.size()), wanted);
        }
        return new Solution(check.size(), fit.sizes(), check, drawn - begun);
    }

    /** The points that are not far from a size, or all if that leaves but one size. */
    private static List<Point> near(List<Point> points, int size) {
        List<Point> near = points.stream()
                .filter(point -> point.size() <= 2.5 * size && 2.5 * point.size() >= size)
                .toList();
        return near.stream().mapToInt(Point::size).distinct().count() > 1 ? near : points;
    }

    /** The size, or the next that the world can have. */
    private int possible(int size) {
        int tried = Math.max(smallest, size);
        while (tried < world.size() && !canHave(tried)) {
            tried++;
            smallest = tried;
        }
        return tried;
    }

    private boolean canHave(int size) {
        try {
            return world.withSize(size).size() > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A world that knows no values, but which hypotheses are false, is taken at its word. */
    private static boolean nothingToFind(GroundTruth truth) {
        boolean values = !truth.estimands().isEmpty() || !truth.targets().isEmpty();
        return values && truth.nullHolds();
    }

    /** Small batches at sizes that go up and down until they enclose the power, or are near it on both sides. */
    private List<Point> bracketed(double power) {
        List<Point> points = new ArrayList<>();
        double size = world.size();
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        for (int step = 0; step < STEPS; step++) {
            Point point = at(possible((int) Math.rint(size)), PILOT);
            points.add(point);
            low = point.power() < power ? Math.max(low, point.size()) : low;
            high = point.power() >= power ? Math.min(high, point.size()) : high;
            if (high <= 2.5 * low || (low == 0 && smallest > 1 && point.size() == smallest)) {
                return points;
            }
            double reach = reach(power) / reach(Math.min(0.99, Math.max(2 * alpha, point.power())));
            size = point.size() * Math.min(8, Math.max(0.125, reach * reach));
            if (low > 0 && high < Double.POSITIVE_INFINITY && !(size > low && size < high)) {
                size = Math.sqrt(low * high);
            }
            if (size > LARGEST) {
                break;
            }
        }
        if (low > 0 && high < Double.POSITIVE_INFINITY) {
            return points;
        }
        String seen = points.stream()
                .map(point -> Math.round(100 * point.power()) + " % at " + point.size())
                .reduce((a, b) -> a + ", " + b)
                .orElse("none");
        throw new IllegalArgumentException(
                "no size of the world '" + world.name() + "' was found at which the power is " + power + " (found: "
                        + seen + "). Plan for a larger effect, or another design.");
    }

    /** How far from nothing the mean of a two-sided test statistic is at a power. */
    private double reach(double power) {
        return NormalDistribution.quantile(power) - NormalDistribution.quantile(alpha / 2);
    }

    /** The regression {@code power(n) = Phi(a + b sqrt(n))} by maximum likelihood, and its root. */
    private record Probit(double root, double stdError, Interval seen) {

        static Probit of(List<Point> points, double power) {
            double target = NormalDistribution.quantile(power);
            double scale = Math.sqrt(points.get(points.size() - 1).size());
            double a = target - 2;
            double b = 2;
            double[] information = new double[3];
            for (int step = 0; step < 100; step++) {
                double[] score = new double[2];
                information = new double[3];
                for (Point point : points) {
                    add(point, Math.sqrt(point.size()) / scale, a, b, score, information);
                }
                double determinant = information[0] * information[2] - information[1] * information[1];
                if (!(determinant > 1e-9 * information[0] * information[2])) {
                    // One size, or none that tells: the slope stays as it is.
                    a += information[0] > 0 ? score[0] / information[0] : 0;
                    break;
                }
                double da = (information[2] * score[0] - information[1] * score[1]) / determinant;
                double db = (information[0] * score[1] - information[1] * score[0]) / determinant;
                double length = Math.max(1, Math.max(Math.abs(da), Math.abs(db)));
                a += da / length;
                b = Math.max(1e-3, b + db / length);
                if (Math.abs(da) + Math.abs(db) < 1e-10) {
                    break;
                }
            }
            double root = (target - a) / b;
            double determinant = information[0] * information[2] - information[1] * information[1];
            double variance = (information[2] - 2 * root * information[1] + root * root * information[0]) / determinant;
            double low = points.stream().mapToInt(Point::size).min().orElse(1);
            double high = points.stream().mapToInt(Point::size).max().orElse(1);
            Interval seen = new Interval(low, high);
            return Double.isFinite(root)
                    ? new Probit(root * scale, Math.sqrt(variance) / b * scale, seen)
                    : new Probit(Math.sqrt(high), Double.NaN, seen);
        }

        /** The score and the expected information of one point. */
        private static void add(Point point, double x, double a, double b, double[] score, double[] information) {
            double eta = Math.min(FURTHEST, Math.max(-FURTHEST, a + b * x));
            double p = NormalDistribution.survival(-eta);
            double q = NormalDistribution.survival(eta);
            double density = Math.exp(-0.5 * eta * eta) / Math.sqrt(2 * Math.PI);
            double weight = point.replicates() * density / (p * q);
            score[0] += weight * (point.power() - p);
            score[1] += weight * (point.power() - p) * x;
            information[0] += weight * density;
            information[1] += weight * density * x;
            information[2] += weight * density * x * x;
        }

        int size() {
            return (int) Math.max(1, Math.min(LARGEST, Math.ceil(root <= 0 ? 1 : root * root)));
        }

        /** Where the root is; without an error of its own, where sizes were tried. */
        Interval sizes() {
            if (!Double.isFinite(stdError)) {
                return seen;
            }
            double low = Math.max(0, root - Z95 * stdError);
            double high = root + Z95 * stdError;
            return new Interval(low * low, high * high);
        }
    }
}
