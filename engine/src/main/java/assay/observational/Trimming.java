package assay.observational;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The rule of Crump, Hotz, Imbens and Mitnik (Biometrika 96, 2009): of all sets of units chosen by their propensity, the one whose
 * average effect can be estimated with the least variance keeps {@code a <= e <= 1 - a}, where with {@code g = 1 / (e (1 - e))} the cut
 * solves {@code 1 / (a (1 - a)) = 2 E[g | g <= 1 / (a (1 - a))]}, or is 0 where no g exceeds twice the mean of all.
 */
public final class Trimming {

    private Trimming() {}

    /**
     * The cut for the propensities at hand.
     *
     * @param scores propensities in (0, 1)
     * @return a in [0, 0.5), 0 where nothing is to be cut
     */
    public static double cut(double[] scores) {
        double[] g = new double[scores.length];
        for (int i = 0; i < g.length; i++) {
            g[i] = 1 / (scores[i] * (1 - scores[i]));
        }
        Arrays.sort(g);
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double best = Double.POSITIVE_INFINITY;
        for (int k = 1; k <= g.length; k++) {
            sum += g[k - 1];
            // The variance of the set of the k smallest, up to a factor; where it is least the equation holds.
            double variance = sum / k / k;
            if (variance <= least) {
                least = variance;
                best = k == g.length ? Double.POSITIVE_INFINITY : 2 * sum / k;
            }
        }
        return best == Double.POSITIVE_INFINITY ? 0 : 0.5 - Math.sqrt(Math.max(0, 0.25 - 1 / best));
    }

    /**
     * The rows that a cut keeps.
     *
     * @param scores propensities
     * @param cut a
     * @return zero-based rows with a propensity in [a, 1 - a]
     */
    public static int[] kept(double[] scores, double cut) {
        return IntStream.range(0, scores.length)
                .filter(i -> scores[i] >= cut && scores[i] <= 1 - cut)
                .toArray();
    }
}
