package assay.quasi;

import assay.Clusters;
import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;

/** The two sides of a cutoff of a running variable: rows below it, and rows at and above. */
final class RdSides {

    private static final int FEWEST = 10;

    private final double[] running;
    private final String name;
    private final double cutoff;
    private final RdSide left;
    private final RdSide right;

    private RdSides(double[] running, String name, double cutoff, RdSide left, RdSide right) {
        this.running = running;
        this.name = name;
        this.cutoff = cutoff;
        this.left = left;
        this.right = right;
    }

    double[] running() {
        return running;
    }

    String name() {
        return name;
    }

    RdSide left() {
        return left;
    }

    RdSide right() {
        return right;
    }

    /** The running variable is the first covariate. */
    static RdSides of(Sample sample, double cutoff) {
        Column first = sample.columns(Role.COVARIATE).get(0);
        if (!(first instanceof Column.Numeric numeric)) {
            throw new EstimationException(
                    Problem.NOT_NUMERIC,
                    "Column '" + first.name() + "', the running variable, holds text, not numbers.",
                    "Name a numeric running variable first.");
        }
        int[] clusters = sample.has(Role.CLUSTER) ? Clusters.of(sample).of() : null;
        double[] running = numeric.values();
        RdSides sides = new RdSides(
                running,
                first.name(),
                cutoff,
                RdSide.of(running, cutoff, -1, clusters),
                RdSide.of(running, cutoff, 1, clusters));
        sides.check(sides.left, "below");
        sides.check(sides.right, "at or above");
        return sides;
    }

    private void check(RdSide side, String where) {
        String cut = Panel.label(cutoff);
        if (side.size() == 0) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "No row has a running variable '" + name + "' " + where + " the cutoff " + cut
                            + "; a jump needs rows on both sides.",
                    "Give the --cutoff at which treatment changes, within the range of '" + name + "'.");
        }
        if (side.distinct() == 1) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "The running variable '" + name + "' is constant " + where + " the cutoff " + cut + ": all "
                            + side.size() + " rows there have "
                            + Panel.label(running[side.row(0)]) + ", so that no line can be led to the cutoff.",
                    "Take the running variable before it was rounded or cut into classes.");
        }
        if (side.size() < FEWEST) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "Column '" + name + "' has " + side.size() + " rows " + where + " the cutoff " + cut + "; " + FEWEST
                            + " are the fewest for which a bandwidth can be chosen.",
                    "Collect more rows near the cutoff.");
        }
        if (side.distinct() < FEWEST) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "The running variable '" + name + "' has mass points: its " + side.size() + " rows " + where
                            + " the cutoff " + cut + " have " + side.distinct()
                            + " different values. What it does between them is not seen, so that no jump at the cutoff can be"
                            + " told from a curve; " + FEWEST + " are the fewest.",
                    "Take the running variable before it was rounded, or compare rows of the two values next to the"
                            + " cutoff with a method that assumes local randomisation.");
        }
    }

    int size() {
        return running.length;
    }

    /** The share of rows that repeat the value of another. */
    double repeated() {
        return 1 - (left.distinct() + right.distinct()) / (double) size();
    }

    boolean massPoints() {
        return MseBandwidth.massPoints(left) || MseBandwidth.massPoints(right);
    }
}
