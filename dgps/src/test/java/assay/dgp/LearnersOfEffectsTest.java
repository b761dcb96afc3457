package assay.dgp;

import static org.assertj.core.api.Assertions.assertThat;

import assay.Estimator;
import assay.cate.CateFit;
import assay.cate.DrLearner;
import assay.cate.RLearner;
import assay.cate.SLearner;
import assay.cate.TLearner;
import assay.cate.XLearner;
import assay.random.Streams;
import org.junit.jupiter.api.Test;

/** How near learners come to effects that are known. Bounds are far from what is seen, so that a false alarm has no real chance. */
class LearnersOfEffectsTest {

    private static double error(Estimator<CateFit> learner, EffectSurface surface, int size) {
        Draw training = Heterogeneous.of(size, surface).draw(new Streams(11, 0));
        Draw fresh = Heterogeneous.of(4000, surface).draw(new Streams(12, 0));
        CateFit fit = learner.estimate(training.observed(), new Streams(11, 0).estimator());
        int[] rows = new int[4000];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i;
        }
        double[] effects = new double[4000];
        fit.model().predict(fresh.observed().covariates().columns(), rows, effects, null);
        double[] truth = fresh.truth().units().orElseThrow().effect();
        double squares = 0;
        for (int i = 0; i < rows.length; i++) {
            squares += (effects[i] - truth[i]) * (effects[i] - truth[i]) / rows.length;
        }
        return Math.sqrt(squares);
    }

    /** The bound is what the best of four learners reaches in other software on 6,000 rows; ours are at about half of it. */
    @Test
    void aPlaneIsFound() {
        assertThat(error(DrLearner.standard(), EffectSurface.LINEAR, 6000)).isLessThan(0.21);
        assertThat(error(RLearner.standard(), EffectSurface.LINEAR, 6000)).isLessThan(0.21);
        assertThat(error(XLearner.standard(), EffectSurface.LINEAR, 6000)).isLessThan(0.21);
        assertThat(error(SLearner.standard(), EffectSurface.LINEAR, 6000)).isLessThan(0.21);
    }

    @Test
    void interactionsAreFoundByThoseThatLookForThem() {
        assertThat(error(DrLearner.standard(), EffectSurface.INTERACTION, 6000)).isLessThan(0.3);
        // One effect for all, or a plane, leaves the standard deviation of the effect, 1.
        assertThat(error(DrLearner.linear(), EffectSurface.INTERACTION, 6000)).isGreaterThan(0.8);
        assertThat(error(SLearner.linear(), EffectSurface.INTERACTION, 6000)).isGreaterThan(0.8);
    }

    /** Where nobody differs and treatment is confounded, the difference of two regressions of different error looks like effects. */
    @Test
    void arbitraryDifferencesOfArmsUnderConfounding() {
        double difference = error(TLearner.linear(), EffectSurface.NIE_WAGER_C, 6000);
        assertThat(difference).isGreaterThan(0.6);
        assertThat(error(RLearner.standard(), EffectSurface.NIE_WAGER_C, 6000)).isLessThan(difference / 2);
    }
}
