package assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableWriterTest {

    private static final double[] NUMBERS = {0.1, 1.0 / 3, Double.NaN, -12, 6.02e23, Double.MIN_VALUE, 1e15, -0.5};

    @TempDir
    Path folder;

    private static Table table() {
        return Table.create(
                "t",
                DoubleColumn.create("y", NUMBERS),
                IntColumn.create("a \"count\"", new int[] {0, 1, 2, 3, 4, 5, 6, 7}),
                StringColumn.create("who, where", "a", "b,c", "say \"d\"", "1;2;3", "two\nlines", "é", "g", "h"));
    }

    /** What is written is read back to the last digit, by either format. */
    @ParameterizedTest
    @ValueSource(strings = {"table.csv", "table.parquet", "TABLE.CSV"})
    void aTableIsReadBackAsItWas(String name) throws IOException {
        Path file = folder.resolve("new").resolve(name);
        TableWriter.write(table(), file);
        Table read = TableFiles.read(file);
        assertThat(read.columnNames()).isEqualTo(table().columnNames());
        assertThat(read.doubleColumn("y").asDoubleArray()).isEqualTo(NUMBERS);
        NumericColumn<?> counts = (NumericColumn<?>) read.column(1);
        for (int i = 0; i < NUMBERS.length; i++) {
            assertThat(counts.getDouble(i)).isEqualTo(i);
            assertThat(read.stringColumn(2).get(i))
                    .isEqualTo(table().stringColumn(2).get(i));
        }
        try (Stream<Path> files = Files.list(folder.resolve("new"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void csvHasShortNumbersAndEmptyMissingValues() throws IOException {
        StringBuilder out = new StringBuilder();
        TableWriter.csv(
                Table.create(
                        "t",
                        DoubleColumn.create("x", 1.0, -0.0, Double.NaN, 2.5, Double.POSITIVE_INFINITY),
                        StringColumn.create("s", "a", "", "c", "d", "e")),
                out);
        assertThat(out.toString()).isEqualTo("x,s\n1,a\n0,\n,c\n2.5,d\nInf,e\n");
    }

    /** A file that was there is replaced in one step. */
    @Test
    void aFileIsReplacedWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("old.csv"), "before".repeat(1000));
        TableWriter.write(Table.create("t", DoubleColumn.create("x", 1, 2)), file);
        assertThat(file).hasContent("x\n1\n2\n");
    }

    @Test
    void otherNamesAndFoldersAreRefused() throws IOException {
        assertThatThrownBy(() -> TableWriter.write(table(), folder.resolve("table.xlsx")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("table.xlsx")
                .hasMessageContaining(".parquet");
        Path inside = Files.createDirectory(folder.resolve("dir.csv"));
        assertThatThrownBy(() -> TableWriter.write(table(), inside)).hasMessageContaining("folder");
        Path below = Files.writeString(folder.resolve("file"), "").resolve("table.csv");
        assertThatThrownBy(() -> TableWriter.write(table(), below)).isInstanceOf(IOException.class);
    }
}
