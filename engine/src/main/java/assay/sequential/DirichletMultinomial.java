package assay.sequential;

import assay.Arguments;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.util.FastMath;

/**
 * Evidence, as counts come in, that units do not fall into categories with the planned shares: the sequential test of a
 * sample-ratio mismatch (Lindon and Malek, Anytime-valid inference for multinomial count data, NeurIPS 2022).
 *
 * <p>With shares {@code p} under the null hypothesis and a Dirichlet(alpha) distribution over other shares, the Bayes
 * factor of counts {@code n_1 .. n_K} with total n,
 *
 * <p>{@code BF = [G(A) / G(A + n)] prod [G(alpha_k + n_k) / G(alpha_k)] / prod p_k^n_k}, with {@code A = sum alpha_k}
 * and G the gamma function,
 *
 * <p>is a martingale with mean 1 under the null hypothesis: the chance that it ever reaches 1 / a is at most a, and the
 * smallest 1 / BF so far is a p-value at any time. Units are independent; the order within a batch does not matter.
 *
 * <p>Planned shares may change over time, by {@link #changeShares}: each period brings a factor of its own.
 *
 * <p>Not thread-safe.
 */
public final class DirichletMultinomial {

    private static final double SUM_TOLERANCE = 1e-9;

    private double[] shares;
    private double[] alpha;
    private double total;
    private double logAlternative;
    private double logNull;
    private double logBayesFactor;
    private double largest;

    /**
     * Evidence before any count.
     *
     * @param shares planned shares, K at least 2, each in (0, 1), with sum 1
     * @param alpha parameters of the Dirichlet distribution, K of them, each above 0; large and proportional to the shares
     *     it is sharp for small mismatches, all 1 for gross ones
     * @throws IllegalArgumentException if they are not
     */
    public DirichletMultinomial(double[] shares, double[] alpha) {
        this.shares = shares(shares);
        this.alpha = alpha(alpha, shares.length);
        this.total = sum(this.alpha);
    }

    /**
     * Evidence that is centred at the planned shares.
     *
     * @param shares planned shares
     * @param concentration alpha is that many times the shares, above 0; 10,000 is a common choice
     * @return evidence before any count
     * @throws IllegalArgumentException if the shares are none
     */
    public static DirichletMultinomial centred(double[] shares, double concentration) {
        return new DirichletMultinomial(shares, scaled(shares, concentration));
    }

    /**
     * Adds a batch of units.
     *
     * @param counts units in each category, K of them, at least 0
     * @throws IllegalArgumentException if they are not
     */
    public void add(long... counts) {
        if (counts.length != shares.length) {
            throw new IllegalArgumentException(
                    "counts must be " + shares.length + " numbers, one a category, not " + counts.length);
        }
        double n = 0;
        for (long count : counts) {
            if (count < 0) {
                throw new IllegalArgumentException("a count must be at least 0, not " + count);
            }
            n += count;
        }
        double marginal = Gamma.logGamma(total) - Gamma.logGamma(total + n);
        double planned = 0;
        double arrangements = Gamma.logGamma(n + 1);
        for (int k = 0; k < counts.length; k++) {
            marginal += Gamma.logGamma(alpha[k] + counts[k]) - Gamma.logGamma(alpha[k]);
            planned += counts[k] * FastMath.log(shares[k]);
            arrangements -= Gamma.logGamma(counts[k] + 1.0);
            alpha[k] += counts[k];
        }
        total += n;
        logAlternative += marginal + arrangements;
        logNull += planned + arrangements;
        weigh(marginal - planned);
    }

    /**
     * Adds one unit.
     *
     * @param category its number, 0 to K - 1
     */
    public void addOne(int category) {
        double marginal = FastMath.log(alpha[category] / total);
        double planned = FastMath.log(shares[category]);
        alpha[category]++;
        total++;
        logAlternative += marginal;
        logNull += planned;
        weigh(marginal - planned);
    }

    private void weigh(double logFactor) {
        logBayesFactor += logFactor;
        largest = Math.max(largest, logBayesFactor);
    }

    /**
     * Starts a period with other planned shares, such as the next step of a ramp: its Bayes factor multiplies the one so
     * far, which leaves a martingale.
     *
     * @param newShares planned shares from now on, K of them
     * @param newAlpha parameters of the Dirichlet distribution over the shares from now on, K of them
     * @throws IllegalArgumentException if they are not
     */
    public void changeShares(double[] newShares, double[] newAlpha) {
        if (newShares.length != shares.length) {
            throw new IllegalArgumentException(
                    "shares must be " + shares.length + " numbers, one a category, not " + newShares.length);
        }
        shares = shares(newShares);
        alpha = alpha(newAlpha, newShares.length);
        total = sum(alpha);
    }

    /**
     * The logarithm of the Bayes factor against the planned shares.
     *
     * @return log E, any real number
     */
    public double logBayesFactor() {
        return logBayesFactor;
    }

    /**
     * The logarithm of the probability of the batches under the Dirichlet distribution.
     *
     * @return at most 0
     */
    public double logAlternative() {
        return logAlternative;
    }

    /**
     * The logarithm of the probability of the batches under the planned shares.
     *
     * @return at most 0
     */
    public double logNull() {
        return logNull;
    }

    /**
     * The p-value that is valid at any time: one over the largest Bayes factor so far.
     *
     * @return in [0, 1]
     */
    public double pValue() {
        return FastMath.exp(-largest);
    }

    static double[] shares(double[] shares) {
        Arguments.atLeast("categories", shares.length, 2);
        for (double share : shares) {
            Arguments.probability("a planned share", share);
        }
        double sum = sum(shares);
        if (Math.abs(sum - 1) > SUM_TOLERANCE) {
            throw new IllegalArgumentException("planned shares must sum to 1, not " + sum);
        }
        return shares.clone();
    }

    private static double[] alpha(double[] alpha, int categories) {
        if (alpha.length != categories) {
            throw new IllegalArgumentException(
                    "alpha must be " + categories + " numbers, one a category, not " + alpha.length);
        }
        for (double value : alpha) {
            Arguments.positive("alpha", value);
        }
        return alpha.clone();
    }

    private static double[] scaled(double[] shares, double factor) {
        double[] scaled = shares.clone();
        for (int k = 0; k < scaled.length; k++) {
            scaled[k] *= factor;
        }
        return scaled;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
