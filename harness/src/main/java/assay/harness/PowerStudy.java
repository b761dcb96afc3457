package assay.harness;

import assay.Interval;
import assay.certificate.CellRecord;
import assay.certificate.CellRole;
import assay.certificate.Certificate;
import assay.certificate.ClaimRecord;
import assay.certificate.ClaimSpec;
import assay.certificate.ErrorRates;
import assay.certificate.PowerCurve;
import assay.certificate.PowerPoint;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.certificate.Verdict;
import assay.dgp.Dgp;
import assay.dgp.GroundTruth;
import assay.distribution.NormalDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The power curve of a method in one of its home cells: at each effect, is the share of samples that reject no effect
 * what the standard error promises?
 *
 * <p>With c the half-width of the interval in standard errors, the promise at k standard errors is
 * {@code 1 - F(c - k) + F(-c - k)}. Two claims bound the power from both sides, so that a point is certified when power is
 * shown to be within {@value #SLACK} of the promise. Power does not fall as the effect grows, so that each interval may
 * be cut by its neighbours' (intersection of confidence sequences).
 */
final class PowerStudy {

    /** How far power may be from what the standard error promises. */
    static final double SLACK = 0.03;

    private static final double[] EFFECTS = {0.5, 1, 2, 2.8, 4};
    private static final int SMALLEST = 400;
    private static final int BUDGET = 10_000;

    private PowerStudy() {}

    /**
     * One effect of the curve.
     *
     * @param id name of the run
     * @param effect what is planted
     * @param effectInSe the same in standard errors
     * @param theory the promise
     * @param world the world with that effect
     * @param claims power from below and from above
     * @param <R> what the estimator answers
     */
    record Point<R>(String id, double effect, double effectInSe, double theory, Dgp world, List<Claim<R>> claims) {}

    /** How many points the curve of a method has. */
    static int size(Method<?> method) {
        return cell(method).isPresent() ? EFFECTS.length : 0;
    }

    /**
     * The smallest home cell that is large enough for the normal approximation; empty if there is none, or if the method goes without a
     * curve.
     */
    static <R> Optional<Cell<R>> cell(Method<R> method) {
        return method.reader() instanceof WithoutCurve
                ? Optional.empty()
                : method.cells().stream()
                        .filter(cell -> cell.role() == CellRole.HOME)
                        .filter(cell -> cell.world().size() >= SMALLEST)
                        .findFirst();
    }

    /**
     * The points of the curve.
     *
     * @param method the method
     * @param cell the home cell
     * @param record what was found there: its standard error and interval set the scale
     * @param <R> what the estimator answers
     * @return by growing effect; none where no standard error was found
     */
    static <R> List<Point<R>> points(Method<R> method, Cell<R> cell, CellRecord record) {
        double se = record.diagnostics().meanSe();
        double critical = record.diagnostics().meanWidth() / 2 / se;
        List<Point<R>> points = new ArrayList<>();
        if (!(se > 0) || !Double.isFinite(critical)) {
            return points;
        }
        for (double k : EFFECTS) {
            double theory = NormalDistribution.survival(critical - k) + NormalDistribution.survival(critical + k);
            Dgp world = cell.world().withEffect(k * se);
            String id = String.format(Locale.ROOT, "power-at-%s-se", k);
            points.add(new Point<>(id, k * se, k, theory, world, claims(method, theory)));
        }
        return points;
    }

    /** The replicates of a point. */
    static <R> Replication<R> replication(Method<R> method, Point<R> point, Keys keys) {
        return new Replication<>(method.estimator(), point.claims(), method.reader(), List.of(), point.world(), keys);
    }

    private static <R> List<Claim<R>> claims(Method<R> method, double theory) {
        List<Claim<R>> claims = new ArrayList<>();
        claims.add(new Rejection<>(method.reader(), Side.AT_LEAST, theory));
        claims.add(new Rejection<>(method.reader(), Side.AT_MOST, theory));
        return claims;
    }

    /**
     * The curve from the runs of its points.
     *
     * @param cell id of the cell
     * @param points the points
     * @param run runs one point, and answers the records of its claims
     * @param <R> what the estimator answers
     * @return the curve
     */
    static <R> PowerCurve curve(String cell, List<Point<R>> points, Function<Point<R>, List<ClaimRecord>> run) {
        List<PowerPoint> raw = new ArrayList<>();
        for (Point<R> point : points) {
            List<ClaimRecord> claims = run.apply(point);
            Seen seen = Seen.of(claims.get(0), claims.get(1));
            Verdict verdict =
                    Certificate.all(claims.stream().map(ClaimRecord::verdict).toList());
            raw.add(new PowerPoint(
                    point.effect(),
                    point.effectInSe(),
                    point.theory(),
                    seen.replicates(),
                    seen.power(),
                    seen.low(),
                    seen.high(),
                    verdict));
        }
        return new PowerCurve(cell, monotone(raw));
    }

    /** Power and its interval, from whichever claim saw more replicates. */
    private record Seen(int replicates, double power, double low, double high) {

        static Seen of(ClaimRecord atLeast, ClaimRecord atMost) {
            return atLeast.replicates() >= atMost.replicates()
                    ? new Seen(atLeast.replicates(), atLeast.estimate(), atLeast.csLow(), atLeast.csHigh())
                    : new Seen(atMost.replicates(), 1 - atMost.estimate(), 1 - atMost.csHigh(), 1 - atMost.csLow());
        }
    }

    /** Lower ends carry upwards and upper ends downwards, unless that would leave nothing of an interval. */
    static List<PowerPoint> monotone(List<PowerPoint> raw) {
        double[] low = raw.stream().mapToDouble(PowerPoint::csLow).toArray();
        double[] high = raw.stream().mapToDouble(PowerPoint::csHigh).toArray();
        for (int i = 1; i < low.length; i++) {
            low[i] = Math.max(low[i], low[i - 1]);
        }
        for (int i = high.length - 2; i >= 0; i--) {
            high[i] = Math.min(high[i], high[i + 1]);
        }
        List<PowerPoint> cut = new ArrayList<>();
        for (int i = 0; i < low.length; i++) {
            PowerPoint p = raw.get(i);
            Interval interval = low[i] <= high[i] ? new Interval(low[i], high[i]) : new Interval(p.csLow(), p.csHigh());
            cut.add(new PowerPoint(
                    p.effect(),
                    p.effectInSe(),
                    p.theory(),
                    p.replicates(),
                    p.power(),
                    interval.lower(),
                    interval.upper(),
                    p.verdict()));
        }
        return cut;
    }

    private enum Side {
        AT_LEAST,
        AT_MOST
    }

    /** Power from one side: scores a rejection, or the lack of one. */
    private record Rejection<R>(Reading.Reader<R> reader, Side side, double theory) implements Claim<R> {

        @Override
        public double score(R result, GroundTruth truth) {
            boolean rejects = reader.pValue(result, truth) < FitClaim.ALPHA;
            return rejects == (side == Side.AT_LEAST) ? 1 : 0;
        }

        @Override
        public Arena arena() {
            return Arena.EFFECT;
        }

        @Override
        public ClaimSpec spec(Tier tier) {
            double mean = side == Side.AT_LEAST ? theory : 1 - theory;
            // Near 0 there is nothing to show: a share is above a threshold below 0 as it is.
            double threshold = Math.max(mean - SLACK, 1e-6);
            String words = side == Side.AT_LEAST ? "finds an effect" : "finds nothing";
            return new ClaimSpec(
                    side == Side.AT_LEAST ? "power-at-least" : "power-at-most",
                    String.format(Locale.ROOT, "The test at 5%% %s in more than %.3f of samples.", words, threshold),
                    mean,
                    threshold,
                    ErrorRates.BADGE,
                    ErrorRates.REFUTE,
                    ErrorRates.BADGE,
                    ScoreKind.BERNOULLI,
                    Math.min(tier.maximum(), BUDGET));
        }
    }
}
