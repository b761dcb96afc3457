package assay.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Caution;
import assay.Column;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Interval;
import assay.Mtcars;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.WeightType;
import assay.distribution.StudentDistribution;
import assay.linear.ClusterCovariance;
import assay.linear.Covariance;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clustered, instrumented and weighted designs as estimators. */
class DesignEstimatorsTest {

    private static final Philox UNUSED = new Philox(0, 0, 0);

    private static final double[] DISP = {
        160, 160, 108, 258, 360, 225, 360, 146.7, 140.8, 167.6, 167.6, 275.8, 275.8, 275.8, 472, 460, 440, 78.7, 75.7,
        71.1, 120.1, 318, 304, 350, 400, 79, 120.3, 95.1, 351, 145, 301, 121
    };
    private static final double[] QSEC = {
        16.46, 17.02, 18.61, 19.44, 17.02, 20.22, 15.84, 20, 22.9, 18.3, 18.9, 17.4, 17.6, 18, 17.98, 17.82, 17.42,
        19.47, 18.52, 19.9, 20.01, 16.87, 17.3, 15.41, 17.05, 18.9, 16.7, 16.9, 14.5, 15.5, 14.6, 18.6
    };
    private static final double[] CARB = {
        4, 4, 1, 1, 2, 1, 4, 2, 2, 4, 4, 3, 3, 3, 4, 4, 4, 1, 2, 1, 1, 2, 2, 4, 2, 1, 2, 2, 4, 6, 8, 2
    };
    private static final double[] DRAT = {
        3.9, 3.9, 3.85, 3.08, 3.15, 2.76, 3.21, 3.69, 3.92, 3.92, 3.92, 3.07, 3.07, 3.07, 2.93, 3, 3.23, 4.08, 4.93,
        4.22, 3.7, 2.76, 3.15, 3.73, 3.08, 4.08, 4.43, 3.77, 4.22, 3.62, 3.54, 4.11
    };

    private static Sample.Builder cars() {
        return Sample.builder()
                .outcome("mpg", Mtcars.mpg())
                .add(Role.TREATMENT, "hp", Mtcars.hp())
                .add(Role.INSTRUMENT, "disp", DISP)
                .add(Role.INSTRUMENT, "qsec", QSEC)
                .covariate("wt", Mtcars.wt());
    }

    /** R 4.2.2, estimatr 1.0.0 and clubSandwich: mpg ~ hp + wt | wt + disp + qsec on mtcars; clusters carb; weights drat. */
    @Test
    void twoStageLeastSquaresOnMtcars() {
        Fit rows = TwoStageLeastSquares.standard().estimate(cars().build(), UNUSED);
        assertThat(rows.estimate().value()).isCloseTo(-0.0385828841271, within(1e-12));
        assertThat(rows.estimate().stdError()).isCloseTo(0.00931859970144, within(1e-13));
        assertThat(rows.estimate().inference().degreesOfFreedom()).isEqualTo(29);
        assertThat(rows.estimate().term()).isEqualTo("hp");
        Fit clusters = TwoStageLeastSquares.standard()
                .estimate(cars().add(Role.CLUSTER, "carb", CARB).build(), UNUSED);
        assertThat(clusters.estimate().stdError()).isCloseTo(0.00623845121117, within(1e-13));
        assertThat(clusters.estimate().inference().degreesOfFreedom()).isCloseTo(2.39294583494, within(1e-8));
        assertThat(clusters.cautions()).extracting(Caution::code).contains("few-clusters", "weak-instrument");
        Fit weighted = new TwoStageLeastSquares(Covariance.HC2, ClusterCovariance.CR3)
                .estimate(
                        cars().add(Role.CLUSTER, "carb", CARB)
                                .weight(WeightType.ANALYTIC, "drat", DRAT)
                                .build(),
                        UNUSED);
        assertThat(weighted.estimate().value()).isCloseTo(-0.0393123521073, within(1e-12));
        assertThat(weighted.estimate().stdError()).isCloseTo(0.00766980465743, within(1e-13));
    }

    /** The second stage by hand, which the harness refutes: the same slope, 0.00951 for the HC0 error of 0.00882. */
    @Test
    void influenceIsThatOfTheActualResiduals() {
        Fit fit = TwoStageLeastSquares.standard().estimate(cars().build(), UNUSED);
        double[] values = fit.influence().orElseThrow().values(0);
        assertThat(Arrays.stream(values).sum()).isCloseTo(0, within(1e-9));
        double squares = Arrays.stream(values).map(v -> v * v).sum();
        assertThat(Math.sqrt(squares) / 32).isCloseTo(0.00881963699989, within(1e-12));
    }

    private static final double[] Z = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1};
    private static final double[] D = {0, 0, 0, 1, 0, 0, 1, 1, 0, 1, 1, 1};
    private static final double[] Y = {1.2, 0.7, 2.1, 3.3, 0.1, 1.9, 3.9, 4.4, 1.1, 2.7, 5.0, 3.6};

    private static Sample.Builder trial() {
        return Sample.builder().outcome("y", Y).assignment("z", Z).add(Role.TREATMENT, "d", D);
    }

    @Test
    void theEffectOnCompliersIsTheRatioOfTheTermsBesideIt() {
        Fit fit = TwoStageLeastSquares.standard().estimate(trial().build(), UNUSED);
        assertThat(fit.terms())
                .extracting(Estimate::estimand)
                .containsExactly(Estimand.LATE, Estimand.ITT, Estimand.COMPLIANCE);
        double itt = fit.terms().get(1).value();
        double compliance = fit.terms().get(2).value();
        assertThat(itt).isCloseTo((3.9 + 4.4 + 1.1 + 2.7 + 5.0 + 3.6) / 6 - 9.3 / 6, within(1e-12));
        assertThat(compliance).isCloseTo(4 / 6.0, within(1e-12));
        assertThat(fit.estimate().value()).isCloseTo(itt / compliance, within(1e-12));
        Estimate means = new DifferenceInMeans()
                .estimate(Sample.builder().outcome("y", Y).assignment("z", Z).build(), UNUSED)
                .estimate();
        assertThat(fit.terms().get(1).stdError()).isCloseTo(means.stdError(), within(1e-12));
        for (int term = 0; term < 3; term++) {
            double[] values = fit.influence().orElseThrow().values(term);
            double squares = Arrays.stream(values).map(v -> v * v).sum();
            // HC0 against HC2 of two arms of 6: the root of 5 / 6.
            assertThat(Math.sqrt(squares) / 12)
                    .isCloseTo(fit.terms().get(term).stdError() * Math.sqrt(5 / 6.0), within(1e-12));
        }
    }

    @Test
    void whereAllComplyThereIsNoShareToEstimate() {
        Fit fit = TwoStageLeastSquares.standard()
                .estimate(trial().build().with(Role.TREATMENT, new Column.Numeric("d", Z)), UNUSED);
        assertThat(fit.terms()).extracting(Estimate::estimand).containsExactly(Estimand.LATE, Estimand.ITT);
        assertThat(fit.estimate().value()).isCloseTo(fit.terms().get(1).value(), within(1e-12));
    }

    /** Every hypothesis by its own regression of y - b d on z. */
    @ParameterizedTest
    @CsvSource({"0", "1", "2.5", "-3", "10"})
    void andersonRubinIsTheTestOfWhatIsLeft(double b) {
        Fit fit = AndersonRubinTest.standard().estimate(trial().build(), UNUSED);
        double[] rest = new double[12];
        Arrays.setAll(rest, i -> Y[i] - b * D[i]);
        Estimate direct = new RegressionAdjustment(Covariance.HC2)
                .estimate(
                        Sample.builder()
                                .outcome("r", rest)
                                .assignment("z", Z)
                                .covariate("none", new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1})
                                .build(),
                        UNUSED)
                .estimate();
        assertThat(fit.estimate().inference().pValue(b))
                .isCloseTo(direct.inference().pValue(0), within(1e-12));
        Interval interval = fit.estimate().inference().interval(0.9);
        assertThat(fit.estimate().inference().pValue(interval.lower())).isCloseTo(0.1, within(1e-9));
        assertThat(fit.estimate().inference().pValue(interval.upper())).isCloseTo(0.1, within(1e-9));
    }

    /** Shapes by hand: g_y = 1, no covariance, v_yy = 1, and g_d from strong to none. */
    @Test
    void setsAreIntervalsOrAllButAnIntervalOrTheWholeLine() {
        double q = -StudentDistribution.quantile(0.025, 1e6);
        AndersonRubinInference strong = new AndersonRubinInference(1, 10, 1, 0, 1, 1e6);
        assertThat(strong.caution(0.95)).isEmpty();
        double half = Math.sqrt(100 - (100 - q * q) * (1 - q * q)) / (100 - q * q);
        assertThat(strong.interval(0.95).upper()).isCloseTo(10 / (100 - q * q) + half, within(1e-12));
        assertThat(strong.interval(0.95).lower()).isCloseTo(10 / (100 - q * q) - half, within(1e-12));
        AndersonRubinInference weak = new AndersonRubinInference(5, 1, 1, 0, 1, 1e6);
        assertThat(weak.interval(0.95)).isEqualTo(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        assertThat(weak.caution(0.95).orElseThrow().message()).contains("everything but");
        assertThat(weak.pValue(0)).isLessThan(0.05);
        assertThat(weak.pValue(5)).isEqualTo(1);
        AndersonRubinInference none = new AndersonRubinInference(1, 1, 1, 0, 1, 1e6);
        assertThat(none.caution(0.95).orElseThrow().message()).contains("whole line");
        assertThat(none.pValue(0)).isGreaterThan(0.05);
    }

    /** Clusters of one size in two arms: CR2 is the two-sample variance of cluster means (Bell and McCaffrey 2002). */
    @Test
    void equalClustersAreTheirMeans() {
        double[] cluster = new double[12];
        Arrays.setAll(cluster, i -> Math.floor(i / 2.0));
        Sample sample = Sample.builder()
                .outcome("y", Y)
                .assignment("z", Z)
                .add(Role.CLUSTER, "g", cluster)
                .build();
        Fit fit = ClusteredOls.standard().estimate(sample, UNUSED);
        Estimate means = new ClusterMeans().estimate(sample, UNUSED).estimate();
        assertThat(fit.estimate().value()).isCloseTo(means.value(), within(1e-12));
        assertThat(fit.estimate().stdError()).isCloseTo(means.stdError(), within(1e-12));
        assertThat(fit.estimate().inference().degreesOfFreedom()).isCloseTo(4, within(1e-9));
        assertThat(fit.cautions()).extracting(Caution::code).containsExactly("few-clusters", "few-treated-clusters");
    }

    @Test
    void clustersOfVeryUnequalSizesAreACaution() {
        double[] cluster = {0, 1, 2, 3, 4, 4, 5, 5, 5, 5, 5, 5};
        double[] arm = {0, 1, 0, 1, 0, 0, 1, 1, 1, 1, 1, 1};
        Sample sample = Sample.builder()
                .outcome("y", Y)
                .assignment("t", arm)
                .add(Role.CLUSTER, "g", cluster)
                .build();
        Fit fit = ClusteredOls.standard().estimate(sample, UNUSED);
        // 144 / (1 + 1 + 1 + 1 + 4 + 36): 3.3 of 6, more than half; without the pair less.
        assertThat(fit.cautions()).extracting(Caution::code).doesNotContain("unbalanced-clusters");
        cluster[4] = 5;
        cluster[5] = 5;
        arm[4] = 1;
        arm[5] = 1;
        assertThat(ClusteredOls.standard().estimate(sample, UNUSED).cautions())
                .extracting(Caution::code)
                .contains("unbalanced-clusters");
    }

    /** Weights by hand: inverse probabilities of one's own arm are what a column of weights would be. */
    @Test
    void propensitiesAreWeights() {
        double[] p = {0.2, 0.2, 0.2, 0.2, 0.6, 0.6, 0.2, 0.2, 0.2, 0.6, 0.6, 0.6};
        double[] w = new double[12];
        double[] cluster = new double[12];
        Arrays.setAll(w, i -> 1 / (Z[i] == 1 ? p[i] : 1 - p[i]));
        Arrays.setAll(cluster, i -> Math.floor(i / 2.0));
        Fit byPropensity = EncouragementDesign.standard()
                .estimate(
                        trial().add(Role.PROPENSITY, "p", p)
                                .add(Role.CLUSTER, "g", cluster)
                                .build(),
                        UNUSED);
        Fit byWeight = TwoStageLeastSquares.standard()
                .estimate(
                        trial().weight(WeightType.PROBABILITY, "w", w)
                                .add(Role.CLUSTER, "g", cluster)
                                .build(),
                        UNUSED);
        assertThat(byPropensity.estimate().value())
                .isCloseTo(byWeight.estimate().value(), within(1e-13));
        assertThat(byPropensity.estimate().stdError())
                .isCloseTo(byWeight.estimate().stdError(), within(1e-13));
        assertThat(byPropensity.glance().variance()).contains("weighted by inverse propensities");
    }

    private static void refused(Estimator<Fit> estimator, Sample sample, Problem problem, String mention) {
        assertThatThrownBy(() -> estimator.estimate(sample, UNUSED))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(problem))
                .hasMessageContaining(mention);
    }

    @Test
    void whatCannotBeAnalysedIsRefused() {
        Estimator<Fit> iv = TwoStageLeastSquares.standard();
        Sample sample = trial().build();
        refused(iv, sample.with(Role.TREATMENT), Problem.MISSING_ROLE, "treatment");
        refused(iv, sample.with(Role.ASSIGNMENT), Problem.MISSING_ROLE, "assignment or instrument");
        double[] even = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1};
        refused(iv, sample.with(Role.TREATMENT, new Column.Numeric("d", even)), Problem.NO_FIRST_STAGE, "'d'");
        refused(
                iv,
                sample.with(Role.INSTRUMENT, new Column.Numeric("constant", new double[12])),
                Problem.NO_FIRST_STAGE,
                "do not move");
        refused(AndersonRubinTest.standard(), cars().build(), Problem.UNSUITABLE_METHOD, "2 instruments (disp, qsec)");
        Sample clusters = Sample.builder()
                .outcome("y", Y)
                .assignment("z", Z)
                .add(Role.CLUSTER, "g", new double[12])
                .build();
        refused(ClusteredOls.standard(), clusters, Problem.TOO_FEW_CLUSTERS, "one cluster");
        refused(
                ClusteredOls.standard(),
                clusters.with(Role.COVARIATE, new Column.Numeric("again", Z)),
                Problem.TOO_FEW_CLUSTERS,
                "one cluster");
        double[] pairs = new double[12];
        Arrays.setAll(pairs, i -> i % 6);
        refused(
                ClusteredOls.standard(),
                clusters.with(Role.CLUSTER, new Column.Numeric("g", pairs))
                        .with(Role.COVARIATE, new Column.Numeric("again", Z)),
                Problem.NOT_IDENTIFIED,
                "linear combination of the covariates again");
        refused(
                iv,
                Sample.builder()
                        .outcome("y", Y)
                        .add(Role.TREATMENT, "d", D)
                        .add(Role.INSTRUMENT, "z", Z)
                        .add(Role.PROPENSITY, "p", QSEC_SHARE)
                        .build(),
                Problem.UNSUITABLE_METHOD,
                "no column of two arms");
    }

    private static final double[] QSEC_SHARE = new double[12];

    static {
        Arrays.fill(QSEC_SHARE, 0.5);
    }

    @Test
    void textTreatmentsAndColumnsInTwoRolesAreRead() {
        int[] codes = new int[12];
        Arrays.setAll(codes, i -> (int) D[i]);
        Sample sample =
                trial().build().with(Role.TREATMENT, new Column.Categorical("took", codes, List.of("no", "yes")));
        Fit fit = TwoStageLeastSquares.standard().estimate(sample, UNUSED);
        assertThat(fit.estimate().term()).isEqualTo("yes - no");
        Fit own = TwoStageLeastSquares.standard()
                .estimate(trial().build().with(Role.TREATMENT, new Column.Numeric("z", Z)), UNUSED);
        assertThat(own.estimate().value()).isCloseTo(fit.terms().get(1).value(), within(1e-12));
    }
}
