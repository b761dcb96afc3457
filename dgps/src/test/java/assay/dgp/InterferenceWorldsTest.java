package assay.dgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.interference.RampDiagnostic;
import assay.interference.RampDrift;
import assay.random.Streams;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two-sided markets, networks and leaky clusters beyond what every world is held to, and what a ramp shows of a budget. */
class InterferenceWorldsTest {

    /** Cells of a market without noise between pairs to speak of are the knobs. */
    @Test
    void cellsOfATwoSidedMarketAreItsParts() {
        TwoSidedMarket world = new TwoSidedMarket(8, 6, 2, -0.3, 0.1, 0, 0, 0, 1e-9, 0.5);
        Draw draw = world.draw(new Streams(1, 0));
        Sample sample = draw.observed();
        double[] w = sample.numeric(Role.ASSIGNMENT);
        double[] y = sample.outcome();
        double[] buyer = new double[8];
        double[] seller = new double[6];
        for (int k = 0; k < w.length; k++) {
            buyer[k / 6] = Math.max(buyer[k / 6], w[k]);
            seller[k % 6] = Math.max(seller[k % 6], w[k]);
        }
        for (int k = 0; k < w.length; k++) {
            double expected = 2 * 1.2 * w[k] - 0.6 * buyer[k / 6] + 0.2 * seller[k % 6];
            assertThat(y[k]).isCloseTo(expected, within(1e-7));
        }
        assertThat(draw.truth().targets())
                .containsEntry("total", 2.0)
                .containsEntry("buyer spillover", -0.6)
                .containsKeys("direct", "seller spillover");
        // At a dose of 1 half of the sellers make half of the spillover.
        double[] dosed = world.withDose(1).draw(new Streams(1, 0)).observed().outcome();
        int k = 0;
        while (buyer[k / 6] == 0 || seller[k % 6] == 1) {
            k++;
        }
        assertThat(dosed[k]).isCloseTo(-0.3, within(1e-7));
    }

    @ParameterizedTest
    @EnumSource(NeighbourResponse.class)
    void peopleFeelTheirNeighbours(NeighbourResponse response) {
        NetworkSpillover world = new NetworkSpillover(60, 1, 3, 0.5, 0, response, 1e-9, 0.3, 4);
        Sample sample = world.draw(new Streams(2, 0)).observed();
        double[] t = sample.numeric(Role.ASSIGNMENT);
        assay.Column.Categorical lists = (assay.Column.Categorical) sample.column(Role.NEIGHBOURS);
        for (int i = 0; i < 60; i++) {
            String[] of = lists.levels().get(lists.codes()[i]).split(";", -1);
            assertThat(of.length).isGreaterThanOrEqualTo(2);
            double treated = 0;
            for (String k : of) {
                treated += t[Integer.parseInt(k)];
            }
            double felt = response == NeighbourResponse.ANY ? Math.min(1, treated) : treated / of.length;
            assertThat(sample.outcome()[i]).isCloseTo(1.5 * t[i] + 1.5 * felt, within(1e-7));
        }
        // The network is the seed's, whatever the draw.
        assay.Column.Categorical again = (assay.Column.Categorical)
                world.draw(new Streams(3, 5)).observed().column(Role.NEIGHBOURS);
        assertThat(again.levels()).isEqualTo(lists.levels());
    }

    /** E of the difference between clusters is (1 - 2 l) of the effect: five standard errors of 400 draws, 6e-7. */
    @Test
    void leaksTakeTwiceTheirShare() {
        LeakyClusters world = new LeakyClusters(20, 10, 1, 0.15, 0.1, 1);
        double sum = 0;
        double squares = 0;
        for (int r = 0; r < 400; r++) {
            Draw draw = world.draw(new Streams(5, r));
            double difference = difference(draw.observed());
            sum += difference;
            squares += difference * difference;
            assertThat(draw.truth().value(Estimand.GLOBAL_ATE)).isEqualTo(1);
        }
        double mean = sum / 400;
        assertThat(mean).isCloseTo(0.7, within(5 * Math.sqrt((squares / 400 - mean * mean) / 399)));
    }

    @Test
    void knobsAreChecked() {
        assertThatThrownBy(() -> new LeakyClusters(5, 1, 0, 0, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("size must be even");
        assertThatThrownBy(() -> TwoSidedMarket.standard(20).withDose(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dose");
        assertThatThrownBy(() -> new TwoSidedMarket(20, 20, 1, 0, 0, 0, 0, 0, 1, 0.01))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("share must leave two buyers");
        assertThatThrownBy(() -> NetworkSpillover.standard(5)).isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * A ramp of users in a shared budget at 10, 50 and 90 %. Without an effect the test rejects 5 % of ramps: of 400 between 2 and
     * 9 % (beyond both with probability 2e-3 for an exact test, in one of two shapes). With the effect of the chapter nearly all.
     */
    @ParameterizedTest
    @EnumSource(RampDrift.class)
    void aRampTellsInterference(RampDrift drift) {
        assertThat(rejected(drift, 0, 400)).isBetween(0.02, 0.09);
        assertThat(rejected(drift, 0.6, 60)).isGreaterThan(0.9);
    }

    private static double rejected(RampDrift drift, double effect, int ramps) {
        double[] shares = {0.1, 0.5, 0.9};
        int rejections = 0;
        for (int r = 0; r < ramps; r++) {
            List<RampDiagnostic.Phase> phases = new ArrayList<>();
            for (int k = 0; k < shares.length; k++) {
                Sample sample = SharedBudget.standard(20, 200, MarketDesign.USER)
                        .withEffect(effect)
                        .withShare(shares[k])
                        .draw(new Streams(70 + k, r))
                        .observed();
                assay.Estimate estimate = new assay.experiment.DifferenceInMeans()
                        .estimate(sample, new Streams(1, r).estimator())
                        .estimate();
                phases.add(new RampDiagnostic.Phase(shares[k], estimate.value(), estimate.stdError()));
            }
            rejections += new RampDiagnostic(drift).test(phases).rejects(0.05) ? 1 : 0;
        }
        return rejections / (double) ramps;
    }

    private static double difference(Sample sample) {
        double[] y = sample.outcome();
        double[] t = sample.numeric(Role.ASSIGNMENT);
        double[] sums = new double[2];
        double[] counts = new double[2];
        for (int i = 0; i < y.length; i++) {
            sums[(int) t[i]] += y[i];
            counts[(int) t[i]]++;
        }
        return sums[1] / counts[1] - sums[0] / counts[0];
    }
}
