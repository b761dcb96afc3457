package assay.tablesaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.Column;
import assay.EstimationException;
import assay.Missing;
import assay.Names;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TablesTest {

    private static Table table() {
        return Table.create(
                "t",
                DoubleColumn.create("spend", 1.5, 2.5, Double.NaN, 4.5, 0.5),
                IntColumn.create("visits", new int[] {1, 2, 3, 4, 5}),
                BooleanColumn.create("opened", true, false, true, false, true),
                StringColumn.create("arm", "mail", "none", "mail", "none", "mail"),
                StringColumn.create("zip", "10", "9", "", "10", "9"),
                DateColumn.create(
                        "day",
                        LocalDate.of(2026, 1, 2),
                        LocalDate.of(2026, 1, 1),
                        LocalDate.of(2026, 1, 2),
                        LocalDate.of(2026, 1, 1),
                        LocalDate.of(2026, 1, 2)));
    }

    @Test
    void columnsKeepTheirKind() {
        Sample sample = Tables.sample(
                table(),
                Map.of(
                        Role.OUTCOME, List.of("visits"),
                        Role.ASSIGNMENT, List.of("arm"),
                        Role.COVARIATE, List.of("opened", "day")),
                Missing.FAIL);
        assertThat(sample.outcome()).containsExactly(1, 2, 3, 4, 5);
        assertThat(((Column.Numeric) sample.columns(Role.COVARIATE).get(0)).values())
                .containsExactly(1, 0, 1, 0, 1);
        assertThat(((Column.Categorical) sample.columns(Role.COVARIATE).get(1)).levels())
                .containsExactly("2026-01-01", "2026-01-02");
        assertThat(TwoArms.of(sample).contrast()).isEqualTo("none - mail");
    }

    @Test
    void textThatLooksLikeNumbersStaysText() {
        Sample sample = Tables.sample(table(), Map.of(Role.STRATUM, List.of("zip")), Missing.DROP);
        Column.Categorical zip = (Column.Categorical) sample.column(Role.STRATUM);
        assertThat(zip.levels()).containsExactly("10", "9");
        assertThat(zip.codes()).containsExactly(0, 1, 0, 1);
        assertThat(sample.dropped()).isEqualTo(1);
    }

    @Test
    void theControlLevelCanBeNamed() {
        Map<Role, List<String>> roles = Map.of(Role.OUTCOME, List.of("visits"), Role.ASSIGNMENT, List.of("arm"));
        assertThat(TwoArms.of(Tables.sample(table(), roles, Missing.FAIL, "none"))
                        .contrast())
                .isEqualTo("mail - none");
        Map<Role, List<String>> received = Map.of(Role.OUTCOME, List.of("visits"), Role.TREATMENT, List.of("opened"));
        assertThat(TwoArms.of(Tables.sample(table(), received, Missing.FAIL, "1"))
                        .contrast())
                .isEqualTo("0 - 1");
        assertThatThrownBy(() -> Tables.sample(table(), roles, Missing.FAIL, "nobody"))
                .hasMessage("No row of column 'arm' is 'nobody', which was named as control. "
                        + "Its levels are mail, none.")
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.UNKNOWN_LEVEL));
    }

    @Test
    void missingValuesFailOrAreDropped() {
        Map<Role, List<String>> roles = Map.of(Role.OUTCOME, List.of("spend"), Role.ASSIGNMENT, List.of("arm"));
        assertThatThrownBy(() -> Tables.sample(table(), roles, Missing.FAIL))
                .hasMessageContaining("'spend' (1 of 5), first in row 3");
        Sample sample = Tables.sample(table(), roles, Missing.DROP);
        assertThat(sample.size()).isEqualTo(4);
        assertThat(sample.dropped()).isEqualTo(1);
    }

    @Test
    void anOutcomeThatIsTextIsRefused() {
        assertThatThrownBy(() -> Tables.sample(table(), Map.of(Role.OUTCOME, List.of("arm")), Missing.FAIL))
                .hasMessage("Column 'arm' is outcome but holds text ('mail', 'none'), which has no mean. "
                        + "Choose a numeric column (spend, visits, opened) or recode it to numbers.")
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_NUMERIC));
        Table text = Table.create("t", StringColumn.create("a", "x", "y"));
        assertThatThrownBy(() -> Tables.sample(text, Map.of(Role.WEIGHT, List.of("a")), Missing.FAIL))
                .hasMessageContaining("the table has no numeric column");
        Table empty = Table.create("t", StringColumn.create("a", "", ""));
        assertThatThrownBy(() -> Tables.sample(empty, Map.of(Role.OUTCOME, List.of("a")), Missing.FAIL))
                .hasMessageContaining("holds text, which");
    }

    @Test
    void anUnknownColumnSuggestsTheNearest() {
        assertThatThrownBy(() -> Tables.sample(table(), Map.of(Role.OUTCOME, List.of("Vistis")), Missing.FAIL))
                .hasMessage("There is no column 'Vistis' for the role outcome. Did you mean 'visits'? "
                        + "The columns are spend, visits, opened, arm, zip, day.")
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.UNKNOWN_COLUMN));
        assertThatThrownBy(() -> Tables.sample(table(), Map.of(Role.OUTCOME, List.of("revenue")), Missing.FAIL))
                .hasMessageNotContaining("Did you mean");
        List<String> many = new ArrayList<>();
        for (int j = 0; j < 33; j++) {
            many.add("c" + j);
        }
        assertThat(ColumnNames.list(many)).endsWith("c29 and 3 more");
    }

    @Test
    void editDistanceCountsTranspositionsOnce() {
        assertThat(Names.distance("treat", "treat")).isZero();
        assertThat(Names.distance("treat", "traet")).isEqualTo(1);
        assertThat(Names.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Names.distance("", "abc")).isEqualTo(3);
    }

    @Test
    void aSampleGoesBackToATidyTable() {
        Table back = Tables.table(Tables.sample(
                table(),
                Map.of(
                        Role.OUTCOME, List.of("spend"),
                        Role.ASSIGNMENT, List.of("arm"),
                        Role.STRATUM, List.of("arm"),
                        Role.COVARIATE, List.of("zip", "opened")),
                Missing.DROP));
        assertThat(back.columnNames()).containsExactly("spend", "arm", "zip", "opened");
        assertThat(back.rowCount()).isEqualTo(4);
        assertThat(back.stringColumn("zip").asList()).containsExactly("10", "9", "10", "9");
        assertThat(back.doubleColumn("spend").asDoubleArray()).containsExactly(1.5, 2.5, 4.5, 0.5);
    }

    @Test
    void emptyTablesAreRefused() {
        Table empty = Table.create("t", DoubleColumn.create("y"));
        assertThatThrownBy(() -> Tables.sample(empty, Map.of(Role.OUTCOME, List.of("y")), Missing.FAIL))
                .hasMessageContaining("hold no rows");
    }
}
