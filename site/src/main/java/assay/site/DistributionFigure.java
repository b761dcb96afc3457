package assay.site;

/** The p-values of tests without an effect in equal bins, against the flat line that they should follow. */
final class DistributionFigure {

    private static final double WIDTH = 400;
    private static final double LEFT = 46;
    private static final double TOP = 30;
    private static final double BASE = 130;

    private DistributionFigure() {}

    /** The figure with its evidences, or nothing when the cell has none. */
    static Html write(String id, Json distribution) {
        double[] bins = distribution.numbers("bins");
        double tests = distribution.number("tests");
        if (bins.length < 2 || !(tests > 0)) {
            return new Html();
        }
        Html caption = new Html();
        caption.text("p-values of " + Numbers.count(tests) + " tests without an effect. Evidence that small ones come "
                + "too often: E = ");
        caption.add(Numbers.power(distribution.number("log_e_validity")));
        caption.text("; that they are not uniform, in either direction: E = ");
        caption.add(Numbers.power(distribution.number("log_e_uniformity"))).text(". ");
        caption.text("Largest distance from uniform " + Numbers.fixed(distribution.number("ks"), 3)
                + ", the true one at most " + Numbers.fixed(distribution.number("ks_bound"), 3) + " (99 %).");
        return Figure.of(draw(id, bins), caption, new Html());
    }

    private static Html draw(String id, double[] bins) {
        double total = 0;
        double most = 0;
        double fewest = Double.POSITIVE_INFINITY;
        for (double bin : bins) {
            total += bin;
            most = Math.max(most, bin);
            fewest = Math.min(fewest, bin);
        }
        double expected = total / bins.length;
        Scale x = new Scale(0, 1, LEFT, WIDTH - 12);
        Scale y = new Scale(0, Math.max(most, expected) / expected * 1.08, BASE, TOP);
        String description = bins.length + " bins; the fullest has " + Numbers.fixed(most / expected, 2)
                + " and the emptiest " + Numbers.fixed(fewest / expected, 2) + " times what is expected.";
        Plot plot = new Plot(new Html(), id, "p-values without an effect", description, WIDTH, BASE + 44);
        plot.leftAxis(y, 3, LEFT, WIDTH - 12, "times expected");
        StringBuilder bars = new StringBuilder();
        double step = (x.end() - x.start()) / bins.length;
        for (int i = 0; i < bins.length; i++) {
            bars.append('M')
                    .append(Numbers.coordinate(LEFT + i * step + 0.8))
                    .append(' ')
                    .append(y.coordinate(0));
            bars.append('V').append(y.coordinate(bins[i] / expected)).append('h');
            bars.append(Numbers.coordinate(step - 1.6))
                    .append('V')
                    .append(y.coordinate(0))
                    .append('Z');
        }
        plot.path("bars", bars);
        plot.line(LEFT, y.at(1), WIDTH - 12, y.at(1), "truth");
        plot.bottomAxis(x, 5, BASE, "p-value");
        return plot.close();
    }
}
