package assay.dgp.scenario;

import assay.decision.ExperimentLog;
import assay.random.Streams;
import java.util.Set;

/** Everything that happens in one draw, and the log of it. */
final class Events {

    /** Columns of users that say who is no user. */
    static final String BOT = "is_bot";

    static final String INTERNAL = "is_internal";

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

    /** The rows of those whom the plan does not exclude: what is read of the tables according to plan. */
    ExperimentLog log() {
        return new LogOf(this).build();
    }
}
