package assay.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Rows to print: the one place that turns values into text, whatever the format. */
final class Rows {

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    private final List<String> columns;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    Rows(String... columns) {
        this.columns = List.of(columns);
    }

    private Rows(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    static Rows of(Table table) {
        Rows rows = new Rows(table.columnNames());
        for (int i = 0; i < table.rowCount(); i++) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int j = 0; j < table.columnCount(); j++) {
                boolean number = !(table.column(j) instanceof StringColumn);
                row.add(table.column(j).isMissing(i) && number ? null : table.get(i, j));
            }
            rows.rows.add(row);
        }
        return rows;
    }

    Rows add(@Nullable Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException("a row of " + columns.size() + " columns got " + values.length);
        }
        List<@Nullable Object> row = new ArrayList<>();
        for (Object value : values) {
            row.add(value);
        }
        rows.add(row);
        return this;
    }

    Rows append(Rows more) {
        rows.addAll(more.rows);
        return this;
    }

    /** The same rows without a column, and without columns that are empty in all of them. */
    Rows without(String column) {
        int[] kept = IntStream.range(0, columns.size())
                .filter(j -> !columns.get(j).equals(column))
                .filter(j -> rows.stream().anyMatch(row -> row.get(j) != null && !"".equals(row.get(j))))
                .toArray();
        Rows out = new Rows(Arrays.stream(kept).mapToObj(columns::get).toList());
        for (List<@Nullable Object> row : rows) {
            List<@Nullable Object> cells = new ArrayList<>();
            for (int j : kept) {
                cells.add(row.get(j));
            }
            out.rows.add(cells);
        }
        return out;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    String format(Format format) {
        return switch (format) {
            case TABLE -> aligned();
            case MD -> markdown();
            case CSV -> csv();
            case JSON -> GSON.toJson(json()) + "\n";
        };
    }

    static String toJson(JsonElement element) {
        return GSON.toJson(element) + "\n";
    }

    private String aligned() {
        List<List<String>> cells = text();
        int[] width = new int[columns.size()];
        for (int j = 0; j < width.length; j++) {
            width[j] = columns.get(j).length();
            for (List<String> row : cells) {
                width[j] = Math.max(width[j], row.get(j).length());
            }
        }
        StringBuilder out = new StringBuilder();
        line(out, columns, width);
        cells.forEach(row -> line(out, row, width));
        return out.toString();
    }

    private void line(StringBuilder out, List<String> cells, int[] width) {
        StringBuilder line = new StringBuilder();
        for (int j = 0; j < width.length; j++) {
            String pad = " ".repeat(width[j] - cells.get(j).length());
            line.append(j == 0 ? "" : "  ").append(isNumeric(j) ? pad + cells.get(j) : cells.get(j) + pad);
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private boolean isNumeric(int column) {
        return rows.stream().map(row -> row.get(column)).allMatch(v -> v == null || v instanceof Number);
    }

    private List<List<String>> text() {
        return rows.stream()
                .map(row -> row.stream().map(Rows::brief).collect(Collectors.toList()))
                .collect(Collectors.toList());
    }

    private String markdown() {
        StringBuilder out = new StringBuilder("| " + String.join(" | ", columns) + " |\n|");
        for (int j = 0; j < columns.size(); j++) {
            out.append(isNumeric(j) ? "---:|" : "---|");
        }
        out.append('\n');
        for (List<String> row : text()) {
            out.append("| ")
                    .append(row.stream().map(c -> c.replace("|", "\\|")).collect(Collectors.joining(" | ")))
                    .append(" |\n");
        }
        return out.toString();
    }

    private String csv() {
        StringBuilder out = new StringBuilder(String.join(",", columns)).append('\n');
        for (List<@Nullable Object> row : rows) {
            out.append(row.stream().map(Rows::csvCell).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return out.toString();
    }

    JsonArray json() {
        JsonArray array = new JsonArray();
        for (List<@Nullable Object> row : rows) {
            JsonObject object = new JsonObject();
            for (int j = 0; j < columns.size(); j++) {
                object.add(columns.get(j), jsonValue(row.get(j)));
            }
            array.add(object);
        }
        return array;
    }

    private static JsonElement jsonValue(@Nullable Object value) {
        if (value == null) {
            return JsonNull.INSTANCE;
        }
        if (value instanceof Number number) {
            return Double.isFinite(number.doubleValue()) ? new JsonPrimitive(number) : JsonNull.INSTANCE;
        }
        return value instanceof Boolean flag ? new JsonPrimitive(flag) : new JsonPrimitive(value.toString());
    }

    private static String csvCell(@Nullable Object value) {
        if (value == null || (value instanceof Double d && d.isNaN())) {
            return "";
        }
        if (value instanceof Double d && d.isInfinite()) {
            return d > 0 ? "Inf" : "-Inf";
        }
        String text = value.toString();
        boolean quote = text.contains(",") || text.contains("\"") || text.contains("\n");
        return quote ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }

    /** At most six significant digits, for people. */
    static String brief(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (!(value instanceof Double || value instanceof Float)) {
            return value.toString();
        }
        double number = ((Number) value).doubleValue();
        if (Double.isNaN(number)) {
            return "";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "Inf" : "-Inf";
        }
        double size = Math.abs(number);
        if (number != 0 && (size < 1e-4 || size >= 1e9)) {
            return String.format(Locale.ROOT, "%.3e", number);
        }
        int digits = size == 0 ? 0 : (int) Math.floor(Math.log10(size)) + 1;
        int decimals = Math.max(0, Math.min(6, 6 - Math.max(digits, 0)));
        String text = String.format(Locale.ROOT, "%." + decimals + "f", number);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
