package assay.baseline;

import assay.Arguments;
import assay.Estimand;
import assay.Estimator;
import assay.Rejections;
import assay.Role;
import assay.Sample;
import assay.distribution.NormalDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Graduates an arm in a segment when the posterior probability of a gain is above a threshold in each of the last two rounds, each time on
 * all rows so far. Two readings of nearly the same rows are not two pieces of evidence, and no reading allows for how many pairs there are.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the threshold is not in (0, 1).
 *
 * @param probability the threshold
 */
public record SustainedEvidence(double probability) implements Estimator<Rejections> {

    public SustainedEvidence {
        Arguments.probability("probability", probability);
    }

    @Override
    public Estimand target() {
        return Estimand.CATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TIME, Role.STRATUM);
    }

    @Override
    public Rejections estimate(Sample sample, RandomGenerator random) {
        CampaignMeans means = CampaignMeans.of(sample);
        List<Rejections.Hypothesis> hypotheses = new ArrayList<>();
        for (int s = 0; s < means.segments().size(); s++) {
            for (int k = 1; k < means.arms().size(); k++) {
                boolean sustained = true;
                for (int r = Math.max(1, means.rounds() - 1); r <= means.rounds(); r++) {
                    double[] difference = means.difference(r, s, k);
                    sustained &= NormalDistribution.survival(-difference[0] / difference[1]) > probability;
                }
                hypotheses.add(new Rejections.Hypothesis(
                        means.arms().get(k) + " in " + means.segments().get(s), Double.NaN, sustained));
            }
        }
        return new Rejections(hypotheses, List.of());
    }
}
