package assay.harness;

import assay.Arguments;
import assay.Estimate;
import assay.dgp.GroundTruth;
import java.util.List;
import java.util.Map;

/**
 * Several estimates against the true values of the targets of a world, matched by term. A target without an estimate is
 * missed; an estimate without a target is not judged; of several estimates of one target all must hold.
 */
final class Targets {

    private Targets() {}

    /** Refuses a world that names no target. */
    static void check(GroundTruth truth) {
        if (truth.targets().isEmpty()) {
            throw new IllegalArgumentException("this world names no targets");
        }
        truth.targets().forEach(Arguments::finite);
    }

    /** The share of the targets for which a claim holds, in [0, 1]. */
    static double share(FitClaim claim, List<Estimate> terms, GroundTruth truth) {
        int held = 0;
        for (Map.Entry<String, Double> target : truth.targets().entrySet()) {
            held += holds(claim, terms, target.getKey(), target.getValue()) ? 1 : 0;
        }
        return held / (double) truth.targets().size();
    }

    static boolean holds(FitClaim claim, List<Estimate> terms, String target, double truth) {
        boolean found = false;
        for (Estimate term : terms) {
            if (term.term().equals(target)) {
                if (claim.score(term, truth) == 0) {
                    return false;
                }
                found = true;
            }
        }
        return found;
    }
}
