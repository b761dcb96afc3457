package assay.harness;

import assay.Column;
import assay.Covariates;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Samples as a careless analyst would hand them to a method. */
final class Spoiled {

    private Spoiled() {}

    /** Every row a cluster of its own. */
    static Sample rowsAsClusters(Sample sample) {
        double[] rows = new double[sample.size()];
        Arrays.setAll(rows, i -> i);
        return replaced(sample, Role.CLUSTER, rows);
    }

    /** The share treated as everybody's probability of treatment. */
    static Sample constantPropensity(Sample sample) {
        double[] share = new double[sample.size()];
        Arrays.fill(share, TwoArms.of(sample).treated() / (double) share.length);
        return sample.with(Role.PROPENSITY, new Column.Numeric("share", share));
    }

    /** One more covariate: the outcome (or numerator) itself, measured with as much noise again. */
    static Sample afterTreatment(Sample sample, RandomGenerator random) {
        double[] y = sample.has(Role.OUTCOME) ? sample.outcome() : sample.numeric(Role.NUMERATOR);
        double mean = Arrays.stream(y).average().orElseThrow();
        double sd = Math.sqrt(Arrays.stream(y).map(v -> (v - mean) * (v - mean)).sum() / y.length);
        double[] later = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            later[i] = y[i] + sd * random.nextGaussian();
        }
        List<Column> covariates = new ArrayList<>(sample.columns(Role.COVARIATE));
        covariates.add(new Column.Numeric("later", later));
        return sample.with(Role.COVARIATE, covariates.toArray(new Column[0]));
    }

    /**
     * The treatment replaced by its least-squares fit on the instrument (or else the assignment) and the covariates, weighted by
     * inverse propensities where there are any: what a second stage run by hand is given. Its coefficients are those of
     * two-stage least squares, its residuals are not.
     */
    static Sample firstStage(Sample sample) {
        Role instrument = sample.has(Role.INSTRUMENT) ? Role.INSTRUMENT : Role.ASSIGNMENT;
        double[] d = sample.numeric(Role.TREATMENT);
        List<double[]> regressors = new ArrayList<>();
        double[] ones = new double[d.length];
        Arrays.fill(ones, 1);
        regressors.add(ones);
        regressors.addAll(
                Arrays.asList(Covariates.of(sample.columns(instrument)).columns()));
        regressors.addAll(Arrays.asList(sample.covariates().columns()));
        double[] fitted = fit(d, regressors, sample.has(Role.PROPENSITY) ? inverse(sample) : ones);
        return replaced(sample, Role.TREATMENT, fitted);
    }

    private static double[] inverse(Sample sample) {
        double[] p = sample.numeric(Role.PROPENSITY);
        double[] arm = TwoArms.of(sample).indicator();
        double[] weights = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            weights[i] = 1 / (arm[i] == 1 ? p[i] : 1 - p[i]);
        }
        return weights;
    }

    /** Weighted least squares by orthogonal columns. */
    private static double[] fit(double[] y, List<double[]> regressors, double[] weights) {
        double[] fitted = new double[y.length];
        List<double[]> basis = new ArrayList<>();
        for (double[] regressor : regressors) {
            double[] rest = regressor.clone();
            for (double[] direction : basis) {
                add(rest, direction, -dot(rest, direction, weights) / dot(direction, direction, weights));
            }
            if (dot(rest, rest, weights) > 1e-12 * dot(regressor, regressor, weights)) {
                basis.add(rest);
                add(fitted, rest, dot(y, rest, weights) / dot(rest, rest, weights));
            }
        }
        return fitted;
    }

    private static double dot(double[] x, double[] y, double[] weights) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += weights[i] * x[i] * y[i];
        }
        return sum;
    }

    private static void add(double[] to, double[] direction, double factor) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * direction[i];
        }
    }

    private static Sample replaced(Sample sample, Role role, double[] values) {
        return sample.with(role, new Column.Numeric(sample.column(role).name(), values));
    }
}
