package assay.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Caution;
import assay.Estimate;
import assay.EstimationException;
import assay.Sample;
import assay.decision.DecisionPolicy.Segments;
import assay.decision.DecisionPolicy.Segments.Correction;
import assay.distribution.StudentDistribution;
import assay.experiment.Cuped;
import assay.multiplicity.PValueAdjustment;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegmentAnalysisTest {

    private final SampleExperiment.Columns columns = SampleExperiment.columns(4000, 2);

    private static SampleExperiment.PlanBuilder plan(int minimum, OptionalInt maximum, Correction correction) {
        SampleExperiment.PlanBuilder builder = SampleExperiment.plan();
        builder.segmentPolicy = Optional.of(new Segments(0.05, minimum, maximum, correction));
        return builder;
    }

    private ExperimentReading read(ExperimentPlan plan) {
        return ExperimentAnalysis.of(plan).read(columns.build());
    }

    private Estimate cuped(IntPredicate in) {
        int[] rows = IntStream.range(0, columns.n)
                .filter(i -> columns.observed[i] - columns.assigned[i] >= 7 - 1e-9 && in.test(i))
                .toArray();
        Sample sample = Sample.builder()
                .assignment(
                        "arm",
                        Arrays.stream(rows).mapToDouble(i -> columns.arms[i]).toArray())
                .outcome(
                        "y",
                        Arrays.stream(rows)
                                .mapToDouble(i -> columns.converted[i])
                                .toArray())
                .covariate(
                        "x",
                        Arrays.stream(rows)
                                .mapToDouble(i -> columns.sessions[i])
                                .toArray())
                .build();
        return Cuped.standard().estimate(sample, new Philox(0, 0, 0)).estimate();
    }

    @Test
    void aSegmentIsComparedWithItsComplementByHand() {
        ExperimentReading reading =
                read(plan(100, OptionalInt.empty(), Correction.BONFERRONI).build());
        assertThat(reading.segments())
                .extracting(SegmentReading::segment)
                .containsExactly("platform=android", "platform=ios", "platform=web");
        for (SegmentReading segment : reading.segments()) {
            int code =
                    List.of("platform=web", "platform=ios", "platform=android").indexOf(segment.segment());
            Estimate in = cuped(i -> columns.platform[i] == code);
            Estimate out = cuped(i -> columns.platform[i] != code);
            assertThat(segment.inside().decisive().value()).isCloseTo(in.value(), within(1e-13));
            assertThat(segment.outside().decisive().stdError()).isCloseTo(out.stdError(), within(1e-13));
            double error = Math.hypot(in.stdError(), out.stdError());
            double a = Math.pow(in.stdError(), 2);
            double b = Math.pow(out.stdError(), 2);
            double df = Math.pow(a + b, 2)
                    / (a * a / in.inference().degreesOfFreedom()
                            + b * b / out.inference().degreesOfFreedom());
            Estimate interaction = segment.interaction();
            assertThat(interaction.value()).isCloseTo(in.value() - out.value(), within(1e-13));
            assertThat(interaction.stdError()).isCloseTo(error, within(1e-13));
            assertThat(interaction.inference().pValue(0))
                    .isCloseTo(StudentDistribution.twoSided((in.value() - out.value()) / error, df), within(1e-12));
            double p = in.inference().pValue(0);
            assertThat(segment.adjustedP()).isCloseTo(Math.min(1, 3 * p), within(1e-12));
            assertThat(segment.adjustedInterval().lower())
                    .isCloseTo(in.inference().interval(1 - 0.05 / 3).lower(), within(1e-12));
            assertThat(segment.guardrails()).hasSize(1);
            assertThat(segment.guardrails().get(0).segment()).isEqualTo(segment.segment());
            assertThat(segment.inside().units().analysed()
                            + segment.outside().units().analysed())
                    .isEqualTo((int) IntStream.range(0, columns.n)
                            .filter(i -> columns.observed[i] - columns.assigned[i] >= 7 - 1e-9)
                            .count());
        }
    }

    @Test
    void correctionsFollowThePolicyOverAllTreatments() {
        SampleExperiment.Columns three = SampleExperiment.columns(3000, 3);
        for (Correction correction : Correction.values()) {
            SampleExperiment.PlanBuilder builder = plan(100, OptionalInt.empty(), correction);
            builder.arms = List.of("control", "treatment", "second");
            ExperimentReading reading = ExperimentAnalysis.of(builder.build()).read(three.build());
            assertThat(reading.segments()).hasSize(6);
            double[] p = reading.segments().stream()
                    .mapToDouble(s -> s.inside().decisive().inference().pValue(0))
                    .toArray();
            PValueAdjustment adjustment = PValueAdjustment.valueOf(correction.name());
            double[] expected = adjustment.adjust(p);
            int selected = 0;
            for (int i = 0; i < p.length; i++) {
                assertThat(reading.segments().get(i).adjustedP()).isEqualTo(expected[i]);
                selected += expected[i] <= 0.05 ? 1 : 0;
            }
            int share = correction == Correction.BENJAMINI_HOCHBERG ? Math.max(1, selected) : 1;
            SegmentReading first = reading.segments().get(0);
            assertThat(first.adjustedInterval())
                    .isEqualTo(first.inside().decisive().inference().interval(1 - 0.05 * share / 6));
        }
    }

    @Test
    void segmentsOfTooFewAnalysedUnitsAreNamedAndNotJudged() {
        Arrays.fill(columns.platform, 0, 2, -1);
        int inside = (int) IntStream.range(0, columns.n)
                .filter(i -> columns.platform[i] == 1 && columns.observed[i] - columns.assigned[i] >= 7 - 1e-9)
                .count();
        int assigned = (int) Arrays.stream(columns.platform).filter(p -> p == 1).count();
        assertThat(assigned).isGreaterThan(inside);
        assertThat(names(read(plan(inside, OptionalInt.empty(), Correction.HOLM).build())))
                .contains("platform=ios");
        ExperimentReading reading =
                read(plan(inside + 1, OptionalInt.empty(), Correction.HOLM).build());
        assertThat(names(reading)).doesNotContain("platform=ios");
        assertThat(reading.cautions())
                .extracting(Caution::message)
                .anyMatch(m -> m.startsWith("Segment platform=ios of treatment has " + inside + " units"));
    }

    private static List<String> names(ExperimentReading reading) {
        return reading.segments().stream().map(SegmentReading::segment).toList();
    }

    @Test
    void moreSegmentsThanThePolicyAllowsAreAnError() {
        assertThatThrownBy(
                        () -> read(plan(100, OptionalInt.of(2), Correction.HOLM).build()))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("make 3 segments");
        assertThat(read(plan(100, OptionalInt.of(3), Correction.HOLM).build()).segments())
                .hasSize(3);
    }

    @Test
    void aColumnOfOneValueHasNoComplement() {
        Arrays.fill(columns.platform, 2);
        ExperimentReading reading =
                read(plan(100, OptionalInt.empty(), Correction.HOLM).build());
        assertThat(reading.segments()).isEmpty();
        assertThat(reading.cautions())
                .extracting(Caution::message)
                .anyMatch(m -> m.contains("nobody to compare it with"));
    }

    @Test
    void aSegmentColumnMustBeLoggedAndText() {
        SampleExperiment.PlanBuilder numbers = SampleExperiment.plan();
        numbers.segments = List.of("sessions_before");
        assertThatThrownBy(() -> read(numbers.build())).hasMessageContaining("holds numbers");
        SampleExperiment.PlanBuilder absent = SampleExperiment.plan();
        absent.segments = List.of("country");
        assertThatThrownBy(() -> read(absent.build())).hasMessageContaining("no column 'country'");
    }

    @Test
    void aGainInOneSegmentShowsAsAnInteraction() {
        for (int i = 0; i < columns.n; i++) {
            if (columns.platform[i] == 1 && columns.arms[i] == 1 && i % 4 == 0) {
                columns.converted[i] = 1;
            }
        }
        SegmentReading ios = read(
                        plan(100, OptionalInt.empty(), Correction.HOLM).build())
                .segments()
                .stream()
                .filter(s -> s.segment().equals("platform=ios"))
                .findFirst()
                .orElseThrow();
        assertThat(ios.adjustedP()).isLessThan(1e-6);
        assertThat(ios.interaction().inference().pValue(0)).isLessThan(1e-4);
    }
}
