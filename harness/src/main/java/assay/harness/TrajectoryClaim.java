package assay.harness;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;
import assay.Trajectory;
import assay.certificate.ClaimSpec;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is claimed of a method that looks again and again, at 95 % confidence; a replicate is a whole path. */
public enum TrajectoryClaim implements Claim<Trajectory> {
    /** Without an effect, no look rejects. */
    NEVER_REJECTS(
            "Where treatment does nothing, no look of the whole path rejects, in more than %s of paths.",
            0.95, Arena.NULL) {
        @Override
        boolean holds(Trajectory path, GroundTruth truth) {
            return !path.rejects();
        }
    },
    /** The intervals of all looks hold the truth. */
    COVERS_THROUGHOUT("The 95%% intervals of all looks hold the truth in more than %s of paths.", 0.95, Arena.EFFECT) {
        @Override
        boolean holds(Trajectory path, GroundTruth truth) {
            return path.looks().stream().allMatch(look -> covers(look, truth));
        }
    },
    /** The interval of the look at which a rejection, or the plan, ends the path holds the truth. */
    COVERS_AT_END(
            "The 95%% interval at the end of the path holds the truth in more than %s of paths.", 0.95, Arena.EFFECT) {
        @Override
        boolean holds(Trajectory path, GroundTruth truth) {
            return covers(path.end(), truth);
        }
    },
    /** The estimate of the look at which the path ends is not above the truth too often. */
    MEDIAN_BELOW_AT_END(
            "The estimate at the end of the path is at most the truth in more than %s of paths.", 0.5, Arena.EFFECT) {
        @Override
        boolean holds(Trajectory path, GroundTruth truth) {
            return FitClaim.MEDIAN_BELOW.holds(end(path), value(path, truth));
        }
    },
    /** The estimate of the look at which the path ends is not below the truth too often. */
    MEDIAN_ABOVE_AT_END(
            "The estimate at the end of the path is at least the truth in more than %s of paths.", 0.5, Arena.EFFECT) {
        @Override
        boolean holds(Trajectory path, GroundTruth truth) {
            return FitClaim.MEDIAN_ABOVE.holds(end(path), value(path, truth));
        }
    };

    /** Reads the last look: the estimate of one that stopped because it rejects would be too large. */
    public static final Reading.Reader<Trajectory> READER =
            (path, truth) -> Reading.of(last(path), truth.value(last(path).estimand()));

    private final String statement;
    private final double nominal;
    private final Arena arena;

    TrajectoryClaim(String statement, double nominal, Arena arena) {
        this.statement = statement;
        this.nominal = nominal;
        this.arena = arena;
    }

    /**
     * The claims of an always-valid method. Its error over a path of finite length is well below the 5 % that it is allowed
     * over all times, so that size and coverage are claimed without slack: at most 5 %.
     *
     * @param power planned power by the end of the path, in [0.5, 1)
     * @return size over the path, coverage at all looks, power
     */
    public static List<Claim<Trajectory>> alwaysValid(double power) {
        List<Claim<Trajectory>> claims =
                new ArrayList<>(List.of(new WithoutSlack(NEVER_REJECTS), new WithoutSlack(COVERS_THROUGHOUT)));
        claims.add(power(power));
        return List.copyOf(claims);
    }

    /**
     * The claims of a group-sequential method, whose intervals are for the look at which it stops.
     *
     * @param power planned power by the end of the path, in [0.5, 1)
     * @return size over the path, coverage and median-unbiasedness at the end, power
     */
    public static List<Claim<Trajectory>> groupSequential(double power) {
        List<Claim<Trajectory>> claims =
                new ArrayList<>(List.of(NEVER_REJECTS, COVERS_AT_END, MEDIAN_BELOW_AT_END, MEDIAN_ABOVE_AT_END));
        claims.add(power(power));
        return List.copyOf(claims);
    }

    /**
     * The claim that the planned effect is found, with the right sign, at some look.
     *
     * @param power planned power by the end of the path, in [0.5, 1)
     * @return the claim
     * @throws IllegalArgumentException if the power is out of its range
     */
    public static Claim<Trajectory> power(double power) {
        return new Power(power);
    }

    private static Estimate last(Trajectory path) {
        return path.looks().get(path.looks().size() - 1).estimate();
    }

    private static Estimate end(Trajectory path) {
        return path.end().estimate();
    }

    private static double value(Trajectory path, GroundTruth truth) {
        return truth.value(end(path).estimand());
    }

    private static boolean covers(Trajectory.Look look, GroundTruth truth) {
        return FitClaim.COVERAGE.holds(
                look.estimate(), truth.value(look.estimate().estimand()));
    }

    abstract boolean holds(Trajectory path, GroundTruth truth);

    @Override
    public double score(Trajectory result, GroundTruth truth) {
        return holds(result, truth) ? 1 : 0;
    }

    @Override
    public void check(Estimand target, GroundTruth truth) {
        Arguments.finite("true " + target.label(), truth.value(target));
        if (arena == Arena.NULL && !truth.nullHolds()) {
            throw new IllegalArgumentException("the null hypothesis does not hold in the null of this world");
        }
    }

    @Override
    public Arena arena() {
        return arena;
    }

    @Override
    public ClaimSpec spec(Tier tier) {
        String name = name().toLowerCase(Locale.ROOT).replace('_', '-');
        return Specs.of(name, statement, nominal, ScoreKind.BERNOULLI, tier);
    }

    /** The claim that the nominal rate itself is kept. */
    private record WithoutSlack(TrajectoryClaim claim) implements Claim<Trajectory> {

        /** What a sequence for all times is left with at the end of a long path: half of its error. */
        private static final double EXPECTED = 0.975;

        @Override
        public double score(Trajectory result, GroundTruth truth) {
            return claim.score(result, truth);
        }

        @Override
        public void check(Estimand target, GroundTruth truth) {
            claim.check(target, truth);
        }

        @Override
        public Arena arena() {
            return claim.arena();
        }

        @Override
        public ClaimSpec spec(Tier tier) {
            String name = claim.spec(tier).name();
            return Specs.of(name, claim.statement, EXPECTED, claim.nominal, ScoreKind.BERNOULLI, tier);
        }
    }

    private record Power(double power) implements Claim<Trajectory> {

        Power {
            Specs.threshold(power, Tier.A);
        }

        @Override
        public double score(Trajectory result, GroundTruth truth) {
            return result.firstRejection()
                            .filter(look -> look.estimate().value()
                                            * truth.value(look.estimate().estimand())
                                    > 0)
                            .isPresent()
                    ? 1
                    : 0;
        }

        @Override
        public void check(Estimand target, GroundTruth truth) {
            PowerClaim.planned(target, truth);
        }

        @Override
        public Arena arena() {
            return Arena.EFFECT;
        }

        @Override
        public ClaimSpec spec(Tier tier) {
            String statement =
                    "At the planned effect some look rejects, the first with the right sign, in more than %s of paths.";
            return Specs.of("power", statement, power, ScoreKind.BERNOULLI, tier);
        }
    }
}
