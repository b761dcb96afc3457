package assay.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Gold;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Numbers that sensemakr 0.1.6 printed for its data on Darfur ({@code Rscript g10_sensemakr.R}). */
class DarfurGoldTest {

    private static final Offset<Double> CLOSE = within(1e-8);

    @Test
    void everyNumberOfSensemakr() {
        JsonObject gold = Gold.read("sensemakr_darfur.json").getAsJsonObject("values");
        OmittedVariableAnalysis analysis = OmittedVariableAnalysis.of(Table.darfur());
        OmittedVariable regression = analysis.regression();
        assertThat(analysis.sample().size()).isEqualTo(gold.get("n").getAsInt());
        assertThat(regression.value()).isCloseTo(number(gold, "estimate"), CLOSE);
        assertThat(regression.stdError()).isCloseTo(number(gold, "se"), CLOSE);
        assertThat(regression.statistic()).isCloseTo(number(gold, "t"), CLOSE);
        assertThat(regression.degreesOfFreedom()).isEqualTo(number(gold, "df"));
        assertThat(regression.partialR2()).isCloseTo(number(gold, "partial_r2_yd"), CLOSE);
        assertThat(regression.partialF2()).isCloseTo(number(gold, "f2"), CLOSE);
        assertThat(regression.robustnessValue(1)).isCloseTo(number(gold, "rv_q1"), CLOSE);
        assertThat(regression.robustnessValue(1, 0.05)).isCloseTo(number(gold, "rv_q1_alpha05"), CLOSE);
        assertThat(regression.robustnessValue(1, 0.01)).isCloseTo(number(gold, "rv_q1_alpha01"), CLOSE);
        assertThat(regression.robustnessValue(0.5, 0.05)).isCloseTo(number(gold, "rv_q0.5_alpha0.05"), CLOSE);
        // The script named no alpha, which in sensemakr is then 0.05.
        assertThat(regression.robustnessValue(0.5, 0.05)).isCloseTo(number(gold, "rv_q0.5"), CLOSE);
        for (JsonElement element : gold.getAsJsonArray("adjusted")) {
            JsonObject row = element.getAsJsonObject();
            AdjustedEstimate adjusted =
                    regression.adjusted(new Strength(number(row, "r2dz.x"), number(row, "r2yz.dx")));
            assertThat(adjusted.bias()).isCloseTo(number(row, "bias"), CLOSE);
            assertThat(adjusted.value()).isCloseTo(number(row, "estimate"), CLOSE);
            assertThat(adjusted.stdError()).isCloseTo(number(row, "se"), CLOSE);
            assertThat(adjusted.statistic()).isCloseTo(number(row, "t"), CLOSE);
        }
        int times = 0;
        for (JsonElement element : gold.getAsJsonArray("bounds")) {
            JsonObject row = element.getAsJsonObject();
            times++;
            Benchmark benchmark = analysis.benchmark(List.of("female"), times);
            assertThat(benchmark.label()).isEqualTo(row.get("bound_label").getAsString());
            assertThat(benchmark.bound().treatment()).isCloseTo(number(row, "r2dz.x"), CLOSE);
            assertThat(benchmark.bound().outcome()).isCloseTo(number(row, "r2yz.dx"), CLOSE);
            assertThat(benchmark.adjusted().value()).isCloseTo(number(row, "adjusted_estimate"), CLOSE);
            assertThat(benchmark.adjusted().stdError()).isCloseTo(number(row, "adjusted_se"), CLOSE);
            assertThat(benchmark.adjusted().statistic()).isCloseTo(number(row, "adjusted_t"), CLOSE);
            assertThat(benchmark.adjusted().sensemakrInterval(0.95).lower())
                    .isCloseTo(number(row, "adjusted_lower_CI"), CLOSE);
            assertThat(benchmark.adjusted().sensemakrInterval(0.95).upper())
                    .isCloseTo(number(row, "adjusted_upper_CI"), CLOSE);
        }
        assertThat(times).isEqualTo(3);
        for (JsonElement element : gold.getAsJsonArray("evalue_closed_form")) {
            JsonObject row = element.getAsJsonObject();
            assertThat(EValue.ofRiskRatio(number(row, "rr")).point()).isCloseTo(number(row, "evalue"), CLOSE);
        }
    }

    private static double number(JsonObject object, String name) {
        return object.get(name).getAsDouble();
    }
}
