package assay.trust;

import assay.Column;
import assay.decision.Eligibility;
import assay.decision.ExperimentLog;
import assay.decision.ExperimentPlan;
import assay.decision.Variant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A log at the units that were randomised, without those whom the plan leaves out. A user who was logged twice is one unit, in the arm of the earliest of the rows; so is a
 * cluster.
 */
final class Study {

    /** Days that times may be off by rounding. */
    private static final double MOMENT = 1e-9;

    private final ExperimentPlan plan;
    private final ExperimentLog log;
    private final TrustTolerance tolerance;
    private final long[] leftOut;
    private final int[] armPlaces;
    private final int[] rowArm;
    private final boolean triggers;
    private final int[] unitOfRow;
    private final int[] firstRow;
    private final boolean clustered;

    Study(ExperimentPlan plan, ExperimentLog whole, TrustTolerance tolerance) {
        this.plan = plan;
        boolean[] eligible = Eligibility.of(plan, whole);
        int[] in =
                IntStream.range(0, eligible.length).filter(row -> eligible[row]).toArray();
        this.log = in.length == eligible.length ? whole : whole.rows(in);
        this.leftOut = leftOut(plan, whole, eligible);
        this.tolerance = tolerance;
        armPlaces = places(plan, log);
        rowArm = arms(armPlaces, log);
        triggers = has(Stage.TRIGGER);
        Optional<Column.Categorical> cluster = plan.cluster().map(log.groups()::get);
        clustered = cluster.isPresent();
        Column.Categorical units = cluster.orElseGet(log::users);
        unitOfRow = units.codes();
        firstRow = firstRows(units.levels().size());
    }

    /** The place of each arm of the log in the plan, negative if it is none of the plan's. */
    private static int[] places(ExperimentPlan plan, ExperimentLog log) {
        List<String> names = plan.variants().stream().map(Variant::name).toList();
        return log.arms().levels().stream().mapToInt(names::indexOf).toArray();
    }

    private static int[] arms(int[] places, ExperimentLog log) {
        int[] codes = log.arms().codes();
        int[] arms = new int[codes.length];
        for (int i = 0; i < arms.length; i++) {
            arms[i] = codes[i] < 0 ? -1 : places[codes[i]];
        }
        return arms;
    }

    private static long[] leftOut(ExperimentPlan plan, ExperimentLog log, boolean[] eligible) {
        int[] arms = arms(places(plan, log), log);
        long[] out = new long[plan.variants().size()];
        for (int i = 0; i < arms.length; i++) {
            if (!eligible[i] && arms[i] >= 0) {
                out[arms[i]]++;
            }
        }
        return out;
    }

    /** Rows by arm that the audience and the exclusions of the plan leave out. */
    long[] leftOut() {
        return leftOut.clone();
    }

    private int[] firstRows(int count) {
        int[] first = new int[count];
        Arrays.fill(first, -1);
        double[] assigned = log.assigned();
        for (int i = 0; i < unitOfRow.length; i++) {
            int unit = unitOfRow[i];
            if (unit >= 0 && (first[unit] < 0 || assigned[i] < assigned[first[unit]])) {
                first[unit] = i;
            }
        }
        return first;
    }

    ExperimentPlan plan() {
        return plan;
    }

    ExperimentLog log() {
        return log;
    }

    TrustTolerance tolerance() {
        return tolerance;
    }

    /** False-alarm probability of a check. */
    double alpha() {
        return plan.policy().trust().alpha();
    }

    int arms() {
        return plan.variants().size();
    }

    String arm(int arm) {
        return plan.variants().get(arm).name();
    }

    double[] shares() {
        return plan.variants().stream().mapToDouble(Variant::share).toArray();
    }

    /** The arm of a row, negative if it has none of the plan's. */
    int rowArm(int row) {
        return rowArm[row];
    }

    /** The unit of a row, negative where it is missing. */
    int unit(int row) {
        return unitOfRow[row];
    }

    /** How many units there can be: some of them may have no row. */
    int units() {
        return firstRow.length;
    }

    /** The earliest row of a unit, negative if it has none. */
    int firstRow(int unit) {
        return firstRow[unit];
    }

    /** The arm of a unit: that of its earliest row. */
    int armOf(int unit) {
        return firstRow[unit] < 0 ? -1 : rowArm[firstRow[unit]];
    }

    /** Whether the plan randomised clusters that the log does not name. */
    boolean lacksClusters() {
        return plan.cluster().isPresent() && !clustered;
    }

    boolean isClustered() {
        return clustered;
    }

    String unitName() {
        return clustered ? plan.cluster().orElseThrow() : "user";
    }

    /** When each unit first came to a stage, NaN where it never did or has no arm of the plan. */
    double[] times(Stage stage) {
        double[] rows = stage.times(log);
        double[] first = new double[firstRow.length];
        Arrays.fill(first, Double.NaN);
        for (int i = 0; i < rows.length; i++) {
            int unit = unitOfRow[i];
            if (unit >= 0 && armOf(unit) >= 0 && !(first[unit] <= rows[i])) {
                first[unit] = rows[i];
            }
        }
        return first;
    }

    /** Whether any row came to a stage. */
    final boolean has(Stage stage) {
        for (double time : stage.times(log)) {
            if (!Double.isNaN(time)) {
                return true;
            }
        }
        return false;
    }

    boolean hasTriggers() {
        return triggers;
    }

    /** The arm that a row was shown as a place in the plan; -1 where none was, -2 where it is none of the plan's. */
    int served(int row) {
        int code = log.served().codes()[row];
        return code < 0 ? -1 : armPlaces[code] < 0 ? -2 : armPlaces[code];
    }

    int control() {
        return plan.variants().indexOf(plan.control());
    }

    List<Integer> treatments() {
        return plan.treatments().stream().map(plan.variants()::indexOf).toList();
    }

    /** The earliest rows of the users in the primary view whose arm is of the plan: those whom the comparison is about. */
    int[] population() {
        double[] times = Stage.of(plan.primaryView()).times(log);
        int[] users = log.users().codes();
        int[] first = new int[log.users().levels().size()];
        Arrays.fill(first, -1);
        double[] assigned = log.assigned();
        for (int i = 0; i < users.length; i++) {
            if (users[i] >= 0 && (first[users[i]] < 0 || assigned[i] < assigned[first[users[i]]])) {
                first[users[i]] = i;
            }
        }
        return Arrays.stream(first)
                .filter(row -> row >= 0 && rowArm[row] >= 0 && !Double.isNaN(times[row]))
                .toArray();
    }

    /** For how many days a row was watched since its start in the primary view. */
    double watched(int row) {
        return log.observedUntil()[row] - Stage.of(plan.primaryView()).times(log)[row];
    }

    long immature(int[] rows, int days) {
        long immature = 0;
        for (int row : rows) {
            immature += watched(row) >= days - MOMENT ? 0 : 1;
        }
        return immature;
    }

    /** The arms of the units that have one of the plan's, in their order. */
    int[] unitArms() {
        return IntStream.range(0, firstRow.length)
                .map(this::armOf)
                .filter(arm -> arm >= 0)
                .toArray();
    }

    /** The means of a column over the rows of each unit of {@link #unitArms}, NaN where all are missing; of a user, that of its first. */
    double[] unitMeans(double[] values) {
        double[] sums = new double[firstRow.length];
        int[] counts = new int[firstRow.length];
        for (int i = 0; i < values.length; i++) {
            int unit = unitOfRow[i];
            if (unit >= 0 && !Double.isNaN(values[i]) && (clustered || firstRow[unit] == i)) {
                sums[unit] += values[i];
                counts[unit]++;
            }
        }
        double[] means = new double[firstRow.length];
        int count = 0;
        for (int unit = 0; unit < firstRow.length; unit++) {
            if (armOf(unit) >= 0) {
                means[count++] = counts[unit] == 0 ? Double.NaN : sums[unit] / counts[unit];
            }
        }
        return Arrays.copyOf(means, count);
    }

    /** Events among units, by arm, in words. */
    String rates(long[] events, long[] units) {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < events.length; k++) {
            text.append(k == 0 ? "" : ", ")
                    .append(arm(k))
                    .append(' ')
                    .append(events[k])
                    .append(" of ")
                    .append(units[k])
                    .append(" (")
                    .append(Figures.percent(events[k], units[k]))
                    .append(')');
        }
        return text.toString();
    }
}
