package assay.random;

import assay.distribution.NormalDraws;
import java.util.Arrays;
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
    private static final int LANES = 256;
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
     * Whole blocks, many at a time: a round is one loop over words that are kept in longs whose upper halves stay zero,
     * a shape that compilers turn into vector instructions.
     */
    private void pairs(double[] out, int from, int count) {
        int lanes = Math.min(count, LANES);
        long[] c0 = new long[lanes];
        long[] c1 = new long[lanes];
        long[] c2 = new long[lanes];
        long[] c3 = new long[lanes];
        for (int done = 0; done < count; done += lanes) {
            for (int i = 0; i < lanes; i++) {
                c0[i] = (block + i) & LOW;
                c1[i] = (block + i) >>> 32;
            }
            Arrays.fill(c2, stream & LOW);
            Arrays.fill(c3, replicate & LOW);
            for (int round = 0; round < 10; round++) {
                round(c0, c1, c2, c3, (key0 + round * W0) & LOW, (key1 + round * W1) & LOW);
            }
            int used = Math.min(lanes, count - done);
            for (int i = 0; i < used; i++) {
                int at = from + 2 * (done + i);
                out[at] = uniform(c0[i] | c1[i] << 32);
                out[at + 1] = uniform(c2[i] | c3[i] << 32);
            }
            block += used;
        }
    }

    private static void round(long[] c0, long[] c1, long[] c2, long[] c3, long k0, long k1) {
        for (int i = 0; i < c0.length; i++) {
            long a = M0 * c0[i];
            long b = M1 * c2[i];
            c0[i] = (b >>> 32) ^ c1[i] ^ k0;
            c2[i] = (a >>> 32) ^ c3[i] ^ k1;
            c1[i] = b & LOW;
            c3[i] = a & LOW;
        }
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
