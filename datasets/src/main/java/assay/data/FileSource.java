package assay.data;

import assay.condition.Kind;
import assay.experiment.Source;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBDataChunkReader;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a Parquet or CSV file in blocks, read by DuckDB: only the columns that are asked for, in the order of the file,
 * on one thread, so that sums over them have the same digits whenever they are made. Memory does not grow with the
 * number of rows, only with the number of different texts in the columns of text that are used.
 *
 * <p>Values are those of {@link TableFiles}: empty fields and {@code NA} are missing, booleans are 0 and 1, dates are text.
 * Decimals are the nearest doubles, and refused where those would not keep all digits, as are whole numbers beyond 2^53 and
 * nested columns.
 *
 * <p>Not thread-safe.
 */
public final class FileSource implements Source {

    private static final int BLOCK = 4096;

    private final DuckFile file;
    private final Map<String, ColumnReader> readers = new HashMap<>();
    private final Map<String, List<String>> levels = new HashMap<>();

    private FileSource(DuckFile file) {
        this.file = file;
    }

    /**
     * Opens a file.
     *
     * @param path CSV (also gzipped) or Parquet
     * @return its rows
     * @throws DataException if there is no such file, it is damaged, it has no rows, or two columns share a name
     */
    public static FileSource open(Path path) {
        FileSource source = new FileSource(DuckFile.open(path));
        source.requireRows();
        return source;
    }

    private void requireRows() {
        try (DuckDb duck = DuckDb.repeatable();
                ResultSet first = duck.query("SELECT 1 FROM " + file.from() + " LIMIT 1")) {
            if (!first.next()) {
                throw CsvFile.headerOnly(file.name());
            }
        } catch (SQLException e) {
            throw file.failure(e);
        }
    }

    DuckFile file() {
        return file;
    }

    @Override
    public List<String> columns() {
        return file.columns();
    }

    /**
     * {@inheritDoc}
     *
     * @throws DataException if there is no such column or it is nested
     */
    @Override
    public Kind kind(String column) {
        return reader(column) == ColumnReader.LEVEL ? Kind.TEXT : Kind.NUMBER;
    }

    /**
     * {@inheritDoc}
     *
     * @throws DataException if there is no such column or it is nested
     */
    @Override
    public List<String> levels(String column) {
        if (reader(column) != ColumnReader.LEVEL) {
            return List.of();
        }
        List<String> known = levels.get(column);
        if (known == null) {
            known = findLevels(column);
            levels.put(column, known);
        }
        return known;
    }

    private List<String> findLevels(String column) {
        String text = text(column);
        List<String> found = new ArrayList<>();
        try (DuckDb duck = DuckDb.parallel();
                ResultSet distinct = duck.query(
                        "SELECT DISTINCT " + text + " FROM " + file.from() + " WHERE " + text + " IS NOT NULL")) {
            while (distinct.next()) {
                found.add(distinct.getString(1));
            }
        } catch (SQLException e) {
            throw file.failure(e);
        }
        Collections.sort(found);
        return List.copyOf(found);
    }

    /** The different values of a column of numbers, in their order, without missing ones. */
    double[] distinct(String column) {
        String value = DuckDb.identifier(column);
        double[] found = new double[16];
        int count = 0;
        try (DuckDb duck = DuckDb.parallel();
                ResultSet rows = duck.query("SELECT DISTINCT " + value + " + 0.0::DOUBLE FROM ("
                        + select(List.of(column)) + ") WHERE " + value + " IS NOT NULL AND NOT isnan(" + value + ")")) {
            while (rows.next()) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, 2 * count);
                }
                found[count++] = rows.getDouble(1);
            }
        } catch (SQLException e) {
            throw file.failure(e);
        }
        double[] sorted = Arrays.copyOf(found, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Where text stands, without the spaces around it, and null where there is none. */
    private String text(String column) {
        String quoted = DuckDb.identifier(file.inFile(file.indexOf(column)));
        String bare = "nullif(trim(CAST(" + quoted + " AS VARCHAR)), '')";
        return file.isText() ? "nullif(" + bare + ", 'NA')" : bare;
    }

    /** A query of columns under their own names, each a double or text, null where missing. */
    String select(Collection<String> wanted) {
        List<String> selected = new ArrayList<>();
        for (String column : wanted) {
            ColumnReader reader = reader(column);
            String bare = DuckDb.identifier(file.inFile(file.indexOf(column)));
            selected.add(reader.value(reader == ColumnReader.LEVEL ? text(column) : bare)
                    + " AS "
                    + DuckDb.identifier(column));
        }
        return "SELECT " + String.join(", ", selected) + " FROM " + file.from();
    }

    private ColumnReader reader(String column) {
        file.indexOf(column);
        ColumnReader known = readers.get(column);
        if (known == null) {
            if (file.isText()) {
                readText();
            } else {
                readers.put(column, of(parquetKind(column)));
            }
            known = readers.getOrDefault(column, ColumnReader.LEVEL);
        }
        return known;
    }

    private ColumnKind parquetKind(String column) {
        try {
            return ParquetType.usable(file, column);
        } catch (SQLException e) {
            throw file.failure(e);
        }
    }

    /** One pass over a file of text tells the kinds of all of its columns. */
    private void readText() {
        try {
            List<ColumnKind> kinds = DuckTable.textKinds(file, file.columns());
            for (int j = 0; j < kinds.size(); j++) {
                readers.put(file.columns().get(j), of(kinds.get(j)));
            }
        } catch (SQLException e) {
            throw file.failure(e);
        }
    }

    private static ColumnReader of(ColumnKind kind) {
        return switch (kind) {
            case INTEGER, DOUBLE -> ColumnReader.NUMBER;
            case LONG -> ColumnReader.LONG;
            case TEXT -> ColumnReader.LEVEL;
        };
    }

    /**
     * {@inheritDoc}
     *
     * @throws DataException if there is no such column, one is nested, or its numbers have more digits than a double keeps
     */
    @Override
    public void forEach(List<String> wanted, Visitor visitor) {
        ColumnReader[] kinds = new ColumnReader[wanted.size()];
        List<String> selected = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (int j = 0; j < kinds.length; j++) {
            String column = wanted.get(j);
            kinds[j] = reader(column);
            boolean isText = kinds[j] == ColumnReader.LEVEL;
            if (isText) {
                types.add("CREATE TYPE levels" + j + " AS ENUM ("
                        + String.join(
                                ", ",
                                levels(column).stream().map(DuckDb::literal).toList())
                        + ")");
            }
            String at = isText ? text(column) : DuckDb.identifier(file.inFile(file.indexOf(column)));
            selected.add(kinds[j].select(at, j));
        }
        String what = selected.isEmpty() ? "CAST(0 AS DOUBLE)" : String.join(", ", selected);
        try (DuckDb duck = DuckDb.ordered()) {
            for (String type : types) {
                duck.execute(type);
            }
            try (DuckDb.Chunks chunks = duck.chunks("SELECT " + what + " FROM " + file.from())) {
                read(chunks, wanted, kinds, visitor);
            }
        } catch (SQLException e) {
            throw file.failure(e);
        }
    }

    /** Blocks have the same length whatever the chunks, so that sums by block have the same digits. */
    private void read(DuckDb.Chunks chunks, List<String> wanted, ColumnReader[] kinds, Visitor visitor) {
        double[][] block = new double[kinds.length][BLOCK];
        int filled = 0;
        @Nullable DuckDBDataChunkReader chunk = next(chunks);
        while (chunk != null) {
            int rows = (int) chunk.rowCount();
            for (int from = 0; from < rows; ) {
                int count = Math.min(rows - from, BLOCK - filled);
                for (int j = 0; j < kinds.length; j++) {
                    kinds[j].read(wanted.get(j), chunk.vector(j), from, count, block[j], filled);
                }
                from += count;
                filled += count;
                if (filled == BLOCK) {
                    visitor.block(filled, block);
                    filled = 0;
                }
            }
            chunk = next(chunks);
        }
        if (filled > 0) {
            visitor.block(filled, block);
        }
    }

    private @Nullable DuckDBDataChunkReader next(DuckDb.Chunks chunks) {
        try {
            return chunks.next();
        } catch (RuntimeException e) {
            throw file.failure(e);
        }
    }
}
