package assay.multiplicity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Gold;
import assay.Rejections;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PValueAdjustmentTest {

    private static final Map<PValueAdjustment, String> IN_R = Map.of(
            PValueAdjustment.HOLM, "holm",
            PValueAdjustment.BENJAMINI_HOCHBERG, "BH",
            PValueAdjustment.BENJAMINI_YEKUTIELI, "BY");

    /** The 15 p-values of Benjamini and Hochberg (1995). */
    private static final double[] PAPER = {
        .0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1
    };

    @Test
    void agreesWithTheExampleOfThePaper() {
        // R 4.2.2: p.adjust(p, "holm"), "BH", "BY"
        assertStarts(PValueAdjustment.HOLM, .0015, .0056, .0247, .114, .2211, .278, .278, .278, .3213, 1);
        assertStarts(
                PValueAdjustment.BENJAMINI_HOCHBERG,
                .0015,
                .003,
                .0095,
                .035625,
                .0603,
                .0638571428571429,
                .0638571428571429,
                .0645,
                .0765,
                .486);
        assertStarts(
                PValueAdjustment.BENJAMINI_YEKUTIELI,
                .00497734348984349,
                .00995468697968698,
                .0315231754356754,
                .118211907883783,
                .200089208291708,
                .211892622853337,
                .211892622853337,
                .21402577006327);
    }

    private static void assertStarts(PValueAdjustment adjustment, double... expected) {
        double[] adjusted = adjustment.adjust(PAPER);
        for (int i = 0; i < expected.length; i++) {
            assertThat(adjusted[i]).as("%s %d", adjustment, i).isCloseTo(expected[i], within(1e-14));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "ties", "one", "unordered", "zeros", "tiny", "random200"})
    void agreesWithR(String set) {
        // R 4.2.2: p.adjust
        JsonObject gold = Gold.read("multiplicity.json")
                .getAsJsonObject("values")
                .getAsJsonObject("p_adjust")
                .getAsJsonObject(set);
        double[] p = numbers(gold.get("p"));
        IN_R.forEach((adjustment, name) -> {
            double[] expected = numbers(gold.get(name));
            double[] adjusted = adjustment.adjust(p);
            for (int i = 0; i < p.length; i++) {
                assertThat(adjusted[i])
                        .as("%s of %s, %d", name, set, i)
                        .isCloseTo(expected[i], within(1e-14 * Math.max(expected[i], Double.MIN_NORMAL)));
            }
        });
    }

    private static double[] numbers(JsonElement element) {
        if (!element.isJsonArray()) {
            return new double[] {element.getAsDouble()};
        }
        JsonArray array = element.getAsJsonArray();
        double[] out = new double[array.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = array.get(i).getAsDouble();
        }
        return out;
    }

    @ParameterizedTest
    @EnumSource
    void isMonotoneInThePValueAndTheSameForTies(PValueAdjustment adjustment) {
        double[] p = {.5, .01, .01, .3, 0, 1, .01, .02};
        double[] adjusted = adjustment.adjust(p);
        for (int i = 0; i < p.length; i++) {
            assertThat(adjusted[i]).isBetween(p[i], 1.0);
            for (int j = 0; j < p.length; j++) {
                if (p[i] == p[j]) {
                    assertThat(adjusted[i]).isEqualTo(adjusted[j]);
                } else if (p[i] < p[j]) {
                    assertThat(adjusted[i]).isLessThanOrEqualTo(adjusted[j]);
                }
            }
        }
        assertThat(adjustment.errorRate()).contains("rate");
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatIsNoProbability(PValueAdjustment adjustment) {
        assertThatThrownBy(() -> adjustment.adjust(new double[] {.1, Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("p-value 1");
        assertThatThrownBy(() -> adjustment.adjust(new double[] {1.1})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> adjustment.adjust(new double[] {-.1})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> adjustment.adjust(new double[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rejectsWhatIsAtMostTheLevel() {
        Rejections rejections = PValueAdjustment.HOLM.reject(List.of("a", "b", "c"), new double[] {.025, .01, .5}, .05);
        assertThat(rejections.rejected()).containsExactly("a", "b");
        assertThat(rejections.hypotheses().get(0).adjustedP()).isEqualTo(.05);
        assertThatThrownBy(() -> PValueAdjustment.HOLM.reject(List.of("a"), new double[] {.1, .2}, .05))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PValueAdjustment.HOLM.reject(List.of("a"), new double[] {.1}, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
