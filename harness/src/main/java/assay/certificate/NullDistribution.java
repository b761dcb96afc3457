package assay.certificate;

import assay.Arguments;
import assay.sequential.DirichletMultinomial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.util.FastMath;

/**
 * How p-values are distributed where there is nothing to find, added in replicate order.
 *
 * <p>Two e-processes watch them. Each reaches 1 / a with probability at most a, at any time:
 *
 * <ul>
 *   <li>validity, against every law of p-values that is stochastically at least uniform: the mean over kappa in 0.3,
 *       0.5, 0.7, 0.85 and 0.95 of {@code prod kappa p_i^(kappa - 1)} (calibrators; Vovk and Wang, E-values:
 *       calibration, combination and applications, Annals of Statistics 2021), with p clipped at 1e-16,
 *   <li>uniformity, against the uniform law, in either direction: the Dirichlet-multinomial Bayes factor of the counts
 *       of {@code floor(20 p)}, with parameters 5.
 * </ul>
 *
 * <p>Beside them stands the Kolmogorov distance {@code D = sup |F_n - u|}, and with it an upper bound of the true
 * distance, {@code D + sqrt(log(2 / 0.01) / (2 n))}, which one fixed look exceeds with probability at most 0.01
 * (Massart, Annals of Probability 1990). Not thread-safe.
 */
public final class NullDistribution {

    /** Equal bins of the unit interval. */
    public static final int BINS = 20;

    private static final double[] KAPPA = {0.3, 0.5, 0.7, 0.85, 0.95};
    private static final double SMALLEST = 1e-16;
    private static final double PARAMETER = 5;
    private static final double BOUND_ERROR = 0.01;
    private static final int FIRST_CAPACITY = 1024;

    private final int[] bins = new int[BINS];
    private final DirichletMultinomial uniformity;
    private double[] values = new double[FIRST_CAPACITY];
    private int count;
    private double logs;

    /** No p-value yet. */
    public NullDistribution() {
        double[] shares = new double[BINS];
        Arrays.fill(shares, 1.0 / BINS);
        this.uniformity = DirichletMultinomial.centred(shares, PARAMETER * BINS);
    }

    /**
     * Adds a p-value.
     *
     * @param p in [0, 1]; NaN, where a replicate has none, is passed over
     * @throws IllegalArgumentException if it is outside
     */
    public void add(double p) {
        if (Double.isNaN(p)) {
            return;
        }
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("a p-value must be in [0, 1], not " + p);
        }
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = p;
        logs += FastMath.log(Math.max(p, SMALLEST));
        int bin = Math.min(BINS - 1, (int) (BINS * p));
        bins[bin]++;
        uniformity.addOne(bin);
    }

    /**
     * P-values so far.
     *
     * @return at least 0
     */
    public int tests() {
        return count;
    }

    /**
     * The logarithm of the evidence that small p-values come too often.
     *
     * @return log E
     */
    public double logEValidity() {
        double largest = Double.NEGATIVE_INFINITY;
        for (double kappa : KAPPA) {
            largest = Math.max(largest, product(kappa));
        }
        double sum = 0;
        for (double kappa : KAPPA) {
            sum += FastMath.exp(product(kappa) - largest);
        }
        return largest + FastMath.log(sum / KAPPA.length);
    }

    private double product(double kappa) {
        return count * FastMath.log(kappa) + (kappa - 1) * logs;
    }

    /**
     * The logarithm of the evidence against the uniform distribution.
     *
     * @return log E
     */
    public double logEUniformity() {
        return uniformity.logBayesFactor();
    }

    /**
     * The largest distance between the empirical and the uniform distribution function.
     *
     * @return in [0, 1]; 1 without p-values
     */
    public double distance() {
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        double largest = count == 0 ? 1 : 0;
        for (int i = 0; i < count; i++) {
            double before = (double) i / count;
            double after = (i + 1.0) / count;
            largest = Math.max(largest, Math.max(after - sorted[i], sorted[i] - before));
        }
        return largest;
    }

    /**
     * How far an empirical distribution function may be from the true one (Dvoretzky, Kiefer, Wolfowitz, Massart).
     *
     * @param n number of independent values, at least 1
     * @param error chance of a larger distance, in (0, 1)
     * @return {@code sqrt(log(2 / error) / (2 n))}
     */
    public static double deviation(int n, double error) {
        Arguments.atLeast("n", n, 1);
        return FastMath.sqrt(FastMath.log(2 / Arguments.probability("error", error)) / (2.0 * n));
    }

    /**
     * The record, as it is stored.
     *
     * @return empty without p-values
     */
    public Optional<Distribution> distribution() {
        if (count == 0) {
            return Optional.empty();
        }
        List<Integer> counts = new ArrayList<>();
        for (int bin : bins) {
            counts.add(bin);
        }
        double ks = distance();
        double bound = Math.min(1, ks + deviation(count, BOUND_ERROR));
        return Optional.of(new Distribution(count, logEValidity(), logEUniformity(), counts, ks, bound));
    }
}
