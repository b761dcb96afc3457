package assay.site;

import java.util.List;

/** How the evidence came in: the success rate over the replicates within its confidence sequence. */
final class EvidenceFigure {

    // The level of the stored confidence sequences is 0.99.
    private static final double ERROR = 0.01;
    private static final double LEFT = 54;
    private static final double RIGHT = 590;
    private static final double TOP = 34;
    private static final double BASE = 210;

    private EvidenceFigure() {}

    static Html draw(String id, Claim claim) {
        List<double[]> points = claim.checkpoints();
        if (points.size() < 2 || !Double.isFinite(claim.nominal())) {
            return new Html();
        }
        double last = points.get(points.size() - 1)[0];
        Scale x = new Scale(0, last, LEFT, RIGHT);
        double worst = claim.threshold();
        double best = claim.nominal();
        for (double[] point : points) {
            worst = Math.min(worst, point[1] / point[0]);
            best = Math.max(best, point[1] / point[0]);
        }
        double room = Math.max(0.012, (best - worst) * 0.5);
        Scale y = new Scale(Math.max(0, worst - room), Math.min(1, best + room), BASE, TOP);
        String description = "After " + Numbers.count(last) + " replicates the rate is "
                + Numbers.fixed(claim.estimate(), 4) + ", confidence sequence "
                + Numbers.interval(claim.low(), claim.high(), 4) + ", threshold "
                + Numbers.fixed(claim.threshold(), 3) + ".";
        Plot plot = new Plot(new Html(), id, "Evidence for " + claim.name(), description, RIGHT + 120, BASE + 44);
        plot.leftAxis(y, 5, LEFT, RIGHT, claim.bounded() ? "mean score" : "share of replicates");
        band(plot, x, y, points, claim);
        plot.line(LEFT, y.at(claim.threshold()), RIGHT, y.at(claim.threshold()), "threshold");
        plot.text(RIGHT + 6, y.at(claim.threshold()) + 4, "threshold " + claim.threshold(), "threshold-label");
        plot.line(LEFT, y.at(claim.nominal()), RIGHT, y.at(claim.nominal()), "truth");
        plot.text(RIGHT + 6, y.at(claim.nominal()) + 4, "nominal " + claim.nominal(), "truth-label");
        plot.bottomAxis(x, 6, BASE, "replicates");
        return plot.close();
    }

    private static void band(Plot plot, Scale x, Scale y, List<double[]> points, Claim claim) {
        ConfidenceSequence sequence = new ConfidenceSequence(claim.nominal(), ERROR);
        StringBuilder upper = new StringBuilder();
        StringBuilder lower = new StringBuilder();
        StringBuilder rate = new StringBuilder();
        int stride = Math.max(1, points.size() / 50);
        for (int i = 0; i < points.size(); i++) {
            if (i % stride != 0 && i != points.size() - 1) {
                continue;
            }
            double[] point = points.get(i);
            String at = x.coordinate(point[0]) + " ";
            // The band of a bounded score needs more than its mean: only its last interval is stored.
            if (!claim.bounded()) {
                double[] bounds = sequence.after(point[0], point[1]);
                upper.append(upper.length() == 0 ? "M" : "L").append(at).append(clamped(y, bounds[1]));
                lower.insert(0, "L" + at + clamped(y, bounds[0]));
            }
            rate.append(rate.length() == 0 ? "M" : "L").append(at).append(clamped(y, point[1] / point[0]));
        }
        if (upper.length() > 0) {
            plot.path("band", upper.append(lower).append('Z'));
        }
        plot.path("curve method", rate);
    }

    private static String clamped(Scale y, double value) {
        return y.coordinate(Math.max(y.low(), Math.min(y.high(), value)));
    }
}
