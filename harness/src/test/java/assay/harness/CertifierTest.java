package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.Estimand;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.baseline.OneSample;
import assay.certificate.CellRecord;
import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.CodeDigest;
import assay.certificate.ControlRecord;
import assay.certificate.Tier;
import assay.certificate.Verdict;
import assay.dgp.CovariateWorld;
import assay.dgp.Iid;
import assay.dgp.Surface;
import assay.experiment.DifferenceInMeans;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The certifier on a small method. Streams are keyed by content, so that every verdict here is fixed until code changes;
 * after a change a wrong verdict has probability under 0.02 for each subject (Ville, certification.md J2).
 */
class CertifierTest {

    private static final Control<Fit> FOIL = Control.foil("one-sample", "ignores the control arm", new OneSample());

    private static Method<Fit> method(Mutant<Fit> mutant) {
        Method<Fit> method = Method.ofFit("tiny", "Tiny", new DifferenceInMeans(), Tier.D);
        return method.home(
                        List.of(
                                Mutants.scaledError(0.5).of(method.estimator()),
                                mutant.of(method.estimator()),
                                FOIL,
                                Oracle.of(Estimand.ATE)),
                        Iid.standard(60))
                .stress(CovariateWorld.randomised(60, Surface.LINEAR).withConfounding(2))
                .onRealTable(RealTables.jobs());
    }

    private static Certificate certificate() {
        return new Certifier(2).certify(method(Mutants.shifted(0.8)));
    }

    /** All but the three fields that tell of the clock. */
    private static String withoutClock(Certificate certificate) {
        return CertificateFiles.text(certificate).replaceAll("\"(started|wall_seconds|cpu_seconds)\": [^\\n]*", "");
    }

    @Test
    void certifiesWhatIsValidAndRefutesWhatIsNot() {
        Certificate certificate = certificate();
        assertThat(certificate.verdict()).isEqualTo(Verdict.CERTIFIED);
        CellRecord home = certificate.cells().get(0);
        assertThat(home.controls())
                .extracting(ControlRecord::verdict)
                .containsExactly(Verdict.REFUTED, Verdict.REFUTED, Verdict.REFUTED, Verdict.CERTIFIED);
        assertThat(certificate.cells().get(1).verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(home.replicates()).isLessThanOrEqualTo(Tier.D.maximum());
        assertThat(home.figures().intervals()).hasSize(100);
        assertThat(home.figures().tQuantiles()).hasSize(201).isSorted();
    }

    @Test
    void threadsDoNotMatter() {
        Method<Fit> method = method(Mutants.shifted(0.8));
        assertThat(withoutClock(new Certifier(3).certify(method)))
                .isEqualTo(withoutClock(new Certifier(1).certify(method)));
    }

    @Test
    void aMutantThatSurvivesVoidsTheCell() {
        Certificate certificate = new Certifier(2).certify(method(Mutants.scaledError(1.0)));
        assertThat(certificate.cells().get(0).verdict()).isEqualTo(Verdict.VOID);
        assertThat(certificate.verdict()).isEqualTo(Verdict.VOID);
    }

    @Test
    void filesKeepEverythingAndTheBookOnlyGrows(@TempDir Path folder) {
        CertificateFiles files = new CertificateFiles(folder);
        Certificate certificate = certificate();
        files.write(certificate);
        Certificate read = files.read("tiny").orElseThrow();
        assertThat(CertificateFiles.text(read)).isEqualTo(CertificateFiles.text(certificate));
        files.append(certificate, "2026-01-01");
        files.append(certificate, "2026-01-02");
        files.append(new Certifier(2).certify(method(Mutants.shifted(0.7))), "2026-01-03");
        assertThat(files.book())
                .extracting(e -> e.index() + " " + e.date())
                .containsExactly("1 2026-01-01", "2 2026-01-03");
        assertThat(files.readAll()).hasSize(1);
    }

    @Test
    void verifierAcceptsWhatWasCertified() {
        Verifier.Report report = new Verifier(2, 4).verify(certificate(), method(Mutants.shifted(0.8)));
        assertThat(report.checks()).allMatch(Verifier.Check::passed).hasSize(4);
        assertThat(report.status()).isEqualTo(Verdict.CERTIFIED);
    }

    @Test
    void verifierFindsTampering(@TempDir Path folder) throws IOException {
        CertificateFiles files = new CertificateFiles(folder);
        Path file = files.write(certificate());
        String text = Files.readString(file);
        // A success more in the last checkpoint and the count; a kinder E-value; another verdict; a lost control.
        for (String[] change : new String[][] {
            {"\"verdict\": \"REFUTED\"", "\"verdict\": \"CERTIFIED\""},
            {"\"log_e_certify\": ", "\"log_e_certify\": 1"},
            {"\"successes\": ", "\"successes\": 1"},
            {"\"replicates\": ", "\"replicates\": 1"},
            {"\"required\": \"REFUTED\"", "\"required\": \"CERTIFIED\""},
            {"\"threshold\": 0.9,", "\"threshold\": 0.8,"},
            {"\"kind\": \"oracle\"", "\"kind\": \"foil\""},
        }) {
            assertThat(text).contains(change[0]);
            Files.writeString(file, text.replaceFirst(change[0], change[1]));
            Verifier.Report report =
                    new Verifier(1, 0).verify(files.read("tiny").orElseThrow(), method(Mutants.shifted(0.8)));
            assertThat(report.status()).as(change[0]).isEqualTo(Verdict.VOID);
        }
    }

    /** Counts that are consistent with themselves, but not with the replicates, fall to the audit. */
    @Test
    void auditFindsCountsThatNeverHappened() {
        Method<Fit> honest = method(Mutants.shifted(0.8));
        Method<Fit> other = new Method<>(
                honest.name(),
                honest.title(),
                new OneSample(),
                honest.tier(),
                honest.claims(),
                honest.reader(),
                honest.cells(),
                Optional.of(RealTables.jobs()));
        Certificate forged = certificate();
        Digests digests = new Digests(CodeDigest.ofProject());
        var p = forged.provenance();
        Certificate relabelled = new Certificate(
                forged.schema(),
                forged.method(),
                forged.title(),
                forged.estimand(),
                forged.options(),
                forged.tier(),
                forged.level(),
                forged.budget(),
                forged.verdict(),
                forged.statement(),
                forged.cells(),
                forged.families(),
                forged.powerCurve(),
                forged.aaReal(),
                new assay.certificate.Provenance(
                        digests.estimator(other.estimator()),
                        p.worldDigests(),
                        digests.spec(other),
                        p.epoch(),
                        p.version(),
                        p.java(),
                        p.vm(),
                        p.os(),
                        p.arch(),
                        p.started(),
                        0,
                        0));
        Verifier.Report report = new Verifier(2, 100).verify(relabelled, other);
        assertThat(report.passed("digests_match")).isTrue();
        assertThat(report.passed("evidence_recomputed")).isTrue();
        assertThat(report.passed("replicates_audited")).isFalse();
        assertThat(report.status()).isEqualTo(Verdict.VOID);
    }

    @Test
    void changedCodeIsStaleAndACommentIsNot() {
        Certificate certificate = certificate();
        Method<Fit> method = method(Mutants.shifted(0.8));
        String estimator = DifferenceInMeans.class.getName();
        Verifier verifier = new Verifier(1, 0);
        assertThat(verifier.verify(certificate, method, edited(estimator, "// a remark\n"))
                        .status())
                .isEqualTo(Verdict.CERTIFIED);
        Verifier.Report stale = verifier.verify(certificate, method, edited(estimator, "class Extra {}"));
        assertThat(stale.status()).isEqualTo(Verdict.STALE);
        assertThat(stale.passed("digests_match")).isFalse();
        assertThat(verifier.verify(certificate, method, edited("assay.experiment.Lin", "class Extra {}"))
                        .status())
                .isEqualTo(Verdict.CERTIFIED);
    }

    private static CodeDigest edited(String changed, String addition) {
        return new CodeDigest(name -> source(name).map(text -> name.equals(changed) ? text + addition : text));
    }

    private static Optional<String> source(String name) {
        String path = "META-INF/assay-sources/" + name.replace('.', '/') + ".java";
        try (InputStream in = CertifierTest.class.getClassLoader().getResourceAsStream(path)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void failuresCountAgainstTheMethod() {
        Estimator<Fit> fragile = new Fragile();
        Certificate certificate = new Certifier(2)
                .certify(Method.ofFit("fragile", "Fragile", fragile, Tier.D).stress(Iid.standard(60)));
        CellRecord cell = certificate.cells().get(0);
        assertThat(cell.failures()).isEqualTo(cell.replicates()).isPositive();
        assertThat(cell.verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(cell.diagnostics().bias()).isNaN();
        assertThat(CertificateFiles.text(certificate))
                .contains("\"bias\": null")
                .doesNotContain("NaN");
    }

    /** Fails always. */
    record Fragile() implements Estimator<Fit> {
        @Override
        public Estimand target() {
            return Estimand.ATE;
        }

        @Override
        public Set<Role> needs() {
            return Set.of(Role.OUTCOME);
        }

        @Override
        public Fit estimate(Sample sample, RandomGenerator random) {
            throw new EstimationException(Problem.NOT_CONVERGED, "It never works.", "Choose another.");
        }
    }
}
