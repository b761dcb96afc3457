package assay.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Caution;
import assay.Estimate;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.decision.MetricDefinition.Fill;
import assay.decision.MetricDefinition.Outliers;
import assay.experiment.AndersonRubinTest;
import assay.experiment.ClusterMeans;
import assay.experiment.Cuped;
import assay.experiment.DifferenceInMeans;
import assay.experiment.MetricType;
import assay.experiment.RandomisationUnit;
import assay.experiment.RatioMetric;
import assay.experiment.TwoStageLeastSquares;
import assay.multiplicity.Dunnett;
import assay.multiplicity.PValueAdjustment;
import assay.random.Philox;
import assay.sequential.AnytimeNormal;
import assay.sequential.AnytimeT;
import assay.sequential.ThreatException;
import assay.sequential.ValidityThreat;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several treatments, clusters, compliers, and many looks. */
class PlanVariationsTest {

    private static final String ARM = "treatment";
    private static final MetricDefinition PLAIN = SampleExperiment.metric(
            "plain", MetricType.PROPORTION, "converted", Optional.empty(), Fill.ZERO, Outliers.NONE);

    private final SampleExperiment.Columns columns = SampleExperiment.columns(3000, 2);

    private int[] mature(SampleExperiment.Columns from) {
        return IntStream.range(0, from.n)
                .filter(i -> from.observed[i] - from.assigned[i] >= 7 - 1e-9)
                .toArray();
    }

    private static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    }

    private static double[] arms(SampleExperiment.Columns from, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> from.arms[i]).toArray();
    }

    private static Philox none() {
        return new Philox(0, 0, 0);
    }

    @Test
    void severalTreatmentsAreCorrectedByDunnettWithTheCorrelationOfTheSharedControl() {
        SampleExperiment.Columns three = SampleExperiment.columns(3000, 3);
        SampleExperiment.PlanBuilder builder =
                SampleExperiment.plan().metrics(new PlannedMetric(PLAIN, Purpose.PRIMARY));
        builder.arms = List.of("control", "treatment", "second");
        ExperimentReading reading = ExperimentAnalysis.of(builder.build()).read(three.build());
        int[] rows = mature(three);
        double[] n = new double[3];
        double[] mean = new double[3];
        double[] square = new double[3];
        for (int i : rows) {
            n[three.arms[i]]++;
            mean[three.arms[i]] += three.converted[i];
        }
        for (int a = 0; a < 3; a++) {
            mean[a] /= n[a];
        }
        for (int i : rows) {
            square[three.arms[i]] += Math.pow(three.converted[i] - mean[three.arms[i]], 2);
        }
        double[] t = new double[2];
        double[] loadings = new double[2];
        double df = Double.POSITIVE_INFINITY;
        for (int a = 1; a < 3; a++) {
            Estimate estimate = reading.find(
                            "plain",
                            View.ASSIGNED,
                            List.of("treatment", "second").get(a - 1))
                    .orElseThrow()
                    .decisive();
            t[a - 1] = estimate.value() / estimate.stdError();
            df = Math.min(df, estimate.inference().degreesOfFreedom());
            // Influence functions have the variances with n in the place of n - 1.
            double v0 = square[0] / n[0] / n[0];
            double v1 = square[a] / n[a] / n[a];
            loadings[a - 1] = Math.sqrt(v0 / (v0 + v1));
        }
        double[] expected = Dunnett.ofLoadings(loadings, df).adjust(t, Dunnett.Steps.STEP_DOWN);
        assertThat(reading.primaryP().get("treatment")).isCloseTo(expected[0], within(1e-9));
        assertThat(reading.primaryP().get("second")).isCloseTo(expected[1], within(1e-9));
        assertThat(loadings[0]).isCloseTo(Math.sqrt(0.5), within(0.05));
        assertThat(codes(reading.cautions())).contains("treatments-corrected");
        MetricReading one = reading.find("plain", View.ASSIGNED, "second").orElseThrow();
        double half = one.decisive().inference().interval(1 - 0.025).width() / 2;
        assertThat(one.detectable()).isGreaterThan(half);
    }

    @Test
    void aTreatmentIsComparedWithControlAsIfItWereAlone() {
        SampleExperiment.Columns three = SampleExperiment.columns(3000, 3);
        SampleExperiment.PlanBuilder builder =
                SampleExperiment.plan().metrics(new PlannedMetric(PLAIN, Purpose.PRIMARY));
        builder.arms = List.of("control", "treatment", "second");
        ExperimentReading reading = ExperimentAnalysis.of(builder.build()).read(three.build());
        int[] rows =
                Arrays.stream(mature(three)).filter(i -> three.arms[i] != 1).toArray();
        Fit fit = new DifferenceInMeans()
                .estimate(
                        Sample.builder()
                                .assignment("arm", arms(three, rows))
                                .outcome("y", pick(three.converted, rows))
                                .build(),
                        none());
        MetricReading second = reading.find("plain", View.ASSIGNED, "second").orElseThrow();
        assertThat(second.decisive().value()).isCloseTo(fit.estimate().value(), within(1e-14));
        assertThat(second.decisive().stdError()).isCloseTo(fit.estimate().stdError(), within(1e-14));
        assertThat(second.decisive().term()).isEqualTo("second - control");
    }

    @Test
    void anEmptyTreatmentAmongSeveralIsAnError() {
        SampleExperiment.PlanBuilder builder = SampleExperiment.plan();
        builder.arms = List.of("control", "treatment", "second");
        assertThatThrownBy(() -> ExperimentAnalysis.of(builder.build()).read(columns.build()))
                .hasMessageContaining("Arm 'second' has no units");
    }

    @Test
    void manyLooksAreReadByAnytimeTTunedToThePlannedUnits() {
        SampleExperiment.PlanBuilder builder = SampleExperiment.plan();
        builder.mode = AnalysisMode.ALWAYS_VALID;
        MetricDefinition guardrail = complete(SampleExperiment.UNINSTALL);
        builder.metrics = List.of(
                new PlannedMetric(SampleExperiment.CONVERSION, Purpose.PRIMARY),
                new PlannedMetric(guardrail, Purpose.GUARDRAIL));
        ExperimentPlan plan = builder.build();
        ExperimentReading reading = ExperimentAnalysis.of(plan).read(columns.build());
        builder.mode = AnalysisMode.FIXED_HORIZON;
        ExperimentReading once = ExperimentAnalysis.of(builder.build()).read(columns.build());
        double g = AnytimeNormal.optimalPriorUnits(4000, 0.05);
        for (int i = 0; i < reading.readings().size(); i++) {
            MetricReading many = reading.readings().get(i);
            Estimate fixed = once.readings().get(i).decisive();
            double n0 = many.units().control();
            double n1 = many.units().treated();
            AnytimeT expected = new AnytimeT(
                    fixed.value(), fixed.stdError(), fixed.inference().degreesOfFreedom(), 4 * n0 * n1 / (n0 + n1), g);
            assertThat(many.decisive().value()).isEqualTo(fixed.value());
            assertThat(many.decisive().inference().pValue(0)).isCloseTo(expected.pValue(0), within(1e-12));
            assertThat(many.decisive().inference().interval(0.95).lower())
                    .isCloseTo(expected.interval(0.95).lower(), within(1e-12));
            assertThat(many.detectable()).isGreaterThan(once.readings().get(i).detectable());
        }
        SegmentReading segment = reading.segments().get(0);
        assertThat(segment.interaction().inference()).isInstanceOf(AnytimeT.class);
        assertThat(segment.inside().decisive().inference()).isInstanceOf(AnytimeT.class);
        assertThat(SampleExperiment.of(reading.compliers(), ARM).inference()).isInstanceOf(AnytimeT.class);
        assertThat(reading.primaryP().get(ARM)).isGreaterThan(once.primaryP().get(ARM));
    }

    private static MetricDefinition complete(MetricDefinition metric) {
        return new MetricDefinition(
                metric.id(),
                metric.label(),
                1,
                metric.owner(),
                metric.type(),
                metric.source(),
                metric.column(),
                metric.denominator(),
                metric.covariate(),
                metric.windowDays(),
                OptionalInt.of(metric.windowDays()),
                metric.better(),
                metric.practical(),
                metric.margin(),
                metric.fill(),
                metric.outliers());
    }

    @Test
    void manyLooksAreRefusedWhereUnitsOrClustersGoOnToGrow() {
        SampleExperiment.PlanBuilder builder = SampleExperiment.plan();
        builder.mode = AnalysisMode.ALWAYS_VALID;
        assertThatThrownBy(() -> ExperimentAnalysis.of(builder.build()).read(columns.build()))
                .isInstanceOfSatisfying(
                        ThreatException.class, e -> assertThat(e.threat()).isEqualTo(ValidityThreat.ACCRUING_UNITS))
                .hasMessageContaining("uninstall");
        builder.cluster = Optional.of("household");
        assertThatThrownBy(() -> ExperimentAnalysis.of(builder.build()).read(columns.build()))
                .isInstanceOfSatisfying(
                        ThreatException.class, e -> assertThat(e.threat()).isEqualTo(ValidityThreat.GROWING_CLUSTERS));
        builder.cluster = Optional.empty();
        builder.metrics = List.of(
                new PlannedMetric(SampleExperiment.CONVERSION, Purpose.PRIMARY),
                new PlannedMetric(SampleExperiment.TIME, Purpose.DIAGNOSTIC));
        assertThatThrownBy(() -> ExperimentAnalysis.of(builder.build()).read(columns.build()))
                .hasMessageContaining("sequential-quantile");
    }

    @Test
    void manyLooksWithoutPlannedUnitsHoldAndAreNotTuned() {
        SampleExperiment.PlanBuilder builder =
                SampleExperiment.plan().metrics(new PlannedMetric(SampleExperiment.CONVERSION, Purpose.PRIMARY));
        builder.mode = AnalysisMode.ALWAYS_VALID;
        builder.planned = OptionalInt.empty();
        ExperimentReading reading = ExperimentAnalysis.of(builder.build()).read(columns.build());
        AnytimeT inference = (AnytimeT) reading.readings().get(0).decisive().inference();
        assertThat(inference.priorUnits()).isEqualTo(1);
        assertThat(codes(reading.cautions())).contains("untuned-looks");
    }

    @Test
    void severalTreatmentsAtManyLooksAreCorrectedByHolm() {
        SampleExperiment.Columns three = SampleExperiment.columns(3000, 3);
        SampleExperiment.PlanBuilder builder =
                SampleExperiment.plan().metrics(new PlannedMetric(SampleExperiment.CONVERSION, Purpose.PRIMARY));
        builder.arms = List.of("control", "treatment", "second");
        builder.mode = AnalysisMode.ALWAYS_VALID;
        ExperimentReading reading = ExperimentAnalysis.of(builder.build()).read(three.build());
        double[] p = reading.readings().stream()
                .filter(r -> r.view() == View.ASSIGNED)
                .mapToDouble(r -> r.decisive().inference().pValue(0))
                .toArray();
        double[] expected = PValueAdjustment.HOLM.adjust(p);
        assertThat(reading.primaryP().get("treatment")).isEqualTo(expected[0]);
        assertThat(reading.primaryP().get("second")).isEqualTo(expected[1]);
    }

    @Test
    void compliersAreReadByTwoStageLeastSquaresAmongTheAssigned() {
        ExperimentReading reading =
                ExperimentAnalysis.of(SampleExperiment.plan().build()).read(columns.build());
        int[] rows = mature(columns);
        double[] seen = Arrays.stream(rows)
                .mapToDouble(i -> columns.arms[i] == 1 && !Double.isNaN(columns.exposed[i]) ? 1 : 0)
                .toArray();
        Fit fit = TwoStageLeastSquares.standard()
                .estimate(
                        Sample.builder()
                                .assignment("arm", arms(columns, rows))
                                .add(Role.TREATMENT, "seen", seen)
                                .outcome("y", pick(columns.converted, rows))
                                .build(),
                        none());
        Estimate actual = SampleExperiment.of(reading.compliers(), ARM);
        assertThat(actual.value()).isCloseTo(fit.estimate().value(), within(1e-12));
        assertThat(actual.stdError()).isCloseTo(fit.estimate().stdError(), within(1e-12));
        // The effect of assignment over the share that it exposed.
        MetricReading assigned = reading.find("conversion", View.ASSIGNED, ARM).orElseThrow();
        double share = Arrays.stream(seen).sum() / assigned.units().treated();
        assertThat(actual.value()).isCloseTo(assigned.unadjusted().value() / share, within(1e-12));
    }

    @Test
    void whereEverybodyOrNobodySawItThereAreNoCompliers() {
        Arrays.fill(columns.exposed, 1);
        System.arraycopy(columns.arms, 0, columns.served, 0, columns.n);
        assertThat(ExperimentAnalysis.of(SampleExperiment.plan().build())
                        .read(columns.build())
                        .compliers())
                .isEmpty();
        Arrays.fill(columns.exposed, Double.NaN);
        assertThat(ExperimentAnalysis.of(SampleExperiment.plan().build())
                        .read(columns.build())
                        .compliers())
                .isEmpty();
    }

    @Test
    void aWeakFirstStageIsReadByAndersonAndRubin() {
        // Who sees the treatment hardly depends on the arm.
        for (int i = 0; i < columns.n; i++) {
            boolean saw = i % 2 == 0 || (columns.arms[i] == 1 && i % 60 == 1);
            columns.exposed[i] = saw ? columns.assigned[i] : Double.NaN;
            columns.served[i] = saw ? 1 : -1;
        }
        ExperimentReading reading = ExperimentAnalysis.of(SampleExperiment.plan()
                        .metrics(new PlannedMetric(PLAIN, Purpose.PRIMARY))
                        .build())
                .read(columns.build());
        int[] rows = mature(columns);
        double[] seen = Arrays.stream(rows)
                .mapToDouble(i -> Double.isNaN(columns.exposed[i]) ? 0 : 1)
                .toArray();
        Fit fit = AndersonRubinTest.standard()
                .estimate(
                        Sample.builder()
                                .assignment("arm", arms(columns, rows))
                                .add(Role.TREATMENT, "seen", seen)
                                .outcome("y", pick(columns.converted, rows))
                                .build(),
                        none());
        assertThat(SampleExperiment.of(reading.compliers(), ARM)
                        .inference()
                        .interval(0.95)
                        .lower())
                .isEqualTo(fit.estimate().inference().interval(0.95).lower());
        assertThat(codes(reading.cautions())).contains("weak-instrument");
    }

    @Test
    void theTriggeredEffectIsDilutedByTheShareThatWasTriggered() {
        ExperimentReading reading =
                ExperimentAnalysis.of(SampleExperiment.plan().build()).read(columns.build());
        MetricReading triggered =
                reading.find("conversion", View.TRIGGERED, ARM).orElseThrow();
        double share =
                Arrays.stream(columns.triggered).filter(t -> !Double.isNaN(t)).count() / 3000.0;
        Estimate diluted = SampleExperiment.of(reading.diluted(), ARM);
        assertThat(diluted.value()).isCloseTo(share * triggered.decisive().value(), within(1e-14));
        assertThat(diluted.stdError())
                .isCloseTo(
                        Math.sqrt(Math.pow(share * triggered.decisive().stdError(), 2)
                                + Math.pow(triggered.decisive().value(), 2) * share * (1 - share) / 3000),
                        within(1e-14));
    }

    @Test
    void clustersAreTheUnitsWhereTheyWereRandomised() {
        for (int i = 0; i < columns.n; i++) {
            columns.arms[i] = columns.household[i] % 2;
        }
        SampleExperiment.PlanBuilder builder = SampleExperiment.plan();
        builder.cluster = Optional.of("household");
        ExperimentReading reading = ExperimentAnalysis.of(builder.build()).read(columns.build());
        int[] rows = mature(columns);
        double[] homes =
                Arrays.stream(rows).mapToDouble(i -> columns.household[i]).toArray();
        Sample users = Sample.builder()
                .assignment("arm", arms(columns, rows))
                .outcome("y", pick(columns.converted, rows))
                .add(Role.CLUSTER, "home", homes)
                .build();
        MetricReading conversion =
                reading.find("conversion", View.ASSIGNED, ARM).orElseThrow();
        Estimate expected = new ClusterMeans().estimate(users, none()).estimate();
        assertThat(conversion.unadjusted().value()).isCloseTo(expected.value(), within(1e-13));
        assertThat(conversion.unadjusted().stdError()).isCloseTo(expected.stdError(), within(1e-13));
        assertThat(conversion.treatedMean() - conversion.controlMean()).isCloseTo(expected.value(), within(1e-13));
        int count = Arrays.stream(columns.household).max().orElseThrow() + 1;
        double[] size = new double[count];
        double[] y = new double[count];
        double[] x = new double[count];
        for (int i : rows) {
            size[columns.household[i]]++;
            y[columns.household[i]] += columns.converted[i];
            x[columns.household[i]] += columns.sessions[i];
        }
        int[] in = IntStream.range(0, count).filter(g -> size[g] > 0).toArray();
        Sample means = Sample.builder()
                .assignment("arm", Arrays.stream(in).mapToDouble(g -> g % 2).toArray())
                .outcome("y", Arrays.stream(in).mapToDouble(g -> y[g] / size[g]).toArray())
                .covariate(
                        "x", Arrays.stream(in).mapToDouble(g -> x[g] / size[g]).toArray())
                .build();
        Estimate cuped = Cuped.standard().estimate(means, none()).estimate();
        assertThat(conversion.decisive().value()).isCloseTo(cuped.value(), within(1e-12));
        assertThat(conversion.decisive().stdError()).isCloseTo(cuped.stdError(), within(1e-12));
        Sample ratio = Sample.builder()
                .assignment("arm", arms(columns, rows))
                .add(Role.NUMERATOR, "n", pick(columns.clicks, rows))
                .add(Role.DENOMINATOR, "d", pick(columns.views, rows))
                .add(Role.CLUSTER, "home", homes)
                .build();
        Estimate ctr = new RatioMetric(RandomisationUnit.CLUSTER)
                .estimate(ratio, none())
                .estimate();
        MetricReading clicks = reading.find("ctr", View.ASSIGNED, ARM).orElseThrow();
        assertThat(clicks.unadjusted().stdError()).isCloseTo(ctr.stdError(), within(1e-13));
        assertThat(clicks.method()).isEqualTo("cuped-ratio");
        // Members of a household use different platforms.
        SegmentReading segment = reading.segments().get(0);
        assertThat(segment.interaction().stdError())
                .isCloseTo(
                        segment.inside().decisive().stdError()
                                + segment.outside().decisive().stdError(),
                        within(1e-15));
        assertThat(codes(reading.cautions())).contains("shared-clusters");
    }

    @Test
    void aHouseholdInTwoArmsIsRefused() {
        SampleExperiment.PlanBuilder builder = SampleExperiment.plan();
        builder.cluster = Optional.of("household");
        assertThatThrownBy(() -> ExperimentAnalysis.of(builder.build()).read(columns.build()))
                .hasMessageContaining("this method compares whole clusters");
    }

    private static List<String> codes(List<Caution> cautions) {
        return cautions.stream().map(Caution::code).toList();
    }
}
