package assay.baseline;

import assay.Estimand;
import assay.Estimator;
import assay.Glance;
import assay.HypothesisTest;
import assay.Role;
import assay.Sample;
import assay.distribution.NormalDistribution;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Compares control in each segment with the round before by a z test of its own, and reports the smallest p-value of all. Nothing is
 * allowed for the number of looks and segments.
 */
public record DriftAtEveryRound() implements Estimator<HypothesisTest> {

    @Override
    public Estimand target() {
        return Estimand.CATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TIME, Role.STRATUM);
    }

    @Override
    public HypothesisTest estimate(Sample sample, RandomGenerator random) {
        CampaignMeans means = CampaignMeans.of(sample);
        double largest = 0;
        int alarm = -1;
        for (int r = 1; r < means.rounds(); r++) {
            for (int s = 0; s < means.segments().size(); s++) {
                double[] now = means.moments(r, r + 1, s, 0);
                double[] before = means.moments(r - 1, r, s, 0);
                double z = Math.abs(now[1] - before[1]) / Math.sqrt(now[2] / now[0] + before[2] / before[0]);
                if (z > largest) {
                    largest = z;
                    alarm = r;
                }
            }
        }
        return new HypothesisTest(
                "outcomes do not drift from round to round",
                largest,
                Double.POSITIVE_INFINITY,
                Math.min(1, 2 * NormalDistribution.survival(largest)),
                new Glance(
                        "drift-at-every-round",
                        "z of two rounds",
                        sample.size(),
                        0,
                        0,
                        0,
                        0,
                        Map.of("alarm_round", (double) alarm)),
                List.of());
    }
}
