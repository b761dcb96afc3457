package assay.growthlab;

import org.jspecify.annotations.Nullable;

/** The comparison of outcomes adjusted for a covariate, or why there is none. It decides nothing. */
record CupedResult(
        @Nullable String reason,
        double theta,
        double control,
        double treatment,
        @Nullable Comparison comparison) {

    private static final double CONSTANT = 1e-12;

    static CupedResult disabled(String reason) {
        return new CupedResult(reason, Double.NaN, Double.NaN, Double.NaN, null);
    }

    /** Adjusts by one slope, pooled over both arms. */
    static CupedResult of(double[] y, double[] x, boolean[] treated, double alpha) {
        if (y.length < 2) {
            return disabled("cuped_disabled_insufficient_rows");
        }
        double meanX = Arm.sum(x) / x.length;
        double meanY = Arm.sum(y) / y.length;
        double varX = Arm.products(x, meanX, x, meanX) / (x.length - 1);
        if (!(varX > CONSTANT)) {
            return disabled("cuped_disabled_constant_covariate");
        }
        double theta = Arm.products(x, meanX, y, meanY) / (x.length - 1) / varX;
        double[] adjusted = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            adjusted[i] = y[i] - theta * (x[i] - meanX);
        }
        Arm control = Arm.mean(Cohort.arm(adjusted, treated, false));
        Arm treatment = Arm.mean(Cohort.arm(adjusted, treated, true));
        return new CupedResult(
                null, theta, control.estimate(), treatment.estimate(), Comparison.welch(control, treatment, alpha));
    }
}
