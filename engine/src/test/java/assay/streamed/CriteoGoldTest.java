package assay.streamed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Estimate;
import assay.Gold;
import assay.sequential.SampleRatioTest;
import assay.streamed.TwoArmStatistics.Adjusted;
import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** gold/criteo_counts.json: effects and standard errors of 13,979,592 rows follow from their published counts. */
class CriteoGoldTest {

    private enum Path {
        /** From counts of equal rows. */
        COUNTED,
        /** From all rows, one after another. */
        STREAMED
    }

    private static final int BLOCK = 65_536;

    private static long count(JsonObject counts, String column, int arm) {
        return counts.getAsJsonObject(column).get(Integer.toString(arm)).getAsLong();
    }

    private static TwoArmStatistics statistics(Path path, JsonObject counts, String outcome) {
        long[] rows = {
            counts.get("n_control").getAsLong(), counts.get("n_treated").getAsLong()
        };
        List<String> columns = List.of(outcome, "exposure");
        CellCounts cells = new CellCounts(columns);
        ArmSums sums = new ArmSums(columns);
        for (int arm = 0; arm < 2; arm++) {
            long ones = count(counts, outcome, arm);
            long shown = count(counts, "exposure", arm);
            // As many of those who were shown have the outcome as can: the marginal counts are what is published.
            long both = Math.min(ones, shown);
            add(path, cells, sums, arm, 1, 1, both);
            add(path, cells, sums, arm, 1, 0, ones - both);
            add(path, cells, sums, arm, 0, 1, shown - both);
            add(path, cells, sums, arm, 0, 0, rows[arm] - ones - shown + both);
        }
        return path == Path.COUNTED ? cells.statistics() : sums.statistics();
    }

    private static void add(Path path, CellCounts cells, ArmSums sums, int arm, double y, double d, long count) {
        if (path == Path.COUNTED) {
            cells.add(arm, new double[] {y, d}, count);
            return;
        }
        double[] arms = new double[BLOCK];
        double[][] block = new double[2][BLOCK];
        java.util.Arrays.fill(arms, arm);
        java.util.Arrays.fill(block[0], y);
        java.util.Arrays.fill(block[1], d);
        for (long left = count; left > 0; left -= BLOCK) {
            sums.add((int) Math.min(left, BLOCK), arms, block);
        }
    }

    private static void close(double actual, JsonObject gold, String key) {
        double expected = gold.get(key).getAsDouble();
        assertThat(actual).as(key).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
    }

    @ParameterizedTest
    @EnumSource
    void effectsFollowFromCounts(Path path) {
        JsonObject values = Gold.read("criteo_counts.json").getAsJsonObject("values");
        for (String outcome : List.of("visit", "conversion")) {
            TwoArmStatistics arms = statistics(path, values.getAsJsonObject("counts"), outcome);
            JsonObject gold = values.getAsJsonObject(outcome);
            close(arms.treated().mean(0), gold, "mean_t");
            close(arms.control().mean(0), gold, "mean_c");
            Estimate effect = arms.difference(outcome);
            close(effect.value(), gold, "ate");
            close(effect.stdError(), gold, "se_HC2");
            close(arms.stdError(outcome, Adjusted.HC0), gold, "se_HC0");
            close(arms.stdError(outcome, Adjusted.HC1), gold, "se_HC1");
            double low = gold.getAsJsonArray("ci95_HC2").get(0).getAsDouble();
            double high = gold.getAsJsonArray("ci95_HC2").get(1).getAsDouble();
            // The gold interval is the normal one; Student's t of two million degrees of freedom differs in the sixth
            // digit.
            assertThat(effect.inference().interval(0.95).lower()).isCloseTo(low, within(1e-6 * low));
            assertThat(effect.inference().interval(0.95).upper()).isCloseTo(high, within(1e-6 * high));
            close(arms.lift(outcome).value(), gold, "relative_lift");
            close(arms.lift(outcome).stdError(), gold, "relative_lift_se_delta");
            close(arms.complierEffect(outcome, "exposure").value(), gold, "wald_cace_point");
            close(arms.complierSet(outcome, "exposure").value(), gold, "wald_cace_point");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = 0.85)
    void theSampleRatioFollowsFromCounts(double share) {
        JsonObject values = Gold.read("criteo_counts.json").getAsJsonObject("values");
        JsonObject counts = values.getAsJsonObject("counts");
        SampleRatioTest test = SampleRatioTest.of(
                new long[] {
                    counts.get("n_control").getAsLong(), counts.get("n_treated").getAsLong()
                },
                new double[] {1 - share, share});
        double expected =
                values.getAsJsonObject("srm_chisq_vs_0.85").get("chisq").getAsDouble();
        // A difference of 1.8 rows of 12 million: seven of the digits of the statistic cancel in floating point.
        assertThat(test.statistic()).isCloseTo(expected, within(1e-6 * expected));
    }
}
