package assay.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The procedure as it is used, at every tier: looks every 100 replicates, sampling until the evidence is enough for the
 * book, verdicts at the claim's own rates. Exact, by dynamic programming.
 */
class ProcedureTest {

    private static final int BATCH = 100;

    private static ClaimSpec coverage(Tier tier) {
        return claim(tier, 0.95, Math.round((0.95 - tier.coverageSlack()) * 1e6) / 1e6);
    }

    private static ClaimSpec claim(Tier tier, double nominal, double threshold) {
        return ClaimSpec.of("coverage", "", nominal, threshold, ScoreKind.BERNOULLI, tier.maximum());
    }

    /** An estimator with exact coverage is certified with probability above 0.99, one on the threshold below 0.01. */
    @ParameterizedTest
    @EnumSource(Tier.class)
    void certifiesWhatIsNominalAndNotWhatIsOnTheThreshold(Tier tier) {
        ClaimSpec spec = coverage(tier);
        OperatingCharacteristics nominal = OperatingCharacteristics.of(spec, BATCH, spec.nominal());
        assertThat(nominal.certified()).isGreaterThan(0.99);
        assertThat(nominal.refuted()).isLessThanOrEqualTo(ErrorRates.REFUTE);
        OperatingCharacteristics edge = OperatingCharacteristics.of(spec, BATCH, spec.threshold());
        assertThat(edge.certified()).isBetween(1e-4, ErrorRates.BADGE);
        assertThat(edge.refuted()).isBetween(0.0, ErrorRates.REFUTE);
        OperatingCharacteristics below = OperatingCharacteristics.of(spec, BATCH, spec.threshold() - 0.001);
        assertThat(below.certified()).isLessThan(edge.certified());
    }

    /** The other claims of a certificate, at their own nominal means. */
    @ParameterizedTest
    @EnumSource(Tier.class)
    void certifiesTailsAndMediansToo(Tier tier) {
        for (ClaimSpec spec : new ClaimSpec[] {
            claim(tier, 0.975, Math.round((0.975 - tier.tailSlack()) * 1e6) / 1e6),
            claim(tier, 0.5, Math.round((0.5 - tier.medianSlack()) * 1e6) / 1e6),
        }) {
            assertThat(OperatingCharacteristics.of(spec, BATCH, spec.nominal()).certified())
                    .isGreaterThan(0.99);
            OperatingCharacteristics edge = OperatingCharacteristics.of(spec, BATCH, spec.threshold());
            assertThat(edge.certified()).isLessThanOrEqualTo(ErrorRates.BADGE);
            assertThat(edge.refuted()).isLessThanOrEqualTo(ErrorRates.REFUTE);
        }
    }

    /** Stopping at once and stopping later are one procedure where both rates are the same. */
    @Test
    void agreesWithTheSimplerProcedure() {
        ClaimSpec spec = new ClaimSpec("c", "", 0.95, 0.93, 0.01, 0.01, 0.01, ScoreKind.BERNOULLI, 3000);
        assertThat(OperatingCharacteristics.of(spec, 1, 0.94))
                .isEqualTo(OperatingCharacteristics.of(spec.evidence(), 0.01, 0.01, 3000, 1, 0.94));
    }

    /** A small budget by hand: every sequence of 14 looks, walked through one by one. */
    @Test
    void agreesWithEnumeration() {
        ClaimSpec spec = new ClaimSpec("c", "", 0.6, 0.5, 0.7, 0.95, 0.4, ScoreKind.BERNOULLI, 14);
        double p = 0.45;
        double certified = 0;
        double refuted = 0;
        double mean = 0;
        for (int code = 0; code < 1 << 14; code++) {
            RunningEvidence evidence = spec.start();
            double probability = 1;
            for (int i = 0; i < 14; i++) {
                int score = code >> i & 1;
                probability *= score == 1 ? p : 1 - p;
                if (!evidence.settled()) {
                    evidence.add(score);
                }
            }
            certified += evidence.verdict() == Verdict.CERTIFIED ? probability : 0;
            refuted += evidence.verdict() == Verdict.REFUTED ? probability : 0;
            mean += probability * evidence.replicates();
        }
        OperatingCharacteristics exact = OperatingCharacteristics.of(spec, 1, p);
        assertThat(exact.certified()).isCloseTo(certified, within(1e-12)).isBetween(0.05, 0.95);
        assertThat(exact.refuted()).isCloseTo(refuted, within(1e-12)).isBetween(0.01, 0.9);
        assertThat(exact.meanReplicates()).isCloseTo(mean, within(1e-10));
    }

    /** Looking less often certifies no more of what is false, and takes longer. */
    @Test
    void batchesLoseOnlySpeed() {
        ClaimSpec spec = coverage(Tier.C);
        OperatingCharacteristics each = OperatingCharacteristics.of(spec, 1, 0.95);
        OperatingCharacteristics rare = OperatingCharacteristics.of(spec, 500, 0.95);
        assertThat(rare.meanReplicates()).isBetween(each.meanReplicates(), each.meanReplicates() + 500);
        assertThat(rare.certified()).isCloseTo(each.certified(), within(0.002));
        for (int batch : new int[] {1, 10, 100, 1000}) {
            OperatingCharacteristics edge = OperatingCharacteristics.of(spec, batch, spec.threshold());
            assertThat(edge.certified()).isLessThanOrEqualTo(ErrorRates.BADGE);
            assertThat(edge.refuted()).isLessThanOrEqualTo(ErrorRates.REFUTE);
        }
    }
}
