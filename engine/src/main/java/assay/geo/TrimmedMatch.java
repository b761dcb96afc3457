package assay.geo;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Trimmed match (Chen and Au, Ann. Appl. Stat. 16, 2022, doi:10.1214/21-AOAS1493): the incremental response per unit of incremental
 * spend (iROAS) of a campaign that a coin gave to one region of each pair. With differences between partners Y of responses and X of
 * spends, the residuals {@code e_p = Y_p - theta X_p} are symmetric about 0 at the true theta, whatever the pairs. The estimate makes
 * their trimmed mean 0, the m largest and the m smallest residuals being left out; of several such values the one whose residuals
 * are most symmetric. The interval holds each theta whose studentised trimmed mean (Tukey and McLaughlin 1963) is within
 * the quantiles of Student's t with {@code P - 2 m - 1} degrees of freedom; it is unbounded where spends do not differ enough.
 *
 * <p>The standard error is {@code sqrt(W) / |sum X|}, W being the winsorised sum of squared residuals at the estimate and X the spend of
 * the pairs that are left (section 8 of the paper). The number trimmed is the smallest whose standard error is at most {@code 1 + 1 /
 * (4 sqrt(P))} times the least of those up to a share of the pairs, as the reference implementation has it
 * (github.com/google/trimmed_match), and at least three pairs are left: with two, one degree of freedom bounds hardly anything.
 * Diagnostics: {@code pairs}, {@code trimmed} pairs at each end, {@code untrimmed} estimate of
 * all pairs, {@code incremental_response}, {@code incremental_cost}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the share is not in [0, 0.5).
 *
 * @param mostTrimmed largest share of pairs that is left out at each end, in [0, 0.5)
 */
public record TrimmedMatch(double mostTrimmed) implements Estimator<Fit> {

    private static final double USUAL_TRIM = 0.25;
    private static final double TOLERANCE = 0.25;
    private static final int FEW = 8;
    private static final int FEWEST_LEFT = 3;

    public TrimmedMatch {
        if (!(mostTrimmed >= 0 && mostTrimmed < 0.5)) {
            throw new IllegalArgumentException("the share trimmed must be in [0, 0.5), not " + mostTrimmed);
        }
    }

    /**
     * At most a quarter trimmed at each end.
     *
     * @return the estimator
     */
    public static TrimmedMatch standard() {
        return new TrimmedMatch(USUAL_TRIM);
    }

    @Override
    public Estimand target() {
        return Estimand.LATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TREATMENT, Role.STRATUM);
    }

    @Override
    public Set<Role> reads() {
        return EnumSet.copyOf(needs());
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        if (!sample.has(Role.ASSIGNMENT)) {
            // Spend does not tell which of two regions had the campaign.
            throw new EstimationException(
                    Problem.MISSING_ROLE,
                    "No column has the role assignment, which says the region of each pair that had the campaign; spend is what"
                            + " it cost.",
                    "Name the column of the campaign as the assignment.");
        }
        RegionPairs pairs = RegionPairs.ofRows(sample);
        double[] outcome = sample.outcome();
        if (Arrays.stream(outcome).allMatch(v -> v == outcome[0])) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "Outcome '" + sample.column(Role.OUTCOME).name()
                            + "' is the same in every region; there is no return to see, and no error to judge one by.",
                    "Check the column.");
        }
        double[] response = differences(outcome, pairs);
        double[] spend = differences(sample.numeric(Role.TREATMENT), pairs);
        return estimate(response, spend, sample.column(Role.TREATMENT).name(), sample.dropped());
    }

    private static double[] differences(double[] values, RegionPairs pairs) {
        double[] differences = new double[pairs.count()];
        for (int p = 0; p < differences.length; p++) {
            differences[p] = values[pairs.treated()[p]] - values[pairs.control()[p]];
        }
        return differences;
    }

    /**
     * The return of differences between partners.
     *
     * @param response treated less control, by pair
     * @param spend treated less control, by pair
     * @param spendName name of the spend, for messages
     * @param dropped rows left out because values were missing
     * @return the fit
     * @throws EstimationException if there are fewer than three pairs, or the spend of partners never differs
     */
    public Fit estimate(double[] response, double[] spend, String spendName, int dropped) {
        int pairs = response.length;
        if (pairs < FEWEST_LEFT) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "There are " + pairs + " pairs; trimmed match needs " + FEWEST_LEFT + ".",
                    "Add pairs.");
        }
        double cost = 0;
        double incremental = 0;
        double size = 0;
        for (int p = 0; p < pairs; p++) {
            cost += spend[p];
            incremental += response[p];
            size = Math.max(size, Math.abs(spend[p]));
        }
        if (!(size > 0)) {
            throw new EstimationException(
                    Problem.ZERO_DENOMINATOR,
                    "Column '" + spendName
                            + "' is the same for both regions of each pair; a return is per unit of spend that"
                            + " differs.",
                    "Give what was spent in each region during the test.");
        }
        TrimmedResiduals best = chosen(response, spend);
        double value = best.estimate();
        Map<String, Double> figures = new TreeMap<>();
        figures.put("pairs", (double) pairs);
        figures.put("trimmed", (double) best.trimmed());
        figures.put("incremental_response", incremental);
        figures.put("incremental_cost", cost);
        if (cost != 0) {
            figures.put("untrimmed", incremental / cost);
        }
        Estimate estimate = new Estimate(Estimand.LATE, "per unit of spend", value, best.stdError(), best);
        Glance glance = new Glance(
                "trimmed-match",
                "studentised trimmed mean of residuals, Student's t",
                2 * pairs,
                pairs,
                pairs,
                dropped,
                0,
                figures);
        return new Fit(List.of(estimate), glance, cautions(best, pairs, spend, spendName));
    }

    private TrimmedResiduals chosen(double[] response, double[] spend) {
        int pairs = response.length;
        ResidualOrders orders = new ResidualOrders(response, spend);
        int most = Math.min((int) Math.floor(mostTrimmed * pairs + 1e-9), (pairs - FEWEST_LEFT) / 2);
        List<TrimmedResiduals> trims = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        for (int m = 0; m <= most; m++) {
            TrimmedResiduals next = new TrimmedResiduals(orders, m);
            trims.add(next);
            least = Math.min(least, next.stdError());
        }
        double enough = least * (1 + TOLERANCE / Math.sqrt(pairs));
        TrimmedResiduals best = trims.stream()
                .filter(trim -> trim.stdError() <= enough)
                .findFirst()
                .orElseThrow();
        if (!Double.isFinite(best.stdError())) {
            throw new EstimationException(
                    Problem.ZERO_DENOMINATOR,
                    "The spend of partners sums to 0 over the pairs; a return is per unit of spend that differs.",
                    "Check which region of each pair had the campaign.");
        }
        return best;
    }

    private static List<Caution> cautions(TrimmedResiduals best, int pairs, double[] spend, String spendName) {
        List<Caution> cautions = new ArrayList<>();
        if (pairs < FEW) {
            cautions.add(Caution.of(
                    "few-pairs",
                    "There are " + pairs + " pairs: residuals of so few can hardly show whether they are symmetric."));
        }
        int reversed = 0;
        for (double difference : spend) {
            reversed += difference <= 0 ? 1 : 0;
        }
        if (reversed > 0) {
            cautions.add(Caution.of(
                    "reversed-spend",
                    "In " + reversed + " of " + pairs
                            + " pairs the treated region spent no more than its partner (column '" + spendName
                            + "'): such pairs say little about the return of more spend."));
        }
        if (!Double.isFinite(best.interval(0.95).width())) {
            cautions.add(Caution.of(
                    "unbounded-set",
                    "The 95 % set of returns is unbounded: the spend of partners does not differ enough to tell any return from"
                            + " any other."));
        }
        if (best.trimmed() > 0) {
            cautions.add(Caution.of(
                    "trimmed-pairs",
                    String.format(
                            Locale.ROOT,
                            "%d of %d pairs are trimmed at each end: the return is that of the others if returns differ between"
                                    + " pairs.",
                            best.trimmed(),
                            pairs)));
        }
        return cautions;
    }
}
