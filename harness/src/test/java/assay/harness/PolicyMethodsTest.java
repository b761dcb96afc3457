package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.Interval;
import assay.PolicyResult;
import assay.Sample;
import assay.certificate.Tier;
import assay.dgp.Draw;
import assay.dgp.EffectSurface;
import assay.dgp.Heterogeneous;
import assay.dgp.ManyActions;
import assay.dgp.PolicyTruth;
import assay.dgp.UnitTruth;
import assay.policy.PolicyComparison;
import assay.policy.PolicyGain;
import assay.policy.PolicyTreeLearner;
import assay.policy.PolicyValidation;
import assay.policy.PolicyValue;
import assay.policy.ScoreLearner;
import assay.policy.TreeSearch;
import assay.random.Philox;
import assay.random.Streams;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyMethodsTest {

    private static final double COST = 0.3;

    private static final PolicyValue VALUE = new PolicyValue(
            new PolicyTreeLearner(2, 10, TreeSearch.binned()),
            ScoreLearner.linear(),
            List.of(0.0, COST),
            PolicyValidation.HONEST_SPLIT);

    @Test
    void methodsAreRegisteredWithControls() {
        for (String name : List.of("policy-value", "policy-value-multi-arm", "policy-gain")) {
            Method<?> method = Catalog.find(name).orElseThrow();
            assertThat(method.tier()).isEqualTo(Tier.C);
            assertThat(method.cells().stream().filter(cell -> !cell.controls().isEmpty()))
                    .hasSize(2);
        }
    }

    @Test
    void theGainIsTheDifferenceOfTrueValues() {
        Draw draw = ManyActions.standard(600, 2).draw(new Streams(8, 0));
        PolicyComparison comparison =
                new PolicyGain(VALUE, PolicyGain.Reference.LAST).estimate(draw.observed(), new Philox(8, 0, 3));
        PolicyTruth truth = draw.truth().policies();
        assertThat(PolicyGainClaim.truth(comparison, draw.truth()))
                .isEqualTo(truth.value(comparison.result().policy()) - truth.value(x -> 1));
    }

    /**
     * Effects 0.5 + x0 - 0.5 x1 and a cost of 0.3: treating those for whom it pays gains 0.5531 over treating nobody. A tree of depth 2
     * comes near. The two intervals at level 0.9999 miss by chance in 2 of 10,000 keys.
     */
    @Test
    void aTreeComesNearTheBestPolicyOfASlope() {
        Heterogeneous world = Heterogeneous.of(8000, EffectSurface.LINEAR);
        assertThat(world.bestValue(COST)).isBetween(0.5530, 0.5532);
        Draw draw = world.draw(new Streams(9, 0));
        Sample sample = draw.observed();
        PolicyComparison comparison = new PolicyGain(
                        new PolicyValue(
                                PolicyTreeLearner.standard(),
                                ScoreLearner.boosted(),
                                List.of(0.0, COST),
                                PolicyValidation.HONEST_SPLIT),
                        PolicyGain.Reference.FIRST)
                .estimate(sample, new Philox(9, 0, 3));
        UnitTruth units = draw.truth().units().orElseThrow();
        double[][] columns = sample.covariates().columns();
        double gain = 0;
        for (int i = 0; i < sample.size(); i++) {
            double[] x = new double[columns.length];
            for (int j = 0; j < x.length; j++) {
                x[j] = columns[j][i];
            }
            gain += comparison.result().policy().action(x) == 1 ? units.effect()[i] - COST : 0;
        }
        gain /= sample.size();
        assertThat(gain).isBetween(0.45, 0.57);
        Interval interval = comparison.gain().inference().interval(0.9999);
        assertThat(interval.contains(gain)).isTrue();
        assertThat(interval.width()).isLessThan(0.4);
    }

    /** Over 40 draws the excess is above 3 of its standard errors; its expectation is about 9 of them, so that a miss is rarer than 1e-8. */
    @Test
    void valuesOfTheRowsThatWereLearnedFromAreTooHigh() {
        double sum = 0;
        double squares = 0;
        int draws = 40;
        for (int r = 0; r < draws; r++) {
            Draw draw = ManyActions.standard(400, 2).draw(new Streams(10, r));
            PolicyResult foil =
                    VALUE.withValidation(PolicyValidation.IN_SAMPLE).estimate(draw.observed(), new Philox(10, r, 3));
            double excess = foil.value().value() - draw.truth().policies().value(foil.policy());
            sum += excess;
            squares += excess * excess;
        }
        double mean = sum / draws;
        double error = Math.sqrt((squares / draws - mean * mean) / draws);
        assertThat(mean).isGreaterThan(3 * error);
    }
}
