package assay.cli;

import assay.Estimate;
import assay.Interval;
import assay.dgp.GroundTruth;
import assay.rounds.ArmReading;
import assay.rounds.Campaign;
import assay.rounds.RoundPlan;
import assay.rounds.SegmentReading;
import assay.rounds.Segmentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;

/** Plans and readings of a campaign as rows. */
final class RoundsTables {

    private static final double DECADE = FastMath.log(10);

    private RoundsTables() {}

    static Rows plan(Campaign campaign) {
        RoundPlan plan = campaign.plan();
        List<String> rules = campaign.segmentation().map(Segmentation::rules).orElse(List.of("everybody"));
        Rows rows = new Rows("round", "segment", "rule", "arm", "optimised", "propensity", "column");
        for (int s = 0; s < plan.segments(); s++) {
            for (int k = 0; k < plan.arms().size(); k++) {
                rows.add(
                        plan.round(),
                        Segmentation.name(s),
                        rules.get(s),
                        plan.arms().get(k),
                        plan.allocation(s, k),
                        plan.propensity(s, k),
                        "p" + k);
            }
        }
        return rows;
    }

    /** One row for each arm and segment; with the truth of a rehearsal beside it, where there is one. */
    static Rows reading(Campaign campaign, @Nullable GroundTruth truth) {
        List<String> columns = new ArrayList<>(List.of(
                "segment",
                "rule",
                "visitors",
                "arm",
                "effect",
                "std_error",
                "conf_low",
                "conf_high",
                "log10_e_graduate",
                "log10_e_drop",
                "status",
                "decided",
                "log10_e_drift",
                "drift_alarm"));
        if (truth != null) {
            columns.addAll(List.of("truth", "covered"));
        }
        Rows rows = new Rows(columns.toArray(String[]::new));
        double level = 1 - campaign.design().levels().alpha();
        for (SegmentReading segment : campaign.read()) {
            for (ArmReading arm : segment.arms()) {
                rows.add(row(segment, arm, level, truth).toArray());
            }
        }
        return rows;
    }

    private static List<@Nullable Object> row(
            SegmentReading segment, ArmReading arm, double level, @Nullable GroundTruth truth) {
        Estimate effect = arm.effect().orElse(null);
        Interval interval = effect == null ? null : effect.inference().interval(level);
        List<@Nullable Object> row = new ArrayList<>();
        row.add(segment.name());
        row.add(segment.rule());
        row.add(segment.visitors());
        row.add(arm.arm());
        row.add(effect == null ? null : effect.value());
        row.add(effect == null ? null : effect.stdError());
        row.add(interval == null ? null : interval.lower());
        row.add(interval == null ? null : interval.upper());
        row.add(arm.logGraduation() / DECADE);
        row.add(arm.logDrop() / DECADE);
        row.add(arm.status().code().toLowerCase(Locale.ROOT));
        row.add(arm.decided() < 0 ? null : arm.decided());
        row.add(segment.logDrift() / DECADE);
        row.add(segment.alarm() < 0 ? null : segment.alarm());
        if (truth != null) {
            Double value = truth.targets().get(Campaign.term(arm.arm(), segment.name()));
            row.add(value);
            row.add((value == null || interval == null) ? null : interval.contains(value));
        }
        return row;
    }
}
