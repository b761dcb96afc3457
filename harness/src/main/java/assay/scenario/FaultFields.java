package assay.scenario;

import assay.contract.YamlNode;
import assay.dgp.scenario.Faults;
import assay.dgp.scenario.RampStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What goes wrong. */
final class FaultFields {

    private static final Map<String, String> FORMER = Map.of(
            "inject_treatment_leakage", "treatment_leakage_rate",
            "inject_exposure_asymmetry", "delivery_probability_treatment of opportunity_and_delivery",
            "inject_peeking_checkpoints", "read_on_day",
            "peeking_checkpoints", "read_on_day");

    private final ArmValues arms;

    FaultFields(ArmValues arms) {
        this.arms = arms;
    }

    List<RampStep> ramp(YamlNode top) {
        List<RampStep> steps = new ArrayList<>();
        double before = -1;
        for (YamlNode step : top.list("ramp")) {
            step.onlyKeys("day", "exposure", "shares");
            double day = step.get("day").number(0, 100_000);
            if (!(day > before)) {
                throw step.get("day")
                        .problem("this step does not come after the one before", "Put steps in order of days.");
            }
            before = day;
            steps.add(new RampStep(
                    day,
                    step.has("exposure") ? step.get("exposure").between(0, 1 + 1e-12) : 1,
                    step.has("shares") ? arms.shares(step.get("shares")) : List.of()));
        }
        return steps;
    }

    Faults read(YamlNode top) {
        Faults faults = Faults.NONE;
        if (top.has("data_quality_and_noise")) {
            faults = quality(top.get("data_quality_and_noise"));
        }
        if (top.has("pathology_flags")) {
            faults = pathologies(top.get("pathology_flags"), faults);
        }
        return faults;
    }

    private Faults quality(YamlNode node) {
        node.onlyKeys(ScenarioKeys.QUALITY);
        if (node.has("outlier_revenue_rate") != node.has("outlier_revenue_multiplier")) {
            throw node.problem(
                    "outlier_revenue_rate and outlier_revenue_multiplier mean nothing without each other",
                    "Write both, or neither.");
        }
        return Faults.NONE
                .withMissing(arms.all(node, "missingness_rate", 0, 1))
                .withUnderlogged(arms.all(node, "event_underlogging_rate", 0, 1))
                .withDuplicates(rate(node, "duplicate_user_rate"), rate(node, "conflicting_assignment_rate"))
                .withOutliers(
                        node.has("outlier_revenue_rate")
                                ? new Faults.Outliers(
                                        rate(node, "outlier_revenue_rate"),
                                        node.get("outlier_revenue_multiplier").between(0, 1e6))
                                : Faults.NONE.outliers());
    }

    private static double rate(YamlNode node, String key) {
        return node.has(key) ? node.get(key).number(0, 1) : 0;
    }

    private Faults pathologies(YamlNode node, Faults before) {
        for (Map.Entry<String, String> former : FORMER.entrySet()) {
            if (node.has(former.getKey())) {
                throw node.get(former.getKey())
                        .problem(
                                "this flag does nothing",
                                "Remove it; what it stood for is said by " + former.getValue() + ".");
            }
        }
        node.onlyKeys(ScenarioKeys.PATHOLOGY);
        Faults faults = before.withShares(shares(node))
                .withLost(arms.all(node, "lost_users_rate", 0, 1))
                .withLeakage(rate(node, "treatment_leakage_rate"))
                .withEarlyExposure(rate(node, "exposure_before_assignment_rate"));
        if (node.has("rebucketing")) {
            YamlNode again = node.get("rebucketing");
            again.onlyKeys("day", "returning_rate");
            faults = faults.withRebucketing(
                    again.get("day").number(0, 100_000),
                    again.get("returning_rate").number(0, 1));
        }
        if (node.has("bots")) {
            YamlNode bots = node.get("bots");
            bots.onlyKeys("flagged_rate", "unflagged_rate", "sessions_per_day", "conversion_rate");
            faults = faults.withBots(new Faults.Bots(
                    rate(bots, "flagged_rate"),
                    arms.all(bots, "unflagged_rate", 0, 1),
                    bots.has("sessions_per_day")
                            ? bots.get("sessions_per_day").between(0, 1000)
                            : Faults.NONE.bots().sessionsPerDay(),
                    rate(bots, "conversion_rate")));
        }
        if (node.has("internal_traffic")) {
            YamlNode staff = node.get("internal_traffic");
            staff.onlyKeys("rate", "forced_rate", "conversion_rate");
            faults = faults.withStaff(new Faults.Staff(
                    staff.get("rate").number(0, 1),
                    rate(staff, "forced_rate"),
                    staff.has("conversion_rate")
                            ? staff.get("conversion_rate").number(0, 1)
                            : Faults.NONE.staff().converted()));
        }
        return faults;
    }

    private List<Double> shares(YamlNode node) {
        boolean wanted = node.optionalBool("inject_srm").orElse(node.has("srm_target_shares"));
        if (wanted != node.has("srm_target_shares")) {
            throw node.problem(
                    wanted
                            ? "inject_srm needs the shares that the assigner uses"
                            : "srm_target_shares does nothing while inject_srm is false",
                    wanted
                            ? "Write srm_target_shares: {arm: share, ...}."
                            : "Set inject_srm to true, or remove the shares.");
        }
        return wanted ? arms.shares(node.get("srm_target_shares")) : List.of();
    }
}
