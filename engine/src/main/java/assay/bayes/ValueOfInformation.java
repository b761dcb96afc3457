package assay.bayes;

import assay.Arguments;

/**
 * What further data are worth to somebody who will choose between two options, one of which has a normal advantage {@code N(mu,
 * sigma^2)} by what is known today.
 *
 * <p>Data that hold r times the information known so far move the posterior mean by a normal amount with standard deviation {@code s =
 * sigma sqrt(r / (1 + r))}; choosing after them is better than choosing now by {@code s (phi(z) - z Phi(-z))}, {@code z = |mu| / s} on
 * average (Raiffa and Schlaifer, Applied Statistical Decision Theory, 1961, chapter 5). The price of the data is not in it.
 */
public final class ValueOfInformation {

    private ValueOfInformation() {}

    /**
     * The expected value of sample information of one more round as large as all before it.
     *
     * @param mean mu, the expected advantage
     * @param stdDev sigma, its standard deviation, above 0
     * @return not negative, in units of the outcome for each unit that the choice is made for
     */
    public static double ofOneMoreRound(double mean, double stdDev) {
        return ofSample(mean, stdDev, 1);
    }

    /**
     * The expected value of sample information.
     *
     * @param mean mu, the expected advantage
     * @param stdDev sigma, its standard deviation, above 0
     * @param relativeInformation r, the information of the new data by that of the old, above 0
     * @return not negative, in units of the outcome for each unit that the choice is made for
     */
    public static double ofSample(double mean, double stdDev, double relativeInformation) {
        double r = Arguments.positive("relative information", relativeInformation);
        double s = Arguments.positive("standard deviation", stdDev) * Math.sqrt(r / (1 + r));
        return BestArm.expectedLoss(Math.abs(Arguments.finite("mean", mean)), s);
    }

    /**
     * The expected value of perfect information: the expected loss of choosing now what looks better.
     *
     * @param mean mu, the expected advantage
     * @param stdDev sigma, its standard deviation, above 0
     * @return not negative
     */
    public static double ofCertainty(double mean, double stdDev) {
        return BestArm.expectedLoss(Math.abs(Arguments.finite("mean", mean)), stdDev);
    }
}
