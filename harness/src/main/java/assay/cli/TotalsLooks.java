package assay.cli;

import assay.data.DataException;
import assay.data.DataProblem;
import assay.sequential.ArmTotals;
import assay.sequential.LookTotals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks from a table of totals: a row per look and arm, or a row per look with the arms side by side. */
final class TotalsLooks {

    private static final List<List<String>> SUFFIXES = List.of(
            List.of("control", "treated"),
            List.of("control", "treatment"),
            List.of("control", "variant"),
            List.of("c", "t"),
            List.of("a", "b"),
            List.of("0", "1"));

    private final LookTable table;
    private final LookColumns columns;
    private final String look;

    TotalsLooks(LookTable table, LookColumns columns) {
        this.table = table;
        this.columns = columns;
        this.look = table.require(columns.look, TotalsColumns.LOOK, "--look", "the look");
    }

    LookStream read() {
        Optional<String> arm = table.find(columns.arm, TotalsColumns.ARM);
        return arm.isPresent() ? tall(arm.get()) : wide();
    }

    private LookStream tall(String arm) {
        ArmPair arms = ArmPair.of(table.inOrder(arm), columns);
        TotalsColumns totals = TotalsColumns.find(table, columns, "");
        Map<String, @Nullable ArmTotals[]> found = empty();
        Map<String, double[]> distinct = new LinkedHashMap<>();
        for (int row = 0; row < table.rows(); row++) {
            int of = arms.index(table.text(arm, row));
            if (of >= 0) {
                put(found, distinct, row, of, totals);
            }
        }
        return stream(arms, totals.first(), totals, found, distinct);
    }

    private LookStream wide() {
        for (List<String> pair : SUFFIXES) {
            String control = "_" + pair.get(0);
            if (TotalsColumns.counts(table, control) && TotalsColumns.counts(table, "_" + pair.get(1))) {
                Map<String, @Nullable ArmTotals[]> found = empty();
                Map<String, double[]> distinct = new LinkedHashMap<>();
                TotalsColumns first = TotalsColumns.find(table, columns, control);
                TotalsColumns second = TotalsColumns.find(table, columns, "_" + pair.get(1));
                for (int row = 0; row < table.rows(); row++) {
                    put(found, distinct, row, 0, first);
                    put(found, distinct, row, 1, second);
                }
                String metric = first.first().replaceFirst("[^A-Za-z0-9]*" + pair.get(0) + "$", "");
                return stream(new ArmPair(pair.get(0), pair.get(1)), metric, first, found, distinct);
            }
        }
        throw new DataException(
                DataProblem.UNKNOWN_COLUMN,
                "No column holds the arm, and none are side by side, such as n_control and n_treated. Name it by --arm.");
    }

    private Map<String, @Nullable ArmTotals[]> empty() {
        Map<String, @Nullable ArmTotals[]> found = new LinkedHashMap<>();
        table.inOrder(look).forEach(label -> found.put(label, new @Nullable ArmTotals[2]));
        return found;
    }

    private void put(
            Map<String, @Nullable ArmTotals[]> found,
            Map<String, double[]> distinct,
            int row,
            int arm,
            TotalsColumns totals) {
        String label = table.text(look, row);
        @Nullable ArmTotals[] both = found.getOrDefault(label, new @Nullable ArmTotals[2]);
        if (both[arm] != null) {
            throw new DataException(
                    DataProblem.COLUMN_TYPE,
                    "Row " + (row + 1) + " is a second row of one arm at look '" + label
                            + "'. Give one row per look and arm, of one metric and segment.");
        }
        both[arm] = totals.read(table, row);
        totals.distinct()
                .ifPresent(column ->
                        distinct.computeIfAbsent(label, key -> new double[2])[arm] = table.number(column, row));
    }

    private LookStream stream(
            ArmPair arms,
            String metric,
            TotalsColumns totals,
            Map<String, @Nullable ArmTotals[]> found,
            Map<String, double[]> distinct) {
        List<LookTotals> looks = new ArrayList<>();
        found.forEach((label, both) -> {
            if (columns.cumulative && (both[0] == null || both[1] == null)) {
                throw new DataException(
                        DataProblem.COLUMN_TYPE,
                        "Look '" + label + "' lacks an arm, so that totals since the start end.");
            }
            LookTotals one = new LookTotals(label, orNone(both[0]), orNone(both[1]));
            looks.add(
                    columns.cumulative || looks.isEmpty()
                            ? one
                            : looks.get(looks.size() - 1).plus(one));
        });
        boolean shown = columns.units == LookColumns.Units.NEW || !distinct.isEmpty();
        LookStream stream = new LookStream(
                metric,
                arms.control(),
                arms.treated(),
                LookStream.noun(look),
                "users",
                totals.form() == TotalsColumns.Form.SUCCESSES ? LookStream.Scale.SHARE : LookStream.Scale.AMOUNT,
                looks,
                shown ? LookStream.Newness.SHOWN : LookStream.Newness.NOT_SHOWN);
        if (!columns.cumulative && stream.evidence() == LookStream.Newness.NOT_SHOWN) {
            ReturningUnits.ambiguous(stream);
        }
        ReturningUnits.refuse(stream, distinct);
        return stream;
    }

    private static ArmTotals orNone(@Nullable ArmTotals totals) {
        return totals == null ? ArmTotals.NONE : totals;
    }
}
