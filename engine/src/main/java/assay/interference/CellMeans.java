package assay.interference;

/**
 * The four cell means of a product design with their joint covariance, {@code V_buyer + V_seller - V_pair}: between cells of the
 * same buyers through these, between cells of the same sellers through those, and the noise of pairs, which is in both, once.
 */
final class CellMeans {

    private final double[] means;
    private final double[][] covariance = new double[ProductDesign.CELLS][ProductDesign.CELLS];
    /** Covariances of the means by what varies: buyers not treated and treated, sellers not treated and treated. */
    private final double[][][] parts = new double[4][ProductDesign.CELLS][ProductDesign.CELLS];

    private final double[] pair = new double[ProductDesign.CELLS];
    private final double[] df = new double[4];

    CellMeans(ProductDesign design) {
        means = design.means();
        double[][] ofBuyers = design.buyerMeans();
        double[][] ofSellers = design.sellerMeans();
        for (int a = 0; a < 2; a++) {
            df[a] = design.buyers(a) - 1.0;
            df[2 + a] = design.sellers(a) - 1.0;
            for (int s = 0; s < 2; s++) {
                for (int t = 0; t < 2; t++) {
                    parts[a][2 * a + s][2 * a + t] =
                            covariance(ofBuyers[s], ofBuyers[t], design.buyerArm(), a, design.buyers(a));
                    parts[2 + a][2 * s + a][2 * t + a] =
                            covariance(ofSellers[s], ofSellers[t], design.sellerArm(), a, design.sellers(a));
                }
            }
        }
        double[] squares = design.pairVariances(means, ofBuyers, ofSellers);
        for (int c = 0; c < ProductDesign.CELLS; c++) {
            pair[c] = squares[c] / design.pairs(c);
            for (int d = 0; d < ProductDesign.CELLS; d++) {
                for (double[][] part : parts) {
                    covariance[c][d] += part[c][d];
                }
            }
            covariance[c][c] -= pair[c];
        }
    }

    /** The covariance of the means of two columns over those in an arm. */
    private static double covariance(double[] x, double[] y, double[] arm, int which, int count) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < arm.length; i++) {
            if (arm[i] == which) {
                meanX += x[i] / count;
                meanY += y[i] / count;
            }
        }
        double sum = 0;
        for (int i = 0; i < arm.length; i++) {
            if (arm[i] == which) {
                sum += (x[i] - meanX) * (y[i] - meanY);
            }
        }
        return sum / (count - 1.0) / count;
    }

    double[] means() {
        return means;
    }

    double value(double[] contrast) {
        double sum = 0;
        for (int c = 0; c < means.length; c++) {
            sum += contrast[c] * means[c];
        }
        return sum;
    }

    /** The covariance of two contrasts. */
    double covariance(double[] a, double[] b) {
        return form(covariance, a, b);
    }

    /** The variance of a contrast, not below that of the noise of pairs, which is a part of it. */
    double variance(double[] contrast) {
        double least = 0;
        for (int c = 0; c < pair.length; c++) {
            least += contrast[c] * contrast[c] * pair[c];
        }
        return Math.max(least, covariance(contrast, contrast));
    }

    /** Satterthwaite's degrees of freedom, from the variances of all that is added and taken off. */
    double degreesOfFreedom(double[] contrast) {
        double squares = 0;
        for (int k = 0; k < parts.length; k++) {
            double part = form(parts[k], contrast, contrast);
            squares += part * part / df[k];
        }
        for (int c = 0; c < pair.length; c++) {
            double part = contrast[c] * contrast[c] * pair[c];
            squares += part * part / (df[c / 2] * df[2 + c % 2]);
        }
        double variance = variance(contrast);
        return variance * variance / squares;
    }

    private static double form(double[][] matrix, double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            for (int d = 0; d < b.length; d++) {
                sum += a[c] * matrix[c][d] * b[d];
            }
        }
        return sum;
    }
}
