package assay.experiment;

import assay.Caution;
import assay.EstimationException;
import assay.Problem;
import assay.bayes.BayesianLinearRegression;
import assay.bayes.CrossProducts;
import assay.bayes.Posterior;
import assay.linear.ClusterCovariance;
import assay.linear.Compressed;
import assay.linear.Covariance;
import assay.linear.LinearFit;
import assay.linear.LinearModel;
import assay.linear.VarianceEstimator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Fits models to what a plan describes. */
final class Fitting {

    /** Below this F, the t ratio of two-stage least squares can mislead at 5 % (Lee and others, 2022). */
    private static final double STRONG = 104.7;

    private static final int FEW_CLUSTERS = 6;

    private Fitting() {}

    static FittedModel fit(Plan plan, Model model) {
        if (model instanceof Model.Bayesian bayesian) {
            return bayesian(plan, bayesian);
        }
        return model instanceof Model.Sandwich sandwich
                ? linear(plan, sandwich.linear(), true, List.of())
                : linear(plan, (Model.Linear) model, false, List.of());
    }

    private static FittedModel linear(Plan plan, Model.Linear model, boolean posterior, List<Caution> before) {
        VarianceEstimator variance = variance(plan, model);
        List<Caution> cautions = new ArrayList<>(before);
        Stage first = plan.compliance == Compliance.FULL ? Stage.DIRECT : Stage.REDUCED;
        LinearFit fit = fit(plan, first, model);
        requireNoise(fit, plan);
        Set<Covariate> lacking = lacking(plan, fit.terms(), model.slopes());
        if (!lacking.isEmpty()) {
            cautions.add(Caution.of(
                    "aliased-columns",
                    "Left out "
                            + lacking.stream().map(Covariate::name).collect(Collectors.joining(", "))
                            + ": in some arm it does not vary beside the other covariates, so that no slope can be told "
                            + "there."));
            return linear(plan.without(lacking), model, posterior, cautions);
        }
        cautions.addAll(fit.cautions(variance));
        Coefficients coefficients = Coefficients.of(fit, variance);
        if (first == Stage.REDUCED) {
            firstStage(plan, coefficients, cautions);
        }
        few(plan, cautions);
        String reference = posterior
                ? ", normal posterior of a flat prior"
                : variance == ClusterCovariance.CR2
                        ? ", t with Satterthwaite degrees of freedom"
                        : variance.clustered()
                                ? ", t with G - 1 degrees of freedom"
                                : ", t with n - k degrees of freedom";
        String covers = model.population() == Population.SUPERPOPULATION && !plan.covariates.isEmpty()
                ? " plus the variance of covariate means"
                : "";
        return new FittedModel(
                plan,
                model.slopes(),
                model.population(),
                stage -> {
                    Coefficients asked =
                            stage == first ? coefficients : Coefficients.of(fit(plan, stage, model), variance);
                    return posterior ? asked.normal() : asked;
                },
                plan.compliance == Compliance.FULL ? "linear-model" : "two-stage-least-squares",
                variance.label() + covers + reference,
                cautions);
    }

    /** Covariates whose slope is known in one arm and not in another. */
    private static Set<Covariate> lacking(Plan plan, List<String> terms, Model.Slopes slopes) {
        Set<Covariate> lacking = new LinkedHashSet<>();
        for (Covariate covariate : plan.covariates) {
            for (int arm = 1; arm < plan.assigned.count() && slopes == Model.Slopes.BY_ARM; arm++) {
                if (terms.contains(covariate.name())
                        && terms.contains(ModelRows.indicator(plan.assigned, arm))
                        && !terms.contains(ModelRows.interaction(plan.assigned, arm, covariate))) {
                    lacking.add(covariate);
                }
            }
        }
        return lacking;
    }

    private static LinearFit fit(Plan plan, Stage stage, Model.Linear model) {
        ModelRows rows = new ModelRows(plan, stage, model.slopes());
        return model.reading() == Model.Reading.ROWS ? LinearModel.fit(rows) : LinearModel.fit(Compressed.of(rows));
    }

    private static VarianceEstimator variance(Plan plan, Model.Linear model) {
        VarianceEstimator chosen = model.varianceOrNull();
        if (chosen == null) {
            return plan.clusters > 0 ? ClusterCovariance.CR2 : Covariance.HC2;
        }
        if (plan.clusters > 0 && !chosen.clustered()) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    chosen.label() + " takes rows for independent, but they lie in " + plan.clusters
                            + " clusters; its standard errors would be those of another design.",
                    "Use CR2, or do not name clusters if there are none.");
        }
        return chosen;
    }

    private static void requireNoise(LinearFit fit, Plan plan) {
        for (int outcome = 0; outcome < plan.analysis.outcomes().size(); outcome++) {
            // Not a number where the outcome is constant.
            if (!(fit.rSquared(outcome) < 1 - 1e-13)) {
                throw new EstimationException(
                        Problem.CONSTANT_OUTCOME,
                        "Outcome '" + plan.analysis.outcomes().get(outcome)
                                + "' is constant or an exact linear function of arms and covariates, so its standard error "
                                + "would be 0.",
                        "Check that it varies and that no covariate is a copy of it.");
            }
        }
    }

    /** Cautions on how strongly the assignment moves what is received. */
    private static void firstStage(Plan plan, Coefficients coefficients, List<Caution> cautions) {
        int outcomes = plan.analysis.outcomes().size();
        for (int arm = 1; arm < plan.assigned.count(); arm++) {
            int at = coefficients.term(ModelRows.indicator(plan.assigned, arm));
            int outcome = outcomes + arm - 1;
            if (at < 0) {
                continue;
            }
            double share = coefficients.values(outcome)[at];
            double error = coefficients.covariance(outcome)[at][at];
            double f = share * share / error;
            if (!(Math.abs(share) > 1e-12)) {
                throw new EstimationException(
                        Problem.NO_FIRST_STAGE,
                        "Assignment to '" + plan.assigned.label(arm) + "' does not change who receives it (column '"
                                + plan.received.column() + "'): there are no compliers to learn from.",
                        "Check both columns; without the treatment, the effect of the assignment can be estimated.");
            }
            if (f < STRONG) {
                cautions.add(Caution.of(
                        "weak-instrument",
                        String.format(
                                Locale.ROOT,
                                "The first-stage F of arm '%s' is %.1f; below %.1f the t-interval of the effect on compliers "
                                        + "can be too short. The method anderson-rubin holds at any strength.",
                                plan.assigned.label(arm),
                                f,
                                STRONG)));
            }
        }
        if (plan.assigned.count() > 2 && plan.compliance == Compliance.TWO_SIDED) {
            cautions.add(Caution.of(
                    "several-treatments-received",
                    "Some rows received a treatment other than the one assigned; with several treatments the effects on "
                            + "compliers mix those of different treatments unless effects are the same for all."));
        }
    }

    private static void few(Plan plan, List<Caution> cautions) {
        if (plan.clusters > 0 && plan.fewestClusters() < FEW_CLUSTERS) {
            cautions.add(Caution.of(
                    "few-treated-clusters",
                    "The smallest arm has " + plan.fewestClusters()
                            + " clusters; with fewer than " + FEW_CLUSTERS
                            + " no standard error is to be trusted. Randomisation inference holds."));
        }
    }

    private static FittedModel bayesian(Plan plan, Model.Bayesian model) {
        String unlike = plan.compliance != Compliance.FULL
                ? "not all received what they were assigned"
                : plan.clusters > 0
                        ? "rows depend on each other in clusters"
                        : plan.weighted() ? "rows are weighted by their propensity" : "";
        if (!unlike.isEmpty()) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "The conjugate posterior is that of independent rows of equal weight, and here " + unlike + ".",
                    "Fit Model.sandwich(), the posterior that takes the robust covariance at its word.");
        }
        ModelRows rows = new ModelRows(plan, Stage.DIRECT, model.slopes());
        int outcomes = plan.analysis.outcomes().size();
        int terms = 1 + rows.spec().exogenous().size();
        CrossProducts[] sums = new CrossProducts[outcomes];
        for (int o = 0; o < outcomes; o++) {
            sums[o] = new CrossProducts(terms, plan.outcomeMean(o));
        }
        double[] x = new double[terms];
        x[0] = 1;
        rows.forEach((count, columns, weights, clusters) -> {
            for (int i = 0; i < count; i++) {
                for (int j = 1; j < terms; j++) {
                    x[j] = columns[outcomes + j - 1][i];
                }
                for (int o = 0; o < outcomes; o++) {
                    sums[o].add(x, columns[o][i], 1);
                }
            }
        });
        BayesianLinearRegression regression = new BayesianLinearRegression(model.prior());
        List<Posterior> posteriors = new ArrayList<>();
        for (CrossProducts one : sums) {
            posteriors.add(regression.fit(one));
        }
        List<String> names = new ArrayList<>(List.of("(Intercept)"));
        names.addAll(rows.spec().exogenous());
        Coefficients coefficients = new Coefficients(
                names,
                o -> posteriors.get(o).mean(),
                o -> posteriors.get(o).scale(),
                () -> new double[0][0],
                contrasts -> Coefficients.same(posteriors.get(0).degreesOfFreedom(), contrasts));
        return new FittedModel(
                plan,
                model.slopes(),
                Population.SAMPLE,
                stage -> coefficients,
                "bayesian-linear-regression",
                "conjugate posterior, t with 2a + n degrees of freedom",
                List.of());
    }
}
