package assay.dgp.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.decision.ExperimentLog;
import assay.random.Streams;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Every fault is seen in the data. Shares are of 20,000 users and are allowed five standard errors: a false alarm has probability 6e-7
 * each, below 1e-4 for all together.
 */
class FaultsTest {

    private static final int USERS = 20_000;
    private static final Streams STREAMS = new Streams(777, 1);

    private static ScenarioWorld world() {
        return ScenarioPack.AA_NULL.world().withSize(USERS);
    }

    private static ExperimentLog with(Faults faults) {
        return world().with(faults).log(STREAMS);
    }

    private static ExperimentLog clean() {
        return world().log(STREAMS);
    }

    private static double share(ExperimentLog log, int arm, IntPredicate what) {
        int[] rows = IntStream.range(0, log.size())
                .filter(row -> arm < 0 || log.arms().codes()[row] == arm)
                .toArray();
        return Arrays.stream(rows).filter(what).count() / (double) rows.length;
    }

    private static double error(double share, int of) {
        return 5 * Math.sqrt(share * (1 - share) / of);
    }

    @Test
    void assignmentIsByThePlannedShares() {
        ExperimentLog log = clean();
        assertThat(share(log, -1, row -> log.arms().codes()[row] == 1)).isCloseTo(0.5, within(error(0.5, USERS)));
    }

    @Test
    void usersAreLost() {
        ExperimentLog log = with(Faults.NONE.withLost(List.of(0.0, 0.2)));
        long treated = Arrays.stream(log.arms().codes()).filter(arm -> arm == 1).count();
        assertThat(treated / (double) log.size()).isCloseTo(0.4 / 0.9, within(error(0.44, log.size())));
    }

    @Test
    void theAssignerUsesOtherShares() {
        ExperimentLog log = with(Faults.NONE.withShares(List.of(0.4, 0.6)));
        assertThat(share(log, -1, row -> log.arms().codes()[row] == 1)).isCloseTo(0.6, within(error(0.6, USERS)));
    }

    @Test
    void valuesAreMissing() {
        ExperimentLog log = with(Faults.NONE.withMissing(List.of(0.0, 0.1)));
        double[] converted = log.outcome("conversions_7d");
        assertThat(share(log, 0, row -> Double.isNaN(converted[row]))).isZero();
        assertThat(share(log, 1, row -> Double.isNaN(converted[row]))).isCloseTo(0.1, within(error(0.1, USERS / 2)));
    }

    @Test
    void eventsAreNotLogged() {
        ExperimentLog log = with(Faults.NONE.withUnderlogged(List.of(0.0, 0.5)));
        double[] converted = log.outcome("conversions_7d");
        assertThat(share(log, 0, row -> converted[row] == 1)).isCloseTo(0.1, within(error(0.1, USERS / 2)));
        assertThat(share(log, 1, row -> converted[row] == 1)).isCloseTo(0.05, within(error(0.05, USERS / 2)));
    }

    @Test
    void controlIsShownTheTreatmentAndActsOnIt() {
        ScenarioWorld winning = ScenarioPack.GLOBAL_WIN.world().withSize(USERS);
        ExperimentLog log = winning.with(Faults.NONE.withLeakage(0.5)).log(STREAMS);
        ExperimentLog before = winning.log(STREAMS);
        int[] served = log.served().codes();
        assertThat(share(log, 0, row -> served[row] == 1)).isCloseTo(0.7 * 0.97 * 0.5, within(error(0.34, USERS / 2)));
        assertThat(share(log, 1, row -> served[row] == 0)).isZero();
        double sum = Arrays.stream(log.outcome("conversions_7d")).sum();
        assertThat(sum)
                .isGreaterThan(Arrays.stream(before.outcome("conversions_7d")).sum());
    }

    @Test
    void exposureIsAsymmetric() {
        ScenarioWorld world = world();
        ExperimentLog log =
                world.with(world.delivery().with(0.7, List.of(0.97, 0.5))).log(STREAMS);
        assertThat(share(log, 1, row -> !Double.isNaN(log.exposed()[row])))
                .isCloseTo(0.35, within(error(0.35, USERS / 2)));
        assertThat(world.with(world.delivery().with(0.7, List.of(0.97, 0.5))).flaws())
                .containsExactly(Flaw.EXPOSURE_RATIO);
    }

    @Test
    void exposuresComeBeforeAssignment() {
        ExperimentLog log = with(Faults.NONE.withEarlyExposure(0.2));
        double shown = share(log, -1, row -> !Double.isNaN(log.exposed()[row]));
        double early = share(log, -1, row -> log.exposed()[row] < log.assigned()[row]);
        assertThat(early / shown).isCloseTo(0.2, within(error(0.2, (int) (USERS * shown))));
        assertThat(share(log, -1, row -> log.exposed()[row] < log.triggered()[row]))
                .isZero();
        ExperimentLog clean = clean();
        assertThat(share(clean, -1, row -> clean.exposed()[row] < clean.assigned()[row]))
                .isZero();
    }

    @Test
    void usersAreLoggedTwice() {
        ExperimentLog log = with(Faults.NONE.withDuplicates(0.1, 0.05));
        Set<Integer> seen = new HashSet<>();
        int same = 0;
        int other = 0;
        for (int row = 0; row < log.size(); row++) {
            if (!seen.add(log.users().codes()[row])) {
                boolean alike = log.arms().codes()[row] == log.arms().codes()[row - 1];
                same += alike ? 1 : 0;
                other += alike ? 0 : 1;
            }
        }
        assertThat(same / (double) USERS).isCloseTo(0.1, within(error(0.1, USERS)));
        assertThat(other / (double) USERS).isCloseTo(0.05, within(error(0.05, USERS)));
    }

    @Test
    void aNewSaltMovesHalfOfThoseWhoComeBack() {
        ExperimentLog log = with(Faults.NONE.withRebucketing(7, 0.4));
        int again = log.size() - USERS;
        assertThat(again / (double) USERS).isCloseTo(0.2, within(error(0.2, USERS)));
        long moved = IntStream.range(1, log.size())
                .filter(row -> log.users().codes()[row] == log.users().codes()[row - 1]
                        && log.arms().codes()[row] != log.arms().codes()[row - 1])
                .count();
        assertThat(moved / (double) again).isCloseTo(0.5, within(error(0.5, again)));
    }

    @Test
    void botsAreActiveWithoutEndAndKnownOnesAreLeftOut() {
        Faults.Bots bots = new Faults.Bots(0.1, List.of(0.0, 0.1), 100, 0.9);
        ExperimentLog log = with(Faults.NONE.withBots(bots));
        assertThat(log.size() / (double) USERS).isCloseTo(0.9, within(error(0.9, USERS)));
        double[] sessions = log.outcome("sessions_7d");
        assertThat(share(log, 0, row -> sessions[row] > 400)).isZero();
        assertThat(share(log, 1, row -> sessions[row] > 400)).isCloseTo(0.1, within(error(0.1, log.size() / 2)));
    }

    @Test
    void staffAreLeftOutAndWouldHaveTippedTheBalance() {
        ScenarioWorld world = world().with(Faults.NONE.withStaff(new Faults.Staff(0.2, 1, 0.9)));
        assertThat(world.log(STREAMS).size() / (double) USERS).isCloseTo(0.8, within(error(0.8, USERS)));
        assertThat(world.flaws()).isEmpty();
    }

    @Test
    void outliersMultiplyRevenue() {
        double[] before = clean().outcome("revenue_30d");
        double[] after =
                with(Faults.NONE.withOutliers(new Faults.Outliers(0.1, 20))).outcome("revenue_30d");
        int more = 0;
        int spent = 0;
        for (int i = 0; i < before.length; i++) {
            spent += before[i] > 0 ? 1 : 0;
            more += after[i] > 10 * before[i] ? 1 : 0;
        }
        assertThat(more / (double) spent).isCloseTo(0.1, within(error(0.1, spent)));
    }

    @Test
    void aRampLetsUsersInLaterAndChangesShares() {
        ScenarioWorld ramped = world().withRamp(
                        List.of(new RampStep(0, 0.1, List.of(0.9, 0.1)), new RampStep(7, 1, List.of(0.5, 0.5))));
        ExperimentLog log = ramped.log(STREAMS);
        double early = share(log, -1, row -> log.assigned()[row] < 7);
        assertThat(early).isCloseTo(0.05, within(error(0.05, USERS)));
        assertThat(share(log, 1, row -> log.assigned()[row] < 7)).isLessThan(0.02);
        assertThat(ramped.flaws()).contains(Flaw.SAMPLE_RATIO);
        assertThat(world().withRamp(List.of(new RampStep(0, 0.1, List.of()), new RampStep(7, 1, List.of())))
                        .flaws())
                .isEmpty();
    }

    @Test
    void anEffectWearsOff() {
        ScenarioWorld novel = ScenarioPack.NOVELTY.world().withSize(100_000);
        ExperimentLog log = novel.log(STREAMS);
        double first = effect(log, log.outcome(ExperimentLog.early("content_consumption_minutes", 7)));
        double second = effect(log, log.outcome(ExperimentLog.late("content_consumption_minutes", 7)));
        // Of three days against four, an effect that halves daily leaves 7/8 over 15/128 of its sum.
        assertThat(first).isGreaterThan(4 * Math.abs(second));
    }

    private static double effect(ExperimentLog log, double[] values) {
        double[] sums = new double[2];
        int[] counts = new int[2];
        for (int row = 0; row < log.size(); row++) {
            if (!Double.isNaN(log.triggered()[row])) {
                sums[log.arms().codes()[row]] += values[row];
                counts[log.arms().codes()[row]]++;
            }
        }
        return sums[1] / counts[1] - sums[0] / counts[0];
    }

    @Test
    void aLateEffectIsNotSeenEarly() {
        ScenarioWorld late = ScenarioPack.DELAYED_EFFECT.world().withSize(100_000);
        ExperimentLog mature = late.log(STREAMS);
        ExperimentLog early = late.readOn(4).log(STREAMS);
        assertThat(effect(mature, mature.outcome("conversions_7d"))).isGreaterThan(0.03);
        // Only those of the first hours were watched into their fifth day.
        assertThat(effect(early, early.outcome("conversions_7d"))).isLessThan(0.01);
        assertThat(late.readOn(18).flaws()).containsExactly(Flaw.IMMATURE);
    }
}
