package assay.harness;

import assay.Estimand;
import assay.Estimate;
import assay.Fit;
import assay.Glance;
import assay.HypothesisTest;
import assay.Normal;
import assay.baseline.ConventionalRdd;
import assay.baseline.CountsAtCutoff;
import assay.baseline.TwoWayFixedEffects;
import assay.certificate.Tier;
import assay.dgp.ConditionalTrends;
import assay.dgp.Dgp;
import assay.dgp.Discontinuity;
import assay.dgp.Draw;
import assay.dgp.GroundTruth;
import assay.dgp.SortedScores;
import assay.dgp.StaggeredPanel;
import assay.quasi.DoublyRobustDid;
import assay.quasi.GroupTimeAtt;
import assay.quasi.HonestDid;
import assay.quasi.RdDensityTest;
import assay.quasi.RdDesign;
import assay.quasi.RdKernel;
import assay.quasi.RdVariance;
import assay.quasi.RegressionDiscontinuity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Differences in differences with covariates and regression discontinuities. */
final class QuasiMethods {

    /** What all of the running variable's range is within. */
    private static final double WHOLE = 4;

    private static final double POWER = 0.6;

    private static final Control<Fit> UNCONDITIONAL = Control.foil(
            "group-time-att",
            "takes trends for parallel that are so only among units of like covariates",
            GroupTimeAtt.standard());
    private static final Control<Fit> FIXED_EFFECTS = Control.foil(
            "two-way-fixed-effects",
            "takes units that are already treated for controls, and trends for parallel",
            new TwoWayFixedEffects());
    private static final Control<Fit> PARALLEL = Control.foil(
            "group-time-att", "the usual interval of an event study whose trends part", GroupTimeAtt.standard());
    private static final Control<Fit> CONVENTIONAL = Control.foil(
            "conventional-interval",
            "keeps the bias of the bandwidth of least mean squared error, and leaves it out of the interval",
            new ConventionalRdd(RegressionDiscontinuity.standard()));
    private static final Control<Fit> GLOBAL = Control.foil(
            "global-quartic",
            "one polynomial of order 4 over all of each side, which rows far away swing at the cutoff",
            new ConventionalRdd(
                    new RegressionDiscontinuity(0, RdKernel.UNIFORM, RdVariance.HC1, 4, WHOLE, WHOLE, RdDesign.SHARP)));

    private QuasiMethods() {}

    /** Adds how each method that answers with a fit is made, by its name. */
    static void addFitsTo(Map<String, Supplier<Method<Fit>>> makers) {
        makers.put("did-doubly-robust", QuasiMethods::doublyRobust);
        makers.put("honest-did", QuasiMethods::honest);
        makers.put("rdd", QuasiMethods::discontinuity);
    }

    /** Adds how each method of another type is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {
        makers.put("rdd-density", QuasiMethods::density);
    }

    private static Method<Fit> doublyRobust() {
        Method<Fit> method = Method.ofFit(
                "did-doubly-robust", "Doubly robust differences in differences", DoublyRobustDid.standard(), Tier.B);
        for (int n : new int[] {300, 600}) {
            method = home(method, Set.of(), List.of(UNCONDITIONAL, FIXED_EFFECTS), ConditionalTrends.standard(n));
        }
        return method.stress(
                // What nobody measured moves treatment and trends.
                ConditionalTrends.standard(300).withHidden(0.3),
                ConditionalTrends.standard(600).withHidden(0.3));
    }

    private static Method<Fit> honest() {
        List<Claim<Fit>> claims = List.of(SetClaim.COVERAGE, SetClaim.AA_SIZE);
        Method<Fit> method =
                Method.of("honest-did", "Honest event studies", HonestDid.standard(), Tier.C, claims, new Bounded());
        for (int n : new int[] {200, 800}) {
            method = method.home(
                    List.of(
                            Control.mutant(
                                    "bound-of-zero",
                                    "takes trends for parallel after treatment",
                                    HonestDid.standard().withBound(0)),
                            Control.mutant(
                                    "estimate-alone",
                                    "half of the usual standard error about the estimate",
                                    QuasiMethods::halved),
                            PARALLEL,
                            oracle(Estimand.ATT)),
                    StaggeredPanel.heterogeneous(n).withDrift(0.15));
        }
        return method.stress(StaggeredPanel.heterogeneous(24).withDrift(0.15));
    }

    private static Fit halved(Fit fit) {
        Estimate e = fit.estimate();
        double error = e.stdError() / 2;
        return new Fit(
                List.of(new Estimate(e.estimand(), e.term(), e.value(), error, new Normal(e.value(), error))),
                fit.glance(),
                List.of());
    }

    /** An interval that allows for bias has no normal curve of power. */
    private static final class Bounded implements Reading.Reader<Fit>, WithoutCurve {
        @Override
        public Reading read(Fit result, GroundTruth truth) {
            return Reading.ofFit(result, truth);
        }
    }

    private static Method<Fit> discontinuity() {
        Method<Fit> method =
                Method.ofFit("rdd", "Regression discontinuity", RegressionDiscontinuity.standard(), Tier.C);
        for (int n : new int[] {2000, 4000}) {
            // Covariates beside the running variable are not adjusted for.
            method = home(
                    method,
                    Set.of("post-treatment-covariate"),
                    List.of(CONVENTIONAL, GLOBAL),
                    Discontinuity.standard(n));
        }
        return method.stress(
                // Of those just below and better than others, half get across.
                Discontinuity.standard(2000).withSorting(0.5),
                Discontinuity.standard(4000).withSorting(0.5),
                // Scores that were rounded to 20 values on each side.
                Discontinuity.standard(4000).withGrid(0.05));
    }

    private static Method<Fit> home(Method<Fit> method, Set<String> spared, List<Control<Fit>> foils, Dgp world) {
        List<Control<Fit>> controls =
                new ArrayList<>(Mutants.fitting(Setting.of(method.estimator(), method.tier(), world), spared));
        controls.addAll(foils);
        controls.add(oracle(method.estimator().target()));
        return method.home(controls, world);
    }

    /** An answer that is normal about the truth, with the standard error that it states. */
    private static Control<Fit> oracle(Estimand estimand) {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "an answer drawn from a normal distribution about the truth, with the standard error that it states",
                (draw, method, random) -> answer(draw, estimand, random),
                Optional.empty());
    }

    private static Fit answer(Draw draw, Estimand estimand, RandomGenerator random) {
        double value = draw.truth().value(estimand) + random.nextGaussian();
        int n = draw.observed().size();
        return new Fit(
                List.of(Estimate.normal(estimand, "1 - 0", value, 1)),
                new Glance("oracle", "known", n, 0, n, draw.observed().dropped(), 0, Map.of()),
                List.of());
    }

    private static Method<HypothesisTest> density() {
        Method<HypothesisTest> method = Method.of(
                "rdd-density",
                "Density at a cutoff",
                RdDensityTest.standard(),
                Tier.C,
                TestClaim.all(POWER),
                TestClaim.READER);
        List<Control<HypothesisTest>> controls = List.of(
                Control.mutant(
                        "one-sided-p-value",
                        "the p-value of one side, chosen by the data",
                        test -> with(test, test.pValue() / 2)),
                Control.mutant("blind", "never finds anything", test -> with(test, 1)),
                Control.foil(
                        "counts-at-cutoff", "takes a density that slopes for one that jumps", new CountsAtCutoff(0.3)),
                new Control<>(
                        Control.Kind.ORACLE,
                        "oracle",
                        "a uniform p-value where nobody sorts, and 0 where somebody does",
                        (draw, test, random) -> with(test.get(), draw.truth().nullHolds() ? random.nextDouble() : 0),
                        Optional.empty()));
        return method.home(controls, SortedScores.standard(2000), SortedScores.standard(5000))
                .stress(SortedScores.standard(200));
    }

    private static HypothesisTest with(HypothesisTest test, double p) {
        return new HypothesisTest(
                test.nullHypothesis(), test.statistic(), test.degreesOfFreedom(), p, test.glance(), List.of());
    }
}
