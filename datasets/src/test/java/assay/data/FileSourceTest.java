package assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.condition.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

class FileSourceTest {

    private static final String TYPES = "SELECT i AS id, i / 7 AS d, i::BIGINT AS l, i % 2 = 0 AS b,"
            + " CASE WHEN i % 5 = 0 THEN NULL ELSE 'g' || (i % 3) END AS g, DATE '2024-01-01' + i::INTEGER AS t,"
            + " (i / 8)::DECIMAL(12,3) AS m, (i / 4)::FLOAT AS f, CASE WHEN i = 3 THEN NULL ELSE i END AS n"
            + " FROM range(10000) r(i)";

    private final Path folder;

    FileSourceTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void parquetComesInBlocksInTheOrderOfTheFile() throws Exception {
        FileSource source = FileSource.open(parquet(TYPES));
        assertThat(source.columns()).containsExactly("id", "d", "l", "b", "g", "t", "m", "f", "n");
        assertThat(source.columns().stream().filter(c -> source.kind(c) == Kind.TEXT))
                .containsExactly("g", "t");
        assertThat(source.levels("g")).containsExactly("g0", "g1", "g2");
        assertThat(source.levels("id")).isEmpty();
        List<Integer> blocks = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        source.forEach(List.of("n", "g", "d", "b", "m", "l", "f"), (n, columns) -> {
            blocks.add(n);
            for (int i = 0; i < n; i++) {
                int at = i;
                rows.add(Arrays.stream(columns).mapToDouble(c -> c[at]).toArray());
            }
        });
        assertThat(blocks).containsExactly(4096, 4096, 10000 - 8192);
        for (int i = 0; i < 10000; i++) {
            assertThat(rows.get(i))
                    .containsExactly(
                            i == 3 ? Double.NaN : i,
                            i % 5 == 0 ? Double.NaN : i % 3,
                            i / 7.0,
                            1 - i % 2,
                            i / 8.0,
                            i,
                            i / 4.0);
        }
    }

    @Test
    void csvHasTheValuesOfTheParser() throws IOException {
        StringBuilder text = new StringBuilder("a;b;c; d ;e\n");
        for (int i = 0; i < 5000; i++) {
            text.append(i % 9 == 0 ? "NA" : String.valueOf(i))
                    .append(i % 4 == 0 ? "; x y ;" : i % 4 == 1 ? ";\"NA\";" : ";b'c;")
                    .append(i / 3.0)
                    .append(";")
                    .append(i % 2 == 0 ? "true" : "false")
                    .append(i == 7 ? ";Inf\n" : ";-1e3\n");
        }
        Path file = write("a.csv", text.toString());
        FileSource source = FileSource.open(file);
        Table table = TableFiles.read(file);
        assertThat(source.columns()).isEqualTo(table.columnNames());
        assertThat(source.levels("b")).containsExactly("b'c", "x y");
        assertThat(source.kind("d")).isEqualTo(Kind.TEXT);
        int[] row = {0};
        source.forEach(List.of("a", "b", "c", "d", "e"), (n, columns) -> {
            for (int i = 0; i < n; i++) {
                int at = row[0]++;
                assertThat(Double.isNaN(columns[0][i]))
                        .isEqualTo(table.column("a").isMissing(at));
                assertThat(columns[0][i]).isEqualTo(Double.valueOf(at % 9 == 0 ? Double.NaN : at));
                String level =
                        Double.isNaN(columns[1][i]) ? "" : source.levels("b").get((int) columns[1][i]);
                assertThat(level).isEqualTo(table.stringColumn("b").get(at));
                assertThat(columns[2][i]).isEqualTo(table.doubleColumn("c").get(at));
                assertThat(columns[4][i]).isEqualTo(table.doubleColumn("e").get(at));
            }
        });
        assertThat(row[0]).isEqualTo(5000);
    }

    @Test
    void passesRepeat() throws Exception {
        FileSource source = FileSource.open(parquet("SELECT random() AS u FROM range(50000)"));
        List<Long> digests = new ArrayList<>();
        for (int pass = 0; pass < 3; pass++) {
            long[] digest = {0};
            source.forEach(List.of("u"), (n, columns) -> {
                for (int i = 0; i < n; i++) {
                    digest[0] = 31 * digest[0] + Double.doubleToLongBits(columns[0][i]);
                }
            });
            digests.add(digest[0]);
        }
        assertThat(Set.copyOf(digests)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a': 1, 'b': 2} | STRUCT",
                "[1, 2] | INTEGER[]",
                "MAP {'k': 1} | MAP",
                "[{'a': 1}] | STRUCT",
                "'x'::BLOB | BLOB"
            })
    void nestedColumnsAreRefusedByNameWhereTheyAreUsed(String value, String type) throws Exception {
        Path file = parquet("SELECT 1 AS a, " + value + " AS inner_part");
        FileSource source = FileSource.open(file);
        problem(() -> source.kind("inner_part"), "column-type")
                .hasMessageContaining("'inner_part'")
                .hasMessageContaining(type)
                .hasMessageContaining("as a column of its own");
        problem(() -> source.forEach(List.of("a", "inner_part"), (n, columns) -> {}), "column-type");
        problem(() -> TableFiles.read(file, Set.of("inner_part")), "column-type");
        source.forEach(List.of("a"), (n, columns) -> assertThat(columns[0][0]).isEqualTo(1));
        assertThat(TableFiles.read(file).column("inner_part").size()).isEqualTo(1);
    }

    @Test
    void decimalsAreTheNearestDoubles() throws Exception {
        String whole = "((hash(i) % 1999999999999999)::HUGEINT - 999999999999999)";
        Path file = parquet("SELECT " + whole + "::DECIMAL(15,0) AS w, CAST(" + whole
                + "::DECIMAL(16,0) * 0.0000001::DECIMAL(7,7) AS DECIMAL(15,7)) AS m,"
                + " CAST((hash(i) % 999999)::DECIMAL(9,0) * 0.001::DECIMAL(3,3) AS DECIMAL(38,9)) AS wide"
                + " FROM range(20000) r(i)");
        List<String> exact = new ArrayList<>();
        try (DuckDb duck = DuckDb.ordered();
                var rows = duck.query("SELECT w, m, wide FROM " + DuckDb.parquet(file))) {
            while (rows.next()) {
                for (int j = 1; j <= 3; j++) {
                    exact.add(rows.getBigDecimal(j).toPlainString());
                }
            }
        }
        int[] at = {0};
        FileSource.open(file).forEach(List.of("w", "m", "wide"), (n, columns) -> {
            for (int i = 0; i < n; i++) {
                for (double[] column : columns) {
                    assertThat(column[i]).isEqualTo(new BigDecimal(exact.get(at[0]++)).doubleValue());
                }
            }
        });
        assertThat(at[0]).isEqualTo(60000);
        assertThat(TableFiles.read(file).doubleColumn("wide").getDouble(7))
                .isEqualTo(Double.parseDouble(exact.get(3 * 7 + 2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234567890123456.78", "-1234567890123456.78"})
    void decimalsWithMoreDigitsAreRefused(String value) throws Exception {
        Path file = parquet("SELECT 1 AS a, " + value + "::DECIMAL(20,2) AS amount UNION ALL SELECT 2, 1.5");
        FileSource source = FileSource.open(file);
        problem(() -> source.kind("amount"), "column-type")
                .hasMessageContaining("'amount'")
                .hasMessageContaining("DECIMAL(20,2)")
                .hasMessageContaining(value);
        problem(() -> TableFiles.read(file), "column-type").hasMessageContaining("'amount'");
        assertThat(TableFiles.read(file, Set.of("a")).columnNames()).containsExactly("a");
    }

    @Test
    void wholeNumbersThatWouldMergeAreRefused() throws Exception {
        Path file = parquet("SELECT 9007199254740993 AS id, 9007199254740992 AS edge");
        FileSource source = FileSource.open(file);
        problem(() -> source.forEach(List.of("id"), (n, columns) -> {}), "column-type")
                .hasMessageContaining("'id'")
                .hasMessageContaining("2^53");
        source.forEach(
                List.of("edge"), (n, columns) -> assertThat(columns[0][0]).isEqualTo(0x1p53));
    }

    @Test
    void damagedFilesAreRefused() throws Exception {
        byte[] whole = Files.readAllBytes(parquet("SELECT i AS id, hash(i) / 1e10 AS y FROM range(100000) r(i)"));
        Path cut = folder.resolve("cut.parquet");
        Files.write(cut, Arrays.copyOf(whole, whole.length - 50));
        problem(() -> FileSource.open(cut), "file-format")
                .hasMessageContaining("cut.parquet")
                .hasMessageContaining("cut short")
                .hasMessageContaining("Copy or export it again");
        problem(() -> TableFiles.read(cut), "file-format").hasMessageContaining("cut short");
        byte[] torn = whole.clone();
        Arrays.fill(torn, 300_000, 301_000, (byte) 77);
        Path file = folder.resolve("torn.parquet");
        Files.write(file, torn);
        problem(() -> FileSource.open(file).forEach(List.of("id", "y"), (n, columns) -> {}), "file-format")
                .hasMessageContaining("damaged");
    }

    @Test
    void filesWithoutRowsAndColumnsThatAreNotThereAreNamed() throws Exception {
        Path empty = parquet("SELECT 1 AS a WHERE false");
        problem(() -> FileSource.open(empty), "file-empty").hasMessageContaining("no rows");
        Path header = write("h.csv", "a,b\n");
        problem(() -> FileSource.open(header), "file-empty");
        problem(() -> FileSource.open(folder.resolve("none.csv")), "file-missing");
        Path file = parquet("SELECT 1 AS revenue, 2 AS arm");
        problem(() -> FileSource.open(file).kind("revenu"), "unknown-column")
                .hasMessageContaining("'revenu'")
                .hasMessageContaining("Did you mean revenue?");
        problem(() -> TableFiles.read(file, Set.of("revenu")), "unknown-column");
    }

    private static AbstractThrowableAssert<?, ?> problem(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String code) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private Path parquet(String select) throws Exception {
        Path file = folder.resolve("table.parquet");
        Files.deleteIfExists(file);
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement()) {
            statement.execute("COPY (" + select + ") TO '" + file + "' (FORMAT parquet)");
        }
        return file;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
