package assay.growthlab;

import assay.data.DataException;
import assay.data.DataProblem;
import java.util.stream.IntStream;

/** A metric compared between the arms. */
record MetricResult(
        MetricConfig metric,
        View view,
        int total,
        int mature,
        int analysed,
        Arm control,
        Arm treatment,
        Comparison comparison,
        CupedResult cuped,
        double threshold,
        boolean relevant,
        boolean evaluable,
        double detectable,
        double alpha,
        double power) {

    /**
     * Compares a metric between the arms.
     *
     * @throws DataException if nobody is left or an arm is empty, or a column of a ratio is absent
     */
    static MetricResult of(Frame all, MetricConfig metric, View view, double alpha, double power) {
        return metric.isRatio() ? ratio(all, metric, view, alpha, power) : mean(all, metric, view, alpha, power);
    }

    private static MetricResult mean(Frame all, MetricConfig metric, View view, double alpha, double power) {
        Cohort cohort = Cohort.of(all, metric, view);
        double[] y = Transform.of(metric, cohort.frame().numbers(String.valueOf(metric.column())));
        String name = metric.covariate();
        boolean adjusting = name != null && cohort.frame().has(name);
        double[] x = Transform.of(metric, adjusting ? cohort.frame().numbers(String.valueOf(name)) : new double[0]);
        int[] kept = IntStream.range(0, y.length)
                .filter(i -> !Double.isNaN(y[i]) && !(adjusting && Double.isNaN(x[i])))
                .toArray();
        double[] outcome = IntStream.of(kept).mapToDouble(i -> y[i]).toArray();
        boolean[] treated = cohort.treated(kept);
        Arm control = Arm.mean(Cohort.arm(outcome, treated, false));
        Arm treatment = Arm.mean(Cohort.arm(outcome, treated, true));
        requireBoth(metric, control, treatment);
        CupedResult cuped = adjusting
                ? CupedResult.of(
                        outcome, IntStream.of(kept).mapToDouble(i -> x[i]).toArray(), treated, alpha)
                : CupedResult.disabled("cuped_disabled_missing_covariate:" + (name == null ? "None" : name));
        Comparison comparison = Comparison.welch(control, treatment, alpha);
        return of(cohort, metric, view, control, treatment, comparison, cuped, alpha, power);
    }

    private static MetricResult ratio(Frame all, MetricConfig metric, View view, double alpha, double power) {
        String above = String.valueOf(metric.numerator());
        String below = String.valueOf(metric.denominator());
        for (String column : new String[] {above, below}) {
            all.requiredNumbers("fact_user_outcomes joined to dim_users", column);
        }
        Cohort cohort = Cohort.of(all, metric, view);
        double[] x = Transform.of(metric, cohort.frame().numbers(above));
        double[] y = Transform.of(metric, cohort.frame().numbers(below));
        int[] kept = IntStream.range(0, x.length)
                .filter(i -> Double.isFinite(x[i]) && Double.isFinite(y[i]))
                .toArray();
        boolean[] treated = cohort.treated(kept);
        double[] keptX = IntStream.of(kept).mapToDouble(i -> x[i]).toArray();
        double[] keptY = IntStream.of(kept).mapToDouble(i -> y[i]).toArray();
        Arm control = Arm.ratio(Cohort.arm(keptX, treated, false), Cohort.arm(keptY, treated, false));
        Arm treatment = Arm.ratio(Cohort.arm(keptX, treated, true), Cohort.arm(keptY, treated, true));
        requireBoth(metric, control, treatment);
        CupedResult cuped = CupedResult.disabled("cuped_disabled_not_supported_for_ratio_metrics");
        Comparison comparison = Comparison.ratios(control, treatment, alpha);
        return of(cohort, metric, view, control, treatment, comparison, cuped, alpha, power);
    }

    private static MetricResult of(
            Cohort cohort,
            MetricConfig metric,
            View view,
            Arm control,
            Arm treatment,
            Comparison comparison,
            CupedResult cuped,
            double alpha,
            double power) {
        boolean relative = metric.practicalScale() == MetricConfig.Scale.RELATIVE;
        double threshold = relative ? Math.abs(control.estimate()) * metric.practical() : metric.practical();
        double detectable =
                (Probability.normalQuantile(1 - alpha / 2) + Probability.normalQuantile(power)) * comparison.stdError();
        return new MetricResult(
                metric,
                view,
                cohort.total(),
                cohort.mature(),
                control.n() + treatment.n(),
                control,
                treatment,
                comparison,
                cuped,
                threshold,
                metric.direction().favourable(comparison.effect()) >= threshold,
                threshold >= detectable,
                detectable,
                alpha,
                power);
    }

    private static void requireBoth(MetricConfig metric, Arm control, Arm treatment) {
        if (control.n() == 0 || treatment.n() == 0) {
            throw new DataException(
                    DataProblem.FILE_EMPTY,
                    "Metric " + metric.name() + " cannot be compared: " + control.n() + " rows of control and "
                            + treatment.n()
                            + " of treatment are left. The rules of GrowthLab know the labels control and"
                            + " treatment only.");
        }
    }

    /** How complete the measurement is. */
    String status() {
        if (mature <= 0) {
            return "immature";
        }
        return mature < total ? "interim" : "final";
    }

    double relativeLift() {
        return control.estimate() == 0 ? Double.NaN : comparison.effect() / control.estimate();
    }
}
