package assay.sequential;

import assay.Arguments;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes looks from raw rows, one a unit, or from the rows of whole clusters. A unit counts once: one that occurs again is refused, and so
 * is a cluster that grows after its first look.
 *
 * <p>Not thread-safe.
 */
public final class ArrivingUnits {

    /** The two arms. */
    public enum Arm {
        /** Control. */
        CONTROL,
        /** Treated. */
        TREATED
    }

    private final Set<String> units = new HashSet<>();
    private final Set<String> closed = new HashSet<>();
    private final Map<String, Cluster> open = new LinkedHashMap<>();
    private final List<LookTotals> looks = new ArrayList<>();
    private ArmTotals control = ArmTotals.NONE;
    private ArmTotals treated = ArmTotals.NONE;

    /** The rows of a cluster within a look. */
    private static final class Cluster {
        private final Arm arm;
        private double sum;
        private int rows;

        Cluster(Arm arm) {
            this.arm = arm;
        }
    }

    /**
     * Adds a unit.
     *
     * @param unit its name
     * @param arm its arm
     * @param outcome what it did in a window of fixed length that is complete
     * @throws ThreatException if the unit was added before
     */
    public void add(String unit, Arm arm, double outcome) {
        if (!units.add(unit)) {
            throw new ThreatException(ValidityThreat.ACCRUING_UNITS, "Unit '" + unit + "' occurs again.");
        }
        count(arm, Arguments.finite("outcome of unit " + unit, outcome));
    }

    /**
     * Adds a row of a cluster, whose mean counts as one unit when the look is closed.
     *
     * @param cluster its name
     * @param arm the arm of the cluster
     * @param outcome of the row
     * @throws ThreatException if the cluster was counted at an earlier look
     * @throws IllegalArgumentException if the cluster is in both arms
     */
    public void addToCluster(String cluster, Arm arm, double outcome) {
        if (closed.contains(cluster)) {
            throw new ThreatException(
                    ValidityThreat.GROWING_CLUSTERS,
                    "Cluster '" + cluster + "' was counted at an earlier look and has another row.");
        }
        Cluster rows = open.computeIfAbsent(cluster, name -> new Cluster(arm));
        if (rows.arm != arm) {
            throw new IllegalArgumentException("cluster '" + cluster
                    + "' is in both arms, so that it was not the cluster that was randomised; add its rows as units");
        }
        rows.sum += Arguments.finite("outcome in cluster " + cluster, outcome);
        rows.rows++;
    }

    private void count(Arm arm, double outcome) {
        ArmTotals one = ArmTotals.ofValues(outcome);
        if (arm == Arm.CONTROL) {
            control = control.plus(one);
        } else {
            treated = treated.plus(one);
        }
    }

    /**
     * Closes a look over all units so far.
     *
     * @param label what the look is called
     */
    public void look(String label) {
        open.forEach((name, cluster) -> {
            count(cluster.arm, cluster.sum / cluster.rows);
            closed.add(name);
        });
        open.clear();
        looks.add(new LookTotals(label, control, treated));
    }

    /**
     * The looks that were closed.
     *
     * @return cumulative totals
     */
    public List<LookTotals> looks() {
        return List.copyOf(looks);
    }
}
