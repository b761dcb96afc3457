package assay.harness;

import assay.Estimand;
import assay.Estimator;
import assay.Fit;
import assay.HypothesisTest;
import assay.baseline.InSampleCate;
import assay.baseline.OneEffectForAll;
import assay.baseline.OneSample;
import assay.baseline.TreatedSlopes;
import assay.cate.AverageEffect;
import assay.cate.CalibrationTest;
import assay.cate.CateFit;
import assay.cate.CausalForestLearner;
import assay.cate.DrLearner;
import assay.cate.Gate;
import assay.cate.GroupEffects;
import assay.cate.Projection;
import assay.cate.RLearner;
import assay.cate.RateTest;
import assay.cate.RateWeighting;
import assay.cate.SLearner;
import assay.cate.TLearner;
import assay.cate.Validation;
import assay.cate.XLearner;
import assay.certificate.Tier;
import assay.dgp.CovariateWorld;
import assay.dgp.EffectSurface;
import assay.dgp.Heterogeneous;
import assay.dgp.Surface;
import assay.experiment.DifferenceInMeans;
import assay.forest.ForestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The methods of chapter 9: effects by unit, and what can be read off them. Pointwise intervals of a forest hold at interior units of
 * surfaces that do not stand far out of the noise; elsewhere they miss by bias, which stress cells show. Groups, averages and
 * tests on rows that were not learned from hold far more widely.
 */
final class HeterogeneityMethods {

    private static final int TREES = 200;
    private static final int GROUPS = 4;
    private static final double POWER = 0.8;

    private static final CausalForestLearner FOREST =
            CausalForestLearner.of(ForestOptions.standard().withTrees(TREES));

    /** Little bags of few trees are noisy, and their variances wide: coverage would be owed to that noise. */
    private static final CausalForestLearner POINTWISE =
            CausalForestLearner.of(ForestOptions.standard().withTrees(1000));

    private static final InSampleCate IN_SAMPLE = new InSampleCate(FOREST);

    private HeterogeneityMethods() {}

    /** Adds how each method is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {
        makers.put("causal-forest", HeterogeneityMethods::causalForest);
        makers.put("forest-ate", HeterogeneityMethods::forestAte);
        makers.put("gate", HeterogeneityMethods::gate);
        makers.put("rate", HeterogeneityMethods::rate);
        makers.put("cate-calibration", HeterogeneityMethods::calibration);
        makers.put("cate-projection", HeterogeneityMethods::projection);
        makers.put("dr-learner", () -> learner("dr-learner", "DR-learner", DrLearner.standard()));
        makers.put("r-learner", () -> learner("r-learner", "R-learner", RLearner.standard()));
        makers.put("x-learner", () -> learner("x-learner", "X-learner", XLearner.standard()));
    }

    /** The name of a cell does not tell the noise: cells of one surface differ in size, too. */
    private static Heterogeneous surface(int size, EffectSurface surface, double sd) {
        return new Heterogeneous(size, 5, Heterogeneous.of(size, surface).effect(), sd, surface);
    }

    /** Covariates move the treatment, within bounds; the effect is a line in the first covariate, or the same for all. */
    private static CovariateWorld confounded(int size, double confounding, double overlap, double heterogeneity) {
        return CovariateWorld.randomised(size, Surface.LINEAR)
                .withConfounding(confounding)
                .withLeastPropensity(overlap)
                .withHeterogeneity(heterogeneity);
    }

    private static Method<CateFit> causalForest() {
        List<Control<CateFit>> controls = List.of(
                CateControls.scaledError(0.5),
                CateControls.shifted(1.5),
                CateControls.swappedArms(),
                Control.foil("one-effect-for-all", "takes the average effect for everybody's", new OneEffectForAll()),
                CateControls.noisyOracle());
        return Method.of("causal-forest", "Causal forest", POINTWISE, Tier.D, UnitClaim.all(), new CateReaders.Units())
                .home(
                        controls,
                        surface(1000, EffectSurface.LINEAR, 4),
                        surface(1000, EffectSurface.NIE_WAGER_B, 5),
                        surface(500, EffectSurface.NIE_WAGER_A, 2),
                        surface(600, EffectSurface.INTERACTION, 1))
                .stress(
                        surface(600, EffectSurface.LINEAR, 1),
                        surface(600, EffectSurface.NIE_WAGER_B, 1),
                        surface(600, EffectSurface.ZERO_INFLATED, 1),
                        surface(600, EffectSurface.NIE_WAGER_C, 0.5),
                        surface(600, EffectSurface.NIE_WAGER_D, 1));
    }

    private static Method<Fit> forestAte() {
        AverageEffect estimator = new AverageEffect(FOREST, Estimand.ATE, "forest-ate");
        Method<Fit> method = Method.of(
                "forest-ate",
                "Average effect by a forest",
                estimator,
                Tier.C,
                FitClaim.all(),
                new CateReaders.Averages());
        Control<Fit> oneSample =
                Control.foil("one-sample", "takes the mean of the controls for a known constant", new OneSample());
        Control<Fit> difference = Control.foil(
                "difference-in-means", "compares arms that differ before treatment", new DifferenceInMeans());
        return method.home(
                        fitControls(estimator, oneSample),
                        surface(500, EffectSurface.LINEAR, 1),
                        surface(1000, EffectSurface.NIE_WAGER_B, 1))
                .home(fitControls(estimator, difference), confounded(500, 0.5, 0.2, 0))
                .stress(surface(500, EffectSurface.NIE_WAGER_A, 1), surface(500, EffectSurface.NIE_WAGER_C, 1));
    }

    private static List<Control<Fit>> fitControls(Estimator<Fit> estimator, Control<Fit> foil) {
        return List.of(
                Mutants.scaledError(0.5).of(estimator),
                Mutants.swappedArms().of(estimator),
                foil,
                Oracle.of(Estimand.ATE));
    }

    private static Method<GroupEffects> gate() {
        List<Control<GroupEffects>> controls = List.of(
                GroupControls.scaledError(0.5),
                GroupControls.reversed(),
                GroupControls.pointwiseForAll(),
                Control.foil(
                        "in-sample",
                        "judges predicted effects on the rows that they were learned from",
                        new Gate(IN_SAMPLE, GROUPS, Validation.CROSS_FITTED)),
                GroupControls.oracle());
        return Method.of(
                        "gate",
                        "Effects of groups by predicted effect",
                        new Gate(FOREST, GROUPS),
                        Tier.C,
                        GroupClaim.all(),
                        new CateReaders.Groups())
                .home(
                        controls,
                        surface(600, EffectSurface.LINEAR, 1),
                        surface(1000, EffectSurface.ZERO_INFLATED, 1),
                        confounded(600, 0.5, 0.3, 1))
                .stress(surface(600, EffectSurface.NIE_WAGER_C, 1));
    }

    private static Method<HypothesisTest> rate() {
        return test(
                "rate",
                "Rank-weighted average effect",
                new RateTest(FOREST),
                new RateTest(IN_SAMPLE, RateWeighting.AUTOC, Validation.CROSS_FITTED));
    }

    private static Method<HypothesisTest> calibration() {
        return test(
                "cate-calibration",
                "Calibration of predicted effects",
                new CalibrationTest(FOREST),
                new CalibrationTest(IN_SAMPLE, Validation.CROSS_FITTED));
    }

    private static Method<HypothesisTest> test(
            String name, String title, Estimator<HypothesisTest> test, Estimator<HypothesisTest> inSample) {
        List<Claim<HypothesisTest>> claims = new ArrayList<>(TestClaim.sizes());
        claims.addAll(DifferingEffectsClaim.both(POWER));
        Control<HypothesisTest> foil =
                Control.foil("in-sample", "judges predicted effects on the rows that they were learned from", inSample);
        List<Control<HypothesisTest>> controls =
                List.of(CateControls.scaledStatistic(0.5), CateControls.halvedP(), foil, CateControls.testOracle());
        return Method.of(name, title, test, Tier.C, claims, new CateReaders.Tests())
                .home(
                        controls,
                        surface(600, EffectSurface.LINEAR, 1),
                        confounded(600, 0.25, 0.3, 0),
                        surface(1200, EffectSurface.LINEAR, 2))
                .stress(CovariateWorld.randomised(600, Surface.NONLINEAR)
                        .withConfounding(1)
                        .withLeastPropensity(0.05));
    }

    private static Method<Fit> projection() {
        Projection estimator = new Projection(DrLearner.standard());
        List<Control<Fit>> controls = List.of(
                Mutants.scaledError(0.5).of(estimator),
                Mutants.swappedArms().of(estimator),
                Control.foil(
                        "treated-slopes", "takes who does well when treated for who responds", new TreatedSlopes()),
                CateControls.coefficientOracle());
        return Method.of(
                        "cate-projection",
                        "Best linear projection of the effect",
                        estimator,
                        Tier.C,
                        VectorClaim.all(),
                        new CateReaders.Coefficients())
                .home(
                        controls,
                        surface(500, EffectSurface.LINEAR, 1),
                        surface(1000, EffectSurface.NIE_WAGER_B, 1),
                        surface(1000, EffectSurface.SPARSE, 1))
                .stress(surface(500, EffectSurface.NIE_WAGER_A, 1), surface(500, EffectSurface.NIE_WAGER_C, 1));
    }

    private static Method<CateFit> learner(String name, String title, Estimator<CateFit> learner) {
        Control<CateFit> shrunk = Control.foil(
                "s-learner",
                "boosted trees to which the treatment is one column among others shrink the effect",
                SLearner.boosted());
        Control<CateFit> plane = Control.foil(
                "s-learner-plane",
                "products of the treatment with single covariates cannot hold the effect",
                SLearner.standard());
        Control<CateFit> armByArm = Control.foil(
                "t-learner",
                "boosted trees of each arm err apart where the arms differ, and the error looks like an effect",
                TLearner.boosted());
        return Method.of(
                        name,
                        title,
                        learner,
                        Tier.C,
                        List.of(new UnitErrorClaim(0.6), new SlopeClaim(0.7, 1.3, 0.95)),
                        new CateReaders.Units())
                .home(learnerControls(shrunk), surface(1000, EffectSurface.LINEAR, 1))
                .home(
                        learnerControls(plane),
                        surface(1000, EffectSurface.INTERACTION, 1),
                        surface(1000, EffectSurface.ZERO_INFLATED, 1))
                .home(
                        List.of(
                                CateControls.swappedArms(),
                                CateControls.outcomeForEffect(),
                                armByArm,
                                CateControls.oracle()),
                        surface(2000, EffectSurface.NIE_WAGER_C, 1))
                .stress(surface(1000, EffectSurface.SPARSE, 1), surface(1000, EffectSurface.NIE_WAGER_A, 1));
    }

    private static List<Control<CateFit>> learnerControls(Control<CateFit> foil) {
        return List.of(
                CateControls.swappedArms(),
                CateControls.outcomeForEffect(),
                CateControls.nextRow(),
                CateControls.spread(0.5),
                foil,
                CateControls.oracle());
    }
}
