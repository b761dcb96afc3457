package assay.multiplicity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Gold;
import assay.Rejections;
import assay.random.Philox;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PValueAdjustmentTest {

    private static final Map<PValueAdjustment, String> IN_R = Map.of(
            PValueAdjustment.BONFERRONI, "bonferroni",
            PValueAdjustment.HOLM, "holm",
            PValueAdjustment.HOCHBERG, "hochberg",
            PValueAdjustment.HOMMEL, "hommel",
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
            // Storey's may fall below: where few p-values are large, most nulls seem to be false.
            assertThat(adjusted[i]).isBetween(adjustment == PValueAdjustment.STOREY ? 0 : p[i], 1.0);
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

    /** A closed test: a hypothesis is rejected if every intersection with it is, 2^m - 1 of them. */
    private static double[] closed(double[] p, ToDoubleFunction<double[]> local) {
        double[] adjusted = new double[p.length];
        for (int set = 1; set < 1 << p.length; set++) {
            int members = set;
            double[] part = IntStream.range(0, p.length)
                    .filter(i -> (members >> i & 1) == 1)
                    .mapToDouble(i -> p[i])
                    .sorted()
                    .toArray();
            double value = Math.min(1, local.applyAsDouble(part));
            for (int i = 0; i < p.length; i++) {
                adjusted[i] = (set >> i & 1) == 1 ? Math.max(adjusted[i], value) : adjusted[i];
            }
        }
        return adjusted;
    }

    private static double simes(double[] sorted) {
        return IntStream.range(0, sorted.length)
                .mapToDouble(i -> sorted.length * sorted[i] / (i + 1))
                .min()
                .orElseThrow();
    }

    @Test
    void shortcutsAreTheClosedTests() {
        Philox random = new Philox(61, 0, 0);
        for (int run = 0; run < 300; run++) {
            double[] p = new double[1 + run % 7];
            for (int i = 0; i < p.length; i++) {
                p[i] = Math.round(1000 * Math.pow(random.nextDouble(), 3)) / 1000.0;
            }
            double[] bonferroni = closed(p, sorted -> sorted.length * sorted[0]);
            double[] simes = closed(p, PValueAdjustmentTest::simes);
            double[] holm = PValueAdjustment.HOLM.adjust(p);
            double[] hommel = PValueAdjustment.HOMMEL.adjust(p);
            double[] hochberg = PValueAdjustment.HOCHBERG.adjust(p);
            for (int i = 0; i < p.length; i++) {
                assertThat(holm[i]).isCloseTo(bonferroni[i], within(1e-13));
                assertThat(hommel[i]).isCloseTo(simes[i], within(1e-13));
                assertThat(hochberg[i]).isBetween(hommel[i] - 1e-13, holm[i] + 1e-13);
            }
        }
    }

    /** Where p-values are independent and uniform on a grid that holds all critical values, the bound is met: enumeration. */
    @Test
    void theRateUnderNullHypothesesIsTheLevel() {
        int grid = 20;
        double level = 0.3;
        Map<PValueAdjustment, Double> anyRejected = new EnumMap<>(PValueAdjustment.class);
        for (int a = 1; a <= grid; a++) {
            for (int b = 1; b <= grid; b++) {
                for (int c = 1; c <= grid; c++) {
                    double[] p = {a / 20.0, b / 20.0, c / 20.0};
                    for (PValueAdjustment adjustment : PValueAdjustment.values()) {
                        boolean any = Arrays.stream(adjustment.adjust(p)).anyMatch(v -> v <= level + 1e-12);
                        anyRejected.merge(adjustment, any ? 1 / 8000.0 : 0, Double::sum);
                    }
                }
            }
        }
        assertThat(anyRejected.get(PValueAdjustment.BENJAMINI_HOCHBERG)).isCloseTo(level, within(1e-9));
        assertThat(anyRejected.get(PValueAdjustment.HOMMEL)).isLessThanOrEqualTo(level + 1e-9);
        assertThat(anyRejected.get(PValueAdjustment.HOLM)).isCloseTo(1 - Math.pow(.9, 3), within(1e-9));
        assertThat(anyRejected.values()).allMatch(rate -> rate <= level + 1e-9);
    }

    /** By hand: 3 of 10 are above 1/2, so that pi0 = (1 + 3) / (10 / 2) = 0.8. */
    @Test
    void storeyEstimatesTheShareOfTrueNulls() {
        double[] p = {.001, .008, .02, .04, .1, .3, .5, .6, .8, .95};
        double[] adjusted = PValueAdjustment.STOREY.adjust(p);
        double[] hochberg = PValueAdjustment.BENJAMINI_HOCHBERG.adjust(p);
        for (int i = 0; i < 7; i++) {
            assertThat(adjusted[i]).isCloseTo(.8 * hochberg[i], within(1e-14));
        }
        assertThat(adjusted).endsWith(1, 1, 1);
        // Without a cap: all above 1/2 gives pi0 = (1 + m) / (m / 2), above 2.
        assertThat(PValueAdjustment.STOREY.adjust(new double[] {.6, .9})).containsExactly(1, 1);
        assertThat(PValueAdjustment.STOREY.adjust(new double[] {.1, .9})[0]).isCloseTo(.4, within(1e-14));
    }

    @ParameterizedTest
    @EnumSource
    void ordersDoNotMatterAndSmallerPValuesDoNotHurt(PValueAdjustment adjustment) {
        Philox random = new Philox(62, 0, 0);
        for (int run = 0; run < 100; run++) {
            double[] p = new double[8];
            random.uniforms(p);
            double[] adjusted = adjustment.adjust(p);
            double[] reversed = new double[8];
            Arrays.setAll(reversed, i -> p[7 - i]);
            double[] other = adjustment.adjust(reversed);
            double[] smaller = p.clone();
            smaller[run % 8] *= 0.5;
            double[] after = adjustment.adjust(smaller);
            for (int i = 0; i < 8; i++) {
                assertThat(other[7 - i]).isEqualTo(adjusted[i]);
                assertThat(after[i]).isLessThanOrEqualTo(adjusted[i]);
            }
        }
    }

    @Test
    void saysWhatItKeepsAndWhen() {
        assertThat(PValueAdjustment.BENJAMINI_YEKUTIELI.errorRate())
                .isEqualTo("false discovery rate under any dependence");
        assertThat(PValueAdjustment.HOCHBERG.errorRate())
                .isEqualTo("family-wise error rate for independent or positively dependent p-values");
        assertThat(PValueAdjustment.STOREY.dependence()).isEqualTo(Dependence.INDEPENDENT);
        assertThat(PValueAdjustment.HOLM.keeps().meaning()).contains("any false rejection");
    }
}
