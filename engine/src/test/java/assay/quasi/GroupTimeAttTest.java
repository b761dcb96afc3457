package assay.quasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Caution;
import assay.Column;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Interval;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.SharedData;
import assay.baseline.LastPeriodDifference;
import assay.baseline.TwoWayFixedEffects;
import assay.experiment.DifferenceInMeans;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupTimeAttTest {

    /** Log wages of 545 men from 1980 to 1987, treated from their first married year on. */
    private static Sample wages() {
        Function<String, double[]> data = SharedData.csv("wooldridge_wagepan.csv");
        double[] unit = data.apply("nr");
        double[] married = data.apply("married").clone();
        for (int i = 1; i < married.length; i++) {
            married[i] = unit[i] == unit[i - 1] ? Math.max(married[i], married[i - 1]) : married[i];
        }
        return Sample.builder()
                .outcome("lwage", data.apply("lwage"))
                .add(Role.TREATMENT, "married", married)
                .add(Role.UNIT, "nr", unit)
                .add(Role.TIME, "year", data.apply("year"))
                .build();
    }

    private static Fit fit(Sample sample, ComparisonGroup comparison, Aggregation aggregation) {
        return new GroupTimeAtt(comparison, aggregation, BasePeriod.VARYING).estimate(sample, new Philox(1, 0, 3));
    }

    private static Estimate term(Fit fit, String term) {
        return fit.terms().stream()
                .filter(e -> e.term().equals(term))
                .findFirst()
                .orElseThrow();
    }

    /**
     * R 4.2.2, {@code Rscript wagepan.R wooldridge_wagepan.csv} (in the test resources): estimate, standard error, and the
     * standard error without small-sample factor, {@code sqrt(sum psi^2) / n}, which is that of the R package did.
     */
    @ParameterizedTest
    @CsvSource({
        "NEVER_TREATED, SIMPLE, '1981,1981', -0.0630508222719045, 0.108322720247974, 0.10756462412745",
        "NEVER_TREATED, SIMPLE, '1981,1985', 0.0249739800862368, 0.0980722616816664, 0.0974393677652906",
        "NEVER_TREATED, SIMPLE, '1982,1982', 0.17786963664175, 0.0889823631292266, 0.088101541531475",
        "NEVER_TREATED, SIMPLE, '1987,1987', -0.0471507481324187, 0.0626181920317046, 0.0618401056090912",
        "NEVER_TREATED, SIMPLE, overall, 0.0335226538250961, 0.0400597055279101, 0.0397653470446419",
        "NEVER_TREATED, SIMPLE, e=0, 0.0358677847135701, 0.0319157984751151, 0.0316210214457234",
        "NEVER_TREATED, DYNAMIC, e=2, 0.0234404430710865, 0.0435536041367242, 0.0431851476689422",
        "NEVER_TREATED, DYNAMIC, e=-2, -0.0344387248366077, 0.0405595627130638, 0.0400835735562026",
        "NEVER_TREATED, DYNAMIC, overall, 0.0241749798469551, 0.0477581044098289, 0.0474302372217378",
        "NEVER_TREATED, GROUP, overall, 0.0303305029717809, 0.0316776961339407, 0.0314081615121519",
        "NEVER_TREATED, CALENDAR, overall, 0.029877300353482, 0.0450654352813325, 0.04473897459861",
        "NOT_YET_TREATED, SIMPLE, '1981,1981', -0.00509472163967938, 0.101314820952796, 0.100503685058612",
        "NOT_YET_TREATED, SIMPLE, '1981,1985', 0.0444431159679594, 0.0935299476285636, 0.0928171321962672",
        "NOT_YET_TREATED, SIMPLE, overall, 0.0345464853275019, 0.0382348133376238, 0.0379123990552431",
        "NOT_YET_TREATED, SIMPLE, e=1, 0.0529658660366246, 0.0331969182734917, 0.032839789001306",
        "NOT_YET_TREATED, DYNAMIC, overall, 0.0247056918567937, 0.0456676032313753, 0.045321648354365",
        "NOT_YET_TREATED, DYNAMIC, e=-2, -0.0256575967079002, 0.0414371669684343, 0.040905703891349",
        "NOT_YET_TREATED, GROUP, overall, 0.0291905597411648, 0.0312576923230452, 0.0309529715385463",
        "NOT_YET_TREATED, CALENDAR, overall, 0.0375896590034491, 0.0425778214025179, 0.0422213447843054",
    })
    void marriageAndWages(
            ComparisonGroup comparison, Aggregation aggregation, String name, double value, double error, double raw) {
        Sample sample = wages();
        Fit fit = fit(sample, comparison, aggregation);
        String term = name.equals("overall") ? "1 - 0" : name.contains(",") ? "g=" + name.replace(",", ",t=") : name;
        Estimate estimate = term(fit, term);
        assertThat(estimate.value()).isCloseTo(value, within(1e-12));
        assertThat(estimate.stdError()).isCloseTo(error, within(1e-12));
        double[] influence = fit.influence().orElseThrow().values(fit.terms().indexOf(estimate));
        assertThat(Arrays.stream(influence).sum()).isCloseTo(0, within(1e-8));
        assertThat(clustered(influence, sample.numeric(Role.UNIT)) / sample.size())
                .isCloseTo(raw, within(1e-12));
        Fit clustered = fit(sample.with(Role.CLUSTER, sample.column(Role.UNIT)), comparison, aggregation);
        // 444 units are not treated from the first year on.
        assertThat(term(clustered, term).stdError()).isCloseTo(raw * Math.sqrt(444 / 443.0), within(1e-12));
        assertThat(term(clustered, term).inference().degreesOfFreedom()).isEqualTo(443);
    }

    private static double clustered(double[] influence, double[] unit) {
        double squares = 0;
        double sum = 0;
        for (int i = 0; i < unit.length; i++) {
            sum = i > 0 && unit[i] == unit[i - 1] ? sum + influence[i] : influence[i];
            squares += i + 1 == unit.length || unit[i] != unit[i + 1] ? sum * sum : 0;
        }
        return Math.sqrt(squares);
    }

    /** From the same script. */
    @Test
    void theBeforeAndTheFoilsOfTheWages() {
        Sample sample = wages();
        Fit fit = GroupTimeAtt.standard().estimate(sample, new Philox(1, 0, 3));
        assertThat(fit.glance().diagnostics())
                .containsEntry("left_out", 101.0)
                .containsEntry("units", 444.0)
                .containsEntry("never_treated", 162.0)
                .containsEntry("smallest_cohort", 27.0)
                .containsEntry("pretrend_df", 21.0);
        assertThat(fit.glance().diagnostics().get("pretrend_statistic")).isCloseTo(14.5159980194, within(1e-9));
        assertThat(fit.glance().diagnostics().get("pretrend_p_value")).isCloseTo(0.905026133677, within(1e-10));
        assertThat(fit.glance().diagnostics().get("pretrend_df_denominator")).isCloseTo(155.870285605, within(1e-6));
        assertThat(fit.cautions()).extracting(Caution::code).containsExactly("already-treated");
        Cohorts cohorts = Cohorts.of(Panel.of(sample));
        int[] kept = IntStream.range(0, sample.size())
                .filter(i -> cohorts.cohort(i / 8) >= 0)
                .toArray();
        Fit naive = new TwoWayFixedEffects().estimate(sample.rows(kept), new Philox(1, 0, 3));
        assertThat(naive.estimate().value()).isCloseTo(0.0473087987720779, within(1e-12));
        assertThat(naive.estimate().stdError()).isCloseTo(0.026947352325725, within(1e-12));
        assertThat(naive.glance().diagnostics().get("negative_weight_share")).isCloseTo(0.182316118936, within(1e-10));
        assertThat(naive.glance().diagnostics().get("negative_weight_sum")).isCloseTo(-0.064169991149, within(1e-10));
        assertThat(naive.cautions()).extracting(Caution::code).containsExactly("negative-weights");
        Estimate last =
                new LastPeriodDifference().estimate(sample, new Philox(1, 0, 3)).estimate();
        assertThat(last.value()).isCloseTo(0.121244158023356, within(1e-12));
        assertThat(last.stdError()).isCloseTo(0.0475917240217147, within(1e-12));
        assertThat(last.inference().degreesOfFreedom()).isCloseTo(324.955000845, within(1e-6));
    }

    /** A panel of units in a scrambled order of rows, of which some are treated from a period on. */
    private static Sample panel(int units, int periods, int[] start, long seed) {
        double[] noise = new double[units * periods];
        new Philox(seed, 0, 0).normals(noise);
        double[] y = new double[noise.length];
        double[] d = new double[noise.length];
        double[] time = new double[noise.length];
        int[] id = new int[noise.length];
        for (int cell = 0; cell < noise.length; cell++) {
            int row = (int) ((cell * 7919L + 3) % noise.length);
            int i = cell / periods;
            int t = cell % periods;
            y[row] = i * 0.1 + t + noise[cell] + (t >= start[i] ? 2 : 0);
            d[row] = t >= start[i] ? 1 : 0;
            time[row] = 2 * t;
            id[row] = i;
        }
        List<String> names = IntStream.range(0, units).mapToObj(i -> "u" + i).toList();
        return Sample.builder()
                .outcome("y", y)
                .add(Role.TREATMENT, "d", d)
                .add(Role.UNIT, new Column.Categorical("unit", id, names))
                .add(Role.TIME, "time", time)
                .build();
    }

    /**
     * With two groups and two periods the effect is the difference in means of the changes, whose regression on the treatment
     * has the same HC2 variance and degrees of freedom; fixed effects agree.
     */
    @Test
    void twoByTwoIsTheDifferenceOfChanges() {
        int units = 13;
        int[] start = new int[units];
        for (int i = 0; i < units; i++) {
            start[i] = i % 3 == 0 ? 1 : 2;
        }
        Sample sample = panel(units, 2, start, 5);
        Panel panel = Panel.of(sample);
        double[] change = new double[units];
        double[] treated = new double[units];
        for (int i = 0; i < units; i++) {
            change[i] = panel.outcome(i, 1) - panel.outcome(i, 0);
            treated[i] = panel.treated(i, 1);
        }
        Estimate means = new DifferenceInMeans()
                .estimate(
                        Sample.builder()
                                .outcome("change", change)
                                .assignment("t", treated)
                                .build(),
                        new Philox(1, 0, 3))
                .estimate();
        for (ComparisonGroup comparison : ComparisonGroup.values()) {
            for (Aggregation aggregation : Aggregation.values()) {
                Fit fit = fit(sample, comparison, aggregation);
                for (Estimate e : fit.terms()) {
                    assertThat(e.value()).isCloseTo(means.value(), within(1e-12));
                    assertThat(e.stdError()).isCloseTo(means.stdError(), within(1e-12));
                    assertThat(e.inference().degreesOfFreedom())
                            .isCloseTo(means.inference().degreesOfFreedom(), within(1e-9));
                }
                assertThat(fit.glance().diagnostics()).doesNotContainKey("pretrend_p_value");
            }
        }
        assertThat(new TwoWayFixedEffects()
                        .estimate(sample, new Philox(1, 0, 3))
                        .estimate()
                        .value())
                .isCloseTo(means.value(), within(1e-12));
    }

    /** Effects before treatment against the last untreated period are sums of those from period to period. */
    @Test
    void theBaseChangesOnlyWhatIsBefore() {
        int[] start = IntStream.range(0, 40).map(i -> 2 + i % 4).toArray();
        Sample sample = panel(40, 5, start, 6);
        Fit varying = GroupTimeAtt.standard().estimate(sample, new Philox(1, 0, 3));
        Fit universal = new GroupTimeAtt(ComparisonGroup.NEVER_TREATED, Aggregation.SIMPLE, BasePeriod.UNIVERSAL)
                .estimate(sample, new Philox(1, 0, 3));
        // Times are even numbers: cohort 8 is the last of period 5, its base is 6.
        double before =
                term(varying, "g=8,t=6").value() + term(varying, "g=8,t=4").value();
        assertThat(term(universal, "g=8,t=2").value()).isCloseTo(-before, within(1e-12));
        assertThat(term(universal, "g=8,t=0").value())
                .isCloseTo(-before - term(varying, "g=8,t=2").value(), within(1e-12));
        assertThat(term(universal, "e=4").value())
                .isEqualTo(term(varying, "e=4").value());
        assertThat(universal.estimate().value()).isEqualTo(varying.estimate().value());
        assertThat(universal.terms()).noneMatch(e -> e.term().equals("g=8,t=6"));
        assertThat(universal.glance().diagnostics().get("pretrend_statistic"))
                .isCloseTo(varying.glance().diagnostics().get("pretrend_statistic"), within(1e-9));
    }

    @Test
    void simultaneousIntervalsAreWiderAndAgreeWithTheirPValues() {
        int[] start = IntStream.range(0, 60).map(i -> 2 + i % 4).toArray();
        Fit fit = GroupTimeAtt.standard().estimate(panel(60, 5, start, 7), new Philox(1, 0, 3));
        for (Estimate e : fit.terms().subList(1, fit.terms().size())) {
            Interval all = e.inference().interval(0.95);
            assertThat(all.upper() - all.lower()).isGreaterThan(2 * 1.96 * e.stdError());
            assertThat(e.inference().interval(0.99).lower()).isLessThan(all.lower());
            assertThat(e.inference().interval(0.9999).lower())
                    .isLessThan(e.inference().interval(0.99).lower());
            // A null value just inside or outside of an interval decides the test.
            assertThat(e.inference().pValue(all.lower() + 1e-9)).isGreaterThanOrEqualTo(0.05);
            assertThat(e.inference().pValue(all.lower() - 1e-9)).isLessThan(0.05);
            assertThat(e.inference().pValue(e.value())).isEqualTo(1);
        }
    }

    /**
     * Panels without trends are warned of in one case of twenty: of 400 fewer than 10 or more than 33 with probability .006, the
     * keys being those of the first try.
     */
    @Test
    void thePretrendTestHasItsSize() {
        int[] start = IntStream.range(0, 120).map(i -> i < 60 ? 2 + i % 4 : 6).toArray();
        long rejected = IntStream.range(0, 400)
                .filter(r -> GroupTimeAtt.standard()
                                .estimate(panel(120, 6, start, 100 + r), new Philox(1, 0, 3))
                                .glance()
                                .diagnostics()
                                .getOrDefault("pretrend_p_value", 0.0)
                        < 0.05)
                .count();
        assertThat(rejected).isBetween(10L, 33L);
    }

    /** The largest of independent normals has a closed form, and of 999 draws the share beyond the true .95 quantile a standard error of .007. */
    @Test
    void theBandOfIndependentTermsIsThatOfSidak() {
        double[][] independent = new double[10][10];
        double[][] same = new double[10][10];
        for (int i = 0; i < 10; i++) {
            independent[i][i] = 1;
            Arrays.fill(same[i], 1);
        }
        double sidak = 1 - Math.pow(0.95, 0.1);
        // Three standard errors, which one key in 370 misses; the key is that of the first try.
        assertThat(1 - Math.pow(1 - new Band(independent, 3).pointwise(0.05), 10))
                .isCloseTo(0.05, within(0.02));
        assertThat(new Band(independent, 3).pointwise(0.05)).isCloseTo(sidak, within(0.4 * sidak));
        assertThat(new Band(same, 3).pointwise(0.05)).isCloseTo(0.05, within(0.02));
        assertThat(new Band(independent, 3).pValue(0)).isZero();
    }

    /** Without units that are never treated the last cohort is the comparison, and has no effects of its own. */
    @Test
    void theNotYetTreatedDoWhereNoneIsNeverTreated() {
        int[] start = IntStream.range(0, 30).map(i -> 2 + i % 3).toArray();
        Sample sample = panel(30, 5, start, 8);
        Fit fit = fit(sample, ComparisonGroup.NOT_YET_TREATED, Aggregation.SIMPLE);
        assertThat(fit.cautions()).extracting(Caution::code).containsExactly("cells-left-out");
        assertThat(fit.terms()).noneMatch(e -> e.term().equals("g=8,t=8"));
        assertThat(fit.terms()).anyMatch(e -> e.term().equals("g=4,t=6"));
        refused(sample, Problem.NO_COMPARISON_GROUP, "never treated");
    }

    @Test
    void clustersOfUnitsMustHoldThem() {
        int[] start = IntStream.range(0, 30).map(i -> 2 + i % 3).toArray();
        Sample sample = panel(30, 4, start, 9);
        int[] id = ((Column.Categorical) sample.column(Role.UNIT)).codes();
        double[] pair = Arrays.stream(id).mapToDouble(i -> Math.floorDiv(i, 2)).toArray();
        Fit fit = GroupTimeAtt.standard()
                .estimate(sample.with(Role.CLUSTER, new Column.Numeric("pair", pair)), new Philox(1, 0, 3));
        assertThat(fit.glance().clusters()).isEqualTo(15);
        assertThat(fit.estimate().inference().degreesOfFreedom()).isEqualTo(14);
        assertThat(fit.cautions()).extracting(Caution::code).contains("few-clusters");
        pair[0] += 1;
        refused(sample.with(Role.CLUSTER, new Column.Numeric("pair", pair)), Problem.MIXED_CLUSTER, "'pair'");
        refused(
                sample.with(Role.CLUSTER, new Column.Numeric("one", new double[120])),
                Problem.TOO_FEW_CLUSTERS,
                "'one'");
    }

    private static void refused(Sample sample, Problem problem, String... words) {
        assertThatThrownBy(() -> GroupTimeAtt.standard().estimate(sample, new Philox(1, 0, 3)))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(problem))
                .hasMessageContainingAll(words);
    }

    @Test
    void whatIsWrongWithAPanelIsNamed() {
        int[] start = IntStream.range(0, 12).map(i -> 1 + i % 3).toArray();
        Sample sample = panel(12, 3, start, 10);
        int[] without = IntStream.range(0, 36).filter(i -> i != 3).toArray();
        Panel panel = Panel.of(sample);
        int unit = 0;
        int period = 0;
        while (panel.row(unit, period) != 3) {
            period = (period + 1) % 3;
            unit += period == 0 ? 1 : 0;
        }
        String named = "'" + panel.unit(unit) + "'";
        refused(sample.rows(without), Problem.UNBALANCED_PANEL, named, "no row for period " + 2 * period);
        refused(
                sample.rows(IntStream.concat(IntStream.range(0, 36), IntStream.of(3))
                        .toArray()),
                Problem.UNBALANCED_PANEL,
                named,
                "two rows for period " + 2 * period);
        double[] d = sample.numeric(Role.TREATMENT).clone();
        d[panel.row(0, 2)] = 0;
        refused(
                sample.with(Role.TREATMENT, new Column.Numeric("d", d)),
                Problem.NOT_ABSORBING,
                "'u0'",
                "in period 2 and not in period 4");
        double[] always = sample.numeric(Role.TREATMENT).clone();
        Arrays.fill(always, 0);
        for (int t = 0; t < 3; t++) {
            always[panel.row(4, t)] = 1;
        }
        refused(
                sample.with(Role.TREATMENT, new Column.Numeric("d", always)),
                Problem.NO_COMPARISON_GROUP,
                "first period");
        refused(
                sample.with(Role.TIME, new Column.Numeric("time", new double[36])),
                Problem.UNBALANCED_PANEL,
                "'time' has one period");
        refused(
                sample.with(Role.OUTCOME, new Column.Numeric("y", new double[36])),
                Problem.CONSTANT_OUTCOME,
                "'y'",
                "'1 - 0'");
        refused(sample.with(Role.TIME, sample.column(Role.UNIT)), Problem.NOT_NUMERIC, "time but holds text");
    }

    /** One unit of a cohort has no spread: said, not hidden. */
    @Test
    void aCohortOfOneIsCautionedAgainst() {
        int[] start =
                IntStream.range(0, 20).map(i -> i == 0 ? 1 : i % 2 == 0 ? 2 : 4).toArray();
        Fit fit = GroupTimeAtt.standard().estimate(panel(20, 4, start, 11), new Philox(1, 0, 3));
        assertThat(fit.cautions()).anySatisfy(c -> {
            assertThat(c.code()).isEqualTo("small-cohort");
            assertThat(c.message()).contains("Only 1 unit is first treated in period 2");
        });
    }

    @Test
    void treatmentThatUnitAndPeriodTellIsNoFixedEffect() {
        int[] start = new int[10];
        Arrays.fill(start, 1);
        Sample sample = panel(10, 3, start, 12);
        assertThatThrownBy(() -> new TwoWayFixedEffects().estimate(sample, new Philox(1, 0, 3)))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("Unit and period together tell the treatment");
    }
}
