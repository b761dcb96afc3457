package assay.harness;

import assay.Arguments;
import assay.Estimand;
import assay.cate.CateFit;
import assay.certificate.ClaimSpec;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;

/**
 * Accuracy of effects by unit: the root mean squared error over the units of a sample, each predicted without itself, is below a
 * share of the spread of the true effects, where no sample counts for more than twice that share. A sample scores
 * {@code 1 - min(1, mse / (2 bound)^2)}. Where all effects are the same the unit is the effect. The claim has no slack, so that it is the
 * same at every tier.
 *
 * <p>The constructor throws {@link IllegalArgumentException} unless the bound is finite and positive.
 *
 * @param bound what the root mean squared error must be below, as a share of the standard deviation of the true effects
 */
record UnitErrorClaim(double bound) implements Claim<CateFit> {

    private static final double SCALE = 2;

    UnitErrorClaim {
        Arguments.positive("bound of the error", bound);
    }

    @Override
    public double score(CateFit result, GroundTruth truth) {
        double[] truths = Surfaces.effects(truth);
        double mean = 0;
        for (double effect : truths) {
            mean += effect / truths.length;
        }
        double spread = 0;
        double error = 0;
        for (int i = 0; i < truths.length; i++) {
            double miss = result.effects()[i] - truths[i];
            error += miss * miss;
            spread += (truths[i] - mean) * (truths[i] - mean);
        }
        double unit = Surfaces.constant(truth) ? mean * mean * truths.length : spread;
        return 1 - Math.min(1, error / (unit * SCALE * SCALE * bound * bound));
    }

    @Override
    public void check(Estimand target, GroundTruth truth) {
        double[] effects = Surfaces.effects(truth);
        if (Surfaces.constant(truth) && effects[0] == 0) {
            throw new IllegalArgumentException("nobody responds in this world, so that an error has no unit");
        }
    }

    @Override
    public Arena arena() {
        return Arena.EFFECT;
    }

    @Override
    public ClaimSpec spec(Tier tier) {
        String statement = "The root mean squared error over units is below " + bound
                + " standard deviations of the true effects (of the effect itself where it is the same for all), no sample counting "
                + "for more than twice that (mean score above %s).";
        double share = 1 / (SCALE * SCALE);
        return Specs.of("error", statement, 1 - share / 2, 1 - share, ScoreKind.BOUNDED, tier);
    }
}
