package assay.harness;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;
import assay.Fit;
import assay.Glance;
import assay.Inference;
import assay.Interval;
import assay.Role;
import assay.TwoArms;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the error of a difference in means is distributed over the assignments of a design, from many of them: what only
 * a rule that knows both outcomes of every row can know.
 */
final class AssignmentLaw {

    private final double[] errors;
    private final double median;
    private final double sd;

    AssignmentLaw(double[] errors) {
        this.errors = errors.clone();
        Arrays.sort(this.errors);
        this.median = this.errors[this.errors.length / 2];
        double squares = 0;
        for (double error : errors) {
            squares += (error - median) * (error - median);
        }
        this.sd = Math.sqrt(squares / errors.length);
    }

    /** The difference in means. */
    static double difference(double[] y, double[] treated) {
        double all = 0;
        double of = 0;
        double count = 0;
        for (int i = 0; i < y.length; i++) {
            all += y[i];
            of += treated[i] * y[i];
            count += treated[i];
        }
        return of / count - (all - of) / (y.length - count);
    }

    /** The rule that knows the law. */
    Control<Fit> oracle(Estimand estimand) {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "a difference in means that knows its own distribution over the assignments of this design",
                (draw, method, random) -> {
                    TwoArms arms = TwoArms.of(draw.observed());
                    double value = difference(draw.observed().numeric(Role.OUTCOME), arms.indicator()) - median;
                    return new Fit(
                            List.of(new Estimate(estimand, arms.contrast(), value, sd, new Known(value))),
                            Glance.of("oracle", "known", draw.observed(), arms, Map.of()),
                            List.of());
                },
                Optional.empty());
    }

    private final class Known implements Inference {
        private final double value;

        Known(double value) {
            this.value = value;
        }

        @Override
        public Interval interval(double level) {
            Arguments.probability("level", level);
            int cut = (int) Math.floor((1 - level) / 2 * errors.length);
            // Ties of a discrete distribution must not be lost to rounding.
            double slack = 1e-9 * sd;
            return new Interval(
                    value + median - errors[errors.length - 1 - cut] - slack, value + median - errors[cut] + slack);
        }

        @Override
        public double pValue(double nullValue) {
            double error = value + median - nullValue;
            double slack = 1e-9 * sd;
            double below = share(error + slack);
            double above = 1 - share(error - slack);
            return Math.min(1, 2 * Math.min(below, above));
        }
    }

    /** The share of errors at most this large. */
    private double share(double at) {
        int low = 0;
        int high = errors.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (errors[middle] <= at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low / (double) errors.length;
    }
}
