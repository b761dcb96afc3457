package assay.data;

import static org.assertj.core.api.Assertions.assertThat;

import assay.condition.Condition;
import assay.condition.Kind;
import assay.condition.Schema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A condition selects the same rows in DuckDB as in Java. */
final class ConditionSqlTest {

    private static final double NA = Double.NaN;
    private static final List<String> LEVELS = List.of("Ende", "a\"b", "it's", "x");
    private static final double[][] ROWS = {
        {0, 1, 2, 3, NA, 0, 1, 2, 3, NA},
        {-0.0, 0, 0.1, 1e300, NA, 3, 0.30000000000000004, NA, -7, 2},
    };

    private static final Schema SCHEMA = new Schema() {
        @Override
        public List<String> columns() {
            return List.of("odd \"name\"", "x");
        }

        @Override
        public Kind kind(String column) {
            return "x".equals(column) ? Kind.NUMBER : Kind.TEXT;
        }

        @Override
        public List<String> levels(String column) {
            return "x".equals(column) ? List.of() : LEVELS;
        }
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x = 0",
                "x <> 0",
                "x in (0.1, 1e300, -7)",
                "x not in (0.1, 3)",
                "x = 0.30000000000000004",
                "x < 0.3 or x >= 1e300",
                "not x > 1",
                "x is missing",
                "`odd \"name\"` = 'it''s'",
                "`odd \"name\"` in ('x', 'a\"b')",
                "not (`odd \"name\"` = 'x' and x > 0)",
                "not (`odd \"name\"` = 'x' or x > 0)",
                "`odd \"name\"` is missing or x is not missing",
                "`odd \"name\"` < 'it''s'",
            })
    void selectsTheSameRows(String text) throws SQLException {
        Condition condition = Condition.where(text);
        boolean[] matches = new boolean[10];
        condition.on(SCHEMA, SCHEMA.columns()).evaluate(10, ROWS, matches);
        List<Integer> expected = new ArrayList<>();
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < matches.length; i++) {
            if (matches[i]) {
                expected.add(i);
            }
            String level = Double.isNaN(ROWS[0][i])
                    ? i == 4 ? "NULL" : "''"
                    : "'" + LEVELS.get((int) ROWS[0][i]).replace("'", "''") + "'";
            String number =
                    Double.isNaN(ROWS[1][i]) ? i == 4 ? "NULL" : "'NaN'::DOUBLE" : "'" + ROWS[1][i] + "'::DOUBLE";
            values.append(i == 0 ? "" : ", ").append("(" + i + ", " + level + ", " + number + ")");
        }
        List<Integer> found = new ArrayList<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery("SELECT i FROM (VALUES " + values
                        + ") AS t(i, \"odd \"\"name\"\"\", x) WHERE " + condition.sql(SCHEMA) + " ORDER BY i")) {
            while (rows.next()) {
                found.add(rows.getInt(1));
            }
        }

        assertThat(found).isEqualTo(expected);
    }
}
