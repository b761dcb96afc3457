package assay.dgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.random.Streams;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Golden values: the closed form at the knobs of the chapter, evaluated by hand calculator to the digits printed. */
class SharedBudgetTest {

    private static final SharedBudget USERS = SharedBudget.standard(40, 300, MarketDesign.USER);

    @Test
    void truthIsThatOfTheChapter() {
        for (MarketDesign design : MarketDesign.values()) {
            GroundTruth truth = USERS.withDesign(design).draw(new Streams(1, 0)).truth();
            assertThat(truth.value(Estimand.GLOBAL_ATE)).isCloseTo(0.0780653, within(5e-8));
        }
        assertThat(USERS.level(0)).isCloseTo(0.5194, within(5e-5));
        assertThat(USERS.level(1)).isCloseTo(0.5974, within(5e-5));
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.4052", "0.3, 0.3665", "0.5, 0.3335", "0.7, 0.3051", "0.9, 0.2806"})
    void usersOfOneMarketShowAnotherNumber(double share, double expected) {
        assertThat(USERS.withinMarket(share)).isCloseTo(expected, within(5e-5));
        double sum = 0;
        double squares = 0;
        int draws = 40;
        for (int r = 0; r < draws; r++) {
            double difference =
                    difference(USERS.withShare(share).draw(new Streams(3, r)).observed());
            sum += difference;
            squares += difference * difference;
        }
        double mean = sum / draws;
        double error = Math.sqrt((squares / draws - mean * mean) / (draws - 1));
        // Five standard errors of 40 differences: a false alarm once in 80,000 runs (t with 39 degrees of freedom).
        assertThat(mean).isCloseTo(USERS.withinMarket(share), within(5 * error));
    }

    @ParameterizedTest
    @EnumSource(MarketDesign.class)
    void twinsDifferByTheTruth(MarketDesign design) {
        SharedBudget world = new SharedBudget(200, 300, 0.6, 0.62, 0.55, 0.3, 0.5, design);
        Streams streams = new Streams(5, 0);
        double[] treated = world.twin(streams, 1).outcome();
        double[] control = world.twin(streams, 0).outcome();
        double gap = mean(treated) - mean(control);
        double squares = 0;
        for (int g = 0; g < 200; g++) {
            double market = 0;
            for (int i = 0; i < 300; i++) {
                market += (treated[g * 300 + i] - control[g * 300 + i]) / 300;
            }
            squares += (market - gap) * (market - gap);
        }
        // Five standard errors over markets: 1e-6.
        assertThat(gap).isCloseTo(0.0780653, within(5 * Math.sqrt(squares / 199 / 200)));
    }

    @ParameterizedTest
    @EnumSource(MarketDesign.class)
    void withoutAnEffectNobodyResponds(MarketDesign design) {
        SharedBudget world = SharedBudget.standard(8, 20, design).withEffect(0);
        Streams streams = new Streams(7, 0);
        Draw draw = world.draw(streams);
        assertThat(draw.truth().nullHolds()).isTrue();
        assertThat(draw.observed().outcome())
                .isEqualTo(world.twin(streams, 1).outcome())
                .isEqualTo(world.twin(streams, 0).outcome());
    }

    /** A unit of the design is in one arm, and a share of the units is treated. */
    @ParameterizedTest
    @EnumSource(MarketDesign.class)
    void clustersAreWhatWasAssigned(MarketDesign design) {
        Sample sample =
                SharedBudget.standard(10, 20, design).draw(new Streams(9, 0)).observed();
        double[] cluster = sample.numeric(Role.CLUSTER);
        double[] arm = sample.numeric(Role.ASSIGNMENT);
        int clusters = switch (design) {
            case CLUSTER -> 10;
            case USER -> 200;
            case BUDGET_SPLIT -> 20;
        };
        assertThat(DoubleStream.of(cluster).distinct().count()).isEqualTo(clusters);
        double[] first = new double[200];
        Arrays.fill(first, -1);
        for (int i = 0; i < arm.length; i++) {
            int g = (int) cluster[i];
            assertThat(first[g] < 0 || first[g] == arm[i]).isTrue();
            first[g] = arm[i];
        }
        assertThat(mean(arm)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void knobsAreChecked() {
        assertThatThrownBy(() -> new SharedBudget(10, 20, 0.6, 0.9, 0.5, 0.2, 0.5, MarketDesign.USER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("capacity must be in (0, 1 / (1 + spread)]");
        assertThatThrownBy(() -> USERS.withShare(0.001))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("share must leave two users");
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
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
