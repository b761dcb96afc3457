package assay.experiment;

import assay.Arguments;
import assay.Caution;
import assay.Column;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Rejections;
import assay.Role;
import assay.Sample;
import assay.multiplicity.PValueAdjustment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Which of many metrics an experiment moved: each outcome is tested for a difference in means by Welch's t, and the p-values are
 * adjusted for each other. A hypothesis has the name of its outcome.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the level is not in (0, 1).
 *
 * @param adjustment how p-values are adjusted; it says which error rate is kept, and under which dependence
 * @param level the error rate to keep
 */
public record MetricTests(PValueAdjustment adjustment, double level) implements Estimator<Rejections> {

    public MetricTests {
        Arguments.probability("level", level);
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT);
    }

    @Override
    public Rejections estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        Map<String, Estimate> estimates = estimates(sample, random);
        double[] p = estimates.values().stream()
                .mapToDouble(estimate -> estimate.inference().pValue(0))
                .toArray();
        Rejections rejections = adjustment.reject(List.copyOf(estimates.keySet()), p, level);
        return new Rejections(rejections.hypotheses(), cautions(sample, random));
    }

    /**
     * The difference in means of each outcome.
     *
     * @param sample two arms and one outcome or more
     * @param random randomness, of which none is used
     * @return estimates with Welch's t, by name of the outcome, in the order of the sample
     * @throws assay.EstimationException if an outcome cannot be tested
     */
    public static Map<String, Estimate> estimates(Sample sample, RandomGenerator random) {
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        for (Column outcome : sample.columns(Role.OUTCOME)) {
            estimates.put(outcome.name(), fit(sample, outcome, random).estimate());
        }
        return estimates;
    }

    private static Fit fit(Sample sample, Column outcome, RandomGenerator random) {
        return new DifferenceInMeans().estimate(sample.with(Role.OUTCOME, outcome), random);
    }

    private static List<Caution> cautions(Sample sample, RandomGenerator random) {
        List<Caution> cautions = new ArrayList<>(0);
        for (Caution caution :
                fit(sample, sample.columns(Role.OUTCOME).get(0), random).cautions()) {
            if (caution.code().equals("propensity-varies")) {
                cautions.add(caution);
            }
        }
        return cautions;
    }
}
