package assay.mediation;

import assay.EstimationException;
import assay.Problem;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The coefficients of a system in resamples of rows, or of whole clusters, from weighted cross-products of all columns: one pass
 * over the rows serves all equations of a resample.
 */
final class Resamples {

    private static final double SINGULAR = 1e-10;

    private final PathSystem system;
    private final int count;
    private final long key;
    private final Map<String, Integer> place = new HashMap<>();
    private final Map<String, Double> offsets = new HashMap<>();
    private final List<double[]> columns = new ArrayList<>();
    private double @Nullable [][] made;

    Resamples(PathSystem system, int count, long key) {
        this.system = system;
        this.count = count;
        this.key = key;
    }

    synchronized double[][] all() {
        double[][] all = made;
        if (all == null) {
            all = make();
            made = all;
        }
        return all;
    }

    private double[][] make() {
        PathData data = system.data;
        double[] one = new double[data.size];
        Arrays.fill(one, 1);
        columns.add(one);
        for (int j = 0; j < data.covariates.count(); j++) {
            if (!system.aliased.contains(data.covariates.names().get(j))) {
                columns.add(centred(data.covariates.columns()[j]));
            }
        }
        int fixed = columns.size();
        for (PathSystem.Block block : system.blocks()) {
            block.regressors().forEach(this::place);
            place(block.variable());
        }
        double[][] out = new double[system.values().length][count];
        Philox random = new Philox(key, 0, 3);
        double[] weights = new double[data.size];
        int failed = 0;
        for (int b = 0; b < count; ) {
            weigh(random, weights);
            if (solve(crossProducts(weights), fixed, out, b)) {
                b++;
            } else if (++failed > 10 + count / 10) {
                throw new EstimationException(
                        Problem.TOO_FEW_ROWS,
                        "More than a tenth of the resamples lack an arm or a level, so that the effects cannot be estimated"
                                + " there.",
                        "Use the Monte-Carlo interval, or leave out covariates with rare levels.");
            }
        }
        return out;
    }

    private static double[] centred(double[] column) {
        double mean = Arrays.stream(column).sum() / column.length;
        double[] out = column.clone();
        double squares = 0;
        for (int i = 0; i < out.length; i++) {
            out[i] -= mean;
            squares += out[i] * out[i];
        }
        double scale = Math.sqrt(squares / out.length);
        for (int i = 0; i < out.length && scale > 0; i++) {
            out[i] /= scale;
        }
        return out;
    }

    private void place(String regressor) {
        if (place.containsKey(regressor)) {
            return;
        }
        place.put(regressor, columns.size());
        int cut = regressor.indexOf(PathSystem.TIMES);
        String treatment = system.data.model.treatment();
        double[] raw = cut > 0 && regressor.startsWith(treatment + PathSystem.TIMES)
                ? PathSystem.product(
                        system.data.treatment, system.data.of(regressor.substring(cut + PathSystem.TIMES.length())))
                : system.data.of(regressor);
        double mean = Arrays.stream(raw).sum() / raw.length;
        double[] shifted = raw.clone();
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] -= mean;
        }
        offsets.put(regressor, mean);
        columns.add(shifted);
    }

    private double mean(double[][] products, String variable) {
        return offsets.getOrDefault(variable, 0.0) + products[0][at(variable)] / products[0][0];
    }

    private void weigh(Philox random, double[] weights) {
        PathData data = system.data;
        int units = data.clusters == null ? data.size : data.clusters.count();
        double[] times = new double[units];
        double[] uniforms = new double[units];
        random.uniforms(uniforms);
        for (double u : uniforms) {
            times[Math.min(units - 1, (int) (u * units))]++;
        }
        if (data.clusters == null) {
            System.arraycopy(times, 0, weights, 0, units);
            return;
        }
        int[] of = data.clusters.of();
        for (int i = 0; i < weights.length; i++) {
            weights[i] = times[of[i]];
        }
    }

    private double[][] crossProducts(double[] weights) {
        int p = columns.size();
        double[][] a = new double[p][p];
        double[] scaled = new double[weights.length];
        for (int j = 0; j < p; j++) {
            double[] x = columns.get(j);
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] = weights[i] * x[i];
            }
            for (int l = j; l < p; l++) {
                double[] y = columns.get(l);
                double sum = 0;
                for (int i = 0; i < scaled.length; i++) {
                    sum += scaled[i] * y[i];
                }
                a[j][l] = sum;
                a[l][j] = sum;
            }
        }
        return a;
    }

    private boolean solve(double[][] products, int fixed, double[][] out, int b) {
        int at = 0;
        for (PathSystem.Block block : system.blocks()) {
            int k = fixed + block.regressors().size();
            int[] used = new int[k];
            for (int j = 0; j < k; j++) {
                used[j] = j < fixed ? j : at(block.regressors().get(j - fixed));
            }
            double[] slopes = solve(products, used, at(block.variable()));
            if (slopes.length == 0) {
                return false;
            }
            for (int j = 0; j < block.at().length; j++) {
                out[block.at()[j]][b] = slopes[fixed + j];
                at = Math.max(at, block.at()[j] + 1);
            }
        }
        // The means of treatment and mediators follow the coefficients.
        out[at++][b] = mean(products, system.data.model.treatment());
        for (String mediator : system.data.model.mediators()) {
            out[at++][b] = mean(products, mediator);
        }
        return true;
    }

    private int at(String name) {
        Integer at = place.get(name);
        if (at == null) {
            throw new IllegalStateException("no column " + name);
        }
        return at;
    }

    /** Solves normal equations by Cholesky; empty where they are singular. */
    private static double[] solve(double[][] a, int[] used, int response) {
        int k = used.length;
        double[][] l = new double[k][k];
        double[] z = new double[k];
        for (int i = 0; i < k; i++) {
            double whole = a[used[i]][used[i]];
            double pivot = whole;
            for (int c = 0; c < i; c++) {
                double sum = a[used[i]][used[c]];
                for (int d = 0; d < c; d++) {
                    sum -= l[i][d] * l[c][d];
                }
                l[i][c] = sum / l[c][c];
                pivot -= l[i][c] * l[i][c];
            }
            if (!(pivot > SINGULAR * whole)) {
                return new double[0];
            }
            l[i][i] = Math.sqrt(pivot);
            double sum = a[used[i]][response];
            for (int d = 0; d < i; d++) {
                sum -= l[i][d] * z[d];
            }
            z[i] = sum / l[i][i];
        }
        for (int i = k - 1; i >= 0; i--) {
            for (int d = i + 1; d < k; d++) {
                z[i] -= l[d][i] * z[d];
            }
            z[i] /= l[i][i];
        }
        return z;
    }
}
