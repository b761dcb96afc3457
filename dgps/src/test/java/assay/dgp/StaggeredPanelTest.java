package assay.dgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.random.Streams;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StaggeredPanelTest {

    static Stream<StaggeredPanel> worlds() {
        return Stream.of(
                StaggeredPanel.homogeneous(20_000),
                StaggeredPanel.heterogeneous(20_000),
                StaggeredPanel.heterogeneous(20_000).withDrift(0.1),
                new StaggeredPanel(20_000, 3, -2, 0, 1, 0.3, 0, 0),
                new StaggeredPanel(20_000, 9, 2, 1.5, -1, -0.1, 0.2, 0));
    }

    /** Python, numpy's hermegauss(120): 1.8861074071468824. */
    @Test
    void theNaiveAnswerIsKnown() {
        assertThat(StaggeredPanel.homogeneous(100).lastPeriodDifference()).isCloseTo(1.8861074071468824, within(1e-10));
        assertThat(StaggeredPanel.homogeneous(100).withEffect(0).lastPeriodDifference())
                .isCloseTo(0.8861074071468824, within(1e-10));
    }

    /** Five standard errors of a difference of two means of independent units are missed with probability 6e-7. */
    @ParameterizedTest
    @MethodSource("worlds")
    void aLargeDrawShowsTheNaiveAnswer(StaggeredPanel world) {
        Sample sample = world.draw(new Streams(21, 0)).observed();
        double[] y = sample.outcome();
        double[] d = sample.numeric(Role.TREATMENT);
        double[][] sums = new double[2][3];
        for (int row = world.periods() - 1; row < y.length; row += world.periods()) {
            double[] sum = sums[(int) d[row]];
            sum[0]++;
            sum[1] += y[row];
            sum[2] += y[row] * y[row];
        }
        double variance = 0;
        for (double[] sum : sums) {
            double mean = sum[1] / sum[0];
            variance += (sum[2] / sum[0] - mean * mean) / sum[0];
        }
        assertThat(sums[1][1] / sums[1][0] - sums[0][1] / sums[0][0])
                .isCloseTo(world.lastPeriodDifference(), within(5 * Math.sqrt(variance)));
    }

    /**
     * The difference of the twins is the effect on a unit of its cohort in a period, and its mean over treated unit-periods
     * the average effect, within five standard errors of a ratio of sums over units (6e-7).
     */
    @ParameterizedTest
    @MethodSource("worlds")
    void twinsShowTheEffects(StaggeredPanel world) {
        Streams streams = new Streams(22, 0);
        Draw draw = world.draw(streams);
        Sample all = world.twin(streams, 1);
        Sample none = world.twin(streams, 0);
        double[] d = all.numeric(Role.TREATMENT);
        double[] seen = draw.observed().numeric(Role.TREATMENT);
        double[] y1 = all.outcome();
        double[] y0 = none.outcome();
        int periods = world.periods();
        double truth = draw.truth().value(Estimand.ATT);
        double rows = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < world.size(); i++) {
            int g = periods + 1;
            double rest = 0;
            for (int t = periods; t >= 1; t--) {
                int row = i * periods + t - 1;
                g = d[row] == 1 ? t : g;
            }
            for (int t = 1; t <= periods; t++) {
                int row = i * periods + t - 1;
                double effect = y1[row] - y0[row];
                assertThat(effect).isCloseTo(t >= g ? world.att(g, t) : 0, within(1e-12));
                assertThat(draw.observed().outcome()[row]).isEqualTo(seen[row] == 1 ? y1[row] : y0[row]);
                if (t >= g) {
                    assertThat(draw.truth().targets().get("g=" + g + ",t=" + t)).isEqualTo(world.att(g, t));
                    rows++;
                    rest += effect - truth;
                }
            }
            sum += rest;
            squares += rest * rest;
        }
        assertThat(sum / rows).isCloseTo(0, within(5 * Math.sqrt(squares) / rows + 1e-12));
        assertThat(none.numeric(Role.TREATMENT)).containsOnly(0.0);
    }

    /** Over cohorts as likely each and all their treated periods, the mean effect is the knob. */
    @ParameterizedTest
    @MethodSource("worlds")
    void theAverageEffectIsTheKnob(StaggeredPanel world) {
        double[] effects = world.draw(new Streams(1, 0)).truth().targets().values().stream()
                .mapToDouble(v -> v)
                .toArray();
        assertThat(java.util.Arrays.stream(effects).average().orElseThrow()).isCloseTo(world.effect(), within(1e-14));
        assertThat(world.withEffect(0).draw(new Streams(1, 0)).truth().nullHolds())
                .isTrue();
        Streams streams = new Streams(2, 0);
        assertThat(world.withEffect(0).twin(streams, 1).outcome())
                .isEqualTo(world.withEffect(0).twin(streams, 0).outcome());
    }

    @Test
    void rowsAreSortedAndShowNoTruth() {
        StaggeredPanel world = StaggeredPanel.heterogeneous(10);
        Sample sample = world.draw(new Streams(3, 0)).observed();
        assertThat(sample.size()).isEqualTo(60);
        assertThat(sample.numeric(Role.UNIT)).isSorted();
        assertThat(sample.numeric(Role.TIME)).startsWith(1, 2, 3, 4, 5, 6, 1);
        assertThat(sample.columns(Role.COVARIATE)).extracting(Column::name).containsExactly("x1", "x2", "x3", "x4");
        assertThat(world.card().knobs()).hasSize(8);
        assertThat(world.withSize(20).size()).isEqualTo(20);
        assertThatThrownBy(() -> new StaggeredPanel(7, 6, 1, 0, 0, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> world.withDrift(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
