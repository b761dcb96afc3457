package assay.harness;

import assay.certificate.Certificate;
import assay.certificate.ClaimSpec;
import assay.certificate.ErrorRates;
import assay.certificate.FailingShare;
import assay.certificate.FamilyMember;
import assay.certificate.Tier;
import assay.certificate.Verdict;
import java.util.List;
import java.util.Optional;

/** What the verdicts on its worlds say of a family. */
final class FamilyVerdict {

    private FamilyVerdict() {}

    /**
     * The verdict on a family: for a sample, certified if the upper bound on the share that fails is at most what is
     * tolerated, refuted if the lower bound is above; otherwise the conjunction over the worlds.
     */
    static Verdict of(String kind, List<FamilyMember> members, int claims, double tolerated) {
        if (!kind.equals("sampled")) {
            return Certificate.all(members.stream().map(FamilyMember::verdict).toList());
        }
        if (share(members) <= tolerated) {
            return Verdict.CERTIFIED;
        }
        int refuted = count(members, Verdict.REFUTED);
        double lower = FailingShare.lower(
                refuted, members.size(), 1 - FamilyStudy.CONFIDENCE, Math.min(0.5, claims * ErrorRates.REFUTE));
        return lower > tolerated ? Verdict.REFUTED : Verdict.INCONCLUSIVE;
    }

    /** The upper bound on the share of worlds that fail. */
    static double share(List<FamilyMember> members) {
        int missed = members.size() - count(members, Verdict.CERTIFIED);
        return FailingShare.upper(missed, members.size(), 1 - FamilyStudy.CONFIDENCE, ErrorRates.BADGE);
    }

    /** The member in the worst case: refuted before undecided before certified, then the lowest mean for its claim. */
    static int worst(Method<?> method, Tier tier, List<FamilyMember> members) {
        int worst = 0;
        for (int i = 1; i < members.size(); i++) {
            FamilyMember a = members.get(i);
            FamilyMember b = members.get(worst);
            int order = Integer.compare(rank(a.verdict()), rank(b.verdict()));
            if (order < 0 || (order == 0 && distance(method, tier, a) < distance(method, tier, b))) {
                worst = i;
            }
        }
        return worst;
    }

    /** The claim of a member, empty if the method does not make it. */
    static Optional<ClaimSpec> claim(Method<?> method, Tier tier, FamilyMember member) {
        return method.claims().stream()
                .map(claim -> claim.spec(tier))
                .filter(spec -> spec.name().equals(member.claim()))
                .findFirst();
    }

    private static double distance(Method<?> method, Tier tier, FamilyMember member) {
        double distance = claim(method, tier, member)
                .map(spec -> Member.distance(member.estimate(), spec.threshold()))
                .orElse(Double.NaN);
        return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
    }

    private static int rank(Verdict verdict) {
        return List.of(Verdict.REFUTED, Verdict.INCONCLUSIVE, Verdict.CERTIFIED).indexOf(verdict);
    }

    private static int count(List<FamilyMember> members, Verdict wanted) {
        return (int) members.stream().filter(m -> m.verdict() == wanted).count();
    }
}
