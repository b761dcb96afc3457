package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parquet files on the command line: columns with a role are read, and what cannot be used is refused by name. */
class ParquetInputTest {

    private static final String ROWS = " AS y, i % 2 AS t FROM range(100) r(i)";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path folder;

    ParquetInputTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path parquet(String select) throws Exception {
        Path file = folder.resolve("table.parquet");
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement()) {
            statement.execute("COPY (" + select + ") TO '" + file + "' (FORMAT parquet)");
        }
        return file;
    }

    private int estimate(Path file, String outcome) {
        return Main.run(
                new String[] {
                    "estimate", "difference-in-means", file.toString(), "--outcome", outcome, "--assignment", "t"
                },
                new PrintWriter(out),
                new PrintWriter(err));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "[i, i]                             ; column-type ; 'y'",
                "{'a': i}                           ; column-type ; 'y'",
                "MAP {'a': i}                       ; column-type ; 'y'",
                "(1234567890123456 + i)::DECIMAL(18,2) ; column-type ; DECIMAL(18,2)",
                "CASE WHEN i = 7 THEN NULL ELSE i END  ; missing-values ; y",
                "'a' || i                           ; not-numeric ; 'y'"
            })
    void whatCannotBeUsedIsRefusedByName(String value, String code, String message) throws Exception {
        assertThat(estimate(parquet("SELECT " + value + ROWS), "y")).isEqualTo(Exit.DATA);
        assertThat(err.toString()).contains("[" + code + "]").contains(message).doesNotContain("Exception");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void damagedEmptyAndUnknownAreRefused() throws Exception {
        Path file = parquet("SELECT i + i % 3 * 0.5" + ROWS);
        assertThat(estimate(file, "why")).isEqualTo(Exit.DATA);
        assertThat(err.toString()).contains("[unknown-column]").contains("'why'");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));
        assertThat(estimate(file, "y")).isEqualTo(Exit.DATA);
        assertThat(err.toString()).contains("[file-format]").contains("cut short");
        assertThat(estimate(parquet("SELECT i" + ROWS + " WHERE i < 0"), "y")).isEqualTo(Exit.DATA);
        assertThat(err.toString()).contains("[file-empty]");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void decimalsAndUnusedNestedColumnsAreNoObstacle() throws Exception {
        Path file = parquet("SELECT [i] AS list, i::DECIMAL(30,10) AS wide, (i * 0.25)::DECIMAL(12,2)" + ROWS);
        assertThat(estimate(file, "y")).as(err.toString()).isZero();
        assertThat(estimate(file, "wide")).as(err.toString()).isZero();
        assertThat(estimate(file, "list")).isEqualTo(Exit.DATA);
    }
}
