package assay.bench;

import assay.random.Philox;
import java.util.List;
import org.apache.commons.math3.util.FastMath;

/** Tables of any length for benchmarks, in chunks keyed by their number: any prefix is the same for every length. */
enum Generator {
    /** A linear model with a treatment, clusters and an instrument, as {@code gen_linear.py}. */
    LINEAR(11, "y t x1 x2 x3 x4 x5 x6 x7 x8 x9 x10 cl ycl tcl z d yiv") {
        @Override
        void fill(Philox random, int rows, double[][] out) {
            double[] effects = new double[CLUSTERS];
            new Philox(11, Integer.MAX_VALUE, 1).normals(effects);
            for (int i = 0; i < rows; i++) {
                double mean = 1;
                for (int k = 1; k <= 10; k++) {
                    double x = round(random.nextGaussian());
                    out[1 + k][i] = x;
                    mean += .5 / k * x;
                }
                double t = random.nextDouble() < .5 ? 1 : 0;
                int cluster = (int) (CLUSTERS * random.nextDouble());
                double shared = .25 * effects[cluster];
                double z = random.nextDouble() < .5 ? 1 : 0;
                double v = random.nextGaussian();
                double d = .8 * z + .5 * v + .3 * out[2][i] + random.nextGaussian() > .5 ? 1 : 0;
                double treated = cluster % 2 == 0 ? 1 : 0;
                out[0][i] = round(mean + .1 * t + (1 + .5 * t) * random.nextGaussian());
                out[1][i] = t;
                out[12][i] = cluster;
                out[13][i] = round(mean + .1 * treated + shared + random.nextGaussian());
                out[14][i] = treated;
                out[15][i] = z;
                out[16][i] = d;
                out[17][i] = round(mean + .3 * d + .7 * v + shared + random.nextGaussian());
            }
        }
    },
    /** Four arms, ten segments, five covariates and twenty outcomes, as {@code gen_multiplicity.py}. */
    GRID(12, "arm seg x1 x2 x3 x4 x5 y1 y2 y3 y4 y5 y6 y7 y8 y9 y10 y11 y12 y13 y14 y15 y16" + " y17 y18 y19 y20") {
        @Override
        void fill(Philox random, int rows, double[][] out) {
            for (int i = 0; i < rows; i++) {
                double u = random.nextDouble();
                double arm = u < .4 ? 0 : u < .6 ? 1 : u < .8 ? 2 : 3;
                // The inverse of the distribution with probabilities proportional to 10, 9, .. 1.
                double v = 55 * random.nextDouble();
                double seg = 0;
                for (double left = 10; v > left; left--) {
                    v -= left;
                    seg++;
                }
                double common = random.nextGaussian();
                double x1 = round((common + random.nextGaussian()) * Math.sqrt(.5));
                double x2 = round((common + random.nextGaussian()) * Math.sqrt(.5));
                double x4 = random.nextDouble() < .3 ? 1 : 0;
                double x5 = round(FastMath.exp(random.nextGaussian()));
                out[0][i] = arm;
                out[1][i] = seg;
                out[2][i] = x1;
                out[3][i] = x2;
                out[4][i] = round((common + random.nextGaussian()) * Math.sqrt(.5));
                out[5][i] = x4;
                out[6][i] = x5;
                double effect = arm == 1 ? .02 : 0;
                double mean = .5 * x1 + .3 * x2 + .2 * FastMath.log(1 + x5) + .1 * seg / 9;
                double chance = 1 / (1 + FastMath.exp(2 - .6 * x1 - .4 * x4));
                for (int j = 1; j <= 20; j++) {
                    out[6 + j][i] = j <= 10
                            ? round(mean + (j <= 2 ? effect : 0) + random.nextGaussian())
                            : j <= 16
                                    ? (random.nextDouble() < chance ? 1 : 0)
                                    : random.nextDouble() < .1 + .02 * x4
                                            ? round(FastMath.exp(1 + .3 * x1 + random.nextGaussian()))
                                            : 0;
                }
            }
        }
    },
    /** Two arms and four metrics: a conversion, a count, a revenue and a continuous one. */
    METRICS(13, "arm converted visits revenue minutes") {
        @Override
        void fill(Philox random, int rows, double[][] out) {
            for (int i = 0; i < rows; i++) {
                double arm = random.nextDouble() < .5 ? 1 : 0;
                double converted = random.nextDouble() < .05 + .001 * arm ? 1 : 0;
                out[0][i] = arm;
                out[1][i] = converted;
                out[2][i] = converted + Math.floor(-2 * FastMath.log(random.nextDouble()));
                out[3][i] = converted * round(FastMath.exp(3 + .8 * random.nextGaussian()));
                out[4][i] = round(20 + 5 * random.nextGaussian() + .01 * arm);
            }
        }
    };

    /** Clusters of the linear model. */
    static final int CLUSTERS = 10_000;

    /** Rows of a chunk. */
    static final int CHUNK = 100_000;

    private final long key;
    private final String columns;

    Generator(long key, String columns) {
        this.key = key;
        this.columns = columns;
    }

    abstract void fill(Philox random, int rows, double[][] out);

    private static double round(double value) {
        return Math.rint(value * 1e4) / 1e4;
    }

    /** The names of the columns. */
    List<String> columns() {
        return List.of(columns.split(" ", -1));
    }

    /** Fills the first rows of arrays with a chunk. */
    void chunk(int number, int rows, double[][] out) {
        fill(new Philox(key, number, 0), rows, out);
    }

    /** All columns in memory. */
    double[][] table(int rows) {
        double[][] table = new double[columns().size()][rows];
        double[][] chunk = new double[columns().size()][CHUNK];
        for (int from = 0, c = 0; from < rows; from += CHUNK, c++) {
            int n = Math.min(CHUNK, rows - from);
            chunk(c, n, chunk);
            for (int j = 0; j < table.length; j++) {
                System.arraycopy(chunk[j], 0, table[j], from, n);
            }
        }
        return table;
    }
}
