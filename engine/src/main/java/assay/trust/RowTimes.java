package assay.trust;

import assay.trust.TrustFinding.Consequence;

/** Checks of the times of a row, and of what was shown. */
enum RowTimes implements TrustCheck {
    /** A time outside of the window is a wrong clock, a wrong experiment or a wrong contract. */
    WINDOW(
            "assignment-window",
            "Compare the window of the contract with the log: a wrong time zone, a wrong clock or rows of another run.",
            "are assigned outside of the assignment window or after the last day of the data") {
        @Override
        boolean isWrong(Study study, int row) {
            double assigned = study.log().assigned()[row];
            return !(assigned >= 0 && assigned < study.plan().assignmentDays())
                    || assigned > study.log().observedUntil()[row];
        }
    },
    /** Nobody sees a variant before being assigned to it, or without reaching the point where it is shown. */
    ORDER(
            "exposure-order",
            "Put the events of a user in order: assignment, trigger, exposure. Look for clocks of devices, for assignments that are"
                    + " logged late, and for triggers that are not logged. Beyond the tolerance do not read any effect.",
            "have a trigger or an exposure before assignment, an exposure before or without a trigger, or an event after the last"
                    + " day of the data") {
        @Override
        boolean isWrong(Study study, int row) {
            double assigned = study.log().assigned()[row];
            double triggered = study.log().triggered()[row];
            double exposed = study.log().exposed()[row];
            double end = study.log().observedUntil()[row];
            boolean without = study.hasTriggers() && !Double.isNaN(exposed) && Double.isNaN(triggered);
            return triggered < assigned
                    || exposed < assigned
                    || exposed < triggered
                    || without
                    || triggered > end
                    || exposed > end;
        }
    },
    /** Who was shown the other arm dilutes the comparison, in one arm more than in the other. */
    SERVED(
            "served-variant",
            "Every unit must be shown its own arm. Look for caches, shared links, forced variants and fall-backs; a log that shows"
                    + " control's units the treatment cannot be repaired by leaving them out.",
            "were shown another arm than theirs") {
        @Override
        boolean isWrong(Study study, int row) {
            int served = study.served(row);
            return served != -1 && served != study.rowArm(row);
        }

        @Override
        double tolerated(TrustTolerance tolerance) {
            return tolerance.served();
        }

        @Override
        boolean counts(Study study, int row) {
            return study.served(row) != -1;
        }
    };

    private final String check;
    private final String remedy;
    private final String what;

    RowTimes(String name, String remedy, String what) {
        this.check = name;
        this.remedy = remedy;
        this.what = what;
    }

    abstract boolean isWrong(Study study, int row);

    double tolerated(TrustTolerance tolerance) {
        return tolerance.order();
    }

    boolean counts(Study study, int row) {
        return true;
    }

    @Override
    public TrustFinding check(Study study) {
        CheckCard card = new CheckCard(check, Consequence.INVALIDATES, remedy);
        long wrong = 0;
        long of = 0;
        for (int row = 0; row < study.log().size(); row++) {
            if (counts(study, row)) {
                of++;
                wrong += isWrong(study, row) ? 1 : 0;
            }
        }
        if (of == 0) {
            return card.notApplicable("No row says which arm was shown.");
        }
        double tolerated = tolerated(study.tolerance());
        return card.counted(
                "all",
                wrong,
                of,
                tolerated,
                wrong + " of " + of + " rows " + what + " (" + Figures.percent(wrong, of) + ", tolerated "
                        + Figures.percent(tolerated) + ").");
    }
}
