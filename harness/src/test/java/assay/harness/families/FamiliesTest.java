package assay.harness.families;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Interval;
import assay.certificate.CellRecord;
import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.ClaimSpec;
import assay.certificate.ControlRecord;
import assay.certificate.OperatingCharacteristics;
import assay.certificate.Verdict;
import assay.harness.Certifier;
import assay.harness.Claim;
import assay.harness.DecompositionClaim;
import assay.harness.Method;
import assay.harness.Verifier;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One certifier for every type of result. Streams are keyed by content, so that verdicts are fixed until code changes;
 * after a change, a wrong verdict has probability at most 0.01 for each subject that is certified and 5e-7 for each claim
 * that is refuted (Ville, certification.md J2), and an inconclusive one, by the exact operating characteristics that {@link
 * #budgetsCertifyWhatIsExact} asserts, less than 3e-4 for each claim at its nominal value.
 */
class FamiliesTest {

    static List<Family<?>> families() {
        return Family.all();
    }

    @ParameterizedTest
    @MethodSource("families")
    <R> void theValidIsCertifiedAndTheDefectiveRefuted(Family<R> family, @TempDir Path folder) {
        Certificate valid = certified(family.valid(), folder);
        assertThat(valid.verdict()).isEqualTo(Verdict.CERTIFIED);
        Certificate defective = certified(family.defective(), folder);
        assertThat(defective.verdict()).isEqualTo(Verdict.REFUTED);
    }

    /** Controls hold, the file keeps everything, and replicates chosen by its content are recomputed. */
    private static <R> Certificate certified(Method<R> method, Path folder) {
        Certificate certificate = new Certifier(2).certify(method);
        CellRecord cell = certificate.cells().get(0);
        assertThat(cell.controls())
                .as(method.name())
                .extracting(ControlRecord::verdict)
                .containsExactly(Verdict.REFUTED, Verdict.REFUTED, Verdict.REFUTED, Verdict.CERTIFIED);
        CertificateFiles files = new CertificateFiles(folder);
        files.write(certificate);
        Certificate read = files.read(method.name()).orElseThrow();
        assertThat(CertificateFiles.text(read)).isEqualTo(CertificateFiles.text(certificate));
        Verifier.Report report = new Verifier(2, 2).verify(read, method);
        assertThat(report.checks()).allMatch(Verifier.Check::passed);
        assertThat(report.status()).isEqualTo(certificate.verdict());
        return certificate;
    }

    @ParameterizedTest
    @MethodSource("families")
    <R> void budgetsCertifyWhatIsExact(Family<R> family) {
        for (Claim<R> claim : family.valid().claims()) {
            ClaimSpec spec = claim.spec(family.valid().tier());
            // What holds in every sample is an identity: its mean is 1, rounding apart.
            double mean = claim == DecompositionClaim.ADDS_UP ? 0.99999 : spec.nominal();
            OperatingCharacteristics exact = OperatingCharacteristics.of(
                    spec.evidence(), spec.epsilon(), spec.refuteEpsilon(), spec.maximum(), 100, mean);
            assertThat(exact.certified()).as(spec.name()).isGreaterThan(0.9997);
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    <R> void claimsAreToldApart(Family<R> family) {
        assertThat(family.valid().claims())
                .extracting(claim -> claim.spec(family.valid().tier()).name())
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z0-9.-]+"));
        assertThat(family.valid().claims())
                .extracting(claim -> claim.spec(family.valid().tier()).statement())
                .allMatch(text -> text.endsWith(".") && !text.contains("%s") && !text.contains("%%"));
    }

    /** The radius in standard errors where the mixture is tightest is 3.03512, and math.md B1 gives it elsewhere. */
    @Test
    void theMixtureIsThatOfTheReference() {
        for (double[] golden : new double[][] {{5000, 3.03512}, {100, 6.5992}, {1000, 3.34706}, {20000, 3.13097}}) {
            var mixture = Trajectories.NormalMixture.tightestAt(5000, 0, 1, (int) golden[0]);
            Interval interval = mixture.interval(0.95);
            assertThat(interval.upper()).isCloseTo(golden[1], within(5e-5));
            assertThat(mixture.pValue(interval.upper())).isCloseTo(0.05, within(1e-12));
        }
    }

    /** R 4.2.2, stats::p.adjust on the fifteen p-values of Benjamini and Hochberg (1995). */
    @Test
    void adjustedPValuesAreThoseOfTheReference() {
        double[] p = {
            .0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1
        };
        assertThat(Multiplicity.Adjustment.BENJAMINI_HOCHBERG.of(p))
                .containsExactly(
                        new double[] {
                            .0015,
                            .003,
                            .0095,
                            .035625,
                            .0603,
                            .0638571428571429,
                            .0638571428571429,
                            .0645,
                            .0765,
                            .486,
                            .581181818181818,
                            .714875,
                            .753230769230769,
                            .813214285714286,
                            1
                        },
                        within(1e-14));
        assertThat(Multiplicity.Adjustment.HOLM.of(p))
                .containsExactly(
                        new double[] {.0015, .0056, .0247, .114, .2211, .278, .278, .278, .3213, 1, 1, 1, 1, 1, 1},
                        within(1e-14));
    }
}
