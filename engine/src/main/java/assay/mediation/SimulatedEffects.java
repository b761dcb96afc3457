package assay.mediation;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Glance;
import assay.Inference;
import assay.Normal;
import assay.Problem;
import assay.StudentT;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The effects of {@link GeneralisedMediation}, with the two models that they come from. Immutable.
 */
public final class SimulatedEffects {

    private static final double STEP = 1e-5;

    /** Each effect as a sum of the means E[Y(t, M(s))], index 2 t + s. */
    private static final Map<String, double[]> TERMS = terms();

    private final GeneralisedMediation method;
    private final PathData data;
    private final List<String> mediatorNames;
    private final List<String> outcomeNames;
    private final double[][] mediatorColumns;
    private final double[][] outcomeColumns;
    private final GeneralisedLinear mediatorModel;
    private final GeneralisedLinear outcomeModel;
    private final PotentialMeans means;
    private final double[] values;
    private final double[][] influence;
    private final long key;
    private double @Nullable [][] draws;

    private SimulatedEffects(GeneralisedMediation method, PathData data, long key) {
        this.method = method;
        this.data = data;
        this.key = key;
        String mediator = data.model.mediators().get(0);
        String outcome = data.model.outcome();
        requireArms();
        requireFamily(method.mediator(), mediator);
        requireFamily(method.outcome(), outcome);
        double[] one = new double[data.size];
        Arrays.fill(one, 1);
        List<String> first = new ArrayList<>(List.of("(Intercept)", data.model.treatment()));
        List<double[]> x = new ArrayList<>(List.of(one, data.treatment));
        List<String> second = new ArrayList<>(List.of("(Intercept)", data.model.treatment(), mediator));
        List<double[]> z = new ArrayList<>(List.of(one, data.treatment, data.of(mediator)));
        boolean byArm = method.effect() == MediatorEffect.BY_ARM;
        if (byArm) {
            second.add(data.model.treatment() + PathSystem.TIMES + mediator);
            z.add(PathSystem.product(data.treatment, data.of(mediator)));
        }
        first.addAll(data.covariates.names());
        second.addAll(data.covariates.names());
        for (double[] column : data.covariates.columns()) {
            x.add(column);
            z.add(column);
        }
        this.mediatorNames = List.copyOf(first);
        this.outcomeNames = List.copyOf(second);
        this.mediatorColumns = x.toArray(new double[0][]);
        this.outcomeColumns = z.toArray(new double[0][]);
        this.mediatorModel = mediatorFit(one);
        this.outcomeModel = outcomeFit(one);
        this.means = new PotentialMeans(
                method.mediator(), method.outcome(), byArm, data.covariates.columns(), data.size, one);
        this.values = at(mediatorModel.coefficients, sigma(mediatorModel), outcomeModel.coefficients, means);
        this.influence = influences();
    }

    static SimulatedEffects of(GeneralisedMediation method, PathData data, long key) {
        return new SimulatedEffects(method, data, key);
    }

    private static Map<String, double[]> terms() {
        Map<String, double[]> terms = new LinkedHashMap<>();
        terms.put("total", new double[] {-1, 0, 0, 1});
        terms.put("ACME(0)", new double[] {-1, 1, 0, 0});
        terms.put("ACME(1)", new double[] {0, 0, -1, 1});
        terms.put("ADE(0)", new double[] {-1, 0, 1, 0});
        terms.put("ADE(1)", new double[] {0, -1, 0, 1});
        terms.put("ACME", new double[] {-0.5, 0.5, -0.5, 0.5});
        terms.put("ADE", new double[] {-0.5, -0.5, 0.5, 0.5});
        return terms;
    }

    private void requireArms() {
        if (data.arms == null) {
            throw new EstimationException(
                    Problem.TOO_MANY_LEVELS,
                    "Column '" + data.model.treatment()
                            + "' takes more than two values; models that are not linear compare" + " two arms.",
                    "Keep the rows of two arms, or use linear models.");
        }
    }

    private void requireFamily(Family family, String variable) {
        if (family == Family.GAUSSIAN) {
            return;
        }
        double[] column = data.of(variable);
        for (int i = 0; i < column.length; i++) {
            if (column[i] != 0 && column[i] != 1) {
                throw new EstimationException(
                        Problem.UNSUITABLE_METHOD,
                        "Column '" + variable + "' is " + column[i] + " in row " + (i + 1)
                                + "; a probit or logit model is of 0 and 1.",
                        "Recode it to 0 and 1, or take the family gaussian for it.");
            }
        }
    }

    private GeneralisedLinear mediatorFit(double[] weights) {
        String name = data.model.mediators().get(0);
        return GeneralisedLinear.fit(method.mediator(), name, mediatorNames, mediatorColumns, data.of(name), weights);
    }

    private GeneralisedLinear outcomeFit(double[] weights) {
        String name = data.model.outcome();
        return GeneralisedLinear.fit(method.outcome(), name, outcomeNames, outcomeColumns, data.of(name), weights);
    }

    private double sigma(GeneralisedLinear fit) {
        return method.mediator() == Family.GAUSSIAN ? Math.sqrt(fit.dispersion()) : 0;
    }

    private static double[] at(double[] gamma, double sigma, double[] beta, PotentialMeans over) {
        return over.of(gamma, sigma, beta);
    }

    /** The influence of each row, or cluster, on coefficients of the mediator, of the outcome, and on the mean covariates' share. */
    private double[][] influences() {
        List<double[]> all = new ArrayList<>();
        double rows = data.size;
        double clusters = data.clusterCount();
        for (GeneralisedLinear fit : List.of(mediatorModel, outcomeModel)) {
            double k = fit.coefficients.length;
            double factor =
                    Math.sqrt(clusters > 0 ? clusters / (clusters - 1) * ((rows - 1) / (rows - k)) : rows / (rows - k));
            for (double[] values : fit.influence()) {
                for (int i = 0; i < values.length; i++) {
                    values[i] *= factor;
                }
                all.add(data.units(values));
            }
        }
        for (double[] share :
                means.influence(mediatorModel.coefficients, sigma(mediatorModel), outcomeModel.coefficients)) {
            all.add(data.units(share));
        }
        return all.toArray(new double[0][]);
    }

    private double[][] covariance() {
        int k = influence.length;
        double[][] out = new double[k][k];
        for (int a = 0; a < k; a++) {
            for (int b = a; b < k; b++) {
                double sum = 0;
                for (int i = 0; i < influence[a].length; i++) {
                    sum += influence[a][i] * influence[b][i];
                }
                out[a][b] = sum;
                out[b][a] = sum;
            }
        }
        return out;
    }

    /** How the four means move with each coefficient, by central differences. */
    private double[][] jacobian() {
        int g = mediatorModel.coefficients.length;
        int k = g + outcomeModel.coefficients.length;
        double[][] out = new double[4][k + 4];
        double sigma = sigma(mediatorModel);
        for (int a = 0; a < k; a++) {
            double[] gamma = mediatorModel.coefficients.clone();
            double[] beta = outcomeModel.coefficients.clone();
            double[] moved = a < g ? gamma : beta;
            int at = a < g ? a : a - g;
            double step = STEP * Math.max(1e-3, Math.abs(moved[at]));
            double centre = moved[at];
            moved[at] = centre + step;
            double[] up = means.of(gamma, sigma, beta);
            moved[at] = centre - step;
            double[] down = means.of(gamma, sigma, beta);
            for (int m = 0; m < 4; m++) {
                out[m][a] = (up[m] - down[m]) / (2 * step);
            }
        }
        for (int m = 0; m < 4; m++) {
            out[m][k + m] = 1;
        }
        return out;
    }

    /** The four means at each draw of the coefficients, or in each resample. */
    private synchronized double[][] draws() {
        double[][] made = draws;
        if (made == null) {
            boolean resampled =
                    method.interval() == PathInterval.BOOTSTRAP || method.interval() == PathInterval.BOOTSTRAP_BCA;
            made = resampled ? resamples() : normal();
            draws = made;
        }
        return made;
    }

    private double[][] normal() {
        int g = mediatorModel.coefficients.length;
        int b = outcomeModel.coefficients.length;
        double[] centre = new double[g + b + 4];
        System.arraycopy(mediatorModel.coefficients, 0, centre, 0, g);
        System.arraycopy(outcomeModel.coefficients, 0, centre, g, b);
        double[][] drawn = new CoefficientDraws(centre, covariance(), method.draws(), key).all();
        double[][] out = new double[4][method.draws()];
        double sigma = sigma(mediatorModel);
        double[] gamma = new double[g];
        double[] beta = new double[b];
        for (int d = 0; d < method.draws(); d++) {
            for (int j = 0; j < g; j++) {
                gamma[j] = drawn[j][d];
            }
            for (int j = 0; j < b; j++) {
                beta[j] = drawn[g + j][d];
            }
            double[] found = means.of(gamma, sigma, beta);
            for (int m = 0; m < 4; m++) {
                out[m][d] = found[m] + drawn[g + b + m][d];
            }
        }
        return out;
    }

    private double[][] resamples() {
        double[][] out = new double[4][method.draws()];
        Philox random = new Philox(key, 0, 3);
        int units = data.clusters == null ? data.size : data.clusters.count();
        double[] uniforms = new double[units];
        int failed = 0;
        for (int d = 0; d < method.draws(); ) {
            random.uniforms(uniforms);
            double[] times = new double[units];
            for (double u : uniforms) {
                times[Math.min(units - 1, (int) (u * units))]++;
            }
            double[] weights = new double[data.size];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = times[data.clusters == null ? i : data.clusters.of()[i]];
            }
            try {
                GeneralisedLinear first = mediatorFit(weights);
                PotentialMeans over = new PotentialMeans(
                        method.mediator(),
                        method.outcome(),
                        method.effect() == MediatorEffect.BY_ARM,
                        data.covariates.columns(),
                        data.size,
                        weights);
                double[] found = at(first.coefficients, sigma(first), outcomeFit(weights).coefficients, over);
                for (int m = 0; m < 4; m++) {
                    out[m][d] = found[m];
                }
                d++;
            } catch (EstimationException e) {
                if (++failed > 10 + method.draws() / 10) {
                    throw e;
                }
            }
        }
        return out;
    }

    /**
     * The coefficients of the model of the mediator.
     *
     * @return with normal inference by maximum likelihood
     */
    public List<Estimate> mediatorModel() {
        return coefficients(mediatorModel, mediatorNames);
    }

    /**
     * The coefficients of the model of the outcome.
     *
     * @return with normal inference by maximum likelihood
     */
    public List<Estimate> outcomeModel() {
        return coefficients(outcomeModel, outcomeNames);
    }

    private static List<Estimate> coefficients(GeneralisedLinear fit, List<String> names) {
        double[][] covariance = fit.covariance();
        List<Estimate> estimates = new ArrayList<>();
        for (int j = 0; j < names.size(); j++) {
            estimates.add(Estimate.normal(
                    Estimand.COEFFICIENT, names.get(j), fit.coefficients[j], Math.sqrt(covariance[j][j])));
        }
        return estimates;
    }

    /**
     * The standard deviation of the error of a normal mediator.
     *
     * @return 0 for a mediator of 0 and 1
     */
    public double mediatorSigma() {
        return sigma(mediatorModel);
    }

    /**
     * The mean of an effect over the draws, which is what software prints that has no other estimate.
     *
     * @param term its name
     * @return the mean
     * @throws IllegalArgumentException if there is no such term
     */
    public double meanOfDraws(String term) {
        return Arrays.stream(values(term)).sum() / method.draws();
    }

    private double[] values(String term) {
        double[] factors = TERMS.get(term);
        if (factors == null) {
            throw new IllegalArgumentException(
                    "There is no term '" + term + "'. The terms are " + String.join(", ", TERMS.keySet()) + ".");
        }
        double[][] all = draws();
        double[] out = new double[method.draws()];
        for (int d = 0; d < out.length; d++) {
            for (int m = 0; m < 4; m++) {
                out[d] += factors[m] * all[m][d];
            }
        }
        return out;
    }

    /**
     * The effects.
     *
     * @return total, ACME(0), ACME(1), ADE(0), ADE(1), and the means of the two kinds
     */
    public Fit fit() {
        double[][] jacobian = jacobian();
        List<Estimate> estimates = new ArrayList<>();
        TERMS.forEach((term, factors) -> {
            double value = 0;
            double[] gradient = new double[jacobian[0].length];
            for (int m = 0; m < 4; m++) {
                value += factors[m] * values[m];
                for (int a = 0; a < gradient.length; a++) {
                    gradient[a] += factors[m] * jacobian[m][a];
                }
            }
            estimates.add(estimate(term, value, gradient));
        });
        return new Fit(estimates, glance(), cautions());
    }

    private Estimate estimate(String term, double value, double[] gradient) {
        double[] moves = new double[influence[0].length];
        double squares = 0;
        double cubes = 0;
        for (int i = 0; i < moves.length; i++) {
            for (int a = 0; a < gradient.length; a++) {
                moves[i] += gradient[a] * influence[a][i];
            }
            squares += moves[i] * moves[i];
            cubes += moves[i] * moves[i] * moves[i];
        }
        double stdError = Math.sqrt(squares);
        Inference inference = switch (method.interval()) {
            case DELTA -> new Normal(value, stdError);
            case MONTE_CARLO, BOOTSTRAP -> new Quantiles(value, stdError, () -> values(term));
            case BOOTSTRAP_BCA ->
                Quantiles.corrected(value, stdError, () -> values(term), cubes / (6 * Math.pow(squares, 1.5)));
            case JOINT_SIGNIFICANCE -> {
                Inference draw = new Quantiles(value, stdError, () -> values(term));
                yield term.startsWith("ACME") && method.effect() == MediatorEffect.SAME
                        ? new JointSignificance(draw, jointSignificance())
                        : draw;
            }
        };
        Estimand estimand = term.equals("total")
                ? Estimand.ATE
                : term.startsWith("ACME") ? Estimand.INDIRECT_EFFECT : Estimand.DIRECT_EFFECT;
        return new Estimate(estimand, term, value, stdError, inference);
    }

    /** The larger of the p-values of treatment on mediator and of mediator on outcome. */
    private double jointSignificance() {
        int g = mediatorModel.coefficients.length;
        double df = data.clusters == null ? data.size - outcomeModel.coefficients.length : data.clusters.count() - 1.0;
        return Math.max(
                p(mediatorModel.coefficients[1], influence[1], df),
                p(outcomeModel.coefficients[2], influence[g + 2], df));
    }

    private static double p(double value, double[] moves, double df) {
        double squares = 0;
        for (double v : moves) {
            squares += v * v;
        }
        return new StudentT(value, Math.sqrt(squares), df).pValue(0);
    }

    private Glance glance() {
        return new Glance(
                "mediation-binary",
                (data.clusters == null ? "robust" : "clustered") + " and joint over both models; "
                        + method.interval().label(),
                data.size,
                data.arms == null ? 0 : data.arms.treated(),
                data.arms == null ? 0 : data.arms.control(),
                data.sample.dropped(),
                data.clusterCount(),
                Map.of("draws", (double) method.draws()));
    }

    private List<Caution> cautions() {
        return Mediation.assumption(data.model, data).stream().toList();
    }
}
