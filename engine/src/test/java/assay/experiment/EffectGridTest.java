package assay.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Estimand;
import assay.EstimationException;
import assay.Missing;
import assay.Problem;
import assay.linear.Covariance;
import assay.linear.LeastSquares;
import assay.multiplicity.PValueAdjustment;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectGridTest {

    private static final List<String> OUTCOMES = List.of("y1", "y2", "y3");
    private static final List<String> COVARIATES = List.of("x1", "x2", "x3", "x4", "x5");
    private static final EffectGrid GRID =
            new EffectGrid("arm", "0", Optional.of("seg"), OUTCOMES, COVARIATES, Missing.FAIL);

    /** Four arms, five segments, of which the last is small, and outcomes of several kinds about a mean. */
    private static ArraySource rows(int n, int block, double mean) {
        Philox random = new Philox(20261122, 0, 0);
        ArraySource rows = new ArraySource(block);
        double[] arm = new double[n];
        double[] seg = new double[n];
        double[][] x = new double[5][n];
        double[][] y = new double[3][n];
        for (int i = 0; i < n; i++) {
            arm[i] = (int) (4 * random.nextDouble());
            seg[i] = (int) (5 * Math.pow(random.nextDouble(), 1.5));
            double common = random.nextGaussian();
            for (int a = 0; a < 3; a++) {
                x[a][i] = mean + common + random.nextGaussian();
            }
            x[3][i] = random.nextDouble() < .3 ? 1 : 0;
            x[4][i] = Math.exp(random.nextGaussian());
            double effect = arm[i] == 1 ? .3 : 0;
            y[0][i] = mean + .5 * common + x[3][i] + effect + random.nextGaussian();
            y[1][i] = random.nextDouble() < .2 + .1 * x[3][i] ? 1 : 0;
            y[2][i] = random.nextDouble() < .1 ? x[4][i] * Math.exp(random.nextGaussian()) : 0;
        }
        rows.with("arm", arm).with("seg", seg);
        for (int a = 0; a < 5; a++) {
            rows.with(COVARIATES.get(a), x[a]);
        }
        for (int j = 0; j < 3; j++) {
            rows.with(OUTCOMES.get(j), y[j]);
        }
        return rows;
    }

    @ParameterizedTest
    @CsvSource({"4000, 1000, 0", "1500, 7, 0", "4000, 4096, 1e6"})
    void agreesWithARegressionForEachCell(int n, int block, double mean) {
        ArraySource rows = rows(n, block, mean);
        GridEffects effects = GRID.estimate(rows);
        assertThat(effects.rows()).isEqualTo(n);
        assertThat(effects.refusals()).isEmpty();
        assertThat(effects.differences()).hasSize(3 * 6 * 3);
        assertThat(effects.adjusted()).hasSize(3 * 6 * 3);
        double tolerance = mean > 0 ? 1e-8 : 1e-9;
        for (GridEffects.Effect effect : effects.adjusted()) {
            LeastSquares naive = naive(rows, effect.cell());
            assertClose(effect, naive.coefficients()[1], naive.standardErrors(Covariance.HC1)[1], tolerance);
        }
        for (GridEffects.Effect effect : effects.differences()) {
            LeastSquares naive = naive(rows, effect.cell(), List.of());
            assertClose(effect, naive.coefficients()[1], naive.standardErrors(Covariance.HC2)[1], tolerance);
            assertThat(effect.cell().treated() + effect.cell().control()).isEqualTo(naive.degreesOfFreedom() + 2L);
        }
    }

    private static void assertClose(GridEffects.Effect effect, double value, double error, double tolerance) {
        assertThat(effect.estimate().value())
                .as("effect, %s", effect.cell())
                .isCloseTo(value, within(tolerance * error));
        assertThat(effect.estimate().stdError())
                .as("standard error, %s", effect.cell())
                .isCloseTo(error, within(tolerance * error));
    }

    private static LeastSquares naive(ArraySource rows, GridEffects.Cell cell) {
        return naive(rows, cell, COVARIATES);
    }

    private static LeastSquares naive(ArraySource rows, GridEffects.Cell cell, List<String> covariates) {
        double[] arm = rows.column("arm");
        double[] seg = rows.column("seg");
        double treated = Double.parseDouble(cell.arm());
        int[] in = IntStream.range(0, arm.length)
                .filter(i -> arm[i] == 0 || arm[i] == treated)
                .filter(i ->
                        cell.segment().map(s -> seg[i] == Double.parseDouble(s)).orElse(true))
                .toArray();
        double[][] design = new double[1 + covariates.size()][];
        design[0] = Arrays.stream(in).mapToDouble(i -> arm[i] == 0 ? 0 : 1).toArray();
        for (int a = 0; a < covariates.size(); a++) {
            double[] column = rows.column(covariates.get(a));
            design[a + 1] = Arrays.stream(in).mapToDouble(i -> column[i]).toArray();
        }
        double[] outcome = rows.column(cell.outcome());
        List<String> names = new java.util.ArrayList<>(List.of("t"));
        names.addAll(covariates);
        return LeastSquares.fit(
                names, design, Arrays.stream(in).mapToDouble(i -> outcome[i]).toArray());
    }

    @Test
    void theOrderIsArmThenCellThenOutcome() {
        GridEffects effects = GRID.estimate(rows(1500, 100, 0));
        assertThat(effects.differences().stream().limit(4).map(e -> e.cell().name()))
                .containsExactly("y1, arm 1", "y2, arm 1", "y3, arm 1", "y1, arm 1, segment 0");
        assertThat(effects.differences().get(0).estimate().estimand()).isEqualTo(Estimand.ATE);
        assertThat(effects.differences().get(3).estimate().estimand()).isEqualTo(Estimand.CATE);
        assertThat(effects.differences().get(53).cell().name()).isEqualTo("y3, arm 3, segment 4");
        double[] adjusted = GridEffects.adjustedPValues(effects.adjusted(), PValueAdjustment.HOLM);
        assertThat(adjusted).hasSize(54);
        assertThat(adjusted[0]).isBetween(effects.adjusted().get(0).pValue(), 1.0);
    }

    @Test
    void theLengthOfBlocksDoesNotMatter() {
        GridEffects one = GRID.estimate(rows(2000, 2000, 0));
        GridEffects many = GRID.estimate(rows(2000, 13, 0));
        assertThat(many).isEqualTo(one);
    }

    @Test
    void textNamesArmsAndSegmentsAndCovariatesAreOptional() {
        ArraySource rows = new ArraySource(3)
                .withText("arm", List.of("b", "a", "a", "b", "b", "a", "a", "b"))
                .with("y", 1, 2, 3, 4, 5, 6, 7, 10);
        GridEffects effects =
                new EffectGrid("arm", "a", Optional.empty(), List.of("y"), List.of(), Missing.FAIL).estimate(rows);
        // By hand: means 5 and 4.5; squares about them 42 and 17; variances 14/4 and (17/3)/4; HC1 is 8/6 (42 + 17)/16
        GridEffects.Effect difference = effects.differences().get(0);
        assertThat(difference.cell()).isEqualTo(new GridEffects.Cell("y", "b", Optional.empty(), 4, 4));
        assertThat(difference.estimate().value()).isCloseTo(.5, within(1e-15));
        assertThat(difference.estimate().stdError()).isCloseTo(Math.sqrt(3.5 + 17 / 12.0), within(1e-14));
        assertThat(effects.adjusted().get(0).estimate().stdError())
                .isCloseTo(Math.sqrt(8 / 6.0 * 59 / 16), within(1e-14));
    }

    @Test
    void aRepeatedOrConstantCovariateIsLeftOutOfItsCell() {
        ArraySource rows = rows(3000, 500, 0);
        double[] seg = rows.column("seg");
        double[] x2 = rows.column("x2");
        double[] x4 = rows.column("x4");
        for (int i = 0; i < seg.length; i++) {
            if (seg[i] == 1) {
                x2[i] = rows.column("x1")[i] * 3 - 7;
            }
            if (seg[i] == 2) {
                x4[i] = .1;
            }
        }
        GridEffects effects = GRID.estimate(rows);
        for (GridEffects.Effect effect : effects.adjusted()) {
            String left = effect.cell()
                    .segment()
                    .map(s -> s.equals("1") ? "x2" : s.equals("2") ? "x4" : "")
                    .orElse("");
            LeastSquares naive = naive(rows, effect.cell());
            assertThat(naive.aliased()).isEqualTo(left.isEmpty() ? List.of() : List.of(left));
            assertClose(effect, naive.coefficients()[1], naive.standardErrors(Covariance.HC1)[1], 1e-8);
            assertThat(effect.cautions()).hasSize(left.isEmpty() ? 0 : 1);
            effect.cautions().forEach(caution -> assertThat(caution.message()).contains(left));
        }
    }

    @Test
    void cellsWithoutAnEffectSayWhy() {
        ArraySource rows = rows(2000, 500, 0);
        double[] arm = rows.column("arm");
        double[] seg = rows.column("seg");
        for (int i = 0; i < arm.length; i++) {
            if (seg[i] == 4 && arm[i] == 3) {
                arm[i] = 2;
            }
            if (seg[i] == 3) {
                rows.column("y2")[i] = 1;
            }
            if (seg[i] == 2 && arm[i] == 1) {
                rows.column("y2")[i] = 0;
            }
        }
        GridEffects effects = GRID.estimate(rows);
        assertThat(effects.refusals().stream()
                        .map(r -> r.cell().name() + ": " + r.problem().code()))
                .containsExactly(
                        "y2, arm 1, segment 3: constant-outcome",
                        "y2, arm 2, segment 3: constant-outcome",
                        "y2, arm 3, segment 3: constant-outcome",
                        "y1, arm 3, segment 4: too-few-rows",
                        "y2, arm 3, segment 4: too-few-rows",
                        "y3, arm 3, segment 4: too-few-rows");
        assertThat(effects.differences()).hasSize(48);
        assertThat(effects.differences().stream()
                        .filter(e -> !e.cautions().isEmpty())
                        .map(e -> e.cell().name()))
                .containsExactly("y2, arm 1, segment 2");
    }

    @Test
    void fewRowsForManyCovariatesHaveADifferenceOnly() {
        ArraySource rows = rows(40, 40, 0);
        Arrays.fill(rows.column("seg"), 0);
        double[] arm = rows.column("arm");
        Arrays.fill(arm, 2);
        System.arraycopy(new double[] {1, 1, 1, 0, 0, 0}, 0, arm, 0, 6);
        GridEffects effects = new EffectGrid(
                        "arm", "0", Optional.empty(), List.of("y1"), COVARIATES.subList(0, 4), Missing.FAIL)
                .estimate(rows);
        assertThat(effects.differences()).hasSize(2);
        assertThat(effects.adjusted().stream().map(e -> e.cell().arm())).containsExactly("2");
        assertThat(effects.refusals().get(0).reason())
                .isEqualTo("6 rows cannot estimate 6 coefficients and an error variance.");
    }

    @Test
    void anExactFitIsRefused() {
        ArraySource rows = rows(300, 100, 0);
        double[] y = rows.column("y1");
        for (int i = 0; i < y.length; i++) {
            y[i] = 2 + 3 * rows.column("x1")[i] - rows.column("arm")[i];
        }
        GridEffects effects =
                new EffectGrid("arm", "0", Optional.empty(), List.of("y1"), COVARIATES, Missing.FAIL).estimate(rows);
        assertThat(effects.adjusted()).isEmpty();
        assertThat(effects.refusals()).hasSize(3).allMatch(r -> r.problem() == Problem.CONSTANT_OUTCOME);
    }

    @Test
    void missingValuesAreRefusedOrDroppedAndCounted() {
        ArraySource rows = rows(1500, 100, 0);
        ArraySource clean = rows(1500, 100, 0);
        rows.column("x3")[1234] = Double.NaN;
        problem(GRID, rows, Problem.MISSING_VALUES).hasMessageContaining("'x3'").hasMessageContaining("row 1235");
        EffectGrid dropping = new EffectGrid("arm", "0", Optional.of("seg"), OUTCOMES, COVARIATES, Missing.DROP);
        GridEffects effects = dropping.estimate(rows);
        assertThat(effects.dropped()).isEqualTo(1);
        assertThat(effects.rows()).isEqualTo(1499);
        clean.column("arm")[1234] = Double.NaN;
        assertThat(dropping.estimate(clean)).isEqualTo(effects);
    }

    @Test
    void badInputIsRefusedOnce() {
        ArraySource rows = rows(200, 100, 0);
        rows.withText("name", IntStream.range(0, 200).mapToObj(i -> "u" + i).toList());
        rows.with("same", new double[200]);
        rows.with("many", IntStream.range(0, 200).mapToDouble(i -> i * 1e4).toArray());
        problem(grid("nothing", "0", "y1"), rows, Problem.UNKNOWN_COLUMN).hasMessageContaining("arm, seg, x1");
        problem(grid("arm", "9", "y1"), rows, Problem.UNKNOWN_LEVEL).hasMessageContaining("0, 1, 2, 3");
        problem(grid("same", "0", "y1"), rows, Problem.ONE_LEVEL).hasMessageContaining("'same'");
        problem(grid("arm", "0", "name"), rows, Problem.NOT_NUMERIC).hasMessageContaining("'name'");
        problem(grid("many", "0", "y1"), rows, Problem.TOO_MANY_LEVELS).hasMessageContaining("'many'");
        rows.column("y1")[7] = Double.NEGATIVE_INFINITY;
        problem(grid("arm", "0", "y1"), rows, Problem.NOT_FINITE).hasMessageContaining("'y1'");
        assertThatThrownBy(() -> grid("arm", "0", "arm")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EffectGrid("arm", "0", Optional.empty(), List.of(), List.of(), Missing.FAIL))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static EffectGrid grid(String arm, String control, String outcome) {
        return new EffectGrid(arm, control, Optional.empty(), List.of(outcome), List.of(), Missing.FAIL);
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> problem(
            EffectGrid grid, Source rows, Problem problem) {
        return assertThatThrownBy(() -> grid.estimate(rows))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }
}
