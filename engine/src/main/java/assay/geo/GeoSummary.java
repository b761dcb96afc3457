package assay.geo;

import assay.Caution;
import assay.Glance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What all results about a test on regions say beside their estimate. */
final class GeoSummary {

    private GeoSummary() {}

    /** The figures of an effect per region and period. */
    static Map<String, Double> figures(GeoTest test, double effect) {
        Map<String, Double> figures = new TreeMap<>();
        figures.put("treated_regions", (double) test.treated().length);
        figures.put("controls", (double) test.controls().length);
        figures.put("periods_before", (double) test.before());
        figures.put("periods_test", (double) test.after());
        figures.put("incremental", effect * test.treatedRows());
        lift(test, effect).ifPresent(lift -> figures.put("lift", lift));
        return figures;
    }

    /** The effect as a share of what would have been; empty where that is not above 0. */
    static Optional<Double> lift(GeoTest test, double effect) {
        double observed = 0;
        double[] mean = test.treatedMean();
        for (int t = test.before(); t < mean.length; t++) {
            observed += mean[t] / test.after();
        }
        double without = observed - effect;
        return without > 0 ? Optional.of(effect / without) : Optional.empty();
    }

    static Glance glance(String method, String variance, GeoTest test, int dropped, Map<String, Double> figures) {
        int rows = test.panel().calendar().size() * (test.treated().length + test.controls().length);
        return new Glance(
                method,
                variance,
                rows,
                test.treatedRows(),
                rows - test.treatedRows(),
                dropped,
                test.treated().length + test.controls().length,
                figures);
    }

    static void noLift(GeoTest test, double effect, List<Caution> cautions) {
        if (lift(test, effect).isEmpty()) {
            cautions.add(Caution.of(
                    "no-lift",
                    "What the treated would have had without the campaign is not above 0, so that a lift in percent says"
                            + " nothing."));
        }
    }
}
