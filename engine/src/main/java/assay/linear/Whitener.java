package assay.linear;

import java.util.Arrays;

/** Whitened regressors and residuals of the rows of a block. */
final class Whitener {

    /** By basis vector, the intercept's first. */
    final double[][] x;
    /** By outcome. */
    final double[][] residuals;

    private final Design design;

    Whitener(Design design) {
        this.design = design;
        this.x = new double[design.size()][0];
        this.residuals = new double[design.residual.length][0];
    }

    /** Reads a block of columns about the means of the design. */
    void read(Block block) {
        if (x[0].length < block.rows) {
            for (int a = 0; a < x.length; a++) {
                x[a] = new double[block.capacity];
            }
            Arrays.fill(x[0], design.constant);
            for (int o = 0; o < residuals.length; o++) {
                residuals[o] = new double[block.capacity];
            }
        }
        for (int a = 1; a < x.length; a++) {
            Columns.combine(design.basis[a - 1], block.u, block.rows, x[a]);
        }
        for (int o = 0; o < residuals.length; o++) {
            Columns.combine(design.residual[o], block.u, block.rows, residuals[o]);
        }
    }
}
