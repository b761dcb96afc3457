package assay.trust;

import assay.trust.TrustFinding.Consequence;
import java.util.Arrays;

/** Checks of who is logged how often, and where. */
enum UserRows implements TrustCheck {
    /** A user who is logged twice counts twice, and variances shrink. */
    DUPLICATES(
            "duplicate-users",
            "Count each user once, and find out why the assignment is logged again. Beyond the tolerance do not read any effect.") {
        @Override
        TrustFinding check(Study study, CheckCard card) {
            int[] rows = new int[study.log().users().levels().size()];
            for (int user : study.log().users().codes()) {
                if (user >= 0) {
                    rows[user]++;
                }
            }
            long users = Arrays.stream(rows).filter(count -> count > 0).count();
            long twice = Arrays.stream(rows).filter(count -> count > 1).count();
            return card.counted(
                    "all",
                    twice,
                    users,
                    study.tolerance().duplicates(),
                    twice + " of " + users + " users are logged more than once (" + Figures.percent(twice, users)
                            + ", tolerated " + Figures.percent(study.tolerance().duplicates()) + ").");
        }
    },
    /** A user or a cluster that changed its arm got both treatments. */
    ARMS(
            "assignment-immutable",
            "A unit keeps its arm from its first assignment on. Find out what assigned it again: a new salt, a lost cookie, a"
                    + " second identifier. Beyond the tolerance do not read any effect.") {
        @Override
        TrustFinding check(Study study, CheckCard card) {
            int[] users = study.log().users().codes();
            int[] first = new int[study.log().users().levels().size()];
            Arrays.fill(first, -2);
            boolean[] changed = new boolean[first.length];
            boolean[] mixed = new boolean[study.units()];
            for (int i = 0; i < users.length; i++) {
                int arm = study.rowArm(i);
                if (users[i] >= 0) {
                    first[users[i]] = first[users[i]] == -2 ? arm : first[users[i]];
                    changed[users[i]] |= first[users[i]] != arm;
                }
                int unit = study.unit(i);
                if (unit >= 0) {
                    mixed[unit] |= study.armOf(unit) != arm;
                }
            }
            long twoArms = count(changed);
            long clusters = study.isClustered() ? count(mixed) : 0;
            String also = study.isClustered()
                    ? ", and " + clusters + " of " + study.units() + " units of " + study.unitName()
                    : "";
            return card.counted(
                    "all",
                    Math.max(twoArms, clusters),
                    study.isClustered() ? study.units() : first.length,
                    study.tolerance().arms(),
                    twoArms + " of " + first.length + " users" + also + " are logged in two arms (tolerated "
                            + Figures.percent(study.tolerance().arms()) + ").");
        }
    },
    /** A row without an arm of the plan is in no comparison, and may be missing from one arm. */
    KNOWN_ARMS(
            "known-arms",
            "Name in the contract every arm that is logged, and find out why rows have none. Beyond the tolerance do not read any"
                    + " effect.") {
        @Override
        TrustFinding check(Study study, CheckCard card) {
            long unknown = 0;
            for (int i = 0; i < study.log().size(); i++) {
                unknown += study.rowArm(i) < 0 ? 1 : 0;
            }
            return card.counted(
                    "all",
                    unknown,
                    study.log().size(),
                    study.tolerance().arms(),
                    unknown + " of " + study.log().size() + " rows have no arm of the plan.");
        }
    };

    private final String check;
    private final String remedy;

    UserRows(String name, String remedy) {
        this.check = name;
        this.remedy = remedy;
    }

    @Override
    public TrustFinding check(Study study) {
        return check(study, new CheckCard(check, Consequence.INVALIDATES, remedy));
    }

    abstract TrustFinding check(Study study, CheckCard own);

    private static long count(boolean[] flags) {
        long count = 0;
        for (boolean flag : flags) {
            count += flag ? 1 : 0;
        }
        return count;
    }
}
