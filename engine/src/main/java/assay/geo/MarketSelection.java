package assay.geo;

import assay.Arguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which regions to run a campaign in. A candidate of k regions is one region and the k - 1 whose outcomes correlate most with
 * its own, so that there are as many candidates as regions, or fewer; each gets a power curve by {@link PlaceboPower}. Candidates
 * are ranked by the size of the smallest effect that they detect, then by the size of their bias, then by the fit of
 * their controls.
 *
 * <p>The best of many candidates looks better in the past than it will be: run the power of the chosen set over other windows. The
 * constructor throws {@link IllegalArgumentException} if the power is not in (0, 1).
 *
 * @param power how effects are injected and found
 * @param target power that is enough, in (0, 1)
 */
public record MarketSelection(PlaceboPower power, double target) {

    public MarketSelection {
        Arguments.probability("power", target);
    }

    /**
     * Candidates, best first.
     *
     * @param panel a table in which no campaign ran
     * @param sizes numbers of regions with the campaign
     * @param excluded regions that are neither treated nor controls
     * @param lifts effects as shares of the outcome; 0 is added, for the bias
     * @return ranked
     */
    public List<MarketSet> ranked(GeoPanel panel, int[] sizes, List<String> excluded, double[] lifts) {
        double[] all = DoubleArrays.withZero(lifts);
        double total = Arrays.stream(panel.totals()).sum();
        List<MarketSet> sets = new ArrayList<>();
        for (int size : sizes) {
            for (Set<Integer> candidate : candidates(panel, size, panel.indices(excluded))) {
                List<String> names =
                        candidate.stream().map(panel.regions()::get).toList();
                List<PowerPoint> curve = power.curve(panel, names, excluded, all);
                int last = panel.calendar().size() - 1;
                AugmentedFit fit = power.estimator()
                        .weights(GeoTest.of(panel, names, excluded, last - power.duration() + 1, last));
                double share =
                        candidate.stream().mapToDouble(i -> panel.totals()[i]).sum() / total;
                sets.add(new MarketSet(
                        names,
                        PlaceboPower.detectable(curve.subList(1, curve.size()), target),
                        curve.get(curve.size() - 1).power(),
                        curve.get(0).estimate(),
                        fit.scaledImbalance(),
                        share));
            }
        }
        sets.sort(Comparator.comparingDouble(
                        (MarketSet set) -> Math.abs(set.detectable().orElse(Double.POSITIVE_INFINITY)))
                .thenComparingDouble(set -> Math.abs(set.bias()))
                .thenComparingDouble(MarketSet::scaledImbalance));
        return List.copyOf(sets);
    }

    private static Set<Set<Integer>> candidates(GeoPanel panel, int size, int[] excluded) {
        int[] eligible = IntStream.range(0, panel.regions().size())
                .filter(i -> IntStream.of(excluded).noneMatch(j -> j == i))
                .toArray();
        if (size < 1 || size > eligible.length - 2) {
            throw new IllegalArgumentException("a set of " + size + " regions out of " + eligible.length
                    + " cannot be chosen; at least one is treated, and two are left as controls");
        }
        Set<Set<Integer>> candidates = new LinkedHashSet<>();
        for (int seed : eligible) {
            double[] own = panel.outcome()[seed];
            Set<Integer> set = new TreeSet<>();
            set.add(seed);
            IntStream.of(eligible)
                    .filter(i -> i != seed)
                    .boxed()
                    .sorted(Comparator.comparingDouble(
                            (Integer i) -> -DoubleArrays.correlation(own, panel.outcome()[i])))
                    .limit(size - 1L)
                    .forEach(set::add);
            candidates.add(set);
        }
        return candidates;
    }
}
