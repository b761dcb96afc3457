package assay.linear;

import assay.EstimationException;
import assay.Problem;
import java.util.stream.IntStream;

/** Weighted means and centred cross-products of all columns. */
final class Moments {

    private static final double CONSTANT = 2e-15;

    /** Rows. */
    final double rows;
    /** Clusters that have rows of positive weight. */
    final int clusters;
    /** Sum of weights. */
    final double mass;
    /** Weighted means. */
    final double[] means;
    /** Weighted cross-products about the means; full, symmetric. */
    final double[][] s;

    Moments(double rows, int clusters, double mass, double[] means, double[][] s) {
        this.rows = rows;
        this.clusters = clusters;
        this.mass = mass;
        this.means = means;
        this.s = s;
    }

    /** From sums about an origin: element 0 of the packed triangle is the mass, then come the sums. */
    static Moments of(double rows, int clusters, double[] origin, double[] packed, LinearSpec spec) {
        int p = origin.length;
        double mass = packed[0];
        if (!(rows > 0)) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS, "There are no rows of positive weight.", "Check the weights and the filter.");
        }
        double[] means = new double[p];
        double[][] s = new double[p][p];
        for (int j = 0; j < p; j++) {
            double shift = packed[1 + j] / mass;
            if (!Double.isFinite(shift)) {
                throw new EstimationException(
                        Problem.NOT_FINITE,
                        "Column '" + spec.columns().get(j) + "' holds a value that is missing or infinite.",
                        "Remove or impute it before fitting.");
            }
            means[j] = origin[j] + shift;
        }
        int at = 1 + p;
        for (int i = 0; i < p; i++) {
            for (int j = i; j < p; j++, at++) {
                s[i][j] = packed[at] - packed[1 + i] * (packed[1 + j] / mass);
                s[j][i] = s[i][j];
            }
            if (!Double.isFinite(s[i][i])) {
                throw new EstimationException(
                        Problem.NOT_FINITE,
                        "Column '" + spec.columns().get(i) + "' holds values whose squares overflow.",
                        "Measure it in a larger unit.");
            }
        }
        return new Moments(rows, clusters, mass, means, s);
    }

    /** Whether a column does not vary, to rounding. */
    boolean constant(int j) {
        return !(Math.sqrt(s[j][j] / mass) > CONSTANT * Math.abs(means[j]));
    }

    static int packedSize(int columns) {
        return (columns + 1) * (columns + 2) / 2;
    }

    /** One pass over the rows; the parts are added in their order, whatever threads read them. */
    static Moments of(Feed feed) {
        double[] origin = feed.origin();
        int p = origin.length;
        Sums[] parts = new Sums[feed.parts()];
        IntStream range = IntStream.range(0, parts.length);
        (parts.length > 1 ? range.parallel() : range).forEach(part -> {
            Sums sums = new Sums(p, feed.spec().outcomes().size(), feed.clusters());
            feed.read(part, origin, sums::add);
            parts[part] = sums;
        });
        double[] packed = parts[0].packed();
        double rows = parts[0].rows;
        for (int part = 1; part < parts.length; part++) {
            double[] more = parts[part].packed();
            for (int i = 0; i < packed.length; i++) {
                packed[i] += more[i];
            }
            rows += parts[part].rows;
        }
        int occupied = 0;
        for (int c = 0; c < feed.clusters(); c++) {
            boolean any = false;
            for (Sums part : parts) {
                any |= part.occupied[c];
            }
            occupied += any ? 1 : 0;
        }
        return of(rows, occupied, origin, packed, feed.spec());
    }

    /** Sums of a part. */
    private static final class Sums {

        private final double[][] cross;
        private final double[] sums;
        private double[][] scaled = new double[0][];
        private final boolean[] occupied;
        private double[] mass = new double[0];
        private final int outcomes;
        private double rows;
        private double total;

        Sums(int p, int outcomes, int clusters) {
            occupied = new boolean[clusters];
            cross = new double[p][p];
            sums = new double[p];
            this.outcomes = outcomes;
        }

        void add(Block block) {
            int n = block.rows;
            if (mass.length < n) {
                mass = new double[block.capacity];
            }
            boolean plain = !block.mass(mass);
            rows += block.counted ? Columns.sum(block.counts, n) : n;
            total += plain ? n : Columns.sum(mass, n);
            double[][] left = block.u;
            if (!plain) {
                if (scaled.length == 0 || scaled[0].length < n) {
                    scaled = new double[cross.length][block.capacity];
                }
                left = scaled;
                for (int j = 0; j < left.length; j++) {
                    for (int i = 0; i < n; i++) {
                        left[j][i] = block.u[j][i] * mass[i];
                    }
                }
            }
            for (int j = 0; j < left.length; j++) {
                sums[j] += Columns.sum(left[j], n);
            }
            Columns.addCrossProducts(left, block.u, n, cross);
            for (int i = 0; i < n && occupied.length > 0; i++) {
                occupied[block.clusters[i]] |= block.counts[i] > 0;
            }
            double[][] scatter = block.scatter;
            if (scatter != null) {
                for (int a = 0, at = 0; a < outcomes; a++) {
                    for (int b = a; b < outcomes; b++, at++) {
                        for (int i = 0; i < n; i++) {
                            cross[a][b] += block.weights[i] * scatter[at][i];
                        }
                    }
                }
            }
        }

        double[] packed() {
            int p = sums.length;
            double[] out = new double[packedSize(p)];
            out[0] = total;
            System.arraycopy(sums, 0, out, 1, p);
            int at = 1 + p;
            for (int i = 0; i < p; i++) {
                for (int j = i; j < p; j++) {
                    out[at++] = cross[i][j];
                }
            }
            return out;
        }
    }
}
