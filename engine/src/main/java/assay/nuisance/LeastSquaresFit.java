package assay.nuisance;

/** Least squares on a basis, with an optional ridge. */
final class LeastSquaresFit implements Predictor {

    private final Basis basis;
    private final double[] coefficients;

    private LeastSquaresFit(Basis basis, double[] coefficients) {
        this.basis = basis;
        this.coefficients = coefficients;
    }

    /** Minimises the sum of squared errors plus {@code penalty} times the sum of squared coefficients but the first. */
    static LeastSquaresFit of(Basis basis, double[][] columns, double[] response, int[] rows, double penalty) {
        int n = rows.length;
        int width = basis.size();
        double[][] x = basis.design(columns, rows);
        Gram factor = Gram.factor(Gram.crossProduct(x), width, penalty);
        double[] beta = new double[width];
        double[] residual = new double[n];
        double[] fitted = new double[n];
        // The second pass refines the first: it takes the residuals of the design itself, not of its cross-product.
        for (int pass = 0; pass < 2; pass++) {
            Gram.times(x, beta, fitted);
            for (int i = 0; i < n; i++) {
                residual[i] = response[rows[i]] - fitted[i];
            }
            double[] step = Gram.transposeTimes(x, residual);
            for (int j = 1; j < width; j++) {
                step[j] -= penalty * beta[j];
            }
            factor.solve(step);
            for (int j = 0; j < width; j++) {
                beta[j] += step[j];
            }
        }
        return new LeastSquaresFit(basis, beta);
    }

    @Override
    public void predict(double[][] columns, int[] rows, double[] out) {
        basis.linear(columns, rows, coefficients, out);
    }
}
