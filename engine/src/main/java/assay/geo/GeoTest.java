package assay.geo;

import assay.EstimationException;
import assay.Problem;
import assay.Sample;
import assay.quasi.synthetic.AdoptionPanel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A test in which a campaign ran in some regions, in all periods from one on.
 */
public final class GeoTest {

    private static final int FEWEST_CONTROLS = 2;
    private static final int FEWEST_BEFORE = 4;

    private final GeoPanel panel;
    private final int[] treated;
    private final int[] controls;
    private final int before;

    GeoTest(GeoPanel panel, int[] treated, int[] controls, int before) {
        int after = panel.calendar().size() - before;
        if (treated.length == 0) {
            throw new EstimationException(
                    Problem.ONE_LEVEL,
                    "No region is treated; an effect needs some.",
                    "Name the regions of the campaign.");
        }
        if (controls.length < FEWEST_CONTROLS) {
            throw new EstimationException(
                    Problem.NO_COMPARISON_GROUP,
                    (controls.length == 0 ? "Every region is" : "All regions but one are")
                            + " in the test; what they would have done is said by " + FEWEST_CONTROLS
                            + " or more regions without a campaign.",
                    "Add regions that had no campaign. What began everywhere has no control in space.");
        }
        if (after < 1) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS, "There is no period with the campaign.", "Add the periods of the test.");
        }
        if (before < FEWEST_BEFORE || before <= after) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "There are " + before + " periods before the campaign and " + after
                            + " with it; how far regions wander by themselves is learned from a past that is longer than"
                            + " the test, and of " + FEWEST_BEFORE + " periods at least.",
                    "Add earlier periods, or end the test earlier.");
        }
        requireVaried(panel, controls, before);
        this.panel = panel;
        this.treated = treated.clone();
        this.controls = controls.clone();
        this.before = before;
    }

    private static void requireVaried(GeoPanel panel, int[] controls, int before) {
        for (int region : controls) {
            double[] series = panel.outcome()[region];
            for (int t = 1; t < before; t++) {
                if (series[t] != series[0]) {
                    return;
                }
            }
        }
        throw new EstimationException(
                Problem.CONSTANT_OUTCOME,
                "No control ever changes its '" + panel.outcomeName()
                        + "' before the campaign; nothing shows how regions move by themselves.",
                "Check the column, and add regions in which something is sold.");
    }

    /**
     * The test of a panel whose rows say whether the campaign ran.
     *
     * @param sample a numeric outcome, the region as unit, the time, and an assignment of two levels
     * @return the test
     * @throws EstimationException if the panel is not full, the campaign ends or begins at several times, or there are too few
     *     regions or periods
     */
    public static GeoTest of(Sample sample) {
        AdoptionPanel adoption = AdoptionPanel.of(sample);
        int[] cohorts = adoption.cohorts();
        if (cohorts.length != 1) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Campaigns begin in " + cohorts.length + " different periods ("
                            + adoption.periods().get(cohorts[0]) + ", "
                            + adoption.periods().get(cohorts[1]) + (cohorts.length > 2 ? ", ..." : "")
                            + "); a geo test begins everywhere at once.",
                    "Analyse regions that begin together, or use synthetic-did, which takes several beginnings.");
        }
        GeoPanel panel = GeoPanel.of(adoption.outcomeName(), adoption.units(), adoption.periods(), adoption.outcome());
        return new GeoTest(panel, adoption.treated(), adoption.controls(), cohorts[0]);
    }

    /**
     * The test of named regions.
     *
     * @param panel the table
     * @param treated names of the regions with the campaign
     * @param excluded names of regions that are neither treated nor controls, such as those of other campaigns
     * @param from first period of the campaign
     * @param until last period that counts for the test
     * @return the test
     * @throws EstimationException if a region is not in the table, or there are too few regions or periods
     */
    public static GeoTest of(GeoPanel panel, List<String> treated, List<String> excluded, int from, int until) {
        int[] tested = panel.indices(treated);
        int[] left = panel.indices(excluded);
        if (until < from) {
            throw new IllegalArgumentException("the test ends in "
                    + panel.calendar().label(until) + ", before it begins in "
                    + panel.calendar().label(from));
        }
        int[] controls = IntStream.range(0, panel.regions().size())
                .filter(i -> IntStream.of(tested).noneMatch(j -> j == i)
                        && IntStream.of(left).noneMatch(j -> j == i))
                .toArray();
        return new GeoTest(panel.between(0, until + 1), tested, controls, from);
    }

    /**
     * Periods with the campaign.
     *
     * @return at least 1
     */
    public int after() {
        return panel.calendar().size() - before;
    }

    /** Treated regions by periods with the campaign. */
    int treatedRows() {
        return treated.length * after();
    }

    /**
     * The mean outcome of the treated regions.
     *
     * @return by period
     */
    public double[] treatedMean() {
        return mean(treated);
    }

    /** The mean outcome of the controls by period. */
    double[] controlMean() {
        return mean(controls);
    }

    private double[] mean(int[] regions) {
        double[] mean = new double[panel.calendar().size()];
        for (int region : regions) {
            for (int t = 0; t < mean.length; t++) {
                mean[t] += panel.outcome()[region][t] / regions.length;
            }
        }
        return mean;
    }

    /** The series of the controls. */
    double[][] controlSeries() {
        return Arrays.stream(controls).mapToObj(i -> panel.outcome()[i]).toArray(double[][]::new);
    }

    /** The names of the treated regions. */
    List<String> treatedNames() {
        return IntStream.of(treated).mapToObj(panel.regions()::get).toList();
    }

    /**
     * The table, up to the last period of the test.
     *
     * @return as given
     */
    public GeoPanel panel() {
        return panel;
    }

    /**
     * Indices of the regions with the campaign, at least one.
     *
     * @return shared, not to be written to
     */
    public int[] treated() {
        return treated;
    }

    /**
     * Indices of those without, at least two.
     *
     * @return shared, not to be written to
     */
    public int[] controls() {
        return controls;
    }

    /**
     * Periods before the campaign, more than there are with it.
     *
     * @return as given
     */
    public int before() {
        return before;
    }
}
