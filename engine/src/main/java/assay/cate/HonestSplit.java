package assay.cate;

import assay.EstimationException;
import assay.Estimator;
import assay.Sample;
import java.util.random.RandomGenerator;

/**
 * One split of a sample for all that is asked of a learner of effects: {@link Calibration}, {@link Rate}, {@link GroupEffects} and
 * others read the same judged rows, which the surface that is judged has not seen, see {@link Validation#HONEST_SPLIT}.
 */
public final class HonestSplit {

    private HonestSplit() {}

    /**
     * Learns effects from one half of the units and predicts the other half, whose scores are learned within that half.
     *
     * @param learner learns effects
     * @param sample the sample
     * @param random the only source of randomness
     * @return the judged half
     * @throws EstimationException if a half has too few units of an arm, or the learner refuses
     */
    public static HeldOut of(Estimator<CateFit> learner, Sample sample, RandomGenerator random) {
        return Validation.HONEST_SPLIT.parts(learner, sample, random).get(0);
    }
}
