package assay.experiment;

import assay.condition.Kind;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** An experiment with everything in it: arms, non-compliance, propensities, clusters, covariates, two outcomes. */
final class GrammarData {

    static final int N = 600;
    static final int CLUSTERS = 40;

    final double[] arm = new double[N];
    final double[] received = new double[N];
    final double[] propensity = new double[N];
    final double[] store = new double[N];
    final double[] tenure = new double[N];
    final double[] age = new double[N];
    final String[] device = new String[N];
    final double[] week = new double[N];
    final double[] sales = new double[N];
    final double[] visits = new double[N];
    final int arms;

    /** By the key 7, not chosen; the values matter to no test. */
    GrammarData(int arms) {
        this.arms = arms;
        Philox random = new Philox(7, 0, 0);
        String[] devices = {"desktop", "mobile", "tablet"};
        double[] effect = new double[CLUSTERS];
        for (int c = 0; c < CLUSTERS; c++) {
            effect[c] = random.nextGaussian();
        }
        for (int i = 0; i < N; i++) {
            int c = (int) (random.nextDouble() * CLUSTERS);
            store[i] = 100 + c;
            device[i] = devices[(int) (random.nextDouble() * 3)];
            tenure[i] = Math.floor(60 * random.nextDouble());
            age[i] = 40 + 10 * random.nextGaussian();
            week[i] = 1 + (int) (random.nextDouble() * 4);
            propensity[i] = arms == 2 ? 0.2 + 0.01 * tenure[i] : 1.0 / arms;
            arm[i] = arms == 2 ? random.nextDouble() < propensity[i] ? 1 : 0 : (int) (random.nextDouble() * arms);
            received[i] = random.nextDouble() < 0.7 ? arm[i] : random.nextDouble() < 0.5 ? 0 : arms - 1;
            double lift = "desktop".equals(device[i]) ? 2 : 0.5;
            sales[i] =
                    50 + lift * received[i] + 0.05 * tenure[i] * (1 + received[i]) + effect[c] + random.nextGaussian();
            visits[i] = 3 + 0.3 * received[i] + 0.02 * age[i] + random.nextGaussian();
        }
    }

    Table table() {
        return Table.create(
                IntColumn.create("arm", ints(arm)),
                IntColumn.create("received", ints(received)),
                DoubleColumn.create("propensity", propensity),
                IntColumn.create("store", ints(store)),
                DoubleColumn.create("tenure", tenure),
                DoubleColumn.create("age", age),
                StringColumn.create("device", device),
                IntColumn.create("week", ints(week)),
                DoubleColumn.create("sales", sales),
                DoubleColumn.create("visits", visits));
    }

    private static int[] ints(double[] values) {
        int[] out = new int[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (int) values[i];
        }
        return out;
    }

    int[] clusters() {
        int[] of = new int[N];
        for (int i = 0; i < N; i++) {
            of[i] = (int) store[i] - 100;
        }
        return of;
    }

    double[] is(String level) {
        double[] out = new double[N];
        for (int i = 0; i < N; i++) {
            out[i] = level.equals(device[i]) ? 1 : 0;
        }
        return out;
    }

    static double[] indicator(double[] of, int value) {
        double[] out = new double[of.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = of[i] == value ? 1 : 0;
        }
        return out;
    }

    static double[] centred(double[] x) {
        double mean = 0;
        for (double v : x) {
            mean += v / x.length;
        }
        double[] out = x.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] -= mean;
        }
        return out;
    }

    static double[] times(double[] a, double[] b) {
        double[] out = a.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] *= b[i];
        }
        return out;
    }

    /** The same rows in blocks of other sizes. */
    static Source sharded(Source whole, int... sizes) {
        return new Source() {
            @Override
            public List<String> columns() {
                return whole.columns();
            }

            @Override
            public Kind kind(String column) {
                return whole.kind(column);
            }

            @Override
            public List<String> levels(String column) {
                return whole.levels(column);
            }

            @Override
            public void forEach(List<String> columns, Visitor visitor) {
                List<double[]> rows = new ArrayList<>();
                whole.forEach(columns, (count, block) -> {
                    for (int i = 0; i < count; i++) {
                        double[] row = new double[block.length];
                        for (int j = 0; j < row.length; j++) {
                            row[j] = block[j][i];
                        }
                        rows.add(row);
                    }
                });
                int from = 0;
                for (int shard = 0; from < rows.size(); shard++) {
                    int size = Math.min(sizes[shard % sizes.length], rows.size() - from);
                    double[][] block = new double[columns.size()][size];
                    for (int i = 0; i < size; i++) {
                        for (int j = 0; j < block.length; j++) {
                            block[j][i] = rows.get(from + i)[j];
                        }
                    }
                    visitor.block(size, block);
                    from += size;
                }
            }
        };
    }
}
