package assay.dgp;

import assay.Arguments;
import assay.distribution.NormalDistribution;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.util.FastMath;

/** The law of one variable, as a monotone function of a standard normal. */
public sealed interface Marginal {

    /**
     * The expectation.
     *
     * @return finite
     */
    double mean();

    /**
     * The standard deviation.
     *
     * @return above 0
     */
    double sd();

    /**
     * Turns standard normals into values of this law.
     *
     * @param values standard normals, replaced in place
     */
    void transform(double[] values);

    /**
     * The law in short.
     *
     * @return starts with a letter, such as {@code poisson(2)}
     */
    String label();

    private static String label(String name, double... parameters) {
        StringBuilder text = new StringBuilder(name);
        for (double parameter : parameters) {
            boolean whole = parameter == Math.rint(parameter) && Math.abs(parameter) < 1e15;
            text.append('-').append(whole ? String.format(Locale.ROOT, "%.0f", parameter) : Double.toString(parameter));
        }
        return text.toString();
    }

    /**
     * A normal law.
     *
     * @param mean expectation
     * @param sd standard deviation, above 0
     */
    record Normal(double mean, double sd) implements Marginal {
        public Normal {
            Arguments.finite("mean", mean);
            Arguments.positive("sd", sd);
        }

        @Override
        public void transform(double[] values) {
            for (int i = 0; i < values.length; i++) {
                values[i] = mean + sd * values[i];
            }
        }

        @Override
        public String label() {
            return Marginal.label("normal", mean, sd);
        }
    }

    /**
     * The exponential of a normal.
     *
     * @param location expectation of the logarithm
     * @param scale standard deviation of the logarithm, in (0, 3]
     */
    record LogNormal(double location, double scale) implements Marginal {
        public LogNormal {
            Arguments.finite("location", location);
            if (!(scale > 0 && scale <= 3)) {
                throw new IllegalArgumentException("scale must be in (0, 3], not " + scale);
            }
        }

        @Override
        public double mean() {
            return FastMath.exp(location + scale * scale / 2);
        }

        @Override
        public double sd() {
            return mean() * FastMath.sqrt(FastMath.expm1(scale * scale));
        }

        @Override
        public void transform(double[] values) {
            for (int i = 0; i < values.length; i++) {
                values[i] = FastMath.exp(location + scale * values[i]);
            }
        }

        @Override
        public String label() {
            return Marginal.label("log-normal", location, scale);
        }
    }

    /**
     * A coin.
     *
     * @param share probability of 1, in (0, 1)
     */
    record Bernoulli(double share) implements Marginal {
        public Bernoulli {
            Arguments.probability("share", share);
        }

        @Override
        public double mean() {
            return share;
        }

        @Override
        public double sd() {
            return FastMath.sqrt(share * (1 - share));
        }

        @Override
        public void transform(double[] values) {
            double threshold = -NormalDistribution.quantile(share);
            for (int i = 0; i < values.length; i++) {
                values[i] = values[i] > threshold ? 1 : 0;
            }
        }

        @Override
        public String label() {
            return Marginal.label("bernoulli", share);
        }
    }

    /**
     * A count.
     *
     * @param rate expectation, in (0, 100]
     */
    record Poisson(double rate) implements Marginal {
        public Poisson {
            if (!(rate > 0 && rate <= 100)) {
                throw new IllegalArgumentException("rate must be in (0, 100], not " + rate);
            }
        }

        @Override
        public double mean() {
            return rate;
        }

        @Override
        public double sd() {
            return FastMath.sqrt(rate);
        }

        @Override
        public void transform(double[] values) {
            double[] thresholds = thresholds();
            for (int i = 0; i < values.length; i++) {
                int at = Arrays.binarySearch(thresholds, values[i]);
                values[i] = at < 0 ? -at - 1 : at;
            }
        }

        /** Below the k-th of these normals the count is at most k; the last lies beyond all that are drawn. */
        private double[] thresholds() {
            int most = (int) (rate + 12 * FastMath.sqrt(rate) + 25);
            double[] probability = new double[most + 1];
            probability[0] = FastMath.exp(-rate);
            for (int k = 1; k <= most; k++) {
                probability[k] = probability[k - 1] * rate / k;
            }
            double[] thresholds = new double[most];
            double above = 0;
            for (int k = most - 1; k >= 0; k--) {
                above += probability[k + 1];
                thresholds[k] = -NormalDistribution.quantile(FastMath.min(above, 1 - 0x1.0p-53));
            }
            double below = 0;
            for (int k = 0; k < most && below + probability[k] < 0.5; k++) {
                below += probability[k];
                thresholds[k] = NormalDistribution.quantile(below);
            }
            return thresholds;
        }

        @Override
        public String label() {
            return Marginal.label("poisson", rate);
        }
    }
}
