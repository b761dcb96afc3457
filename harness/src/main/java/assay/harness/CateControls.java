package assay.harness;

import assay.Estimand;
import assay.Estimate;
import assay.Fit;
import assay.Glance;
import assay.HypothesisTest;
import assay.cate.CateFit;
import assay.cate.OrthogonalScores;
import assay.dgp.Draw;
import assay.dgp.GroundTruth;
import assay.dgp.UnitTruth;
import assay.distribution.NormalDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Damaged effects by unit and tests of them, and rules that know the truth. */
final class CateControls {

    private CateControls() {}

    /** Pointwise standard errors that are too small. */
    static Control<CateFit> scaledError(double factor) {
        return Control.mutant("se-times-" + factor, "pointwise standard errors times " + factor, fit -> {
            double[] variances = fit.variances().map(double[]::clone).orElse(null);
            for (int i = 0; variances != null && i < variances.length; i++) {
                variances[i] *= factor * factor;
            }
            return with(fit, fit.effects(), variances);
        });
    }

    /** Every effect moved up by a multiple of its standard error. */
    static Control<CateFit> shifted(double errors) {
        return Control.mutant(
                "shift-" + errors + "-se", "each effect moved up by " + errors + " of its standard errors", fit -> {
                    double[] effects = fit.effects().clone();
                    double[] variances = fit.variances().orElseGet(() -> new double[effects.length]);
                    for (int i = 0; i < effects.length; i++) {
                        effects[i] += errors * Math.sqrt(variances[i]);
                    }
                    return with(fit, effects, fit.variances().orElse(null));
                });
    }

    /** Control less treated. */
    static Control<CateFit> swappedArms() {
        return Control.mutant(
                "swapped-arms",
                "control less treated",
                fit -> with(
                        fit,
                        Arrays.stream(fit.effects()).map(v -> -v).toArray(),
                        fit.variances().orElse(null)));
    }

    /** The effect of the row before: predictions joined to the wrong rows. */
    static Control<CateFit> nextRow() {
        return Control.mutant("misaligned-rows", "gives each unit the effect of the row after it", fit -> {
            double[] effects = fit.effects();
            double[] moved = new double[effects.length];
            for (int i = 0; i < moved.length; i++) {
                moved[i] = effects[(i + 1) % moved.length];
            }
            return with(fit, moved, fit.variances().orElse(null));
        });
    }

    /** A response model for an effect model: who buys when treated, not who buys because of the treatment. */
    static Control<CateFit> outcomeForEffect() {
        return Control.mutant(
                "outcome-for-effect",
                "the expected outcome under treatment taken for the effect",
                fit -> with(fit, fit.scores().treated(), fit.variances().orElse(null)));
    }

    /** Predictions drawn towards their mean, or away from it. */
    static Control<CateFit> spread(double factor) {
        return Control.mutant("spread-times-" + factor, "differences between effects times " + factor, fit -> {
            double mean = Arrays.stream(fit.effects()).average().orElseThrow();
            double[] effects = Arrays.stream(fit.effects())
                    .map(v -> mean + factor * (v - mean))
                    .toArray();
            return with(fit, effects, fit.variances().orElse(null));
        });
    }

    private static CateFit with(CateFit fit, double[] effects, double @Nullable [] variances) {
        return new CateFit(effects, variances, fit.interior(), fit.scores(), fit.model(), fit.glance(), List.of());
    }

    /**
     * Effects that are seen with the noise of the unit's own outcome, of known variance: the interval of each unit holds its effect in 95 %
     * of samples where the noise is normal.
     */
    static Control<CateFit> noisyOracle() {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "knows each unit's effect but for the noise of its outcome, whose variance it knows",
                (draw, own, random) -> known(draw, own.get(), 1),
                Optional.empty());
    }

    /** Effects as they are. */
    static Control<CateFit> oracle() {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "knows the effect of each unit",
                (draw, own, random) -> known(draw, own.get(), 0),
                Optional.empty());
    }

    private static CateFit known(Draw draw, CateFit own, double noisy) {
        UnitTruth units = draw.truth().units().orElseThrow();
        OrthogonalScores scores = own.scores();
        double[] effects = units.effect().clone();
        double[] variances = new double[effects.length];
        boolean[] all = new boolean[effects.length];
        double[] first = new double[effects.length];
        first[0] = 1;
        Arrays.fill(variances, units.noise().variance(first));
        Arrays.fill(all, true);
        for (int i = 0; i < effects.length; i++) {
            double expected = units.baseline()[i] + scores.arm()[i] * units.effect()[i];
            effects[i] += noisy * (scores.outcome()[i] - expected);
        }
        return new CateFit(effects, variances, all, scores, own.model(), own.glance(), List.of());
    }

    /** Coefficients that are known but for independent normal noise of a known standard error. */
    static Control<Fit> coefficientOracle() {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "knows each coefficient but for normal noise, whose standard error it knows",
                (draw, own, random) -> {
                    List<Estimate> terms = new ArrayList<>();
                    draw.truth()
                            .targets()
                            .forEach((term, value) -> terms.add(
                                    Estimate.normal(Estimand.COEFFICIENT, term, value + random.nextGaussian(), 1)));
                    Glance glance =
                            new Glance("oracle", "known", draw.observed().size(), 0, 0, 0, 0, Map.of());
                    return new Fit(terms, glance, List.of());
                },
                Optional.empty());
    }

    /** A test whose standard error is too small. */
    static Control<HypothesisTest> scaledStatistic(double factor) {
        return Control.mutant(
                "se-times-" + factor,
                "the standard error of the statistic times " + factor,
                test -> test(test, upper(test.statistic() / factor)));
    }

    /** The p-value of half of the alternatives. */
    static Control<HypothesisTest> halvedP() {
        return Control.mutant("half-of-p", "half of the p-value", test -> test(test, test.pValue() / 2));
    }

    /** Finds differences where there are none, and none where there are. */
    static Control<HypothesisTest> reversed() {
        return Control.mutant(
                "reversed", "reads the p-value from its other end", test -> test(test, 1 - test.pValue()));
    }

    /** Rejects exactly where effects differ. */
    static Control<HypothesisTest> testOracle() {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "rejects exactly where effects differ",
                (draw, own, random) -> {
                    GroundTruth truth = draw.truth();
                    Glance glance =
                            new Glance("oracle", "known", draw.observed().size(), 0, 0, 0, 0, Map.of());
                    double p = Surfaces.constant(truth) ? 1 : 0;
                    return new HypothesisTest("all effects are the same", 1 - p, Double.NaN, p, glance, List.of());
                },
                Optional.empty());
    }

    private static double upper(double z) {
        return NormalDistribution.survival(z);
    }

    private static HypothesisTest test(HypothesisTest test, double p) {
        return new HypothesisTest(
                test.nullHypothesis(), test.statistic(), test.degreesOfFreedom(), p, test.glance(), List.of());
    }
}
