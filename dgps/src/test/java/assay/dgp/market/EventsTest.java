package assay.dgp.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Role;
import assay.Sample;
import assay.random.Streams;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of every event log. */
class EventsTest {

    private static Marketplace market(BudgetScope scope, Lever lever, Randomisation randomisation, double holdout) {
        return new Marketplace(600, 6, 10, 4, 5, scope, 0.7, lever, 0.3, 2, randomisation, 0.5, holdout, Metric.MARGIN);
    }

    static Stream<Marketplace> markets() {
        return Stream.of(
                market(BudgetScope.LOCAL, Lever.REWARD, Randomisation.USER, 0.2),
                market(BudgetScope.GLOBAL, Lever.RANKING, Randomisation.USER, 0.2),
                market(BudgetScope.LOCAL, Lever.REWARD, Randomisation.CLUSTER, 0),
                market(BudgetScope.GLOBAL, Lever.REWARD, Randomisation.BUDGET_SPLIT, 0),
                market(BudgetScope.LOCAL, Lever.RANKING, Randomisation.TWO_SIDED, 0.1));
    }

    /** Follows a log event by event. */
    private static final class Follower {
        private final Marketplace world;
        private final int[] caps;
        private final boolean[] arrived;
        private final boolean[] left;
        private final int[] arm;
        private final long[] spent;
        private final boolean[] seen;
        private final boolean[] ghostSeen;
        private final double[] margin;
        private int visitor = -1;
        private int visitDay;
        private int today = -1;
        private long next;
        private int ghosts;
        private long conversions;
        private double owed;

        Follower(Marketplace world, int[] caps) {
            this.world = world;
            this.caps = caps;
            arrived = new boolean[world.size()];
            left = new boolean[world.size()];
            arm = new int[world.size()];
            Arrays.fill(arm, -1);
            spent = new long[caps.length];
            seen = new boolean[world.offers()];
            ghostSeen = new boolean[world.offers()];
            margin = new double[world.size()];
        }

        void follow(EventBlock block) {
            for (int e = 0; e < block.rows(); e++) {
                assertThat(block.sequence(e)).isEqualTo(next++);
                event(block, e);
            }
        }

        private void event(EventBlock block, int e) {
            int user = block.user(e);
            assertThat(block.day(e)).isGreaterThanOrEqualTo(today);
            if (block.day(e) != today) {
                today = block.day(e);
                Arrays.fill(spent, 0);
            }
            if (user != visitor || today != visitDay) {
                visitor = user;
                visitDay = today;
                Arrays.fill(seen, false);
                Arrays.fill(ghostSeen, false);
            }
            assertThat(arrived[user]).isEqualTo(block.type(e) != EventType.ARRIVAL);
            assertThat(left[user]).isFalse();
            assertThat(block.propensity(e)).isPositive().isLessThanOrEqualTo(1);
            assertThat(owed == 0 || block.type(e) == EventType.BUDGET_DECREMENT).isTrue();
            if (arm[user] >= 0) {
                assertThat(block.arm(e)).isEqualTo(arm[user]);
            }
            switch (block.type(e)) {
                case ARRIVAL -> arrived[user] = true;
                case ASSIGNMENT -> {
                    assertThat(arm[user]).isEqualTo(-1);
                    arm[user] = block.arm(e);
                }
                case IMPRESSION -> (block.ghost(e) ? ghostSeen : seen)[block.offer(e)] = true;
                case CONVERSION -> conversion(block, e, user);
                case BUDGET_DECREMENT -> decrement(block, e);
                case CHURN -> left[user] = true;
            }
        }

        private void conversion(EventBlock block, int e, int user) {
            int offer = block.offer(e);
            assertThat((block.ghost(e) ? ghostSeen : seen)[offer]).isTrue();
            owed = block.payout(e);
            if (block.ghost(e)) {
                assertThat(block.reward(e)).isZero();
                assertThat(block.payout(e)).isZero();
                assertThat(block.arm(e)).isEqualTo(1);
                ghosts++;
            } else {
                conversions++;
                margin[user] += block.payout(e) - block.reward(e);
            }
        }

        private void decrement(EventBlock block, int e) {
            assertThat(block.payout(e)).isEqualTo(owed);
            owed = 0;
            int pool = block.pool(e) * world.advertisers() + block.advertiser(e);
            spent[pool] += Math.round(100 * block.payout(e));
            assertThat(spent[pool]).isLessThanOrEqualTo(caps[pool]);
            assertThat(Math.round(100 * block.balance(e))).isEqualTo(caps[pool] - spent[pool]);
        }
    }

    @ParameterizedTest
    @MethodSource("markets")
    void invariants(Marketplace world) {
        Streams streams = new Streams(6, 2);
        Assigned assigned = Assigned.draw(world, streams.assignment());
        Offers offers = new Offers(world.offers(), world.advertisers());
        Follower follower = new Follower(world, Simulation.caps(offers, assigned, world.budget()));
        world.events(streams, follower::follow);
        Sample sample = world.observed(streams);
        // All arrive within the horizon, and the log tells what the sample sums up.
        assertThat(follower.arrived).doesNotContain(false);
        assertThat(follower.conversions).isGreaterThan(world.size() / 4);
        assertThat(follower.ghosts > 0).isEqualTo(world.holdout() > 0);
        if (world.randomisation() != Randomisation.TWO_SIDED) {
            assertThat(follower.margin).containsExactly(sample.outcome(), within(1e-9));
            double[] arm = sample.numeric(Role.ASSIGNMENT);
            for (int i = 0; i < arm.length; i++) {
                assertThat((double) follower.arm[i]).isEqualTo(arm[i]);
            }
        }
    }

    /** A holdout changes what the held are given, not what would be true of a launch; shares within five standard errors. */
    @Test
    void thoseHeldOutAreControls() {
        Marketplace world = new Marketplace(
                4000,
                4,
                10,
                4,
                1,
                BudgetScope.GLOBAL,
                1e3,
                Lever.REWARD,
                0.3,
                4,
                Randomisation.USER,
                0.5,
                0.1,
                Metric.CONVERSIONS);
        Streams streams = new Streams(6, 0);
        Sample sample = world.observed(streams);
        double[] assigned = sample.numeric(Role.ASSIGNMENT);
        double[] received = sample.numeric(Role.TREATMENT);
        double[][] twins = {
            world.twin(streams, 0).outcome(), world.twin(streams, 1).outcome()
        };
        int held = 0;
        for (int i = 0; i < assigned.length; i++) {
            held += assigned[i] > received[i] ? 1 : 0;
            assertThat(sample.outcome()[i]).isEqualTo(twins[(int) received[i]][i]);
        }
        assertThat((double) held).isCloseTo(200, within(5 * Math.sqrt(2000 * 0.1 * 0.9)));
    }

    /**
     * First choices follow the multinomial logit: over all visits the number of first choices that are a given offer differs from
     * the sum of its probabilities given what was seen by less than five standard deviations of that martingale (5.7e-7 each of
     * ten offers).
     */
    @Test
    void firstChoicesFollowTheLogit() {
        Marketplace world = new Marketplace(
                3000,
                5,
                10,
                2,
                4,
                BudgetScope.GLOBAL,
                1e4,
                Lever.REWARD,
                0.2,
                2,
                Randomisation.USER,
                0.5,
                0,
                Metric.CONVERSIONS);
        Streams streams = new Streams(17, 0);
        Users users = new Users(world.size(), world.clusters(), world.days(), streams);
        Offers offers = new Offers(world.offers(), world.advertisers());
        double[] expected = new double[world.offers()];
        double[] variance = new double[world.offers()];
        double[] found = new double[world.offers()];
        boolean[] seen = new boolean[world.offers()];
        int[] visit = {-1, -1, 0, 0};
        world.events(streams, block -> {
            for (int e = 0; e < block.rows(); e++) {
                if (block.user(e) != visit[0] || block.day(e) != visit[1]) {
                    settle(users, offers, visit, seen, expected, variance);
                    visit[0] = block.user(e);
                    visit[1] = block.day(e);
                    visit[2] = 0;
                    visit[3] = block.arm(e);
                }
                if (block.type(e) == EventType.IMPRESSION) {
                    seen[block.offer(e)] = true;
                } else if (block.type(e) == EventType.CONVERSION && visit[2]++ == 0) {
                    found[block.offer(e)]++;
                }
            }
        });
        settle(users, offers, visit, seen, expected, variance);
        for (int j = 0; j < found.length; j++) {
            assertThat(found[j]).isCloseTo(expected[j], within(5 * Math.sqrt(variance[j])));
        }
        assertThat(Arrays.stream(found).sum()).isGreaterThan(1000);
    }

    private static void settle(
            Users users, Offers offers, int[] visit, boolean[] seen, double[] expected, double[] variance) {
        if (visit[0] >= 0) {
            double[] weight = new double[seen.length];
            double sum = 1;
            for (int j = 0; j < seen.length; j++) {
                double passed = 0.7 + (visit[3] == 1 ? 0.2 : 0);
                weight[j] = seen[j] ? users.weight(visit[0], offers, j, passed * offers.payout[j] / 100) : 0;
                sum += weight[j];
            }
            for (int j = 0; j < seen.length; j++) {
                double p = weight[j] / sum;
                expected[j] += p;
                variance[j] += p * (1 - p);
            }
        }
        Arrays.fill(seen, false);
    }
}
