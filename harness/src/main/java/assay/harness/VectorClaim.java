package assay.harness;

import assay.Estimand;
import assay.Fit;
import assay.certificate.ClaimSpec;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;
import java.util.Arrays;
import java.util.List;

/**
 * What is claimed of a fit with several targets, matched to their true values by term.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if {@link Across#ALL} is asked of anything but coverage and
 * size, for which 95 % is a promise that a simultaneous procedure makes.
 *
 * @param part what is claimed of a target
 * @param across of how many targets
 */
public record VectorClaim(FitClaim part, Across across) implements Claim<Fit> {

    /** Of how many targets of a sample something is claimed. */
    public enum Across {
        /** The share of targets for which it holds, on average over samples; dependence between targets does not matter. */
        SHARE,
        /** All targets at once. */
        ALL
    }

    public VectorClaim {
        if (across == Across.ALL && part != FitClaim.COVERAGE && part != FitClaim.AA_SIZE) {
            throw new IllegalArgumentException("all targets at once is claimed of coverage and size only");
        }
    }

    /**
     * All claims about the share of targets.
     *
     * @return coverage, tails, medians and size
     */
    public static List<Claim<Fit>> all() {
        return Arrays.stream(FitClaim.values())
                .<Claim<Fit>>map(part -> new VectorClaim(part, Across.SHARE))
                .toList();
    }

    /**
     * Simultaneous coverage and familywise size.
     *
     * @return the claims of a procedure whose 95 % is for all targets at once
     */
    public static List<Claim<Fit>> simultaneous() {
        return List.of(new VectorClaim(FitClaim.COVERAGE, Across.ALL), new VectorClaim(FitClaim.AA_SIZE, Across.ALL));
    }

    @Override
    public double score(Fit result, GroundTruth truth) {
        double share = Targets.share(part, result.terms(), truth);
        return across == Across.SHARE ? share : share == 1 ? 1 : 0;
    }

    @Override
    public void check(Estimand target, GroundTruth truth) {
        Targets.check(truth);
    }

    @Override
    public Arena arena() {
        return part.arena();
    }

    @Override
    public ClaimSpec spec(Tier tier) {
        if (across == Across.SHARE) {
            return part.spec(part.sharedStatement(), ScoreKind.BOUNDED, tier);
        }
        ClaimSpec each = part.spec(tier);
        String statement = part == FitClaim.COVERAGE
                ? "The 95%% intervals hold the truth of all targets at once in more than %s of samples."
                : "Where treatment does nothing, the tests at 5%% find nothing in any target in more than %s of samples.";
        return Specs.of(
                "simultaneous-" + each.name(), statement, each.nominal(), each.threshold(), ScoreKind.BERNOULLI, tier);
    }
}
