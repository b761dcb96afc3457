package assay.site;

import java.util.List;
import java.util.stream.DoubleStream;

/** The reported standard error over the true one, cell by cell. */
final class RatioFigure {

    private static final double SPAN = 400;
    // The widest that a letter of a tick label is on average, in units of the drawing.
    private static final double LETTER = 6.7;
    private static final double ROW = 26;
    private static final double TOP = 14;

    private RatioFigure() {}

    static Html draw(String id, List<Cell> cells, Settings settings) {
        List<Cell> known = cells.stream()
                .filter(cell -> Double.isFinite(cell.diagnostics().number("se_ratio")))
                .toList();
        if (known.isEmpty()) {
            return new Html();
        }
        double[] values = known.stream()
                .flatMapToDouble(cell -> DoubleStream.of(1, low(cell), high(cell)))
                .toArray();
        int letters = known.stream()
                .mapToInt(cell -> label(cell, settings).length())
                .max()
                .orElse(0);
        double left = 24 + letters * LETTER;
        Scale x = Scale.around(values, 0.15, left, left + SPAN);
        double base = TOP + known.size() * ROW;
        Plot plot = new Plot(
                new Html(),
                id,
                "Reported over true standard error",
                "A ratio of 1 is honest, below 1 is too sure. The bars are two Monte-Carlo standard errors each way.",
                left + SPAN + 20,
                base + 44);
        plot.line(x.at(1), TOP, x.at(1), base, "truth");
        double y = TOP + ROW / 2;
        for (Cell cell : known) {
            plot.text(left - 12, y + 4, label(cell, settings), "tick end");
            plot.line(x.at(low(cell)), y, x.at(high(cell)), y, "whisker");
            plot.svg().open("g", "class", cell.verdict().style());
            cell.verdict().shape(plot.svg(), x.at(ratio(cell)), y, 5);
            plot.svg().close();
            y += ROW;
        }
        plot.bottomAxis(x, 6, base, "mean reported standard error / standard deviation of the estimates");
        return plot.close();
    }

    private static String label(Cell cell, Settings settings) {
        String label = settings.of(cell).label();
        return (label.isEmpty() ? cell.world() : label) + ", n = " + Numbers.count(cell.size());
    }

    private static double ratio(Cell cell) {
        return cell.diagnostics().number("se_ratio");
    }

    private static double error(Cell cell) {
        double error = cell.diagnostics().number("se_ratio_mcse");
        return Double.isFinite(error) ? 2 * error : 0;
    }

    private static double low(Cell cell) {
        return ratio(cell) - error(cell);
    }

    private static double high(Cell cell) {
        return ratio(cell) + error(cell);
    }
}
