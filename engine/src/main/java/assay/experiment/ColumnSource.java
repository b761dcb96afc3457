package assay.experiment;

import assay.Column;
import assay.Role;
import assay.Sample;
import assay.condition.Kind;
import assay.tablesaw.Tables;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tech.tablesaw.api.Table;

/** Rows of columns in memory, which are read when they are first asked for. */
final class ColumnSource implements Source {

    private static final int BLOCK = 4096;

    private final List<String> names;
    private final int rows;
    private final Function<String, Column> read;
    private final Map<String, Column> columns = new HashMap<>();

    private ColumnSource(List<String> names, int rows, Function<String, Column> read) {
        this.names = List.copyOf(names);
        this.rows = rows;
        this.read = read;
    }

    static ColumnSource of(Table table) {
        return new ColumnSource(table.columnNames(), table.rowCount(), name -> Tables.column(table, name));
    }

    static ColumnSource of(Sample sample) {
        Map<String, Column> byName = new HashMap<>();
        Set<String> names = new LinkedHashSet<>();
        for (Role role : Role.values()) {
            for (Column column : sample.columns(role)) {
                byName.put(column.name(), column);
                names.add(column.name());
            }
        }
        return new ColumnSource(List.copyOf(names), sample.size(), byName::get);
    }

    @Override
    public List<String> columns() {
        return names;
    }

    private synchronized Column column(String name) {
        return columns.computeIfAbsent(name, read);
    }

    @Override
    public Kind kind(String column) {
        return column(column) instanceof Column.Numeric ? Kind.NUMBER : Kind.TEXT;
    }

    @Override
    public List<String> levels(String column) {
        return column(column) instanceof Column.Categorical text ? text.levels() : List.of();
    }

    @Override
    public void forEach(List<String> wanted, Visitor visitor) {
        List<Column> sources = wanted.stream().map(this::column).toList();
        double[][] block = new double[sources.size()][BLOCK];
        for (int from = 0; from < rows; from += BLOCK) {
            int count = Math.min(BLOCK, rows - from);
            for (int j = 0; j < block.length; j++) {
                copy(sources.get(j), from, count, block[j]);
            }
            visitor.block(count, block);
        }
    }

    private static void copy(Column column, int from, int count, double[] to) {
        if (column instanceof Column.Numeric numeric) {
            System.arraycopy(numeric.values(), from, to, 0, count);
            return;
        }
        int[] codes = ((Column.Categorical) column).codes();
        for (int i = 0; i < count; i++) {
            int code = codes[from + i];
            to[i] = code < 0 ? Double.NaN : code;
        }
    }
}
