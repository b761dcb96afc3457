package assay.experiment;

import assay.Covariates;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Influence;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.linear.CenteredQr;
import assay.linear.Covariance;
import assay.linear.DesignCautions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Regression adjustment without interactions: the coefficient of the treatment in the least-squares regression of the
 * outcome on treatment and covariates.
 *
 * <p>In an experiment it is consistent for the average treatment effect, though it can be less precise than the
 * difference in means when arms are unequal and slopes differ (Freedman, Adv. Appl. Math. 40, 2008). In observational
 * data it needs the covariates to be all that confounds, the outcome linear in them and the effect the same for all.
 *
 * <p>The treatment is the last column of the design, so covariates that are aliased among themselves are left out and a
 * treatment that the covariates determine is an error. Inference is Student's t with {@code n - k} degrees of freedom.
 *
 * @param covariance the covariance estimator
 */
public record RegressionAdjustment(Covariance covariance) implements Estimator<Fit> {

    /**
     * The usual choice.
     *
     * @return with {@link Covariance#HC2}
     */
    public static RegressionAdjustment standard() {
        return new RegressionAdjustment(Covariance.HC2);
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
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        double[] residuals = sample.outcome().clone();
        TwoArms arms = TwoArms.of(sample);
        Covariates covariates = sample.covariates();
        int n = residuals.length;
        int p = covariates.count();
        double[][] design = Arrays.copyOf(covariates.columns(), p + 1);
        design[p] = arms.indicator();
        CenteredQr qr = CenteredQr.of(design, n);
        List<String> aliased = aliased(qr, covariates, arms);
        int k = qr.rank() + 1;
        Adjustment.requireRows(n, k, "The sample");

        double mean = CenteredQr.center(residuals);
        double tss = Adjustment.squares(residuals);
        double[] coordinates = qr.residualize(residuals);
        double rss = Adjustment.squares(residuals);
        Adjustment.requireNoise(rss, tss, n, mean, sample.column(Role.OUTCOME).name());

        // By Frisch, Waugh and Lovell the last column of Q is what the covariates leave of the treatment.
        int last = qr.rank() - 1;
        double[] leverages = qr.leverages();
        double inverse = 1 / qr.r(last, last);
        double[] weights = qr.q(last).clone();
        for (int i = 0; i < n; i++) {
            weights[i] *= inverse;
        }
        double variance = covariance.scale(rss, n, k) * covariance.sum(weights, residuals, leverages);
        Estimate estimate = Estimate.studentT(
                target(),
                arms.contrast(),
                coordinates[last] * inverse,
                Adjustment.stdError(variance, covariance),
                n - k);
        Glance glance = Glance.of(
                "ols",
                covariance.label() + ", t with n - k degrees of freedom",
                sample,
                arms,
                Map.of("r_squared", 1 - rss / tss, "coefficients", (double) k));
        DesignCautions cautions = new DesignCautions()
                .aliased(aliased)
                .leverages(leverages, covariance)
                .rows("The sample", n, k);
        Influence influence = term -> Adjustment.influence(weights, residuals);
        return new Fit(List.of(estimate), glance, cautions.list(), influence);
    }

    private static List<String> aliased(CenteredQr qr, Covariates covariates, TwoArms arms) {
        List<String> names = new ArrayList<>(0);
        for (int j : qr.aliased()) {
            if (j == covariates.count()) {
                throw new EstimationException(
                        Problem.NOT_IDENTIFIED,
                        "The treatment (" + arms.contrast() + ") is a linear combination of the covariates "
                                + String.join(", ", covariates.names())
                                + ", so no data of this kind can tell its effect from theirs.",
                        "Leave out the covariate that repeats the treatment.");
            }
            names.add(covariates.names().get(j));
        }
        return names;
    }
}
