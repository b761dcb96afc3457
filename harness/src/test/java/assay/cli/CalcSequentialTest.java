package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.sequential.AnytimeNormal;
import assay.sequential.Boundaries;
import assay.sequential.GroupSequentialDesign;
import assay.sequential.SampleRatioTest;
import assay.sequential.Sides;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The calculators of peeking and of sample ratios have the numbers of the engine. */
class CalcSequentialTest {

    private static void same(double script, double engine, String what) {
        assertThat(script).as(what).isCloseTo(engine, within(1e-9 * Math.abs(engine)));
    }

    @Test
    void readingEveryLookAsIfItWereTheOnlyOne() {
        try (CalcScripts scripts = new CalcScripts()) {
            for (double alpha : new double[] {0.01, 0.05, 0.2}) {
                for (int looks : new int[] {1, 2, 3, 5, 10, 14, 37, 100}) {
                    double[] fractions = new double[looks];
                    Arrays.setAll(fractions, k -> (k + 1.0) / looks);
                    double engine = 2
                            * Boundaries.peeking(Sides.TWO_SIDED, alpha, fractions)
                                    .crossing(0)
                                    .upperTotal();
                    same(
                            scripts.number("c.peekingError(" + looks + ", " + alpha + ")"),
                            engine,
                            looks + " at " + alpha);
                }
            }
        }
    }

    @Test
    void theValueThatWouldHoldTheLevelIsPococks() {
        try (CalcScripts scripts = new CalcScripts()) {
            for (double alpha : new double[] {0.01, 0.05, 0.2}) {
                for (int looks : new int[] {1, 2, 5, 14, 30}) {
                    double engine = GroupSequentialDesign.pocock(Sides.TWO_SIDED, alpha)
                            .boundaries(looks)
                            .looks()
                            .get(0)
                            .upper();
                    same(scripts.number("c.pocock(" + looks + ", " + alpha + ")"), engine, looks + " at " + alpha);
                }
            }
        }
    }

    @Test
    void theAlwaysValidBoundIsThatOfTheEngineAndHoldsItsLevel() {
        try (CalcScripts scripts = new CalcScripts()) {
            for (double alpha : new double[] {0.01, 0.05, 0.2}) {
                double units = 5000;
                double prior = AnytimeNormal.optimalPriorUnits(units, alpha);
                for (double share : new double[] {0.001, 0.02, 0.3, 1, 4}) {
                    double engine = AnytimeNormal.radius(share * units, prior, alpha);
                    same(
                            scripts.number("c.alwaysValidBound(" + share + ", " + alpha + ")"),
                            engine,
                            share + " at " + alpha);
                }
                double before = 0;
                for (int looks : new int[] {1, 4, 16, 64}) {
                    double error = scripts.number("c.alwaysValidError(" + looks + ", " + alpha + ")");
                    assertThat(error).isGreaterThan(before).isLessThan(alpha);
                    before = error;
                }
            }
        }
    }

    @Test
    void sampleRatios() {
        long[][] counts = {
            {50, 61}, {5000, 5201}, {1_000_000, 1_004_000}, {100, 120, 90}, {7, 0, 3, 9, 4, 8}, {90_000, 10_400}
        };
        double[][] shares = {{0.5, 0.5}, {0.5, 0.5}, {0.5, 0.5}, {0.2, 0.5, 0.3}, {1, 1, 1, 1, 1, 1}, {0.9, 0.1}};
        try (CalcScripts scripts = new CalcScripts()) {
            Gson gson = new Gson();
            for (int i = 0; i < counts.length; i++) {
                double sum = Arrays.stream(shares[i]).sum();
                SampleRatioTest engine = SampleRatioTest.of(
                        counts[i], Arrays.stream(shares[i]).map(s -> s / sum).toArray());
                String args = gson.toJson(counts[i]) + ", " + gson.toJson(shares[i]);
                assertThat(scripts.json("c.srmProblems(" + args + ")").getAsJsonArray())
                        .isEmpty();
                JsonObject test = scripts.json("c.srm(" + args + ")").getAsJsonObject();
                same(test.get("statistic").getAsDouble(), engine.statistic(), "statistic " + i);
                same(test.get("p").getAsDouble(), engine.pValue(), "p " + i);
                assertThat(test.get("alarm").getAsBoolean()).isEqualTo(engine.pValue() < 0.001);
            }
            assertThat(scripts.json("c.srmProblems([1.5, -1], [0, 1])").getAsJsonArray())
                    .hasSize(3);
            assertThat(scripts.json("c.srmProblems([0, 0], [1, 1])").getAsJsonArray())
                    .hasSize(1);
        }
    }
}
