package assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

/** What DuckDB reads of a large CSV file must be what the parser reads of a small one. */
class DuckTableTest {

    private final Path folder;

    DuckTableTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void agreesWithTheParser() throws IOException {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("\uFEFFi;l;d;s;q;n;inf;date;bool\n");
        for (int i = 0; i < 30_000; i++) {
            text.append(i % 7 == 0 ? "NA" : i)
                    .append(';')
                    .append(9007199254740993L + i)
                    .append(';');
            text.append(i % 5 == 0 ? "" : random.nextGaussian()).append(';');
            text.append(i % 3 == 0 ? "red" : "blue")
                    .append(";\"a;\"\"b\"\"\";NA;")
                    .append(i == 9 ? "Inf" : "1.5");
            text.append(";2024-01-02;true\n");
        }
        Path file = write("large.csv", text.toString());
        Table table = duck(file);
        DatasetsTest.assertSame(table, TableFiles.read(file));
        assertThat(table.types())
                .containsExactly(
                        ColumnType.INTEGER,
                        ColumnType.LONG,
                        ColumnType.DOUBLE,
                        ColumnType.STRING,
                        ColumnType.STRING,
                        ColumnType.DOUBLE,
                        ColumnType.DOUBLE,
                        ColumnType.STRING,
                        ColumnType.STRING);
    }

    @Test
    void oneTextAfterManyNumbersMakesText() throws IOException {
        Path file = write("late.csv", "a,b\n" + "1,2\n".repeat(400_000) + "oops,3\n");
        Table table = duck(file);
        assertThat(table.column("a").type()).isEqualTo(ColumnType.STRING);
        assertThat(table.column("a").countMissing()).isZero();
        assertThat(table.stringColumn("a").get(400_000)).isEqualTo("oops");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n/a",
                "-",
                ".",
                "1,000",
                "0x10",
                "1f",
                "1_000",
                "1e",
                "TRUE",
                "5",
                "+5",
                " 5 ",
                "-7",
                "1.",
                ".5",
                "1e5",
                "2147483648",
                "-2147483648",
                "9223372036854775807",
                "12345678901234567890",
                "NaN",
                "nan",
                "Inf",
                "-inf",
                "Infinity",
                "1e999",
                "2024-01-02",
                "NA",
                "007",
                "1 2",
                "--1"
            })
    void everyValueGetsTheKindOfTheParser(String value) throws IOException {
        Path file = write("value.csv", "a,b,c\n1,1.5,x\n\"V\",\"V\",\"V\"\n\"V\",\"V\",\"V\"\n".replace("V", value));
        DatasetsTest.assertSame(duck(file), TableFiles.read(file));
    }

    @Test
    void onlyTheColumnsThatAreWantedAreRead() throws IOException {
        Path file = write("wide.csv", "a, b ,,d\n1,x,2.5,4\n2,y,3.5,5\n");
        Table table = DuckTable.csv("wide", "table", file, FileKind.TEXT, Set.of("d", "b", "column_3"));
        assertThat(table.columnNames()).containsExactly("b", "column_3", "d");
        assertThat(table.doubleColumn("column_3").asList()).containsExactly(2.5, 3.5);
        assertThatThrownBy(() -> DuckTable.csv("wide", "table", file, FileKind.TEXT, Set.of("column_4")))
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.code()).isEqualTo("unknown-column"))
                .hasMessageContaining("Did you mean column_3?")
                .hasMessageContaining("The columns are a, b, column_3, d.");
    }

    @Test
    void aFileNameIsNoPattern() throws IOException {
        write("data1.csv", "a,b\n9,9\n");
        Path file = write("data[1]*?'.csv", "a,b\n1,2\n");
        assertThat(duck(file).intColumn("a").get(0)).isEqualTo(1);
        Path partition = Files.createDirectories(folder.resolve("year=2020")).resolve("x.csv");
        Files.writeString(partition, "a,b\n1,2\n");
        assertThat(duck(partition).columnNames()).containsExactly("a", "b");
    }

    @Test
    void brokenFilesAreRefused() throws IOException {
        String start = "a,b\n" + "1,2\n".repeat(50);
        refused(start + "3\n" + start, "file-format", "cannot be read as CSV");
        refused(start + "3,4,5\n" + "1,2\n".repeat(50), "file-format", "cannot be read as CSV");
        refused(start + "\"3,4\n" + "1,2\n".repeat(50), "file-format", "cannot be read as CSV");
        refused("a,a\n1,2\n", "duplicate-column", "a (2 times)");
        refused("a,b\n", "file-empty", "no rows");
    }

    private void refused(String text, String code, String message) throws IOException {
        Path file = write("broken.csv", text);
        assertThatThrownBy(() -> duck(file))
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    private static Table duck(Path file) throws IOException {
        return DuckTable.csv(file.toString(), "table", file, FileKind.TEXT, Set.of());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
