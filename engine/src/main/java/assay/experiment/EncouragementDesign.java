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
 * All at once: whole clusters are encouraged with known probabilities that differ, and not everybody follows. The effect on
 * compliers is that of {@link TwoStageLeastSquares} with covariates, units weighted by the inverse of the probability of their
 * own arm, and a variance over clusters.
 *
 * @param covariance the covariance estimator
 */
public record EncouragementDesign(ClusterCovariance covariance) implements Estimator<Fit> {

    /**
     * The usual choice.
     *
     * @return with {@link ClusterCovariance#CR2}
     */
    public static EncouragementDesign standard() {
        return new EncouragementDesign(ClusterCovariance.CR2);
    }

    @Override
    public Estimand target() {
        return Estimand.LATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TREATMENT, Role.CLUSTER, Role.PROPENSITY);
    }

    @Override
    public Set<Role> reads() {
        return InstrumentalDesign.READS;
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        return InstrumentalDesign.of(sample).fit("clustered-encouragement", Covariance.HC2, covariance);
    }
}
