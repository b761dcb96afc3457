package assay.cli;

import assay.data.DataException;
import assay.data.DataProblem;
import assay.sequential.ArmTotals;
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

    /** Standard errors between the means of the first and the last look. */
    private static final double FAR = 5;

    private ReturningUnits() {}

    /** Refuses what a person says breaks the guarantee. */
    static ThreatException declared() {
        return new ThreatException(
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
        if (stream.evidence() == LookStream.Newness.NOT_SHOWN && grows(stream)) {
            throw new ThreatException(
                    ValidityThreat.ACCRUING_UNITS,
                    "Both arms have the same number of users at every look, and in both the mean rises from look to look,"
                            + " as when the totals of the same users grow. If each look has users of its own, say --units"
                            + " new.");
        }
        if (stream.evidence() == LookStream.Newness.NOT_SHOWN && !quota(stream.added()) && repeats(stream.added())) {
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

    /** Whether both arms get the same number of users at each look: then a quota deals them out, and no coin. */
    private static boolean quota(List<long[]> added) {
        return added.stream().allMatch(look -> look[0] == look[1]);
    }

    /** Whether the counts of a look repeat while its means rise throughout, by far more than their errors. */
    private static boolean grows(LookStream stream) {
        List<long[]> added = stream.added();
        long[] first = added.get(0);
        boolean same = added.size() >= FEWEST_LOOKS
                && added.stream().allMatch(look -> look[0] == first[0] && look[1] == first[1]);
        return same
                && rises(stream.looks().stream().map(LookTotals::control).toList())
                && rises(stream.looks().stream().map(LookTotals::treated).toList());
    }

    private static boolean rises(List<ArmTotals> cumulative) {
        double before = cumulative.get(0).mean();
        double first = before;
        for (int k = 1; k < cumulative.size(); k++) {
            ArmTotals now = cumulative.get(k);
            ArmTotals then = cumulative.get(k - 1);
            double mean = (now.sum() - then.sum()) / (double) (now.n() - then.n());
            if (!(mean > before)) {
                return false;
            }
            before = mean;
        }
        ArmTotals all = cumulative.get(cumulative.size() - 1);
        return before - first
                > FAR * Math.sqrt(all.variance() / cumulative.get(0).n());
    }

    /** Totals of each look that rise throughout, as totals since the start do: the person must say which they are. */
    static void ambiguous(LookStream stream) {
        List<long[]> added = stream.added();
        boolean rising = added.size() >= 4;
        for (int k = 1; k < added.size(); k++) {
            rising = rising && added.get(k)[0] > added.get(k - 1)[0] && added.get(k)[1] > added.get(k - 1)[1];
        }
        if (rising) {
            throw new DataException(
                    DataProblem.COLUMN_TYPE,
                    "In both arms the users of a look rise at every one of " + added.size()
                            + " looks, as totals since the start do. Say --cumulative if that is what they are, or"
                            + " --units new if each look counts users of its own.");
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
