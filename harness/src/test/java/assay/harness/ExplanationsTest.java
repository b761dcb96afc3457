package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Estimand;
import assay.Fit;
import assay.certificate.CellRecord;
import assay.certificate.CellRole;
import assay.certificate.Certificate;
import assay.certificate.Explanation;
import assay.certificate.PowerCurve;
import assay.certificate.PowerPoint;
import assay.certificate.Tier;
import assay.certificate.Verdict;
import assay.dgp.Iid;
import assay.experiment.DifferenceInMeans;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is said of a refutation, on keys that do not follow the code. Fresh keys would make a statement here wrong with
 * probability under 0.02 (99 % confidence sequences, two of them a test).
 */
class ExplanationsTest {

    /** A cell in which coverage alone is claimed: beside other claims a bias ends it before coverage is known. */
    private static CellRecord cell(Control<Fit> damage) {
        Method<Fit> method = Method.of(
                "damaged",
                "Damaged",
                (DamagedEstimator) fit -> damage.rule().answer(NOTHING, () -> fit, new assay.random.Philox(1, 0, 0)),
                Tier.A,
                List.of(FitClaim.COVERAGE),
                Reading::ofFit);
        Cell<Fit> cell = new Cell<>(Iid.standard(500), CellRole.STRESS, List.of());
        CellRunner<Fit> runner = new CellRunner<>(Certifier.replication(method, cell, FixedKeys.KEYS), method.tier());
        try (Workers workers = new Workers(2)) {
            runner.run(workers, n -> {});
        }
        return runner.record("cell", cell.world(), cell.role());
    }

    private static final assay.dgp.Draw NOTHING = Iid.standard(8).draw(new assay.random.Streams(1, 0));

    /** The difference in means, changed. */
    private interface DamagedEstimator extends assay.Estimator<Fit>, UnaryOperator<Fit> {
        @Override
        default Estimand target() {
            return Estimand.ATE;
        }

        @Override
        default java.util.Set<assay.Role> needs() {
            return new DifferenceInMeans().needs();
        }

        @Override
        default Fit estimate(assay.Sample sample, java.util.random.RandomGenerator random) {
            return apply(new DifferenceInMeans().estimate(sample, random));
        }
    }

    @Test
    void namesTheStandardErrorWhenItIsTooSmall() {
        CellRecord cell = cell(Mutants.scaledError(0.8).of(new DifferenceInMeans()));
        assertThat(cell.verdict()).isEqualTo(Verdict.REFUTED);
        Explanation said = explanation(cell, "standard-error");
        assertThat(said.fits()).isTrue();
        assertThat(said.low()).isLessThan(0.8);
        assertThat(said.high()).isGreaterThan(0.8);
        assertThat(explanation(cell, "bias").fits()).isFalse();
    }

    /**
     * A bias of half a standard error covers 0.921, which takes some thousand draws to refute at 0.94. By then the ratio of
     * standard errors is known to 0.01, and the coverage that it alone predicts to 0.0023 about 0.95: within the confidence
     * sequence, which ends below 0.94, with probability under 1e-4.
     */
    @Test
    void namesTheBiasWhenThereIsOne() {
        CellRecord cell = cell(Mutants.shifted(0.5).of(new DifferenceInMeans()));
        assertThat(cell.verdict()).isEqualTo(Verdict.REFUTED);
        Explanation said = explanation(cell, "bias");
        assertThat(said.fits()).isTrue();
        assertThat(said.low()).isLessThan(0.5);
        assertThat(said.high()).isGreaterThan(0.5);
        assertThat(explanation(cell, "standard-error").fits()).isFalse();
        assertThat(cell.explanations().get(0).fits()).isTrue();
    }

    private static Explanation explanation(CellRecord cell, String cause) {
        return cell.explanations().stream()
                .filter(e -> e.cause().equals(cause))
                .findFirst()
                .orElseThrow();
    }

    /** Coverage of a 95 % interval by bias in standard errors and by SE ratio: the figures of certification.md J7. */
    @ParameterizedTest
    @CsvSource({
        "0.05, 1, 0.94971",
        "0.1, 1, 0.94885",
        "0.2, 1, 0.94541",
        "0.25, 1, 0.94281",
        "0.3, 1, 0.93963",
        "0.5, 1, 0.92090",
        "1, 1, 0.82992",
        "0, 0.8, 0.88311",
        "0, 0.9, 0.92226",
        "0, 0.95, 0.93739",
        "0, 0.97, 0.94272",
        "0, 0.98, 0.94524",
        "0, 0.99, 0.94766",
        "0, 1.02, 0.95441",
        "0, 1.05, 0.96041",
        "0, 1.1, 0.96891",
    })
    void predictsThePublishedCoverage(double bias, double ratio, double coverage) {
        assertThat(Explanations.covered(1.959963984540054, bias, ratio)).isCloseTo(coverage, within(5e-6));
    }

    /** On fresh keys a point of an exact method would not be certified with probability 0.009 (exact characteristics). */
    @Test
    void powerOfAValidMethodIsWhatItPromises() {
        Method<Fit> method = Method.ofFit("tiny", "Tiny", new DifferenceInMeans(), Tier.B)
                .home(List.of(Oracle.of(Estimand.ATE)), Iid.standard(400));
        Certificate certificate = new Certifier(2).certify(method, FixedKeys.CODE, FixedKeys.EPOCH);
        PowerCurve curve = Objects.requireNonNull(certificate.powerCurve());
        assertThat(curve.points()).hasSize(5).extracting(PowerPoint::verdict).containsOnly(Verdict.CERTIFIED);
        assertThat(curve.points()).isSortedAccordingTo((a, b) -> Double.compare(a.csLow(), b.csLow()));
        assertThat(curve.points()).isSortedAccordingTo((a, b) -> Double.compare(a.csHigh(), b.csHigh()));
        // The textbook: power 0.80 at 2.8 standard errors.
        assertThat(curve.points().get(3).theory()).isCloseTo(0.80, within(0.003));
    }
}
