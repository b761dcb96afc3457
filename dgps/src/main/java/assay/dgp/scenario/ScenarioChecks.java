package assay.dgp.scenario;

import assay.Arguments;
import assay.decision.ExperimentPlan;
import assay.decision.MetricDefinition;
import assay.decision.PlannedMetric;
import java.util.List;
import java.util.Set;

/** Whether the parts of a world fit each other. */
final class ScenarioChecks {

    private static final double TOLERANCE = 1e-6;
    private static final double TOP = 1 + 1e-12;
    private static final Set<String> OTHER_OUTCOMES =
            Set.of("sessions_7d", "sessions_30d", "impressions_7d", "had_opportunity", "is_exposed");

    private ScenarioChecks() {}

    static void check(
            ExperimentPlan plan,
            int size,
            Population population,
            Delivery delivery,
            Responses responses,
            List<RampStep> ramp,
            double readDay,
            Faults faults) {
        Arguments.atLeast("size", size, 2);
        Arguments.positive("day of reading", readDay);
        int arms = plan.variants().size();
        byArm("probability of delivery", delivery.delivered(), arms);
        if (delivery.delivered().isEmpty()) {
            throw new IllegalArgumentException("probabilities of delivery must be given by arm");
        }
        byArm("share that the assigner uses", faults.shares(), arms);
        whole("the shares that the assigner uses", faults.shares());
        byArm("rate of loss", faults.lost(), arms);
        byArm("rate of missing values", faults.missing(), arms);
        byArm("rate of events not logged", faults.underlogged(), arms);
        byArm("share of unflagged bots", faults.bots().unflagged(), arms);
        double before = -1;
        for (RampStep step : ramp) {
            byArm("share of an arm in a step of the ramp", step.shares(), arms);
            whole("the shares in a step of the ramp", step.shares());
            if (!(step.day() > before)) {
                throw new IllegalArgumentException("steps of the ramp must be in order of days, and no two on one");
            }
            before = step.day();
        }
        Rates.check("rate of duplicates and conflicting duplicates together", faults.duplicates() + faults.conflicts());
        Rates.check(
                "share of flagged bots and staff together",
                faults.bots().flagged() + faults.staff().share());
        for (Response response : Response.values()) {
            signal(response, responses, population, arms - 1);
        }
        for (PlannedMetric planned : plan.metrics()) {
            generated(planned.metric());
        }
        plan.audience().ifPresent(Audience::check);
        for (String segment : plan.segments()) {
            population.segment(segment);
        }
    }

    private static void byArm(String what, List<Double> values, int arms) {
        if (!values.isEmpty() && values.size() != arms) {
            throw new IllegalArgumentException(
                    what + " must be given for each of " + arms + " arms, control first, not for " + values.size());
        }
    }

    private static void whole(String what, List<Double> shares) {
        double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
        if (!shares.isEmpty() && !(Math.abs(sum - 1) <= TOLERANCE)) {
            throw new IllegalArgumentException(what + " must sum to 1, not " + sum);
        }
    }

    /** The largest and smallest effects that any user can have must leave a probability or an amount. */
    private static void signal(Response response, Responses responses, Population population, int treatments) {
        Signal signal = responses.of(response);
        if (!signal.effects().isEmpty() && signal.effects().size() != treatments) {
            throw new IllegalArgumentException("effects on " + response.metric() + " must be given for each of "
                    + treatments + " treatments, not for " + signal.effects().size());
        }
        for (int k = 0; k < treatments; k++) {
            double highest = signal.effect(k);
            double lowest = signal.effect(k);
            for (String dimension : Population.SEGMENTS) {
                double most = 0;
                double least = 0;
                for (Responses.SegmentEffect segment : responses.overrides()) {
                    if (segment.response() == response && segment.dimension().equals(dimension)) {
                        population.segment(dimension).share(segment.value());
                        if (segment.effects().size() != treatments) {
                            throw new IllegalArgumentException("effects on " + response.metric() + " where " + dimension
                                    + " is " + segment.value() + " must be given for each of " + treatments
                                    + " treatments, not for "
                                    + segment.effects().size());
                        }
                        most = Math.max(most, segment.effects().get(k) - signal.effect(k));
                        least = Math.min(least, segment.effects().get(k) - signal.effect(k));
                    }
                }
                highest += most;
                lowest += least;
            }
            double base = signal.baseline(response.law());
            double reach = 1 + Math.abs(signal.history());
            boolean event = response.law() == Response.Law.EVENT;
            if (base + lowest < 0 || (event && (base + highest) * reach > TOP)) {
                throw new IllegalArgumentException("with effects from " + lowest + " to " + highest + " "
                        + response.metric() + " of " + base + " would leave its range for some users");
            }
        }
        if (response.law() == Response.Law.EVENT && signal.rate() * (1 + Math.abs(signal.history())) > TOP) {
            throw new IllegalArgumentException("a rate of " + signal.rate() + " with history " + signal.history()
                    + " is a " + "probability above 1 for some users of " + response.metric());
        }
        for (Responses.SegmentEffect segment : responses.overrides()) {
            population.segment(segment.dimension()).share(segment.value());
        }
    }

    private static void generated(MetricDefinition metric) {
        if (metric.source() == MetricDefinition.Source.USER_DAYS) {
            Response response = Response.ofDaily(metric.column())
                    .orElseThrow(() -> new IllegalArgumentException("metric " + metric.id() + " reads daily column '"
                            + metric.column() + "', which scenarios do not generate"));
            if (response.days() != metric.windowDays()) {
                throw new IllegalArgumentException("metric " + metric.id() + " sums " + metric.column() + " over "
                        + metric.windowDays() + " days; scenarios generate it over " + response.days());
            }
            return;
        }
        require(metric.id(), metric.column());
        metric.denominator().ifPresent(column -> require(metric.id(), column));
    }

    private static void require(String metric, String column) {
        if (Response.ofColumn(column).isEmpty() && !OTHER_OUTCOMES.contains(column)) {
            throw new IllegalArgumentException(
                    "metric " + metric + " reads column '" + column + "', which scenarios do not generate");
        }
    }
}
