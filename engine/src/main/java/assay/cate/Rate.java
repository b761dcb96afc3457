package assay.cate;

import assay.Arguments;
import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Rank-weighted average treatment effect of a rule that treats first whom it predicts to gain most (Yadlowsky, Fleming, Shah,
 * Brunskill and Wager, J. Amer. Statist. Assoc. 120, 2025).
 *
 * <p>The targeting operator characteristic of the top share u, {@code TOC(u)}, is the mean score among the rows whose predicted effect
 * is in the top u, less the mean score of all. AUTOC is the mean of TOC over all shares {@code 1/n, 2/n, ..., 1}, QINI that of
 * {@code u TOC(u)}. Rows with equal predictions get the mean of their scores, as in any random order of them. With weights, ranks and
 * means are weighted. It is not the area under an uplift curve, which also holds the average effect; see {@link UpliftCurve}.
 *
 * <p>The standard error is the standard deviation over random halves of the units (or clusters) times {@code sqrt(m / (n - m))}, m of n
 * units in a half. The predictions must come from other rows.
 */
public final class Rate {

    private static final int FEWEST_HALVES = 20;
    private static final String AUTOC = RateWeighting.AUTOC.name();
    private static final String QINI = RateWeighting.QINI.name();

    private final Fit fit;
    private final double[] shares;
    private final List<Estimate> curve;

    private Rate(Fit fit, double[] shares, List<Estimate> curve) {
        this.fit = fit;
        this.shares = shares;
        this.curve = curve;
    }

    /**
     * AUTOC and QINI with 200 half-samples.
     *
     * @param fit predictions and scores, of rows that the predictions have not seen
     * @return the curve and its two areas
     * @throws EstimationException if all rows have the same prediction, there are fewer than 10 rows or units, or an arm is empty
     * @throws IllegalArgumentException if a prediction is not finite
     */
    public static Rate of(CateFit fit) {
        return of(fit, 200, 0);
    }

    /**
     * AUTOC and QINI.
     *
     * @param fit predictions and scores, of rows that the predictions have not seen
     * @param halves the number of half-samples, at least 20
     * @param key what they are keyed by
     * @return the curve and its two areas
     * @throws EstimationException if all rows have the same prediction, there are fewer than 10 rows or units, or an arm is empty
     * @throws IllegalArgumentException if a prediction is not finite, or there are too few half-samples
     */
    public static Rate of(CateFit fit, int halves, long key) {
        Arguments.atLeast("half-samples", halves, FEWEST_HALVES);
        if (Calibration.constant(fit)) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Every row has the same predicted effect, so that there is no order to treat units in.",
                    "Report the average effect; or let the learner see more data or more covariates.");
        }
        Pooled pooled = new Pooled(List.of(HeldOut.all(fit)));
        if (pooled.units.count() < Priorities.FEWEST) {
            throw Priorities.tooFew(pooled.units.count(), Priorities.FEWEST, "A ranking");
        }
        Ranking ranking = new Ranking(pooled);
        double[] grid = Shares.grid(pooled.size);
        // At the share 1 the curve is 0.
        double[] shares = Arrays.copyOf(grid, grid.length - 1);
        double[] whole = ranking.areas(null, shares);
        double[] errors = errors(ranking, pooled, whole, shares, halves, key);
        List<Caution> cautions = pooled.cautions();
        Glance glance = pooled.glance(
                "rate",
                "half-sample bootstrap" + (pooled.units.clustered() ? " of clusters, t with G - 1" : ", normal"),
                Map.of("half_samples", (double) halves));
        List<Estimate> terms = new ArrayList<>();
        List<Estimate> curve = new ArrayList<>();
        for (int t = 0; t < whole.length; t++) {
            String term = t == 0 ? AUTOC : t == 1 ? QINI : "TOC";
            double error = Units.positive(errors[t], term);
            Estimate estimate = pooled.units.clustered()
                    ? Estimate.studentT(Estimand.CATE, term, whole[t], error, pooled.units.count() - 1.0)
                    : Estimate.normal(Estimand.CATE, term, whole[t], error);
            (t < 2 ? terms : curve).add(estimate);
        }
        return new Rate(new Fit(terms, glance, cautions), shares, List.copyOf(curve));
    }

    private static double[] errors(
            Ranking ranking, Pooled pooled, double[] whole, double[] shares, int halves, long key) {
        int numbers = pooled.units.numbers();
        boolean[] present = new boolean[numbers];
        for (int i = 0; i < pooled.size; i++) {
            present[pooled.units.cluster(i)] |= pooled.weight[i] > 0;
        }
        int[] units = new int[pooled.units.count()];
        int count = 0;
        for (int u = 0; u < numbers; u++) {
            if (present[u]) {
                units[count++] = u;
            }
        }
        int half = count / 2;
        Philox random = new Philox(key, 0, 3);
        double[] sum = new double[whole.length];
        double[] squares = new double[whole.length];
        boolean[] in = new boolean[numbers];
        for (int b = 0; b < halves; b++) {
            for (int u : units) {
                in[u] = false;
            }
            for (int i = 0; i < half; i++) {
                int j = i + (int) (random.nextDouble() * (count - i));
                int swap = units[i];
                units[i] = units[j];
                units[j] = swap;
                in[units[i]] = true;
            }
            double[] value = ranking.areas(in, shares);
            for (int t = 0; t < value.length; t++) {
                // About the whole, so that no digits are lost.
                double d = value[t] - whole[t];
                sum[t] += d;
                squares[t] += d * d;
            }
        }
        double factor = half / (double) (count - half) / (halves - 1.0);
        for (int t = 0; t < sum.length; t++) {
            squares[t] = Math.sqrt(Math.max(0, factor * (squares[t] - sum[t] * sum[t] / halves)));
        }
        return squares;
    }

    /**
     * The two areas.
     *
     * @return the terms {@code AUTOC} and {@code QINI}
     */
    public Fit fit() {
        return fit;
    }

    /**
     * One of the areas.
     *
     * @param weighting which
     * @return its estimate
     */
    public Estimate area(RateWeighting weighting) {
        return fit.terms().get(weighting == RateWeighting.AUTOC ? 0 : 1);
    }

    /**
     * The shares of the curve.
     *
     * @return a new array, rising, below 1
     */
    public double[] shares() {
        return shares.clone();
    }

    /**
     * The targeting operator characteristic at each share.
     *
     * @return as many estimates as shares, with pointwise standard errors
     */
    public List<Estimate> curve() {
        return curve;
    }
}
