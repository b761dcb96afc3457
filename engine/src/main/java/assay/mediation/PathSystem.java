package assay.mediation;

import assay.EstimationException;
import assay.Problem;
import assay.linear.LeastSquares;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The equations of a path model, fitted: the coefficient of every arrow, the means of treatment and mediators, and their joint
 * covariance.
 */
final class PathSystem {

    /** A product with the treatment, as a regressor of the outcome. */
    static final String TIMES = " x ";

    final PathData data;
    final JointCovariance covariance;
    final List<String> aliased;
    private final Map<String, Integer> index = new HashMap<>();
    private final List<double[]> influence = new ArrayList<>();
    private final List<Double> estimates = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private final double[] values;
    private final double[][] joint;
    private final int degreesOfFreedom;

    /** The coefficients of one equation: where they are, their own covariance, and the columns that they belong to. */
    static final class Block {
        private final String variable;
        private final List<String> regressors;
        private final int[] at;
        private final double[][] classical;

        Block(String variable, List<String> regressors, int[] at, double[][] classical) {
            this.variable = variable;
            this.regressors = List.copyOf(regressors);
            this.at = at;
            this.classical = classical;
        }

        String variable() {
            return variable;
        }

        List<String> regressors() {
            return regressors;
        }

        int[] at() {
            return at;
        }

        double[][] classical() {
            return classical;
        }
    }

    private PathSystem(PathData data, JointCovariance covariance, Set<String> interacting) {
        this.data = data;
        this.covariance = covariance;
        Set<String> out = new LinkedHashSet<>();
        int most = 0;
        for (PathModel.Equation equation : data.model.equations()) {
            boolean last = equation.variable().equals(data.model.outcome());
            LeastSquares fit = fit(equation, last ? interacting : Set.of());
            out.addAll(fit.aliased());
            most = Math.max(most, fit.terms().size());
        }
        this.aliased = List.copyOf(out);
        addMean(data.model.treatment(), data.treatment);
        for (String mediator : data.model.mediators()) {
            addMean(mediator, data.of(mediator));
        }
        this.values = estimates.stream().mapToDouble(v -> v).toArray();
        this.joint = jointCovariance();
        this.degreesOfFreedom = data.clusters == null ? data.size - most : data.clusters.count() - 1;
    }

    static PathSystem of(PathData data, JointCovariance covariance) {
        return new PathSystem(data, covariance, Set.of());
    }

    /** With a product of the treatment and mediators in the equation of the outcome. */
    static PathSystem interacting(PathData data, JointCovariance covariance, Set<String> mediators) {
        return new PathSystem(data, covariance, mediators);
    }

    private LeastSquares fit(PathModel.Equation equation, Set<String> interacting) {
        List<String> names = new ArrayList<>(data.covariates.names());
        List<double[]> columns = new ArrayList<>(List.of(data.covariates.columns()));
        List<String> regressors = new ArrayList<>(equation.parents());
        equation.parents().forEach(parent -> columns.add(data.of(parent)));
        for (String mediator : interacting) {
            regressors.add(data.model.treatment() + TIMES + mediator);
            columns.add(product(data.treatment, data.of(mediator)));
        }
        regressors.forEach(regressor -> names.add("arrow " + regressor));
        double[] response = data.of(equation.variable());
        LeastSquares fit = LeastSquares.fit(names, columns.toArray(new double[0][]), response);
        requireNoise(equation, fit, response);
        int[] at = new int[regressors.size()];
        int[] terms = new int[at.length];
        for (int j = 0; j < at.length; j++) {
            terms[j] = fit.terms().indexOf("arrow " + regressors.get(j));
            if (terms[j] < 0) {
                throw new EstimationException(
                        Problem.NOT_IDENTIFIED,
                        "The covariates, and what stands before it among the causes of '" + equation.variable()
                                + "', determine '" + regressors.get(j) + "': no effect of it can be told from theirs.",
                        "Leave out the column that determines it.");
            }
        }
        double[] residuals = adjusted(fit);
        double[][] own = fit.covariance(JointCovariance.BLOCK_CLASSICAL.within());
        double[][] classical = new double[at.length][at.length];
        for (int j = 0; j < at.length; j++) {
            double[] weights = fit.weights(terms[j]);
            for (int i = 0; i < weights.length; i++) {
                weights[i] *= residuals[i];
            }
            at[j] = add(key(equation.variable(), regressors.get(j)), fit.coefficients()[terms[j]], weights);
            for (int l = 0; l < at.length; l++) {
                classical[j][l] = own[terms[j]][terms[l]];
            }
        }
        blocks.add(new Block(equation.variable(), regressors, at, classical));
        return fit;
    }

    private void requireNoise(PathModel.Equation equation, LeastSquares fit, double[] response) {
        double rss = fit.residualVariance() * fit.degreesOfFreedom();
        double mean = 0;
        for (double v : response) {
            mean += v / response.length;
        }
        if (LeastSquares.noiseless(rss, rss / (1 - fit.rSquared()), response.length, mean)) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "'" + equation.variable() + "' is an exact linear function of its causes and the covariates; no"
                            + " variation is left to tell its effects from theirs.",
                    "Check that no column is a copy of another.");
        }
    }

    static double[] product(double[] a, double[] b) {
        double[] product = new double[a.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = a[i] * b[i];
        }
        return product;
    }

    private double[] adjusted(LeastSquares fit) {
        double[] residuals = fit.residuals();
        double[] leverages = fit.leverages();
        double factor = covariance.factor(data.size, fit.terms().size(), data.clusterCount());
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] *= factor * covariance.leverage(leverages[i], data.clusters != null);
        }
        return residuals;
    }

    private void addMean(String variable, double[] column) {
        double mean = 0;
        for (double v : column) {
            mean += v;
        }
        mean /= column.length;
        double[] moves = new double[column.length];
        for (int i = 0; i < moves.length; i++) {
            moves[i] = (column[i] - mean) / column.length;
        }
        add(mean(variable), mean, moves);
    }

    private int add(String key, double value, double[] moves) {
        index.put(key, estimates.size());
        estimates.add(value);
        influence.add(data.units(moves));
        return estimates.size() - 1;
    }

    static String key(String variable, String regressor) {
        return regressor + " -> " + variable;
    }

    static String mean(String variable) {
        return "mean of " + variable;
    }

    private double[][] jointCovariance() {
        int k = values.length;
        double[][] out = new double[k][k];
        for (int a = 0; a < k; a++) {
            double[] x = influence.get(a);
            for (int b = a; b < k; b++) {
                double[] y = influence.get(b);
                double sum = 0;
                for (int i = 0; i < x.length; i++) {
                    sum += x[i] * y[i];
                }
                out[a][b] = sum;
                out[b][a] = sum;
            }
        }
        if (covariance != JointCovariance.BLOCK_CLASSICAL) {
            return out;
        }
        double[][] separate = new double[k][k];
        for (Block block : blocks) {
            for (int j = 0; j < block.at().length; j++) {
                for (int l = 0; l < block.at().length; l++) {
                    separate[block.at()[j]][block.at()[l]] = block.classical()[j][l];
                }
            }
        }
        for (int a = blocks.stream().mapToInt(b -> b.at().length).sum(); a < k; a++) {
            separate[a][a] = out[a][a];
        }
        return separate;
    }

    /** The coefficient of an arrow. */
    Polynomial arrow(String from, String to) {
        return Polynomial.product(at(key(to, from)));
    }

    /** The mean of the treatment or a mediator. */
    Polynomial meanOf(String variable) {
        return Polynomial.product(at(mean(variable)));
    }

    private int at(String key) {
        Integer at = index.get(key);
        if (at == null) {
            throw new IllegalStateException("no coefficient " + key);
        }
        return at;
    }

    /** The effect along a path. */
    Polynomial along(List<String> path) {
        int[] arrows = new int[path.size() - 1];
        for (int i = 0; i < arrows.length; i++) {
            arrows[i] = at(key(path.get(i + 1), path.get(i)));
        }
        return Polynomial.product(arrows);
    }

    List<Block> blocks() {
        return blocks;
    }

    double[] values() {
        return values.clone();
    }

    double value(Polynomial effect) {
        return effect.value(values);
    }

    double[][] joint() {
        return joint;
    }

    /** The variance by the delta method. */
    double variance(Polynomial effect) {
        return covariance(effect, effect);
    }

    double covariance(Polynomial one, Polynomial other) {
        double[] g = one.gradient(values);
        double[] h = other.gradient(values);
        double sum = 0;
        for (int a = 0; a < g.length; a++) {
            if (g[a] != 0) {
                for (int b = 0; b < h.length; b++) {
                    sum += g[a] * joint[a][b] * h[b];
                }
            }
        }
        return sum;
    }

    double stdError(Polynomial effect) {
        return Math.sqrt(Math.max(0, variance(effect)));
    }

    /** The influence of each row, or cluster, on an effect: its first-order change. */
    double[] influence(Polynomial effect) {
        double[] g = effect.gradient(values);
        double[] out = new double[influence.get(0).length];
        for (int a = 0; a < g.length; a++) {
            if (g[a] != 0) {
                double[] x = influence.get(a);
                for (int i = 0; i < out.length; i++) {
                    out[i] += g[a] * x[i];
                }
            }
        }
        return out;
    }

    /** Rows less the coefficients of the largest equation, or clusters less one. */
    double degreesOfFreedom() {
        return degreesOfFreedom;
    }
}
