package assay.geo;

import assay.Arguments;
import assay.EstimationException;
import assay.Problem;
import assay.distribution.StudentDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Pairs of regions for a paired test, and a coin in each. Regions are paired greedily: of all that are left, the two whose series are
 * nearest in squared distance. An odd one out is left. The smallest detectable effect is that of
 * the paired comparison of changes: {@code (t_(1 - alpha / 2) + t_power) s_d / sqrt(P)}, where s_d is the root mean square over placebo
 * windows of the past of the standard deviation between pairs, times the square root of what a coin adds.
 *
 * @param pairs two names each, the first of which the coin gives the campaign
 * @param left names of regions without a partner
 * @param spread standard deviation s_d of the difference of changes between partners
 */
public record PairedPlan(List<Pair> pairs, List<String> left, double spread) {

    /**
     * Two regions.
     *
     * @param treated the one with the campaign
     * @param control the other
     * @param distance root mean square difference of their outcomes, by period
     */
    public record Pair(String treated, String control, double distance) {}

    /**
     * Plans a test.
     *
     * @param panel a table in which no campaign ran
     * @param duration periods of the test, fewer than half of the table
     * @param random the coin
     * @return the plan
     * @throws EstimationException if there are fewer than two pairs, or the past is too short
     */
    public static PairedPlan of(GeoPanel panel, int duration, RandomGenerator random) {
        int regions = panel.regions().size();
        int periods = panel.calendar().size();
        Arguments.atLeast("duration", duration, 1);
        if (regions < 4) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "There are " + regions + " regions; a paired test needs two pairs at least.",
                    "Add regions, or take an augmented synthetic control (assay geo analyze).");
        }
        if (periods < 2 * duration + 1) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "There are " + periods + " periods for a test of " + duration
                            + "; the past is to be longer than the test.",
                    "Add earlier periods, or plan a shorter test.");
        }
        List<int[]> nearest = nearest(panel);
        List<Pair> pairs = new ArrayList<>();
        boolean[] taken = new boolean[regions];
        for (int[] pair : nearest) {
            boolean first = random.nextBoolean();
            taken[pair[0]] = true;
            taken[pair[1]] = true;
            pairs.add(new Pair(
                    panel.regions().get(first ? pair[0] : pair[1]),
                    panel.regions().get(first ? pair[1] : pair[0]),
                    Math.sqrt(distance(panel, pair[0], pair[1]) / periods)));
        }
        List<String> left = new ArrayList<>();
        for (int i = 0; i < regions; i++) {
            if (!taken[i]) {
                left.add(panel.regions().get(i));
            }
        }
        return new PairedPlan(List.copyOf(pairs), List.copyOf(left), spread(panel, nearest, duration));
    }

    /**
     * The smallest effect per region and period that the test finds with a power.
     *
     * @param alpha level of a two-sided test
     * @param power in (0, 1)
     * @return above 0
     */
    public double detectable(double alpha, double power) {
        double df = pairs.size() - 1.0;
        double reach = StudentDistribution.quantile(1 - Arguments.probability("alpha", alpha) / 2, df)
                + StudentDistribution.quantile(Arguments.probability("power", power), df);
        return reach * spread / Math.sqrt(pairs.size());
    }

    private static List<int[]> nearest(GeoPanel panel) {
        int regions = panel.regions().size();
        List<int[]> all = new ArrayList<>();
        double[][] distances = new double[regions][regions];
        for (int i = 0; i < regions; i++) {
            for (int j = i + 1; j < regions; j++) {
                distances[i][j] = distance(panel, i, j);
                all.add(new int[] {i, j});
            }
        }
        all.sort((a, b) -> Double.compare(distances[a[0]][a[1]], distances[b[0]][b[1]]));
        boolean[] taken = new boolean[regions];
        List<int[]> pairs = new ArrayList<>();
        for (int[] pair : all) {
            if (!taken[pair[0]] && !taken[pair[1]]) {
                taken[pair[0]] = true;
                taken[pair[1]] = true;
                pairs.add(pair);
            }
        }
        return pairs;
    }

    private static double distance(GeoPanel panel, int i, int j) {
        double[] a = panel.outcome()[i];
        double[] b = panel.outcome()[j];
        double sum = 0;
        for (int t = 0; t < a.length; t++) {
            sum += (a[t] - b[t]) * (a[t] - b[t]);
        }
        return sum;
    }

    /** A coin makes the mean of signed differences 0, so that squares are taken about 0. */
    private static double spread(GeoPanel panel, List<int[]> pairs, int duration) {
        int periods = panel.calendar().size();
        double sum = 0;
        int windows = 0;
        for (int to = periods; to - duration > duration; to--) {
            for (int[] pair : pairs) {
                double d = change(panel, pair[0], to, duration) - change(panel, pair[1], to, duration);
                sum += d * d / pairs.size();
            }
            windows++;
        }
        return Math.sqrt(sum / windows);
    }

    private static double change(GeoPanel panel, int region, int to, int duration) {
        double[] series = panel.outcome()[region];
        return Arrays.stream(series, to - duration, to).average().orElseThrow()
                - Arrays.stream(series, 0, to - duration).average().orElseThrow();
    }
}
