package assay.harness;

import assay.certificate.ClaimSpec;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import java.util.Locale;
import org.apache.commons.math3.util.FastMath;

/**
 * The rule by which claims about any kind of result get their thresholds.
 *
 * <p>The slack below a nominal value c is that of the tier at 0.95, scaled by the standard deviation of a score, {@code
 * slack = coverageSlack sqrt(c (1 - c) / (0.95 * 0.05))}, so that a valid method takes about as many replicates whatever
 * its nominal value. Thresholds are rounded to thousandths.
 */
final class Specs {

    private static final double REFERENCE = 0.95 * 0.05;
    private static final double IDENTITY = 0.999;

    private Specs() {}

    static double threshold(double nominal, Tier tier) {
        if (!(nominal >= 0.5 && nominal < 1)) {
            throw new IllegalArgumentException("a nominal rate of success must be in [0.5, 1), not " + nominal);
        }
        double slack = tier.coverageSlack() * FastMath.sqrt(nominal * (1 - nominal) / REFERENCE);
        return Math.round((nominal - slack) * 1000) / 1000.0;
    }

    /**
     * A claim with the threshold of its tier.
     *
     * @param statement the claim in words, a format in which {@code %s} stands for the threshold
     */
    static ClaimSpec of(String name, String statement, double nominal, ScoreKind kind, Tier tier) {
        return of(name, statement, nominal, threshold(nominal, tier), kind, tier);
    }

    /** A claim with a threshold of its own. */
    static ClaimSpec of(String name, String statement, double nominal, double threshold, ScoreKind kind, Tier tier) {
        return ClaimSpec.of(
                name, String.format(Locale.ROOT, statement, threshold), nominal, threshold, kind, tier.maximum());
    }

    /** A claim about what holds in every sample, rounding apart. */
    static ClaimSpec identity(String name, String statement, Tier tier) {
        return of(name, statement, IDENTITY, 0.99, ScoreKind.BERNOULLI, tier);
    }
}
