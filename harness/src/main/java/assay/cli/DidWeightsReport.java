package assay.cli;

import assay.quasi.TwoWayWeights;
import com.google.gson.JsonObject;
import java.util.Locale;

/** What two-way fixed effects would weigh, as a report. */
final class DidWeightsReport {

    private DidWeightsReport() {}

    static String format(TwoWayWeights weights, Format format) {
        Rows cells = cells(weights);
        Rows comparisons = comparisons(weights);
        if (format == Format.CSV) {
            return cells.format(format);
        }
        if (format == Format.JSON) {
            JsonObject root = new JsonObject();
            root.addProperty("schema", "assay/did-weights/1");
            root.addProperty("verdict", "refused");
            root.addProperty("coefficient", weights.coefficient());
            root.addProperty("negative_cells", weights.negativeCells());
            root.addProperty("negative_weight", weights.negative());
            root.add("cells", cells.json());
            root.add("comparisons", comparisons.json());
            return Rows.toJson(root);
        }
        return String.format(
                        Locale.ROOT,
                        "Two-way fixed effects: refused. Their coefficient %s is the sum of these weights times the effects"
                                + " (de Chaisemartin and D'Haultfoeuille 2020):%n%n",
                        Rows.brief(weights.coefficient()))
                + cells.format(format)
                + "\nand of these weights times differences in differences of two cohorts (Goodman-Bacon 2021):\n\n"
                + comparisons.format(format);
    }

    private static Rows cells(TwoWayWeights weights) {
        Rows rows = new Rows("cohort", "period", "units", "weight", "sign");
        weights.cells()
                .forEach(cell -> rows.add(
                        when(cell.cohort()),
                        cell.period(),
                        cell.units(),
                        cell.weight(),
                        cell.weight() < -1e-12 ? "negative" : ""));
        return rows;
    }

    private static Rows comparisons(TwoWayWeights weights) {
        Rows rows = new Rows("comparison", "cohort", "compared_with", "estimate", "weight");
        weights.comparisons()
                .forEach(c ->
                        rows.add(c.kind().label(), when(c.treated()), when(c.compared()), c.estimate(), c.weight()));
        return rows;
    }

    private static String when(double start) {
        return start == Double.POSITIVE_INFINITY
                ? "never"
                : start == Double.NEGATIVE_INFINITY ? "from the first period" : Rows.brief(start);
    }
}
