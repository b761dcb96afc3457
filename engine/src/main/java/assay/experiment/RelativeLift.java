package assay.experiment;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Inference;
import assay.Influence;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.StudentT;
import assay.TwoArms;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The effect as a share of the control mean, {@code m1 / m0 - 1}, where m is an arm's mean or ratio of sums.
 *
 * <p>By the delta method its variance is {@code v1 / m0^2 + m1^2 v0 / m0^4}, with v the variance of an arm's summary;
 * inference is Student's t with Satterthwaite's degrees of freedom of that sum. A baseline less than five standard errors from
 * 0 makes the lift too skewed for that: inference is then by {@link Fieller}, whose interval may be the whole line.
 *
 * @param measure what an arm is summarised by
 * @param variance how the variance of an arm is estimated
 */
public record RelativeLift(Measure measure, ArmVariance variance) implements Estimator<Fit> {

    private static final double WEAK = 5;
    private static final double LEVEL = 0.95;
    /** A mean of this share of its standard deviation is rounding. */
    private static final double ROUNDING = 1e-14;

    /**
     * The lift of a mean.
     *
     * @return with sample variances
     */
    public static RelativeLift standard() {
        return new RelativeLift(Measure.MEAN, ArmVariance.SAMPLE);
    }

    /**
     * The lift of a ratio of sums.
     *
     * @return with sample variances
     */
    public static RelativeLift ofRatio() {
        return new RelativeLift(Measure.RATIO, ArmVariance.SAMPLE);
    }

    @Override
    public Estimand target() {
        return Estimand.LIFT;
    }

    @Override
    public Set<Role> needs() {
        return measure.needs();
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        TwoArms arms = TwoArms.of(sample);
        Sample units = measure == Measure.MEAN
                ? sample
                : RatioUnits.of(sample, RandomisationUnit.ROW).units();
        double[] outcome = units.outcome();
        String name = units.column(Role.OUTCOME).name();
        ArmMoments moments = ArmMoments.of(arms, outcome).requireVariation(name);
        double v1 = moments.treatedVariance() * factor(outcome, name, arms.treated());
        double v0 = moments.controlVariance() * factor(outcome, name, arms.control());
        double base = moments.controlMean();
        double spread = Math.sqrt(v0 * arms.control());
        if (!(Math.abs(base) > ROUNDING * spread)) {
            throw new EstimationException(
                    Problem.ZERO_DENOMINATOR,
                    "The control arm of '" + name + "' has mean " + base + "; an effect has no size relative to that.",
                    "Report the absolute effect.");
        }
        double treatedPart = v1 / (base * base);
        double share = moments.treatedMean() / base;
        double controlPart = share * share * v0 / (base * base);
        double total = treatedPart + controlPart;
        double df = total
                * total
                / (treatedPart * treatedPart / (arms.treated() - 1) + controlPart * controlPart / (arms.control() - 1));
        double lift = moments.difference() / base;
        double precision = Math.abs(base) / Math.sqrt(v0);
        boolean weak = precision < WEAK;
        double stdError = Math.sqrt(total);
        Inference inference = weak
                ? new Fieller(moments.difference(), base, v1 + v0, v0, -v0, welch(v1, v0, arms))
                : new StudentT(lift, stdError, df);
        Glance glance = Glance.of(
                "relative-lift",
                weak ? "Fieller, Welch t" : "delta method, Welch-Satterthwaite t",
                sample,
                arms,
                Map.of("mean_treated", moments.treatedMean(), "mean_control", base));
        return new Fit(
                List.of(new Estimate(target(), arms.contrast(), lift, stdError, inference)),
                glance,
                cautions(base, precision, inference, name),
                influence(outcome, arms, moments));
    }

    private static double welch(double v1, double v0, TwoArms arms) {
        return (v1 + v0) * (v1 + v0) / (v1 * v1 / (arms.treated() - 1) + v0 * v0 / (arms.control() - 1));
    }

    private double factor(double[] outcome, String name, int rows) {
        if (variance == ArmVariance.SAMPLE) {
            return 1;
        }
        for (int i = 0; i < outcome.length; i++) {
            if (outcome[i] != 0 && outcome[i] != 1) {
                throw new EstimationException(
                        Problem.UNSUITABLE_METHOD,
                        "Outcome '" + name + "' is " + outcome[i] + " in row " + (i + 1)
                                + "; the binomial variance is that of 0 and 1.",
                        "Use the sample variance.");
            }
        }
        return (rows - 1.0) / rows;
    }

    private static List<Caution> cautions(double base, double precision, Inference inference, String name) {
        List<Caution> cautions = new ArrayList<>(0);
        if (precision < WEAK) {
            cautions.add(Caution.of(
                    "weak-baseline",
                    String.format(
                            Locale.ROOT,
                            "The control mean of '%s' is only %.1f standard errors from 0, so the interval is Fieller's.",
                            name,
                            precision)));
        }
        if (Double.isInfinite(inference.interval(LEVEL).width())) {
            cautions.add(Caution.of(
                    "unbounded-interval",
                    "At 95 % the control mean of '" + name
                            + "' cannot be told from 0: no relative effect is excluded. Report the absolute effect."));
        }
        if (base < 0) {
            cautions.add(Caution.of(
                    "negative-baseline",
                    "The control mean of '" + name + "' is below 0, so a lift above 0 means a lower outcome."));
        }
        return cautions;
    }

    private static Influence influence(double[] outcome, TwoArms arms, ArmMoments moments) {
        return term -> {
            double[] indicator = arms.indicator();
            double[] values = new double[outcome.length];
            double base = moments.controlMean();
            double scale1 = values.length / (arms.treated() * base);
            double scale0 = values.length / (arms.control() * base) * (moments.treatedMean() / base);
            for (int i = 0; i < values.length; i++) {
                values[i] = indicator[i] == 1
                        ? scale1 * (outcome[i] - moments.treatedMean())
                        : -scale0 * (outcome[i] - moments.controlMean());
            }
            return values;
        };
    }
}
