package assay.harness;

import assay.Decomposition;
import assay.Estimand;
import assay.Estimate;
import assay.certificate.ClaimSpec;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is claimed of a decomposition at 95 % confidence; total and parts are matched to their true values by term. */
public enum DecompositionClaim implements Claim<Decomposition> {
    /** Total and parts are covered. */
    COVERAGE(FitClaim.COVERAGE),
    /** Intervals of total and parts do not lie above the truth. */
    LOWER_TAIL(FitClaim.LOWER_TAIL),
    /** Intervals of total and parts do not lie below the truth. */
    UPPER_TAIL(FitClaim.UPPER_TAIL),
    /** Without an effect, none is found in total and parts. */
    AA_SIZE(FitClaim.AA_SIZE),
    /** With an effect, none is found along the paths on which there is none. */
    ZERO_PATH(FitClaim.AA_SIZE) {
        @Override
        public double score(Decomposition result, GroundTruth truth) {
            int zeros = 0;
            int held = 0;
            for (Map.Entry<String, Double> target : truth.targets().entrySet()) {
                if (target.getValue() == 0) {
                    zeros++;
                    held += Targets.holds(FitClaim.AA_SIZE, result.terms(), target.getKey(), 0) ? 1 : 0;
                }
            }
            return held / (double) zeros;
        }

        @Override
        public void check(Estimand target, GroundTruth truth) {
            super.check(target, truth);
            if (truth.targets().values().stream().noneMatch(value -> value == 0)) {
                throw new IllegalArgumentException("this world has no path without an effect");
            }
        }

        @Override
        public Arena arena() {
            return Arena.EFFECT;
        }

        @Override
        public ClaimSpec spec(Tier tier) {
            ClaimSpec size = FitClaim.AA_SIZE.spec(tier);
            String statement = "Of the paths without an effect, on average a share above %s is not found at 5%%.";
            return Specs.of("zero-path", statement, size.nominal(), size.threshold(), ScoreKind.BOUNDED, tier);
        }
    },
    /** The parts add up to the total, up to {@value #ROUNDING} of the sum of their sizes. */
    ADDS_UP(FitClaim.COVERAGE) {
        @Override
        public double score(Decomposition result, GroundTruth truth) {
            double size = 0;
            for (Estimate term : result.terms()) {
                size += Math.abs(term.value());
            }
            return Math.abs(result.remainder()) <= ROUNDING * size ? 1 : 0;
        }

        @Override
        public void check(Estimand target, GroundTruth truth) {
            // An identity of the result needs no truth.
        }

        @Override
        public ClaimSpec spec(Tier tier) {
            return Specs.identity("adds-up", "The parts add up to the total in more than %s of samples.", tier);
        }
    };

    /** Relative error that rounding may leave between the parts and the total. */
    public static final double ROUNDING = 1e-8;

    /** Reads the total. */
    public static final Reading.Reader<Decomposition> READER = (result, truth) -> {
        Double total = truth.targets().get(result.total().term());
        return total == null ? null : Reading.of(result.total(), total);
    };

    private final FitClaim part;

    DecompositionClaim(FitClaim part) {
        this.part = part;
    }

    /**
     * The claims of a decomposition in a world where some path has no effect.
     *
     * @return all claims
     */
    public static List<Claim<Decomposition>> all() {
        return List.of(values());
    }

    /**
     * The claims of a decomposition in a world where every path has an effect.
     *
     * @return all claims but that about paths without one
     */
    public static List<Claim<Decomposition>> withoutZeroPath() {
        List<Claim<Decomposition>> claims = new ArrayList<>(all());
        claims.remove(ZERO_PATH);
        return List.copyOf(claims);
    }

    @Override
    public double score(Decomposition result, GroundTruth truth) {
        return Targets.share(part, result.terms(), truth);
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
        return part.spec(part.sharedStatement(), ScoreKind.BOUNDED, tier);
    }
}
