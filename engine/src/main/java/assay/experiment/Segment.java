package assay.experiment;

import assay.condition.Condition;
import org.jspecify.annotations.Nullable;

/** Rows that an effect is averaged over: all, or those that meet a condition. */
record Segment(String label, @Nullable Condition condition) {

    static final Segment ALL = new Segment("all", null);

    static Segment where(Condition condition) {
        return new Segment(condition.text().strip(), condition);
    }
}
