package assay.dgp.scenario;

import assay.decision.ExperimentLog;
import assay.decision.View;
import assay.design.HashAssignment;
import assay.random.Streams;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables of one draw of a world: what a warehouse would hold of the experiment. The log that {@link ScenarioWorld#draw} gives is
 * what is read of them according to plan. Days of users are spread from their totals by streams of their own, and sum to them exactly.
 */
public final class ScenarioTables {

    private static final int TEN_THOUSAND = 10_000;

    private final Events events;
    private final ScenarioWorld world;
    private final Traits traits;
    private final Journey journey;
    private final Outcomes outcomes;
    private final Streams streams;
    private final long start;
    private final List<String> arms;

    /**
     * Draws the tables.
     *
     * @param world the world
     * @param streams the streams of the draw
     */
    public ScenarioTables(ScenarioWorld world, Streams streams) {
        Set<Response> timed = Arrays.stream(Response.values())
                .filter(response -> !response.daily().isEmpty())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Response.class)));
        this.world = world;
        this.streams = streams;
        events = new Events(world, streams, timed);
        traits = events.traits;
        journey = events.journey;
        outcomes = events.outcomes;
        start = world.plan().assignmentStart().getEpochSecond();
        arms = world.variants().stream().map(variant -> variant.name()).toList();
    }

    /**
     * The log that those read who go by the plan.
     *
     * @return the log of the same draw
     */
    public ExperimentLog log() {
        return events.log();
    }

    /**
     * The salt by which users were assigned.
     *
     * @return drawn anew for each draw
     */
    public String salt() {
        return journey.salt;
    }

    /**
     * The mean effects on the very users of this draw, of each of whom the generator knows what they would have done in every arm.
     *
     * @param view whom to average over
     * @return by metric and treatment, such as {@code conversion_7d treatment}
     */
    public Map<String, Double> sampleEffects(View view) {
        Map<String, Double> effects = new LinkedHashMap<>();
        world.plan()
                .metrics()
                .forEach(planned -> ScenarioTruth.response(planned.metric()).ifPresent(response -> {
                    for (int k = 1; k < arms.size(); k++) {
                        effects.put(
                                planned.metric().id() + ' ' + arms.get(k),
                                outcomes.truth().effect(response, view, k));
                    }
                }));
        return effects;
    }

    /**
     * Writes users, assignments, opportunities, exposures, outcomes and days.
     *
     * @param sink takes them
     */
    public void write(RowSink sink) {
        users(sink);
        assignments(sink);
        opportunities(sink);
        exposures(sink);
        outcomes(sink);
        sink.table("fact_user_day");
        new UserDays(world, traits, journey, outcomes, streams).write(sink);
    }

    /** Users of whom there is a row. */
    private boolean there(int i) {
        return journey.logged[i];
    }

    private void users(RowSink sink) {
        sink.table("dim_users");
        long first = Math.floorDiv(start, Journey.DAY);
        double[] sorted = traits.sessions.clone();
        Arrays.sort(sorted);
        double low = sorted[sorted.length * 33 / 100];
        double high = sorted[sorted.length * 66 / 100];
        for (int i = 0; i < traits.size; i++) {
            if (!there(i)) {
                continue;
            }
            sink.text(journey.ids[i]);
            sink.date(first - (long) traits.tenure[i]);
            for (int j = 0; j < traits.segments.length; j++) {
                sink.text(world.population()
                        .segment(Population.SEGMENTS.get(j))
                        .names()
                        .get(traits.segments[j][i]));
            }
            sink.whole((long) traits.tenure[i]);
            sink.number(traits.sessions[i]);
            sink.number(traits.revenue[i]);
            sink.whole((long) traits.converted[i]);
            sink.number(traits.retention[i]);
            String platform = world.population().platform().names().get(traits.segments[1][i]);
            sink.text(platform.equals("web") ? "desktop" : "mobile");
            sink.text("NA");
            sink.number(Math.max(0, Math.min(1, 1 - traits.retention[i])));
            sink.text(traits.sessions[i] <= low ? "low" : traits.sessions[i] <= high ? "medium" : "high");
            sink.whole(traits.kind[i] == Traits.FLAGGED_BOT ? 1 : 0);
            sink.whole(traits.kind[i] == Traits.STAFF ? 1 : 0);
            sink.end();
        }
    }

    private void assignments(RowSink sink) {
        sink.table("fact_assignments");
        HashAssignment.Placer placer = journey.assigner(journey.salt, List.of()).placer();
        for (int row = 0; row < events.rows().length; row++) {
            int i = events.rows()[row];
            boolean second = events.second(row);
            sink.text(world.plan().id());
            sink.text(journey.ids[i]);
            sink.time(start + (second ? journey.secondAssigned[i] : journey.assigned[i]));
            sink.text(arms.get(second ? journey.secondArm[i] : journey.arm[i]));
            sink.whole(placer.place(journey.ids[i], HashAssignment.Targeting.IN).bucket() % TEN_THOUSAND);
            sink.whole(1);
            sink.text("hash");
            sink.end();
        }
    }

    private void opportunities(RowSink sink) {
        sink.table("fact_opportunities");
        for (int i = 0; i < traits.size; i++) {
            if (there(i) && journey.triggered[i] != Journey.NEVER) {
                sink.text(world.plan().id());
                sink.text(journey.ids[i]);
                sink.time(start + journey.triggered[i]);
                sink.text(world.delivery().surface());
                sink.whole(1);
                sink.whole(1);
                sink.text("session_start");
                sink.end();
            }
        }
    }

    private void exposures(RowSink sink) {
        sink.table("fact_exposures");
        for (int i = 0; i < traits.size; i++) {
            if (there(i) && journey.exposed[i] != Journey.NEVER) {
                sink.text(world.plan().id());
                sink.text(journey.ids[i]);
                sink.time(start + journey.triggered[i]);
                sink.time(start + journey.exposed[i]);
                sink.text(arms.get(journey.arm[i]));
                sink.text(arms.get(journey.served[i]));
                sink.text("shown");
                sink.whole(1);
                sink.whole(1);
                sink.text(world.delivery().surface());
                sink.end();
            }
        }
    }

    private void outcomes(RowSink sink) {
        sink.table("fact_user_outcomes");
        double[] impressions = outcomes.impressions();
        int days = (int) world.readDay();
        String column = world.plan().primary().column();
        double[] primary = primary(column);
        for (int i = 0; i < traits.size; i++) {
            if (!there(i)) {
                continue;
            }
            boolean triggered = journey.triggered[i] != Journey.NEVER;
            boolean exposed = journey.exposed[i] != Journey.NEVER;
            sink.text(world.plan().id());
            sink.text(journey.ids[i]);
            sink.text(arms.get(journey.arm[i]));
            sink.whole(triggered ? 1 : 0);
            sink.whole(exposed ? 1 : 0);
            time(sink, journey.triggered[i]);
            time(sink, journey.exposed[i]);
            sink.whole(triggered ? Math.max(0, days - 1 - journey.firstDay(i)) : 0);
            sink.whole(Math.min(Outcomes.LONG, days));
            sink.number(primary[i]);
            sink.text(world.plan().primary().id());
            sink.count(outcomes.total(Response.CONVERSION)[i]);
            sink.count(outcomes.sessionsShort[i]);
            sink.count(outcomes.sessionsLong[i]);
            sink.count(impressions[i]);
            sink.count(outcomes.total(Response.CLICK)[i]);
            sink.count(outcomes.total(Response.RETENTION_7D)[i]);
            sink.count(outcomes.total(Response.RETENTION_30D)[i]);
            sink.number(outcomes.total(Response.REVENUE)[i]);
            sink.number(outcomes.total(Response.ENGAGEMENT)[i]);
            sink.none();
            sink.none();
            sink.count(outcomes.total(Response.SUPPORT_TICKET)[i]);
            sink.count(outcomes.total(Response.UNINSTALL)[i]);
            sink.time(start + journey.read);
            sink.end();
        }
    }

    private double[] primary(String column) {
        return Response.ofColumn(column)
                .or(() -> Response.ofDaily(column))
                .map(outcomes::total)
                .orElseGet(() -> outcomes.total(Response.CONVERSION));
    }

    private void time(RowSink sink, int second) {
        if (second == Journey.NEVER) {
            sink.none();
        } else {
            sink.time(start + second);
        }
    }
}
