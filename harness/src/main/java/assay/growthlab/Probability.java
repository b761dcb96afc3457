package assay.growthlab;

import assay.distribution.NormalDistribution;
import assay.distribution.StudentDistribution;

/** P-values as that engine computes them: twice one minus the distribution function, in double precision. */
final class Probability {

    private Probability() {}

    /** Two-sided p of a normal statistic; exactly 0 from about 8.3 on. */
    static double normal(double z) {
        return twice(NormalDistribution.survival(Math.abs(z)));
    }

    /** Two-sided p of a t statistic; exactly 0 in the far tail. */
    static double student(double t, double df) {
        return twice(StudentDistribution.twoSided(t, df) / 2);
    }

    private static double twice(double survival) {
        double below = 1 - survival;
        return 2 * (1 - below);
    }

    static double normalQuantile(double p) {
        return NormalDistribution.quantile(p);
    }

    static double studentQuantile(double p, double df) {
        return StudentDistribution.quantile(p, df);
    }
}
