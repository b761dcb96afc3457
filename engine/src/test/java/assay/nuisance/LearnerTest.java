package assay.nuisance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.EstimationException;
import assay.Problem;
import assay.random.Philox;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LearnerTest {

    private static Philox random() {
        return new Philox(7, 0, 3);
    }

    /**
     * Learners and the share of the truth's variance that they may miss on fresh rows: bounds are about twice what was
     * seen, for data that are fixed by their key.
     */
    static Stream<Arguments> learners() {
        return Stream.of(
                Arguments.of(new LinearLearner(), 0.9),
                Arguments.of(SeriesLearner.regression(5), 0.06),
                Arguments.of(new SeriesLearner(Task.REGRESSION, 5, Interactions.NONE, 1), 0.5),
                Arguments.of(BoostedTrees.regression(), 0.25),
                Arguments.of(new BoostedTrees(Task.REGRESSION, 300, 3, 0.2, 10, 255, Stopping.HELD_OUT), 0.25),
                Arguments.of(new TribuoRegression(new TribuoRegression.Forest(20, 8, 0.6)), 0.5),
                Arguments.of(new TribuoRegression(new TribuoRegression.ElasticNet(0.01, 0.5)), 0.9),
                Arguments.of(new TribuoRegression(new TribuoRegression.Lasso(3)), 0.9),
                Arguments.of(new LogisticLearner(), 0.05),
                Arguments.of(new LogisticLearner(5), 0.05),
                Arguments.of(SeriesLearner.probability(2), 0.1),
                Arguments.of(BoostedTrees.probability(), 0.2),
                Arguments.of(new BoostedTrees(Task.PROBABILITY, 300, 2, 0.3, 10, 64, Stopping.HELD_OUT), 0.2),
                Arguments.of(TribuoClassification.logistic(), 0.2));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void learns(Learner learner, double bound) {
        assertThat(World.relativeError(learner, 1000, 11)).isLessThan(bound);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void readsAndWritesTheGivenRowsOnly(Learner learner, double bound) {
        World world = new World(200, 5);
        int[] training = IntStream.range(0, 150).toArray();
        int[] test = IntStream.range(150, 180).toArray();
        double[] response = (learner.task() == Task.PROBABILITY ? world.arm : world.response).clone();
        double[] first = new double[200];
        learner.fit(world.columns, response, training, random()).predict(world.columns, test, first);
        for (int i = 150; i < 200; i++) {
            response[i] = Double.NaN;
        }
        for (int i = 180; i < 200; i++) {
            world.columns[0][i] = Double.NaN;
        }
        double[] second = new double[200];
        learner.fit(world.columns, response, training, random()).predict(world.columns, test, second);
        assertThat(second).containsExactly(first);
        for (int i = 0; i < 200; i++) {
            if (i < 150 || i >= 180) {
                assertThat(first[i]).isZero();
            } else if (learner.task() == Task.PROBABILITY) {
                assertThat(first[i]).isStrictlyBetween(0.0, 1.0);
            } else {
                assertThat(first[i]).isFinite();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void predictsAMeanWithoutFeatures(Learner learner, double bound) {
        World world = new World(100, 5);
        double[] response = learner.task() == Task.PROBABILITY ? world.arm : world.response;
        double[] out = new double[100];
        learner.fit(new double[0][], response, world.rows, random()).predict(new double[0][], world.rows, out);
        double mean = java.util.Arrays.stream(response).average().orElseThrow();
        assertThat(out).containsOnly(out[0]);
        assertThat(out[0]).isCloseTo(mean, within(0.2));
    }

    /** Commons Math 3.6.1, OLSMultipleLinearRegression (Householder QR). */
    @Test
    void linearAgreesWithHouseholder() {
        World world = new World(60, 3);
        double[][] x = new double[60][5];
        for (int i = 0; i < 60; i++) {
            for (int j = 0; j < 5; j++) {
                world.columns[j][i] = 1e4 + 1e-2 * world.columns[j][i];
                x[i][j] = world.columns[j][i] - 1e4;
            }
        }
        OLSMultipleLinearRegression reference = new OLSMultipleLinearRegression();
        reference.newSampleData(world.response, x);
        double[] residuals = reference.estimateResiduals();
        double[] out = new double[60];
        new LinearLearner()
                .fit(world.columns, world.response, world.rows, random())
                .predict(world.columns, world.rows, out);
        for (int i = 0; i < 60; i++) {
            assertThat(out[i]).isCloseTo(world.response[i] - residuals[i], within(1e-8));
        }
    }

    @Test
    void linearIgnoresWhatEarlierColumnsExplain() {
        World world = new World(80, 3);
        double[][] doubled = new double[8][];
        System.arraycopy(world.columns, 0, doubled, 0, 5);
        doubled[5] = world.columns[2];
        doubled[6] = new double[80];
        java.util.Arrays.fill(doubled[6], 3.3);
        doubled[7] = new double[80];
        for (int i = 0; i < 80; i++) {
            doubled[7][i] = world.columns[0][i] - 2 * world.columns[1][i] + 1;
        }
        double[] expected = new double[80];
        double[] out = new double[80];
        Learner linear = new LinearLearner();
        linear.fit(world.columns, world.response, world.rows, random()).predict(world.columns, world.rows, expected);
        linear.fit(doubled, world.response, world.rows, random()).predict(doubled, world.rows, out);
        for (int i = 0; i < 80; i++) {
            assertThat(out[i]).isCloseTo(expected[i], within(1e-9));
        }
    }

    /** At the maximum of the likelihood residuals are orthogonal to the constant and to every column. */
    @Test
    void logisticSolvesItsScoreEquations() {
        World world = new World(300, 3);
        double[] p = new double[300];
        new LogisticLearner()
                .fit(world.columns, world.arm, world.rows, random())
                .predict(world.columns, world.rows, p);
        for (int j = -1; j < 5; j++) {
            double sum = 0;
            for (int i = 0; i < 300; i++) {
                sum += (world.arm[i] - p[i]) * (j < 0 ? 1 : world.columns[j][i]);
            }
            assertThat(sum).isCloseTo(0, within(1e-9));
        }
    }

    @Test
    void logisticRefusesSeparation() {
        World world = new World(100, 3);
        double[] separated = new double[100];
        for (int i = 0; i < 100; i++) {
            separated[i] = world.columns[0][i] > 0 ? 1 : 0;
        }
        assertThatThrownBy(() -> new LogisticLearner().fit(world.columns, separated, world.rows, random()))
                .isInstanceOfSatisfying(EstimationException.class, e -> {
                    assertThat(e.problem()).isEqualTo(Problem.NOT_CONVERGED);
                    assertThat(e.remedy()).contains("ridge");
                });
        double[] p = new double[100];
        new LogisticLearner(1)
                .fit(world.columns, separated, world.rows, random())
                .predict(world.columns, world.rows, p);
        assertThat(p[0]).isStrictlyBetween(0.0, 1.0);
    }

    @Test
    void logisticRefusesQuasiSeparation() {
        double[] x = {0, 0, 0, 0, 1, 1, 1, 1};
        double[] y = {0, 1, 0, 1, 1, 1, 1, 1};
        int[] rows = IntStream.range(0, 8).toArray();
        assertThatThrownBy(() -> new LogisticLearner().fit(new double[][] {x}, y, rows, random()))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_CONVERGED));
    }

    @Test
    void logisticRefusesOneLevel() {
        World world = new World(20, 3);
        assertThatThrownBy(() -> new LogisticLearner().fit(world.columns, new double[20], world.rows, random()))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.ONE_LEVEL));
    }

    @Test
    void seriesSpansACubicOfANumberAndNothingOfATwoValuedColumn() {
        World world = new World(200, 3);
        double[] cubic = new double[200];
        for (int i = 0; i < 200; i++) {
            double x = world.columns[0][i];
            world.columns[1][i] = world.arm[i];
            cubic[i] = 1 + x - 2 * x * x + 0.5 * x * x * x + 3 * world.arm[i] * x;
        }
        double[] out = new double[200];
        new SeriesLearner(Task.REGRESSION, 3, Interactions.PAIRWISE, 0)
                .fit(world.columns, cubic, world.rows, random())
                .predict(world.columns, world.rows, out);
        for (int i = 0; i < 200; i++) {
            assertThat(out[i]).isCloseTo(cubic[i], within(1e-7));
        }
    }

    @Test
    void oneDeepTreeIsTheStepFunctionThatMakesUpTheData() {
        double[] x = new double[64];
        double[] y = new double[64];
        for (int i = 0; i < 64; i++) {
            x[i] = (i * 37) % 64;
            y[i] = x[i] < 20 ? 1 : x[i] < 45 ? 5 : -2;
        }
        int[] rows = IntStream.range(0, 64).toArray();
        double[] out = new double[64];
        new BoostedTrees(Task.REGRESSION, 1, 3, 1, 1, 255, Stopping.NEVER_EARLY)
                .fit(new double[][] {x}, y, rows, random())
                .predict(new double[][] {x}, rows, out);
        for (int i = 0; i < 64; i++) {
            assertThat(out[i]).isCloseTo(y[i], within(1e-12));
        }
    }

    @Test
    void binsNeverExceedTheirNumberAndTiesStayTogether() {
        World world = new World(500, 3);
        for (int i = 0; i < 500; i++) {
            world.columns[0][i] = Math.max(0, world.columns[0][i]);
        }
        Bins bins = new Bins(world.columns, world.rows, 16);
        for (int j = 0; j < 5; j++) {
            assertThat(bins.cuts[j].length).isLessThan(16);
            assertThat(bins.cuts[j]).isSorted();
        }
        assertThat(bins.cuts[0][0]).isGreaterThan(0);
    }

    @Test
    void optionsAreChecked() {
        assertThatThrownBy(() -> new LogisticLearner(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SeriesLearner.regression(10)).hasMessageContaining("at most 9");
        assertThatThrownBy(() -> new SeriesLearner(Task.REGRESSION, 2, Interactions.NONE, -1))
                .hasMessageContaining("ridge");
        assertThatThrownBy(() -> new BoostedTrees(Task.REGRESSION, 1, 3, 0, 1, 255, Stopping.NEVER_EARLY))
                .hasMessageContaining("learning rate");
        assertThatThrownBy(() -> new TribuoRegression.ElasticNet(1, 2)).hasMessageContaining("lasso");
        assertThatThrownBy(() -> new TribuoRegression.Forest(0, 1, 0.5)).hasMessageContaining("trees");
    }
}
