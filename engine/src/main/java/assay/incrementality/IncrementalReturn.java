package assay.incrementality;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.distribution.StudentDistribution;
import assay.experiment.ArmMoments;
import assay.experiment.Fieller;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Incremental return on what was spent, iROAS: the effect of assignment on the first column over its effect on the second,
 * {@code (E[R | Z = 1] - E[R | Z = 0]) / (E[C | Z = 1] - E[C | Z = 0])}, with the interval of Fieller (J. R. Stat. Soc. B 16, 1954).
 * With revenue and cost it is incremental revenue per unit of incremental cost; with cost and conversions, the incremental
 * cost of a conversion.
 *
 * <p>Where the effect on the denominator cannot be told from 0 at 95 %, no finite interval holds the ratio with any
 * certainty, and there is no answer but the two effects: refused, {@link Problem#ZERO_DENOMINATOR}.
 */
public record IncrementalReturn() implements Estimator<Fit> {

    private static final double ALPHA = 0.05;
    /** Below this F of the denominator an interval is long, and its estimate biased. */
    private static final double WEAK = 10;

    /**
     * The usual choice.
     *
     * @return without options
     */
    public static IncrementalReturn standard() {
        return new IncrementalReturn();
    }

    @Override
    public Estimand target() {
        return Estimand.RATIO;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.NUMERATOR, Role.DENOMINATOR, Role.ASSIGNMENT);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        TwoArms arms = TwoArms.of(sample);
        double[] first = sample.numeric(Role.NUMERATOR);
        double[] second = sample.numeric(Role.DENOMINATOR);
        String firstName = sample.column(Role.NUMERATOR).name();
        String secondName = sample.column(Role.DENOMINATOR).name();
        ArmMoments.of(arms, first).requireVariation(firstName);
        ArmMoments.of(arms, second).requireVariation(secondName);
        WaldRatio ratio = new WaldRatio(
                PairMoments.of(first, second, arms.indicator(), 1), PairMoments.of(first, second, arms.indicator(), 0));
        Estimate estimate = of(ratio, firstName, secondName, arms.contrast());
        double f = ratio.firstStage();
        List<Caution> cautions = f < WEAK
                ? List.of(Caution.of(
                        "weak-denominator",
                        String.format(
                                Locale.ROOT,
                                "The effect on '%s' is %.2g standard errors from 0: the ratio is biased and its interval lopsided.",
                                secondName,
                                Math.sqrt(f))))
                : List.of();
        return new Fit(
                List.of(estimate),
                Glance.of(
                        "iroas",
                        "Fieller, HC2, t with n - 2 degrees of freedom",
                        sample,
                        arms,
                        Map.of(
                                "effect_numerator", ratio.numerator(),
                                "effect_denominator", ratio.denominator(),
                                "first_stage_f", f)),
                cautions);
    }

    /**
     * The ratio of two effects with Fieller's interval.
     *
     * @param ratio the effects
     * @param first name of the numerator
     * @param second name of the denominator
     * @param term name of the term
     * @return the estimate
     * @throws EstimationException if the denominator cannot be told from 0 at 95 %
     */
    public static Estimate of(WaldRatio ratio, String first, String second, String term) {
        Fieller fieller = ratio.fieller();
        double weak = StudentDistribution.twoSided(
                ratio.denominator() / Math.sqrt(ratio.denominatorVariance()), ratio.degreesOfFreedom());
        if (!(weak < ALPHA)) {
            throw new EstimationException(
                    Problem.ZERO_DENOMINATOR,
                    String.format(
                            Locale.ROOT,
                            "The effect on '%s', %.4g with standard error %.3g, cannot be told from 0; '%s' per unit of it may be"
                                    + " anything.",
                            second,
                            ratio.denominator(),
                            Math.sqrt(ratio.denominatorVariance()),
                            first),
                    "Report the two effects by themselves, or run a larger experiment.");
        }
        return new Estimate(Estimand.RATIO, term, ratio.value(), ratio.stdError(DeltaRule.FULL), fieller);
    }
}
