package assay.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is planned before a campaign: pairs, markets, power, and the curve that tests calibrate. */
class PlanningTest {

    private static final int REGIONS = 8;
    private static final int PERIODS = 60;

    /** Regions that share a wave, in sizes that come in twos. */
    private static GeoPanel panel(double noise) {
        Philox random = new Philox(11, 0, 2);
        double[][] outcome = new double[REGIONS][PERIODS];
        for (int i = 0; i < REGIONS; i++) {
            for (int t = 0; t < PERIODS; t++) {
                outcome[i][t] = 100 * (1 + i / 2) * (1 + 0.1 * Math.sin(t / 4.0)) + noise * random.nextGaussian();
            }
        }
        return GeoPanel.of("sales", names(), days(), outcome);
    }

    private static List<String> names() {
        return IntStream.range(0, REGIONS).mapToObj(i -> "r" + i).toList();
    }

    private static List<String> days() {
        return IntStream.range(0, PERIODS).mapToObj(Integer::toString).toList();
    }

    @Test
    void pairsAreOfLikeRegionsAndACoinTreatsOneOfEach() {
        PairedPlan plan = PairedPlan.of(panel(1), 10, new Philox(1, 0, 3));
        assertThat(plan.left()).isEmpty();
        assertThat(plan.pairs()).hasSize(REGIONS / 2).allSatisfy(pair -> {
            assertThat(number(pair.treated()) / 2).isEqualTo(number(pair.control()) / 2);
            // Root mean square of the difference of two standard normals; false alarm below 1e-4 by 60 draws.
            assertThat(pair.distance()).isCloseTo(Math.sqrt(2), within(0.6));
        });
        // Twice the noise detects twice the effect, and four times the power of a coin is no free lunch.
        PairedPlan noisy = PairedPlan.of(panel(2), 10, new Philox(1, 0, 3));
        assertThat(noisy.spread()).isCloseTo(2 * plan.spread(), within(1e-9 * plan.spread()));
        assertThat(plan.detectable(0.05, 0.9)).isGreaterThan(plan.detectable(0.05, 0.8));
        assertThat(plan.detectable(0.1, 0.8)).isLessThan(plan.detectable(0.05, 0.8));
        boolean[] treated = new boolean[2];
        for (int run = 0; run < 40; run++) {
            String first = PairedPlan.of(panel(1), 10, new Philox(run, 0, 3))
                    .pairs()
                    .get(0)
                    .treated();
            treated[number(first) % 2] = true;
        }
        // A fair coin shows one side only in forty tosses with probability 2^-39.
        assertThat(treated).containsExactly(true, true);
    }

    private static int number(String region) {
        return Integer.parseInt(region.substring(1));
    }

    @Test
    void plansThatCannotBeAreRefused() {
        GeoPanel panel = panel(1);
        refused(() -> PairedPlan.of(panel.between(0, 20), 10, new Philox(1, 0, 3)), "20 periods for a test of 10");
        GeoPanel small = GeoPanel.of("sales", List.of("a", "b", "c"), List.of("1", "2", "3"), new double[3][3]);
        refused(() -> PairedPlan.of(small, 1, new Philox(1, 0, 3)), "two pairs");
        refused(() -> panel.indices(List.of("nowhere")), "'nowhere'", "r0, r1");
        assertThat(panel.indices(List.of(" R3", "r0"))).containsExactly(3, 0);
        assertThatThrownBy(() -> panel.indices(List.of("r1", "r1"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GeoPanel.of("sales", List.of("a"), List.of("1"), new double[2][1]))
                .hasMessageContaining("2 series and 1 regions");
        assertThatThrownBy(() -> GeoPanel.of("sales", List.of("a", "b"), List.of("1"), new double[][] {{1}, {1, 2}}))
                .hasMessageContaining("'b' has 2 values for 1 periods");
        assertThatThrownBy(
                        () -> new MarketSelection(power(), 0.8).ranked(panel, new int[] {7}, List.of(), new double[0]))
                .hasMessageContaining("7 regions out of 8");
    }

    private static void refused(Runnable call, String... said) {
        assertThatThrownBy(call::run).isInstanceOf(EstimationException.class).hasMessageContainingAll(said);
    }

    @Test
    void rowsMakeTheSamePanelAndHolesAreNamed() {
        List<Double> y = new ArrayList<>();
        List<Double> unit = new ArrayList<>();
        List<Double> day = new ArrayList<>();
        GeoPanel panel = panel(1);
        for (int t = PERIODS - 1; t >= 0; t--) {
            for (int i = 0; i < REGIONS; i++) {
                y.add(panel.outcome()[i][t]);
                unit.add((double) i);
                day.add((double) t);
            }
        }
        GeoPanel read = GeoPanel.of(sample(y, unit, day));
        assertThat(read.outcome()).isDeepEqualTo(panel.outcome());
        assertThat(read.totals()).containsExactly(panel.totals());
        assertThat(read.outcomeName()).isEqualTo("y");
        y.add(1.0);
        unit.add(2.0);
        day.add(5.0);
        assertThatThrownBy(() -> GeoPanel.of(sample(y, unit, day)))
                .hasMessageContainingAll("'2'", "two rows", "period 5")
                .extracting(e -> ((EstimationException) e).problem())
                .isEqualTo(Problem.UNBALANCED_PANEL);
        int last = y.size() - 1;
        List.of(y, unit, day)
                .forEach(column -> column.subList(last - 1, last + 1).clear());
        assertThatThrownBy(() -> GeoPanel.of(sample(y, unit, day)))
                .hasMessageContainingAll("'7'", "no row", "period 0");
    }

    private static Sample sample(List<Double> y, List<Double> unit, List<Double> day) {
        return Sample.builder()
                .outcome("y", array(y))
                .add(Role.UNIT, "region", array(unit))
                .add(Role.TIME, "day", array(day))
                .build();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static PlaceboPower power() {
        return new PlaceboPower(AugmentedSyntheticControl.standard(), 0.1, 10, 5);
    }

    @Test
    void powerRisesWithTheEffectAndEstimatesFollowIt() {
        List<PowerPoint> curve = power().curve(panel(1), List.of("r2", "r3"), List.of(), new double[] {0, 0.02, 0.2});
        assertThat(curve.get(2).power()).isEqualTo(1);
        assertThat(curve.get(0).power()).isLessThan(1);
        assertThat(curve).allSatisfy(point -> {
            assertThat(point.windows()).isEqualTo(5);
            // Noise of a day is 0.5 % of a region; the mean of ten days and two regions strays by far less than 1 %.
            assertThat(point.estimate()).isCloseTo(point.lift(), within(0.01));
        });
        assertThat(PlaceboPower.detectable(curve, 0.8).orElseThrow()).isIn(0.02, 0.2);
        assertThat(PlaceboPower.detectable(List.of(new PowerPoint(0.1, 0.2, 0.1, 5)), 0.8))
                .isEqualTo(OptionalDouble.empty());
        // A larger effect that is missed ends the search, whatever a smaller one did.
        assertThat(PlaceboPower.detectable(
                        List.of(new PowerPoint(-0.1, 0.9, 0, 5), new PowerPoint(-0.2, 0.5, 0, 5)), 0.8))
                .isEmpty();
    }

    @Test
    void marketsAreRankedByWhatTheyDetect() {
        List<MarketSet> sets = new MarketSelection(power(), 0.8)
                .ranked(panel(1), new int[] {2}, List.of("r7"), new double[] {0.05, 0.1});
        assertThat(sets).hasSizeBetween(2, 7);
        for (int k = 1; k < sets.size(); k++) {
            assertThat(size(sets.get(k))).isGreaterThanOrEqualTo(size(sets.get(k - 1)));
        }
        assertThat(sets).allSatisfy(set -> {
            assertThat(set.regions()).hasSize(2).doesNotContain("r7");
            assertThat(set.share()).isBetween(0.05, 0.5);
            assertThat(set.power()).isBetween(0.0, 1.0);
        });
    }

    private static double size(MarketSet set) {
        return Math.abs(set.detectable().orElse(Double.POSITIVE_INFINITY));
    }

    /** The curve that made the series is found within four of its own standard errors: false alarm 6e-5 each. */
    @Test
    void theCurveThatMadeTheSeriesIsFound() {
        Philox random = new Philox(4, 0, 2);
        double[] spend = new double[200];
        double[] outcome = new double[200];
        for (int t = 0; t < spend.length; t++) {
            spend[t] = 10 * random.nextDouble();
            outcome[t] = 50 + 30 * (1 - Math.exp(-spend[t] / 4)) + random.nextGaussian();
        }
        SaturationCurve alone = SaturationCurve.of(spend, outcome, List.of());
        double marginal = 30.0 / 4 * Math.exp(-alone.meanSpend() / 4);
        assertThat(alone.marginalReturn()).isCloseTo(marginal, within(4 * alone.marginalError()));
        double average = 30 * (1 - Math.exp(-alone.meanSpend() / 4)) / alone.meanSpend();
        assertThat(alone.averageReturn()).isCloseTo(average, within(4 * alone.averageError()));
        assertThat(alone.bounded()).isEqualTo(SaturationCurve.Bend.FOUND);
        assertThat(alone.disagreement()).isZero();

        List<LiftTest> tests = List.of(new LiftTest(2, 3, lift(2, 5), 0.2), new LiftTest(6, -4, lift(6, 2), 0.2));
        SaturationCurve calibrated = SaturationCurve.of(spend, outcome, tests);
        assertThat(calibrated.marginalError()).isLessThan(alone.marginalError());
        // Two tests that are exactly right: chi-squared of the curve's own error only.
        assertThat(alone.distance(tests)).isLessThan(20);
        assertThat(calibrated.disagreement()).isLessThanOrEqualTo(alone.distance(tests));
        // A test that says the contrary moves the curve, and is far from the curve without it.
        List<LiftTest> contrary = List.of(new LiftTest(2, 3, 0, 0.2));
        assertThat(alone.distance(contrary)).isGreaterThan(100);
        assertThat(SaturationCurve.of(spend, outcome, contrary).ceiling()).isLessThan(alone.ceiling());
    }

    private static double lift(double from, double to) {
        return 30 * (Math.exp(-from / 4) - Math.exp(-to / 4));
    }

    @Test
    void seriesThatShowNoCurveAreRefused() {
        double[] steps = {1, 2, 3, 4, 5, 6, 7};
        refused(() -> SaturationCurve.of(new double[5], new double[5], List.of()), "5 periods");
        refused(() -> SaturationCurve.of(new double[7], steps, List.of()), "in every period");
        refused(() -> SaturationCurve.of(steps, new double[7], List.of()), "without any error");
        assertThatThrownBy(() -> SaturationCurve.of(new double[] {-1, 2, 3, 4, 5, 6}, steps, List.of()))
                .hasMessageContaining("at least 0");
        assertThatThrownBy(() -> new LiftTest(1, -2, 1, 1)).hasMessageContaining("change of -2");
        assertThatThrownBy(() -> new LiftTest(1, 0, 1, 1)).hasMessageContaining("change of 0");
    }
}
