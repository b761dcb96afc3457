package assay.experiment;

import java.util.Arrays;

/**
 * The distinct values of a column, how often each occurs, and the flags that each has met. Values are numbered as they are
 * found, and in order of size once all have been seen.
 */
final class DistinctValues {

    private static final int START = 64;

    private double[] keys = new double[START];
    private int[] numbers = new int[START];
    private long[] flags = new long[START];
    private long[] counts = new long[START];
    private int size;
    private int last;

    DistinctValues() {
        Arrays.fill(keys, Double.NaN);
    }

    /** Adds a value that is not missing, and a flag to those that it has; its number so far. */
    int add(double value, int flag) {
        int slot = keys[last] == value ? last : slot(value);
        if (Double.isNaN(keys[slot])) {
            if (2 * (size + 1) > keys.length) {
                grow();
                slot = slot(value);
            }
            keys[slot] = value + 0.0;
            numbers[slot] = size++;
        }
        flags[slot] |= 1L << flag;
        counts[slot]++;
        last = slot;
        return numbers[slot];
    }

    int size() {
        return size;
    }

    /** The values in order of size. */
    double[] sorted() {
        return Arrays.stream(keys).filter(k -> !Double.isNaN(k)).sorted().toArray();
    }

    /** Numbers the values in order of size from now on. */
    void renumber() {
        double[] sorted = sorted();
        for (int rank = 0; rank < sorted.length; rank++) {
            numbers[slot(sorted[rank])] = rank;
        }
    }

    /** The number of a value that was added. */
    int number(double value) {
        if (keys[last] != value) {
            last = slot(value);
        }
        return numbers[last];
    }

    /** How often a value was added. */
    long count(double value) {
        return counts[slot(value)];
    }

    /** How many values have a flag. */
    int flagged(int flag) {
        int count = 0;
        for (long f : flags) {
            count += (int) (f >>> flag & 1);
        }
        return count;
    }

    /** The slot of a value, or the free one where it belongs. */
    private int slot(double value) {
        long bits = Double.doubleToLongBits(value + 0.0) * 0x9E3779B97F4A7C15L;
        int at = (int) (bits >>> 33) & (keys.length - 1);
        while (keys[at] != value && !Double.isNaN(keys[at])) {
            at = (at + 1) & (keys.length - 1);
        }
        return at;
    }

    private void grow() {
        DistinctValues larger = new DistinctValues();
        larger.keys = new double[2 * keys.length];
        larger.numbers = new int[larger.keys.length];
        larger.flags = new long[larger.keys.length];
        larger.counts = new long[larger.keys.length];
        Arrays.fill(larger.keys, Double.NaN);
        for (int i = 0; i < keys.length; i++) {
            if (!Double.isNaN(keys[i])) {
                int at = larger.slot(keys[i]);
                larger.keys[at] = keys[i];
                larger.numbers[at] = numbers[i];
                larger.flags[at] = flags[i];
                larger.counts[at] = counts[i];
            }
        }
        keys = larger.keys;
        numbers = larger.numbers;
        flags = larger.flags;
        counts = larger.counts;
        last = 0;
    }
}
