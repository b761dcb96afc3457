package assay.rounds;

import assay.Estimand;
import assay.Estimator;
import assay.Rejections;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Which pairs of arm and segment graduate in the course of a campaign. For each pair the rounds after discovery multiply to an e-process
 * against an effect of at most the least that is worth having; after every round e-BH over all pairs lets those graduate whose evidence
 * suffices, and their processes stop. Of all that ever graduate at most a share q is false on average, however often one
 * looks and however pairs depend (Wang and Ramdas, JRSS B 84, 2022, doi:10.1111/rssb.12489).
 *
 * <p>A round's e-value. With a bounded outcome bettors stake on each visitor's doubly robust score, at rates that the rounds before set:
 * exact at every size. Without bounds it is {@code exp(l z - l^2 / 2)} of the standardised mean score z of the round, with l from
 * the rounds before: it rests on the normal approximation of a round's mean. Both are averaged over four effects that one may
 * hope for.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there is no round of discovery, the rate is not in (0, 1) or the effect
 * is not finite.
 *
 * @param discovery first rounds, which served to find the segments
 * @param rate false discovery rate q
 * @param leastEffect the least effect that is worth having, in the unit of the outcome
 * @param low the least possible outcome, or negative infinity
 * @param high the largest possible outcome, or infinity
 */
public record CampaignGraduation(int discovery, double rate, double leastEffect, double low, double high)
        implements Estimator<Rejections> {

    public CampaignGraduation {
        CampaignTable.discovery(discovery);
        levels(rate, leastEffect);
        new OutcomeRange(low, high);
    }

    /**
     * One round of discovery, a rate of 5 %, any gain, no bounds.
     *
     * @return the estimator
     */
    public static CampaignGraduation standard() {
        return new CampaignGraduation(1, 0.05, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /**
     * The same for an outcome with bounds.
     *
     * @param range the range
     * @return the estimator
     */
    public CampaignGraduation within(OutcomeRange range) {
        return new CampaignGraduation(discovery, rate, leastEffect, range.low(), range.high());
    }

    private static CampaignLevels levels(double rate, double leastEffect) {
        CampaignLevels usual = CampaignLevels.standard();
        return new CampaignLevels(usual.alpha(), rate, leastEffect, usual.driftAlpha());
    }

    @Override
    public Estimand target() {
        return Estimand.CATE;
    }

    @Override
    public Set<Role> needs() {
        return CampaignTable.NEEDS;
    }

    @Override
    public Rejections estimate(Sample sample, RandomGenerator random) {
        CampaignTable table = CampaignTable.of(sample, discovery);
        Evidence evidence = table.evidence(discovery, new OutcomeRange(low, high), levels(rate, leastEffect));
        List<Rejections.Hypothesis> hypotheses = new ArrayList<>();
        for (int s = 0; s < evidence.segments(); s++) {
            for (int k = 1; k < evidence.arms(); k++) {
                hypotheses.add(new Rejections.Hypothesis(
                        Campaign.term(table.arms().get(k), table.segments().get(s)),
                        Double.NaN,
                        evidence.status(s, k) == Status.GRADUATE));
            }
        }
        return new Rejections(hypotheses, List.of());
    }
}
