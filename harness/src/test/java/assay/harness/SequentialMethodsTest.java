package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.HypothesisTest;
import assay.Trajectory;
import assay.certificate.CellRecord;
import assay.certificate.CodeDigest;
import assay.certificate.Tier;
import assay.certificate.Verdict;
import assay.dgp.Iid;
import assay.random.Philox;
import assay.random.Streams;
import assay.sequential.AlwaysValidDifference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequentialMethodsTest {

    private static Method<?> method(String name) {
        Map<String, Supplier<? extends Method<?>>> makers = new LinkedHashMap<>();
        SequentialMethods.addTo(makers);
        return Objects.requireNonNull(makers.get(name)).get();
    }

    /**
     * The first home cell holds, mutants and foil refuted and oracle certified. A verdict is wrong with probability below .01 each;
     * keys are fixed.
     */
    @ParameterizedTest
    @ValueSource(strings = {"always-valid", "always-valid-lin", "sequential-srm"})
    void theFirstCellHolds(String name) {
        assertThat(first(method(name)).verdict()).isEqualTo(Verdict.CERTIFIED);
    }

    private static <R> CellRecord first(Method<R> method) {
        Cell<R> cell = method.cells().get(0);
        Keys keys = new Keys(new CodeDigest(name -> Optional.empty()), 1, 1);
        CellRunner<R> runner = new CellRunner<>(Certifier.replication(method, cell, keys), method.tier());
        try (Workers workers = new Workers(1)) {
            runner.run(workers, done -> {});
        }
        return runner.record(cell.id(), cell.world(), cell.role());
    }

    @Test
    void sizeAndCoverageOfASequenceAreClaimedWithoutSlack() {
        for (Tier tier : Tier.values()) {
            assertThat(TrajectoryClaim.alwaysValid(0.8).get(0).spec(tier).threshold())
                    .isEqualTo(0.95);
            assertThat(TrajectoryClaim.alwaysValid(0.8).get(1).spec(tier).threshold())
                    .isEqualTo(0.95);
        }
        assertThat(TrajectoryClaim.alwaysValid(0.8))
                .extracting(c -> c.spec(Tier.C).name())
                .containsExactly("never-rejects", "covers-throughout", "power");
    }

    @Test
    void mutantsChangeWhatTheyClaimToChange() {
        AlwaysValidDifference estimator = new AlwaysValidDifference(60, 100, 0, 10, 0.95);
        Iid world = new Iid(400, 1, 10, 5, 0.5);
        Trajectory own = estimator.estimate(world.draw(new Streams(1, 1)).observed(), new Philox(1, 0, 0));
        Trajectory shorter = TrajectoryControls.scaled(0.5)
                .rule()
                .answer(world.draw(new Streams(1, 1)), () -> own, new Philox(1, 0, 0));
        for (int k = 0; k < own.looks().size(); k++) {
            double full =
                    own.looks().get(k).estimate().inference().interval(0.95).width();
            assertThat(shorter.looks()
                                    .get(k)
                                    .estimate()
                                    .inference()
                                    .interval(0.95)
                                    .width()
                            / full)
                    .isBetween(0.4999, 0.5001);
        }
    }

    @Test
    void theOracleOfTestsIsUniform() {
        HypothesisTest result = SequentialTests.oracle()
                .rule()
                .answer(
                        Iid.standard(100).withEffect(0).draw(new Streams(1, 1)),
                        () -> {
                            throw new IllegalStateException("an oracle does not ask the method");
                        },
                        new Philox(1, 0, 0));
        assertThat(result.pValue()).isBetween(0.0, 1.0);
    }
}
