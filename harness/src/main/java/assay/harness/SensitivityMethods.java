package assay.harness;

import assay.Estimator;
import assay.Fit;
import assay.HypothesisTest;
import assay.certificate.Tier;
import assay.dgp.BiasedPairs;
import assay.dgp.Dgp;
import assay.dgp.HiddenConfounder;
import assay.sensitivity.BenchmarkBounds;
import assay.sensitivity.DmlBounds;
import assay.sensitivity.OmittedVariableBounds;
import assay.sensitivity.RosenbaumBounds;
import assay.sensitivity.Strength;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a hidden confounder would have to be: methods of chapter 11 that bound its bias. */
final class SensitivityMethods {

    /** A confounder that explains a little less than a tenth of the treatment and of the outcome. */
    private static final double ON_TREATMENT = 0.75;

    private static final double ON_OUTCOME = 0.35;

    /** The slopes of the first covariate of the world: a confounder that is as strong as it. */
    private static final double LIKE_TREATMENT = 0.9;

    private static final double LIKE_OUTCOME = 1.2;

    private SensitivityMethods() {}

    /** Adds how each method that answers with a fit is made, by its name. */
    static void addFitsTo(Map<String, Supplier<Method<Fit>>> makers) {
        makers.put("omitted-variable-bounds", SensitivityMethods::omittedVariableBounds);
        makers.put("benchmark-bounds", SensitivityMethods::benchmarkBounds);
        makers.put("dml-bounds", SensitivityMethods::dmlBounds);
    }

    /** Adds how each method of another type is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {
        makers.put("rosenbaum-bounds", SensitivityMethods::rosenbaumBounds);
    }

    private static Method<Fit> omittedVariableBounds() {
        Method<Fit> method =
                bounds("omitted-variable-bounds", "Omitted-variable bounds", OmittedVariableBounds.standard());
        for (int n : new int[] {1000, 4000}) {
            method = method.home(
                    controls(new OmittedVariableBounds(0.1, 0.025), SensitivityControls.regression()),
                    world(n, ON_TREATMENT, ON_OUTCOME));
        }
        return stressed(method);
    }

    /** The strength is that of a covariate, which its own partial R-squared understates. */
    private static Method<Fit> benchmarkBounds() {
        Method<Fit> method = bounds("benchmark-bounds", "Bounds by a benchmark", BenchmarkBounds.standard());
        for (int n : new int[] {2000, 4000}) {
            method = method.home(
                    controls(new BenchmarkBounds("", 1, 0.25), SensitivityControls.naiveBenchmark()),
                    world(n, LIKE_TREATMENT, LIKE_OUTCOME));
        }
        return method.stress(
                // Stronger than the covariate, with the treatment or with the outcome.
                world(1000, 2 * LIKE_TREATMENT, LIKE_OUTCOME),
                world(1000, LIKE_TREATMENT, 2 * LIKE_OUTCOME),
                HiddenConfounder.standard(1000),
                HiddenConfounder.standard(4000));
    }

    private static Method<Fit> dmlBounds() {
        DmlBounds standard = DmlBounds.standard();
        Method<Fit> method = bounds("dml-bounds", "Double machine learning with bounds", standard);
        for (int n : new int[] {1000, 4000}) {
            method = method.home(
                    controls(standard.withStrength(new Strength(0.1, 0.025)), SensitivityControls.dmlWithoutBounds()),
                    world(n, ON_TREATMENT, ON_OUTCOME));
        }
        return stressed(method);
    }

    private static Method<Fit> bounds(String name, String title, Estimator<Fit> estimator) {
        return Method.of(
                name,
                title,
                estimator,
                Tier.B,
                List.of(FitClaim.COVERAGE, FitClaim.LOWER_TAIL, FitClaim.UPPER_TAIL, FitClaim.AA_SIZE),
                new SensitivityControls.Bounds());
    }

    /** Nothing hidden; and a confounder that is stronger than was stated. */
    private static Method<Fit> stressed(Method<Fit> method) {
        return method.stress(
                world(1000, 0, ON_OUTCOME),
                world(1000, ON_TREATMENT, 2 * ON_OUTCOME),
                HiddenConfounder.standard(1000),
                HiddenConfounder.standard(4000));
    }

    private static Dgp world(int n, double onTreatment, double onOutcome) {
        return new HiddenConfounder(n, 2, 1, onTreatment, onOutcome);
    }

    private static List<Control<Fit>> controls(Estimator<Fit> halved, Control<Fit> foil) {
        List<Control<Fit>> controls = new ArrayList<>();
        controls.add(SensitivityControls.withoutError());
        controls.add(Control.mutant(
                "half-the-bias", "states a quarter of the confounder's share of the outcome: half the bias", halved));
        controls.add(foil);
        controls.add(Oracle.of(halved.target()));
        return controls;
    }

    private static Method<HypothesisTest> rosenbaumBounds() {
        RosenbaumBounds standard = RosenbaumBounds.standard();
        List<Claim<HypothesisTest>> claims = TestClaim.all(0.9);
        Method<HypothesisTest> method =
                Method.of("rosenbaum-bounds", "Rosenbaum bounds", standard, Tier.B, claims, TestClaim.READER);
        for (int n : new int[] {100, 400}) {
            method = method.home(
                    List.of(
                            Control.mutant(
                                    "half-the-bias",
                                    "states a bias of the odds that is two fifths of the true one",
                                    new RosenbaumBounds(1.4, standard.statistic(), standard.side())),
                            SensitivityControls.smallestPValue(standard),
                            Control.foil(
                                    "signed-rank",
                                    "Wilcoxon's signed-rank test, which takes matching for randomisation",
                                    new RosenbaumBounds(1, standard.statistic(), standard.side())),
                            SensitivityControls.knowsTheNull()),
                    BiasedPairs.standard(n));
        }
        return method.stress(
                // No bias, where the bound is cautious; a bias that is larger than was stated; few pairs.
                new BiasedPairs(100, 1, 1, 1), new BiasedPairs(100, 1, 1, 3), BiasedPairs.standard(20));
    }
}
