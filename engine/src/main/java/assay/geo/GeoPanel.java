package assay.geo;

import assay.Arguments;
import assay.Clusters;
import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A full table of regions by periods: one outcome for each region in each period, periods in the order of time. */
public final class GeoPanel {

    private static final int MOST_NAMED = 8;

    private final double[][] outcome;
    private final List<String> regions;
    private final Calendar calendar;
    private final String outcomeName;

    private GeoPanel(double[][] outcome, List<String> regions, Calendar calendar, String outcomeName) {
        this.outcome = outcome;
        this.regions = regions;
        this.calendar = calendar;
        this.outcomeName = outcomeName;
    }

    /**
     * Reads the panel of a sample.
     *
     * @param sample a numeric outcome, the region as unit, and the time: numbers, or dates in a form that {@link Calendar} reads
     * @return the panel
     * @throws EstimationException if a region has no row or two rows for a period, if the time cannot be read, or if there are
     *     fewer than two regions or periods
     */
    public static GeoPanel of(Sample sample) {
        Column unit = sample.column(Role.UNIT);
        Column time = sample.column(Role.TIME);
        Clusters regions = Clusters.of(sample.with(Role.CLUSTER, unit));
        Clusters labels = Clusters.of(sample.with(Role.CLUSTER, time));
        List<String> written =
                IntStream.range(0, labels.count()).mapToObj(labels::label).toList();
        Calendar calendar = Calendar.of(time.name(), written);
        if (regions.count() < 2 || calendar.size() < 2) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "The table has " + regions.count() + " region(s) (column '" + unit.name() + "') and "
                            + calendar.size() + " period(s) (column '" + time.name()
                            + "'); regions are compared over time.",
                    "Give one row for each region and period, of several regions.");
        }
        double[] y = sample.outcome();
        double[][] outcome = new double[regions.count()][calendar.size()];
        boolean[][] seen = new boolean[regions.count()][calendar.size()];
        for (int i = 0; i < y.length; i++) {
            int region = regions.of()[i];
            int period = calendar.position(labels.of()[i]);
            if (seen[region][period]) {
                throw unbalanced(unit.name(), regions.label(region), "has two rows", calendar.label(period));
            }
            seen[region][period] = true;
            outcome[region][period] = y[i];
        }
        for (int region = 0; region < seen.length; region++) {
            for (int period = 0; period < calendar.size(); period++) {
                if (!seen[region][period]) {
                    throw unbalanced(unit.name(), regions.label(region), "has no row", calendar.label(period));
                }
            }
        }
        return new GeoPanel(
                outcome,
                IntStream.range(0, regions.count()).mapToObj(regions::label).toList(),
                calendar,
                sample.column(Role.OUTCOME).name());
    }

    /**
     * A panel of arrays.
     *
     * @param outcomeName name of the outcome
     * @param regions names of the regions
     * @param periods names of the periods, in the order of time
     * @param outcome one array of periods for each region, finite; copied
     * @return the panel
     * @throws IllegalArgumentException if the table is not as large as its names say, or a value is not finite
     */
    public static GeoPanel of(String outcomeName, List<String> regions, List<String> periods, double[][] outcome) {
        Arguments.distinct("regions", regions);
        if (outcome.length != regions.size()) {
            throw new IllegalArgumentException(
                    "there are " + outcome.length + " series and " + regions.size() + " regions");
        }
        double[][] copy = new double[outcome.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = outcome[i].clone();
            if (copy[i].length != periods.size()) {
                throw new IllegalArgumentException("region '" + regions.get(i) + "' has " + copy[i].length
                        + " values for " + periods.size() + " periods");
            }
            for (double value : copy[i]) {
                Arguments.finite("outcome of region '" + regions.get(i) + "'", value);
            }
        }
        return new GeoPanel(copy, List.copyOf(regions), Calendar.inOrder(periods), outcomeName);
    }

    private static EstimationException unbalanced(String column, String region, String what, String period) {
        return new EstimationException(
                Problem.UNBALANCED_PANEL,
                "Region '" + region + "' (column '" + column + "') " + what + " for period " + period
                        + "; regions are compared on a full table of regions by periods.",
                "Keep one row for each region and period: add up rows of one period, write 0 where nothing was sold, and leave"
                        + " out regions that lack periods.");
    }

    /**
     * The outcomes.
     *
     * @return one array of periods for each region; shared, not to be written to
     */
    public double[][] outcome() {
        return outcome;
    }

    /**
     * The names of the regions.
     *
     * @return in their order
     */
    public List<String> regions() {
        return regions;
    }

    /**
     * The periods.
     *
     * @return in the order of time
     */
    public Calendar calendar() {
        return calendar;
    }

    /**
     * The name of the outcome.
     *
     * @return as in the table
     */
    public String outcomeName() {
        return outcomeName;
    }

    /**
     * Where regions stand.
     *
     * @param names names of regions
     * @return their indices in the order of the names
     * @throws EstimationException if there is no such region
     * @throws IllegalArgumentException if a name stands twice
     */
    public int[] indices(List<String> names) {
        Arguments.distinct("regions", names);
        return names.stream().mapToInt(this::index).toArray();
    }

    private int index(String name) {
        int at = regions.indexOf(name);
        for (int i = 0; at < 0 && i < regions.size(); i++) {
            at = regions.get(i).equalsIgnoreCase(name.strip()) ? i : at;
        }
        if (at < 0) {
            String some = String.join(", ", regions.subList(0, Math.min(MOST_NAMED, regions.size())));
            throw new EstimationException(
                    Problem.UNKNOWN_LEVEL,
                    "There is no region '" + name + "' in the table; its " + regions.size() + " regions are " + some
                            + (regions.size() > MOST_NAMED ? ", ..." : "") + ".",
                    "Write regions as in the table.");
        }
        return at;
    }

    /**
     * The panel over some of its periods.
     *
     * @param from first period to keep
     * @param to period after the last to keep
     * @return the shorter panel
     */
    public GeoPanel between(int from, int to) {
        double[][] kept = Arrays.stream(outcome)
                .map(series -> Arrays.copyOfRange(series, from, to))
                .toArray(double[][]::new);
        return new GeoPanel(kept, regions, calendar.between(from, to), outcomeName);
    }

    /**
     * The total of each region.
     *
     * @return sum over all periods
     */
    public double[] totals() {
        return Arrays.stream(outcome)
                .mapToDouble(series -> Arrays.stream(series).sum())
                .toArray();
    }
}
