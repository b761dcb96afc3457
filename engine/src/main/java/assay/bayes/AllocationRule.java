package assay.bayes;

import java.util.Arrays;
import java.util.Locale;

/** How what is known of the arms turns into probabilities of assignment. */
public enum AllocationRule {
    /** Each arm with the probability that it is the best one (Thompson, Biometrika 25, 1933). */
    THOMPSON {
        @Override
        void share(double[] best, double[] means, double parameter, double[] out) {
            System.arraycopy(best, 0, out, 0, out.length);
        }
    },
    /**
     * The best arm of a draw with probability beta, else the best arm of a later draw in which another one is best: it learns faster
     * which arm is the best one (Russo, Operations Research 68, 2020, doi:10.1287/opre.2019.1911).
     */
    TOP_TWO {
        @Override
        void share(double[] best, double[] means, double parameter, double[] out) {
            int k = out.length;
            for (int a = 0; a < k; a++) {
                out[a] = parameter * best[a];
            }
            for (int first = 0; first < k; first++) {
                double rest = 1 - best[first];
                if (rest > SURE) {
                    for (int a = 0; a < k; a++) {
                        out[a] += a == first ? 0 : (1 - parameter) * best[first] * best[a] / rest;
                    }
                } else {
                    out[runnerUp(means, first)] += (1 - parameter) * best[first];
                }
            }
        }
    },
    /** The arm with the largest mean, but with probability epsilon any arm; leaders that are tied share. */
    EPSILON_GREEDY {
        @Override
        void share(double[] best, double[] means, double parameter, double[] out) {
            double largest = Double.NEGATIVE_INFINITY;
            for (double mean : means) {
                largest = Math.max(largest, mean);
            }
            int leaders = 0;
            for (double mean : means) {
                leaders += mean == largest ? 1 : 0;
            }
            for (int a = 0; a < out.length; a++) {
                out[a] = parameter / out.length + (means[a] == largest ? (1 - parameter) / leaders : 0);
            }
        }
    },
    /** All arms alike, whatever is known. */
    UNIFORM {
        @Override
        void share(double[] best, double[] means, double parameter, double[] out) {
            Arrays.fill(out, 1.0 / out.length);
        }
    };

    /** Below this the others are never best in any number of draws that anybody makes. */
    private static final double SURE = 1e-12;

    /** Shares before the floor, from the probabilities of being best and the means. */
    abstract void share(double[] best, double[] means, double parameter, double[] out);

    private static int runnerUp(double[] means, int first) {
        int second = first == 0 ? 1 : 0;
        for (int a = 0; a < means.length; a++) {
            second = a != first && means[a] > means[second] ? a : second;
        }
        return second;
    }

    /**
     * The name in files and options.
     *
     * @return kebab case
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
