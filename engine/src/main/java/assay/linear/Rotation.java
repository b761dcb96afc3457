package assay.linear;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Columns about their means, some of them less a combination of those before: a unit triangular change of basis that
 * takes out near collinearity before the second accumulation of cross-products.
 */
final class Rotation {

    /** Original means. */
    final double[] means;
    /** Original centred squares. */
    final double[] squares;
    /** Columns from left to right. */
    private final int[] order;
    /** For column {@code order[b]}, the factors of {@code order[a]}, a below b. */
    private final double[][] factors;
    /** Columns that others lose. */
    private final boolean[] solid;

    private Rotation(double[] means, double[] squares, int[] order, double[][] factors, boolean[] solid) {
        this.solid = solid;
        this.means = means;
        this.squares = squares;
        this.order = order;
        this.factors = factors;
    }

    /** What the columns before leave of the square of a column at least, for the first moments to do. */
    private static final double GOOD = 1e-6;

    private static final double SOLID = 1e-10;

    /**
     * The rotation that a design needs, or null if its columns are far enough from collinear. Every column loses what
     * the solid ones before it explain; solid are those that keep a share of 1e-10 of their square and are not known to be
     * aliased.
     */
    static @Nullable Rotation of(Moments moments, Roles roles, boolean[] aliased) {
        int[] order = Roles.join(roles.exogenous, roles.instruments);
        int p = order.length;
        double[] squares = new double[moments.s.length];
        for (int j = 0; j < squares.length; j++) {
            squares[j] = moments.s[j][j];
        }
        double[][] chol = new double[p][];
        int[] solid = new int[p];
        int count = 0;
        double weakest = 1;
        boolean[] isSolid = new boolean[squares.length];
        double[][] factors = new double[p][p];
        for (int b = 0; b < p; b++) {
            double[] column = new double[count + 1];
            double pivot = squares[order[b]];
            for (int i = 0; i < count; i++) {
                double v = moments.s[order[solid[i]]][order[b]];
                for (int l = 0; l < i; l++) {
                    v -= chol[i][l] * column[l];
                }
                column[i] = v / chol[i][i];
                pivot -= column[i] * column[i];
            }
            for (int i = count - 1; i >= 0; i--) {
                double v = column[i];
                for (int l = i + 1; l < count; l++) {
                    v += chol[l][i] * factors[b][solid[l]];
                }
                factors[b][solid[i]] = -v / chol[i][i];
            }
            double share = pivot / squares[order[b]];
            if (!moments.constant(order[b])) {
                weakest = Math.min(weakest, share);
                if (share > SOLID && !aliased[order[b]]) {
                    isSolid[order[b]] = true;
                    column[count] = Math.sqrt(pivot);
                    chol[count] = column;
                    solid[count++] = b;
                }
            }
        }
        return weakest > GOOD ? null : new Rotation(moments.means, squares, order, factors, isSolid);
    }

    /** Whether no column that others lost turned out to be aliased, which is what {@link #restore} needs. */
    boolean stands(boolean[] aliased) {
        for (int j = 0; j < solid.length; j++) {
            if (solid[j] && aliased[j]) {
                return false;
            }
        }
        return true;
    }

    /** Coefficients of the original columns from those of the rotated ones, by column. */
    void restore(double[] byColumn) {
        for (int a = 0; a < order.length; a++) {
            double sum = byColumn[order[a]];
            for (int b = a + 1; b < order.length; b++) {
                sum += factors[b][a] * byColumn[order[b]];
            }
            byColumn[order[a]] = sum;
        }
    }

    Feed feed(Feed inner) {
        return new Feed() {
            @Override
            public LinearSpec spec() {
                return inner.spec();
            }

            @Override
            public int clusters() {
                return inner.clusters();
            }

            @Override
            public boolean weighted() {
                return inner.weighted();
            }

            @Override
            public boolean inMemory() {
                return inner.inMemory();
            }

            @Override
            public boolean grouped() {
                return inner.grouped();
            }

            @Override
            public double[] origin() {
                return new double[means.length];
            }

            @Override
            public int parts() {
                return inner.parts();
            }

            @Override
            public void read(int part, double[] origin, Consumer<Block> visitor) {
                inner.read(part, means, block -> {
                    rotate(block, origin);
                    visitor.accept(block);
                });
            }
        };
    }

    private void rotate(Block block, double[] origin) {
        int n = block.rows;
        for (int b = order.length - 1; b > 0; b--) {
            double[] out = block.u[order[b]];
            for (int a = 0; a < b; a++) {
                double f = factors[b][a];
                if (f != 0) {
                    double[] u = block.u[order[a]];
                    for (int i = 0; i < n; i++) {
                        out[i] += f * u[i];
                    }
                }
            }
        }
        for (int j = 0; j < origin.length; j++) {
            double o = origin[j];
            if (o != 0) {
                double[] u = block.u[j];
                for (int i = 0; i < n; i++) {
                    u[i] -= o;
                }
            }
        }
    }
}
