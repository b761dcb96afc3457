package assay.geo;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The average effect of a campaign that a coin gave to one region of each pair. With {@code d_p} the change of the treated region
 * of a pair (mean in the test less mean before) less that of its partner, the effect is the mean of d over P pairs, with variance
 * {@code s_d^2 / P} and Student's t of {@code P - 1} degrees of freedom. Pairs are what was randomised, so that periods need
 * not be independent of each other, nor regions grow alike; that regions start from different levels drops out (Vaver and
 * Koehler, Measuring ad effectiveness using geo experiments, Google 2011, research.google/pubs/pub38355; Imai, King and Nall, Stat.
 * Sci. 24, 2009, doi:10.1214/08-STS274, for the variance).
 *
 * <p>Diagnostics: {@code pairs}, {@code pair_correlation} of the changes of partners, {@code largest_share} of one pair in the sum
 * of squares, {@code lift}, {@code incremental}, and the sizes.
 */
public record GeoMatchedPairs() implements Estimator<Fit> {

    private static final int FEW = 6;
    private static final double DOMINANT = 0.5;

    /**
     * The paired comparison of changes; it has no options.
     *
     * @return the estimator
     */
    public static GeoMatchedPairs standard() {
        return new GeoMatchedPairs();
    }

    @Override
    public Estimand target() {
        return Estimand.ATT;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.UNIT, Role.TIME, Role.STRATUM);
    }

    @Override
    public Set<Role> reads() {
        return EnumSet.copyOf(needs());
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        GeoTest test = GeoTest.of(sample);
        RegionPairs pairs = RegionPairs.ofPanel(sample, test);
        double[] treated = changes(test, pairs.treated());
        double[] control = changes(test, pairs.control());
        int count = pairs.count();
        double effect = 0;
        for (int p = 0; p < count; p++) {
            effect += (treated[p] - control[p]) / count;
        }
        double squares = 0;
        double largest = 0;
        for (int p = 0; p < count; p++) {
            double deviation = treated[p] - control[p] - effect;
            squares += deviation * deviation;
            largest = Math.max(largest, deviation * deviation);
        }
        if (!(squares > 0)) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "The difference between partners is the same in each pair; there is no error to judge the effect by.",
                    "Check the outcome column.");
        }
        Map<String, Double> figures = GeoSummary.figures(test, effect);
        figures.put("pairs", (double) count);
        figures.put("largest_share", largest / squares);
        figures.put("pair_correlation", DoubleArrays.correlation(treated, control));
        List<Caution> cautions = GeoCautions.of(test);
        cautions(count, largest / squares, cautions);
        GeoSummary.noLift(test, effect, cautions);
        double error = Math.sqrt(squares / (count - 1.0) / count);
        return new Fit(
                List.of(Estimate.studentT(Estimand.ATT, "campaign - none", effect, error, count - 1.0)),
                GeoSummary.glance("geo-matched-pairs", "between pairs, Student's t", test, sample.dropped(), figures),
                cautions);
    }

    private static void cautions(int pairs, double largest, List<Caution> cautions) {
        if (pairs < FEW) {
            cautions.add(Caution.of(
                    "few-pairs",
                    "There are " + pairs
                            + " pairs: Student's t takes their differences to be normal, which so few cannot"
                            + " show."));
        }
        if (largest > DOMINANT && pairs > 2) {
            cautions.add(Caution.of(
                    "dominant-pair",
                    String.format(
                            java.util.Locale.ROOT,
                            "One pair makes %.3g of the variance between pairs: look at it, or take a trimmed match.",
                            largest)));
        }
    }

    private static double[] changes(GeoTest test, int[] regions) {
        double[] changes = new double[regions.length];
        for (int p = 0; p < changes.length; p++) {
            double[] series = test.panel().outcome()[regions[p]];
            changes[p] = SeriesRegression.mean(series, test.before(), series.length)
                    - SeriesRegression.mean(series, 0, test.before());
        }
        return changes;
    }
}
