package assay.dgp;

import assay.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Variables of given laws that depend on each other as normals do: a Gaussian copula. {@code X_k = F_k^-1(Phi(Z_k))} with Z
 * normal, of unit variances and given correlations. Two are equal if laws and correlations are.
 */
public final class JointLaw {

    private static final double LEAST_PIVOT = 1e-10;

    private final List<Marginal> marginals;
    private final double[][] correlations;
    private final double[][] root;

    /**
     * A joint law.
     *
     * @param marginals the law of each variable
     * @param correlations of the normals underneath: symmetric, positive definite, ones on the diagonal; copied
     * @throws IllegalArgumentException if the correlations are no such matrix of the size of the laws
     */
    public JointLaw(List<Marginal> marginals, double[][] correlations) {
        this.marginals = List.copyOf(marginals);
        int d = marginals.size();
        if (d == 0 || correlations.length != d) {
            throw new IllegalArgumentException(
                    "there are " + d + " laws and " + correlations.length + " rows of correlations");
        }
        this.correlations = new double[d][];
        for (int j = 0; j < d; j++) {
            this.correlations[j] = correlations[j].clone();
        }
        this.root = root(this.correlations);
    }

    /**
     * A joint law in which all pairs are correlated alike.
     *
     * @param marginals the law of each variable
     * @param correlation of each pair of normals underneath
     * @return the law
     * @throws IllegalArgumentException if there is no such law
     */
    public static JointLaw exchangeable(List<Marginal> marginals, double correlation) {
        double[][] matrix = new double[marginals.size()][marginals.size()];
        for (int j = 0; j < matrix.length; j++) {
            Arrays.fill(matrix[j], correlation);
            matrix[j][j] = 1;
        }
        return new JointLaw(marginals, matrix);
    }

    /** The lower Cholesky factor. */
    private static double[][] root(double[][] matrix) {
        int d = matrix.length;
        double[][] root = new double[d][d];
        for (int j = 0; j < d; j++) {
            if (matrix[j].length != d || matrix[j][j] != 1) {
                throw new IllegalArgumentException("row " + (j + 1) + " of the correlations must have " + d
                        + " numbers, with a 1 on the diagonal");
            }
            for (int k = 0; k <= j; k++) {
                if (matrix[j][k] != matrix[k][j]) {
                    throw new IllegalArgumentException(
                            "correlations must be symmetric: " + matrix[j][k] + " and " + matrix[k][j] + " differ");
                }
                double sum = matrix[j][k];
                for (int m = 0; m < k; m++) {
                    sum -= root[j][m] * root[k][m];
                }
                if (k < j) {
                    root[j][k] = sum / root[k][k];
                } else if (sum > LEAST_PIVOT) {
                    root[j][j] = Math.sqrt(sum);
                } else {
                    throw new IllegalArgumentException("correlations must be positive definite: those of the first "
                            + (j + 1) + " variables are not");
                }
            }
        }
        return root;
    }

    /**
     * The law of each variable.
     *
     * @return at least one
     */
    public List<Marginal> marginals() {
        return marginals;
    }

    /**
     * How many variables there are.
     *
     * @return at least 1
     */
    public int dimensions() {
        return root.length;
    }

    /**
     * A correlation of two of the normals underneath.
     *
     * @param j one, from 0
     * @param k another, from 0
     * @return in [-1, 1]
     */
    public double correlation(int j, int k) {
        return correlations[j][k];
    }

    /** Values by variable and unit. */
    double[][] draw(Philox random, int size) {
        double[][] x = new double[root.length][size];
        for (double[] column : x) {
            random.normals(column);
        }
        // From the last to the first, so that those a variable is made of are still independent.
        for (int j = root.length - 1; j >= 0; j--) {
            for (int i = 0; i < size; i++) {
                x[j][i] *= root[j][j];
            }
            for (int k = 0; k < j; k++) {
                double weight = root[j][k];
                for (int i = 0; i < size; i++) {
                    x[j][i] += weight * x[k][i];
                }
            }
        }
        for (int j = 0; j < root.length; j++) {
            marginals.get(j).transform(x[j]);
        }
        return x;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JointLaw law
                && marginals.equals(law.marginals)
                && Arrays.deepEquals(correlations, law.correlations);
    }

    @Override
    public int hashCode() {
        return 31 * marginals.hashCode() + Arrays.deepHashCode(correlations);
    }

    /** The laws, then the correlations below the diagonal row by row, such as {@code normal-0-1+poisson-2;r=0.5}. */
    @Override
    public String toString() {
        List<String> lower = new ArrayList<>();
        for (int j = 1; j < root.length; j++) {
            for (int k = 0; k < j; k++) {
                lower.add(Double.toString(correlations[j][k]));
            }
        }
        return marginals.stream().map(Marginal::label).collect(Collectors.joining("+"))
                + (lower.isEmpty() ? "" : ";r=" + String.join(",", lower));
    }
}
