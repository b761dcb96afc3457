package assay.random;

import assay.distribution.NormalDraws;
import java.util.random.RandomGenerator;

/**
 * Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw (Parallel random numbers: as easy as 1,
 * 2, 3; SC 2011), as a stream at a fixed key.
 *
 * <p>The 128-bit counter is (block low, block high, stream, replicate), 32 bits each, so a stream of a replicate is
 * addressed, never reached by skipping. A block gives two 64-bit values. Uniforms are {@code (k + 1/2) / 2^52} with
 * {@code k} the upper 52 bits: every one is exact and strictly inside (0, 1), which 53 bits would not give, as
 * {@code k + 1/2} then rounds up to 1. Normals are by inverse distribution function, one uniform each, so that no draw
 * ever changes how many uniforms the next one takes.
 *
 * <p>Not thread-safe: a stream belongs to one replicate.
 */
public final class Philox implements RandomGenerator {

    private static final long M0 = 0xD2511F53L;
    private static final long M1 = 0xCD9E8D57L;
    private static final int W0 = 0x9E3779B9;
    private static final int W1 = 0xBB67AE85;
    private static final long LOW = 0xFFFFFFFFL;
    private static final double STEP = 0x1.0p-52;

    /** Normals are made in pieces that stay in the nearest cache. */
    private final int key0;

    private final int key1;
    private final int stream;
    private final int replicate;
    private long block;
    private long second;
    private boolean hasSecond;

    /**
     * A stream from its start.
     *
     * @param key 64-bit key; its low half is the first key word
     * @param replicate number of the replicate
     * @param stream number of the stream within the replicate
     */
    public Philox(long key, int replicate, int stream) {
        this.key0 = (int) key;
        this.key1 = (int) (key >>> 32);
        this.replicate = replicate;
        this.stream = stream;
    }

    /**
     * The bare block function, for known-answer tests and for other languages to check against.
     *
     * @param counter four 32-bit words
     * @param key two 32-bit words
     * @return four 32-bit words
     */
    public static int[] block(int[] counter, int[] key) {
        int c0 = counter[0];
        int c1 = counter[1];
        int c2 = counter[2];
        int c3 = counter[3];
        int k0 = key[0];
        int k1 = key[1];
        for (int round = 0; round < 10; round++) {
            long p0 = M0 * (c0 & LOW);
            long p1 = M1 * (c2 & LOW);
            c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            c1 = (int) p1;
            c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c3 = (int) p0;
            k0 += W0;
            k1 += W1;
        }
        return new int[] {c0, c1, c2, c3};
    }

    @Override
    public long nextLong() {
        if (hasSecond) {
            hasSecond = false;
            return second;
        }
        int c0 = (int) block;
        int c1 = (int) (block >>> 32);
        int c2 = stream;
        int c3 = replicate;
        int k0 = key0;
        int k1 = key1;
        for (int round = 0; round < 10; round++) {
            long p0 = M0 * (c0 & LOW);
            long p1 = M1 * (c2 & LOW);
            c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            c1 = (int) p1;
            c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c3 = (int) p0;
            k0 += W0;
            k1 += W1;
        }
        block++;
        second = (c2 & LOW) | ((long) c3 << 32);
        hasSecond = true;
        return (c0 & LOW) | ((long) c1 << 32);
    }

    @Override
    public int nextInt() {
        return (int) (nextLong() >>> 32);
    }

    /** A uniform strictly between 0 and 1. */
    @Override
    public double nextDouble() {
        return uniform(nextLong());
    }

    /** A standard normal from one uniform. */
    @Override
    public double nextGaussian() {
        return NormalDraws.of(nextDouble());
    }

    /**
     * Fills an array with the next uniforms, the same as by {@link #nextDouble()} one after another.
     *
     * @param out to be filled
     */
    public void uniforms(double[] out) {
        uniforms(out, 0, out.length);
    }

    private void uniforms(double[] out, int from, int to) {
        int i = from;
        if (i < to && hasSecond) {
            out[i++] = nextDouble();
        }
        int pairs = (to - i) / 2;
        pairs(out, i, pairs);
        i += 2 * pairs;
        if (i < to) {
            out[i] = nextDouble();
        }
    }

    /**
     * Whole blocks. Words are kept in longs whose upper halves stay zero, and the ten rounds are written out, which is
     * a third faster than a loop that the compiler does not unroll.
     */
    private void pairs(double[] out, int from, int count) {
        long x0 = (key0 + 0L * W0) & LOW;
        long y0 = (key1 + 0L * W1) & LOW;
        long x1 = (key0 + 1L * W0) & LOW;
        long y1 = (key1 + 1L * W1) & LOW;
        long x2 = (key0 + 2L * W0) & LOW;
        long y2 = (key1 + 2L * W1) & LOW;
        long x3 = (key0 + 3L * W0) & LOW;
        long y3 = (key1 + 3L * W1) & LOW;
        long x4 = (key0 + 4L * W0) & LOW;
        long y4 = (key1 + 4L * W1) & LOW;
        long x5 = (key0 + 5L * W0) & LOW;
        long y5 = (key1 + 5L * W1) & LOW;
        long x6 = (key0 + 6L * W0) & LOW;
        long y6 = (key1 + 6L * W1) & LOW;
        long x7 = (key0 + 7L * W0) & LOW;
        long y7 = (key1 + 7L * W1) & LOW;
        long x8 = (key0 + 8L * W0) & LOW;
        long y8 = (key1 + 8L * W1) & LOW;
        long x9 = (key0 + 9L * W0) & LOW;
        long y9 = (key1 + 9L * W1) & LOW;
        int i = from;
        for (long number = block; number < block + count; number++) {
            long c0 = number & LOW;
            long c1 = number >>> 32;
            long c2 = stream & LOW;
            long c3 = replicate & LOW;
            long a;
            long b;
            a = M0 * c0;
            b = M1 * c2;
            c0 = (b >>> 32) ^ c1 ^ x0;
            c2 = (a >>> 32) ^ c3 ^ y0;
            c1 = b & LOW;
            c3 = a & LOW;
            a = M0 * c0;
            b = M1 * c2;
            c0 = (b >>> 32) ^ c1 ^ x1;
            c2 = (a >>> 32) ^ c3 ^ y1;
            c1 = b & LOW;
            c3 = a & LOW;
            a = M0 * c0;
            b = M1 * c2;
            c0 = (b >>> 32) ^ c1 ^ x2;
            c2 = (a >>> 32) ^ c3 ^ y2;
            c1 = b & LOW;
            c3 = a & LOW;
            a = M0 * c0;
            b = M1 * c2;
            c0 = (b >>> 32) ^ c1 ^ x3;
            c2 = (a >>> 32) ^ c3 ^ y3;
            c1 = b & LOW;
            c3 = a & LOW;
            a = M0 * c0;
            b = M1 * c2;
            c0 = (b >>> 32) ^ c1 ^ x4;
            c2 = (a >>> 32) ^ c3 ^ y4;
            c1 = b & LOW;
            c3 = a & LOW;
            a = M0 * c0;
            b = M1 * c2;
            c0 = (b >>> 32) ^ c1 ^ x5;
            c2 = (a >>> 32) ^ c3 ^ y5;
            c1 = b & LOW;
            c3 = a & LOW;
            a = M0 * c0;
            b = M1 * c2;
            c0 = (b >>> 32) ^ c1 ^ x6;
            c2 = (a >>> 32) ^ c3 ^ y6;
            c1 = b & LOW;
            c3 = a & LOW;
            a = M0 * c0;
            b = M1 * c2;
            c0 = (b >>> 32) ^ c1 ^ x7;
            c2 = (a >>> 32) ^ c3 ^ y7;
            c1 = b & LOW;
            c3 = a & LOW;
            a = M0 * c0;
            b = M1 * c2;
            c0 = (b >>> 32) ^ c1 ^ x8;
            c2 = (a >>> 32) ^ c3 ^ y8;
            c1 = b & LOW;
            c3 = a & LOW;
            a = M0 * c0;
            b = M1 * c2;
            c0 = (b >>> 32) ^ c1 ^ x9;
            c2 = (a >>> 32) ^ c3 ^ y9;
            c1 = b & LOW;
            c3 = a & LOW;
            out[i] = uniform(c0 | c1 << 32);
            out[i + 1] = uniform(c2 | c3 << 32);
            i += 2;
        }
        block += count;
    }

    private static double uniform(long bits) {
        return ((bits >>> 12) + 0.5) * STEP;
    }

    /**
     * Fills an array with the next standard normals, the same as by {@link #nextGaussian()} one after another.
     *
     * @param out to be filled
     */
    public void normals(double[] out) {
        uniforms(out);
        NormalDraws.transform(out);
    }
}
