package assay.quasi;

import assay.EstimationException;
import assay.Problem;

/**
 * The cohorts of a panel whose treatment stays on once begun: units by the period in which they are first treated. Those
 * treated from the first period on are in none, as nothing is known of them untreated; those never treated are the last.
 */
public final class Cohorts {

    private final Panel panel;
    private final int[] of;
    private final int[] starts;
    private final int[] sizes;
    private final int left;

    private Cohorts(Panel panel, int[] of, int[] starts, int[] sizes, int left) {
        this.panel = panel;
        this.of = of;
        this.starts = starts;
        this.sizes = sizes;
        this.left = left;
    }

    /**
     * Reads the cohorts of a panel.
     *
     * @param panel the panel
     * @return the cohorts
     * @throws EstimationException if a unit is untreated after it was treated, or no unit changes from untreated to treated
     */
    public static Cohorts of(Panel panel) {
        int periods = panel.periods();
        int[] start = new int[panel.units()];
        int[] count = new int[periods + 1];
        for (int i = 0; i < start.length; i++) {
            start[i] = start(panel, i);
            count[start[i]]++;
        }
        int[] index = new int[periods + 1];
        index[0] = -1;
        int cohorts = 0;
        for (int g = 1; g < periods; g++) {
            index[g] = count[g] > 0 ? cohorts++ : -1;
        }
        if (cohorts == 0) {
            throw new EstimationException(
                    Problem.NO_COMPARISON_GROUP,
                    "No unit changes from untreated to treated within the panel: " + count[0]
                            + " are treated from its first period on, " + count[periods]
                            + " never; no change over time is an effect of treatment.",
                    "Add periods from before the treatment.");
        }
        index[periods] = cohorts;
        int[] starts = new int[cohorts + 1];
        int[] sizes = new int[cohorts + 1];
        for (int g = 1; g <= periods; g++) {
            if (index[g] >= 0) {
                starts[index[g]] = g;
                sizes[index[g]] = count[g];
            }
        }
        for (int i = 0; i < start.length; i++) {
            start[i] = index[start[i]];
        }
        return new Cohorts(panel, start, starts, sizes, count[0]);
    }

    private static int start(Panel panel, int unit) {
        int periods = panel.periods();
        int start = 0;
        while (start < periods && panel.treated(unit, start) == 0) {
            start++;
        }
        for (int t = start + 1; t < periods; t++) {
            if (panel.treated(unit, t) == 0) {
                throw new EstimationException(
                        Problem.NOT_ABSORBING,
                        "Unit '" + panel.unit(unit) + "' is treated in period " + Panel.label(panel.time(t - 1))
                                + " and not in period " + Panel.label(panel.time(t))
                                + "; cohorts are told by when treatment begins, so it must stay on.",
                        "Code the treatment as 1 from its first period on if its effect lasts, or use a method for"
                                + " treatments that are switched on and off.");
            }
        }
        return start;
    }

    /**
     * The panel.
     *
     * @return the panel that the cohorts are of
     */
    public Panel panel() {
        return panel;
    }

    /**
     * The number of treated cohorts, which is also the number of the cohort that is never treated.
     *
     * @return at least 1
     */
    public int count() {
        return starts.length - 1;
    }

    /**
     * The cohort of a unit.
     *
     * @param unit number of the unit
     * @return from 0 for those treated first to {@link #count()} for those never treated; -1 for those treated from the first
     *     period on
     */
    public int cohort(int unit) {
        return of[unit];
    }

    /**
     * The period in which a cohort is first treated.
     *
     * @param cohort number of the cohort
     * @return number of the period; that of periods for those never treated
     */
    public int start(int cohort) {
        return starts[cohort];
    }

    /**
     * The units of a cohort.
     *
     * @param cohort number of the cohort
     * @return at least 1; 0 or more for those never treated
     */
    public int size(int cohort) {
        return sizes[cohort];
    }

    /**
     * The units treated from the first period on, which are left out.
     *
     * @return not negative
     */
    public int leftOut() {
        return left;
    }

    /**
     * The units that are in a cohort.
     *
     * @return all but those left out
     */
    public int units() {
        return of.length - left;
    }

    /**
     * The time in which a cohort is first treated.
     *
     * @param cohort number of the cohort
     * @return such as {@code 2004}, or {@code never}
     */
    public String label(int cohort) {
        return cohort == count() ? "never" : Panel.label(panel.time(starts[cohort]));
    }
}
