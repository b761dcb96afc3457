package assay.rounds;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The effect of each arm against control in each segment after a campaign whose assignment followed its results. In round r a visitor of
 * segment s has the score {@code D = m_k - m_0 + 1{A = k} (Y - m_k) / p_k - 1{A = 0} (Y - m_0) / p_0}, where the means m come from the
 * rounds before and the chances p were recorded: given the past its mean is the effect, whether or not the means are right. Rounds are
 * averaged with weights {@code n_r / sqrt(v_k / p_k + v_0 / p_0)}, the variances v from the rounds before, under which the sum of
 * the martingale differences is normal although chances follow results (Hadad, Hirshberg, Zhan, Wager and Athey, PNAS 118, 2021,
 * doi:10.1073/pnas.2014602118). Rounds of discovery chose the segments, and are no evidence.
 *
 * <p>The estimand is the effect in the segment, the same in every round; normal intervals for each pair by itself.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there is no round of discovery.
 *
 * @param discovery first rounds, which served to find the segments
 */
public record CampaignEffects(int discovery) implements Estimator<Fit> {

    private static final int FEW = 30;

    public CampaignEffects {
        CampaignTable.discovery(discovery);
    }

    /**
     * One round of discovery.
     *
     * @return the estimator
     */
    public static CampaignEffects standard() {
        return new CampaignEffects(1);
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
    public Fit estimate(Sample sample, RandomGenerator random) {
        CampaignTable table = CampaignTable.of(sample, discovery);
        Evidence evidence = table.evidence(discovery, OutcomeRange.UNBOUNDED, CampaignLevels.standard());
        List<Estimate> terms = new ArrayList<>();
        List<Caution> cautions = new ArrayList<>();
        for (int s = 0; s < evidence.segments(); s++) {
            for (int k = 1; k < evidence.arms(); k++) {
                PairEvidence pair = evidence.pair(s, k);
                String term =
                        Campaign.term(table.arms().get(k), table.segments().get(s));
                if (!pair.known()) {
                    throw new EstimationException(
                            Problem.TOO_FEW_ROWS,
                            "After discovery no round has both arms of " + term + ", or their outcomes do not vary.",
                            "Wait for a round that has, or leave the segment out.");
                }
                terms.add(Estimate.normal(Estimand.CATE, term, pair.effect(), pair.stdError()));
                if (pair.visitors() < FEW) {
                    cautions.add(Caution.of(
                            "small-segment",
                            "The effect of " + term + " rests on " + pair.visitors()
                                    + " visitors; its interval is for many."));
                }
            }
        }
        return new Fit(terms, glance(table, evidence), cautions);
    }

    private static Glance glance(CampaignTable table, Evidence evidence) {
        long control = 0;
        for (int s = 0; s < evidence.segments(); s++) {
            control += evidence.past(s, 0).n();
        }
        return new Glance(
                "campaign-effects",
                "predictable AIPW by segment, rounds weighted to equal variance, normal",
                table.size(),
                (int) (table.size() - control),
                (int) control,
                0,
                0,
                Map.of("segments", (double) evidence.segments()));
    }
}
