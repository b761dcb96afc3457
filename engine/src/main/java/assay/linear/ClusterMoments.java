package assay.linear;

import java.util.stream.IntStream;

/**
 * Cross-products of all columns of a linear model, cluster by cluster: the sufficient statistics of cluster-robust
 * inference, of size {@code G p^2} whatever the number of rows (with weights, for the powers 0, 1 and 2 of the weight).
 */
public final class ClusterMoments {

    private static final int LARGE = 1 << 20;

    private final LinearSpec spec;
    private final boolean weighted;
    private final double[] origin;
    private final int clusters;
    private final int size;
    private final int stride;
    /** For each cluster the packed triangles of (1, u) with weights, then without, then with their squares. */
    private final double[] data;

    private ClusterMoments(LinearSpec spec, boolean weighted, double[] origin, int clusters, double[] data) {
        this.spec = spec;
        this.weighted = weighted;
        this.origin = origin;
        this.clusters = clusters;
        this.data = data;
        this.size = Moments.packedSize(origin.length);
        this.stride = weighted ? 3 * size : size;
    }

    /**
     * Reads rows once.
     *
     * @param rows rows with clusters
     * @return their moments
     * @throws assay.EstimationException if weights are of unstated type or below 0
     * @throws IllegalArgumentException if the rows have no clusters
     */
    public static ClusterMoments of(RowSource rows) {
        return of(new RowFeed(rows));
    }

    static ClusterMoments of(Feed feed) {
        if (feed.clusters() == 0) {
            throw new IllegalArgumentException("the rows have no clusters");
        }
        return of(feed, feed.origin());
    }

    static ClusterMoments of(Feed feed, double[] origin) {
        int stride = Moments.packedSize(origin.length) * (feed.weighted() ? 3 : 1);
        int length = Math.multiplyExact(stride, feed.clusters());
        int parts = Math.min(feed.parts(), length > LARGE ? 2 : 8);
        double[][] sums = new double[parts][];
        IntStream range = IntStream.range(0, parts);
        (parts > 1 ? range.parallel() : range).forEach(part -> {
            double[] out = new double[length];
            Adder adder = new Adder(out, stride, origin.length, feed);
            for (int p = part * feed.parts() / parts; p < (part + 1) * feed.parts() / parts; p++) {
                feed.read(p, origin, adder::add);
            }
            sums[part] = out;
        });
        for (int part = 1; part < parts; part++) {
            for (int i = 0; i < length; i++) {
                sums[0][i] += sums[part][i];
            }
        }
        return new ClusterMoments(feed.spec(), feed.weighted(), origin, feed.clusters(), sums[0]);
    }

    /**
     * The clusters, those without rows of positive weight included.
     *
     * @return at least 1
     */
    public int clusters() {
        return clusters;
    }

    /**
     * The model.
     *
     * @return as of the rows
     */
    public LinearSpec spec() {
        return spec;
    }

    boolean weighted() {
        return weighted;
    }

    /** Rows of a cluster. */
    double rows(int cluster) {
        return data[cluster * stride + (weighted ? size : 0)];
    }

    /** Clusters that have rows of positive weight. */
    int occupied() {
        int count = 0;
        for (int c = 0; c < clusters; c++) {
            count += rows(c) > 0 ? 1 : 0;
        }
        return count;
    }

    /**
     * The moments of two disjoint sets of rows together; a cluster may have rows in both.
     *
     * @param other moments of the same model, with the same numbers for clusters
     * @return new moments with as many clusters as the larger has
     * @throws IllegalArgumentException if the models or the use of weights differ
     */
    public ClusterMoments merge(ClusterMoments other) {
        if (!spec.equals(other.spec) || weighted != other.weighted) {
            throw new IllegalArgumentException("moments of different models cannot be merged");
        }
        if (other.clusters > clusters) {
            return other.merge(this);
        }
        double[] sum = data.clone();
        double[] more = other.about(origin).data;
        for (int i = 0; i < more.length; i++) {
            sum[i] += more[i];
        }
        return new ClusterMoments(spec, weighted, origin, clusters, sum);
    }

    Moments total() {
        double[] packed = new double[size];
        double rows = 0;
        for (int c = 0; c < clusters; c++) {
            for (int i = 0; i < size; i++) {
                packed[i] += data[c * stride + i];
            }
            rows += rows(c);
        }
        return Moments.of(rows, occupied(), origin, packed, spec);
    }

    /** The same moments about another origin. */
    ClusterMoments about(double[] target) {
        int p = origin.length;
        double[] d = new double[p];
        for (int j = 0; j < p; j++) {
            d[j] = target[j] - origin[j];
        }
        double[] out = data.clone();
        for (int base = 0; base < out.length; base += size) {
            double n = out[base];
            int at = base + 1 + p;
            for (int i = 0; i < p; i++) {
                double si = out[base + 1 + i];
                for (int j = i; j < p; j++, at++) {
                    out[at] += n * d[i] * d[j] - si * d[j] - d[i] * out[base + 1 + j];
                }
            }
            for (int j = 0; j < p; j++) {
                out[base + 1 + j] -= n * d[j];
            }
        }
        return new ClusterMoments(spec, weighted, target.clone(), clusters, out);
    }

    /** Unpacks a triangle of a cluster into a full matrix; power of the weight 0, 1 or 2. */
    void unpack(int cluster, int power, double[][] full) {
        int at = cluster * stride + (weighted ? new int[] {size, 0, 2 * size}[power] : 0);
        for (int i = 0; i < full.length; i++) {
            for (int j = i; j < full.length; j++, at++) {
                full[i][j] = data[at];
                full[j][i] = data[at];
            }
        }
    }

    /** Adds rows to the triangles of their clusters. */
    private static final class Adder {

        private static final int RUN = 8;

        private final double[] data;
        private final int stride;
        private final int size;
        private final double[] row;
        private final boolean weighted;
        private final int outcomes;

        Adder(double[] data, int stride, int columns, Feed feed) {
            this.data = data;
            this.stride = stride;
            this.size = Moments.packedSize(columns);
            this.row = new double[columns + 1];
            this.weighted = feed.weighted();
            this.outcomes = feed.spec().outcomes().size();
        }

        void add(Block block) {
            boolean plain = !block.weighted && !block.counted && block.scatter == null;
            for (int i = 0; i < block.rows; ) {
                int end = i + 1;
                while (plain && end < block.rows && block.clusters[end] == block.clusters[i]) {
                    end++;
                }
                if (end - i >= RUN) {
                    run(block, i, end);
                } else {
                    for (int r = i; r < end; r++) {
                        row(block, r);
                    }
                }
                i = end;
            }
        }

        /** Rows of one cluster that stand together. */
        private void run(Block block, int from, int to) {
            int at = block.clusters[from] * stride;
            data[at++] += to - from;
            for (double[] u : block.u) {
                double sum = 0;
                for (int i = from; i < to; i++) {
                    sum += u[i];
                }
                data[at++] += sum;
            }
            for (int j = 0; j < block.u.length; j++) {
                for (int k = j; k < block.u.length; k++) {
                    data[at++] += Columns.dot(block.u[j], block.u[k], from, to);
                }
            }
        }

        private void row(Block block, int i) {
            int width = row.length;
            row[0] = 1;
            for (int j = 1; j < width; j++) {
                row[j] = block.u[j - 1][i];
            }
            int at = block.clusters[i] * stride;
            double w = block.weights[i];
            double count = block.counts[i];
            add(count * w, at);
            scatter(block, i, w, at);
            if (weighted) {
                add(count, at + size);
                scatter(block, i, 1, at + size);
                add(count * w * w, at + 2 * size);
                scatter(block, i, w * w, at + 2 * size);
            }
        }

        private void add(double mass, int from) {
            int at = from;
            for (int j = 0; j < row.length; j++) {
                double r = mass * row[j];
                for (int k = j; k < row.length; k++) {
                    data[at++] += r * row[k];
                }
            }
        }

        private void scatter(Block block, int i, double weight, int from) {
            double[][] scatter = block.scatter;
            if (scatter == null) {
                return;
            }
            int at = from + row.length;
            for (int a = 0, k = 0; a < outcomes; a++) {
                for (int b = a; b < outcomes; b++, k++) {
                    data[at + b - a] += weight * scatter[k][i];
                }
                at += row.length - 1 - a;
            }
        }
    }
}
