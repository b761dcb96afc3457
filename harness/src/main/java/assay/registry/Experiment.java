package assay.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An experiment as it stands.
 *
 * @param id its name in the contract
 * @param origin whether it is led through its states here
 * @param state where it is; {@link State#DECIDED} where its decision was only recorded
 * @param revision of its contract, from 1
 * @param contractSha256 digest of the files of the contract
 * @param name name in words
 * @param owner who answers for it
 * @param hypothesis what it is about
 * @param primaryMetric the metric that decides
 * @param alwaysValid whether it may be read at any time
 * @param plannedUnits units that were planned
 * @param minimumDays shortest run
 * @param alpha level of the primary metric
 * @param startedAt when it first ran
 * @param endedAt when it was last stopped; empty while it runs
 * @param changedAt when its state last changed
 */
public record Experiment(
        String id,
        Origin origin,
        State state,
        int revision,
        String contractSha256,
        String name,
        String owner,
        String hypothesis,
        String primaryMetric,
        boolean alwaysValid,
        OptionalLong plannedUnits,
        int minimumDays,
        double alpha,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Instant changedAt) {

    /** How an experiment came into the store. */
    public enum Origin {
        /** It is led through its states here. */
        LIFECYCLE,
        /** It was decided elsewhere, and its decisions are written down. */
        RECORDED
    }

    private static final double DAY = 86_400_000.0;

    static Experiment of(Row row) {
        Origin origin = row.text("origin").equals("lifecycle") ? Origin.LIFECYCLE : Origin.RECORDED;
        return new Experiment(
                row.text("experiment_id"),
                origin,
                origin == Origin.LIFECYCLE ? State.of(row.text("status")) : State.DECIDED,
                row.integer("revision"),
                row.text("contract_sha256"),
                row.text("name"),
                row.text("owner"),
                row.text("hypothesis"),
                row.text("primary_metric"),
                row.text("analysis_mode").equals("always_valid"),
                row.has("planned_units") ? OptionalLong.of(row.number("planned_units")) : OptionalLong.empty(),
                row.integer("minimum_days"),
                row.real("alpha"),
                row.optionalInstant("started_at"),
                row.optionalInstant("ended_at"),
                row.instant("changed_at"));
    }

    /**
     * How long it has run.
     *
     * @param now the present, for an experiment that runs
     * @return days from its first start to its last stop; 0 where it never ran
     */
    public double daysRunning(Instant now) {
        return startedAt
                .map(start -> Duration.between(start, endedAt.orElse(now)).toMillis() / DAY)
                .orElse(0.0);
    }
}
