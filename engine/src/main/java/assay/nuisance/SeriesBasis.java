package assay.nuisance;

/**
 * A constant, orthonormal Hermite polynomials of each standardised column up to a degree, and products of two columns.
 *
 * <p>Beyond the range seen in learning, straight lines and parabolas go on, and the rest of each polynomial stays at its
 * value at the end of the range. From degree 3 each polynomial is halved once more than the one before, so that a ridge
 * holds wigglier terms more tightly. A column with two values gets no powers.
 */
final class SeriesBasis extends Basis {

    static final int MAX_DEGREE = 9;

    private static final double[] ROOTS = new double[MAX_DEGREE + 1];

    static {
        for (int k = 0; k < ROOTS.length; k++) {
            ROOTS[k] = Math.sqrt(k);
        }
    }

    private final StandardBasis standard;
    private final double[] low;
    private final double[] high;
    private final int[] degrees;
    private final boolean pairs;
    private final int size;

    SeriesBasis(double[][] columns, int[] rows, int degree, Interactions interactions) {
        int count = columns.length;
        standard = new StandardBasis(columns, rows);
        low = new double[count];
        high = new double[count];
        degrees = new int[count];
        pairs = interactions == Interactions.PAIRWISE;
        int features = 1 + (pairs ? count * (count - 1) / 2 : 0);
        for (int j = 0; j < count; j++) {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            for (int row : rows) {
                double z = standard.standard(columns, j, row);
                min = Math.min(min, z);
                max = Math.max(max, z);
            }
            low[j] = min;
            high[j] = max;
            degrees[j] = twoValued(columns, j, rows) ? 1 : degree;
            features += degrees[j];
        }
        size = features;
    }

    private boolean twoValued(double[][] columns, int j, int[] rows) {
        for (int row : rows) {
            double z = standard.standard(columns, j, row);
            if (z != low[j] && z != high[j]) {
                return false;
            }
        }
        return true;
    }

    @Override
    int size() {
        return size;
    }

    @Override
    void fill(double[][] columns, int row, double[] out, int at) {
        int count = columns.length;
        int next = at;
        out[next++] = 1;
        // First the columns themselves, so that products can read them.
        for (int j = 0; j < count; j++) {
            out[next++] = standard.standard(columns, j, row);
        }
        for (int j = 0; j < count; j++) {
            next = powers(j, out[at + 1 + j], out, next);
        }
        if (pairs) {
            for (int j = 0; j < count; j++) {
                for (int k = 0; k < j; k++) {
                    out[next++] = out[at + 1 + j] * out[at + 1 + k];
                }
            }
        }
    }

    private int powers(int j, double z, double[] out, int from) {
        int next = from;
        if (degrees[j] < 2) {
            return next;
        }
        double held = Math.min(Math.max(z, low[j]), high[j]);
        double before = held;
        double here = (held * held - 1) / ROOTS[2];
        out[next++] = (z * z - 1) / ROOTS[2];
        double scale = 1;
        for (int k = 3; k <= degrees[j]; k++) {
            // He_k = z He_(k-1) - (k - 1) He_(k-2), each divided by sqrt(k!).
            double above = (held * here - ROOTS[k - 1] * before) / ROOTS[k];
            scale /= 2;
            out[next++] = above * scale;
            before = here;
            here = above;
        }
        return next;
    }
}
