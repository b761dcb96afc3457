package assay.tablesaw;

import static org.assertj.core.api.Assertions.assertThat;

import assay.Estimand;
import assay.Estimate;
import assay.Fit;
import assay.Glance;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class TidyTest {

    private static final Fit FIT = new Fit(
            List.of(
                    Estimate.studentT(Estimand.ATE, "1 - 0", 2, 1, 10),
                    Estimate.normal(Estimand.SATE, "2 - 0", -3, 1.5)),
            new Glance("some-method", "HC2", 12, 5, 7, 1, 0, Map.of("zeta", 1.0, "alpha", 0.5)),
            List.of());

    @Test
    void columnsAreConstant() {
        Table table = Tidy.table(FIT, 0.9);
        assertThat(table.columnNames())
                .isEqualTo(Tidy.COLUMNS)
                .containsExactly(
                        "method",
                        "estimand",
                        "term",
                        "estimate",
                        "std_error",
                        "statistic",
                        "df",
                        "p_value",
                        "conf_low",
                        "conf_high",
                        "conf_level",
                        "n");
        assertThat(table.stringColumn("estimand").asList()).containsExactly("ate", "sate");
        assertThat(table.doubleColumn("statistic").asDoubleArray()).containsExactly(2, -2);
        assertThat(table.doubleColumn("df").asDoubleArray()).containsExactly(10, Double.POSITIVE_INFINITY);
        assertThat(table.doubleColumn("conf_level").asDoubleArray()).containsExactly(0.9, 0.9);
        assertThat(table.intColumn("n").asList()).containsExactly(12, 12);
        assertThat(Tidy.table(List.of()).columnNames()).isEqualTo(Tidy.COLUMNS);
    }

    @Test
    void rowsHoldTheInterval() {
        Tidy.Row row = Tidy.rows(FIT, 0.95).get(0);
        assertThat(row.confLow())
                .isEqualTo(FIT.estimate().inference().interval(0.95).lower());
        assertThat(row.pValue()).isEqualTo(FIT.estimate().inference().pValue(0));
        assertThat(row.cells()).hasSize(Tidy.COLUMNS.size());
    }

    @Test
    void glanceIsOneRowWithItsDiagnostics() {
        Table glance = Tidy.glance(FIT);
        assertThat(glance.columnNames())
                .containsExactly(
                        "method", "variance", "n", "treated", "control", "dropped", "clusters", "alpha", "zeta");
        assertThat(glance.rowCount()).isEqualTo(1);
        assertThat(glance.intColumn("dropped").get(0)).isEqualTo(1);
    }

    @Test
    void undefinedNumbersAreEmptyAndInfiniteOnesInf() {
        assertThat(Tidy.text(Double.NaN)).isEmpty();
        assertThat(Tidy.text(Double.POSITIVE_INFINITY)).isEqualTo("Inf");
        assertThat(Tidy.text(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
        assertThat(Tidy.text(0.1)).isEqualTo("0.1");
    }
}
