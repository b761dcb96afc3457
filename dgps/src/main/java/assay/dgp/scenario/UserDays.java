package assay.dgp.scenario;

import assay.random.Philox;
import assay.random.Streams;
import java.util.Arrays;

/** The days of users: their totals spread over days by further streams, at most thirty days of each user. */
final class UserDays {

    private static final int DAYS = Outcomes.LONG;

    private final ScenarioWorld world;
    private final Traits traits;
    private final Journey journey;
    private final Outcomes outcomes;
    private final Philox random;
    private final double[] minutes = new double[DAYS];
    private final double[] revenue = new double[DAYS];
    private final int[] sessions = new int[DAYS];
    private final double[] weights = new double[DAYS];

    UserDays(ScenarioWorld world, Traits traits, Journey journey, Outcomes outcomes, Streams streams) {
        this.world = world;
        this.traits = traits;
        this.journey = journey;
        this.outcomes = outcomes;
        this.random = Stream.DAYS.of(streams);
    }

    void write(RowSink sink) {
        double[] spent = outcomes.total(Response.REVENUE);
        double[] spentFirst = outcomes.firstHalf(Response.REVENUE);
        double[] used = outcomes.total(Response.ENGAGEMENT);
        double[] usedFirst = outcomes.firstHalf(Response.ENGAGEMENT);
        Response[] events = {
            Response.CONVERSION, Response.RETENTION_7D, Response.CLICK, Response.UNINSTALL, Response.SUPPORT_TICKET
        };
        int[] bits = {
            RowSink.DayEvent.CONVERSION.bit(),
            RowSink.DayEvent.RETAINED_D7.bit(),
            RowSink.DayEvent.CLICK.bit(),
            RowSink.DayEvent.UNINSTALL.bit(),
            RowSink.DayEvent.TICKET.bit()
        };
        double[][] totals = new double[events.length][];
        byte[][] days = new byte[events.length][];
        for (int e = 0; e < events.length; e++) {
            totals[e] = outcomes.total(events[e]);
            days[e] = outcomes.days(events[e]);
        }
        long midnight = Math.floorDiv(world.plan().assignmentStart().getEpochSecond(), Journey.DAY);
        double back = 0.5 * world.responses().of(Response.RETENTION_7D).rate();
        int user = -1;
        for (int i = 0; i < traits.size; i++) {
            if (!journey.logged[i]) {
                continue;
            }
            user++;
            int seen = Math.min(DAYS, outcomes.seen()[i]);
            boolean missing = Double.isNaN(used[i]);
            if (!missing) {
                spread(revenue, spent[i], spentFirst[i], seen, Response.REVENUE);
                spread(minutes, used[i], usedFirst[i], seen, Response.ENGAGEMENT);
                sessions(i, seen);
            }
            boolean nextDay = random.nextDouble() < back * (1 + traits.loyalty[i] / 2);
            int first = journey.firstDay(i);
            int triggered = day(journey.triggered[i]);
            int exposed = day(journey.exposed[i]);
            for (int d = 0; d < seen; d++) {
                int happened = (triggered == first + d ? RowSink.DayEvent.OPPORTUNITY.bit() : 0)
                        | (exposed == first + d ? RowSink.DayEvent.EXPOSURE.bit() : 0);
                if (missing) {
                    happened |= RowSink.DayEvent.MISSING.bit();
                    sink.day(midnight + first + d, user, journey.arm[i], happened, 0, 0, 0);
                    continue;
                }
                happened |= d == 1 && nextDay ? RowSink.DayEvent.RETAINED_D1.bit() : 0;
                for (int e = 0; e < events.length; e++) {
                    happened |= totals[e][i] > 0 && days[e][i] == d ? bits[e] : 0;
                }
                sink.day(midnight + first + d, user, journey.arm[i], happened, sessions[d], revenue[d], minutes[d]);
            }
        }
    }

    private int day(int second) {
        return second == Journey.NEVER ? Journey.NEVER : Math.floorDiv(second + journey.offset, Journey.DAY);
    }

    /** An amount in whole grains over days, its first half within the first half of the window. */
    private void spread(double[] out, double total, double first, int seen, Response response) {
        Arrays.fill(out, 0);
        if (!(total > 0)) {
            return;
        }
        int window = Math.min(seen, response.days());
        int half = Math.min(window, response.days() / 2);
        spread(out, first, 0, half);
        spread(out, total - first, half, window);
    }

    private void spread(double[] out, double amount, int from, int to) {
        if (!(amount > 0)) {
            return;
        }
        double sum = 0;
        for (int d = from; d < to; d++) {
            double u = random.nextDouble();
            weights[d] = u * u;
            sum += weights[d];
        }
        double left = amount;
        int largest = from;
        for (int d = from; d < to; d++) {
            out[d] = Math.floor(amount * weights[d] / sum / Outcomes.GRAIN) * Outcomes.GRAIN;
            left -= out[d];
            largest = weights[d] > weights[largest] ? d : largest;
        }
        out[largest] += left;
    }

    private void sessions(int i, int seen) {
        Arrays.fill(sessions, 0);
        int few = Math.min(Outcomes.SHORT, seen);
        place((int) outcomes.sessionsShort[i], 0, few);
        place((int) (outcomes.sessionsLong[i] - outcomes.sessionsShort[i]), few, seen);
    }

    private void place(int count, int from, int to) {
        for (int k = 0; k < count; k++) {
            sessions[from + (int) (random.nextDouble() * (to - from))]++;
        }
    }
}
