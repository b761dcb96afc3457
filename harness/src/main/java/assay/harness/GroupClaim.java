package assay.harness;

import assay.Estimand;
import assay.Estimate;
import assay.cate.GroupEffects;
import assay.certificate.ClaimSpec;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;
import java.util.ArrayList;
import java.util.List;

/**
 * What is claimed of the effects of groups that the method itself has formed: the truth of a group is the mean effect on its units.
 * Pointwise, the share of the groups of a sample for which it holds, on average over samples; or that it holds for all groups at once.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if {@link VectorClaim.Across#ALL} is asked of anything but coverage and
 * size.
 *
 * @param part what is claimed of a group
 * @param across of how many groups
 */
record GroupClaim(FitClaim part, VectorClaim.Across across) implements Claim<GroupEffects> {

    GroupClaim {
        new VectorClaim(part, across);
    }

    /** Coverage, tails, medians and size of the groups one by one, and coverage and size of all at once. */
    static List<Claim<GroupEffects>> all() {
        List<Claim<GroupEffects>> claims = new ArrayList<>();
        for (FitClaim part : FitClaim.values()) {
            claims.add(new GroupClaim(part, VectorClaim.Across.SHARE));
        }
        claims.add(new GroupClaim(FitClaim.COVERAGE, VectorClaim.Across.ALL));
        claims.add(new GroupClaim(FitClaim.AA_SIZE, VectorClaim.Across.ALL));
        return List.copyOf(claims);
    }

    @Override
    public double score(GroupEffects result, GroundTruth truth) {
        double[] truths = result.means(Surfaces.effects(truth));
        List<Estimate> terms = (across == VectorClaim.Across.ALL ? result.simultaneous() : result.pointwise()).terms();
        int held = 0;
        for (int g = 0; g < truths.length; g++) {
            held += part.score(terms.get(g), truths[g]) == 1 ? 1 : 0;
        }
        double share = held / (double) truths.length;
        return across == VectorClaim.Across.SHARE ? share : share == 1 ? 1 : 0;
    }

    @Override
    public void check(Estimand target, GroundTruth truth) {
        Surfaces.effects(truth);
    }

    @Override
    public Arena arena() {
        return part.arena();
    }

    @Override
    public ClaimSpec spec(Tier tier) {
        ClaimSpec of = new VectorClaim(part, across).spec(tier);
        String statement = of.statement().replace("target", "group");
        return ClaimSpec.of(of.name(), statement, of.nominal(), of.threshold(), of.kind(), of.maximum());
    }
}
