package assay.linear;

import assay.EstimationException;
import assay.Problem;
import java.util.Arrays;

/** Influence functions of coefficients. */
final class Influences {

    private Influences() {}

    static double[] rows(LinearFit fit, int term, int outcome) {
        Feed feed = fit.data().feed();
        if (feed == null || feed.grouped()) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "The influence of each row needs the rows, but the model was fitted to statistics of groups.",
                    "Fit to the rows, or use the sums over clusters.");
        }
        Design design = fit.design();
        double[] direction = direction(design, design.r[term]);
        double[] residual = design.residual[outcome];
        double n = fit.data().moments().rows;
        double base = design.r[term][0] * design.constant;
        Output out = new Output();
        for (int part = 0; part < feed.parts(); part++) {
            feed.read(part, fit.data().moments().means, block -> {
                out.grow(block.rows);
                for (int i = 0; i < block.rows; i++) {
                    double x = base;
                    double e = 0;
                    for (int j = 0; j < residual.length; j++) {
                        x += direction[j] * block.u[j][i];
                        e += residual[j] * block.u[j][i];
                    }
                    out.values[out.size++] = n * x * e * block.weights[i] * (block.counts[i] > 0 ? 1 : 0);
                }
            });
        }
        return Arrays.copyOf(out.values, out.size);
    }

    /** The combination of columns that a row of coefficients makes of the basis. */
    private static double[] direction(Design design, double[] r) {
        double[] out = new double[design.residual[0].length];
        for (int w = 1; w < r.length; w++) {
            for (int j = 0; j < out.length; j++) {
                out[j] += r[w] * design.basis[w - 1][j];
            }
        }
        return out;
    }

    static double[] clusters(LinearFit fit, int term, int outcome) {
        double[][] scores = fit.meats().scores(ClusterCovariance.CR0);
        int k = fit.rank();
        double[] r = fit.design().r[term];
        double[] out = new double[scores.length];
        double n = fit.data().moments().rows;
        for (int c = 0; c < out.length; c++) {
            for (int a = 0; a < k; a++) {
                out[c] += n * r[a] * scores[c][outcome * k + a];
            }
        }
        return out;
    }

    private static final class Output {

        private double[] values = new double[Block.ROWS];
        private int size;

        void grow(int rows) {
            if (size + rows > values.length) {
                values = Arrays.copyOf(values, Math.max(size + rows, 2 * values.length));
            }
        }
    }
}
