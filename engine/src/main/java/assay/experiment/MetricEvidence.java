package assay.experiment;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Rejections;
import assay.Role;
import assay.Sample;
import assay.multiplicity.EBh;
import assay.sequential.AnytimeT;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Which of many metrics an experiment moved, by e-values: the evidence of each outcome against no difference in means is that of
 * {@link AnytimeT}, and {@link EBh} keeps the false discovery rate whatever the dependence between outcomes, at any time at which
 * somebody comes to look.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the rate is not in (0, 1) or g is not finite and positive.
 *
 * @param rate the false discovery rate q
 * @param priorUnits g, how many units the mixing distribution is worth, fixed before the first look
 */
public record MetricEvidence(double rate, double priorUnits) implements Estimator<Rejections> {

    public MetricEvidence {
        Arguments.probability("rate", rate);
        Arguments.positive("prior units", priorUnits);
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
        Map<String, Estimate> estimates = MetricTests.estimates(sample, random);
        double[] logE = estimates.values().stream()
                .mapToDouble(estimate -> logEvidence(estimate, sample.size(), priorUnits))
                .toArray();
        boolean[] rejected = new EBh(rate).badged(logE);
        List<Rejections.Hypothesis> hypotheses = new ArrayList<>();
        for (String name : estimates.keySet()) {
            hypotheses.add(new Rejections.Hypothesis(name, Double.NaN, rejected[hypotheses.size()]));
        }
        return new Rejections(hypotheses, List.of());
    }

    /**
     * The evidence of an estimate against no effect.
     *
     * @param estimate with Student's t inference
     * @param units independent units that it rests on
     * @param priorUnits g
     * @return log E
     */
    static double logEvidence(Estimate estimate, int units, double priorUnits) {
        return new AnytimeT(
                        estimate.value(),
                        estimate.stdError(),
                        estimate.inference().degreesOfFreedom(),
                        units,
                        priorUnits)
                .logEvidence(0);
    }
}
