package assay.baseline;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The difference in means of each arm and control in each segment over all rounds of a campaign, as if arms had been drawn without a look at
 * results and segments had not been chosen by them. Both are wrong: an arm that was unlucky at first gets few visitors later, so that its
 * bad luck is never averaged out, and the rounds that chose a segment favour the arm that it was chosen for.
 */
public record NaiveCampaign() implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return Estimand.CATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TIME, Role.STRATUM);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        CampaignMeans means = CampaignMeans.of(sample);
        List<Estimate> terms = new ArrayList<>();
        for (int s = 0; s < means.segments().size(); s++) {
            for (int k = 1; k < means.arms().size(); k++) {
                double[] difference = means.difference(means.rounds(), s, k);
                terms.add(Estimate.normal(
                        Estimand.CATE,
                        means.arms().get(k) + " in " + means.segments().get(s),
                        difference[0],
                        difference[1]));
            }
        }
        return new Fit(
                terms,
                new Glance("naive-campaign", "unequal variances", sample.size(), 0, 0, 0, 0, Map.of()),
                List.of());
    }
}
