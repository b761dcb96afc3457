package assay.experiment;

import assay.Estimand;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.linear.ClusterCovariance;
import assay.linear.Covariance;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The effect of a treatment on those who take it because of an instrument, by two-stage least squares: the instrument is the
 * column of that role, or else what was assigned (Angrist and Imbens, Econometrica 62, 1994).
 *
 * <p>Standard errors use the residuals of the treatment that was received, not of its first-stage fit. The first term is the
 * effect on compliers; where one instrument of two levels was assigned, the effect of assignment and the share of compliers
 * stand beside it, so that the first is the ratio of the other two. Without defiers, and with an instrument that reaches the
 * outcome through the treatment only, that is what the ratio means; it is the effect on all only where effects do not differ
 * between those who comply and those who do not.
 *
 * <p>The t interval is honest where the instrument is strong: see the caution {@code weak-instrument}, and the
 * Anderson-Rubin set, which holds whatever its strength.
 *
 * <p>Propensities of assignment weight each unit by the inverse of the probability of its own arm.
 *
 * @param covariance the covariance estimator where there are no clusters
 * @param clustered the covariance estimator where there are
 */
public record TwoStageLeastSquares(Covariance covariance, ClusterCovariance clustered) implements Estimator<Fit> {

    /**
     * The usual choice.
     *
     * @return with {@link Covariance#HC2} and {@link ClusterCovariance#CR2}
     */
    public static TwoStageLeastSquares standard() {
        return new TwoStageLeastSquares(Covariance.HC2, ClusterCovariance.CR2);
    }

    @Override
    public Estimand target() {
        return Estimand.LATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TREATMENT);
    }

    @Override
    public Set<Role> reads() {
        return InstrumentalDesign.READS;
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        return InstrumentalDesign.of(sample).fit("two-stage-least-squares", covariance, clustered);
    }
}
