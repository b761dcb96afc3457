package assay.dgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Role;
import assay.Sample;
import assay.random.Streams;
import org.junit.jupiter.api.Test;

/** Who adopts, and what they would have done. Keys are fixed; each statistical check states its false alarm. */
class FactorPanelTest {

    private static final int DRAWS = 400;

    /** Rise of the treated above that of the others, had nobody been treated. */
    private static double rise(FactorPanel world, int replicate) {
        Streams streams = new Streams(31, replicate);
        double[] d = world.draw(streams).observed().numeric(Role.ASSIGNMENT);
        double[] y = world.twin(streams, 0).outcome();
        int periods = world.periods();
        double[] sums = new double[2];
        double[] counts = new double[2];
        for (int i = 0; i < world.size(); i++) {
            int arm = d[i * periods + periods - 1] == 1 ? 1 : 0;
            counts[arm]++;
            for (int t = 0; t < periods; t++) {
                double weight = t < world.before() ? -1.0 / world.before() : 1.0 / (periods - world.before());
                sums[arm] += weight * y[i * periods + t];
            }
        }
        return sums[1] / counts[1] - sums[0] / counts[0];
    }

    private static double meanRise(FactorPanel world) {
        double sum = 0;
        for (int r = 0; r < DRAWS; r++) {
            sum += rise(world, r) / DRAWS;
        }
        return sum;
    }

    /** The mean of 400 differences whose standard deviation is .5: 0.125 is five standard errors, a false alarm 6e-7. */
    @Test
    void trendsAreParallelOnlyWhereAdoptionIsByLot() {
        FactorPanel world = FactorPanel.standard(40);
        assertThat(meanRise(world.withAdoption(10, 0))).isCloseTo(0, within(0.125));
        assertThat(meanRise(world.withAdoption(10, 1))).isGreaterThan(0.5);
    }

    /** As above: the noise of the last period before is low for those who adopt in a dip, and comes back. */
    @Test
    void aDipPassesByItself() {
        FactorPanel world = FactorPanel.standard(40).withAdoption(10, 0);
        assertThat(meanRise(world.withDip(-3).withNoise(1, 0))).isGreaterThan(0.02);
    }

    @Test
    void theBlockIsWhatTheKnobsSay() {
        for (int treated : new int[] {1, 7, 30}) {
            FactorPanel world =
                    FactorPanel.standard(40).withAdoption(treated, 1).withPeriods(12, 9);
            Sample sample = world.draw(new Streams(5, 1)).observed();
            double[] d = sample.numeric(Role.ASSIGNMENT);
            double rows = 0;
            for (int row = 0; row < d.length; row++) {
                rows += d[row];
                assertThat(d[row] == 1 && row % 12 < 9).isFalse();
            }
            assertThat(rows).isEqualTo(3.0 * Math.min(treated, 20));
            assertThat(sample.size()).isEqualTo(480);
        }
    }

    @Test
    void knobsAreChecked() {
        assertThatThrownBy(() -> FactorPanel.standard(5)).hasMessageContaining("size");
        assertThatThrownBy(() -> FactorPanel.standard(40).withPeriods(9, 9)).hasMessageContaining("periods");
        assertThatThrownBy(() -> FactorPanel.standard(40).withNoise(0, 0)).hasMessageContaining("noise");
        assertThatThrownBy(() -> FactorPanel.standard(40).withNoise(1, 1)).hasMessageContaining("autocorrelation");
    }
}
