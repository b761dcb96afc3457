package assay.experiment;

import assay.condition.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Columns of numbers in memory, in blocks of a given length whose arrays are overwritten between calls. */
final class ArraySource implements Source {

    private final Map<String, double[]> columns = new LinkedHashMap<>();
    private final Map<String, List<String>> levels = new LinkedHashMap<>();
    private final int block;

    ArraySource(int block) {
        this.block = block;
    }

    ArraySource with(String name, double... values) {
        columns.put(name, values);
        return this;
    }

    ArraySource withText(String name, List<String> texts) {
        List<String> sorted = texts.stream().distinct().sorted().toList();
        levels.put(name, sorted);
        return with(name, texts.stream().mapToDouble(sorted::indexOf).toArray());
    }

    double[] column(String name) {
        return Objects.requireNonNull(columns.get(name), name);
    }

    @Override
    public List<String> columns() {
        return new ArrayList<>(columns.keySet());
    }

    @Override
    public Kind kind(String column) {
        return levels.containsKey(column) ? Kind.TEXT : Kind.NUMBER;
    }

    @Override
    public List<String> levels(String column) {
        return levels.getOrDefault(column, List.of());
    }

    @Override
    public void forEach(List<String> names, Visitor visitor) {
        int rows = columns.values().iterator().next().length;
        double[][] out = new double[names.size()][block];
        for (int from = 0; from < rows; from += block) {
            int n = Math.min(block, rows - from);
            for (int j = 0; j < out.length; j++) {
                Arrays.fill(out[j], Double.NaN);
                System.arraycopy(column(names.get(j)), from, out[j], 0, n);
            }
            visitor.block(n, out);
        }
    }
}
