package assay.linear;

import java.util.ArrayList;
import java.util.List;

/** First stages of an instrumented fit, from the same moments. */
final class Stages {

    private Stages() {}

    /** The regression of an endogenous column on exogenous columns and instruments. */
    static LinearFit regression(LinearFit fit, int endogenous) {
        Roles roles = fit.roles();
        return fit.with(new Roles(
                new int[] {roles.endogenous[endogenous]},
                Roles.join(roles.exogenous, roles.instruments),
                new int[0],
                new int[0]));
    }

    /** The terms of a reduced form that are excluded instruments. */
    static int[] excluded(LinearFit fit, LinearFit reduced) {
        List<Integer> in = new ArrayList<>();
        List<String> excluded = fit.instruments();
        for (int t = 0; t < reduced.terms().size(); t++) {
            if (excluded.contains(reduced.terms().get(t))) {
                in.add(t);
            }
        }
        return in.stream().mapToInt(Integer::intValue).toArray();
    }

    static FirstStage of(LinearFit fit, int endogenous) {
        LinearFit stage = regression(fit, endogenous);
        int[] index = excluded(fit, stage);
        boolean clustered = fit.clusters() > 0;
        VarianceEstimator robust = clustered ? ClusterCovariance.CR1S : Covariance.HC1;
        double f = wald(stage, index, Covariance.CLASSICAL) / index.length;
        double r = wald(stage, index, robust) / index.length;
        double denominator = clustered ? fit.clusters() - 1.0 : fit.rows() - stage.rank();
        return new FirstStage(
                stage.outcomes().get(0),
                index.length,
                f,
                r,
                index.length,
                denominator,
                effective(stage, index, robust));
    }

    /** The Wald statistic of the coefficients being 0. */
    static double wald(LinearFit fit, int[] index, VarianceEstimator v) {
        double[] b = pick(fit.coefficients(0), index);
        return Matrices.dot(b, PseudoInverse.solve(pick(fit.covariance(0, v), index), b));
    }

    static double[] pick(double[] x, int[] index) {
        double[] out = new double[index.length];
        for (int i = 0; i < index.length; i++) {
            out[i] = x[index[i]];
        }
        return out;
    }

    static double[][] pick(double[][] a, int[] index) {
        double[][] out = new double[index.length][];
        for (int i = 0; i < index.length; i++) {
            out[i] = pick(a[index[i]], index);
        }
        return out;
    }

    /** {@code pi' Q pi / tr(V Q)}, Q being the cross-products of the instruments less what the exogenous explain. */
    private static double effective(LinearFit stage, int[] index, VarianceEstimator v) {
        double[] b = pick(stage.coefficients(0), index);
        // Classical covariance is s^2 Q^-1, whatever s^2.
        double[][] classical = pick(stage.covariance(0, Covariance.CLASSICAL), index);
        double[][] robust = pick(stage.covariance(0, v), index);
        double top = Matrices.dot(b, PseudoInverse.solve(classical, b));
        double trace = 0;
        for (int j = 0; j < index.length; j++) {
            double[] column = new double[index.length];
            for (int i = 0; i < index.length; i++) {
                column[i] = robust[i][j];
            }
            trace += PseudoInverse.solve(classical, column)[j];
        }
        return top / trace;
    }
}
