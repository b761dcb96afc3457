package assay.cli;

import assay.sequential.LookTotals;
import assay.sequential.ThreatException;
import assay.sequential.ValidityThreat;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.special.Gamma;

/** Signs in totals that the users of a look are those of the look before. */
final class ReturningUnits {

    /** The chance to refuse a stream of new users that are assigned by coins. */
    private static final double ALARM = 1e-4;

    private static final int FEWEST_LOOKS = 3;

    private ReturningUnits() {}

    /** Refuses what a person says breaks the guarantee. */
    static void refuseDeclared() {
        throw new ThreatException(
                ValidityThreat.ACCRUING_UNITS, "By --units returning, users of earlier looks are counted again.");
    }

    /** Refuses a stream with fewer distinct users than it counts, or whose split between arms repeats. */
    static void refuse(LookStream stream, Map<String, double[]> distinct) {
        for (LookTotals look : stream.looks()) {
            double[] known = distinct.get(look.label());
            if (known != null) {
                refuse(look.label(), stream.control(), look.control().n(), known[0]);
                refuse(look.label(), stream.treated(), look.treated().n(), known[1]);
            }
        }
        if (stream.evidence() == LookStream.Newness.NOT_SHOWN && repeats(stream.added())) {
            throw new ThreatException(
                    ValidityThreat.ACCRUING_UNITS,
                    "The split between the arms is nearly the same at all "
                            + stream.looks().size()
                            + " looks, as when the same users return: coins tossed for new users would move it more (chance"
                            + " below 1 in 10,000). If users are new, and a quota keeps the split, say --units new.");
        }
    }

    private static void refuse(String label, String arm, long counted, double distinct) {
        if (counted > distinct) {
            throw new ThreatException(
                    ValidityThreat.ACCRUING_UNITS,
                    "Up to look '" + label + "' arm '" + arm + "' counts " + counted + " users, of whom only "
                            + Rows.brief(distinct) + " are distinct: users come back.");
        }
    }

    /**
     * Whether the split between the arms moves less than coins do: with n_k new users at look k, of whom m_k are treated,
     * the sum of {@code (m_k - n_k s)^2 / (n_k s (1 - s))}, s the share of all looks, is chi-squared on K - 1 degrees of
     * freedom; its lower tail is what users who return make.
     */
    static boolean repeats(List<long[]> added) {
        List<long[]> looks = added.stream().filter(n -> n[0] + n[1] > 0).toList();
        double control = looks.stream().mapToDouble(n -> n[0]).sum();
        double treated = looks.stream().mapToDouble(n -> n[1]).sum();
        if (looks.size() < FEWEST_LOOKS || control == 0 || treated == 0) {
            return false;
        }
        double share = treated / (control + treated);
        double statistic = 0;
        for (long[] look : looks) {
            double n = (double) look[0] + look[1];
            double off = look[1] - n * share;
            statistic += off * off / (n * share * (1 - share));
        }
        return Gamma.regularizedGammaP((looks.size() - 1) / 2.0, statistic / 2) < ALARM;
    }
}
