package assay.harness;

import assay.certificate.ClaimSpec;
import assay.dgp.Dgp;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * Looks for the world of a family in which the weakest claim does worst. Scores are noisy and the surface may have holes,
 * so that nothing is assumed of it: three rounds of points that fill the box, then the neighbourhoods of the two worst, a
 * sixth and a thirty-sixth of its width, each round thinned by successive halving (Jamieson and Talwalkar 2016,
 * AISTATS). All points see common random numbers.
 *
 * @param <R> what the estimator answers
 */
final class AttackSearch<R> {

    private static final int ROUNDS = 3;
    private static final int INCUMBENTS = 2;
    private static final int LEVELS = 4;
    private static final double SHRINK = 6;

    /** What a round costs, in points times replicates of the first level: 1 + 1/2 + 1/2 + 1/2. */
    private static final double COST = 2.5;

    private final Method<R> method;
    private final Family.Attack family;
    private final Keys keys;
    private final Philox random;
    private final List<ClaimSpec> specs;
    private final Map<Dgp, Point> points = new LinkedHashMap<>();
    private long replicates;

    AttackSearch(Method<R> method, Family.Attack family, Keys keys, long key) {
        this.method = method;
        this.family = family;
        this.keys = new Keys(keys.digests(), keys.epoch(), key);
        this.random = new Philox(key, 0, 0);
        this.specs =
                method.claims().stream().map(claim -> claim.spec(family.tier())).toList();
    }

    /** A world that is tried. */
    private final class Point {
        private final double[] position;
        private final Replication<R> replication;
        private final double[] sums = new double[specs.size()];
        private int scored;

        Point(double[] position, Dgp world) {
            this.position = position;
            this.replication = new Replication<>(
                    method.estimator(),
                    method.claims(),
                    method.reader(),
                    List.of(),
                    new AttackedWorld(family.space().toString(), world),
                    keys);
        }

        double margin() {
            double margin = Double.POSITIVE_INFINITY;
            for (int c = 0; c < sums.length; c++) {
                margin = Math.min(
                        margin, Member.distance(sums[c] / scored, specs.get(c).threshold()));
            }
            return margin;
        }
    }

    Dgp worst(Workers workers) {
        int size = (int) Math.floor(FastMath.sqrt(family.search() / (ROUNDS * COST)));
        List<Point> incumbents = List.of();
        double width = 1;
        for (int round = 0; round < ROUNDS; round++) {
            List<Point> field = round == 0 ? whole(size) : around(incumbents, size, width);
            List<Point> best = new ArrayList<>(thin(field, size, workers));
            best.addAll(incumbents);
            incumbents = lowest(best, INCUMBENTS);
            width /= SHRINK;
        }
        return family.space().at(incumbents.get(0).position);
    }

    int worlds() {
        return points.size();
    }

    long replicates() {
        return replicates;
    }

    /** Corners first, then points of an additive recurrence, which leave no gap. */
    private List<Point> whole(int size) {
        List<double[]> positions = new ArrayList<>();
        List<double[]> corners = family.space().corners();
        if (corners.size() <= size / 2) {
            positions.addAll(corners);
        }
        positions.addAll(recurrence(size - positions.size(), shift()));
        return fresh(positions);
    }

    private List<Point> around(List<Point> centres, int size, double width) {
        List<double[]> positions = new ArrayList<>();
        for (Point centre : centres) {
            for (double[] step : recurrence(size / centres.size(), shift())) {
                double[] position = new double[step.length];
                for (int j = 0; j < step.length; j++) {
                    position[j] = Math.max(0, Math.min(1, centre.position[j] + width * (step[j] - 0.5)));
                }
                positions.add(position);
            }
        }
        return fresh(positions);
    }

    private double[] shift() {
        double[] shift = new double[family.space().axes().size()];
        random.uniforms(shift);
        return shift;
    }

    /** {@code (shift + i / phi^j) mod 1} with phi the root of {@code x^(d+1) = x + 1}, the golden ratio for one knob. */
    static List<double[]> recurrence(int count, double[] shift) {
        int d = shift.length;
        double phi = 2;
        for (int i = 0; i < 60; i++) {
            phi = FastMath.exp(FastMath.log1p(phi) / (d + 1));
        }
        List<double[]> positions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] position = new double[d];
            double factor = 1;
            for (int j = 0; j < d; j++) {
                factor /= phi;
                double value = shift[j] + i * factor;
                position[j] = value - Math.floor(value);
            }
            positions.add(position);
        }
        return positions;
    }

    private List<Point> fresh(List<double[]> positions) {
        List<Point> fresh = new ArrayList<>();
        for (double[] position : positions) {
            Dgp world = family.space().at(position);
            if (!points.containsKey(world)) {
                Point point = new Point(position, world);
                points.put(world, point);
                fresh.add(point);
            }
        }
        return fresh;
    }

    /** Drops the better half of the points, as often as the replicates of the rest are doubled. */
    private List<Point> thin(List<Point> field, int first, Workers workers) {
        List<Point> left = field;
        int target = first;
        for (int level = 0; level < LEVELS && !left.isEmpty(); level++) {
            if (level > 0) {
                left = lowest(left, Math.max(1, left.size() / 2));
                target *= 2;
            }
            score(left, target, workers);
        }
        return left;
    }

    private List<Point> lowest(List<Point> field, int count) {
        return field.stream()
                .sorted(Comparator.comparingDouble(Point::margin))
                .limit(count)
                .toList();
    }

    private void score(List<Point> field, int target, Workers workers) {
        boolean[][] wanted = new boolean[1][specs.size()];
        Arrays.fill(wanted[0], true);
        int from = field.get(0).scored;
        int each = target - from;
        Replicate[] results = new Replicate[each * field.size()];
        workers.each(results.length, i -> {
            results[i] = new Replicate(1, specs.size());
            field.get(i / each).replication.compute(from + i % each, wanted, results[i]);
        });
        for (int i = 0; i < results.length; i++) {
            Point point = field.get(i / each);
            for (int c = 0; c < specs.size(); c++) {
                double score = results[i].scores[0][c];
                point.sums[c] += Double.isNaN(score) ? 0 : score;
            }
        }
        field.forEach(point -> point.scored = target);
        replicates += results.length;
    }
}
