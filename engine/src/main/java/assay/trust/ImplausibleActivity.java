package assay.trust;

import assay.trust.TrustFinding.Consequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Units that are more active than a person can be, more than {@value #LIMIT} sessions a day over a whole window: too many of them, or
 * more in one arm than in another (Fisher's exact test). They are automatic traffic that nobody flagged.
 *
 * @param question what is asked
 */
record ImplausibleActivity(Question question) implements TrustCheck {

    /** Sessions a day that no person has day after day. */
    static final int LIMIT = 50;

    private static final Pattern SESSIONS = Pattern.compile("(?:.*_)?sessions(?:_(\\d+)d|_over_(\\d+)_days)");

    /** What is asked of implausible units. */
    enum Question {
        SHARE,
        BY_ARM
    }

    /** A column of sessions and the most that a person has in it. */
    private static final class Limit {
        private final double[] sessions;
        private final double most;

        Limit(double[] sessions, double most) {
            this.sessions = sessions;
            this.most = most;
        }
    }

    private static final CheckCard SHARE = new CheckCard(
            "implausible-activity",
            Consequence.INFORMS,
            "Flag automatic traffic and exclude it by the contract, by what was known before assignment; then read again.");
    private static final CheckCard BY_ARM = new CheckCard(
            "implausible-activity-by-arm",
            Consequence.INVALIDATES,
            "Do not read any effect: one arm has more automatic traffic. Exclude it by what was known before assignment, and find"
                    + " out why it prefers an arm.");

    @Override
    public TrustFinding check(Study study) {
        CheckCard card = question == Question.SHARE ? SHARE : BY_ARM;
        List<Limit> limits = new ArrayList<>();
        collect(study.log().outcomes(), limits);
        collect(study.log().histories(), limits);
        if (limits.isEmpty()) {
            return card.notApplicable("No column counts sessions.");
        }
        long[] units = new long[study.arms()];
        long[] wild = new long[study.arms()];
        for (int unit = 0; unit < study.units(); unit++) {
            int arm = study.armOf(unit);
            if (arm >= 0) {
                units[arm]++;
                wild[arm] += isWild(limits, study.firstRow(unit)) ? 1 : 0;
            }
        }
        long all = 0;
        long most = 0;
        for (int k = 0; k < units.length; k++) {
            all += units[k];
            most += wild[k];
        }
        if (question == Question.SHARE) {
            return card.counted(
                    "all",
                    most,
                    all,
                    study.tolerance().implausible(),
                    most + " of " + all + " units have more than " + LIMIT + " sessions a day ("
                            + Figures.percent(most, all) + ", tolerated "
                            + Figures.percent(study.tolerance().implausible()) + ").");
        }
        double p = RateTest.of(wild, units);
        return card.tested(
                "all",
                Double.NaN,
                p,
                study.alpha(),
                "More than " + LIMIT + " sessions a day: " + study.rates(wild, units) + "; p " + Figures.p(p) + ".");
    }

    private static void collect(Map<String, double[]> columns, List<Limit> limits) {
        columns.forEach((name, values) -> {
            Matcher sessions = SESSIONS.matcher(name);
            if (sessions.matches()) {
                String days = sessions.group(1) == null ? sessions.group(2) : sessions.group(1);
                limits.add(new Limit(values, LIMIT * Double.parseDouble(days)));
            }
        });
    }

    private static boolean isWild(List<Limit> limits, int row) {
        for (Limit limit : limits) {
            if (limit.sessions[row] > limit.most) {
                return true;
            }
        }
        return false;
    }
}
