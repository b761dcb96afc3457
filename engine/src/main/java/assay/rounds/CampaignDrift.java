package assay.rounds;

import assay.Estimand;
import assay.EstimationException;
import assay.Estimator;
import assay.Glance;
import assay.HypothesisTest;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.util.FastMath;

/**
 * Whether the outcomes of a campaign drift from round to round. In each segment the rows of control and explore, whose chances no result
 * moves, are compared with the same arm in the rounds before; the recursive residuals make an e-process for the level of
 * the segment and for each effect. The p-value is one over the highest value so far of their average over segments: by Ville's
 * inequality it is valid however often one looks. Rounds of discovery are left out, as segments were chosen by them.
 *
 * <p>The test needs the cell of each row, as a second column of strata. It rests on the normal approximation of the means of cells.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there is no round of discovery or alpha is not in (0, 1).
 *
 * @param discovery first rounds, which served to find the segments
 * @param alpha chance of any false alarm over all rounds
 */
public record CampaignDrift(int discovery, double alpha) implements Estimator<HypothesisTest> {

    public CampaignDrift {
        CampaignTable.discovery(discovery);
        levels(alpha);
    }

    /**
     * One round of discovery, false alarms in 5 % of campaigns.
     *
     * @return the test
     */
    public static CampaignDrift standard() {
        return new CampaignDrift(1, 0.05);
    }

    private static CampaignLevels levels(double alpha) {
        CampaignLevels usual = CampaignLevels.standard();
        return new CampaignLevels(usual.alpha(), usual.discoveryRate(), usual.leastEffect(), alpha);
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
    public HypothesisTest estimate(Sample sample, RandomGenerator random) {
        CampaignTable table = CampaignTable.of(sample, discovery);
        if (sample.columns(Role.STRATUM).size() < 2) {
            throw new EstimationException(
                    Problem.MISSING_ROLE,
                    "Drift is read off the cells of control and explore, and no column says which rows are in them.",
                    "Name the segment and the cell: --stratum segment,cell.");
        }
        Evidence evidence = table.evidence(discovery, OutcomeRange.UNBOUNDED, levels(alpha));
        double highest = evidence.highestDrift();
        return new HypothesisTest(
                "outcomes do not drift from round to round",
                FastMath.log(highest),
                Double.NaN,
                Math.min(1, 1 / highest),
                new Glance(
                        "campaign-drift",
                        "recursive residuals of the floors, e-process",
                        table.size(),
                        0,
                        0,
                        0,
                        0,
                        Map.of(
                                "segments", (double) evidence.segments(),
                                "alarm_round", (double) evidence.driftRound())),
                List.of());
    }
}
