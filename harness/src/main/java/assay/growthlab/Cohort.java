package assay.growthlab;

import assay.data.DataException;
import assay.data.DataProblem;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows that a metric is compared on: those mature by that engine's reckoning and seen by its view. */
final class Cohort {

    private static final String TABLE = "fact_user_outcomes";

    private final Frame frame;
    private final boolean[] treated;
    private final int total;
    private final int mature;

    private Cohort(Frame frame, boolean[] treated, int total, int mature) {
        this.frame = frame;
        this.treated = treated;
        this.total = total;
        this.mature = mature;
    }

    Frame frame() {
        return frame;
    }

    int total() {
        return total;
    }

    int mature() {
        return mature;
    }

    static Cohort of(Frame all, MetricConfig metric, View view) {
        int[] mature = mature(all, metric);
        double[] seen = switch (view) {
            case ITT_ASSIGNED -> new double[0];
            case ITT_OPPORTUNITY -> all.requiredNumbers(TABLE, "had_opportunity");
            case TOT_EXPOSED -> all.requiredNumbers(TABLE, "is_exposed");
        };
        @Nullable String[] groups = all.texts(TABLE, "assigned_group");
        int[] kept = IntStream.of(mature)
                .filter(i -> view == View.ITT_ASSIGNED || seen[i] == 1)
                .filter(i -> "control".equals(groups[i]) || "treatment".equals(groups[i]))
                .toArray();
        if (kept.length == 0) {
            throw new DataException(
                    DataProblem.FILE_EMPTY,
                    "Metric " + metric.name() + " has no rows for the view " + YamlMapping.name(view) + ": "
                            + mature.length + " of " + all.rows()
                            + " rows are mature, and none of them is seen by it.");
        }
        boolean[] treated = new boolean[kept.length];
        for (int i = 0; i < kept.length; i++) {
            treated[i] = "treatment".equals(groups[kept[i]]);
        }
        return new Cohort(all.at(kept), treated, all.rows(), mature.length);
    }

    /** Rows whose window of analysis is as long as the metric needs, which is a constant of the layout and so all of them. */
    private static int[] mature(Frame all, MetricConfig metric) {
        Integer needed = metric.maturityDays();
        String column = all.has("analysis_window_days") ? "analysis_window_days" : "days_since_first_opportunity";
        if (needed == null || !all.has(column)) {
            return IntStream.range(0, all.rows()).toArray();
        }
        double[] days = all.numbers(column);
        return IntStream.range(0, all.rows()).filter(i -> days[i] >= needed).toArray();
    }

    /** Which of some rows are treated. */
    boolean[] treated(int[] places) {
        boolean[] arms = new boolean[places.length];
        for (int i = 0; i < places.length; i++) {
            arms[i] = treated[places[i]];
        }
        return arms;
    }

    /** The values of an arm. */
    static double[] arm(double[] values, boolean[] treated, boolean which) {
        int n = 0;
        for (boolean t : treated) {
            n += t == which ? 1 : 0;
        }
        double[] chosen = new double[n];
        int next = 0;
        for (int i = 0; i < values.length; i++) {
            if (treated[i] == which) {
                chosen[next++] = values[i];
            }
        }
        return chosen;
    }
}
