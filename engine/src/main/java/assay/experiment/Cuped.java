package assay.experiment;

import assay.Caution;
import assay.Column;
import assay.Covariates;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.linear.CenteredQr;
import assay.linear.Covariance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The difference in means of outcomes from which the part that the pre-period predicts has been taken,
 * {@code Y - theta'(X - mean(X))} (Deng, Xu, Kohavi and Walker, WSDM 2013).
 *
 * <p>With {@link Slopes#WITHIN_ARMS} theta is the slope within arms, and estimate and standard error are those of
 * {@link RegressionAdjustment}: a slope costs a degree of freedom, so that the standard error does not pretend that theta was
 * known. With {@link Slopes#POOLED} theta is that of the original paper and the standard error Neyman's of the adjusted
 * outcomes. Either way the variance falls by about the share of it that the covariates explain, and what it fell by is
 * reported beside the standard error without adjustment.
 *
 * <p>Covariates must be measured before assignment. Rows without a pre-period are kept: see {@link assay.Missing#IMPUTE}.
 *
 * @param slopes which slopes are taken
 * @param covariance the covariance estimator, used by slopes within arms
 */
public record Cuped(Slopes slopes, Covariance covariance) implements Estimator<Fit> {

    /** Standard errors by which a covariate measured before a fair assignment differs between arms in one of 60,000. */
    private static final double IMBALANCE = 4.3;

    /**
     * The usual choice.
     *
     * @return slopes within arms, {@link Covariance#HC2}
     */
    public static Cuped standard() {
        return new Cuped(Slopes.WITHIN_ARMS, Covariance.HC2);
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
        Fit plain = new DifferenceInMeans().estimate(sample, random);
        Fit fit = slopes == Slopes.WITHIN_ARMS
                ? new RegressionAdjustment(covariance).estimate(sample, random)
                : new DifferenceInMeans()
                        .estimate(
                                sample.with(
                                        Role.OUTCOME,
                                        new Column.Numeric(
                                                sample.column(Role.OUTCOME).name(), pooled(sample))),
                                random);
        return report(
                "cuped",
                (slopes == Slopes.WITHIN_ARMS ? covariance.label() + " of the regression" : "Welch t") + " on adjusted "
                        + "outcomes",
                sample,
                plain.estimate(),
                fit,
                fit.estimate());
    }

    /** The adjusted fit beside what it was before: what was gained, and what is suspicious. */
    static Fit report(String method, String variance, Sample sample, Estimate plain, Fit fit, Estimate estimate) {
        TwoArms arms = TwoArms.of(sample);
        Map<String, Double> diagnostics = new TreeMap<>();
        double ratio = estimate.stdError() / plain.stdError();
        diagnostics.put("unadjusted_estimate", plain.value());
        diagnostics.put("unadjusted_std_error", plain.stdError());
        diagnostics.put("unadjusted_df", plain.inference().degreesOfFreedom());
        diagnostics.put("variance_reduction", 1 - ratio * ratio);
        List<Caution> cautions = new ArrayList<>(fit.cautions());
        if (ratio > 1) {
            cautions.add(Caution.of(
                    "no-variance-reduction",
                    String.format(
                            Locale.ROOT,
                            "Adjustment made the standard error %.3g times as large: the covariates predict too little "
                                    + "of the outcome to be worth their slopes.",
                            ratio)));
        }
        imbalance(sample, arms, cautions);
        return new Fit(
                List.of(estimate),
                Glance.of(method, variance, sample, arms, diagnostics),
                cautions,
                fit.influence().orElse(null));
    }

    private static void imbalance(Sample sample, TwoArms arms, List<Caution> cautions) {
        Covariates covariates = sample.covariates();
        for (int j = 0; j < covariates.count(); j++) {
            ArmMoments moments = ArmMoments.of(arms, covariates.columns()[j]);
            double error = Math.sqrt(moments.treatedVariance() + moments.controlVariance());
            if (Math.abs(moments.difference()) > IMBALANCE * error && error > 0) {
                cautions.add(Caution.of(
                        "pre-period-imbalance",
                        String.format(
                                Locale.ROOT,
                                "Covariate '%s' differs between arms by %.1f standard errors: treatment may have moved it, "
                                        + "or the assignment was not random.",
                                covariates.names().get(j),
                                Math.abs(moments.difference()) / error)));
            }
        }
    }

    private static double[] pooled(Sample sample) {
        double[] adjusted = sample.outcome().clone();
        double mean = CenteredQr.center(adjusted);
        CenteredQr qr = CenteredQr.of(sample.covariates().columns(), adjusted.length);
        // What is left of the outcome is orthogonal to the covariates, which is what subtracting theta'(X - mean)
        // leaves.
        qr.residualize(adjusted);
        for (int i = 0; i < adjusted.length; i++) {
            adjusted[i] += mean;
        }
        return adjusted;
    }
}
