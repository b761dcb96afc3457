package assay.dgp;

import assay.Sample;
import assay.random.Philox;
import org.apache.commons.math3.util.FastMath;

/** Covariates of units, and what follows from them. */
final class Traits {

    private Traits() {}

    /** Independent standard normal covariates x0, x1, ..., by column; they are added to the sample. */
    static double[][] normals(Philox random, int dimensions, int size, Sample.Builder observed) {
        double[][] x = new double[dimensions][size];
        for (int j = 0; j < dimensions; j++) {
            random.normals(x[j]);
            observed.covariate("x" + j, x[j]);
        }
        return x;
    }

    static double logistic(double z) {
        return 1 / (1 + FastMath.exp(-z));
    }

    /** The standard deviation of a coin. */
    static double coinSd(double p) {
        return Math.sqrt(p * (1 - p));
    }
}
