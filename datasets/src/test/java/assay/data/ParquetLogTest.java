package assay.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class ParquetLogTest {

    @TempDir
    Path folder;

    /** Rows are read back in their order, and rows that were saved are not saved again. */
    @Test
    void rowsAreSavedOnceAndInOrder() throws IOException {
        Map<String, ParquetLog.Type> columns = new LinkedHashMap<>();
        columns.put("n", ParquetLog.Type.WHOLE);
        columns.put("an \"x\"", ParquetLog.Type.NUMBER);
        columns.put("word", ParquetLog.Type.TEXT);
        columns.put("on", ParquetLog.Type.FLAG);
        Path first = folder.resolve("it's").resolve("first.parquet");
        Path second = folder.resolve("second.parquet");
        try (ParquetLog log = ParquetLog.of(columns)) {
            for (int i = 0; i < 5000; i++) {
                log.begin().whole(i);
                (i == 7 ? log.missing() : log.number(1.0 / (i + 1)))
                        .text("w" + i % 3)
                        .flag(i % 2 == 0)
                        .end();
            }
            assertThat(log.rows()).isEqualTo(5000);
            log.save(first);
            assertThat(log.rows()).isZero();
            log.begin().whole(-1).number(2).text("last").flag(false).end();
            log.save(second);
        }
        Table read = TableFiles.read(first);
        assertThat(read.columnNames()).containsExactly("n", "an \"x\"", "word", "on");
        assertThat(read.rowCount()).isEqualTo(5000);
        for (int i = 0; i < 5000; i++) {
            assertThat(read.numberColumn("n").getDouble(i)).isEqualTo(i);
            assertThat(read.column(1).isMissing(i)).isEqualTo(i == 7);
            assertThat(read.stringColumn("word").get(i)).isEqualTo("w" + i % 3);
        }
        assertThat(TableFiles.read(second).rowCount()).isEqualTo(1);
        try (Stream<Path> files = Files.list(first.getParent())) {
            assertThat(files).containsExactly(first);
        }
    }
}
