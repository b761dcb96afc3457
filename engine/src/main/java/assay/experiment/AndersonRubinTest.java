package assay.experiment;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.linear.ClusterCovariance;
import assay.linear.Covariance;
import assay.linear.LinearFit;
import assay.linear.VarianceEstimator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The effect of a treatment on compliers with a confidence set that holds however weak the instrument is: the hypotheses
 * {@code b0} under which the instrument does not move {@code y - b0 d} (Anderson and Rubin, Ann. Math. Stat. 20, 1949).
 *
 * <p>With one instrument the set is an interval where the first stage is significant at the level of the set; else it is all but
 * an interval, or the whole line, which says that the data cannot tell. Such a set is reported as the whole line, its shortest
 * interval, with a caution that says which it is; p-values are those of the set itself. The estimate beside it is that of {@link
 * TwoStageLeastSquares}.
 *
 * @param covariance the covariance estimator where there are no clusters
 * @param clustered the covariance estimator where there are
 */
public record AndersonRubinTest(Covariance covariance, ClusterCovariance clustered) implements Estimator<Fit> {

    private static final double LEVEL = 0.95;

    /**
     * The usual choice.
     *
     * @return with {@link Covariance#HC2} and {@link ClusterCovariance#CR2}
     */
    public static AndersonRubinTest standard() {
        return new AndersonRubinTest(Covariance.HC2, ClusterCovariance.CR2);
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
        InstrumentalDesign design = InstrumentalDesign.of(sample);
        if (design.instruments().columns().size() != 1) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "There are " + design.instruments().columns().size() + " instruments ("
                            + String.join(", ", design.instruments().names())
                            + "); this method makes the set of one, whose shape says how strong it is.",
                    "Name one instrument, or use two-stage-least-squares.");
        }
        LinearFit structural = design.structural();
        LinearFit reduced = design.reduced();
        VarianceEstimator variance = design.variance(covariance, clustered);
        double[] second = new double[structural.rank()];
        second[1] = 1;
        Estimate wald = structural.estimate(target(), design.term(), 0, second, variance);
        int k = reduced.rank();
        double[] contrast = new double[k];
        contrast[k - 1] = 1;
        double[][] joint = reduced.jointCovariance(variance);
        AndersonRubinInference inference = new AndersonRubinInference(
                reduced.coefficients(0)[k - 1],
                reduced.coefficients(1)[k - 1],
                joint[k - 1][k - 1],
                joint[k - 1][2 * k - 1],
                joint[2 * k - 1][2 * k - 1],
                reduced.degreesOfFreedom(contrast, variance));
        Estimate estimate = new Estimate(target(), design.term(), wald.value(), wald.stdError(), inference);
        List<Caution> cautions = new ArrayList<>(design.cautions(structural, variance, clustered));
        cautions.removeIf(caution -> caution.code().equals("weak-instrument"));
        inference.caution(LEVEL).ifPresent(cautions::add);
        return new Fit(
                List.of(estimate),
                design.glance(
                        "anderson-rubin", "Anderson-Rubin set, " + design.label(covariance, clustered), structural),
                cautions,
                design.influence());
    }
}
