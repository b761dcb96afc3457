package assay.dgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.Role;
import assay.Sample;
import assay.random.Streams;
import org.junit.jupiter.api.Test;

class LoggedActionsTest {

    private static final LoggedActions LARGE = LoggedActions.standard(40_000);

    private static double[] propensity(Sample sample, int action) {
        return ((Column.Numeric) sample.columns(Role.PROPENSITY).get(action)).values();
    }

    /** Shares of actions are the mean propensities, within five binomial standard errors: a false alarm in 6e-7 each. */
    @Test
    void actionsAreDrawnByTheirPropensities() {
        Sample sample = LARGE.draw(new Streams(4, 0)).observed();
        double[] action = sample.numeric(Role.ASSIGNMENT);
        for (int a = 0; a < 3; a++) {
            double expected = 0;
            double seen = 0;
            double[] p = propensity(sample, a);
            for (int i = 0; i < action.length; i++) {
                assertThat(p[i]).isBetween(0.05, 0.9);
                expected += p[i] / action.length;
                seen += action[i] == a ? 1.0 / action.length : 0;
            }
            assertThat(seen).isCloseTo(expected, within(5 * 0.5 / Math.sqrt(action.length)));
        }
    }

    @Test
    void propensitiesSumToOne() {
        Sample sample = new LoggedActions(100, 4, 0.1, 5, 0.02, 0, RewardLaw.NORMAL)
                .draw(new Streams(4, 1))
                .observed();
        for (int i = 0; i < 100; i++) {
            double sum = 0;
            for (int a = 0; a < 4; a++) {
                sum += propensity(sample, a)[i];
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
        }
    }

    /** The best policy of three actions follows the sign of the first context: .4 + .15 (1 + E|x1|). */
    @Test
    void theBestPolicyIsKnown() {
        PolicyTruth truth = LARGE.draw(new Streams(4, 0)).truth().policies();
        assertThat(truth.best()).isCloseTo(0.4 + 0.15 * 1.5, within(1e-5));
        assertThat(truth.value(x -> x[0] > 0 ? 1 : 2)).isCloseTo(truth.best(), within(1e-12));
        assertThat(truth.value(x -> 0)).isCloseTo(0.4, within(1e-5));
    }

    @Test
    void knobsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new LoggedActions(100, 3, 0.15, 2, 0.34, 0, RewardLaw.BERNOULLI))
                .hasMessageContaining("floor");
        assertThatThrownBy(() -> new LoggedActions(100, 3, 0.15, -1, 0, 0, RewardLaw.BERNOULLI))
                .hasMessageContaining("sharpness");
        assertThatThrownBy(() -> new LoggedActions(100, 3, 0.5, 1, 0, 0, RewardLaw.BERNOULLI))
                .hasMessageContaining("[0, 1]");
        assertThat(new LoggedActions(100, 3, 0.5, 1, 0, 0, RewardLaw.NORMAL)
                        .withSize(50)
                        .size())
                .isEqualTo(50);
        assertThatThrownBy(() -> new LoggedActions(100, 1, 0.1, 1, 0, 0, RewardLaw.NORMAL))
                .hasMessageContaining("actions");
        assertThatThrownBy(() -> new LoggedActions(9, 2, 0.1, 1, 0, 0, RewardLaw.NORMAL))
                .hasMessageContaining("size");
    }
}
