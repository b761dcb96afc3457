package assay.trust;

import assay.Column;
import assay.decision.ExperimentLog;
import assay.decision.ExperimentPlan;
import assay.decision.Variant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A log at the units that were randomised. A user who was logged twice is one unit, in the arm of the earliest of the rows; so is a
 * cluster.
 */
final class Study {

    private final ExperimentPlan plan;
    private final ExperimentLog log;
    private final TrustTolerance tolerance;
    private final int[] rowArm;
    private final int[] unitOfRow;
    private final int[] firstRow;
    private final boolean clustered;

    Study(ExperimentPlan plan, ExperimentLog log, TrustTolerance tolerance) {
        this.plan = plan;
        this.log = log;
        this.tolerance = tolerance;
        rowArm = arms(plan, log);
        Optional<Column.Categorical> cluster = plan.cluster().map(log.groups()::get);
        clustered = cluster.isPresent();
        Column.Categorical units = cluster.orElseGet(log::users);
        unitOfRow = units.codes();
        firstRow = firstRows(units.levels().size());
    }

    /** For each row the place of its arm in the plan, negative if it has none of the plan's arms. */
    private static int[] arms(ExperimentPlan plan, ExperimentLog log) {
        List<String> names = plan.variants().stream().map(Variant::name).toList();
        int[] place = log.arms().levels().stream().mapToInt(names::indexOf).toArray();
        int[] codes = log.arms().codes();
        int[] arms = new int[codes.length];
        for (int i = 0; i < arms.length; i++) {
            arms[i] = codes[i] < 0 ? -1 : place[codes[i]];
        }
        return arms;
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
    boolean has(Stage stage) {
        for (double time : stage.times(log)) {
            if (!Double.isNaN(time)) {
                return true;
            }
        }
        return false;
    }
}
