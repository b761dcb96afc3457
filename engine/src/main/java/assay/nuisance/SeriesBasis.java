package assay.nuisance;

/**
 * A constant, orthonormal Hermite polynomials of each standardised column up to a degree, and products of two columns.
 *
 * <p>Standardised values are held to the range seen in learning, so that a polynomial is never extrapolated. A column
 * with two values gets no powers.
 */
final class SeriesBasis extends Basis {

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

    private double value(double[][] columns, int j, int row) {
        return Math.min(Math.max(standard.standard(columns, j, row), low[j]), high[j]);
    }

    @Override
    void fill(double[][] columns, int row, double[] out, int at) {
        int count = columns.length;
        int next = at;
        out[next++] = 1;
        // First the columns themselves, so that products can read them.
        for (int j = 0; j < count; j++) {
            out[next++] = value(columns, j, row);
        }
        for (int j = 0; j < count; j++) {
            double z = out[at + 1 + j];
            double before = 1;
            double here = z;
            for (int k = 2; k <= degrees[j]; k++) {
                // He_k = z He_(k-1) - (k - 1) He_(k-2), each divided by sqrt(k!).
                double above = (z * here - Math.sqrt(k - 1) * before) / Math.sqrt(k);
                out[next++] = above;
                before = here;
                here = above;
            }
        }
        if (pairs) {
            for (int j = 0; j < count; j++) {
                for (int k = 0; k < j; k++) {
                    out[next++] = out[at + 1 + j] * out[at + 1 + k];
                }
            }
        }
    }
}
