package assay.harness;

import assay.Arguments;
import assay.Estimand;
import assay.Fit;
import assay.Trajectory;
import assay.certificate.ClaimSpec;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import org.apache.commons.math3.util.FastMath;

/**
 * The power of a study that was planned for a power, from one side: it has at least that power, or at most. Together they
 * say that the formula behind the plan is accurate, and neither promises too much nor wastes units. Slack is that of the
 * tier, scaled as for every claim.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the power is not in [0.5, 1).
 *
 * @param power the planned power
 * @param bound which side
 * @param finding what it is to find, in words
 * @param finds whether a result finds it
 * @param <R> what the study answers
 */
record PlannedPower<R>(double power, Bound bound, String finding, BiPredicate<R, GroundTruth> finds)
        implements Claim<R> {

    private static final double REFERENCE = 0.95 * 0.05;

    PlannedPower {
        Specs.threshold(power, Tier.A);
    }

    /** Which side of the planned power. */
    enum Bound {
        FLOOR,
        CEILING
    }

    /** Floor and ceiling of a study that ends with a test of no effect at 5 %. */
    static List<Claim<Fit>> ofEffect(double power) {
        return both(
                power,
                "the test at 5 %% finds the planned effect, with the right sign,",
                (fit, truth) -> PowerClaim.finds(
                        fit.estimate(), truth.value(fit.estimate().estimand())));
    }

    /** Floor and ceiling of a study that is to show that treatment is not worse by more than a margin. */
    static List<Claim<Fit>> ofNonInferiority(double power, double margin) {
        return both(
                power,
                "the lower end of the 95 %% interval is above minus the margin",
                (fit, truth) ->
                        fit.estimate().inference().interval(FitClaim.LEVEL).lower() > -margin);
    }

    /** Floor and ceiling of a study that is read at several looks. */
    static List<Claim<Trajectory>> ofLooks(double power) {
        return both(
                power,
                "some look rejects, the first with the right sign,",
                (path, truth) -> path.firstRejection()
                        .filter(look -> look.estimate().value()
                                        * truth.value(look.estimate().estimand())
                                > 0)
                        .isPresent());
    }

    private static <R> List<Claim<R>> both(double power, String finding, BiPredicate<R, GroundTruth> finds) {
        return List.of(
                new PlannedPower<>(power, Bound.FLOOR, finding, finds),
                new PlannedPower<>(power, Bound.CEILING, finding, finds));
    }

    @Override
    public double score(R result, GroundTruth truth) {
        return finds.test(result, truth) == (bound == Bound.FLOOR) ? 1 : 0;
    }

    @Override
    public void check(Estimand target, GroundTruth truth) {
        Arguments.finite("true " + target.label(), truth.value(target));
    }

    @Override
    public Arena arena() {
        return Arena.EFFECT;
    }

    @Override
    public ClaimSpec spec(Tier tier) {
        double slack = tier.coverageSlack() * FastMath.sqrt(power * (1 - power) / REFERENCE);
        double nominal = bound == Bound.FLOOR ? power : 1 - power;
        double threshold = Math.round((nominal - slack) * 1000) / 1000.0;
        String statement = bound == Bound.FLOOR
                ? "In a study of the planned size " + finding + " in more than %s of samples."
                : "In a study of the planned size it is not so that " + finding + " in more than %s of samples.";
        return Specs.of(
                "power-" + bound.name().toLowerCase(Locale.ROOT),
                statement,
                nominal,
                threshold,
                ScoreKind.BERNOULLI,
                tier);
    }
}
