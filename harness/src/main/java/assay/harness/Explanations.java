package assay.harness;

import assay.certificate.ClaimRecord;
import assay.certificate.Diagnostics;
import assay.certificate.Explanation;
import assay.distribution.NormalDistribution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.util.FastMath;

/**
 * Why an interval misses more often than it says: each possible reason is measured, and the coverage that it alone would
 * give is compared with the coverage that was seen.
 *
 * <p>With z the half-width of the interval in standard errors, a bias of b standard deviations alone gives coverage
 * {@code F(z - b) - F(-z - b)}, a standard error that is r times the standard deviation {@code 2 F(z r) - 1}, F the normal
 * distribution function. The shape of the statistic (skewness and excess kurtosis) enters by the Edgeworth expansion of
 * second order. Sizes carry 99 % intervals that hold at any stopping time, by the asymptotic confidence sequence of
 * Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2024).
 */
final class Explanations {

    private static final double TUNED = 1000;
    private static final double ERROR = 0.01;

    private final Diagnostics found;
    private final Moments.Shape shape;
    private final ClaimRecord coverage;
    private final List<Explanation> all = new ArrayList<>();

    private Explanations(Diagnostics found, Moments.Shape shape, ClaimRecord coverage) {
        this.found = found;
        this.shape = shape;
        this.coverage = coverage;
    }

    /**
     * The possible reasons, those that fit first, then by how near they come.
     *
     * @param found diagnostics of the cell
     * @param shape moments of the statistic
     * @param coverage the claim of coverage
     * @param failures replicates in which the method gave no answer
     * @return empty where nothing could be measured
     */
    static List<Explanation> of(Diagnostics found, Moments.Shape shape, ClaimRecord coverage, int failures) {
        if (!(found.sd() > 0) || !(found.meanSe() > 0) || shape.count() < 2) {
            return List.of();
        }
        Explanations one = new Explanations(found, shape, coverage);
        one.bias();
        one.standardError();
        one.biasAndStandardError();
        one.shape();
        one.failures(failures);
        one.all.sort(Comparator.comparing((Explanation e) -> !e.fits())
                .thenComparingDouble(e -> Math.abs(e.predicted() - coverage.estimate())));
        return List.copyOf(one.all);
    }

    private void bias() {
        double b = found.bias() / found.sd();
        double margin = margin(found.biasMcse() / found.sd());
        double predicted = covered(shape.critical(), b, 1);
        add("bias", b, margin, predicted, "the estimate is off by %s standard deviations (%s to %s)");
    }

    private void standardError() {
        double margin = margin(found.seRatioMcse());
        double predicted = covered(shape.critical(), 0, found.seRatio());
        add(
                "standard-error",
                found.seRatio(),
                margin,
                predicted,
                "the standard error is %s of the standard deviation of the estimate (%s to %s)");
    }

    private void biasAndStandardError() {
        double b = found.bias() / found.sd();
        double predicted = covered(shape.critical(), b, found.seRatio());
        add(
                "bias-and-standard-error",
                b,
                margin(found.biasMcse() / found.sd()),
                predicted,
                "a bias of %s standard deviations (%s to %s) and the standard error together");
    }

    private void shape() {
        double z = shape.critical();
        double predicted = edgeworth(z) - edgeworth(-z);
        double mcse = FastMath.sqrt(6.0 / shape.count());
        add(
                "shape",
                shape.skewness(),
                margin(mcse),
                Math.min(1, Math.max(0, predicted)),
                "error over standard error has skewness %s (%s to %s): where the estimate is low, so is its standard "
                        + "error");
    }

    private void failures(int failures) {
        if (failures > 0) {
            double n = shape.count() + failures;
            double share = failures / n;
            double margin = margin(FastMath.sqrt(share * (1 - share) / n));
            add(
                    "failures",
                    share,
                    margin,
                    coverage.nominal() * (1 - share),
                    "no answer in a share of %s of samples (%s to %s)");
        }
    }

    private void add(String cause, double size, double margin, double predicted, String words) {
        if (Double.isNaN(predicted)) {
            return;
        }
        boolean fits = predicted >= coverage.csLow() && predicted <= coverage.csHigh();
        String sentence = String.format(Locale.ROOT, words, number(size), number(size - margin), number(size + margin))
                + String.format(
                        Locale.ROOT,
                        "; alone this gives coverage %.4f, %s the %.4f that was seen",
                        predicted,
                        fits ? "which explains" : "which does not explain",
                        coverage.estimate());
        all.add(new Explanation(cause, size, size - margin, size + margin, predicted, fits, sentence));
    }

    static double covered(double z, double bias, double ratio) {
        return NormalDistribution.survival(-z * ratio + bias) - NormalDistribution.survival(z * ratio + bias);
    }

    /** The distribution function of the statistic from its mean, standard deviation, skewness and excess kurtosis. */
    private double edgeworth(double value) {
        double x = (value - shape.mean()) / shape.sd();
        double skew = shape.skewness();
        double hermite2 = x * x - 1;
        double hermite3 = x * (x * x - 3);
        double hermite5 = x * (x * x * (x * x - 10) + 15);
        double density = FastMath.exp(-x * x / 2) / FastMath.sqrt(2 * FastMath.PI);
        return NormalDistribution.survival(-x)
                - density
                        * (skew / 6 * hermite2 + shape.excessKurtosis() / 24 * hermite3 + skew * skew / 72 * hermite5);
    }

    /** From a Monte-Carlo standard error to a margin that holds at every number of replicates at once. */
    private double margin(double mcse) {
        double n = shape.count();
        double tuned = (-2 * FastMath.log(ERROR) + FastMath.log(1 - 2 * FastMath.log(ERROR))) / TUNED;
        double grown = n * tuned + 1;
        return mcse * FastMath.sqrt(2 * grown / (n * tuned) * FastMath.log(FastMath.sqrt(grown) / ERROR));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
