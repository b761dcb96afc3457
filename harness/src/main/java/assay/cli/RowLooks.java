package assay.cli;

import assay.EstimationException;
import assay.Problem;
import assay.sequential.ArmTotals;
import assay.sequential.LookTotals;
import assay.sequential.ThreatException;
import assay.sequential.ValidityThreat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks from a table with a row per unit; refuses units that come back and clusters that grow. */
final class RowLooks {

    private final LookTable table;
    private final LookColumns columns;
    private final String look;
    private final String arm;
    private final String outcome;

    RowLooks(LookTable table, LookColumns columns, String outcome) {
        this.table = table;
        this.columns = columns;
        this.outcome = outcome;
        this.look = table.require(columns.look, TotalsColumns.LOOK, "--time", "the look at which a row came in");
        this.arm = table.require(columns.arm, TotalsColumns.ARM, "--assignment", "the arm");
    }

    LookStream read() {
        ArmPair arms = ArmPair.of(table.inOrder(arm), columns);
        refuseReturningUnits(arms);
        List<String> labels = table.inOrder(look);
        Map<String, ArmTotals[]> totals = new LinkedHashMap<>();
        labels.forEach(label -> totals.put(label, new ArmTotals[] {ArmTotals.NONE, ArmTotals.NONE}));
        LookStream.Scale scale = columns.cluster == null ? rows(arms, totals) : clusters(arms, totals, columns.cluster);
        List<LookTotals> looks = new ArrayList<>();
        totals.forEach((label, both) -> {
            LookTotals one = new LookTotals(label, both[0], both[1]);
            looks.add(looks.isEmpty() ? one : looks.get(looks.size() - 1).plus(one));
        });
        LookStream.Newness shown = columns.unit != null || columns.units == LookColumns.Units.NEW
                ? LookStream.Newness.SHOWN
                : LookStream.Newness.NOT_SHOWN;
        String unit = columns.cluster == null ? "users" : "clusters";
        return new LookStream(
                outcome, arms.control(), arms.treated(), LookStream.noun(look), unit, scale, looks, shown);
    }

    private LookStream.Scale rows(ArmPair arms, Map<String, ArmTotals[]> totals) {
        boolean share = true;
        for (int row = 0; row < table.rows(); row++) {
            int of = arms.index(table.text(arm, row));
            if (of >= 0) {
                double y = table.number(outcome, row);
                share &= y == 0 || y == 1;
                add(totals, table.text(look, row), of, y);
            }
        }
        return share ? LookStream.Scale.SHARE : LookStream.Scale.AMOUNT;
    }

    private static void add(Map<String, ArmTotals[]> totals, String label, int arm, double y) {
        ArmTotals[] both = totals.get(label);
        if (both != null) {
            both[arm] = both[arm].plus(new ArmTotals(1, y, y * y));
        }
    }

    private void refuseReturningUnits(ArmPair arms) {
        if (columns.unit == null) {
            return;
        }
        Map<String, Integer> first = new HashMap<>();
        int repeated = 0;
        String example = "";
        for (int row = 0; row < table.rows(); row++) {
            if (arms.index(table.text(arm, row)) < 0) {
                continue;
            }
            String id = table.text(columns.unit, row);
            Integer before = first.putIfAbsent(id, row);
            if (before != null) {
                repeated++;
                example = example.isEmpty()
                        ? "'" + id + "' stands in rows " + (before + 1) + " and " + (row + 1) + ", at looks '"
                                + table.text(look, before) + "' and '" + table.text(look, row) + "'"
                        : example;
            }
        }
        if (repeated > 0) {
            throw new ThreatException(
                    ValidityThreat.ACCRUING_UNITS,
                    "Units come back: " + example + "; " + repeated + " of " + table.rows()
                            + " rows are of a unit that was there before.");
        }
    }

    private LookStream.Scale clusters(ArmPair arms, Map<String, ArmTotals[]> totals, String column) {
        Map<String, Cluster> clusters = new LinkedHashMap<>();
        for (int row = 0; row < table.rows(); row++) {
            int of = arms.index(table.text(arm, row));
            if (of < 0) {
                continue;
            }
            String id = table.text(column, row);
            String at = table.text(look, row);
            Cluster cluster = clusters.computeIfAbsent(id, key -> new Cluster(at, of));
            if (cluster.arm != of) {
                throw new EstimationException(
                        Problem.MIXED_CLUSTER,
                        "Cluster '" + id + "' has rows in both arms.",
                        "Name as --cluster what was randomised.");
            }
            if (!cluster.look.equals(at)) {
                throw new ThreatException(
                        ValidityThreat.GROWING_CLUSTERS,
                        "Cluster '" + id + "' has rows at look '" + cluster.look + "' and at look '" + at + "'.");
            }
            cluster.n++;
            cluster.sum += table.number(outcome, row);
        }
        clusters.values().forEach(cluster -> add(totals, cluster.look, cluster.arm, cluster.sum / cluster.n));
        return LookStream.Scale.AMOUNT;
    }

    /** A cluster as it fills. */
    private static final class Cluster {
        private final String look;
        private final int arm;
        private int n;
        private double sum;

        private Cluster(String look, int arm) {
            this.look = look;
            this.arm = arm;
        }
    }
}
