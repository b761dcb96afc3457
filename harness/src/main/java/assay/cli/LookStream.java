package assay.cli;

import assay.sequential.LookTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What has come in, look by look.
 *
 * @param metric the one metric
 * @param control name of the control arm
 * @param treated name of the treated arm
 * @param noun what a look is called, in the singular
 * @param unit what is counted, in the plural
 * @param scale whether the metric is a share
 * @param looks cumulative totals
 * @param evidence what is known of whether units come back
 */
record LookStream(
        String metric,
        String control,
        String treated,
        String noun,
        String unit,
        Scale scale,
        List<LookTotals> looks,
        Newness evidence) {

    /** How effects are told. */
    enum Scale {
        /** As differences of means. */
        AMOUNT,
        /** As percentage points. */
        SHARE
    }

    /** What is known of the units. */
    enum Newness {
        /** Identifiers, a distinct count, or the person says that each is counted once. */
        SHOWN,
        /** Totals that fit new units as well as others. */
        NOT_SHOWN
    }

    LookStream {
        looks = List.copyOf(looks);
    }

    LookTotals last() {
        return looks.get(looks.size() - 1);
    }

    /** Units that came in at each look, control and treated. */
    List<long[]> added() {
        List<long[]> added = new ArrayList<>();
        long[] before = {0, 0};
        for (LookTotals look : looks) {
            long[] now = {look.control().n(), look.treated().n()};
            added.add(new long[] {now[0] - before[0], now[1] - before[1]});
            before = now;
        }
        return added;
    }

    /** What a look is called, from the name of its column. */
    static String noun(String column) {
        String plain = column.toLowerCase(Locale.ROOT);
        if (plain.contains("day") || plain.contains("date")) {
            return "day";
        }
        return plain.contains("week") ? "week" : plain.contains("hour") ? "hour" : "look";
    }
}
