package assay.linear;

import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;

/** Tail probabilities of the F and chi-squared distributions. */
final class Tails {

    private Tails() {}

    /** P(F above x). */
    static double survival(double x, double numerator, double denominator) {
        if (!(x > 0)) {
            return 1;
        }
        return Beta.regularizedBeta(denominator / (denominator + numerator * x), denominator / 2, numerator / 2);
    }

    /** P(chi-squared above x). */
    static double chiSquared(double x, double df) {
        return x > 0 ? Gamma.regularizedGammaQ(df / 2, x / 2) : 1;
    }

    /** The value with the given probability above it. */
    static double upper(double probability, double numerator, double denominator) {
        double high = 1;
        while (survival(high, numerator, denominator) > probability) {
            high *= 2;
        }
        double low = 0;
        while (true) {
            double middle = (low + high) / 2;
            if (!(middle > low && middle < high)) {
                return middle;
            }
            if (survival(middle, numerator, denominator) > probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }
}
