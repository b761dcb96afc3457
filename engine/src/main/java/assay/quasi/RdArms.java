package assay.quasi;

import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;

/** Who is treated, by the cutoff or by a column. */
final class RdArms {

    private final double[] indicator;
    private final String column;
    private final String contrast;
    private final double sign;

    private RdArms(double[] indicator, String column, String contrast, double sign) {
        this.indicator = indicator;
        this.column = column;
        this.contrast = contrast;
        this.sign = sign;
    }

    /** 1 if treated, by row. */
    double[] indicator() {
        return indicator;
    }

    /** The name of what says so. */
    String column() {
        return column;
    }

    /** The name of the comparison. */
    String contrast() {
        return contrast;
    }

    /** 1 if those above the cutoff are treated, -1 if those below. */
    double sign() {
        return sign;
    }

    static RdArms of(Sample sample, double cutoff, RdDesign design) {
        Column running = sample.columns(Role.COVARIATE).get(0);
        double[] x = running instanceof Column.Numeric numeric ? numeric.values() : new double[0];
        if (design == RdDesign.FUZZY) {
            // The treatment that was taken, whatever side was assigned.
            TwoArms taken = TwoArms.of(sample.with(Role.ASSIGNMENT));
            return new RdArms(taken.indicator(), sample.column(Role.TREATMENT).name(), taken.contrast(), 1);
        }
        if (!sample.has(Role.ASSIGNMENT) && !sample.has(Role.TREATMENT)) {
            double[] side = new double[x.length];
            for (int i = 0; i < side.length; i++) {
                side[i] = x[i] >= cutoff ? 1 : 0;
            }
            return new RdArms(side, running.name(), "1 - 0", 1);
        }
        double sign = 1;
        TwoArms arms = null;
        String name = "";
        for (Role role : new Role[] {Role.TREATMENT, Role.ASSIGNMENT}) {
            if (sample.has(role)) {
                name = sample.column(role).name();
                arms = TwoArms.of(role == Role.TREATMENT ? sample.with(Role.ASSIGNMENT) : sample);
                sign = sharp(arms.indicator(), x, cutoff, name, running.name());
            }
        }
        return arms == null
                ? new RdArms(new double[0], name, "", 1)
                : new RdArms(arms.indicator(), name, arms.contrast(), sign);
    }

    /** Which side is treated, where one is and the other is not. */
    private static double sharp(double[] treated, double[] x, double cutoff, String name, String running) {
        if (x.length == 0) {
            return 1;
        }
        int above = 0;
        int first = -1;
        int other = -1;
        int against = 0;
        for (int i = 0; i < x.length; i++) {
            above += treated[i] == 1 == (x[i] >= cutoff) ? 1 : 0;
        }
        boolean up = 2L * above >= x.length;
        for (int i = 0; i < x.length; i++) {
            if ((treated[i] == 1 == (x[i] >= cutoff)) != up) {
                against++;
                first = first < 0 ? i : first;
                other = i;
            }
        }
        if (against > 0) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Treatment '" + name + "' is not decided by the cutoff " + Panel.label(cutoff) + " of '" + running
                            + "': " + against + " of " + x.length + " rows are on the wrong side, such as row "
                            + (first + 1) + " with " + Panel.label(x[first])
                            + (other > first ? " and row " + (other + 1) + " with " + Panel.label(x[other]) : "")
                            + "; the jump of the outcome is not the effect of treatment then.",
                    "Give the --cutoff that decided, or name the treatment that was taken up for a fuzzy design.");
        }
        return up ? 1 : -1;
    }

    int treated() {
        double sum = 0;
        for (double d : indicator) {
            sum += d;
        }
        return (int) sum;
    }
}
