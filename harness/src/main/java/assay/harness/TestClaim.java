package assay.harness;

import assay.Arguments;
import assay.Estimand;
import assay.HypothesisTest;
import assay.certificate.ClaimSpec;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The size of a test at a level: where the null hypothesis holds, the p-value is above the level in {@code 1 - level} of
 * samples or more.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the level is not in (0, 0.5].
 *
 * @param level the level u
 */
public record TestClaim(double level) implements Claim<HypothesisTest> {

    /** Levels at which p-values are judged. */
    private static final double[] LEVELS = {0.01, 0.05, 0.1, 0.2};

    /** Reads p-values; a test has no estimate and no interval. */
    public static final Reading.Reader<HypothesisTest> READER = new PValues();

    public TestClaim {
        Specs.threshold(1 - level, Tier.A);
    }

    /**
     * All claims about a test.
     *
     * @param power planned power at 5 % at the effect of the world, in [0.5, 1)
     * @return size at the levels 0.01, 0.05, 0.1 and 0.2, and power
     */
    public static List<Claim<HypothesisTest>> all(double power) {
        List<Claim<HypothesisTest>> claims = new ArrayList<>(sizes());
        claims.add(power(power));
        return List.copyOf(claims);
    }

    /**
     * The claims about size alone.
     *
     * @return size at the levels 0.01, 0.05, 0.1 and 0.2
     */
    public static List<Claim<HypothesisTest>> sizes() {
        List<Claim<HypothesisTest>> claims = new ArrayList<>();
        for (double level : LEVELS) {
            claims.add(new TestClaim(level));
        }
        return List.copyOf(claims);
    }

    /**
     * The claim that the test at 5 % rejects at the planned effect; a test has no direction.
     *
     * @param power planned power, in [0.5, 1)
     * @return the claim
     * @throws IllegalArgumentException if the power is out of its range
     */
    public static Claim<HypothesisTest> power(double power) {
        return new Power(power);
    }

    @Override
    public double score(HypothesisTest result, GroundTruth truth) {
        return result.pValue() > level ? 1 : 0;
    }

    @Override
    public void check(Estimand target, GroundTruth truth) {
        if (!truth.nullHolds()) {
            throw new IllegalArgumentException("the null hypothesis does not hold in the null of this world");
        }
    }

    @Override
    public Arena arena() {
        return Arena.NULL;
    }

    @Override
    public ClaimSpec spec(Tier tier) {
        String statement =
                "Where the null hypothesis holds, the p-value is above " + level + " in more than %s of samples.";
        return Specs.of("p-above-" + level, statement, 1 - level, ScoreKind.BERNOULLI, tier);
    }

    private record Power(double power) implements Claim<HypothesisTest> {

        Power {
            Specs.threshold(power, Tier.A);
        }

        @Override
        public double score(HypothesisTest result, GroundTruth truth) {
            return result.rejects(FitClaim.ALPHA) ? 1 : 0;
        }

        @Override
        public void check(Estimand target, GroundTruth truth) {
            if (truth.nullHolds()) {
                throw new IllegalArgumentException("power needs a world in which the null hypothesis is false");
            }
        }

        @Override
        public Arena arena() {
            return Arena.EFFECT;
        }

        @Override
        public ClaimSpec spec(Tier tier) {
            String statement = "At the planned effect the test at 5%% rejects in more than %s of samples.";
            return Specs.of("power", statement, power, ScoreKind.BERNOULLI, tier);
        }
    }

    private static final class PValues implements Reading.Reader<HypothesisTest> {
        @Override
        public @Nullable Reading read(HypothesisTest result, GroundTruth truth) {
            return null;
        }

        @Override
        public double pValue(HypothesisTest result, GroundTruth truth) {
            return Arguments.finite("p-value", result.pValue());
        }
    }
}
