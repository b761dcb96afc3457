package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.Estimand;
import assay.Fit;
import assay.Sample;
import assay.certificate.CellRole;
import assay.certificate.Tier;
import assay.certificate.Verdict;
import assay.design.MeansDesign;
import assay.design.PlannedStudy;
import assay.dgp.Clustered;
import assay.dgp.Iid;
import assay.experiment.DifferenceInMeans;
import assay.random.Philox;
import assay.random.Streams;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PowerMethodsTest {

    private static Map<String, Supplier<? extends Method<?>>> makers() {
        Map<String, Supplier<? extends Method<?>>> makers = new LinkedHashMap<>();
        PowerMethods.addTo(makers);
        return makers;
    }

    private static Method<?> made(String name) {
        return Objects.requireNonNull(makers().get(name)).get();
    }

    static Stream<? extends Method<?>> methods() {
        return makers().values().stream().map(Supplier::get);
    }

    /** Every cell has its mutants, a foil and an oracle, and room for a study of the planned size and a third more. */
    @ParameterizedTest
    @MethodSource("methods")
    void cellsAreComplete(Method<?> method) {
        assertThat(makers()).containsKey(method.name());
        assertThat(method.cells()).hasSizeGreaterThanOrEqualTo(2);
        for (Cell<?> cell : method.cells()) {
            if (cell.role() == CellRole.STRESS) {
                continue;
            }
            assertThat(cell.controls().stream()
                            .filter(c -> c.kind() == Control.Kind.MUTANT)
                            .count())
                    .isGreaterThanOrEqualTo(2);
            assertThat(cell.controls()).extracting(c -> c.kind()).contains(Control.Kind.FOIL, Control.Kind.ORACLE);
        }
    }

    /** One draw is answered by the method and by each control, with the planned number of units. */
    @ParameterizedTest
    @MethodSource("methods")
    <R> void everySubjectAnswers(Method<R> method) {
        for (Cell<R> cell : method.cells()) {
            var draw = cell.world().draw(new Streams(1, 0));
            Philox random = new Philox(1, 0, 3);
            R own = method.estimator().estimate(draw.observed(), random);
            for (Control<R> control : cell.controls()) {
                assertThat(control.rule().answer(draw, () -> own, random))
                        .as(method.name() + " " + control.name())
                        .isNotNull();
            }
        }
    }

    /** A false verdict has probability 0.01 a claim. */
    @Test
    void aPlanForMeansIsAccurateAndItsWrongFormulasAreNot() {
        Method<?> method = made("sample-size-means");
        assertThat(new Certifier(1).certify(method).verdict()).isEqualTo(Verdict.CERTIFIED);
    }

    @Test
    void aStudyEnrolsTheFirstUnitsOfEachArmAndTakesTheLargestPlan() {
        PlannedStudy study = PlannedStudy.of(MeansDesign.of(1), 0.8, Estimand.ATE, new DifferenceInMeans(), 0.6, 0.2);
        Sample sample = new Iid(160, 0.6, 0, 1, 0.5).draw(new Streams(1, 0)).observed();
        Fit small = study.estimate(sample, new Philox(1, 0, 3));
        assertThat(small.glance().treated()).isEqualTo(small.glance().control()).isEqualTo(45);
        assertThat(study.enrolled(sample).outcome()[0]).isEqualTo(sample.outcome()[0]);
        Sample many = new Iid(2000, 0.2, 0, 1, 0.5).draw(new Streams(1, 0)).observed();
        assertThat(study.estimate(many, new Philox(1, 0, 3)).glance().treated()).isEqualTo(394);
        assertThat(study.times(0.5).chosen(many).plans().get(0).effect()).isEqualTo(0.2);
    }

    @Test
    void clustersAreEnrolledWhole() {
        Method<?> method = made("sample-size-clusters");
        PlannedStudy study = (PlannedStudy) method.estimator();
        long clusters = study.plans().get(0).size().total();
        Sample sample = new Clustered((int) (1.8 * clusters), 30, 0, 0.05, 0.3, 1)
                .draw(new Streams(1, 0))
                .observed();
        assertThat(study.enrolled(sample).size()).isEqualTo((int) clusters * 30);
    }

    @Test
    void powerIsClaimedFromBothSides() {
        var claims = PlannedPower.ofEffect(0.8);
        assertThat(claims).extracting(claim -> claim.spec(Tier.B).threshold()).containsExactly(0.763, 0.163);
        assertThat(claims)
                .extracting(claim -> claim.spec(Tier.B).name())
                .containsExactly("power-floor", "power-ceiling");
    }
}
