package assay.dgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.Role;
import assay.Sample;
import assay.random.Streams;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManyActionsTest {

    private static final int ROWS = 200_000;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void constantActionsAreWorthTheAverageEffectLessTheCost(int arms) {
        PolicyTruth policies = ManyActions.standard(100, arms)
                .withEffect(0.7)
                .draw(new Streams(5, 0))
                .truth()
                .policies();
        double none = policies.value(x -> 0);
        // All covariates but the third have mean 0, and x1 and x2 are independent.
        assertThat(none).isCloseTo(0, within(1e-12));
        for (int a = 1; a < arms; a++) {
            int action = a;
            assertThat(policies.value(x -> action)).isCloseTo(0.7 - 0.3, within(1e-12));
        }
        assertThat(policies.best()).isGreaterThan(0.4);
        assertThat(policies.regret(x -> 0)).isCloseTo(policies.best(), within(1e-12));
    }

    /** Five standard errors: a false alarm has probability 6e-7. */
    @Test
    void valuesAreThoseOfWeightedOutcomes() {
        ManyActions world = ManyActions.standard(ROWS, 3);
        Draw draw = world.draw(new Streams(6, 0));
        Sample sample = draw.observed();
        List<Column> e = sample.columns(Role.PROPENSITY);
        double[][] x = sample.covariates().columns();
        double[] t = sample.numeric(Role.ASSIGNMENT);
        double[] y = sample.outcome();
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < ROWS; i++) {
            int action = x[0][i] > 0 ? 1 : x[1][i] > 0.25 ? 2 : 0;
            double p = ((Column.Numeric) e.get(action)).values()[i];
            double score = (t[i] == action ? y[i] / p : 0) - (action == 0 ? 0 : 0.3);
            sum += score;
            squares += score * score;
        }
        double mean = sum / ROWS;
        double error = Math.sqrt((squares / ROWS - mean * mean) / ROWS);
        double truth = draw.truth().policies().value(u -> u[0] > 0 ? 1 : u[1] > 0.25 ? 2 : 0);
        assertThat(mean).isCloseTo(truth, within(5 * error));
    }

    @Test
    void recordsProbabilitiesOrNot() {
        ManyActions world = ManyActions.standard(50, 3);
        List<Column> e = world.draw(new Streams(7, 0)).observed().columns(Role.PROPENSITY);
        assertThat(e).hasSize(3);
        for (int i = 0; i < 50; i++) {
            double sum = 0;
            for (Column column : e) {
                sum += ((Column.Numeric) column).values()[i];
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
        }
        Sample unrecorded = world.withConfounding(2, ManyActions.Log.UNRECORDED)
                .draw(new Streams(7, 0))
                .observed();
        assertThat(unrecorded.has(Role.PROPENSITY)).isFalse();
        assertThat(ManyActions.standard(50, 2)
                        .draw(new Streams(7, 0))
                        .observed()
                        .columns(Role.PROPENSITY))
                .hasSize(1);
    }

    @Test
    void refusesKnobsOutOfRange() {
        assertThatThrownBy(() -> ManyActions.standard(50, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ManyActions(50, 2, 0.3, -1, 1, 0, ManyActions.Log.RECORDED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ManyActions.standard(50, 2)
                        .draw(new Streams(1, 0))
                        .truth()
                        .policies()
                        .value(x -> 2))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
