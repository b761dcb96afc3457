package assay.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.Estimand;
import assay.EstimationException;
import assay.Fit;
import assay.Interval;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.Trajectory;
import assay.experiment.DifferenceInMeans;
import assay.random.Philox;
import assay.sequential.Boundaries;
import assay.sequential.GroupSequentialDesign;
import assay.sequential.SpendingFunction;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Studies that are carried out as planned, and the analyses that they end with. */
class StudyEstimatorsTest {

    private static final Philox RANDOM = new Philox(1, 0, 3);

    private static Boundaries fiveLooks() {
        return GroupSequentialDesign.spending(SpendingFunction.obrienFleming(), assay.sequential.Sides.TWO_SIDED, 0.05)
                .boundaries(5);
    }

    private static Sample normal(int n, double effect) {
        double[] y = new double[n];
        double[] t = new double[n];
        new Philox(5, 0, 2).normals(y);
        for (int i = 0; i < n; i++) {
            t[i] = i % 2;
            y[i] += effect * t[i];
        }
        return Sample.builder().outcome("y", y).assignment("t", t).build();
    }

    /** math.md B4: five looks of the O'Brien-Fleming type take 1.0247 times as many units at 80 % and 1.0231 at 90 %. */
    @Test
    void looksInflateTheSize() {
        MeansDesign base = MeansDesign.of(1).withTest(TestRule.twoSided(0.05).normal());
        SequentialDesign looks = new SequentialDesign(base, fiveLooks());
        double once = base.size(0.1, 0.8).exact();
        double maximum = looks.size(0.1, 0.8).exact();
        assertThat(maximum / once).isCloseTo(1.0247, within(1e-4));
        assertThat(looks.size(0.1, 0.9).exact() / base.size(0.1, 0.9).exact()).isCloseTo(1.0231, within(1e-4));
        assertThat(looks.expectedSize(maximum, 0.1) / once).isLessThan(0.9);
        assertThat(looks.minimumEffect(maximum, 0.8)).isCloseTo(0.1, within(1e-6));
        assertThat(looks.power(maximum, -0.1)).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void aSequentialStudyReadsTheFirstUnitsOfEachLook() {
        SequentialDesign design = new SequentialDesign(MeansDesign.of(1), fiveLooks());
        PlannedStudy study = PlannedStudy.of(design, 0.8, Estimand.ATE, new DifferenceInMeans(), 0.5);
        Sample sample = normal(400, 0.5);
        Trajectory path = new SequentialStudy(study, design).estimate(sample, RANDOM);
        assertThat(path.looks()).hasSize(5);
        int first = path.looks().get(0).n();
        int[] rows = new int[first];
        for (int i = 0; i < first; i++) {
            rows[i] = i;
        }
        Fit alone = new DifferenceInMeans().estimate(sample.rows(rows), RANDOM);
        assertThat(path.looks().get(0).estimate().value())
                .isEqualTo(alone.estimate().value());
        assertThat(path.looks().get(4).n())
                .isEqualTo((int) study.plans().get(0).size().total());
    }

    @Test
    void tooFewUnitsForAnyPlan() {
        PlannedStudy study = PlannedStudy.of(MeansDesign.of(1), 0.8, Estimand.ATE, new DifferenceInMeans(), 0.1);
        assertThatExceptionOfType(EstimationException.class)
                .isThrownBy(() -> study.estimate(normal(100, 0), RANDOM))
                .withMessageContaining("the smallest plan asks for")
                .matches(e -> e.problem() == Problem.TOO_FEW_ROWS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PlannedStudy(List.of(), Estimand.ATE, new DifferenceInMeans()));
    }

    /** With one treatment Dunnett's comparison is the t test with pooled variance. */
    @Test
    void dunnettOfOneTreatmentIsStudents() {
        double[] y = {1, 2, 4, 3, 5, 9};
        Column.Categorical arm = new Column.Categorical("arm", new int[] {0, 0, 0, 1, 1, 1}, List.of("a", "b"));
        Sample sample =
                Sample.builder().outcome("y", y).add(Role.ASSIGNMENT, arm).build();
        Fit fit = new DunnettComparisons().estimate(sample, RANDOM);
        // t.test(c(3, 5, 9), c(1, 2, 4), var.equal = TRUE) in R 4.2.2.
        assertThat(fit.estimate().inference().statistic(0)).isCloseTo(1.69030850945703, within(1e-12));
        assertThat(fit.estimate().inference().pValue(0)).isCloseTo(0.166232751858125, within(1e-9));
        Interval interval = fit.estimate().inference().interval(0.95);
        assertThat(fit.estimate().inference().pValue(interval.lower())).isCloseTo(0.05, within(1e-8));
    }

    @Test
    void dunnettAdjustsForAllTreatments() {
        DunnettT one = new DunnettT(2.540349609941645, 1, 20, 3);
        assertThat(one.pValue(0)).isCloseTo(0.05, Percentage.withPercentage(1e-5));
        assertThat(one.interval(0.95).lower()).isCloseTo(0, within(1e-7));
        assertThatExceptionOfType(EstimationException.class)
                .isThrownBy(() -> new DunnettComparisons().estimate(normal(20, 0), RANDOM))
                .matches(e -> e.problem() == Problem.UNSUITABLE_METHOD);
    }

    @Test
    void triggeredUnitsAlone() {
        Sample all = normal(100, 1);
        double[] met = new double[100];
        for (int i = 0; i < 100; i++) {
            met[i] = i < 40 ? 1 : 0;
        }
        Sample logged = all.with(Role.COVARIATE, new Column.Numeric("met", met));
        Fit fit = new TriggeredAnalysis("met", new DifferenceInMeans()).estimate(logged, RANDOM);
        assertThat(fit.glance().n()).isEqualTo(40);
        assertThatExceptionOfType(EstimationException.class)
                .isThrownBy(() -> new TriggeredAnalysis("other", new DifferenceInMeans()).estimate(logged, RANDOM))
                .matches(e -> e.problem() == Problem.UNKNOWN_COLUMN);
    }

    @Test
    void theFirstSignificantExperimentIsReported() {
        Sample many = normal(40_000, 0.2);
        FirstSignificant naive = new FirstSignificant(200, 0.05, FirstSignificant.Report.NAIVE);
        FirstSignificant given = new FirstSignificant(200, 0.05, FirstSignificant.Report.CONDITIONAL);
        Fit reported = naive.estimate(many, RANDOM);
        Fit corrected = given.estimate(many, RANDOM);
        assertThat(reported.estimate().inference().pValue(0)).isLessThan(0.05);
        assertThat(Math.abs(corrected.estimate().value()))
                .isLessThan(Math.abs(reported.estimate().value()));
        Interval interval = corrected.estimate().inference().interval(0.95);
        assertThat(corrected.estimate().inference().pValue(interval.upper())).isCloseTo(0.05, within(1e-9));
        assertThatExceptionOfType(EstimationException.class)
                .isThrownBy(() ->
                        new FirstSignificant(200, 1e-9, FirstSignificant.Report.CONDITIONAL).estimate(many, RANDOM))
                .withMessageContaining("nothing to report");
    }
}
