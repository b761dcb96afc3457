package assay.sequential;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes a stream of looks cumulative, and refuses one that is no stream of new, complete units. */
final class TotalsStream {

    private static final double GROWTH = 1.5;
    private static final double FAR = 3;
    private static final int FEWEST = 30;

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

    /**
     * Refuses totals of units that go on to contribute after they were counted: in both arms the mean of what came in later is
     * at every look half as much again as at the first, far beyond chance. New units that behave like old ones bring increments
     * about one mean, whatever their number.
     */
    static void refuseAccrual(List<LookTotals> cumulative) {
        if (cumulative.size() < 3) {
            return;
        }
        LookTotals first = cumulative.get(0);
        for (int k = 1; k < cumulative.size(); k++) {
            LookTotals before = cumulative.get(k - 1);
            LookTotals now = cumulative.get(k);
            if (!grows(first.control(), before.control(), now.control())
                    || !grows(first.treated(), before.treated(), now.treated())) {
                return;
            }
        }
        LookTotals last = cumulative.get(cumulative.size() - 1);
        throw new ThreatException(
                ValidityThreat.ACCRUING_UNITS,
                "From look '" + first.label() + "' to look '" + last.label() + "' each new unit brings more than "
                        + GROWTH
                        + " times what the first ones did, in both arms and at every look (mean of the control arm "
                        + first.control().mean() + " at first, "
                        + last.control().mean()
                        + " at last): units that were counted go on to contribute.");
    }

    private static boolean grows(ArmTotals first, ArmTotals before, ArmTotals now) {
        double units = (double) now.n() - before.n();
        double mean = (now.sum() - before.sum()) / units;
        double error = Math.sqrt(first.variance() / first.n() + now.variance() / units);
        return units >= FEWEST
                && first.n() >= FEWEST
                && first.mean() > 0
                && mean > GROWTH * first.mean()
                && mean - first.mean() > FAR * error;
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
