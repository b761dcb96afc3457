package assay.site;

/** The p-values under no effect against the uniform distribution that they should follow. */
final class QqFigure {

    private static final double LEFT = 54;
    private static final double SIDE = 300;
    private static final double TOP = 34;

    private QqFigure() {}

    static Html draw(String id, double[] quantiles) {
        if (quantiles.length < 2) {
            return new Html();
        }
        Scale x = new Scale(0, 1, LEFT, LEFT + SIDE);
        Scale y = new Scale(0, 1, TOP + SIDE, TOP);
        double furthest = 0;
        StringBuilder line = new StringBuilder();
        // Every quantile counts for the distance; a few dozen draw the same line.
        int stride = Math.max(1, (quantiles.length - 1) / 40);
        for (int i = 0; i < quantiles.length; i++) {
            double p = (double) i / (quantiles.length - 1);
            furthest = Math.max(furthest, Math.abs(p - quantiles[i]));
            if (i % stride != 0 && i != quantiles.length - 1) {
                continue;
            }
            line.append(i == 0 ? "M" : "L").append(x.coordinate(p)).append(' ').append(y.coordinate(quantiles[i]));
        }
        String description =
                "The quantiles of the p-values lie within " + Numbers.fixed(furthest, 3) + " of the diagonal.";
        Plot plot = new Plot(
                new Html(), id, "p-values when there is no effect", description, LEFT + SIDE + 16, TOP + SIDE + 44);
        plot.leftAxis(y, 5, LEFT, LEFT + SIDE, "p-value");
        plot.line(x.at(0), y.at(0), x.at(1), y.at(1), "truth");
        plot.path("curve method", line);
        plot.bottomAxis(x, 5, TOP + SIDE, "uniform quantile");
        return plot.close();
    }
}
