package assay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.Caution;
import assay.Column;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the experiment cannot say of a target is refused, and the column, level or row is named. */
class TransportRefusalsTest {

    static List<Estimator<Fit>> numbers() {
        return List.of(
                TransportWeighting.standard(),
                new TransportWeighting(WeightModel.ENTROPY),
                TransportOutcome.standard(),
                TransportAipw.standard());
    }

    private static void refused(Estimator<Fit> estimator, Sample sample, Problem problem, String... says) {
        assertThatThrownBy(() -> estimator.estimate(sample, new Philox(1, 0, 3)))
                .isInstanceOfSatisfying(EstimationException.class, e -> {
                    assertThat(e.problem()).isEqualTo(problem);
                    assertThat(e.remedy()).isNotBlank();
                })
                .hasMessageContainingAll(says);
    }

    private static Sample changed(Sample sample, Role role, String name, UnaryOperator<double[]> change) {
        return sample.with(
                role, new Column.Numeric(name, change.apply(sample.numeric(role).clone())));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void populationsMustBeTold(Estimator<Fit> estimator) {
        Sample sample = TransportData.sample();
        refused(estimator, sample.with(Role.STRATUM), Problem.MISSING_ROLE, "stratum");
        refused(
                estimator,
                changed(sample, Role.STRATUM, "s", s -> new double[s.length]),
                Problem.ONE_LEVEL,
                "'s' has rows of the target only");
        refused(
                estimator,
                changed(
                        sample,
                        Role.STRATUM,
                        "s",
                        s -> IntStream.range(0, 60).mapToDouble(i -> i % 3).toArray()),
                Problem.TOO_MANY_LEVELS,
                "'s' is 2.0 in row 3");
        refused(
                estimator,
                changed(
                        sample,
                        Role.STRATUM,
                        "s",
                        s -> IntStream.range(0, 60)
                                .mapToDouble(i -> i < 59 ? 1 : 0)
                                .toArray()),
                Problem.TOO_FEW_ROWS,
                "has 1 row in column 's'");
        int[] codes = IntStream.range(0, 60).map(i -> i < 40 ? 0 : 1).toArray();
        refused(
                estimator,
                sample.with(Role.STRATUM, new Column.Categorical("s", codes, List.of("here", "there"))),
                Problem.UNKNOWN_LEVEL,
                "levels here, there",
                "'target'");
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void aTargetBeyondTheExperimentIsRefused(Estimator<Fit> estimator) {
        Sample sample = TransportData.sample();
        double[] x = sample.covariates().columns()[0].clone();
        for (int i = 40; i < 46; i++) {
            x[i] = 9;
        }
        Sample far = sample.with(Role.COVARIATE, new Column.Numeric("age", x));
        refused(estimator, far, Problem.NO_OVERLAP, "30.0% of the target rows", "'age' outside [", "both arms");
        double[] same = new double[60];
        Arrays.fill(same, 3);
        Sample constant =
                sample.with(Role.COVARIATE, sample.columns(Role.COVARIATE).get(0), new Column.Numeric("country", same));
        refused(estimator, constant, Problem.NOT_IDENTIFIED, "'country' has the same value in every row");
        Arrays.fill(same, 40, 60, 4);
        Sample elsewhere =
                sample.with(Role.COVARIATE, sample.columns(Role.COVARIATE).get(0), new Column.Numeric("country", same));
        refused(estimator, elsewhere, Problem.NO_OVERLAP, "'country' outside [3.00000, 3.00000]");
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void aLevelThatTheExperimentLacksIsNamed(Estimator<Fit> estimator) {
        Sample sample = TransportData.sample();
        int[] codes = TransportData.cells().codes().clone();
        codes[50] = 3;
        Column region = new Column.Categorical("region", codes, List.of("a", "b", "c", "d"));
        refused(
                estimator,
                sample.with(Role.COVARIATE, region),
                Problem.NO_OVERLAP,
                "1 row of level 'd' of covariate 'region'",
                "and the experiment none");
        // One level is in one arm only.
        double[] t = sample.numeric(Role.ASSIGNMENT);
        for (int i = 0; i < 40; i++) {
            codes[i] = codes[i] == 1 && t[i] == 1 ? 0 : codes[i];
        }
        codes[50] = 1;
        refused(
                estimator,
                sample.with(Role.COVARIATE, new Column.Categorical("region", codes, List.of("a", "b", "c"))),
                Problem.NO_OVERLAP,
                "level 'b' of covariate 'region'",
                "none in arm '1'");
    }

    @Test
    void cellsOfTheTargetMustBeInBothArms() {
        int[] codes = TransportData.cells().codes().clone();
        codes[50] = 3;
        Sample sample = TransportData.sample()
                .with(Role.COVARIATE, new Column.Categorical("region", codes, List.of("a", "b", "c", "d")));
        refused(CellProjection.standard(), sample, Problem.NO_OVERLAP, "units with region = 'd'", "not identified");
        codes[1] = 3;
        refused(
                CellProjection.standard(),
                TransportData.sample()
                        .with(Role.COVARIATE, new Column.Categorical("region", codes, List.of("a", "b", "c", "d"))),
                Problem.TOO_FEW_ROWS,
                "region = 'd'",
                "arm '0'",
                "one");
        refused(CellProjection.standard(), TransportData.sample(), Problem.TOO_MANY_LEVELS, "'x1' has 60 different");
        // A cell that only the experiment has is left out without a word.
        codes[50] = 2;
        codes[1] = 3;
        Fit fit = CellProjection.standard()
                .estimate(
                        TransportData.sample()
                                .with(
                                        Role.COVARIATE,
                                        new Column.Categorical("region", codes, List.of("a", "b", "c", "d"))),
                        new Philox(1, 0, 3));
        assertThat(fit.cautions()).extracting(Caution::code).containsExactly("small-cell");
    }

    /** Nine tenths of the target are like one tenth of the experiment: a handful of rows has the weight. */
    @Test
    void aFewRowsWithAllTheWeightAreToldAndThenRefused() {
        double[] s = new double[200];
        double[] t = new double[200];
        double[] x = new double[200];
        double[] y = new double[200];
        for (int i = 0; i < 200; i++) {
            s[i] = i < 100 ? 1 : 0;
            t[i] = i % 2;
            x[i] = i < 100 ? (i < 14 ? 1 : 0) : (i < 195 ? 1 : 0);
            y[i] = Math.sin(i);
        }
        Sample sample = Sample.builder()
                .outcome("y", y)
                .assignment("t", t)
                .add(Role.STRATUM, "s", s)
                .covariate("x", x)
                .build();
        refused(
                TransportWeighting.standard(),
                sample,
                Problem.NO_OVERLAP,
                "the 50 rows of arm '0' are worth",
                "weight");
        for (int i = 14; i < 40; i++) {
            x[i] = 1;
        }
        Fit fit = TransportWeighting.standard()
                .estimate(sample.with(Role.COVARIATE, new Column.Numeric("x", x)), new Philox(1, 0, 3));
        assertThat(fit.cautions()).extracting(Caution::code).containsExactly("transport-overlap");
    }

    @Test
    void entropyBalancingRefusesPropensities() {
        double[] e = new double[60];
        Arrays.fill(e, 0.5);
        refused(
                new TransportWeighting(WeightModel.ENTROPY),
                TransportData.sample().with(Role.PROPENSITY, new Column.Numeric("e", e)),
                Problem.UNSUITABLE_METHOD,
                "propensity 'e'");
    }
}
