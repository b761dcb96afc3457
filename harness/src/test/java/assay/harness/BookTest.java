package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Fit;
import assay.certificate.BookState;
import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.CodeDigest;
import assay.certificate.ErrorRates;
import assay.certificate.Provenance;
import assay.certificate.Tier;
import assay.certificate.Verdict;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The book, the comparison of certificates and the rerun, on one small method. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BookTest {

    private final Method<Fit> method = Tiny.method();
    private final Certificate certificate = new Certifier(2).certify(method);

    private Book book(CertificateFiles files) {
        return Book.of(files, name -> name.equals("tiny") ? Optional.of(method) : Optional.empty());
    }

    @Test
    void aBadgeStandsWhenAllItsClaimsAreBadged(@TempDir Path folder) {
        CertificateFiles files = new CertificateFiles(folder);
        files.write(certificate);
        files.append(certificate, "2026-01-01");
        Book book = book(files);
        BookState state = book.state(List.of());
        // Six claims at home and the A/A size on the real table; those of the stress cell are no part of the badge.
        assertThat(state.claims()).isEqualTo(7);
        assertThat(state.badged()).isEqualTo(7);
        assertThat(book.stands("tiny")).isTrue();
        assertThat(state.cutLogE()).isCloseTo(Math.log(1 / ErrorRates.BOOK), within(1e-12));
        assertThat(state.rows()).extracting(BookState.Row::rank).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(state.rows()).isSortedAccordingTo((a, b) -> Double.compare(b.logE(), a.logE()));
        assertThat(state.badges().get(0).logE()).isEqualTo(state.rows().get(6).logE());
        assertThat(state.badges().get(0).lifetimeAccepted()).isTrue();
        assertThat(state.refuted()).extracting(BookState.Refutation::role).containsOnly("stress");
        assertThat(state.capacityUsed()).isEqualTo(13);
        assertThat(book.faults()).isEmpty();
        assertThat(book.warnings()).isEmpty();
        assertThat(state.statement())
                .contains("7 claims of 1 current certificates")
                .contains("100,000");
        JsonObject json = JsonParser.parseString(state.text()).getAsJsonObject();
        assertThat(json.keySet())
                .contains("cut_log_e", "alarm_rate", "capacity_used", "refute_log_e", "cpu_seconds", "strictness");
        assertThat(json.getAsJsonArray("badges").get(0).getAsJsonObject().keySet())
                .contains("lifetime_log_e", "badged_claims", "log_e", "stale");
    }

    @Test
    void whatIsStaleIsListedButNotBadged(@TempDir Path folder) {
        CertificateFiles files = new CertificateFiles(folder);
        files.write(certificate);
        Book stale = Book.of(files, name -> Optional.of(Tiny.method(0.7)));
        assertThat(stale.isStale()).isTrue();
        assertThat(stale.stands("tiny")).isFalse();
        BookState state = stale.state(List.of());
        assertThat(state.claims()).isZero();
        assertThat(state.cutLogE()).isInfinite();
        assertThat(state.text()).contains("\"cut_log_e\": null");
        assertThat(state.badges()).singleElement().satisfies(badge -> {
            assertThat(badge.stale()).isTrue();
            assertThat(badge.reasons()).containsExactly("the claims or controls have changed");
            assertThat(badge.lifetimeIndex()).isNull();
        });
        Book unknown = Book.of(files, name -> Optional.empty());
        assertThat(unknown.isStale()).isTrue();
    }

    @Test
    void aCertificateThatWasWrittenButNotAppendedIsSaidAndRepaired(@TempDir Path folder) {
        CertificateFiles files = new CertificateFiles(folder);
        files.write(certificate);
        files.append(certificate, "2026-01-01");
        Certificate next = new Certifier(2).certify(Tiny.method(0.7));
        files.write(next);
        Verifier.Report cut =
                Verifier.withLedger(new Verifier(1, 0).verify(next, Tiny.method(0.7)), next, files.ledger());
        assertThat(cut.status()).isEqualTo(Verdict.VOID);
        assertThat(cut.checks().get(4).detail()).contains("certify again adds the line");
        files.append(next, "2026-01-02");
        Verifier.Report whole =
                Verifier.withLedger(new Verifier(1, 0).verify(next, Tiny.method(0.7)), next, files.ledger());
        assertThat(whole.status()).isEqualTo(Verdict.CERTIFIED);
        // The certificate again: the same bytes, and no line.
        Certificate again = new Certifier(1).certify(Tiny.method(0.7));
        assertThat(CertificateFiles.digest(again)).isEqualTo(CertificateFiles.digest(next));
        files.append(again, "2026-01-03");
        assertThat(files.book()).hasSize(2);
    }

    @Test
    void twoRunsDifferInTheClockOnly() {
        Provenance p = certificate.provenance();
        Certificate later = certificate.withProvenance(new Provenance(
                p.codeDigest(),
                p.worldDigests(),
                p.specDigest(),
                p.epoch(),
                p.version(),
                p.java(),
                p.vm(),
                p.os(),
                p.arch(),
                "2030-01-01T00:00:00Z",
                1,
                1));
        CertificateDiff same = CertificateDiff.of(certificate, later);
        assertThat(same.changes()).isEmpty();
        assertThat(same.isWorse()).isFalse();
    }

    @Test
    void aComparisonSaysWhatHasChanged() {
        Certificate other = new Certifier(2).certify(Tiny.method(0), CodeDigest.ofProject(), Certifier.EPOCH + 1);
        CertificateDiff diff = CertificateDiff.of(certificate, other);
        // A mutant that changes nothing is certified, which voids the cell.
        assertThat(diff.isWorse()).isTrue();
        assertThat(diff.changes())
                .extracting(CertificateDiff.Change::sentence)
                .contains(
                        "The claims, the controls or the code that weighs them has changed.",
                        "Epoch: " + Certifier.EPOCH + ", then " + (Certifier.EPOCH + 1) + ".",
                        "Verdict: CERTIFIED, then VOID.")
                .anySatisfy(sentence -> assertThat(sentence)
                        .contains("coverage: still CERTIFIED")
                        .contains("are compatible"))
                .anySatisfy(sentence ->
                        assertThat(sentence).startsWith("The control").endsWith("is gone."));
        assertThat(CertificateDiff.of(other, certificate).isWorse()).isFalse();
    }

    @Test
    void aRerunComesOutToTheBitAndAFreshEpochAgrees() {
        Rerun.Outcome outcome = new Rerun(new Certifier(2)).run(certificate, method);
        assertThat(outcome.stale()).isEmpty();
        assertThat(outcome.differences()).isEmpty();
        assertThat(outcome.machine()).isEmpty();
        assertThat(outcome.cells()).hasSize(3);
        assertThat(outcome.holds()).isTrue();
        // Fresh keys: wrong with probability under 0.02 for each of three verdicts.
        assertThat(outcome.cells()).allMatch(cell -> cell.stored() == cell.fresh());
        assertThat(outcome.cells().get(0).combinedLogE()).isGreaterThan(2 * -Math.log(ErrorRates.BADGE));
        assertThat(outcome.cells().get(1).combinedLogE()).isNaN();
        assertThat(new Rerun(new Certifier(1))
                        .run(certificate, Tiny.method(0.7))
                        .stale())
                .isNotEmpty();
    }

    /** A claim at its threshold is certified with probability at most epsilon. */
    @Test
    void theStrictnessTableIsExactAndKeepsItsRates() {
        List<BookState.Strictness> table = Strictness.table();
        assertThat(table).extracting(BookState.Strictness::tier).contains(Tier.values());
        assertThat(table).allSatisfy(row -> {
            assertThat(row.certified() + row.refuted() + row.inconclusive()).isCloseTo(1, within(1e-9));
            if (row.p() <= row.threshold()) {
                assertThat(row.certified()).isLessThanOrEqualTo(ErrorRates.BADGE);
            }
            if (row.p() >= row.threshold()) {
                assertThat(row.refuted()).isLessThanOrEqualTo(ErrorRates.REFUTE);
            }
            if (row.p() >= row.nominal()) {
                assertThat(row.certified()).isGreaterThan(0.9);
            }
        });
    }
}
