package assay.sequential;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes a stream of looks cumulative, and refuses one that is no stream of new, complete units. */
final class TotalsStream {

    private TotalsStream() {}

    static List<LookTotals> cumulative(List<LookTotals> looks, TotalsKind kind) {
        if (looks.isEmpty()) {
            throw new IllegalArgumentException("there is no look");
        }
        List<LookTotals> cumulative = new ArrayList<>();
        Set<String> labels = new HashSet<>();
        for (LookTotals look : looks) {
            if (!labels.add(look.label())) {
                throw new IllegalArgumentException("look '" + look.label() + "' occurs twice; give a row per look");
            }
            if (cumulative.isEmpty()) {
                cumulative.add(look);
                continue;
            }
            LookTotals before = cumulative.get(cumulative.size() - 1);
            LookTotals now = kind == TotalsKind.CUMULATIVE ? look : before.plus(look);
            check(now.label(), "control", before.control(), now.control());
            check(now.label(), "treated", before.treated(), now.treated());
            if (now.units() > before.units()) {
                cumulative.add(now);
            }
        }
        return cumulative;
    }

    private static void check(String label, String arm, ArmTotals before, ArmTotals now) {
        String where = "At look '" + label + "' the " + arm + " arm has ";
        if (now.n() < before.n()) {
            throw new ThreatException(
                    ValidityThreat.SHRINKING_TOTALS,
                    where + now.n() + " units, fewer than the " + before.n() + " of the look before.");
        }
        if (now.follows(before)) {
            return;
        }
        if (now.n() == before.n()) {
            throw new ThreatException(
                    ValidityThreat.ACCRUING_UNITS,
                    where + "the same " + now.n() + " units as at the look before but other sums (" + before.sum()
                            + ", now " + now.sum() + "): units that were counted go on to contribute.");
        }
        throw new ThreatException(
                ValidityThreat.IMPOSSIBLE_INCREMENT,
                where + (now.n() - before.n()) + " new units with the sum " + (now.sum() - before.sum())
                        + " and the sum of squares " + (now.sumOfSquares() - before.sumOfSquares())
                        + ", a negative variance, as when units that were counted go on to contribute.");
    }
}
