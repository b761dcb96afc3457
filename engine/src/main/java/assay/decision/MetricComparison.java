package assay.decision;

import assay.Caution;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Problem;
import assay.Sample;
import assay.StudentT;
import assay.distribution.NormalDistribution;
import assay.distribution.StudentDistribution;
import assay.experiment.MetricRequest;
import assay.experiment.MetricRouter;
import assay.experiment.MetricType;
import assay.experiment.RelativeLift;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** One treatment against control on one metric: the estimators that the metric and the design ask for, side by side. */
final class MetricComparison {

    private final ExperimentPlan plan;
    private final LookRule looks;
    private final FitListener listener;

    MetricComparison(ExperimentPlan plan, LookRule looks, FitListener listener) {
        this.plan = plan;
        this.looks = looks;
        this.listener = listener;
    }

    /**
     * A reading, and the share of its decisive variance that control has, by influence functions.
     *
     * @param reading the reading
     * @param controlShare in [0, 1]
     */
    record Compared(MetricReading reading, double controlShare) {}

    /**
     * Compares.
     *
     * @param cohort the units
     * @param purpose what the metric is for
     * @param treatment the arm that is compared with control
     * @param subset which units
     * @throws EstimationException if an arm has fewer than two units, or the metric cannot be compared
     */
    Compared compare(MetricCohort cohort, Purpose purpose, Variant treatment, Subset subset) {
        MetricSamples samples = MetricSamples.of(cohort, plan, treatment, subset);
        enough(cohort, treatment, samples.units(), subset);
        Sample users = samples.users();
        Sample randomised = samples.randomised(users);
        Fit plain = fit(MetricRouter.route(request(cohort.metric())).estimator(), users);
        Map<String, Caution> cautions = new LinkedHashMap<>();
        Optional<Fit> adjusted = adjusted(samples, users, randomised, cautions);
        Optional<Fit> relative = relative(cohort.metric(), randomised);
        Fit decisive = adjusted.orElse(plain);
        Sample used = adjusted.isPresent() ? samples.adjusted(randomised, users) : users;
        tell(cohort, treatment, subset, users, plain);
        adjusted.ifPresent(f -> tell(cohort, treatment, subset, used, f));
        relative.ifPresent(f -> tell(cohort, treatment, subset, randomised, f));
        ArmSummary summary = ArmSummary.of(randomised, plain);
        int control = samples.units().control();
        int treated = samples.units().treated();
        Estimate read = looks.read(decisive.estimate(), control, treated);
        List.of(plain, decisive).forEach(f -> f.cautions().forEach(c -> cautions.putIfAbsent(c.code(), c)));
        relative.ifPresent(f -> f.cautions().forEach(c -> cautions.putIfAbsent(c.code(), c)));
        looks.caution(control, treated).ifPresent(c -> cautions.putIfAbsent(c.code(), c));
        CohortCautions.of(cohort, summary, samples.units()).forEach(c -> cautions.putIfAbsent(c.code(), c));
        MetricDefinition metric = cohort.metric();
        double base = summary.control();
        MetricReading reading = new MetricReading(
                metric,
                purpose,
                cohort.view(),
                treatment.name(),
                subset.name(),
                samples.units().reading(),
                base,
                summary.treated(),
                looks.read(plain.estimate(), control, treated),
                adjusted.map(f -> read),
                relative.flatMap(f -> lift(f, control, treated)),
                decisive.glance().method(),
                metric.practical().in(base),
                metric.margin().map(m -> OptionalDouble.of(m.in(base))).orElse(OptionalDouble.empty()),
                detectable(read, purpose),
                new ArrayList<>(cautions.values()));
        return new Compared(reading, plan.treatments().size() > 1 ? ControlShare.of(decisive, used) : 1);
    }

    private void tell(MetricCohort cohort, Variant treatment, Subset subset, Sample sample, Fit fit) {
        listener.fitted(new FitListener.Event(
                cohort.metric().id(), cohort.view(), treatment.name(), subset.name(), sample, fit));
    }

    private MetricRequest request(MetricDefinition metric) {
        MetricRequest request = MetricRequest.of(metric.type());
        return plan.cluster().isEmpty()
                ? request
                : request.in(MetricRequest.Design.CLUSTER).of(MetricRequest.Rows.PARTS_WITH_CLUSTER);
    }

    private static Fit fit(Estimator<Fit> estimator, Sample sample) {
        // The estimators that a plan is routed to draw nothing.
        return estimator.estimate(sample, new Philox(0, 0, 0));
    }

    private void enough(MetricCohort cohort, Variant treatment, MetricSamples.Units units, Subset subset) {
        Variant empty = units.control() < 2 ? plan.control() : treatment;
        int count = Math.min(units.control(), units.treated());
        if (count >= 2) {
            return;
        }
        int arm = plan.variants().indexOf(empty);
        throw new EstimationException(
                Problem.TOO_FEW_ROWS,
                "Arm '" + empty.name() + "' has " + (count == 0 ? "no units" : "1 unit") + " with metric '"
                        + cohort.metric().id() + "' in the " + cohort.view().code() + " view"
                        + (subset.everybody() ? "" : " in segment " + subset.name()) + " ("
                        + cohort.immature(arm, subset) + " were not watched for long enough, of "
                        + cohort.missing(arm, subset)
                        + " it is missing); a variance needs two.",
                cohort.immature(arm, subset) > 0
                        ? "Wait until units have been watched for the days of the metric."
                        : "Check that the arm is logged under the name in the contract, and that it was assigned.");
    }

    /** The difference given the covariate. Clusters are averaged first, which makes of them the units that were randomised. */
    private static Optional<Fit> adjusted(
            MetricSamples samples, Sample users, Sample randomised, Map<String, Caution> cautions) {
        MetricDefinition metric = samples.cohort().metric();
        if (metric.covariate().isEmpty() || metric.type() == MetricType.QUANTILE) {
            return Optional.empty();
        }
        String why = samples.unusable();
        if (why.isEmpty()) {
            try {
                MetricRequest request = MetricRequest.of(metric.type()).with(MetricRequest.History.COVARIATES);
                return Optional.of(fit(MetricRouter.route(request).estimator(), samples.adjusted(randomised, users)));
            } catch (EstimationException e) {
                why = "cannot be used: " + e.getMessage();
            }
        }
        cautions.put(
                "covariate-not-used",
                Caution.of(
                        "covariate-not-used",
                        "Covariate '" + metric.covariate().get() + "' of metric '" + metric.id() + "' " + why
                                + "; the effect is that without adjustment."));
        return Optional.empty();
    }

    /** The relative effect; empty for quantiles, and where control cannot be told from 0. */
    private static Optional<Fit> relative(MetricDefinition metric, Sample randomised) {
        if (metric.type() == MetricType.QUANTILE) {
            return Optional.empty();
        }
        try {
            return Optional.of(fit(
                    metric.type() == MetricType.RATIO ? RelativeLift.ofRatio() : RelativeLift.standard(), randomised));
        } catch (EstimationException e) {
            return Optional.empty();
        }
    }

    /** Fieller's set has no counterpart at many looks. */
    private Optional<Estimate> lift(Fit relative, int control, int treated) {
        Estimate estimate = relative.estimate();
        return plan.mode() == AnalysisMode.FIXED_HORIZON || estimate.inference() instanceof StudentT
                ? Optional.of(looks.read(estimate, control, treated))
                : Optional.empty();
    }

    /**
     * What half an interval and the quantile of the power add up to, in standard errors, times the standard error. The primary
     * metric of several treatments is judged at alpha over their number, which is what correction costs at most.
     */
    private double detectable(Estimate estimate, Purpose purpose) {
        double alpha = plan.policy().alpha()
                / (purpose == Purpose.PRIMARY ? plan.treatments().size() : 1);
        double half = estimate.inference().interval(1 - alpha).width() / 2;
        double df = estimate.inference().degreesOfFreedom();
        double power = plan.policy().power();
        double quantile = df < Double.POSITIVE_INFINITY
                ? StudentDistribution.quantile(power, df)
                : NormalDistribution.quantile(power);
        return half + quantile * estimate.stdError();
    }
}
