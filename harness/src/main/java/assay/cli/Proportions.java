package assay.cli;

import assay.Interval;
import assay.Normal;
import assay.distribution.NormalDistribution;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.util.FastMath;

/**
 * Two shares compared: x1 of n1 in control and x2 of n2 in treatment.
 *
 * @param usersBefore users of control
 * @param conversionsBefore conversions of control
 * @param usersAfter users of the treatment
 * @param conversionsAfter conversions of the treatment
 */
record Proportions(long usersBefore, long conversionsBefore, long usersAfter, long conversionsAfter) {

    /** Expected counts from which on the normal approximation is used for the decision. */
    private static final double ENOUGH = 5;

    /** Tables as likely as the observed one but for rounding. */
    private static final double ROUNDING = 1e-7;

    double before() {
        return (double) conversionsBefore / usersBefore;
    }

    double after() {
        return (double) conversionsAfter / usersAfter;
    }

    double lift() {
        return after() - before();
    }

    double relativeLift() {
        return conversionsBefore == 0 ? Double.NaN : lift() / before();
    }

    double pooled() {
        return (double) (conversionsBefore + conversionsAfter) / (usersBefore + usersAfter);
    }

    double pooledError() {
        return Math.sqrt(pooled() * (1 - pooled()) * (1.0 / usersBefore + 1.0 / usersAfter));
    }

    double unpooledError() {
        return Math.sqrt(before() * (1 - before()) / usersBefore + after() * (1 - after()) / usersAfter);
    }

    /** Of the pooled test; 0 where there is nothing to tell apart. */
    double z() {
        return pooledError() > 0 ? lift() / pooledError() : 0;
    }

    double p() {
        return Math.min(1, 2 * NormalDistribution.survival(Math.abs(z())));
    }

    /** The interval of the difference by the unpooled standard error (Wald); a point where nobody differs. */
    Interval interval(double level) {
        return unpooledError() > 0 ? new Normal(lift(), unpooledError()).interval(level) : new Interval(lift(), lift());
    }

    /** The interval of the relative lift by the logarithm of the risk ratio (Katz); without bounds where a count is 0. */
    Interval relativeInterval(double level) {
        if (conversionsBefore == 0 || conversionsAfter == 0) {
            return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double variance = (1 - after()) / conversionsAfter + (1 - before()) / conversionsBefore;
        double log = FastMath.log(after() / before());
        if (!(variance > 0)) {
            return new Interval(relativeLift(), relativeLift());
        }
        Interval ratio = new Normal(log, Math.sqrt(variance)).interval(level);
        return new Interval(FastMath.expm1(ratio.lower()), FastMath.expm1(ratio.upper()));
    }

    /** P-value of the chi-squared test with Yates's correction. */
    double yates() {
        double least = Math.min(Math.abs(lift()), (1.0 / usersBefore + 1.0 / usersAfter) / 2);
        double z = pooledError() > 0 ? (Math.abs(lift()) - least) / pooledError() : 0;
        return Math.min(1, 2 * NormalDistribution.survival(z));
    }

    /** P-value of Fisher's exact test: the mass of all tables that are at most as likely as this one. */
    double fisher() {
        long converted = conversionsBefore + conversionsAfter;
        long low = Math.max(0, converted - usersAfter);
        long high = Math.min(converted, usersBefore);
        double limit = logMass(conversionsBefore) + ROUNDING;
        double sum = 0;
        for (long k = low; k <= high; k++) {
            double mass = logMass(k);
            sum += mass <= limit ? FastMath.exp(mass) : 0;
        }
        return Math.min(1, sum);
    }

    private double logMass(long k) {
        long converted = conversionsBefore + conversionsAfter;
        return logChoose(usersBefore, k)
                + logChoose(usersAfter, converted - k)
                - logChoose(usersBefore + usersAfter, converted);
    }

    private static double logChoose(long n, long k) {
        return Gamma.logGamma(n + 1.0) - Gamma.logGamma(k + 1.0) - Gamma.logGamma(n - k + 1.0);
    }

    /** Whether the normal approximation can be leaned on: all expected counts are 5 or more. */
    boolean isLarge() {
        double least = Math.min(pooled(), 1 - pooled()) * Math.min(usersBefore, usersAfter);
        return least >= ENOUGH;
    }

    /** The p-value that decides: of the z test where counts are large enough, of Fisher's test otherwise. */
    double decisive() {
        return isLarge() ? p() : fisher();
    }

    /** The lift that would be found with a power, at the rate of control. */
    double detectable(double alpha, double power) {
        double rate = conversionsBefore == 0 ? pooled() : before();
        double error = Math.sqrt(rate * (1 - rate) * (1.0 / usersBefore + 1.0 / usersAfter));
        return (NormalDistribution.quantile(1 - alpha / 2) + NormalDistribution.quantile(power)) * error;
    }
}
