package assay.growthlab;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the tables say of themselves: the first row of their experiment, and the truth where it is kept. */
record RuntimeFacts(
        @Nullable String experiment,
        @Nullable String estimand,
        @Nullable String segmentMode,
        double treatmentShare,
        @Nullable String population) {

    static RuntimeFacts of(Tables tables) {
        if (!tables.has("dim_experiments")) {
            return new RuntimeFacts(null, null, null, Double.NaN, null);
        }
        Frame frame = tables.read(
                "dim_experiments",
                Set.of("experiment_id", "primary_estimand", "segment_policy_mode", "target_population_rule"),
                Set.of("treatment_share_target"));
        return new RuntimeFacts(
                first(frame, "experiment_id"),
                first(frame, "primary_estimand"),
                first(frame, "segment_policy_mode"),
                frame.rows() == 0 ? Double.NaN : frame.numbers("treatment_share_target")[0],
                first(frame, "target_population_rule"));
    }

    static @Nullable String first(Frame frame, String column) {
        return frame.rows() == 0 || !frame.has(column) ? null : frame.texts("", column)[0];
    }
}
