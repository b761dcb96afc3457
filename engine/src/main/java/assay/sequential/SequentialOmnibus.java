package assay.sequential;

import assay.Arguments;
import assay.Covariates;
import assay.Estimand;
import assay.EstimationException;
import assay.Estimator;
import assay.Glance;
import assay.HypothesisTest;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.linear.ArrayRows;
import assay.linear.Covariance;
import assay.linear.LinearFit;
import assay.linear.LinearModel;
import assay.linear.LinearSpec;
import assay.linear.WaldTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The test, at several looks, that treatment does nothing to anybody: in the regression of the outcome on treatment, centred
 * covariates and their products with treatment, the coefficient of treatment and those of all products are 0. It finds an effect
 * that averages out as well as one that does not.
 *
 * <p>At each look the Wald statistic with a robust covariance over the number of coefficients is an F statistic, and {@link
 * AnytimeF} turns it into evidence; the p-value is the smallest so far.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a count is below its minimum or the weight not finite and positive.
 *
 * @param covariance the covariance estimator
 * @param priorUnits g, how many units the mixing distribution is worth, fixed before the first look
 * @param looks how many equal steps, at least 1
 * @param start rows before the first look, at least 4
 */
public record SequentialOmnibus(Covariance covariance, double priorUnits, int looks, int start)
        implements Estimator<HypothesisTest> {

    public SequentialOmnibus {
        Arguments.positive("prior units", priorUnits);
        Arguments.atLeast("looks", looks, 1);
        Arguments.atLeast("start", start, 4);
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE);
    }

    @Override
    public Set<Role> reads() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE, Role.TIME, Role.UNIT);
    }

    @Override
    public HypothesisTest estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        Sample arrived = Arrival.order(sample);
        double smallest = 1;
        AnytimeF last = null;
        for (Look look : path(arrived)) {
            last = new AnytimeValid(priorUnits).apply(look.test(), look.n());
            smallest = Math.min(smallest, last.pValue());
        }
        if (last == null) {
            throw Arrival.tooFew(arrived.size(), start);
        }
        return new HypothesisTest(
                "no effect on anybody",
                last.statistic(),
                last.degreesOfFreedom(),
                smallest,
                Glance.of(
                        "anytime-f",
                        covariance.label(),
                        arrived,
                        TwoArms.of(arrived),
                        Map.of("coefficients", (double) last.coefficients(), "prior_units", priorUnits)),
                List.of());
    }

    /**
     * One look.
     *
     * @param n rows so far
     * @param test the F test of all coefficients at this look by itself
     */
    public record Look(int n, WaldTest test) {}

    /**
     * The tests at all looks, each as if it were the only one.
     *
     * @param arrived the sample in order of time
     * @return the looks
     * @throws assay.EstimationException if there are too few rows
     */
    public List<Look> path(Sample arrived) {
        List<Look> path = new ArrayList<>();
        for (int n : Arrival.sizes(arrived.size(), looks, start)) {
            path.add(new Look(n, wald(Arrival.first(arrived, n))));
        }
        return path;
    }

    /** Tests treatment and its products with the covariates. */
    private WaldTest wald(Sample sample) {
        Covariates covariates = sample.covariates();
        double[] treated = TwoArms.of(sample).indicator();
        int p = covariates.count();
        List<String> names = new ArrayList<>(List.of("treated"));
        double[][] columns = new double[1 + 2 * p][];
        columns[0] = treated;
        for (int j = 0; j < p; j++) {
            double[] centred = centred(covariates.columns()[j]);
            double[] product = centred.clone();
            for (int i = 0; i < product.length; i++) {
                product[i] *= treated[i];
            }
            columns[1 + j] = product;
            columns[1 + p + j] = centred;
        }
        for (int j = 0; j < p; j++) {
            names.add("product " + j);
        }
        for (int j = 0; j < p; j++) {
            names.add("covariate " + j);
        }
        double[][] all = new double[1 + columns.length][];
        all[0] = sample.outcome();
        System.arraycopy(columns, 0, all, 1, columns.length);
        LinearFit fit = LinearModel.fit(ArrayRows.of(LinearSpec.ols(List.of("outcome"), names), all));
        List<String> terms = fit.terms();
        double[][] contrasts = new double[1 + p][terms.size()];
        for (int s = 0; s <= p; s++) {
            int term = terms.indexOf(names.get(s));
            if (term < 0) {
                throw new EstimationException(
                        Problem.NOT_IDENTIFIED,
                        "At a look with " + sample.size() + " rows a covariate does not vary within an arm.",
                        "Start to look later, or leave the covariate out.");
            }
            contrasts[s][term] = 1;
        }
        return WaldTest.of(fit, 0, contrasts, covariance);
    }

    private static double[] centred(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double[] centred = values.clone();
        for (int i = 0; i < centred.length; i++) {
            centred[i] -= mean;
        }
        return centred;
    }
}
