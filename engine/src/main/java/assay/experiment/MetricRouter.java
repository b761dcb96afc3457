package assay.experiment;

import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Problem;
import assay.experiment.MetricRequest.Design;
import assay.experiment.MetricRequest.History;
import assay.experiment.MetricRequest.Rows;
import assay.observational.Ipw;

/** From a metric and a design to the estimator that suits both, with the reason; or to a refusal. */
public final class MetricRouter {

    private MetricRouter() {}

    /**
     * An estimator and why it was chosen.
     *
     * @param estimator the estimator
     * @param reason one sentence
     */
    public record Route(Estimator<Fit> estimator, String reason) {}

    /**
     * Chooses.
     *
     * @param request the metric, the design, what a row is and what is known from before
     * @return the estimator with its reason
     * @throws EstimationException of {@link Problem#UNSUITABLE_METHOD} if no estimator here would be valid
     */
    public static Route route(MetricRequest request) {
        if (request.rows() == Rows.PARTS_ALONE) {
            throw refusal(
                    "Rows are parts of what was randomised and nothing says of which, so that dependent rows would count as "
                            + "independent and intervals would be too short.",
                    "Name the randomised unit as --cluster, or sum the rows by it.");
        }
        boolean clustered = request.design() == Design.CLUSTER || request.rows() == Rows.PARTS_WITH_CLUSTER;
        RandomisationUnit unit = clustered ? RandomisationUnit.CLUSTER : RandomisationUnit.ROW;
        Route route = request.design() == Design.ADAPTIVE
                ? adaptive(request, clustered)
                : switch (request.type()) {
                    case RATIO -> ratio(request, unit);
                    case QUANTILE -> quantile(request, unit);
                    case MEAN, PROPORTION, COUNT, REVENUE -> mean(request, unit);
                };
        return request.design() == Design.ENCOURAGEMENT
                ? new Route(
                        route.estimator(),
                        route.reason() + " The arm is the encouragement, so this is the intention-to-treat effect; the "
                                + "effect of treatment itself needs the instrument, by two-stage least squares.")
                : route;
    }

    private static Route adaptive(MetricRequest request, boolean clustered) {
        if (request.type() == MetricType.RATIO || request.type() == MetricType.QUANTILE) {
            throw refusal(
                    "Probabilities of treatment changed over time, so that arms differ before treatment, and neither a ratio "
                            + "nor a quantile is weighted for that here.",
                    "Analyse the period of one probability, or the mean of the numerator.");
        }
        if (clustered) {
            throw refusal(
                    "Inverse propensity weighting takes rows for independent, and rows of a cluster are not.",
                    "Average the rows by cluster, one row for each.");
        }
        return new Route(
                Ipw.standard(),
                "Probabilities of treatment changed, so arms differ before treatment: rows are weighted by the inverse of "
                        + "the known probability.");
    }

    private static Route mean(MetricRequest request, RandomisationUnit unit) {
        if (unit == RandomisationUnit.CLUSTER) {
            return switch (request.history()) {
                case NONE ->
                    new Route(
                            new ClusterMeans(),
                            "Whole clusters were assigned, so a cluster's mean is one observation.");
                case COVARIATES, FEATURES ->
                    new Route(
                            new MlRate(
                                    MlRate.standard().learner(),
                                    MlRate.standard().folds(),
                                    unit),
                            "Whole clusters were assigned: predictions are made with a cluster in one fold, and the "
                                    + "regression is over cluster means.");
            };
        }
        return switch (request.history()) {
            case NONE -> new Route(new DifferenceInMeans(), plain(request.type()));
            case COVARIATES ->
                new Route(
                        Cuped.standard(),
                        "What the pre-period predicts is taken out, which lowers the variance and moves nothing else.");
            case FEATURES ->
                new Route(
                        MlRate.standard(),
                        "Many features: a learner predicts rows that it has not seen, and the prediction is the covariate.");
        };
    }

    private static String plain(MetricType type) {
        return switch (type) {
            case PROPORTION -> "The mean of 0 and 1 is a share, and its unpooled variance is that of the mean.";
            case COUNT -> "A mean of counts needs no Poisson model: the sample variance has what overdispersion adds.";
            case REVENUE ->
                "A mean of amounts; where a few are large, look at the skewness, and declare a cap beforehand.";
            default -> "A mean of independent units with unequal variances: Welch.";
        };
    }

    private static Route ratio(MetricRequest request, RandomisationUnit unit) {
        if (request.history() == History.NONE) {
            return new Route(
                    new RatioMetric(unit),
                    "Numerator and denominator both vary between randomised units, so the variance is by the delta method "
                            + "over those units.");
        }
        if (request.history() == History.FEATURES) {
            throw refusal(
                    "A learner predicts outcomes, and a ratio of sums has no outcome by unit.",
                    "Adjust by a few covariates, such as numerator and denominator before the experiment.");
        }
        if (unit == RandomisationUnit.CLUSTER) {
            throw refusal(
                    "The adjusted ratio takes one row for each randomised unit, and these rows are parts of one.",
                    "Sum numerator, denominator and covariates by unit first.");
        }
        return new Route(
                CupedRatio.standard(),
                "What the pre-period predicts of each unit's part in the ratio is taken out, by the delta method over all "
                        + "moments.");
    }

    private static Route quantile(MetricRequest request, RandomisationUnit unit) {
        if (request.history() != History.NONE) {
            throw refusal(
                    "Subtracting a prediction moves a quantile: the quantile of adjusted outcomes is not that of outcomes.",
                    "Compare quantiles without covariates.");
        }
        return new Route(
                new QuantileEffect(request.probability(), unit),
                unit == RandomisationUnit.ROW
                        ? "Order statistics about the quantile give its error without a density."
                        : "Order statistics about the quantile, corrected for rows that were assigned together.");
    }

    private static EstimationException refusal(String why, String remedy) {
        return new EstimationException(Problem.UNSUITABLE_METHOD, why, remedy);
    }
}
