package assay.experiment;

import java.util.List;

/** What adds to the covariance of effects beside that of the coefficients: random covariates and uncertain shares. */
final class Uncertainty {

    private final FittedModel model;
    private final Segments segments;
    private final double divisor;

    Uncertainty(FittedModel model, Segments segments, double divisor) {
        this.model = model;
        this.segments = segments;
        this.divisor = divisor;
    }

    boolean none() {
        return divisor == Double.POSITIVE_INFINITY && !random();
    }

    private boolean random() {
        return model.population() == Population.SUPERPOPULATION
                && !segments.given()
                && !model.plan().covariates.isEmpty();
    }

    /** The addition to the covariance of functionals of the same outcomes in one regression. */
    double[][] covariance(List<Functional> functionals) {
        double[][] sum = random() ? covariates(functionals) : new double[functionals.size()][functionals.size()];
        if (divisor < Double.POSITIVE_INFINITY) {
            shares(functionals, sum);
        }
        return sum;
    }

    /** Adds {@code theta' O theta + tr(S O)} with {@code O = (diag p - p p') / c}. */
    private void shares(List<Functional> functionals, double[][] sum) {
        int count = segments.count();
        double[] p = functionals.get(0).segments();
        Functional first = functionals.get(0);
        double[] beta = model.stage(first.stage()).values(first.outcomes());
        double[][] v = model.stage(first.stage()).covariance(first);
        DeltaVectors[] bySegment = new DeltaVectors[functionals.size()];
        double[][] theta = new double[functionals.size()][];
        for (int f = 0; f < theta.length; f++) {
            double[][] rows = new double[count][];
            for (int s = 0; s < count; s++) {
                rows[s] = model.contrast(functionals.get(f).segments(Functional.unit(count, s)), segments);
            }
            bySegment[f] = new DeltaVectors(rows);
            theta[f] = bySegment[f].effects(beta);
        }
        for (int f = 0; f < theta.length; f++) {
            for (int g = 0; g < theta.length; g++) {
                for (int s = 0; s < count; s++) {
                    for (int t = 0; t < count; t++) {
                        double omega = ((s == t ? p[s] : 0) - p[s] * p[t]) / divisor;
                        double sigma = bilinear(bySegment[f].row(s), v, bySegment[g].row(t));
                        sum[f][g] += omega * (theta[f][s] * theta[g][t] + sigma);
                    }
                }
            }
        }
    }

    private static double bilinear(double[] a, double[][] v, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] == 0 ? 0 : a[i] * DeltaVectors.dot(v[i], b);
        }
        return sum;
    }

    /** The covariance of the mean over a random sample of what the functionals say of each row. */
    private double[][] covariates(List<Functional> functionals) {
        Plan plan = model.plan();
        int q = functionals.size();
        int p = plan.covariates.size();
        double[][] slopes = new double[q][];
        double[][] centre = new double[q][segments.count()];
        double[] size = new double[q];
        for (int f = 0; f < q; f++) {
            Functional one = functionals.get(f);
            slopes[f] = model.slopes(one, model.stage(one.stage()).values(one.outcomes()));
            for (int s = 0; s < segments.count(); s++) {
                centre[f][s] = DeltaVectors.dot(slopes[f], segments.means(s));
                size[f] += one.segments()[s] != 0 ? segments.rows(s) : 0;
            }
        }
        double[][] sum = new double[q][q];
        double[][] byCluster = new double[plan.clusters][q];
        double[][] x = new double[p][RowReader.PIECE];
        double[] influence = new double[q];
        segments.forEach((count, index, raw, matches) -> {
            for (int j = 0; j < p; j++) {
                plan.covariates.get(j).fill(count, index, raw, x[j]);
            }
            for (int i = 0; i < count; i++) {
                for (int f = 0; f < q; f++) {
                    influence[f] = influence(functionals.get(f), slopes[f], centre[f], x, i, index[i], matches);
                }
                if (plan.clusters > 0) {
                    add(byCluster[plan.cluster(raw, index[i])], influence);
                } else {
                    square(sum, influence);
                }
            }
        });
        for (double[] one : byCluster) {
            square(sum, one);
        }
        for (int f = 0; f < q; f++) {
            for (int g = 0; g < q; g++) {
                sum[f][g] *= Math.sqrt(correction(plan, size[f]) * correction(plan, size[g]));
            }
        }
        return sum;
    }

    private static double correction(Plan plan, double rows) {
        double n = plan.clusters > 0 ? plan.clusters : rows;
        return n / (n - 1);
    }

    private double influence(
            Functional f, double[] slopes, double[] centre, double[][] x, int i, int row, boolean[][] matches) {
        double value = 0;
        for (int j = 0; j < slopes.length; j++) {
            value += slopes[j] * x[j][i];
        }
        double sum = 0;
        for (int s = 0; s < centre.length; s++) {
            if (f.segments()[s] != 0 && matches[s][row]) {
                sum += f.segments()[s] * (value - centre[s]) / segments.rows(s);
            }
        }
        return sum;
    }

    private static void add(double[] to, double[] values) {
        for (int f = 0; f < to.length; f++) {
            to[f] += values[f];
        }
    }

    private static void square(double[][] sum, double[] values) {
        for (int f = 0; f < values.length; f++) {
            if (values[f] != 0) {
                for (int g = 0; g < values.length; g++) {
                    sum[f][g] += values[f] * values[g];
                }
            }
        }
    }
}
