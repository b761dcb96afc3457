package assay.harness;

import assay.Rejections;
import assay.certificate.Tier;
import assay.dgp.scenario.FlawedLog;
import assay.dgp.scenario.LogFlaw;
import assay.trust.TrustBattery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Checks of the data of an experiment: in clean logs they are silent, each at its level and all together, and each sees what it is for.
 */
final class TrustMethods {

    /** What policies ask of each check. */
    private static final double ALPHA = 0.001;

    /** At which sizes are certified: a level at which a few thousand replicates can tell. */
    private static final double LEVEL = 0.05;

    private static final int FEW = 2500;
    private static final int MANY = 5000;

    /** The checks that have a p-value. */
    private static final List<String> TESTS = List.of(
            "sample-ratio-assignment",
            "sample-ratio-assignment-by-day",
            "sample-ratio-assignment-by-segment",
            "sample-ratio-trigger",
            "sample-ratio-trigger-by-day",
            "sample-ratio-trigger-by-segment",
            "sample-ratio-exposure",
            "sample-ratio-exposure-by-day",
            "sample-ratio-exposure-by-segment",
            "stable-shares",
            "delivery-by-arm",
            "exclusions",
            "implausible-activity-by-arm",
            "missing-by-arm",
            "pre-period-balance",
            "pre-period-effect",
            "novelty");

    private TrustMethods() {}

    /** Adds how each method is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {
        makers.put("trust-checks", TrustMethods::trustChecks);
    }

    private static Method<Rejections> trustChecks() {
        List<Claim<Rejections>> claims = new ArrayList<>();
        claims.add(new RejectionsClaim(RejectionsClaim.Quantity.NO_FALSE_REJECTION, 1 - LEVEL, Arena.NULL));
        claims.add(RejectionsClaim.power(0.9));
        TESTS.forEach(test -> claims.add(new CheckSize(test, LEVEL)));
        Method<Rejections> method = Method.of(
                "trust-checks", "Trust checks", TrustBattery.of(FlawedLog.plan(ALPHA)), Tier.D, claims, Reading.none());
        for (LogFlaw flaw : LogFlaw.values()) {
            List<Control<Rejections>> controls = List.of(
                    TrustControls.eachAt(LEVEL),
                    TrustControls.without(flaw.checks()),
                    TrustControls.sharesByEye(),
                    TrustControls.oracle());
            method = method.home(controls, FlawedLog.of(flaw, FEW));
            if (flaw == LogFlaw.LOST_UNITS) {
                method = method.home(controls, FlawedLog.of(flaw, MANY));
            }
        }
        return method;
    }
}
