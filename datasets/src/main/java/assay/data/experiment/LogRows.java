package assay.data.experiment;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;

/** The rows of a query as arrays: columns of numbers, NaN where missing, and columns of levels, -1 where missing. */
final class LogRows {

    private final double[][] numbers;
    private final int[][] codes;
    private final List<List<String>> levels = new ArrayList<>();
    private int size;

    private LogRows(int texts, int numbers, int capacity) {
        this.codes = new int[texts][capacity];
        this.numbers = new double[numbers][capacity];
    }

    /** Reads a query that selects columns of text first, then numbers. */
    static LogRows of(TableFolder folder, String sql, int texts, int numbers, int capacity) throws SQLException {
        LogRows rows = new LogRows(texts, numbers, capacity);
        List<Map<String, Integer>> known = new ArrayList<>();
        for (int j = 0; j < texts; j++) {
            known.add(new HashMap<>());
            rows.levels.add(new ArrayList<>());
        }
        try (TableFolder.Chunks chunks = folder.chunks(sql)) {
            while (chunks.result().nextChunk()) {
                rows.append(chunks.result().chunk(), known);
            }
        }
        return rows;
    }

    private void append(DuckDBDataChunkReader chunk, List<Map<String, Integer>> known) {
        int count = (int) chunk.rowCount();
        for (int j = 0; j < codes.length; j++) {
            DuckDBReadableVector vector = chunk.vector(j);
            Map<String, Integer> places = known.get(j);
            List<String> names = levels.get(j);
            for (int i = 0; i < count; i++) {
                String text = vector.isNull(i) ? null : vector.getString(i);
                if (text == null) {
                    codes[j][size + i] = -1;
                    continue;
                }
                Integer place = places.get(text);
                if (place == null) {
                    place = names.size();
                    places.put(text, place);
                    names.add(text);
                }
                codes[j][size + i] = place;
            }
        }
        for (int j = 0; j < numbers.length; j++) {
            DuckDBReadableVector vector = chunk.vector(codes.length + j);
            for (int i = 0; i < count; i++) {
                numbers[j][size + i] = vector.getDouble(i, Double.NaN);
            }
        }
        size += count;
    }

    int size() {
        return size;
    }

    double[] number(int column) {
        return numbers[column];
    }

    int[] codes(int column) {
        return codes[column];
    }

    List<String> levels(int column) {
        return levels.get(column);
    }

    /** Codes of a column among given levels, -1 where missing or none of them. */
    int[] codesIn(int column, List<String> given) {
        int[] place = levels.get(column).stream().mapToInt(given::indexOf).toArray();
        return Arrays.stream(codes[column], 0, size)
                .map(code -> code < 0 ? -1 : place[code])
                .toArray();
    }
}
