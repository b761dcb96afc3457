package assay.multiplicity;

import assay.Arguments;
import assay.distribution.NormalDistribution;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.util.FastMath;

/**
 * Dunnett's two-sided comparison of k treatments with one control (A multiple comparison procedure for comparing several
 * treatments with a control, JASA 1955). Statistics {@code T_i} have the correlation {@code b_i b_j} that the shared control
 * gives them, {@code b_i = sqrt(n_i / (n_i + n_0))}, and
 *
 * <p>{@code P(max |T_i| > c) = E_s E_z [1 - prod_i (Phi((c s + b_i z) / r_i) - Phi((-c s + b_i z) / r_i))]},
 * {@code r_i = sqrt(1 - b_i^2)},
 *
 * <p>with z standard normal and {@code s = chi_df / sqrt(df)}. Both integrals are by the trapezoidal rule, whose error falls
 * faster than any power of the step on such integrands; the tail is integrated itself, not as one less the centre, so that small
 * p-values keep their digits. Relative error is about 1e-10.
 *
 * <p>Keeps the probability of any false rejection with normal outcomes of one variance; exactly so, not as an upper bound.
 */
public final class Dunnett {

    private static final double REACH = 6.5;
    private static final double STEP = 0.85;
    private static final double LOG_SMALL = 28;
    private static final double WIDEST = 0.14;
    private static final double SCALE_STEP = 0.7;

    private final double[] loadings;
    private final double[] residual;
    private final double degreesOfFreedom;

    private Dunnett(double[] loadings, double degreesOfFreedom) {
        this.loadings = loadings;
        this.residual = Arrays.stream(loadings)
                .map(b -> FastMath.sqrt((1 - b) * (1 + b)))
                .toArray();
        this.degreesOfFreedom = degreesOfFreedom;
    }

    /**
     * The comparison of arms of given sizes.
     *
     * @param control units in the control arm, at least 1
     * @param treated units in each other arm, at least one arm and at least 1 in each
     * @param degreesOfFreedom of the pooled variance, above 0; infinite where the variance is known
     * @return the distribution
     * @throws IllegalArgumentException if they are not
     */
    public static Dunnett ofSizes(int control, int[] treated, double degreesOfFreedom) {
        Arguments.atLeast("units in the control arm", control, 1);
        return ofLoadings(
                Arrays.stream(treated)
                        .mapToDouble(
                                n -> FastMath.sqrt(Arguments.atLeast("units in an arm", n, 1) / (n + (double) control)))
                        .toArray(),
                degreesOfFreedom);
    }

    /**
     * Statistics of any product correlation.
     *
     * @param loadings b, at least one, each in [0, 1): statistics i and j have correlation {@code b_i b_j}
     * @param degreesOfFreedom of the pooled variance, above 0; infinite where the variance is known
     * @return the distribution
     * @throws IllegalArgumentException if they are not
     */
    public static Dunnett ofLoadings(double[] loadings, double degreesOfFreedom) {
        Arguments.atLeast("the number of comparisons", loadings.length, 1);
        for (double b : loadings) {
            if (!(b >= 0 && b < 1)) {
                throw new IllegalArgumentException("a loading must be in [0, 1), not " + b);
            }
        }
        if (!(degreesOfFreedom > 0)) {
            throw new IllegalArgumentException("degrees of freedom must be above 0, not " + degreesOfFreedom);
        }
        return new Dunnett(loadings.clone(), degreesOfFreedom);
    }

    /** How the largest statistic is compared. */
    public enum Steps {
        /** Each with the largest of all: has simultaneous intervals. */
        SINGLE_STEP,
        /** Each with the largest of those that are not larger (Dunnett and Tamhane 1991): rejects at least as much. */
        STEP_DOWN
    }

    /**
     * Adjusted p-values.
     *
     * @param statistics t of each comparison, in the order of the loadings; the sign does not matter
     * @param steps single step or step down
     * @return a new array in the same order, each in [0, 1]
     * @throws IllegalArgumentException if there are not as many as loadings, or one is NaN
     */
    public double[] adjust(double[] statistics, Steps steps) {
        int k = loadings.length;
        if (statistics.length != k) {
            throw new IllegalArgumentException(statistics.length + " statistics for " + k + " comparisons");
        }
        for (double t : statistics) {
            if (Double.isNaN(t)) {
                throw new IllegalArgumentException("a statistic must be a number, not NaN");
            }
        }
        double[] adjusted = new double[k];
        if (steps == Steps.SINGLE_STEP) {
            Arrays.setAll(adjusted, i -> tail(Math.abs(statistics[i])));
            return adjusted;
        }
        int[] order = IntStream.range(0, k)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -Math.abs(statistics[i])))
                .mapToInt(Integer::intValue)
                .toArray();
        double largest = 0;
        for (int rank = 0; rank < k; rank++) {
            double[] rest =
                    Arrays.stream(order, rank, k).mapToDouble(i -> loadings[i]).toArray();
            int i = order[rank];
            largest = Math.max(largest, new Dunnett(rest, degreesOfFreedom).tail(Math.abs(statistics[i])));
            adjusted[i] = largest;
        }
        return adjusted;
    }

    /**
     * The chance under the null hypotheses that some statistic is at least as far from 0.
     *
     * @param c how far, not negative
     * @return in [0, 1]
     */
    public double tail(double c) {
        if (!(c >= 0)) {
            throw new IllegalArgumentException("the bound must be at least 0, not " + c);
        }
        if (c == 0) {
            return 1;
        }
        if (c == Double.POSITIVE_INFINITY) {
            return 0;
        }
        double tail = degreesOfFreedom == Double.POSITIVE_INFINITY ? given(c) : overScale(c);
        return Math.min(1, tail);
    }

    /**
     * The value that no statistic exceeds with a given probability, so that {@code estimate +- value * standard error} are
     * simultaneous intervals.
     *
     * @param level the probability, in (0, 1)
     * @return the two-sided equicoordinate quantile
     */
    public double quantile(double level) {
        double alpha = 1 - Arguments.probability("level", level);
        double low = 0;
        double high = 1;
        while (tail(high) > alpha) {
            low = high;
            high *= 2;
        }
        while (high - low > 1e-13 * high) {
            double middle = 0.5 * (low + high);
            if (middle == low || middle == high) {
                break;
            }
            if (tail(middle) > alpha) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }

    /** The tail where the scale is known: the integrand is even in z. */
    private double given(double c) {
        double frequency = 1;
        for (int i = 0; i < loadings.length; i++) {
            frequency += loadings[i] * loadings[i] / (residual[i] * residual[i]);
        }
        double h = STEP / FastMath.sqrt(frequency);
        int last = (int) Math.ceil((REACH + c) / h);
        double sum = 0.5 * miss(0, c);
        for (int k = 1; k <= last; k++) {
            double z = k * h;
            sum += FastMath.exp(-0.5 * z * z) * miss(z, c);
        }
        return 2 * h * sum / FastMath.sqrt(2 * Math.PI);
    }

    /** The chance that some statistic is beyond c given what they share. */
    private double miss(double z, double c) {
        double logInside = 0;
        for (int i = 0; i < loadings.length; i++) {
            double outside = NormalDistribution.survival((c - loadings[i] * z) / residual[i])
                    + NormalDistribution.survival((c + loadings[i] * z) / residual[i]);
            if (outside >= 1) {
                return 1;
            }
            logInside += FastMath.log1p(-outside);
        }
        return -FastMath.expm1(logInside);
    }

    /** The integral over {@code u = log s}, whose density is {@code 2 (df/2)^(df/2) / Gamma(df/2) exp(df (u - e^(2u) / 2))}. */
    private double overScale(double c) {
        double df = degreesOfFreedom;
        double logConstant = FastMath.log(2) + df / 2 * FastMath.log(df / 2) - Gamma.logGamma(df / 2);
        // The transform of log chi falls like exp(-pi |k| / 4) only, which few degrees of freedom show.
        double h = Math.min(WIDEST, SCALE_STEP / FastMath.sqrt(2 * df + Math.min(c * c, 60) + 4));
        double centre = Math.min(0, FastMath.log(2 / c));
        double first = centre - LOG_SMALL / df - FastMath.sqrt(LOG_SMALL / df);
        double last = FastMath.sqrt(LOG_SMALL / df);
        double sum = 0;
        for (double u = first; u <= last; u += h) {
            double s = FastMath.exp(u);
            double logDensity = logConstant + df * (u - 0.5 * s * s);
            if (logDensity > -700) {
                sum += FastMath.exp(logDensity) * given(c * s);
            }
        }
        return h * sum;
    }
}
