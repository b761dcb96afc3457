package assay.cate;

import assay.Caution;
import assay.Covariates;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.StudentT;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Classification analysis: how the units that gain most differ from those that gain least, covariate by covariate (Chernozhukov,
 * Demirer, Duflo and Fernandez-Val, Econometrica 93, 2025). The estimand is the mean of a covariate among the units of the top group
 * less that in the bottom group, given the grouping.
 *
 * <p>Differences have t intervals with Welch's degrees of freedom (one less than the clusters of the smaller group with clusters), and
 * simultaneous ones by the law of the largest statistic over the covariates. In a group where a covariate is constant its variance is
 * taken as that of a share of half a row in one row more, times the squared range, so that it is not 0.
 */
public final class Clan {

    private final Fit pointwise;
    private final Fit simultaneous;
    private final Fit lowest;
    private final Fit highest;

    private Clan(Fit pointwise, Fit simultaneous, Fit lowest, Fit highest) {
        this.pointwise = pointwise;
        this.simultaneous = simultaneous;
        this.lowest = lowest;
        this.highest = highest;
    }

    /**
     * Compares the highest group with the lowest.
     *
     * @param groups the groups, of rows that the predictions have not seen
     * @param covariates the covariates of all rows of the sample
     * @return the comparison; covariates that are constant among the two groups are left out, with a caution
     * @throws EstimationException if there is a single group, or no covariate varies
     */
    public static Clan of(GroupEffects groups, Covariates covariates) {
        if (groups.count() < 2) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Every row has the same predicted effect, so that there are no groups to compare.",
                    "Report the average effect.");
        }
        Pooled pooled = groups.pooled();
        List<Caution> cautions = pooled.cautions();
        List<CovariateGap> gaps = new ArrayList<>();
        List<String> constant = new ArrayList<>();
        for (int j = 0; j < covariates.count(); j++) {
            String name = covariates.names().get(j);
            CovariateGap gap = new CovariateGap(groups, name, covariates.columns()[j]);
            if (gap.varies()) {
                gaps.add(gap);
            } else {
                constant.add(name);
            }
        }
        if (!constant.isEmpty()) {
            cautions.add(Caution.of(
                    "aliased-columns",
                    "The same in all rows of the highest and the lowest group, and left out: "
                            + String.join(", ", constant) + "."));
        }
        if (gaps.isEmpty()) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "No covariate varies among the highest and the lowest group, so that nothing describes them.",
                    "Name covariates that vary.");
        }
        return of(gaps, pooled, cautions);
    }

    private static Clan of(List<CovariateGap> gaps, Pooled pooled, List<Caution> cautions) {
        int count = gaps.size();
        double[][] correlation = new double[count][count];
        for (int a = 0; a < count; a++) {
            correlation[a][a] = 1;
            for (int b = 0; b < a; b++) {
                correlation[a][b] = gaps.get(a).correlation(gaps.get(b));
                correlation[b][a] = correlation[a][b];
            }
        }
        Family family = new Family.Correlated(correlation, count);
        List<Estimate> own = new ArrayList<>();
        List<Estimate> all = new ArrayList<>();
        List<Estimate> low = new ArrayList<>();
        List<Estimate> high = new ArrayList<>();
        for (CovariateGap gap : gaps) {
            StudentT inference = gap.difference();
            double value = inference.value();
            double error = inference.stdError();
            own.add(new Estimate(Estimand.COEFFICIENT, gap.name(), value, error, inference));
            all.add(new Estimate(Estimand.COEFFICIENT, gap.name(), value, error, new Simultaneous(inference, family)));
            low.add(gap.mean(0));
            high.add(gap.mean(1));
        }
        Glance glance = pooled.glance(
                "clan",
                (pooled.units.clustered() ? "cluster sums" : "standard deviation")
                        + " of the covariate in the group, t",
                Map.of("covariates", (double) count));
        return new Clan(
                new Fit(own, glance, cautions, term -> gaps.get(term).influence()),
                new Fit(all, glance, cautions, term -> gaps.get(term).influence()),
                new Fit(low, glance, cautions),
                new Fit(high, glance, cautions));
    }

    /**
     * The differences, each with the interval that holds it by itself.
     *
     * @return a term for each covariate, with influence functions over the judged rows
     */
    public Fit pointwise() {
        return pointwise;
    }

    /**
     * The differences, with intervals that hold all of them at once.
     *
     * @return a term for each covariate, with influence functions over the judged rows
     */
    public Fit simultaneous() {
        return simultaneous;
    }

    /**
     * The means in the group with the lowest predictions.
     *
     * @return a term for each covariate
     */
    public Fit lowest() {
        return lowest;
    }

    /**
     * The means in the group with the highest predictions.
     *
     * @return a term for each covariate
     */
    public Fit highest() {
        return highest;
    }
}
