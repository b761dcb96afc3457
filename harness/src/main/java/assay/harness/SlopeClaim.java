package assay.harness;

import assay.Estimand;
import assay.cate.CateFit;
import assay.certificate.ClaimSpec;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;

/**
 * Differences between predicted effects are as large as those between effects: the least-squares slope of the true effects on the
 * predicted ones, over the units of a sample, lies between two bounds. Predictions that are shrunk have a slope above 1, those that
 * follow noise one below. Where all effects are the same there are no differences, and a sample scores 1.
 *
 * <p>The constructor throws {@link IllegalArgumentException} unless {@code 0 < low < 1 < high}, or if the share is not in [0.5, 1).
 *
 * @param low lower bound of the slope
 * @param high upper bound of the slope
 * @param share nominal share of samples whose slope is within the bounds
 */
record SlopeClaim(double low, double high, double share) implements Claim<CateFit> {

    SlopeClaim {
        if (!(0 < low && low < 1 && 1 < high && high < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "bounds of a slope must be on both sides of 1, not " + low + " and " + high);
        }
        Specs.threshold(share, Tier.A);
    }

    @Override
    public double score(CateFit result, GroundTruth truth) {
        if (Surfaces.constant(truth)) {
            return 1;
        }
        double slope = slope(result.effects(), Surfaces.effects(truth));
        return slope >= low && slope <= high ? 1 : 0;
    }

    /** The slope of y on x; not a number where x does not vary. */
    static double slope(double[] x, double[] y) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < x.length; i++) {
            meanX += x[i] / x.length;
            meanY += y[i] / x.length;
        }
        double squares = 0;
        double products = 0;
        for (int i = 0; i < x.length; i++) {
            squares += (x[i] - meanX) * (x[i] - meanX);
            products += (x[i] - meanX) * (y[i] - meanY);
        }
        return products / squares;
    }

    @Override
    public void check(Estimand target, GroundTruth truth) {
        Surfaces.effects(truth);
    }

    @Override
    public Arena arena() {
        return Arena.EFFECT;
    }

    @Override
    public ClaimSpec spec(Tier tier) {
        String statement =
                "Where predicted effects differ by 1, true effects differ, on average over the units of a sample, by "
                        + low + " to " + high + " in more than %s of samples.";
        return Specs.of("slope", statement, share, ScoreKind.BERNOULLI, tier);
    }
}
