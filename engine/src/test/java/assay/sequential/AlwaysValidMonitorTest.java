package assay.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Caution;
import assay.Estimate;
import assay.Sample;
import assay.Trajectory;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlwaysValidMonitorTest {

    private static final MonitoringPlan PLAN = new MonitoringPlan("spend", Alternative.TWO_SIDED, 0, 0.95, 100, 300);

    private static LookTotals look(String label, long n, double control, double treated) {
        return new LookTotals(label, ArmTotals.of(n, control, 5), ArmTotals.of(n, treated, 5));
    }

    private static final List<LookTotals> DAYS = List.of(
            look("mon", 100, 10, 11),
            look("tue", 200, 10.1, 10.9),
            look("wed", 400, 10, 11.1),
            look("thu", 800, 10, 11));

    @Test
    void readsTotals() {
        Trajectory path = new AlwaysValidMonitor(PLAN).read(DAYS);
        assertThat(path.looks()).extracting(Trajectory.Look::n).containsExactly(400, 800, 1600);
        assertThat(path.cautions()).extracting(Caution::code).containsExactly("too-early");
        Estimate last = path.end().estimate();
        // Welch's standard error, and equal arms count in full.
        assertThat(path.looks().get(2).estimate().stdError()).isCloseTo(5 * Math.sqrt(2 / 800.0), within(1e-12));
        AnytimeT exact = new AnytimeT(1, 5 * Math.sqrt(2 / 800.0), 1598, 1600, 100);
        assertThat(path.looks().get(2).estimate().inference().interval(0.95).lower())
                .isCloseTo(exact.interval(0.95).lower(), within(1e-9));
        assertThat(path.rejects()).isTrue();
        assertThat(last.term()).isEqualTo("spend");
    }

    @Test
    void totalsPerLookAddUp() {
        List<LookTotals> perLook = new ArrayList<>(List.of(DAYS.get(0)));
        for (int k = 1; k < DAYS.size(); k++) {
            LookTotals a = DAYS.get(k - 1);
            LookTotals b = DAYS.get(k);
            perLook.add(new LookTotals(b.label(), minus(b.control(), a.control()), minus(b.treated(), a.treated())));
        }
        Trajectory cumulative = new AlwaysValidMonitor(PLAN).read(DAYS);
        Trajectory added =
                new AlwaysValidMonitor(PLAN, TotalsKind.PER_LOOK, IntervalSequence.AT_EACH_LOOK).read(perLook);
        for (int k = 0; k < cumulative.looks().size(); k++) {
            assertThat(added.looks().get(k).estimate().value())
                    .isCloseTo(cumulative.looks().get(k).estimate().value(), within(1e-9));
            assertThat(added.looks().get(k).estimate().stdError())
                    .isCloseTo(cumulative.looks().get(k).estimate().stdError(), within(1e-9));
        }
    }

    private static ArmTotals minus(ArmTotals a, ArmTotals b) {
        return new ArmTotals(a.n() - b.n(), a.sum() - b.sum(), a.sumOfSquares() - b.sumOfSquares());
    }

    @Test
    void rawRowsAndTotalsAgree() {
        Philox random = new Philox(7, 0, 0);
        double[] y = new double[600];
        double[] t = new double[600];
        ArrivingUnits units = new ArrivingUnits();
        for (int i = 0; i < y.length; i++) {
            y[i] = 100 + random.nextGaussian();
            t[i] = i % 2;
            units.add("u" + i, i % 2 == 1 ? ArrivingUnits.Arm.TREATED : ArrivingUnits.Arm.CONTROL, y[i]);
            if ((i + 1) % 100 == 0) {
                units.look("day " + (i + 1) / 100);
            }
        }
        Trajectory totals = new AlwaysValidMonitor(PLAN).read(units.looks());
        Sample sample = Sample.builder().outcome("y", y).assignment("t", t).build();
        Trajectory rows = new AlwaysValidDifference(100, 300, 0, 100, 0.95).estimate(sample, random);
        assertThat(totals.looks()).hasSameSizeAs(rows.looks());
        for (int k = 0; k < rows.looks().size(); k++) {
            assertThat(totals.looks().get(k).n()).isEqualTo(rows.looks().get(k).n());
            assertThat(totals.looks().get(k).estimate().inference().pValue(0))
                    .isCloseTo(rows.looks().get(k).estimate().inference().pValue(0), within(1e-7));
        }
    }

    @Test
    void theRunningIntersectionIsNeverWider() {
        Trajectory each = new AlwaysValidMonitor(PLAN).read(DAYS);
        AlwaysValidMonitor running =
                new AlwaysValidMonitor(PLAN, TotalsKind.CUMULATIVE, IntervalSequence.RUNNING_INTERSECTION);
        Trajectory all = running.read(DAYS);
        double[] p = running.pValues(all);
        for (int k = 0; k < all.looks().size(); k++) {
            double width =
                    all.looks().get(k).estimate().inference().interval(0.95).width();
            assertThat(width)
                    .isLessThanOrEqualTo(each.looks()
                            .get(k)
                            .estimate()
                            .inference()
                            .interval(0.95)
                            .width());
            assertThat(p[k]).isLessThanOrEqualTo(k == 0 ? 1 : p[k - 1]);
        }
    }

    @Test
    void theSideOfTheAlternativeCounts() {
        MonitoringPlan less = new MonitoringPlan("spend", Alternative.LESS, 0, 0.95, 100, 300);
        MonitoringPlan greater = new MonitoringPlan("spend", Alternative.GREATER, 0, 0.95, 100, 300);
        assertThat(new AlwaysValidMonitor(less).read(DAYS).rejects()).isFalse();
        assertThat(new AlwaysValidMonitor(greater).read(DAYS).rejects()).isTrue();
        // Non-inferiority is a null value below 0.
        MonitoringPlan margin = new MonitoringPlan("spend", Alternative.GREATER, -2, 0.95, 100, 300);
        assertThat(new AlwaysValidMonitor(margin).pValues(new AlwaysValidMonitor(margin).read(DAYS))[0])
                .isLessThan(new AlwaysValidMonitor(greater).pValues(new AlwaysValidMonitor(greater).read(DAYS))[0]);
    }

    @Test
    void aChangeOfTheSplitKeepsTheMixture() {
        // 4 n0 n1 / (n0 + n1) units of an equal split tell as much: r is that of the precision form.
        LookTotals uneven = new LookTotals("day", ArmTotals.of(900, 10, 5), ArmTotals.of(100, 11, 5));
        Trajectory path = new AlwaysValidMonitor(PLAN).read(List.of(uneven));
        AnytimeT inference = (AnytimeT) path.end().estimate().inference();
        assertThat(inference.units()).isCloseTo(360, within(1e-12));
        double precision = PLAN.priorUnits() / (4 * 25);
        AnytimeT same =
                AnytimeT.ofPrecision(inference.value(), inference.stdError(), inference.degreesOfFreedom(), precision);
        assertThat(inference.logEvidence(0)).isCloseTo(same.logEvidence(0), within(1e-9));
    }

    private static void refused(ValidityThreat threat, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ThreatException.class, e -> assertThat(e.threat()).isEqualTo(threat))
                .hasMessageContaining(threat.reason())
                .hasMessageContaining(threat.remedy());
    }

    private static ThrowingCallable reading(LookTotals... looks) {
        return () -> new AlwaysValidMonitor(PLAN).read(List.of(looks));
    }

    @Test
    void streamsWithoutAGuaranteeAreRefused() {
        refused(ValidityThreat.ACCRUING_UNITS, reading(look("a", 400, 10, 11), look("b", 400, 12, 13)));
        refused(ValidityThreat.SHRINKING_TOTALS, reading(look("a", 400, 10, 11), look("b", 300, 10, 11)));
        refused(ValidityThreat.TOO_EARLY, reading(look("a", 50, 10, 11)));
        // Ten new units with 200 new conversions.
        refused(
                ValidityThreat.IMPOSSIBLE_INCREMENT,
                reading(
                        new LookTotals("a", ArmTotals.binary(400, 40), ArmTotals.binary(400, 40)),
                        new LookTotals("b", ArmTotals.binary(410, 240), ArmTotals.binary(410, 50))));
        // Users who come back: each day brings what all of them did, and few users are new.
        refused(ValidityThreat.ACCRUING_UNITS, () -> perDay(10, 40, 46, 52));
        assertThatIllegalArgumentException()
                .isThrownBy(reading(look("a", 400, 10, 11), look("a", 500, 10, 11)))
                .withMessageContaining("occurs twice");
    }

    @Test
    void aWeekendIsNoAccrual() {
        Trajectory path = perDay(10, 17, 16, 10);
        assertThat(path.looks()).hasSize(4);
    }

    /** Two hundred new units a day in each arm, of these means under control. */
    private static Trajectory perDay(double... means) {
        List<LookTotals> days = new ArrayList<>();
        for (double mean : means) {
            days.add(look("day " + days.size(), 200, mean, mean + 1));
        }
        return new AlwaysValidMonitor(PLAN, TotalsKind.PER_LOOK, IntervalSequence.AT_EACH_LOOK).read(days);
    }

    @Test
    void plansMustNotChange() {
        refused(
                ValidityThreat.SWITCHED_METRIC,
                () -> PLAN.requireSame(new MonitoringPlan("visits", Alternative.TWO_SIDED, 0, 0.95, 100, 300)));
        refused(
                ValidityThreat.RETUNED_PRIOR,
                () -> PLAN.requireSame(new MonitoringPlan("spend", Alternative.TWO_SIDED, 0, 0.95, 50, 300)));
        refused(
                ValidityThreat.BEST_OF_SEVERAL,
                () -> PLAN.requireSame(new MonitoringPlan("spend", Alternative.GREATER, 0, 0.95, 100, 300)));
        PLAN.requireSame(PLAN);
    }

    @Test
    void unitsCountOnceAndClustersWhole() {
        ArrivingUnits units = new ArrivingUnits();
        units.add("ada", ArrivingUnits.Arm.CONTROL, 1);
        refused(ValidityThreat.ACCRUING_UNITS, () -> units.add("ada", ArrivingUnits.Arm.CONTROL, 2));
        ArrivingUnits shops = new ArrivingUnits();
        shops.addToCluster("north", ArrivingUnits.Arm.CONTROL, 1);
        shops.addToCluster("north", ArrivingUnits.Arm.CONTROL, 3);
        shops.look("mon");
        assertThat(shops.looks().get(0).control()).isEqualTo(ArmTotals.ofValues(2));
        refused(ValidityThreat.GROWING_CLUSTERS, () -> shops.addToCluster("north", ArrivingUnits.Arm.CONTROL, 1));
        shops.addToCluster("south", ArrivingUnits.Arm.TREATED, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shops.addToCluster("south", ArrivingUnits.Arm.CONTROL, 1))
                .withMessageContaining("both arms");
    }

    private static RatioTotals ratio(long n, double views) {
        // Ten per cent of views are clicks; squares as of n equal units, with some spread.
        double clicks = 0.1 * views;
        return new RatioTotals(
                n, n * clicks, n * views, n * clicks * clicks * 1.5, n * views * views * 1.2, n * clicks * views * 1.2);
    }

    @Test
    void ratiosWithDriftingDenominators() {
        AlwaysValidRatio monitor = new AlwaysValidRatio(PLAN);
        AlwaysValidRatio.Look first = new AlwaysValidRatio.Look("a", ratio(1000, 20), ratio(1000, 20));
        Trajectory steady =
                monitor.read(List.of(first, new AlwaysValidRatio.Look("b", ratio(2000, 20), ratio(2000, 20))));
        assertThat(steady.cautions()).isEmpty();
        // Delta method: squares are n (1.5 - 2.4 + 1.2) (0.1 * 20)^2, over n - 1 and 20^2.
        double variance = 2 * 0.3 * 4 * 2000 / 1999.0 / 2000 / 400;
        assertThat(steady.looks().get(1).estimate().stdError()).isCloseTo(Math.sqrt(variance), within(1e-12));
        Trajectory drifting =
                monitor.read(List.of(first, new AlwaysValidRatio.Look("b", ratio(2000, 21.5), ratio(2000, 21.5))));
        assertThat(drifting.cautions()).extracting(Caution::code).contains("drifting-denominator");
        refused(
                ValidityThreat.DRIFTING_DENOMINATOR,
                () -> monitor.read(List.of(first, new AlwaysValidRatio.Look("b", ratio(2000, 30), ratio(2000, 30)))));
    }

    @ParameterizedTest
    @EnumSource(ValidityThreat.class)
    void threatsHaveCodes(ValidityThreat threat) {
        assertThat(threat.code()).matches("[a-z]+(-[a-z]+)*");
    }

    @Test
    void impossibleTotalsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ArmTotals(10, 100, 900))
                .withMessageContaining("negative");
        assertThatIllegalArgumentException().isThrownBy(() -> ArmTotals.binary(10, 11));
        assertThatIllegalArgumentException().isThrownBy(() -> new ArmTotals(-1, 0, 0));
        assertThat(ArmTotals.of(3, 2, 1)).isEqualTo(ArmTotals.ofValues(1, 2, 3));
        assertThat(ArmTotals.ofValues(1, 2, 3).variance()).isEqualTo(1);
    }
}
