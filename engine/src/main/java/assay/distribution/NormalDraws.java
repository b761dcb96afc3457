package assay.distribution;

import org.apache.commons.math3.util.FastMath;

/**
 * Standard normals from uniforms by inverse distribution function, one uniform each, three times faster than
 * {@link NormalDistribution#quantile} and within 2e-15 of it, times its size beyond 1.
 *
 * <p>The quantile as a function of {@code r = min(u, 1 - u)} is singular at 0 only. On each of 32 equal parts of a binary
 * octave {@code [2^-k, 2^(1-k))} the singularity is at least 64 half-widths away, so that the Chebyshev interpolant of
 * degree 7 is exact to rounding (Trefethen, Approximation Theory and Approximation Practice, theorem 8.2). Exponent and
 * leading bits of {@code r} are the index of the part and its other bits the place in it.
 */
public final class NormalDraws {

    private static final int PART_BITS = 5;
    private static final int PARTS = 1 << PART_BITS;
    private static final int TERMS = 8;
    private static final int SMALLEST_EXPONENT = 1023 - 53;
    private static final int LARGEST_EXPONENT = 1023 - 1;
    private static final long MANTISSA = (1L << 52) - 1;
    private static final long TWO = 0x4000000000000000L;
    private static final double[] COEFFICIENTS = coefficients();

    private NormalDraws() {}

    /**
     * A standard normal.
     *
     * @param u a uniform in [2^-53, 1 - 2^-53], as the streams of {@code assay.random} give
     * @return the value below which the distribution has mass u
     */
    public static double of(double u) {
        double r = Math.min(u, 1 - u);
        long bits = Double.doubleToRawLongBits(r);
        int at = ((int) (bits >>> (52 - PART_BITS)) - (SMALLEST_EXPONENT << PART_BITS)) * TERMS;
        double x = Double.longBitsToDouble(((bits << PART_BITS) & MANTISSA) | TWO) - 3;
        double[] c = COEFFICIENTS;
        double z = c[at + 7];
        z = z * x + c[at + 6];
        z = z * x + c[at + 5];
        z = z * x + c[at + 4];
        z = z * x + c[at + 3];
        z = z * x + c[at + 2];
        z = z * x + c[at + 1];
        z = z * x + c[at];
        // No branch: which half a uniform is in cannot be predicted.
        return Math.copySign(z, u - 0.5);
    }

    /**
     * Turns uniforms into standard normals in place, the same as by {@link #of(double)} one after another.
     *
     * @param uniforms to be replaced
     */
    public static void transform(double[] uniforms) {
        for (int i = 0; i < uniforms.length; i++) {
            uniforms[i] = of(uniforms[i]);
        }
    }

    /** Coefficients of powers of x in [-1, 1), part by part; the last octave holds one half itself. */
    private static double[] coefficients() {
        int parts = (LARGEST_EXPONENT - SMALLEST_EXPONENT + 1) * PARTS;
        double[] all = new double[parts * TERMS];
        for (int part = 0; part < parts; part++) {
            long exponent = SMALLEST_EXPONENT + part / (long) PARTS;
            long lead = part % PARTS;
            double low = Double.longBitsToDouble(exponent << 52 | lead << (52 - PART_BITS));
            double width = Double.longBitsToDouble(exponent << 52) / PARTS;
            interpolate(low, width, all, part * TERMS);
        }
        return all;
    }

    private static void interpolate(double low, double width, double[] out, int at) {
        // Differences from the middle are small, so that their sums lose nothing to rounding.
        double middle = NormalDistribution.quantile(low + width / 2);
        double[] chebyshev = new double[TERMS];
        for (int i = 0; i < TERMS; i++) {
            double angle = FastMath.PI * (i + 0.5) / TERMS;
            double value = NormalDistribution.quantile(low + width * (FastMath.cos(angle) + 1) / 2) - middle;
            for (int j = 0; j < TERMS; j++) {
                chebyshev[j] += value * FastMath.cos(j * angle) * (j == 0 ? 1 : 2) / TERMS;
            }
        }
        double[] before = new double[TERMS];
        double[] current = new double[TERMS];
        before[0] = 1;
        current[1] = 1;
        for (int j = 0; j < TERMS; j++) {
            for (int power = 0; power < TERMS; power++) {
                out[at + power] += chebyshev[j] * before[power];
            }
            double[] next = new double[TERMS];
            for (int power = 0; power < TERMS; power++) {
                next[power] = (power > 0 ? 2 * current[power - 1] : 0) - before[power];
            }
            before = current;
            current = next;
        }
        out[at] += middle;
    }
}
