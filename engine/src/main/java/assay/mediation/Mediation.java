package assay.mediation;

import assay.Caution;
import assay.Decomposition;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Glance;
import assay.Problem;
import assay.StudentT;
import assay.linear.LeastSquares;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The effects along the paths of a linear model, which add up to the total.
 *
 * <p>They are effects under an assumption that no experiment on the treatment can check: with treatment and covariates held fixed,
 * nothing that was not measured moves both a mediator and the outcome, or two mediators (sequential ignorability; Imai, Keele and
 * Tingley, Psychol. Methods 15, 2010, doi:10.1037/a0020761). The total needs no such assumption. Immutable.
 */
public final class Mediation {

    private static final int FEW_CLUSTERS = 40;
    private static final double DOUBT = 0.05;

    private final MediationAnalysis analysis;
    private final PathData data;
    private final PathSystem system;
    private final EffectInference inference;
    private final Map<String, Polynomial> effects = new LinkedHashMap<>();
    private final Polynomial sum;
    private final Estimate total;
    private final List<Estimate> paths = new ArrayList<>();
    private final TotalCheck check;
    private final List<MissingArrow> missing;

    Mediation(MediationAnalysis analysis, PathData data, long key) {
        this.analysis = analysis;
        this.data = data;
        this.system = PathSystem.of(data, analysis.covariance());
        this.inference = new EffectInference(system, analysis.interval(), analysis.draws(), key);
        for (List<String> path : analysis.model().paths()) {
            effects.put(PathModel.name(path), system.along(path));
        }
        this.sum = Polynomial.sum(List.copyOf(effects.values()));
        this.check = compare();
        effects.forEach((term, effect) -> paths.add(inference.estimate(
                term.equals("direct") ? Estimand.DIRECT_EFFECT : Estimand.INDIRECT_EFFECT, term, effect)));
        this.total = wholeEffect();
        this.missing = missingArrows(data);
    }

    /** The inference of one regression where the paths are another way to write it, else that of the sum of paths. */
    private Estimate wholeEffect() {
        boolean resampled = analysis.interval() == PathInterval.BOOTSTRAP
                || analysis.interval() == PathInterval.BOOTSTRAP_BCA
                || analysis.covariance() == JointCovariance.BLOCK_CLASSICAL;
        if (resampled || !check.identity()) {
            return inference.estimate(Estimand.ATE, "total", sum);
        }
        PathModel alone = PathModel.serial(
                analysis.model().treatment(),
                List.of(),
                analysis.model().outcome(),
                analysis.model().covariates());
        PathSystem one = PathSystem.of(PathData.of(alone, data.sample), analysis.covariance());
        double stdError = one.stdError(one.arrow(alone.treatment(), alone.outcome()));
        return Estimate.studentT(Estimand.ATE, "total", system.value(sum), stdError, one.degreesOfFreedom());
    }

    private TotalCheck compare() {
        PathSystem paired =
                analysis.covariance() == JointCovariance.HC0 ? system : PathSystem.of(data, JointCovariance.HC0);
        PathModel whole = analysis.model();
        PathModel alone = PathModel.serial(whole.treatment(), List.of(), whole.outcome(), whole.covariates());
        PathSystem one = PathSystem.of(PathData.of(alone, data.sample), JointCovariance.HC0);
        Polynomial coefficient = one.arrow(whole.treatment(), whole.outcome());
        double[] a = paired.influence(sum);
        double[] b = one.influence(coefficient);
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += (a[i] - b[i]) * (a[i] - b[i]);
        }
        double difference = paired.value(sum) - one.value(coefficient);
        double error = Math.sqrt(squares);
        TotalCheck plain = new TotalCheck(
                paired.value(sum), one.value(coefficient), paired.stdError(sum), one.stdError(coefficient), error, 1);
        if (plain.identity()) {
            return plain;
        }
        double p = error > 0 ? new StudentT(difference, error, one.degreesOfFreedom()).pValue(0) : 0;
        return new TotalCheck(
                plain.pathSum(), plain.reducedForm(), plain.pathSumError(), plain.reducedFormError(), error, p);
    }

    private List<MissingArrow> missingArrows(PathData of) {
        List<MissingArrow> tested = new ArrayList<>();
        for (CausalGraph.Edge edge : analysis.model().testable()) {
            tested.add(test(of, edge));
        }
        tested.sort(Comparator.comparingDouble(MissingArrow::pValue));
        List<MissingArrow> adjusted = new ArrayList<>();
        double most = 0;
        for (int i = 0; i < tested.size(); i++) {
            MissingArrow one = tested.get(i);
            most = Math.min(1, Math.max(most, (tested.size() - i) * one.pValue()));
            adjusted.add(new MissingArrow(one.from(), one.to(), one.coefficient(), one.stdError(), one.pValue(), most));
        }
        return List.copyOf(adjusted);
    }

    /** The coefficient that the arrow would have, with a robust covariance. */
    private MissingArrow test(PathData of, CausalGraph.Edge edge) {
        List<String> parents = new ArrayList<>();
        for (PathModel.Equation equation : analysis.model().equations()) {
            if (equation.variable().equals(edge.to())) {
                parents.addAll(equation.parents());
            }
        }
        parents.add(edge.from());
        List<String> names = new ArrayList<>(of.covariates.names());
        List<double[]> columns = new ArrayList<>(List.of(of.covariates.columns()));
        for (String parent : parents) {
            names.add("arrow " + parent);
            columns.add(of.of(parent));
        }
        LeastSquares fit = LeastSquares.fit(names, columns.toArray(new double[0][]), of.of(edge.to()));
        int term = fit.terms().indexOf("arrow " + edge.from());
        if (term < 0) {
            return new MissingArrow(edge.from(), edge.to(), 0, 0, 1, 1);
        }
        double[] moves = fit.weights(term);
        double[] residuals = fit.residuals();
        double[] leverages = fit.leverages();
        boolean clustered = of.clusters != null;
        double factor = JointCovariance.HC2.factor(of.size, fit.terms().size(), of.clusterCount());
        for (int i = 0; i < moves.length; i++) {
            moves[i] *= factor * residuals[i] * JointCovariance.HC2.leverage(leverages[i], clustered);
        }
        double squares = 0;
        for (double v : of.units(moves)) {
            squares += v * v;
        }
        double value = fit.coefficients()[term];
        double error = Math.sqrt(squares);
        double df = clustered ? of.clusterCount() - 1.0 : fit.degreesOfFreedom();
        double p = error > 0 ? new StudentT(value, error, df).pValue(0) : 1;
        return new MissingArrow(edge.from(), edge.to(), value, error, p, p);
    }

    /**
     * The model.
     *
     * @return what moves what
     */
    public PathModel model() {
        return analysis.model();
    }

    /**
     * The whole effect: the sum of all paths. Where that is the coefficient of treatment in one regression of the outcome on
     * treatment and covariates, its inference is that of the regression.
     *
     * @return the total
     */
    public Estimate total() {
        return total;
    }

    /**
     * The effect along each path.
     *
     * @return {@code direct} first, then by length
     */
    public List<Estimate> paths() {
        return List.copyOf(paths);
    }

    /**
     * The effect along a path.
     *
     * @param term its name, such as {@code via m1 and m2}
     * @return the estimate
     * @throws IllegalArgumentException if there is no such path
     */
    public Estimate path(String term) {
        return paths.stream()
                .filter(path -> path.term().equals(term))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no path '" + term + "'. The paths are " + String.join(", ", effects.keySet()) + "."));
    }

    /**
     * Total and paths.
     *
     * @return the decomposition, whose parts add up
     */
    public Decomposition decomposition() {
        return new Decomposition(total, paths, glance(), cautions());
    }

    /**
     * Whether the paths add up to the total effect of one regression.
     *
     * @return both, with their standard errors
     */
    public TotalCheck check() {
        return check;
    }

    /**
     * Tests of the arrows that the graph leaves out.
     *
     * @return those that data can test, the least probable first
     */
    public List<MissingArrow> missingArrows() {
        return missing;
    }

    /**
     * The p-value of the test that every arrow of a path differs from 0.
     *
     * @param term the name of the path
     * @return the largest p-value of its coefficients
     * @throws IllegalArgumentException if there is no such path
     */
    public double jointSignificance(String term) {
        path(term);
        return inference.largest(effects.getOrDefault(term, sum).factorsOfOnly());
    }

    /**
     * The joint covariance of the coefficients as a standard error of a path by the delta method.
     *
     * @param term the name of the path, or {@code total}
     * @param covariance which covariance
     * @return the standard error
     * @throws IllegalArgumentException if there is no such path
     */
    public double stdError(String term, JointCovariance covariance) {
        PathSystem other = PathSystem.of(data, covariance);
        if (term.equals("total")) {
            return other.stdError(sum);
        }
        path(term);
        return other.stdError(effects.getOrDefault(term, sum));
    }

    /**
     * The coefficient of an arrow.
     *
     * @param from where it starts
     * @param to where it ends
     * @return with Student's t
     * @throws IllegalArgumentException if no equation has such an arrow
     */
    public Estimate arrow(String from, String to) {
        for (PathModel.Equation equation : model().equations()) {
            if (equation.variable().equals(to) && equation.parents().contains(from)) {
                return inference.estimate(Estimand.COEFFICIENT, from + " -> " + to, system.arrow(from, to));
            }
        }
        throw new IllegalArgumentException("The model has no arrow " + from + " -> " + to + ".");
    }

    /**
     * How much goes through a mediator, on all paths together.
     *
     * @param mediator the mediator
     * @return the sums of the paths through it and of those past it
     * @throws IllegalArgumentException if it is no mediator
     */
    public MediatedEffect through(String mediator) {
        model().requireMediator(mediator);
        List<Polynomial> in = new ArrayList<>();
        List<Polynomial> out = new ArrayList<>();
        List<Estimate> each = new ArrayList<>();
        for (List<String> path : model().paths()) {
            String term = PathModel.name(path);
            boolean on = path.contains(mediator);
            (on ? in : out).add(effects.getOrDefault(term, sum));
            if (on) {
                each.add(path(term));
            }
        }
        Estimate through = inference.estimate(Estimand.INDIRECT_EFFECT, "through " + mediator, Polynomial.sum(in));
        Estimate past = out.isEmpty()
                ? new Estimate(Estimand.DIRECT_EFFECT, "past " + mediator, 0, 0, new Nothing())
                : inference.estimate(Estimand.DIRECT_EFFECT, "past " + mediator, Polynomial.sum(out));
        return new MediatedEffect(mediator, total, through, past, each, cautions());
    }

    /**
     * The part of the total that goes along each path: causal attribution under sequential ignorability.
     *
     * @return a share for each path
     * @throws EstimationException if the total is less than two standard errors from 0, as a share of nearly nothing is no number
     */
    public List<Share> shares() {
        double ratio = Math.abs(total.value()) / total.stdError();
        if (!(ratio >= Share.LEAST)) {
            throw new EstimationException(
                    Problem.ZERO_DENOMINATOR,
                    String.format(
                            Locale.ROOT,
                            "The total effect is %.4g with a standard error of %.4g, %.2f standard errors from 0: a share of a"
                                    + " total that may be nothing, or of the other sign, is no number.",
                            total.value(),
                            total.stdError(),
                            ratio),
                    "Report the effects along the paths, which need no total.");
        }
        List<Share> shares = new ArrayList<>();
        double whole = system.variance(sum);
        effects.forEach((term, effect) -> shares.add(new Share(
                term,
                system.value(effect),
                total.value(),
                system.variance(effect),
                whole,
                system.covariance(effect, sum),
                system.degreesOfFreedom())));
        return shares;
    }

    /**
     * How the effect through a mediator would change if its error and that of the outcome were correlated.
     *
     * @param mediator a mediator that moves no other
     * @return the effect as a function of the correlation
     * @throws EstimationException if it moves another mediator, whose error would have to be thought of as well
     * @throws IllegalArgumentException if it is no mediator
     */
    public ErrorCorrelation sensitivity(String mediator) {
        model().requireMediator(mediator);
        return ErrorCorrelation.of(data, system, mediator);
    }

    /**
     * What the effects were made from.
     *
     * @return rows, variance and diagnostics
     */
    public Glance glance() {
        Map<String, Double> diagnostics = new TreeMap<>();
        diagnostics.put("reduced_form_total", check.reducedForm());
        diagnostics.put("reduced_form_difference", check.difference());
        diagnostics.put("reduced_form_std_error_hc0", check.reducedFormError());
        diagnostics.put("path_sum_std_error_hc0", check.pathSumError());
        diagnostics.put("paths", (double) paths.size());
        diagnostics.put("mediators", (double) model().mediators().size());
        diagnostics.put("draws", (double) analysis.draws());
        return new Glance(
                "mediation",
                analysis.covariance().label(data.clusters != null) + "; "
                        + analysis.interval().label() + " for products of coefficients, t for the rest",
                data.size,
                data.arms == null ? 0 : data.arms.treated(),
                data.arms == null ? 0 : data.arms.control(),
                data.sample.dropped(),
                data.clusterCount(),
                diagnostics);
    }

    /**
     * What the reader must know.
     *
     * @return cautions, the assumption first
     */
    public List<Caution> cautions() {
        List<Caution> cautions = new ArrayList<>();
        assumption(model(), data).ifPresent(cautions::add);
        notes(system, data).forEach(cautions::add);
        for (MissingArrow arrow : missing) {
            if (arrow.adjusted() < DOUBT) {
                cautions.add(Caution.of(
                        "missing-arrow",
                        String.format(
                                Locale.ROOT,
                                "The graph has no arrow %s -> %s, and the data speak against that: coefficient %.4g (standard"
                                        + " error %.2g, p %.2g after Holm). Add the arrow, or a hidden variable that moves"
                                        + " both.",
                                arrow.from(),
                                arrow.to(),
                                arrow.coefficient(),
                                arrow.stdError(),
                                arrow.adjusted())));
            }
        }
        if (!check.identity() && check.pValue() < DOUBT) {
            cautions.add(Caution.of(
                    "paths-miss-total",
                    String.format(
                            Locale.ROOT,
                            "The paths of the graph add up to %.4g, and the total effect is %.4g in one regression; the"
                                    + " difference has a standard error of %.2g. A path is missing from the graph.",
                            check.pathSum(),
                            check.reducedForm(),
                            check.differenceError())));
        }
        return List.copyOf(cautions);
    }

    static Optional<Caution> assumption(PathModel model, PathData data) {
        if (model.mediators().isEmpty()) {
            return Optional.empty();
        }
        String fixed = data.covariates.count() == 0
                ? "although no covariate is held fixed"
                : "with treatment and " + String.join(", ", data.held()) + " held fixed";
        return Optional.of(Caution.of(
                "sequential-ignorability",
                "The total is identified by randomisation; its parts rest on an assumption that no data can check: "
                        + fixed + ", nothing unmeasured moves both "
                        + (model.mediators().size() > 1
                                ? "a mediator (" + String.join(", ", model.mediators()) + ") and " + model.outcome()
                                        + ", or two mediators."
                                : model.mediators().get(0) + " and " + model.outcome() + ".")));
    }

    static List<Caution> notes(PathSystem system, PathData data) {
        List<Caution> cautions = new ArrayList<>();
        if (!system.aliased.isEmpty()) {
            cautions.add(Caution.of(
                    "aliased-columns",
                    "Left out " + String.join(", ", system.aliased)
                            + ": constant, or determined by the columns before."));
        }
        if (data.clusters != null && data.clusters.count() < FEW_CLUSTERS) {
            cautions.add(Caution.of(
                    "few-clusters",
                    "There are " + data.clusters.count() + " clusters; with fewer than " + FEW_CLUSTERS
                            + " their robust standard errors tend to be too small."));
        }
        return cautions;
    }
}
