package assay.site;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * How often the usual check passes: "run R replicates and accept a coverage between 0.93 and 0.97", by the exact
 * binomial distribution.
 */
final class UsualRule {

    private static final double LOW = 0.93;
    private static final double HIGH = 0.97;
    private static final int[] REPLICATES = {100, 200, 300, 500, 1000, 2000};
    private static final double[] COVERAGES = {0.88, 0.90, 0.92, 0.93, 0.94, 0.95, 0.96};

    private UsualRule() {}

    /** The probability that R replicates of a method with this true coverage pass the check. */
    static double passes(int replicates, double coverage) {
        int fewest = (int) Math.ceil(LOW * replicates - 1e-9);
        int most = (int) Math.floor(HIGH * replicates + 1e-9);
        BinomialDistribution hits = new BinomialDistribution(null, replicates, coverage);
        return hits.cumulativeProbability(fewest - 1, most);
    }

    /** The coverages that the check accepts, in words. */
    static String accepts() {
        return "between " + Numbers.fixed(LOW, 2) + " and " + Numbers.fixed(HIGH, 2);
    }

    static Html table() {
        List<String> header = new ArrayList<>(List.of("Replicates"));
        for (double coverage : COVERAGES) {
            header.add("true " + Numbers.fixed(coverage, 2));
        }
        List<List<Html>> rows = new ArrayList<>();
        for (int replicates : REPLICATES) {
            List<Html> row = new ArrayList<>(List.of(Tables.text(Numbers.count(replicates))));
            for (double coverage : COVERAGES) {
                row.add(Tables.text(Numbers.fixed(passes(replicates, coverage), 3)));
            }
            rows.add(row);
        }
        return Tables.of(header, rows);
    }
}
