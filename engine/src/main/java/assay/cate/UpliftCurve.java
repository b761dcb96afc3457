package assay.cate;

import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Glance;
import assay.Inference;
import assay.Normal;
import assay.StudentT;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What treating the units with the highest predicted effects would gain, share by share.
 *
 * <p>The <b>uplift</b> of the share u is the mean score among the top u of the rows. The <b>Qini curve</b> is
 * {@code u (uplift(u) - uplift(1))}: the gain by unit of the population over treating a share u at random. The area under the uplift
 * curve, <b>AUUC</b>, is the mean over the shares {@code 1/n, ..., 1} of the gain {@code u uplift(u)} over treating nobody; it is
 * {@code QINI + ATE (n + 1) / (2 n)} and so is large when the average effect is, which {@link Rate} is not. Equal predictions are not told
 * apart: each row of a block counts by the share of the block that is treated.
 *
 * <p>The estimands are about the rows at hand in the order at hand: the average effect of those at the top. Standard errors are those of
 * influence functions, by cluster where there are some. Bands hold the whole curve by the law of the largest statistic.
 */
public final class UpliftCurve {

    private final double[] shares;
    private final Fit uplift;
    private final Fit upliftBand;
    private final Fit qini;
    private final Fit qiniBand;
    private final Estimate area;

    private UpliftCurve(double[] shares, Fit[] curves, Estimate area) {
        this.shares = shares;
        this.uplift = curves[0];
        this.upliftBand = curves[1];
        this.qini = curves[2];
        this.qiniBand = curves[3];
        this.area = area;
    }

    /**
     * Draws the curves.
     *
     * @param fit predictions and scores, of rows that the predictions have not seen
     * @return the curves, from the smallest share of ten rows on
     * @throws EstimationException if there are fewer than 20 rows, an arm is empty, or the scores do not vary
     * @throws IllegalArgumentException if a prediction is not finite
     */
    public static UpliftCurve of(CateFit fit) {
        Pooled pooled = new Pooled(List.of(HeldOut.all(fit)));
        if (pooled.size < 2 * Priorities.FEWEST) {
            throw Priorities.tooFew(pooled.size, 2 * Priorities.FEWEST, "An uplift curve");
        }
        Ranking ranking = new Ranking(pooled);
        double[] shares = Shares.grid(pooled.size);
        int n = pooled.size;
        int points = shares.length;
        double mean = pooled.units.mean(pooled.score);
        double total = pooled.units.total();
        double[] up = new double[points];
        double[] gain = new double[points - 1];
        double[][] upInfluence = new double[points][n];
        double[][] gainInfluence = new double[points - 1][n];
        double[] part = new double[n];
        for (int s = 0; s < points; s++) {
            ranking.treated(shares[s], part);
            double inside = 0;
            for (int i = 0; i < n; i++) {
                double w = part[i] * pooled.weight[i];
                inside += w;
                up[s] += w * pooled.score[i];
            }
            up[s] /= inside;
            double q = inside / total * (up[s] - mean);
            for (int i = 0; i < n; i++) {
                double w = pooled.weight[i];
                upInfluence[s][i] = n * part[i] * w * (pooled.score[i] - up[s]) / inside;
                if (s < points - 1) {
                    gainInfluence[s][i] = n * w * ((part[i] - inside / total) * (pooled.score[i] - mean) - q) / total;
                    gain[s] = q;
                }
            }
        }
        Glance glance = pooled.glance(
                "uplift-curve", pooled.units.variance("the influence functions"), Map.of("points", (double) points));
        Fit[] curves = new Fit[4];
        curves(pooled, glance, shares, up, upInfluence, curves, 0);
        curves(pooled, glance, shares, gain, gainInfluence, curves, 2);
        return new UpliftCurve(shares, curves, area(pooled, ranking));
    }

    private static void curves(
            Pooled pooled, Glance glance, double[] shares, double[] values, double[][] influence, Fit[] out, int at) {
        int points = values.length;
        double[][] sums = new double[points][];
        double[] errors = new double[points];
        double[][] correlation = new double[points][points];
        for (int s = 0; s < points; s++) {
            sums[s] = pooled.units.sums(influence[s]);
            errors[s] = Math.sqrt(Units.positive(pooled.units.covariance(sums[s], sums[s]), term(shares[s])));
            correlation[s][s] = 1;
            for (int t = 0; t < s; t++) {
                correlation[s][t] = pooled.units.covariance(sums[s], sums[t]) / (errors[s] * errors[t]);
                correlation[t][s] = correlation[s][t];
            }
        }
        Family family = new Family.Correlated(correlation, points);
        List<Estimate> own = new ArrayList<>();
        List<Estimate> all = new ArrayList<>();
        for (int s = 0; s < points; s++) {
            Inference inference = pooled.units.clustered()
                    ? new StudentT(values[s], errors[s], pooled.units.count() - 1.0)
                    : new Normal(values[s], errors[s]);
            own.add(new Estimate(Estimand.CATE, term(shares[s]), values[s], errors[s], inference));
            all.add(new Estimate(
                    Estimand.CATE, term(shares[s]), values[s], errors[s], new Simultaneous(inference, family)));
        }
        out[at] = new Fit(own, glance, pooled.cautions(), term -> influence[term].clone());
        out[at + 1] = new Fit(all, glance, pooled.cautions(), term -> influence[term].clone());
    }

    private static String term(double share) {
        return String.format(Locale.ROOT, "top %.4g%%", 100 * share);
    }

    private static Estimate area(Pooled pooled, Ranking ranking) {
        int n = pooled.size;
        double[] below = ranking.multipliers(RateWeighting.QINI);
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += pooled.weight[i] / pooled.units.total() * pooled.weight[i] / pooled.units.total() / 2;
        }
        mean += 0.5;
        double value = 0;
        double[] influence = new double[n];
        for (int i = 0; i < n; i++) {
            influence[i] = n * pooled.weight[i] * (mean + below[i]) * pooled.score[i] / pooled.units.total();
            value += influence[i] / n;
        }
        for (int i = 0; i < n; i++) {
            influence[i] -= n * pooled.weight[i] * value / pooled.units.total();
        }
        return pooled.units.estimate(Estimand.CATE, "AUUC", value, influence);
    }

    /**
     * The shares of the curves.
     *
     * @return a new array, rising to 1
     */
    public double[] shares() {
        return shares.clone();
    }

    /**
     * The mean effect among the top share.
     *
     * @return a term for each share, with pointwise intervals
     */
    public Fit uplift() {
        return uplift;
    }

    /**
     * The mean effect among the top share, with a band.
     *
     * @return a term for each share, with intervals that hold the whole curve at once
     */
    public Fit upliftBand() {
        return upliftBand;
    }

    /**
     * The Qini curve: the gain over treating as many at random.
     *
     * @return a term for each share below 1, with pointwise intervals
     */
    public Fit qini() {
        return qini;
    }

    /**
     * The Qini curve, with a band.
     *
     * @return a term for each share below 1, with intervals that hold the whole curve at once
     */
    public Fit qiniBand() {
        return qiniBand;
    }

    /**
     * The area under the uplift curve, AUUC.
     *
     * @return in the unit of the outcome, by unit of the population
     */
    public Estimate area() {
        return area;
    }
}
