package assay.harness;

import assay.Estimator;
import assay.Fit;
import assay.Trajectory;
import assay.adaptive.AdaptiveAipw;
import assay.adaptive.AdaptiveBetting;
import assay.adaptive.BatchedOls;
import assay.baseline.ArmMeans;
import assay.baseline.FitAtEveryLook;
import assay.certificate.Tier;
import assay.dgp.BanditOutcome;
import assay.dgp.BanditRule;
import assay.dgp.ManyArmedBandit;
import assay.harness.AdaptiveControls.Loss;
import assay.harness.AdaptiveControls.Mislaid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Inference after assignment that followed the results. The means of arms after a bandit are too low, by most where an arm was given up;
 * intervals about them hold nearly as often as they say, and are not centred: it is the medians that show it.
 */
final class AdaptiveMethods {

    private static final double POWER = 0.8;
    private static final double ALPHA = 0.05;

    private AdaptiveMethods() {}

    /** Adds how each method is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {
        makers.put("adaptive-aipw", AdaptiveMethods::aipw);
        makers.put("batched-ols", AdaptiveMethods::batchedOls);
        makers.put("adaptive-betting", AdaptiveMethods::betting);
    }

    /** Treatments that are worse than control, and are given up. */
    private static ManyArmedBandit thompson(int size, int arms, int batches, double effect, double floor) {
        return new ManyArmedBandit(
                size, arms, batches, effect, arms, 0, floor, BanditRule.THOMPSON, BanditOutcome.GAUSSIAN);
    }

    /** Treatments that are a little better than control; who leads is mostly luck. */
    private static ManyArmedBandit greedy(int size, int batches, double effect, double floor) {
        return new ManyArmedBandit(
                size, 2, batches, effect, 2, 0, floor, BanditRule.EPSILON_GREEDY, BanditOutcome.GAUSSIAN);
    }

    private static Method<Fit> aipw() {
        AdaptiveAipw estimator = AdaptiveAipw.standard();
        List<Control<Fit>> controls = controls(
                estimator,
                Control.mutant(
                        "reversed-propensities",
                        "the recorded propensities in the reverse order of the arms",
                        new Mislaid<>(Loss.REVERSED, estimator)),
                Control.foil(
                        "one-propensity-for-all",
                        "weights by the share of units that each arm got in the end",
                        new Mislaid<>(Loss.OVERALL_SHARES, estimator)));
        return Method.of(
                        "adaptive-aipw",
                        "Adaptively weighted AIPW",
                        estimator,
                        Tier.B,
                        VectorClaim.all(),
                        new AdaptiveControls.Arms())
                .home(
                        controls,
                        ManyArmedBandit.standard(1000),
                        thompson(4000, 3, 40, -0.07, 0.02),
                        greedy(2000, 20, 0.05, 0.03))
                .stress(thompson(500, 2, 25, -0.2, 0.002));
    }

    private static Method<Fit> batchedOls() {
        BatchedOls estimator = BatchedOls.standard();
        List<Control<Fit>> controls = controls(estimator);
        return Method.of(
                        "batched-ols",
                        "Batched least squares",
                        estimator,
                        Tier.B,
                        VectorClaim.all(),
                        new AdaptiveControls.Arms())
                .home(
                        controls,
                        ManyArmedBandit.standard(1000),
                        thompson(4000, 2, 20, -0.07, 0.03),
                        greedy(2000, 20, 0.05, 0.03))
                .stress(thompson(500, 2, 25, -0.2, 0.002));
    }

    @SafeVarargs
    private static List<Control<Fit>> controls(Estimator<Fit> estimator, Control<Fit>... more) {
        List<Control<Fit>> controls = new ArrayList<>();
        controls.add(Mutants.scaledError(0.8).of(estimator));
        controls.add(Mutants.shifted(0.3).of(estimator));
        for (Control<Fit> control : more) {
            if (control.kind() == Control.Kind.MUTANT) {
                controls.add(control);
            }
        }
        controls.add(Control.foil(
                "difference-in-means", "compares the means of arms as if results had moved nobody", new ArmMeans()));
        for (Control<Fit> control : more) {
            if (control.kind() == Control.Kind.FOIL) {
                controls.add(control);
            }
        }
        controls.add(AdaptiveControls.oracle());
        return List.copyOf(controls);
    }

    private static ManyArmedBandit conversions(int size, double effect, BanditRule rule) {
        return new ManyArmedBandit(size, 1, 10, effect, 1, 0.4, 0.05, rule, BanditOutcome.BERNOULLI);
    }

    private static Method<Trajectory> betting() {
        AdaptiveBetting estimator = AdaptiveBetting.conversions();
        List<Control<Trajectory>> controls = List.of(
                TrajectoryControls.scaled(0.5),
                Control.mutant(
                        "reversed-propensities",
                        "the recorded propensities in the reverse order of the arms",
                        new Mislaid<>(Loss.REVERSED, estimator)),
                TrajectoryControls.peeking(estimator),
                Control.foil(
                        "difference-in-means-at-every-look",
                        "tests the difference in means at every look as if it were the only one",
                        new FitAtEveryLook(new ArmMeans(), 10, 100, ALPHA)),
                TrajectoryControls.oracle(estimator.target()));
        return Method.of(
                        "adaptive-betting",
                        "Betting confidence sequence after a bandit",
                        estimator,
                        Tier.C,
                        TrajectoryClaim.alwaysValid(POWER),
                        TrajectoryClaim.READER)
                .home(
                        controls,
                        conversions(1000, 0.3, BanditRule.THOMPSON),
                        conversions(2000, 0.25, BanditRule.THOMPSON),
                        conversions(1000, 0.35, BanditRule.EPSILON_GREEDY))
                .stress(conversions(500, 0.05, BanditRule.THOMPSON));
    }
}
