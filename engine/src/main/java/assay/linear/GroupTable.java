package assay.linear;

import java.util.Arrays;

/** A hash table of groups of identical rows with their outcome statistics. */
final class GroupTable {

    private final int outcomes;
    private final int keys;
    private final double[] origin;
    /** Regressors and instruments by column. */
    private double[][] x;
    /** Means of the outcomes less the origin. */
    private double[][] means;
    /** Cross-products about the means, upper triangle. */
    private double[][] scatter;

    private double[] counts;
    private double[] weights;
    private int[] cluster;
    private long[] hashes;
    private int[] slots;
    private int size;

    GroupTable(LinearSpec spec, double[] origin) {
        this.outcomes = spec.outcomes().size();
        this.keys = spec.columns().size() - outcomes;
        this.origin = origin;
        int capacity = 16;
        this.x = new double[keys][capacity];
        this.means = new double[outcomes][capacity];
        this.scatter = new double[outcomes * (outcomes + 1) / 2][capacity];
        this.counts = new double[capacity];
        this.weights = new double[capacity];
        this.cluster = new int[capacity];
        this.hashes = new long[capacity];
        this.slots = new int[4 * capacity];
        Arrays.fill(slots, -1);
    }

    int size() {
        return size;
    }

    double count(int group) {
        return counts[group];
    }

    double[] origin() {
        return origin;
    }

    /** What to read less before adding: outcomes less the origin, keys as they are. */
    double[] base() {
        return Arrays.copyOf(Arrays.copyOf(origin, outcomes), outcomes + keys);
    }

    /** Adds a block of rows, or of groups, less {@link #base()}. */
    void add(Block block) {
        double[] delta = new double[outcomes];
        for (int i = 0; i < block.rows; i++) {
            double count = block.counts[i];
            if (!(count > 0)) {
                continue;
            }
            int g = group(block, i);
            double before = counts[g];
            double after = before + count;
            for (int a = 0; a < outcomes; a++) {
                delta[a] = block.u[a][i] - means[a][g];
            }
            double share = count / after;
            for (int a = 0, at = 0; a < outcomes; a++) {
                double f = before * share * delta[a];
                for (int b = a; b < outcomes; b++, at++) {
                    scatter[at][g] += f * delta[b] + (block.scatter == null ? 0 : block.scatter[at][i]);
                }
            }
            for (int a = 0; a < outcomes; a++) {
                means[a][g] += share * delta[a];
            }
            counts[g] = after;
        }
    }

    private int group(Block block, int i) {
        long hash = mix(block.clusters[i] * 31L + Double.doubleToLongBits(block.weights[i]));
        for (int j = 0; j < keys; j++) {
            // Adding 0 makes one of the two zeros.
            hash = mix(hash ^ Double.doubleToLongBits(block.u[outcomes + j][i] + 0.0));
        }
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (slots[slot] >= 0) {
            if (hashes[slots[slot]] == hash && same(slots[slot], block, i)) {
                return slots[slot];
            }
            slot = (slot + 1) & mask;
        }
        if (size == counts.length) {
            grow();
            return group(block, i);
        }
        for (int j = 0; j < keys; j++) {
            x[j][size] = block.u[outcomes + j][i] + 0.0;
        }
        weights[size] = block.weights[i];
        cluster[size] = block.clusters[i];
        hashes[size] = hash;
        slots[slot] = size;
        return size++;
    }

    private boolean same(int g, Block block, int i) {
        boolean same = cluster[g] == block.clusters[i] && weights[g] == block.weights[i];
        for (int j = 0; same && j < keys; j++) {
            double value = block.u[outcomes + j][i];
            // NaN is like NaN here, so that a table of them stays small until the fit refuses it.
            same = x[j][g] == value || (Double.isNaN(value) && Double.isNaN(x[j][g]));
        }
        return same;
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }

    private void grow() {
        int capacity = Math.multiplyExact(2, counts.length);
        grow(x, capacity);
        grow(means, capacity);
        grow(scatter, capacity);
        counts = Arrays.copyOf(counts, capacity);
        weights = Arrays.copyOf(weights, capacity);
        cluster = Arrays.copyOf(cluster, capacity);
        hashes = Arrays.copyOf(hashes, capacity);
        slots = new int[4 * capacity];
        Arrays.fill(slots, -1);
        int mask = slots.length - 1;
        for (int g = 0; g < size; g++) {
            int slot = (int) hashes[g] & mask;
            while (slots[slot] >= 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = g;
        }
    }

    private static void grow(double[][] columns, int capacity) {
        for (int j = 0; j < columns.length; j++) {
            columns[j] = Arrays.copyOf(columns[j], capacity);
        }
    }

    /** Copies groups into a block, less an origin. */
    void copy(int from, int rows, double[] target, Block block) {
        block.rows = rows;
        block.counted = true;
        block.weighted = true;
        double[][] out = block.scatter;
        for (int a = 0; a < outcomes; a++) {
            double shift = origin[a] - target[a];
            for (int i = 0; i < rows; i++) {
                block.u[a][i] = means[a][from + i] + shift;
            }
        }
        for (int j = 0; j < keys; j++) {
            for (int i = 0; i < rows; i++) {
                block.u[outcomes + j][i] = x[j][from + i] - target[outcomes + j];
            }
        }
        for (int s = 0; out != null && s < scatter.length; s++) {
            System.arraycopy(scatter[s], from, out[s], 0, rows);
        }
        System.arraycopy(counts, from, block.counts, 0, rows);
        System.arraycopy(weights, from, block.weights, 0, rows);
        System.arraycopy(cluster, from, block.clusters, 0, rows);
    }

    /** Means by column near the middle of the first groups. */
    double[] middle() {
        double[] out = origin.clone();
        int rows = Math.min(size, Block.ROWS);
        for (int j = 0; j < keys; j++) {
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                sum += x[j][i];
            }
            out[outcomes + j] = Double.isFinite(sum) && rows > 0 ? sum / rows : 0;
        }
        return out;
    }
}
