package assay.experiment;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.linear.Covariance;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The difference of two ratios of sums, adjusted for the pre-period:
 * {@code R1 - R0 - theta'(mean(X | T = 1) - mean(X | T = 0))}.
 *
 * <p>What a unit adds to its arm's ratio, {@code (N_i - R D_i) / mean(D)}, is regressed on covariates within arms, so that the
 * variance is that of the delta method over the moments of numerator, denominator and covariates at once. The covariates
 * are usually the numerator and the denominator of the same metric before the experiment; any linear combination of them, such
 * as the linearised pre-period ratio, can then do no better. Inference is that of {@link RegressionAdjustment}.
 *
 * @param covariance the covariance estimator
 */
public record CupedRatio(Covariance covariance) implements Estimator<Fit> {

    /**
     * The usual choice.
     *
     * @return with {@link Covariance#HC2}
     */
    public static CupedRatio standard() {
        return new CupedRatio(Covariance.HC2);
    }

    @Override
    public Estimand target() {
        return Estimand.RATIO;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.NUMERATOR, Role.DENOMINATOR, Role.ASSIGNMENT, Role.COVARIATE);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        RatioUnits ratio = RatioUnits.of(sample, RandomisationUnit.ROW);
        Estimate plain = new DifferenceInMeans().estimate(ratio.units(), random).estimate();
        Fit fit = new RegressionAdjustment(covariance).estimate(ratio.units(), random);
        Estimate adjusted = fit.estimate();
        Fit report = Cuped.report(
                "cuped-ratio",
                "delta method, " + covariance.label() + " of the regression of linearised values",
                sample,
                plain,
                fit,
                new Estimate(target(), adjusted.term(), adjusted.value(), adjusted.stdError(), adjusted.inference()));
        List<Caution> cautions = new ArrayList<>(report.cautions());
        RatioMetric.weakDenominator(ratio, cautions);
        return new Fit(report.terms(), report.glance(), cautions, report.influenceOrNull());
    }
}
