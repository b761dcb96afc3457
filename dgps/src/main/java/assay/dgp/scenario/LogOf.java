package assay.dgp.scenario;

import assay.decision.ExperimentLog;
import assay.decision.MetricDefinition;
import assay.decision.PlannedMetric;
import assay.decision.Variant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The log of a draw, as it is read from its tables according to plan: without users whom the plan excludes. */
final class LogOf {

    private static final double DAY = Journey.DAY;

    private final ScenarioWorld world;
    private final Traits traits;
    private final Journey journey;
    private final Outcomes outcomes;
    private final int[] rows;
    private final boolean[] second;

    LogOf(Events events) {
        world = events.world;
        traits = events.traits;
        journey = events.journey;
        outcomes = events.outcomes;
        IntPredicate kept = row -> !journey.excluded[events.rows()[row]];
        int[] places = IntStream.range(0, events.rows().length).filter(kept).toArray();
        rows = new int[places.length];
        second = new boolean[places.length];
        for (int row = 0; row < places.length; row++) {
            rows[row] = events.rows()[places[row]];
            second[row] = events.second(places[row]);
        }
    }

    ExperimentLog build() {
        int size = rows.length;
        int[] users = new int[size];
        int[] arms = new int[size];
        int[] served = new int[size];
        double[] assigned = new double[size];
        List<String> names = new ArrayList<>(size);
        List<String> planned =
                world.plan().variants().stream().map(Variant::name).toList();
        int[] place = world.variants().stream()
                .mapToInt(variant -> planned.indexOf(variant.name()))
                .toArray();
        for (int row = 0; row < size; row++) {
            int i = rows[row];
            if (!second[row]) {
                names.add(journey.ids[i]);
            }
            users[row] = names.size() - 1;
            arms[row] = place[second[row] ? journey.secondArm[i] : journey.arm[i]];
            assigned[row] = (second[row] ? journey.secondAssigned[i] : journey.assigned[i]) / DAY;
            served[row] = journey.served[i] < 0 ? -1 : place[journey.served[i]];
        }
        double[] until = new double[size];
        Arrays.fill(until, journey.read / DAY);
        ExperimentLog.Builder log = ExperimentLog.builder()
                .users(users, names)
                .arms(arms, planned)
                .assigned(assigned)
                .triggered(days(journey.triggered))
                .exposed(days(journey.exposed))
                .served(served)
                .observedUntil(until);
        measured(log);
        known(log);
        return log.build();
    }

    private void measured(ExperimentLog.Builder log) {
        for (Response response : Response.values()) {
            log.outcome(response.column(), pick(outcomes.total(response)));
        }
        log.outcome("sessions_7d", pick(outcomes.sessionsShort));
        log.outcome("sessions_30d", pick(outcomes.sessionsLong));
        log.outcome("impressions_7d", pick(outcomes.impressions()));
        log.outcome("had_opportunity", happened(journey.triggered));
        log.outcome("is_exposed", happened(journey.exposed));
        for (PlannedMetric planned : world.plan().metrics()) {
            MetricDefinition metric = planned.metric();
            if (metric.source() == MetricDefinition.Source.USER_DAYS) {
                Response response = Response.ofDaily(metric.column()).orElseThrow();
                log.outcome(ExperimentLog.daily(metric.column(), metric.windowDays()), pick(outcomes.total(response)));
            }
        }
        world.halved().ifPresent(response -> halves(log, response));
    }

    private void halves(ExperimentLog.Builder log, Response response) {
        double[] total = pick(outcomes.total(response));
        double[] early = pick(outcomes.firstHalf(response));
        double[] late = new double[total.length];
        Arrays.setAll(late, row -> total[row] - early[row]);
        log.outcome(ExperimentLog.early(response.daily(), response.days()), early);
        log.outcome(ExperimentLog.late(response.daily(), response.days()), late);
    }

    private void known(ExperimentLog.Builder log) {
        log.history("tenure_days_at_experiment_start", pick(traits.tenure));
        log.history("historical_sessions_28d", pick(traits.sessions));
        log.history("historical_revenue_28d", pick(traits.revenue));
        log.history("historical_conversion_flag", pick(traits.converted));
        log.history("historical_retention_score", pick(traits.retention));
        log.history(Events.BOT, pick(traits.flags(Traits.FLAGGED_BOT)));
        log.history(Events.INTERNAL, pick(traits.flags(Traits.STAFF)));
        for (int j = 0; j < traits.segments.length; j++) {
            String name = Population.SEGMENTS.get(j);
            int[] codes = traits.segments[j];
            int[] picked = new int[rows.length];
            Arrays.setAll(picked, row -> codes[rows[row]]);
            log.group(name, picked, world.population().segment(name).names());
        }
    }

    private double[] days(int[] seconds) {
        double[] days = new double[rows.length];
        for (int row = 0; row < days.length; row++) {
            int at = seconds[rows[row]];
            days[row] = at == Journey.NEVER ? Double.NaN : at / DAY;
        }
        return days;
    }

    private double[] happened(int[] seconds) {
        double[] flags = new double[rows.length];
        for (int row = 0; row < flags.length; row++) {
            flags[row] = seconds[rows[row]] == Journey.NEVER ? 0 : 1;
        }
        return flags;
    }

    private double[] pick(double[] values) {
        double[] picked = new double[rows.length];
        for (int row = 0; row < picked.length; row++) {
            picked[row] = values[rows[row]];
        }
        return picked;
    }
}
