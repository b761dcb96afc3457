package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.Estimate;
import assay.Fit;
import assay.certificate.CellRecord;
import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.ClaimRecord;
import assay.certificate.ClaimSpec;
import assay.certificate.CodeDigest;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.certificate.Verdict;
import assay.dgp.GroundTruth;
import assay.dgp.Iid;
import assay.experiment.DifferenceInMeans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A claim whose scores are shares, from replicates to verification. Its true mean is about 0.84: with a threshold of 0.8
 * a wrong verdict has probability at most 0.01, and streams are fixed until code changes.
 */
class BoundedClaimTest {

    private static final CodeDigest CODE = CodeDigest.ofProject();

    /** One minus the error over 6.5, at least 0. */
    private record Closeness() implements Claim<Fit> {
        @Override
        public double score(Fit result, GroundTruth truth) {
            Estimate estimate = result.estimate();
            return 1 - Math.min(1, Math.abs(estimate.value() - truth.value(estimate.estimand())) / 6.5);
        }

        @Override
        public Arena arena() {
            return Arena.EFFECT;
        }

        @Override
        public ClaimSpec spec(Tier tier) {
            return ClaimSpec.of("closeness", "It is close.", 0.84, 0.8, ScoreKind.BOUNDED, tier.maximum());
        }
    }

    private static Method<Fit> method() {
        return new Method<>(
                        "close",
                        "Close",
                        new DifferenceInMeans(),
                        Tier.D,
                        List.of(new Closeness()),
                        Reading::ofFit,
                        List.of(),
                        Optional.empty())
                .stress(Iid.standard(60));
    }

    private static ClaimRecord claim(Certificate certificate) {
        return certificate.cells().get(0).claims().get(0);
    }

    @Test
    void isCertifiedStoredAndAuditedToTheBit(@TempDir Path folder) throws IOException {
        CertificateFiles files = new CertificateFiles(folder);
        Certificate certificate = new Certifier(2).certify(method());
        ClaimRecord claim = claim(certificate);
        assertThat(claim.verdict()).isEqualTo(Verdict.CERTIFIED);
        assertThat(claim.csLow()).isLessThan(claim.estimate());
        assertThat(claim.checkpoints()).allMatch(point -> point.size() == 8);
        Path file = files.write(certificate);
        Certificate read = files.read("close").orElseThrow();
        assertThat(EvidenceCheck.faults(read)).isEmpty();
        assertThat(audited(read)).isEmpty();
        // Each stored number in turn, off by a little: consistent or not, it is found.
        String text = Files.readString(file);
        for (int p : new int[] {0, claim.checkpoints().size() - 1}) {
            for (int i = 0; i < 8; i++) {
                Certificate forged = forge(read, p, i);
                assertThat(EvidenceCheck.faults(forged).isEmpty()
                                && audited(forged).isEmpty())
                        .as("checkpoint %d number %d", p, i)
                        .isFalse();
            }
        }
        assertThat(CertificateFiles.text(read)).isEqualTo(text);
    }

    private static List<String> audited(Certificate certificate) {
        Keys keys = Keys.of(
                CODE,
                certificate.provenance().epoch(),
                certificate.provenance().specDigest(),
                certificate.provenance().codeDigest());
        Audit<Fit> audit = new Audit<>(method(), certificate, keys);
        try (Workers workers = new Workers(2)) {
            audit.run(100, Double.POSITIVE_INFINITY, workers);
        }
        assertThat(audit.parts()).isEmpty();
        return audit.faults();
    }

    /** Where there is no time even for a block, one subject of one block is recomputed, and said which. */
    @Test
    void aCostlyMethodIsAuditedInPart() {
        Certificate certificate = new Certifier(2).certify(method());
        assertThat(Audit.price(certificate)).isNotNegative();
        Audit<Fit> audit = new Audit<>(
                method(),
                certificate,
                Keys.of(
                        CODE,
                        certificate.provenance().epoch(),
                        certificate.provenance().specDigest(),
                        certificate.provenance().codeDigest()));
        try (Workers workers = new Workers(2)) {
            audit.run(100, -1, workers);
        }
        assertThat(audit.faults()).isEmpty();
        assertThat(audit.recomputed()).isPositive();
        assertThat(audit.parts()).hasSize(1);
    }

    private static Certificate forge(Certificate certificate, int point, int number) {
        ClaimRecord claim = claim(certificate);
        List<List<Double>> checkpoints = new ArrayList<>(claim.checkpoints());
        List<Double> changed = new ArrayList<>(checkpoints.get(point));
        changed.set(number, changed.get(number) + (number == 0 ? 1 : 1e-7));
        checkpoints.set(point, changed);
        CellRecord cell = certificate.cells().get(0);
        cell = new CellRecord(
                cell.id(),
                cell.world(),
                cell.knobs(),
                cell.n(),
                cell.role(),
                cell.verdict(),
                cell.replicates(),
                cell.failures(),
                List.of(rebuilt(claim, checkpoints)),
                cell.controls(),
                cell.diagnostics(),
                cell.explanations(),
                cell.distribution(),
                cell.descriptors(),
                cell.figures());
        return new Certificate(
                certificate.schema(),
                certificate.method(),
                certificate.title(),
                certificate.estimand(),
                certificate.options(),
                certificate.tier(),
                certificate.level(),
                certificate.budget(),
                certificate.verdict(),
                certificate.statement(),
                List.of(cell),
                certificate.families(),
                certificate.powerCurve(),
                certificate.aaReal(),
                certificate.provenance());
    }

    private static ClaimRecord rebuilt(ClaimRecord claim, List<List<Double>> checkpoints) {
        return new ClaimRecord(
                claim.name(),
                claim.statement(),
                claim.nominal(),
                claim.threshold(),
                claim.epsilon(),
                claim.refuteEpsilon(),
                claim.stopEpsilon(),
                claim.kind(),
                claim.replicates(),
                claim.successes(),
                claim.estimate(),
                claim.csLow(),
                claim.csHigh(),
                claim.logECertify(),
                claim.logERefute(),
                claim.verdict(),
                checkpoints);
    }
}
