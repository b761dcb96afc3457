package assay.experiment;

/**
 * Means and cross-products about them of covariates and outcomes in a group of rows. Tiles of rows are centred on their own
 * means and merged by the update of Chan, Golub and LeVeque (Updating formulae and a pairwise algorithm for computing
 * sample variances, 1979), so that nothing is lost to large means.
 */
final class CellMoments {

    final int covariates;
    final int outcomes;
    final double[] means;
    /** Covariates by covariates, the upper triangle. */
    final double[][] xx;
    /** Covariates by outcomes. */
    final double[][] xy;
    /** Outcomes. */
    final double[] yy;

    long rows;

    CellMoments(int covariates, int outcomes) {
        this.covariates = covariates;
        this.outcomes = outcomes;
        this.means = new double[covariates + outcomes];
        this.xx = new double[covariates][covariates];
        this.xy = new double[covariates][outcomes];
        this.yy = new double[outcomes];
    }

    /** Adds a tile, covariates before outcomes; {@code centred} takes the deviations from the means of the tile. */
    void add(int n, double[][] columns, double[][] centred) {
        double[] tileMeans = new double[means.length];
        for (int j = 0; j < means.length; j++) {
            tileMeans[j] = center(n, columns[j], centred[j]);
        }
        for (int a = 0; a < covariates; a++) {
            for (int b = a; b < covariates; b++) {
                xx[a][b] += dot(n, centred[a], centred[b]);
            }
            for (int j = 0; j < outcomes; j++) {
                xy[a][j] += dot(n, centred[a], centred[covariates + j]);
            }
        }
        for (int j = 0; j < outcomes; j++) {
            yy[j] += dot(n, centred[covariates + j], centred[covariates + j]);
        }
        shift(n, tileMeans);
    }

    /** Adds the rows of another group. */
    void add(CellMoments other) {
        for (int a = 0; a < covariates; a++) {
            for (int b = a; b < covariates; b++) {
                xx[a][b] += other.xx[a][b];
            }
            for (int j = 0; j < outcomes; j++) {
                xy[a][j] += other.xy[a][j];
            }
        }
        for (int j = 0; j < outcomes; j++) {
            yy[j] += other.yy[j];
        }
        shift(other.rows, other.means);
    }

    /** Moves the means, and adds to the squares what lies between the means of the two groups. */
    private void shift(long n, double[] theirs) {
        if (n == 0) {
            return;
        }
        double weight = rows / (double) (rows + n) * n;
        double[] step = new double[means.length];
        for (int j = 0; j < step.length; j++) {
            step[j] = theirs[j] - means[j];
            means[j] += step[j] * (n / (double) (rows + n));
        }
        rows += n;
        for (int a = 0; a < covariates; a++) {
            double scaled = weight * step[a];
            for (int b = a; b < covariates; b++) {
                xx[a][b] += scaled * step[b];
            }
            for (int j = 0; j < outcomes; j++) {
                xy[a][j] += scaled * step[covariates + j];
            }
        }
        for (int j = 0; j < outcomes; j++) {
            yy[j] += weight * step[covariates + j] * step[covariates + j];
        }
    }

    /** The variance of the mean of an outcome. */
    double meanVariance(int outcome) {
        return yy[outcome] / (rows - 1) / rows;
    }

    /** Whether an outcome is the same in all rows up to rounding. */
    boolean constant(int outcome) {
        return Math.sqrt(yy[outcome] / rows) <= ArmMoments.ROUNDING * Math.abs(means[covariates + outcome]);
    }

    private static double center(int n, double[] column, double[] centred) {
        double origin = column[0];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double d = column[i] - origin;
            centred[i] = d;
            sum += d;
        }
        double mean = sum / n;
        for (int i = 0; i < n; i++) {
            centred[i] -= mean;
        }
        return origin + mean;
    }

    static double dot(int n, double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < n; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
