package assay.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/**
 * Five rows whose scores were worked out by hand in NumPy: {@code w = pi_e / pi_b}, then the mean of {@code direct + f(w) (r - q)}.
 */
class GoldenTest {

    private static final LoggedFeedback FIVE = LoggedFeedback.of(
                    new int[] {0, 1, 2, 0, 1},
                    new double[] {1, 0, 1, 1, 0},
                    new double[] {.5, .25, .25, .5, .25},
                    new double[] {.2, .5, .3, .1, .8, .1, .3, .3, .4, .6, .2, .2, .25, .25, .5})
            .withModel(new double[] {.6, .4, .5, .3, .2, .4, .5, .5, .7, .8, .3, .2, .4, .1, .6});

    private static void value(OffPolicyScore score, double expected) {
        assertThat(score.evaluate(FIVE).value()).as(score.code()).isCloseTo(expected, within(5e-10));
    }

    @Test
    void scoresAreThoseOfTheLiterature() {
        value(new DirectMethod(), .457);
        value(new Ips(), .64);
        value(new Snips(), .432432432432);
        value(new DoublyRobust(), .485);
        value(new SelfNormalisedDr(), .475918918919);
        value(new SwitchDr(1), .469);
        value(new DrOptimisticShrinkage(1), .509836730);
        assertThat(new DoublyRobust().evaluate(FIVE).stdError()).isCloseTo(.254017716, within(5e-10));
    }

    @Test
    void influenceAddsUpToNothingAndItsSpreadIsTheError() {
        for (OffPolicyScore score : OffPolicyScore.usual()) {
            OffPolicyEstimate estimate = score.evaluate(FIVE);
            double sum = 0;
            double squares = 0;
            for (double v : estimate.influence()) {
                sum += v;
                squares += v * v;
            }
            assertThat(sum).as(score.code()).isCloseTo(0, within(1e-12));
            assertThat(estimate.stdError()).as(score.code()).isCloseTo(Math.sqrt(squares / 20), within(1e-12));
        }
    }
}
