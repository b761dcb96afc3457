package assay.certificate;

import java.util.Map;

/**
 * One world of a family.
 *
 * @param knobs the knobs that vary in the family
 * @param verdict the verdict on the conjunction of the claims there
 * @param replicates replicates used
 * @param claim name of the claim that is nearest to failing
 * @param claimReplicates replicates that this claim was scored on
 * @param successes sum of its scores
 * @param estimate its mean score
 * @param csLow lower end of its 99 % confidence sequence
 * @param csHigh upper end
 */
public record FamilyMember(
        Map<String, String> knobs,
        Verdict verdict,
        int replicates,
        String claim,
        int claimReplicates,
        double successes,
        double estimate,
        double csLow,
        double csHigh) {}
