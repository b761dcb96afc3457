package assay.harness;

import assay.Fit;
import assay.Trajectory;
import assay.baseline.MeanOfMatchingRows;
import assay.certificate.Tier;
import assay.dgp.LoggedActions;
import assay.dgp.RewardLaw;
import assay.offpolicy.BettingPolicyValue;
import assay.offpolicy.DirectMethod;
import assay.offpolicy.DoublyRobust;
import assay.offpolicy.Ips;
import assay.offpolicy.OffPolicyScore;
import assay.offpolicy.OffPolicyValue;
import assay.offpolicy.OverlapRule;
import assay.offpolicy.RewardModel;
import assay.offpolicy.Snips;
import assay.offpolicy.TargetPolicy;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a policy would have brought, from the log of another. Home worlds are bands of effective sample size: some 60 % of the rows, 30 %,
 * and for the doubly robust score 4 %, where inverse propensity scoring is refuted.
 */
final class OffPolicyMethods {

    private static final TargetPolicy EVEN = new TargetPolicy.Uniform();
    private static final double BENCHMARK = 0.4;
    private static final int LOOKS = 20;
    private static final double LEVEL = 0.95;
    private static final double POWER = 0.8;

    private OffPolicyMethods() {}

    /** Adds how each method is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {
        makers.put("off-policy-dr", OffPolicyMethods::doublyRobust);
        makers.put("off-policy-snips", OffPolicyMethods::selfNormalised);
        makers.put("off-policy-ips", OffPolicyMethods::inverse);
        makers.put("off-policy-betting", OffPolicyMethods::betting);
    }

    /** A log that follows the context gently: an effective sample of .62 n. */
    private static LoggedActions good(int size) {
        return LoggedActions.standard(size);
    }

    /** A sharper log: an effective sample of .31 n, weights up to 16. */
    private static LoggedActions moderate(int size) {
        return new LoggedActions(size, 3, 0.15, 3, 0.02, 0.05, RewardLaw.BERNOULLI);
    }

    /** A log that hardly explores: an effective sample of .04 n, weights up to 83. */
    private static LoggedActions poor(int size, RewardLaw rewards) {
        return new LoggedActions(size, 3, 0.15, 8, 0.004, 0, rewards);
    }

    /** A log that tells next to nothing of others. */
    private static LoggedActions none(int size) {
        return new LoggedActions(size, 3, 0.15, 8, 0.002, 0.05, RewardLaw.BERNOULLI);
    }

    private static Method<Fit> of(String name, String title, OffPolicyScore score) {
        return Method.of(
                name, title, new OffPolicyValue(EVEN, score), Tier.C, FitClaim.all(), new OffPolicyReaders.Values());
    }

    private static Control<Fit> ignoredPropensities() {
        return Control.foil(
                "mean-of-matching-rows",
                "takes those for whom the log prefers an action for everybody",
                new MeanOfMatchingRows(EVEN));
    }

    private static Control<Fit> directWithoutContext() {
        return Control.foil(
                "direct-method",
                "believes a reward model that ignores the context",
                new OffPolicyControls.WithoutContext<>(new OffPolicyValue(EVEN, new DirectMethod())));
    }

    private static Control<Fit> inverseUnrefused() {
        return Control.foil(
                "ips",
                "inverse propensity scoring with a normal interval, whatever the overlap",
                new OffPolicyValue(EVEN, new Ips(), RewardModel.standard(), new OverlapRule(0, 0)));
    }

    private static Method<Fit> doublyRobust() {
        Method<Fit> method = of("off-policy-dr", "Doubly robust value of a policy", new DoublyRobust());
        return method.home(
                        List.of(
                                Mutants.scaledError(0.8).of(method.estimator()),
                                OffPolicyControls.doublyWrong(method.estimator()),
                                directWithoutContext(),
                                OffPolicyControls.oracle()),
                        good(500),
                        good(1000),
                        moderate(2000))
                .home(
                        List.of(
                                Mutants.scaledError(0.8).of(method.estimator()),
                                OffPolicyControls.doublyWrong(method.estimator()),
                                inverseUnrefused(),
                                OffPolicyControls.oracle()),
                        poor(2000, RewardLaw.NORMAL))
                .stress(poor(1000, RewardLaw.BERNOULLI), none(500));
    }

    private static Method<Fit> selfNormalised() {
        Method<Fit> method =
                of("off-policy-snips", "Self-normalised inverse propensity score of a policy", new Snips());
        return method.home(weighted(method), good(500), moderate(2000))
                .stress(poor(2000, RewardLaw.BERNOULLI), none(500));
    }

    private static Method<Fit> inverse() {
        Method<Fit> method = of("off-policy-ips", "Inverse propensity score of a policy", new Ips());
        return method.home(weighted(method), good(2000), good(4000)).stress(poor(2000, RewardLaw.BERNOULLI), none(500));
    }

    private static List<Control<Fit>> weighted(Method<Fit> method) {
        return List.of(
                Mutants.scaledError(0.8).of(method.estimator()),
                OffPolicyControls.swappedPropensities(method.estimator()),
                ignoredPropensities(),
                OffPolicyControls.oracle());
    }

    private static Method<Trajectory> betting() {
        BettingPolicyValue estimator = new BettingPolicyValue(EVEN, 0, 1, BENCHMARK, LOOKS, LEVEL);
        List<Control<Trajectory>> controls = List.of(
                OffPolicyControls.scaled(0.6, BENCHMARK),
                OffPolicyControls.constantPropensities(estimator),
                OffPolicyControls.peeking(estimator),
                OffPolicyControls.walk(BENCHMARK));
        return Method.of(
                        "off-policy-betting",
                        "Value of a policy by betting",
                        estimator,
                        Tier.C,
                        TrajectoryClaim.alwaysValid(POWER),
                        new OffPolicyReaders.Paths())
                .home(controls, good(2000), new LoggedActions(4000, 3, 0.15, 3, 0.02, 0.05, RewardLaw.BERNOULLI))
                .stress(poor(2000, RewardLaw.BERNOULLI));
    }
}
