package assay.quasi;

import assay.Arguments;
import assay.Inference;
import assay.Interval;
import assay.distribution.NormalDistribution;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.util.FastMath;

/**
 * The effect where trends part after treatment by at most m times their worst change before. If that was change s and it was
 * positive, the effect is within {@code m reach change_s} of the estimate's mean: two inequalities, whose larger t statistic is
 * held to its distribution where both bind. The set is the hull of those of all changes and signs, one of which is right.
 *
 * @param parts the inequalities of each change and sign
 */
record RelativeMagnitudes(List<Part> parts) implements Inference {

    private static final int HALVINGS = 200;
    private static final int STEPS = 400;
    private static final double FAR = 9;

    RelativeMagnitudes {
        parts = List.copyOf(parts);
    }

    /** The mean of the effect is at least low and at most high, both estimated; their errors are correlated. */
    record Part(double low, double lowError, double high, double highError, double correlation) {

        /** The larger statistic against a value. */
        double statistic(double value) {
            return Math.max((low - value) / lowError, (value - high) / highError);
        }

        double pValue(double value) {
            return beyond(statistic(value), correlation);
        }

        double critical(double alpha) {
            double low0 = -FAR;
            double high0 = FAR + 31;
            for (int i = 0; i < HALVINGS && high0 - low0 > 1e-12; i++) {
                double middle = (low0 + high0) / 2;
                if (beyond(middle, correlation) > alpha) {
                    low0 = middle;
                } else {
                    high0 = middle;
                }
            }
            return high0;
        }
    }

    static RelativeMagnitudes of(HonestStudy event, double m) {
        List<Part> parts = new ArrayList<>();
        double slack = m * event.reach();
        for (int s = 0; s < event.changes(); s++) {
            for (int sign = -1; sign <= 1; sign += 2) {
                double width = slack * sign;
                double low = event.effect() - width * event.change(s);
                double high = event.effect() + width * event.change(s);
                double lowError = Math.sqrt(event.variance(1, -width, s));
                double highError = Math.sqrt(event.variance(1, width, s));
                double r = -event.covariance(1, -width, 1, width, s) / lowError / highError;
                parts.add(new Part(low, lowError, high, highError, Math.max(-1, Math.min(1, r))));
                if (m == 0) {
                    return new RelativeMagnitudes(parts);
                }
            }
        }
        return new RelativeMagnitudes(parts);
    }

    /** The chance that the larger of two standard normals with a correlation is above c. */
    static double beyond(double c, double r) {
        double tail = NormalDistribution.survival(c);
        if (r > 1 - 1e-12) {
            return tail;
        }
        if (r < -1 + 1e-12) {
            return Math.min(1, 2 * tail);
        }
        // Beyond by the first, or not by the first and by the second: Simpson over the first.
        double root = Math.sqrt((1 - r) * (1 + r));
        double from = -FAR;
        double to = Math.min(c, FAR);
        if (to <= from) {
            return Math.min(1, tail + NormalDistribution.survival(c));
        }
        double step = (to - from) / STEPS;
        double sum = 0;
        for (int i = 0; i <= STEPS; i++) {
            double z = from + i * step;
            double density = FastMath.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
            double weight = i == 0 || i == STEPS ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * density * NormalDistribution.survival((c - r * z) / root);
        }
        return Math.min(1, tail + sum * step / 3);
    }

    @Override
    public Interval interval(double level) {
        double alpha = 1 - Arguments.probability("level", level);
        double lower = Double.POSITIVE_INFINITY;
        double upper = Double.NEGATIVE_INFINITY;
        for (Part part : parts) {
            double c = part.critical(alpha);
            double from = part.low() - c * part.lowError();
            double to = part.high() + c * part.highError();
            if (from <= to) {
                lower = Math.min(lower, from);
                upper = Math.max(upper, to);
            }
        }
        return new Interval(lower, upper);
    }

    @Override
    public double pValue(double nullValue) {
        double most = 0;
        for (Part part : parts) {
            most = Math.max(most, part.pValue(nullValue));
        }
        return most;
    }
}
