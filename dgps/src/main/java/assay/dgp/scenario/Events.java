package assay.dgp.scenario;

import assay.decision.ExperimentLog;
import assay.decision.MetricDefinition;
import assay.decision.PlannedMetric;
import assay.decision.Variant;
import assay.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Everything that happens in one draw, and the log of it. */
final class Events {

    /** Columns of users that say who is no user. */
    static final String BOT = "is_bot";

    static final String INTERNAL = "is_internal";

    private static final double DAY = Journey.DAY;

    final ScenarioWorld world;
    final Traits traits;
    final Journey journey;
    final Outcomes outcomes;
    /** The user of each row of the log, and whether the row is the second of its user. */
    private final int[] rows;

    private final boolean[] second;

    Events(ScenarioWorld world, Streams streams, Set<Response> timed) {
        this.world = world;
        traits = new Traits(world, streams);
        journey = new Journey(world, traits, streams);
        outcomes = new Outcomes(world, traits, journey, streams, timed);
        int count = 0;
        for (int i = 0; i < world.size(); i++) {
            count += journey.logged[i] ? journey.secondArm[i] < 0 ? 1 : 2 : 0;
        }
        rows = new int[count];
        second = new boolean[count];
        int row = 0;
        for (int i = 0; i < world.size(); i++) {
            if (journey.logged[i]) {
                rows[row++] = i;
                if (journey.secondArm[i] >= 0) {
                    second[row] = true;
                    rows[row++] = i;
                }
            }
        }
    }

    SampleTruth sampleTruth() {
        return outcomes.truth();
    }

    /** The user of each row of the log. */
    int[] rows() {
        return rows;
    }

    /** Whether a row is the second of its user. */
    boolean second(int row) {
        return second[row];
    }

    ExperimentLog log() {
        int size = rows.length;
        int[] users = new int[size];
        int[] arms = new int[size];
        int[] served = new int[size];
        double[] assigned = new double[size];
        List<String> names = new ArrayList<>(size);
        for (int row = 0; row < size; row++) {
            int i = rows[row];
            if (!second[row]) {
                names.add(journey.ids[i]);
            }
            users[row] = names.size() - 1;
            arms[row] = second[row] ? journey.secondArm[i] : journey.arm[i];
            assigned[row] = (second[row] ? journey.secondAssigned[i] : journey.assigned[i]) / DAY;
            served[row] = journey.served[i];
        }
        double[] until = new double[size];
        Arrays.fill(until, journey.read / DAY);
        ExperimentLog.Builder log = ExperimentLog.builder()
                .users(users, names)
                .arms(arms, world.variants().stream().map(Variant::name).toList())
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
                daily(log, metric);
            }
        }
    }

    private void daily(ExperimentLog.Builder log, MetricDefinition metric) {
        Response response = Response.ofDaily(metric.column()).orElseThrow();
        double[] total = pick(outcomes.total(response));
        double[] early = pick(outcomes.firstHalf(response));
        double[] late = new double[total.length];
        Arrays.setAll(late, row -> total[row] - early[row]);
        log.outcome(ExperimentLog.daily(metric.column(), metric.windowDays()), total);
        log.outcome(ExperimentLog.early(metric.column(), metric.windowDays()), early);
        log.outcome(ExperimentLog.late(metric.column(), metric.windowDays()), late);
    }

    private void known(ExperimentLog.Builder log) {
        log.history("tenure_days_at_experiment_start", pick(traits.tenure));
        log.history("historical_sessions_28d", pick(traits.sessions));
        log.history("historical_revenue_28d", pick(traits.revenue));
        log.history("historical_conversion_flag", pick(traits.converted));
        log.history("historical_retention_score", pick(traits.retention));
        log.history(BOT, kind(Traits.FLAGGED_BOT));
        log.history(INTERNAL, kind(Traits.STAFF));
        for (int j = 0; j < traits.segments.length; j++) {
            String name = Population.SEGMENTS.get(j);
            int[] codes = traits.segments[j];
            int[] picked = new int[rows.length];
            Arrays.setAll(picked, row -> codes[rows[row]]);
            log.group(name, picked, world.population().segment(name).names());
        }
    }

    private double[] kind(byte kind) {
        double[] flags = new double[rows.length];
        for (int row = 0; row < flags.length; row++) {
            flags[row] = journey.kind[rows[row]] == kind ? 1 : 0;
        }
        return flags;
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
