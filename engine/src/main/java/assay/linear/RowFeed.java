package assay.linear;

import assay.EstimationException;
import assay.Problem;
import assay.WeightType;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rows of a {@link RowSource}, less an origin, in blocks. */
final class RowFeed implements Feed {

    private static final int ROWS_PER_PART = 1 << 16;
    private static final int PARTS = 8;

    private final RowSource source;
    private final int width;

    RowFeed(RowSource source) {
        this.source = source;
        this.width = source.spec().columns().size();
    }

    @Override
    public LinearSpec spec() {
        return source.spec();
    }

    @Override
    public int clusters() {
        return source.clusters();
    }

    @Override
    public boolean weighted() {
        return source.weightType().isPresent() && source.weightType().orElseThrow() != WeightType.FREQUENCY;
    }

    @Override
    public boolean inMemory() {
        return source instanceof ArrayRows;
    }

    @Override
    public boolean grouped() {
        return false;
    }

    @Override
    public double[] origin() {
        double[] means = new double[width];
        boolean[] done = new boolean[1];
        if (source instanceof ArrayRows array) {
            mean(array.columns(), Math.min(array.rows(), Block.ROWS), means);
        } else {
            source.forEach((rows, columns, weights, clusters) -> {
                if (!done[0] && rows > 0) {
                    mean(columns, rows, means);
                    done[0] = true;
                }
            });
        }
        return means;
    }

    private static void mean(double[][] columns, int rows, double[] means) {
        for (int j = 0; j < means.length; j++) {
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                sum += columns[j][i];
            }
            means[j] = Double.isFinite(sum) && rows > 0 ? sum / rows : 0;
        }
    }

    @Override
    public int parts() {
        return source instanceof ArrayRows array ? Math.min(PARTS, 1 + array.rows() / ROWS_PER_PART) : 1;
    }

    @Override
    public void read(int part, double[] origin, Consumer<Block> visitor) {
        Block block = new Block(width, source instanceof ArrayRows array ? array.rows() : Block.ROWS);
        Arrays.fill(block.weights, 1);
        Arrays.fill(block.counts, 1);
        if (source instanceof ArrayRows rows) {
            int parts = parts();
            int from = (int) ((long) rows.rows() * part / parts);
            int to = (int) ((long) rows.rows() * (part + 1) / parts);
            deliver(rows.columns(), from, to, rows.weights(), rows.clusterOf(), origin, block, visitor);
        } else {
            source.forEach((n, columns, weights, clusters) ->
                    deliver(columns, 0, n, weights, clusters, origin, block, visitor));
        }
    }

    private void deliver(
            double[][] columns,
            int from,
            int to,
            double @Nullable [] weights,
            int @Nullable [] clusters,
            double[] origin,
            Block block,
            Consumer<Block> visitor) {
        for (int start = from; start < to; start += Block.ROWS) {
            int rows = Math.min(Block.ROWS, to - start);
            block.rows = rows;
            for (int j = 0; j < width; j++) {
                double[] column = columns[j];
                double[] u = block.u[j];
                double o = origin[j];
                for (int i = 0; i < rows; i++) {
                    u[i] = column[start + i] - o;
                }
            }
            if (weights != null) {
                weigh(weights, start, block);
            }
            if (clusters != null) {
                System.arraycopy(clusters, start, block.clusters, 0, rows);
            }
            visitor.accept(block);
        }
    }

    private void weigh(double[] weights, int start, Block block) {
        boolean frequency = source.weightType()
                        .orElseThrow(() -> new EstimationException(
                                Problem.WEIGHT_TYPE,
                                "The rows have weights, but it is not said what they are; standard errors depend on it.",
                                "Say whether they are frequency, probability or analytic weights."))
                == WeightType.FREQUENCY;
        block.counted = frequency;
        block.weighted = !frequency;
        for (int i = 0; i < block.rows; i++) {
            double w = weights[start + i];
            if (!(w >= 0 && w < Double.POSITIVE_INFINITY)) {
                throw new EstimationException(
                        Problem.WEIGHT_RANGE,
                        "A weight is " + w + "; weights are finite and not below 0.",
                        "Correct or drop the row.");
            }
            if (frequency && w != Math.rint(w)) {
                throw new EstimationException(
                        Problem.WEIGHT_RANGE,
                        "A frequency weight is " + w
                                + "; it must be the whole number of rows that this row stands for.",
                        "Use probability or analytic weights for anything else.");
            }
            if (frequency) {
                block.counts[i] = w;
            } else {
                // A row of weight 0 is no row: it counts neither for n nor for its cluster.
                block.counts[i] = w == 0 ? 0 : 1;
                block.counted |= w == 0;
                block.weights[i] = w;
            }
        }
    }
}
