package assay.growthlab;

/** An effect with its standard error, interval and p-value; NaN where it cannot be had. */
record Comparison(double effect, double stdError, double lower, double upper, double p) {

    /** Inference by Student's t where degrees of freedom are usable, otherwise by the normal distribution. */
    static Comparison of(double effect, double stdError, double df, double alpha) {
        boolean usable = df > 0 && Double.isFinite(df) && stdError > 0 && Double.isFinite(stdError);
        double quantile =
                usable ? Probability.studentQuantile(1 - alpha / 2, df) : Probability.normalQuantile(1 - alpha / 2);
        double p;
        if (stdError == 0) {
            p = 1;
        } else if (usable) {
            p = Probability.student(effect / stdError, df);
        } else {
            p = Probability.normal(effect / stdError);
        }
        return new Comparison(effect, stdError, effect - quantile * stdError, effect + quantile * stdError, p);
    }

    /** The t test of Welch. */
    static Comparison welch(Arm control, Arm treatment, double alpha) {
        double a = control.variance() / control.n();
        double b = treatment.variance() / treatment.n();
        double df = (a + b) * (a + b) / (a * a / (control.n() - 1) + b * b / (treatment.n() - 1));
        return of(treatment.estimate() - control.estimate(), Math.sqrt(a + b), df, alpha);
    }

    /** The normal test of two ratios, whose variances are those of the estimates. */
    static Comparison ratios(Arm control, Arm treatment, double alpha) {
        double stdError = Math.sqrt(control.variance() + treatment.variance());
        return of(treatment.estimate() - control.estimate(), stdError, Double.NaN, alpha);
    }

    /** Two-sided p of an effect against the effect in all; NaN where a standard error is 0 or missing. */
    double interaction(Comparison all) {
        if (!(stdError > 0) || !(all.stdError > 0)) {
            return Double.NaN;
        }
        return Probability.normal((effect - all.effect) / Math.sqrt(stdError * stdError + all.stdError * all.stdError));
    }

    /** Whether the interval lies on the good side of a value. */
    boolean excludes(double value, Direction direction) {
        return direction.unfavourableEnd(lower, upper) > value;
    }
}
