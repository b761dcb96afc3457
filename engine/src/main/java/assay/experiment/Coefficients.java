package assay.experiment;

import assay.linear.LinearFit;
import assay.linear.VarianceEstimator;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
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
    private final ToDoubleFunction<double[]> degreesOfFreedom;
    private final Map<Integer, double[][]> covariances = new HashMap<>();
    private final Map<List<Double>, Double> known = new HashMap<>();
    private double @Nullable [][] all;

    Coefficients(
            List<String> terms,
            IntFunction<double[]> values,
            IntFunction<double[][]> covariance,
            Supplier<double[][]> joint,
            ToDoubleFunction<double[]> degreesOfFreedom) {
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
                contrast -> fit.degreesOfFreedom(contrast, variance));
    }

    /** The same with a normal reference distribution. */
    Coefficients normal() {
        return new Coefficients(terms, values, covariance, joint, contrast -> Double.POSITIVE_INFINITY);
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

    synchronized double degreesOfFreedom(double[] contrast) {
        List<Double> key = Arrays.stream(contrast).boxed().toList();
        return known.computeIfAbsent(key, k -> degreesOfFreedom.applyAsDouble(contrast));
    }
}
