package assay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractsTest {

    private static final double NAN = Double.NaN;

    private static void refuses(Problem problem, String message, ThrowingCallable call) {
        assertThatThrownBy(call).hasMessageContaining(message).isInstanceOfSatisfying(EstimationException.class, e -> {
            assertThat(e.problem()).isEqualTo(problem);
            assertThat(e).hasMessageEndingWith(e.remedy());
        });
    }

    private static Sample.Builder two() {
        return Sample.builder().outcome("y", new double[] {1, 2, 3, 4, 5}).assignment("t", new double[] {0, 1, 0, 1, 1
        });
    }

    private static Column levels(String name, List<String> levels, int... codes) {
        return new Column.Categorical(name, codes, levels);
    }

    @Test
    void aSampleHandsOutItsColumns() {
        Sample sample = two().covariate("x", new double[] {5, 4, 3, 2, 1})
                .add(Role.COVARIATE, levels("g", List.of("a", "b", "c", "never"), 1, 2, 0, 0, 1))
                .build();
        assertThat(sample.size()).isEqualTo(5);
        assertThat(sample.dropped()).isZero();
        assertThat(sample.has(Role.COVARIATE)).isTrue();
        assertThat(sample.has(Role.CLUSTER)).isFalse();
        assertThat(sample.columns(Role.CLUSTER)).isEmpty();
        assertThat(sample.outcome()).containsExactly(1, 2, 3, 4, 5);
        Covariates covariates = sample.covariates();
        assertThat(covariates.names()).containsExactly("x", "g_b", "g_c");
        assertThat(covariates.count()).isEqualTo(3);
        assertThat(covariates.columns()[1]).containsExactly(1, 0, 0, 0, 1);
        Sample picked = sample.rows(new int[] {4, 4, 0});
        assertThat(picked.outcome()).containsExactly(5, 5, 1);
        assertThat(((Column.Categorical) picked.columns(Role.COVARIATE).get(1)).codes())
                .containsExactly(1, 1, 1);
        assertThat(sample.with(Role.COVARIATE).has(Role.COVARIATE)).isFalse();
        assertThat(sample.with(Role.OUTCOME, new Column.Numeric("z", new double[5]))
                        .outcome())
                .containsExactly(0, 0, 0, 0, 0);
        assertThatThrownBy(() -> sample.with(Role.OUTCOME, new Column.Numeric("z", new double[4])))
                .hasMessage("column 'z' has 4 rows, not 5");
    }

    @Test
    void rolesAreChecked() {
        Sample sample = two().build();
        sample.require(Set.of(Role.OUTCOME, Role.ASSIGNMENT));
        refuses(Problem.MISSING_ROLE, "No column has the role covariate", () -> sample.require(Set.of(Role.COVARIATE)));
        refuses(Problem.MISSING_ROLE, "role cluster", () -> sample.column(Role.CLUSTER));
        Sample both = two().outcome("z", new double[5]).build();
        refuses(Problem.MISSING_ROLE, "takes one outcome column; 2 were given", both::outcome);
        Sample received = Sample.builder()
                .outcome("y", new double[] {1, 2})
                .add(Role.TREATMENT, "d", new double[] {0, 1})
                .build();
        received.require(Set.of(Role.ASSIGNMENT));
        Sample text = Sample.builder()
                .add(Role.OUTCOME, levels("y", List.of("a"), 0, 0))
                .build();
        refuses(Problem.NOT_NUMERIC, "'y' is outcome but holds text", text::outcome);
    }

    @Test
    void missingValuesFailOrAreDropped() {
        Sample.Builder builder = Sample.builder()
                .outcome("y", new double[] {1, NAN, 3, 4})
                .add(Role.COVARIATE, levels("g", List.of("a", "b"), 0, 1, -1, 1));
        refuses(
                Problem.MISSING_VALUES,
                "Values are missing in 'y' (1 of 4), 'g' (1 of 4), first in row 2",
                builder::build);
        Sample sample = builder.missing(Missing.DROP).build();
        assertThat(sample.outcome()).containsExactly(1, 4);
        assertThat(sample.dropped()).isEqualTo(2);
        refuses(
                Problem.TOO_FEW_ROWS,
                "No row is complete in all of 'y' (1 of 1)",
                () -> Sample.builder()
                        .outcome("y", new double[] {NAN})
                        .missing(Missing.DROP)
                        .build());
    }

    @Test
    void brokenColumnsAreRefused() {
        refuses(
                Problem.TOO_FEW_ROWS,
                "hold no rows",
                () -> Sample.builder().outcome("y", new double[0]).build());
        refuses(
                Problem.DUPLICATE_COLUMN,
                "'y' is named twice as outcome",
                () -> two().outcome("y", new double[5]).build());
        refuses(
                Problem.NOT_FINITE,
                "'x' is infinite in row 2",
                () -> two().covariate("x", new double[] {1, Double.NEGATIVE_INFINITY, 3, 4, 5})
                        .build());
        refuses(
                Problem.PROPENSITY_RANGE,
                "'e' is 1.0 in row 2",
                () -> two().add(Role.PROPENSITY, "e", new double[] {0.5, 1, 0.5, 0.5, 0.5})
                        .build());
        refuses(
                Problem.NOT_NUMERIC,
                "'e' is propensity but holds text",
                () -> two().add(Role.PROPENSITY, levels("e", List.of("a"), 0, 0, 0, 0, 0))
                        .build());
        assertThatThrownBy(() -> Sample.builder().build()).hasMessageContaining("at least one column");
        assertThatThrownBy(() -> two().covariate("x", new double[4]).build())
                .hasMessageContaining("column 'x' has 4 rows, but 'y' has 5");
    }

    private static TwoArms arms(Column column) {
        return TwoArms.of(Sample.builder().add(Role.ASSIGNMENT, column).build());
    }

    @Test
    void armsAreReadOffNumbersAndLevels() {
        TwoArms numbers = arms(new Column.Numeric("t", new double[] {2.5, -1, 2.5, -1, -1}));
        assertThat(numbers.indicator()).containsExactly(1, 0, 1, 0, 0);
        assertThat(numbers.contrast()).isEqualTo("2.5 - -1");
        assertThat(numbers.treated()).isEqualTo(2);
        assertThat(numbers.control()).isEqualTo(3);
        TwoArms binary = arms(new Column.Numeric("t", new double[] {0, 1, 1, 0}));
        assertThat(binary.contrast()).isEqualTo("1 - 0");
        TwoArms text = arms(levels("t", List.of("a", "b", "c"), 2, 1, 2, 1, 2));
        assertThat(text.indicator()).containsExactly(1, 0, 1, 0, 1);
        assertThat(text.treatedLabel()).isEqualTo("c");
        assertThat(text.controlLabel()).isEqualTo("b");
    }

    @Test
    void impossibleArmsAreRefused() {
        refuses(
                Problem.ONE_LEVEL,
                "'t' is '1' in every row",
                () -> arms(new Column.Numeric("t", new double[] {1, 1, 1})));
        refuses(Problem.ONE_LEVEL, "'t' is '0' in every row", () -> arms(new Column.Numeric("t", new double[3])));
        refuses(Problem.ONE_LEVEL, "'t' is 'b' in every row", () -> arms(levels("t", List.of("a", "b"), 1, 1, 1)));
        refuses(
                Problem.TOO_MANY_LEVELS,
                "(0, 1, 2)",
                () -> arms(new Column.Numeric("t", new double[] {0, 0, 1, 2, 2})));
        refuses(
                Problem.TOO_MANY_LEVELS,
                "(a, b, c ...)",
                () -> arms(levels("t", List.of("a", "b", "c"), 0, 0, 1, 1, 2)));
        refuses(
                Problem.TOO_FEW_ROWS,
                "Arm '1' of column 't' has 1 row",
                () -> arms(new Column.Numeric("t", new double[] {0, 1, 0})));
        refuses(
                Problem.TOO_FEW_ROWS,
                "Arm '0' of column 't' has 1 row",
                () -> arms(new Column.Numeric("t", new double[] {0, 1, 1})));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2.5, 30, 1e6})
    void studentInferenceIsCoherent(double df) {
        coherent(new StudentT(3, 2, df));
    }

    @Test
    void normalInferenceIsCoherent() {
        coherent(new Normal(3, 2));
        assertThat(new Normal(0, 1).interval(0.95).upper()).isCloseTo(1.959963984540054, within(1e-14));
        assertThat(new Normal(0, 1).pValue(1.959963984540054)).isCloseTo(0.05, within(1e-15));
        assertThat(new Normal(0, 1).degreesOfFreedom()).isInfinite();
    }

    private static void coherent(Inference inference) {
        double width = 0;
        for (double level : new double[] {0.1, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999}) {
            Interval interval = inference.interval(level);
            assertThat(interval.contains(3)).isTrue();
            assertThat(interval.width()).isGreaterThan(width);
            width = interval.width();
            assertThat(inference.pValue(interval.lower())).isCloseTo(1 - level, within(1e-12));
            for (double value = -8; value < 14; value += 0.37) {
                assertThat(inference.pValue(value) < 1 - level).isEqualTo(!interval.contains(value));
            }
        }
        assertThat(inference.pValue(3)).isEqualTo(1);
        assertThat(inference.statistic(1)).isEqualTo(1);
        assertThatThrownBy(() -> inference.interval(1)).hasMessageContaining("level must be in (0, 1)");
        assertThatThrownBy(() -> inference.interval(NAN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void recordsCheckTheirNumbers() {
        assertThatThrownBy(() -> new StudentT(NAN, 1, 1)).hasMessageContaining("estimate must be finite");
        assertThatThrownBy(() -> new StudentT(1, 0, 1)).hasMessageContaining("standard error must be finite and above");
        assertThatThrownBy(() -> new StudentT(1, 1, NAN)).hasMessageContaining("degrees of freedom");
        assertThatThrownBy(() -> new Normal(1, Double.POSITIVE_INFINITY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Interval(2, 1)).hasMessageContaining("out of order");
        assertThatThrownBy(() -> new Interval(NAN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Estimate(Estimand.ATE, "t", NAN, 1, new Normal(1, 1)))
                .hasMessageContaining("estimate of t");
        assertThat(Arguments.atLeast("n", 3, 3)).isEqualTo(3);
        assertThatThrownBy(() -> Arguments.atLeast("n", 2, 3)).hasMessage("n must be at least 3, not 2");
    }

    @Test
    void aFitHasATermAndKeepsWhatItWasGiven() {
        Map<String, Double> diagnostics = new HashMap<>(Map.of("b", 1.0, "a", 2.0));
        Glance glance = new Glance("m", "v", 4, 2, 2, 0, 0, diagnostics);
        diagnostics.clear();
        assertThat(glance.diagnostics()).containsExactly(Map.entry("a", 2.0), Map.entry("b", 1.0));
        Fit fit = new Fit(List.of(Estimate.normal(Estimand.ATE, "t", 1, 1)), glance, List.of());
        assertThat(fit.influence()).isEmpty();
        assertThat(fit.estimate().term()).isEqualTo("t");
        assertThatThrownBy(() -> new Fit(List.of(), glance, List.of())).hasMessageContaining("at least one term");
        Inference bare = new Inference() {
            @Override
            public Interval interval(double level) {
                return new Interval(0, 1);
            }

            @Override
            public double pValue(double nullValue) {
                return 1;
            }
        };
        assertThat(bare.statistic(0)).isNaN();
        assertThat(bare.degreesOfFreedom()).isNaN();
    }

    @Test
    void namesAreStable() {
        assertThat(Problem.NOT_IDENTIFIED.code()).isEqualTo("not-identified");
        assertThat(Role.ASSIGNMENT.code()).isEqualTo("assignment");
        assertThat(Caution.of("a-code", "text").page()).isEqualTo("codes.html#a-code");
        for (Estimand estimand : Estimand.values()) {
            assertThat(estimand.code()).matches("[a-z]+(-[a-z]+)*");
            assertThat(estimand.label()).isNotBlank();
            assertThat(estimand.definition()).isNotBlank();
        }
    }
}
