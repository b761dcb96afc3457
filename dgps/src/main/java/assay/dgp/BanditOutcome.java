package assay.dgp;

import assay.random.Philox;
import org.apache.commons.math3.util.FastMath;

/** The law of outcomes of a bandit. */
public enum BanditOutcome {
    /** Normal with unit variance. */
    GAUSSIAN {
        @Override
        void noise(Philox random, double[] out) {
            random.normals(out);
        }

        @Override
        double value(double mean, double noise) {
            return mean + noise;
        }

        @Override
        double sd(double mean) {
            return 1;
        }

        @Override
        void check(double mean, double effect) {}
    },
    /** One with a probability, else zero. */
    BERNOULLI {
        @Override
        void noise(Philox random, double[] out) {
            random.uniforms(out);
        }

        @Override
        double value(double mean, double noise) {
            return noise < mean ? 1 : 0;
        }

        @Override
        double sd(double mean) {
            // Arms that never, or always, paid so far are not known to do so.
            double p = FastMath.max(0.01, FastMath.min(0.99, mean));
            return FastMath.sqrt(p * (1 - p));
        }

        @Override
        void check(double mean, double effect) {
            if (!(mean > 0 && mean < 1 && mean + effect > 0 && mean + effect < 1)) {
                throw new IllegalArgumentException(
                        "mean and mean + effect of bernoulli outcomes must be in (0, 1), not " + mean + " and "
                                + (mean + effect));
            }
        }
    };

    /** What outcomes differ by besides their arms. */
    abstract void noise(Philox random, double[] out);

    /** The outcome of a unit in an arm. */
    abstract double value(double mean, double noise);

    /** The standard deviation that the rule works with. */
    abstract double sd(double mean);

    /** Refuses means that this law cannot have. */
    abstract void check(double mean, double effect);
}
