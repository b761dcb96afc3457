package assay.dgp.scenario;

import assay.decision.MetricDefinition;
import assay.decision.View;
import assay.experiment.Better;
import java.util.Optional;

/**
 * The true effects of the treatments of a world, in closed form: what would be seen on average by a study of any size after full
 * windows, of users who are neither bots nor staff, with nothing going wrong.
 *
 * @param world the world
 */
public record ScenarioTruth(ScenarioWorld world) {

    /**
     * The response that a metric measures.
     *
     * @param metric the metric
     * @return empty if it is a ratio or measures what treatment cannot change
     */
    public static Optional<Response> response(MetricDefinition metric) {
        if (metric.denominator().isPresent()) {
            return Optional.empty();
        }
        return metric.source() == MetricDefinition.Source.USER_DAYS
                ? Response.ofDaily(metric.column())
                : Response.ofColumn(metric.column());
    }

    /**
     * The effect of a treatment on a metric, in the metric's unit.
     *
     * @param metric the metric
     * @param view whom it is an average over; exposed means those who saw the treatment
     * @param arm the name of the treatment
     * @return 0 where treatment cannot change the metric
     */
    public double effect(MetricDefinition metric, View view, String arm) {
        return response(metric)
                .map(response -> effect(response, view, world.arm(arm)))
                .orElse(0.0);
    }

    /**
     * The effect of a treatment on a metric in a segment, in the metric's unit.
     *
     * @param metric the metric
     * @param view whom it is an average over
     * @param arm the name of the treatment
     * @param dimension one of {@link Population#SEGMENTS}
     * @param value its value
     * @return 0 where treatment cannot change the metric
     */
    public double effect(MetricDefinition metric, View view, String arm, String dimension, String value) {
        return response(metric)
                .map(response ->
                        within(response, world.arm(arm), dimension, value) * reach(response, view, world.arm(arm)))
                .orElse(0.0);
    }

    double effect(Response response, View view, int arm) {
        return within(response, arm, "", "") * reach(response, view, arm);
    }

    /** The effect on those who see it while it is new, averaged over all dimensions except one that is given. */
    private double within(Response response, int arm, String dimension, String value) {
        double effect = world.responses().of(response).effect(arm - 1);
        double[][][] changes = Effects.changes(world, response);
        double[][] shares = new Audience(world).shares(dimension, value);
        for (int j = 0; j < changes.length; j++) {
            for (int v = 0; v < changes[j].length; v++) {
                effect += shares[j][v] * changes[j][v][arm];
            }
        }
        return effect;
    }

    /** What of the effect on those who see it reaches the average user of a view. */
    double reach(Response response, View view, int arm) {
        double lasting = new Timing(response, world.responses().of(response)).lasting();
        double delivered = world.delivery().delivered().get(arm);
        double shown = switch (view) {
            case ASSIGNED -> world.delivery().trigger() * delivered;
            case TRIGGERED -> delivered;
            case EXPOSED -> 1;
        };
        Faults.Outliers outliers = world.faults().outliers();
        double larger = response == Response.REVENUE ? 1 + outliers.rate() * (outliers.multiplier() - 1) : 1;
        return lasting * shown * larger;
    }

    /**
     * What is expected of a response without treatment.
     *
     * @param response the response
     * @return its mean, after full windows
     */
    public double baseline(Response response) {
        Faults.Outliers outliers = world.faults().outliers();
        double larger = response == Response.REVENUE ? 1 + outliers.rate() * (outliers.multiplier() - 1) : 1;
        return world.responses().of(response).baseline(response.law()) * larger;
    }

    /**
     * Whether a change is for the better.
     *
     * @param metric the metric
     * @param effect the change
     * @return true if it is, and not 0
     */
    static boolean better(MetricDefinition metric, double effect) {
        return metric.better() == Better.LARGER ? effect > 0 : effect < 0;
    }

    /** By how much a guardrail gets worse; negative if it gets better. */
    static double harm(MetricDefinition metric, double effect) {
        return metric.better() == Better.LARGER ? -effect : effect;
    }
}
