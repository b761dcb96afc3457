package assay.harness;

import assay.Estimand;
import assay.Estimator;
import assay.HypothesisTest;
import assay.Trajectory;
import assay.baseline.FitAtEveryLook;
import assay.certificate.Tier;
import assay.dgp.Assignment;
import assay.dgp.Binary;
import assay.dgp.CovariateWorld;
import assay.dgp.Dgp;
import assay.dgp.Hurdle;
import assay.dgp.Iid;
import assay.dgp.LogNormal;
import assay.dgp.LostUnits;
import assay.dgp.PrePost;
import assay.dgp.Surface;
import assay.experiment.Lin;
import assay.experiment.QuantileEffect;
import assay.experiment.RandomisationUnit;
import assay.linear.Covariance;
import assay.sequential.AlwaysValidDifference;
import assay.sequential.AlwaysValidLooks;
import assay.sequential.AnytimeNormal;
import assay.sequential.BettingEffect;
import assay.sequential.QuantileSequence;
import assay.sequential.SequentialOmnibus;
import assay.sequential.SequentialQuantile;
import assay.sequential.SequentialSampleRatio;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The methods of chapter 7 that may be read at any time. */
final class SequentialMethods {

    private static final double POWER = 0.8;
    private static final double ALPHA = 0.05;
    private static final double LEVEL = 0.95;
    private static final int LOOKS = 20;
    private static final int FEW_LOOKS = 10;
    private static final double SHORTENED = 0.65;

    /** The intercept at which 5 % of units convert. */
    private static final double RARE = -3.37;

    private SequentialMethods() {}

    /** Adds how each method is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {
        makers.put("always-valid", SequentialMethods::alwaysValid);
        makers.put("always-valid-lin", SequentialMethods::alwaysValidLin);
        makers.put("betting-confidence-sequence", SequentialMethods::betting);
        makers.put("sequential-quantile", SequentialMethods::quantile);
        makers.put("anytime-f", SequentialMethods::omnibus);
        makers.put("sequential-srm", SequentialMethods::sampleRatio);
    }

    /** A look after every unit, to 10,000; effects are some 4.5 standard errors at the end. */
    private static Method<Trajectory> alwaysValid() {
        AlwaysValidDifference estimator = AlwaysValidDifference.plannedFor(5000);
        Method<Trajectory> method = method("always-valid", "Always-valid difference in means", estimator);
        // Eight segments of which one is reported, each read by a test that is tuned for it.
        AlwaysValidDifference segment =
                new AlwaysValidDifference(AnytimeNormal.optimalPriorUnits(500, ALPHA), 100, 0, 1, LEVEL);
        method = method.home(
                List.of(
                        TrajectoryControls.scaled(SHORTENED),
                        TrajectoryControls.fiveLooks(),
                        TrajectoryControls.bestSegment(segment, 8),
                        TrajectoryControls.peeking(estimator),
                        TrajectoryControls.oracle(Estimand.ATE)),
                new Iid(2000, 1.1, 10, 5, 0.5),
                new Iid(10_000, 0.48, 10, 5, 0.5));
        return controlled(
                method,
                new LogNormal(10_000, 0.13, 0, 1, 0.5, 0.5),
                new Binary(10_000, 2, RARE, 0.42, 0.5),
                new Hurdle(10_000, 0.05, 3, 1, 1.7, 0.5, Assignment.BERNOULLI));
    }

    /** Adjusted for the pre-period at each of twenty looks. */
    private static Method<Trajectory> alwaysValidLin() {
        AlwaysValidLooks estimator =
                new AlwaysValidLooks(Lin.standard(), AnytimeNormal.optimalPriorUnits(1000, ALPHA), LOOKS, 300, LEVEL);
        return controlled(
                method("always-valid-lin", "Always-valid regression adjustment", estimator),
                new PrePost(1000, 0.25, 0.7, 5, 0, 0.5),
                new PrePost(4000, 0.12, 0.7, 5, 0.1, 0.3));
    }

    private static Method<Trajectory> betting() {
        BettingEffect estimator = BettingEffect.conversions();
        return controlled(
                method("betting-confidence-sequence", "Betting confidence sequence", estimator),
                new Binary(2000, 2, -0.4, 0.75, 0.5),
                new Binary(4000, 2, -0.4, 0.55, 0.5));
    }

    private static Method<Trajectory> quantile() {
        SequentialQuantile estimator = new SequentialQuantile(0.5, 500, FEW_LOOKS, 200, LEVEL);
        QuantileEffect naive = new QuantileEffect(0.5, RandomisationUnit.ROW);
        List<Control<Trajectory>> controls = List.of(
                TrajectoryControls.scaled(0.55),
                TrajectoryControls.knownControlQuantile(new QuantileSequence(0.5, 500)),
                Control.foil(
                        "fixed-quantile-at-every-look",
                        "tests every look as if it were the only one",
                        new FitAtEveryLook(naive, FEW_LOOKS, 200, ALPHA)),
                TrajectoryControls.oracle(Estimand.QTE));
        return method("sequential-quantile", "Sequential quantile effect", estimator)
                .home(controls, new LogNormal(1000, 0.6, 0, 1, 0.5, 0.5), new LogNormal(2000, 0.4, 0, 1, 0.5, 0.5));
    }

    /** No effect on anybody, whom it helps and whom it harms together, in six coefficients at ten looks. */
    private static Method<HypothesisTest> omnibus() {
        SequentialOmnibus test =
                new SequentialOmnibus(Covariance.HC2, AnytimeNormal.optimalPriorUnits(1000, ALPHA), FEW_LOOKS, 300);
        Method<HypothesisTest> method =
                Method.of("anytime-f", "Anytime-valid F test", test, Tier.B, TestClaim.all(POWER), TestClaim.READER);
        List<Control<HypothesisTest>> controls = List.of(
                SequentialTests.chiSquareForF(test),
                SequentialTests.likelihoodRatio(test),
                SequentialTests.fixedF(test),
                SequentialTests.oracle());
        return method.home(
                controls,
                CovariateWorld.randomised(1000, Surface.LINEAR).withHeterogeneity(1),
                CovariateWorld.randomised(2000, Surface.LINEAR).withHeterogeneity(1));
    }

    /** Alarms over all units, where a tenth of the treated is lost. */
    private static Method<HypothesisTest> sampleRatio() {
        SequentialSampleRatio test = new SequentialSampleRatio(0.5, 1000);
        Method<HypothesisTest> method = Method.of(
                "sequential-srm", "Sequential sample-ratio test", test, Tier.B, TestClaim.all(POWER), TestClaim.READER);
        List<Control<HypothesisTest>> controls = List.of(
                SequentialTests.observedShare(0.5),
                SequentialTests.misreadPlan(new SequentialSampleRatio(0.45, 1000)),
                SequentialTests.pearson(0.5),
                SequentialTests.oracle());
        return method.home(controls, new LostUnits(2000, 0.2, 10, 5, 0.5), new LostUnits(10_000, 0.1, 10, 5, 0.5));
    }

    private static Method<Trajectory> method(String name, String title, Estimator<Trajectory> estimator) {
        return Method.of(name, title, estimator, Tier.C, TrajectoryClaim.alwaysValid(POWER), TrajectoryClaim.READER);
    }

    private static Method<Trajectory> controlled(Method<Trajectory> method, Dgp... worlds) {
        return method.home(
                List.of(
                        TrajectoryControls.scaled(SHORTENED),
                        TrajectoryControls.unadjusted(method.estimator()),
                        TrajectoryControls.peeking(method.estimator()),
                        TrajectoryControls.oracle(method.estimator().target())),
                worlds);
    }
}
