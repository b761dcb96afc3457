package assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

class TableFilesTest {

    private final Path folder;

    TableFilesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "\t", ";", "|"})
    void delimitersAreDetected(String delimiter) throws IOException {
        Table table = read("a,b,c\n1,x,2.5\n2,\"y,z;w|v\",3\n".replace(",", delimiter));
        assertThat(table.columnNames()).containsExactly("a", "b", "c");
        assertThat(table.intColumn("a").asList()).containsExactly(1, 2);
        assertThat(table.doubleColumn("c").asList()).containsExactly(2.5, 3.0);
        assertThat(table.stringColumn("b").get(1)).contains("y").contains("w");
    }

    @Test
    void aSemicolonFileMayHaveDecimalCommas() throws IOException {
        Table table = read("a;b\n1,5;2,5\n3,5;4,5\n");
        assertThat(table.columnNames()).containsExactly("a", "b");
        assertThat(table.stringColumn("a").get(0)).isEqualTo("1,5");
    }

    @Test
    void byteOrderMarkAndWindowsLinesAreNoPartOfTheData() throws IOException {
        Table table = read("\uFEFF\"a\",b\r\n1,é\r\n");
        assertThat(table.columnNames()).containsExactly("a", "b");
        assertThat(table.stringColumn("b").get(0)).isEqualTo("é");
    }

    @Test
    void gzipIsRecognisedByContent() throws IOException {
        Path file = folder.resolve("data.csv");
        Files.write(file, gzip("a,b\n1,2\n"));
        assertThat(TableFiles.read(file).intColumn("b").get(0)).isEqualTo(2);
        assertThat(TableFiles.read(file).name()).isEqualTo("data");
    }

    @Test
    void missingValuesAreEmptyOrNa() throws IOException {
        Table table = read("i,d,s,n\n1,,x,NA\nNA,2.5,,\n3,NaN,\"NA\",NA\n");
        assertThat(table.column("i").type()).isEqualTo(ColumnType.INTEGER);
        assertThat(table.column("d").type()).isEqualTo(ColumnType.DOUBLE);
        assertThat(table.column("s").type()).isEqualTo(ColumnType.STRING);
        assertThat(table.column("n").type()).isEqualTo(ColumnType.DOUBLE);
        assertThat(table.columns().stream().map(column -> column.countMissing()))
                .containsExactly(1, 2, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n/a", "null", "-", "*", ".", "?", "missing", "NaN%", "1,000", "0x10", "1f", "2d", "1_000", "1e", "TRUE"
            })
    void oneTextAmongNumbersMakesTextAndLosesNothing(String text) throws IOException {
        Table table = read("a,b\n" + "1,2\n".repeat(5_000) + "\"" + text + "\",2\n");
        assertThat(table.column("a").type()).isEqualTo(ColumnType.STRING);
        assertThat(table.column("a").countMissing()).isZero();
        assertThat(table.stringColumn("a").get(5_000)).isEqualTo(text);
        assertThat(table.stringColumn("a").get(0)).isEqualTo("1");
    }

    @Test
    void datesAndBooleansStayText() throws IOException {
        Table table = read("d,b,t\n2024-01-02,true,10:30\n2024-01-03,false,11:00\n");
        assertThat(table.types()).containsOnly(ColumnType.STRING);
        assertThat(table.stringColumn("d").get(0)).isEqualTo("2024-01-02");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inf", "Inf", "Infinity", "+Infinity", "INF", "1e999"})
    void infiniteValuesStayInfinite(String text) throws IOException {
        Table table = read("a\n1\n" + text + "\n");
        assertThat(table.doubleColumn("a").getDouble(1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(read("a\n1\n-Inf\n").doubleColumn("a").getDouble(1)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void wholeNumbersKeepAllTheirDigits() throws IOException {
        Table table = read("i,l,m,x\n2147483647,9007199254740993,-2147483648,12345678901234567890\n1,2,3,4\n");
        assertThat(table.intColumn("i").get(0)).isEqualTo(Integer.MAX_VALUE);
        assertThat(table.longColumn("l").get(0)).isEqualTo(9007199254740993L);
        assertThat(table.column("m").countMissing()).isZero();
        assertThat(table.longColumn("m").get(0)).isEqualTo(-2147483648L);
        assertThat(table.stringColumn("x").get(0)).isEqualTo("12345678901234567890");
    }

    @Test
    void numbersRoundTrip() throws IOException {
        Table table = read("a\n0.1\n-1.11397266387939\n1.7976931348623157e308\n5e-324\n");
        assertThat(table.doubleColumn("a").asDoubleArray())
                .containsExactly(0.1, -1.11397266387939, Double.MAX_VALUE, Double.MIN_VALUE);
    }

    @Test
    void quotesMayHoldLinesDelimitersAndQuotes() throws IOException {
        Table table = read("a,b\n\"one\ntwo, \"\"three\"\"\",1\nfive,6\n");
        assertThat(table.stringColumn("a").get(0)).isEqualTo("one\ntwo, \"three\"");
        assertThat(table.rowCount()).isEqualTo(2);
    }

    @Test
    void blankLinesAreSkippedButASingleColumnMayMissAValue() throws IOException {
        assertThat(read("\n\na,b\n1,2\n\n3,4\n\n\n").rowCount()).isEqualTo(2);
        Table single = read("a\n1\n\n3\n\n");
        assertThat(single.rowCount()).isEqualTo(3);
        assertThat(single.column("a").isMissing(1)).isTrue();
    }

    @Test
    void namesAreStrippedAndNamelessColumnsNumbered() throws IOException {
        assertThat(read("\"\", b ,c\n1,2,3\n").columnNames()).containsExactly("column_1", "b", "c");
    }

    @Test
    void parquetIsRead() throws Exception {
        Path file = parquet("SELECT 1 AS i, 5000000000 AS l, 2.5 AS d, 'x' AS s, true AS b, DATE '2024-01-02' AS t,"
                + " NULL::INTEGER AS n UNION ALL SELECT 2, 1, NULL, NULL, false, NULL, 7");
        Table table = TableFiles.read(file);
        assertThat(table.types())
                .containsExactly(
                        ColumnType.INTEGER,
                        ColumnType.LONG,
                        ColumnType.DOUBLE,
                        ColumnType.STRING,
                        ColumnType.INTEGER,
                        ColumnType.STRING,
                        ColumnType.INTEGER);
        assertThat(table.longColumn("l").get(0)).isEqualTo(5_000_000_000L);
        assertThat(table.intColumn("b").asList()).containsExactly(1, 0);
        assertThat(table.stringColumn("t").get(0)).isEqualTo("2024-01-02");
        assertThat(table.doubleColumn("d").isMissing(1)).isTrue();
        assertThat(table.stringColumn("s").isMissing(1)).isTrue();
        assertThat(table.intColumn("n").isMissing(0)).isTrue();
    }

    @Test
    void aMissingFileSuggestsItsNeighbour() throws IOException {
        Files.writeString(folder.resolve("experiment.csv"), "a\n1\n");
        problem(folder.resolve("experimnt.csv"), "file-missing").hasMessageContaining("Did you mean experiment.csv?");
        problem(folder.resolve("nowhere/x.csv"), "file-missing").hasMessageContaining("folder does not exist");
        problem(folder, "file-missing").hasMessageContaining("is a directory");
    }

    @Test
    void aFileWithoutRowsIsRefused() throws Exception {
        problem("", "file-empty").hasMessageContaining("is empty");
        problem("\n\n", "file-empty").hasMessageContaining("blank lines");
        problem("a,b\n", "file-empty").hasMessageContaining("header but no rows");
        problem("a,b", "file-empty").hasMessageContaining("header but no rows");
        problem(parquet("SELECT 1 AS a WHERE false"), "file-empty").hasMessageContaining("no rows");
    }

    @Test
    void contentThatIsNoTableIsRefused() throws IOException {
        problem(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1}, "file-format").hasMessageContaining("binary content");
        problem(new byte[] {'P', 'K', 3, 4, 0}, "file-format").hasMessageContaining("spreadsheet");
        problem(new byte[] {'P', 'A', 'R', '1', 9, 9}, "file-format").hasMessageContaining("Parquet");
        problem("a,b\n1,2\n".getBytes(StandardCharsets.UTF_16), "file-format").hasMessageContaining("UTF-16");
        problem("a,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE), "file-format").hasMessageContaining("UTF-16");
        problem("a,b\n1,x\n2,é\n".getBytes(StandardCharsets.ISO_8859_1), "file-format")
                .hasMessageContaining("not UTF-8");
        byte[] whole = gzip("a,b\n" + "1,2\n".repeat(100));
        problem(Arrays.copyOf(whole, whole.length - 9), "file-format").hasMessageContaining("cut short");
    }

    @Test
    void duplicateNamesAreNamed() throws Exception {
        problem("x,y,x,z,y\n1,2,3,4,5\n", "duplicate-column")
                .hasMessageContaining("x (2 times)")
                .hasMessageContaining("y (2 times)")
                .hasMessageNotContaining("z");
        problem("Age,age\n1,2\n", "duplicate-column").hasMessageContaining("Age, age");
    }

    @Test
    void raggedRowsNameTheirLine() throws IOException {
        problem("a,b\n1,2\n\n3,4,5\n", "file-format").hasMessageContaining("line 4: 3 fields where the header has 2");
        problem("a,b\n\"x\ny\",2\n3\n", "file-format").hasMessageContaining("line 4: 1 fields");
    }

    @Test
    void quotesOutOfPlaceNameTheirLine() throws IOException {
        problem("a,b\n1,2\n\"3,4\n5,6\n", "file-format")
                .hasMessageContaining("begins at line 3")
                .hasMessageContaining("none closes it");
        problem("a,b\n1,2\n\"3\"x,4\n", "file-format").hasMessageContaining("begins at line 3");
    }

    private Table read(String text) throws IOException {
        Path file = folder.resolve("table.csv");
        Files.writeString(file, text, StandardCharsets.UTF_8);
        return TableFiles.read(file);
    }

    private AbstractThrowableAssert<?, ?> problem(String text, String code) throws IOException {
        return problem(text.getBytes(StandardCharsets.UTF_8), code);
    }

    private AbstractThrowableAssert<?, ?> problem(byte[] content, String code) throws IOException {
        Path file = folder.resolve("broken.csv");
        Files.write(file, content);
        return problem(file, code);
    }

    private static AbstractThrowableAssert<?, ?> problem(Path file, String code) {
        return assertThatThrownBy(() -> TableFiles.read(file))
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private Path parquet(String select) throws Exception {
        Path file = folder.resolve("table.parquet");
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement()) {
            statement.execute("COPY (" + select + ") TO '" + file + "' (FORMAT parquet)");
        }
        return file;
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
