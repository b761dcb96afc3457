package assay.experiment;

import assay.linear.LinearFit;
import assay.linear.VarianceEstimator;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Coefficients of a model for each outcome with their joint distribution, whatever they come from. Remembers what it was
 * asked.
 */
final class Coefficients {

    private final List<String> terms;
    private final IntFunction<double[]> values;
    private final IntFunction<double[][]> covariance;
    private final Supplier<double[][]> joint;
    private final Function<double[][], double[]> degreesOfFreedom;
    private final Map<Integer, double[][]> covariances = new HashMap<>();
    private final Map<List<Double>, Double> known = new HashMap<>();
    private double @Nullable [][] all;

    Coefficients(
            List<String> terms,
            IntFunction<double[]> values,
            IntFunction<double[][]> covariance,
            Supplier<double[][]> joint,
            Function<double[][], double[]> degreesOfFreedom) {
        this.terms = terms;
        this.values = values;
        this.covariance = covariance;
        this.joint = joint;
        this.degreesOfFreedom = degreesOfFreedom;
    }

    static Coefficients of(LinearFit fit, VarianceEstimator variance) {
        return new Coefficients(
                fit.terms(),
                fit::coefficients,
                outcome -> fit.covariance(outcome, variance),
                () -> fit.jointCovariance(variance),
                contrasts -> fit.degreesOfFreedom(contrasts, variance));
    }

    /** The same with a normal reference distribution. */
    Coefficients normal() {
        return new Coefficients(
                terms, values, covariance, joint, contrasts -> same(Double.POSITIVE_INFINITY, contrasts));
    }

    /** The place of a term, negative if it was left out as others determine it. */
    int term(String name) {
        return terms.indexOf(name);
    }

    int count() {
        return terms.size();
    }

    double[] values(int outcome) {
        return values.apply(outcome);
    }

    /** The coefficients of a weighted sum of outcomes. */
    double[] values(double[] outcomes) {
        double[] sum = new double[count()];
        for (int o = 0; o < outcomes.length; o++) {
            if (outcomes[o] != 0) {
                double[] one = values(o);
                for (int j = 0; j < sum.length; j++) {
                    sum[j] += outcomes[o] * one[j];
                }
            }
        }
        return sum;
    }

    synchronized double[][] covariance(int outcome) {
        return covariances.computeIfAbsent(outcome, covariance::apply);
    }

    /** The covariance of the coefficients of what a functional is about. */
    double[][] covariance(Functional functional) {
        int one = functional.outcome();
        return one >= 0 ? covariance(one) : covariance(functional.outcomes());
    }

    private synchronized double[][] covariance(double[] outcomes) {
        double[][] matrix = all;
        if (matrix == null) {
            matrix = joint.get();
            all = matrix;
        }
        int k = count();
        double[][] sum = new double[k][k];
        for (int a = 0; a < outcomes.length; a++) {
            for (int b = 0; b < outcomes.length; b++) {
                double weight = outcomes[a] * outcomes[b];
                for (int i = 0; i < k && weight != 0; i++) {
                    for (int j = 0; j < k; j++) {
                        sum[i][j] += weight * matrix[a * k + i][b * k + j];
                    }
                }
            }
        }
        return sum;
    }

    /** The same degrees of freedom for all contrasts. */
    static double[] same(double df, double[][] contrasts) {
        double[] out = new double[contrasts.length];
        Arrays.fill(out, df);
        return out;
    }

    /** Finds the degrees of freedom of contrasts that will be asked for, together. */
    synchronized void prepare(List<double[]> contrasts) {
        Map<List<Double>, double[]> fresh = new LinkedHashMap<>();
        for (double[] contrast : contrasts) {
            List<Double> key = key(contrast);
            if (!known.containsKey(key)) {
                fresh.put(key, contrast);
            }
        }
        if (fresh.isEmpty()) {
            return;
        }
        double[] found = degreesOfFreedom.apply(fresh.values().toArray(double[][]::new));
        int next = 0;
        for (List<Double> key : fresh.keySet()) {
            known.put(key, found[next++]);
        }
    }

    synchronized double degreesOfFreedom(double[] contrast) {
        prepare(List.of(contrast));
        return Objects.requireNonNull(known.get(key(contrast)));
    }

    private static List<Double> key(double[] contrast) {
        return Arrays.stream(contrast).boxed().toList();
    }
}
