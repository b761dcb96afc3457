package assay.resampling;

import java.util.random.RandomGenerator;

/**
 * The wild cluster bootstrap of a coefficient from cluster scores (Roodman, MacKinnon, Nielsen and Webb, Stata Journal 19,
 * 2019): {@code O(G k)} for each draw, whatever the number of rows.
 *
 * <p>With B the inverse of X'X, b its row of the coefficient, {@code s_c = X_c'e_c} and {@code G_c = X_c'X_c}: imposing a
 * null that is d below the estimate turns the scores into {@code r_c = s_c + d q_c}, {@code q_c = G_c b / b_jj}. A draw v
 * moves all coefficients by {@code w = B sum of v_c r_c} and leaves the scores {@code v_c r_c - G_c w}. Numerator and
 * standard error of the redrawn t-statistic are so a linear function of d and the root of a quadratic one.
 */
final class WildBootstrap {

    private final ClusterScores fit;
    private final int term;
    private final double[] row;
    /** By cluster: b's_c and b'q_c. */
    private final double[] own;

    private final double[] moved;
    private final double[][] slopes;
    private final double[][] pushes;
    private final double[] start;
    private final double[] push;
    private final Residuals residuals;

    WildBootstrap(ClusterScores fit, int term, Residuals residuals) {
        this.fit = fit;
        this.term = term;
        this.residuals = residuals;
        this.row = fit.bread(term);
        int clusters = fit.clusters();
        this.own = new double[clusters];
        this.moved = new double[clusters];
        this.slopes = new double[clusters][];
        this.pushes = new double[clusters][];
        for (int g = 0; g < clusters; g++) {
            slopes[g] = fit.times(g, row);
            pushes[g] = slopes[g].clone();
            for (int a = 0; a < row.length; a++) {
                pushes[g][a] /= row[term];
                own[g] += row[a] * fit.score(g)[a];
                moved[g] += row[a] * pushes[g][a];
            }
        }
        this.start = new double[row.length];
        this.push = new double[row.length];
    }

    /** The squared standard error of the coefficient without its small-sample factor, which both statistics share. */
    double squaredError() {
        double sum = 0;
        for (double a : own) {
            sum += a * a;
        }
        return sum;
    }

    /** All combinations of the weights, where they are no more than the draws; else so many draws. */
    Redrawn draw(WildWeights weights, int draws, RandomGenerator random) {
        double[] points = weights.points();
        int clusters = fit.clusters();
        boolean listed = weights.listed(clusters, draws);
        int count = listed ? (int) Math.rint(Math.pow(points.length, clusters)) : draws;
        Redrawn redrawn = new Redrawn(count, squaredError());
        double[] v = new double[clusters];
        for (int r = 0; r < count; r++) {
            int code = r;
            for (int g = 0; g < clusters; g++) {
                int point = listed ? code % points.length : (int) (random.nextDouble() * points.length);
                v[g] = points[point];
                code /= points.length;
            }
            add(v, redrawn);
        }
        return redrawn;
    }

    private void add(double[] v, Redrawn redrawn) {
        int k = row.length;
        double[] s0 = new double[k];
        double[] s1 = new double[k];
        for (int g = 0; g < v.length; g++) {
            double[] score = fit.score(g);
            double[] q = pushes[g];
            for (int a = 0; a < k; a++) {
                s0[a] += v[g] * score[a];
                s1[a] += v[g] * q[a];
            }
        }
        move(s0, start);
        move(s1, push);
        double d0 = 0;
        double d1 = 0;
        double d2 = 0;
        for (int g = 0; g < v.length; g++) {
            double z0 = v[g] * own[g];
            double z1 = v[g] * moved[g];
            double[] h = slopes[g];
            for (int a = 0; a < k; a++) {
                z0 -= h[a] * start[a];
                z1 -= h[a] * push[a];
            }
            d0 += z0 * z0;
            d1 += 2 * z0 * z1;
            d2 += z1 * z1;
        }
        if (residuals == Residuals.RESTRICTED) {
            redrawn.add(start[term], push[term], d0, d1, d2);
        } else {
            redrawn.add(start[term], 0, d0, 0, 0);
        }
    }

    private void move(double[] scores, double[] out) {
        double[][] bread = fit.bread();
        for (int a = 0; a < out.length; a++) {
            double sum = 0;
            for (int b = 0; b < scores.length; b++) {
                sum += bread[a][b] * scores[b];
            }
            out[a] = sum;
        }
    }
}
