package assay.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.EstimationException;
import assay.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConditionTest {

    private static final double NA = Double.NaN;

    /** device: desktop, mobile, mobile, missing, tablet; tenure and the others are numbers. */
    private static final double[][] BLOCK = {{0, 1, 1, NA, 2}, {10, 31, NA, 40, 30}, {1, 0, 1, 0, -0.0}};

    private static final Schema SCHEMA = new Schema() {
        private final Map<String, List<String>> levels =
                Map.of("device", List.of("desktop", "mobile", "tablet"), "tenure", List.of(), "order of", List.of());

        @Override
        public List<String> columns() {
            return List.of("device", "tenure", "order of");
        }

        @Override
        public Kind kind(String column) {
            return levels(column).isEmpty() ? Kind.NUMBER : Kind.TEXT;
        }

        @Override
        public List<String> levels(String column) {
            return levels.getOrDefault(column, List.of());
        }
    };

    private static String rows(String condition) {
        boolean[] matches = new boolean[5];
        int count = Condition.where(condition).on(SCHEMA, SCHEMA.columns()).evaluate(5, BLOCK, matches);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            if (matches[i]) {
                rows.append(i);
            }
        }
        assertThat(rows).hasSize(count);
        return rows.toString();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            nullValues = "none",
            value = {
                "device = 'desktop'                          | 0",
                "device == 'mobile'                          | 12",
                "device != 'mobile'                          | 04",
                "device <> 'mobile'                          | 04",
                "device > 'desktop'                          | 124",
                "'mobile' >= device                          | 012",
                "tenure > 30                                 | 13",
                "tenure >= 30                                | 134",
                "30 < tenure                                 | 13",
                "tenure <= 3e1                               | 04",
                "tenure < -.5                                | ~~",
                "not tenure > 30                             | 04",
                "not (not (tenure > 30))                     | 13",
                "tenure is missing                           | 2",
                "tenure is not null                          | 0134",
                "device is missing or tenure IS NULL         | 23",
                "device in ('desktop', 'tablet')             | 04",
                "device not in ('desktop', 'tablet')         | 12",
                "tenure in (10, 40)                          | 03",
                "tenure not in (10, 40)                      | 14",
                "\"order of\" = 0                            | 134",
                "`order of` = true                           | 02",
                "\"order of\" in (-0, 7)                     | 134",
                // and binds more tightly than or, not more tightly than both
                "device = 'desktop' or device = 'mobile' and tenure > 30   | 01",
                "(device = 'desktop' or device = 'mobile') and tenure > 30 | 1",
                "not device = 'desktop' and tenure > 30                    | 1",
                // Unknown and false is false, unknown or true is true
                "device = 'mobile' and tenure > 100          | ~~",
                "not (device = 'tablet' and tenure > 35)     | 0124",
                "device = 'desktop' or tenure > 30           | 013",
                "not (device = 'desktop' or tenure > 30)     | 4",
            })
    void selectsTheRowsThatMatch(String condition, String rows) {
        assertThat(rows(condition)).isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "device =                      | 9  | found the end",
                "device desktop                | 8  | expected a comparison",
                "device = desktop              | 10 | single quotes: 'desktop'",
                "device = 'desk                | 10 | never closed",
                "device = ‘desktop’            | 10 | typographic",
                "tenure > 30 & device = 'x'    | 13 | words and, or, not",
                "tenure > 30 tenure            | 13 | expected and, or, or the end",
                "(tenure > 30                  | 13 | expected )",
                "tenure ! 30                   | 8  | no comparison",
                "tenure > 3.0.1                | 10 | no number",
                "tenure > 1e999                | 10 | too large",
                "tenure in 30                  | 11 | expected (",
                "tenure in ()                  | 12 | expected a number",
                "tenure is 30                  | 11 | expected missing",
                "tenure not 30                 | 12 | expected in",
                "and > 3                       | 1  | double quotes",
                "tenure > 30; drop table x     | 12 | means nothing here",
                "system(1) > 30                | 7  | expected a comparison",
                "device = 30                   | 10 | holds text and is compared with a number",
                "tenure = 'thirty'             | 10 | holds numbers and is compared with text",
                "tenure in (1, 'two')          | 15 | holds numbers",
            })
    void pointsAtWhatItCannotRead(String condition, int character, String says) {
        assertThatThrownBy(() -> rows(condition))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CONDITION_SYNTAX))
                .hasMessageContaining("at character " + character + ":")
                .hasMessageContaining(says)
                .hasMessageContaining("\n    " + " ".repeat(character - 1) + "^");
    }

    @Test
    void saysHowConditionsAreJoined() {
        assertThatThrownBy(() -> Condition.where("tenure > 30 || tenure < 1"))
                .hasMessageContaining("words and, or, not");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void refusesNothing(String condition) {
        assertThatThrownBy(() -> Condition.where(condition)).hasMessageContaining("it is empty");
    }

    @Test
    void refusesDepthThatOverflowsTheStack() {
        String deep = "(".repeat(100_000) + "tenure > 1" + ")".repeat(100_000);

        assertThatThrownBy(() -> Condition.where(deep)).hasMessageContaining("nested too deeply");
    }

    @Test
    void namesTheColumnThatWasMeant() {
        assertThatThrownBy(() -> rows("tenur > 30"))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.UNKNOWN_COLUMN))
                .hasMessageContaining("Did you mean 'tenure'?")
                .hasMessageContaining("The columns are device, tenure, order of.");
    }

    @Test
    void namesTheLevelThatWasMeant() {
        assertThatThrownBy(() -> rows("device in ('desktop', 'Mobile')"))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.UNKNOWN_LEVEL))
                .hasMessageContaining("capital or not")
                .hasMessageContaining("Did you mean 'mobile'?");
    }

    @Test
    void listsItsColumnsAndKeepsItsText() {
        Condition condition = Condition.where("tenure > 3 and (device is missing or not tenure in (1, 2))");

        assertThat(condition.columns()).containsExactly("tenure", "device");
        assertThat(condition.text()).isEqualTo(condition.toString()).startsWith("tenure > 3");
        assertThat(condition).isEqualTo(Condition.where(condition.text())).hasSameHashCodeAs(condition);
    }

    @Test
    void quotesWhatItWritesItself() {
        assertThat(Condition.equal("device", "it's").text()).isEqualTo("device = 'it''s'");
        assertThat(Condition.equal("order of", 3).text()).isEqualTo("\"order of\" = 3");
        assertThat(Condition.equal("not", -0.5).text()).isEqualTo("\"not\" = -0.5");
        assertThat(Condition.equal("a\"b", 1).columns()).containsExactly("a\"b");
    }

    @Test
    void writesSqlFromQuotedNamesAndTypedLiterals() {
        assertThat(Condition.where("device = 'desktop' and not (tenure > 30 or \"order of\" is missing)")
                        .sql(SCHEMA))
                .isEqualTo("((nullif(CAST(\"device\" AS VARCHAR), '') = 'desktop') AND "
                        + "(NOT ((nullif(CAST(\"tenure\" AS DOUBLE), CAST('NaN' AS DOUBLE)) > 30.0E0) OR "
                        + "(nullif(CAST(\"order of\" AS DOUBLE), CAST('NaN' AS DOUBLE)) IS NULL))))");
        assertThat(Condition.where("tenure in (1, 1e300)").sql(SCHEMA)).contains("IN (1.0E0, 1.0E300)");
        assertThatThrownBy(() -> Condition.where("device = 'x''; drop table y'").sql(SCHEMA))
                .hasMessageContaining("no row of column 'device' is");
    }

    @Test
    void refusesColumnsThatTheBlocksDoNotHold() {
        Condition condition = Condition.where("tenure > 30");

        assertThat(Stream.of(List.of("tenure"), SCHEMA.columns())).allSatisfy(columns -> condition.on(SCHEMA, columns));
        assertThatThrownBy(() -> condition.on(SCHEMA, List.of("device")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not among those of the blocks");
    }
}
