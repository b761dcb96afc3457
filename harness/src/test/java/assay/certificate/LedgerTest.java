package assay.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    private static final String OLD = """
            [
              {
                "index": 1,
                "method": "ols",
                "code_digest": "sha256:c",
                "spec_digest": "sha256:s",
                "verdict": "CERTIFIED",
                "replicates": 63200,
                "date": "2026-11-22"
              }
            ]
            """;

    @TempDir
    Path folder;

    /** A certificate of one home cell with one claim, and a stress cell with the same. */
    static Certificate certificate(String method, String code, int n, int successes) {
        ClaimSpec spec = ClaimSpec.of("coverage", "It covers.", 0.95, 0.94, ScoreKind.BERNOULLI, 40_000);
        List<Double> counted = List.of((double) n, (double) successes);
        ClaimRecord claim = ClaimRecord.weigh(spec, spec.resume(counted), List.of(counted));
        return new Certificate(
                Certificate.SCHEMA,
                method,
                "A method",
                "ate",
                Map.of(),
                Tier.A,
                0.95,
                40_000,
                claim.verdict(),
                "It is certified.",
                List.of(cell("home", claim), cell("stress", claim)),
                List.of(),
                null,
                null,
                new Provenance(
                        code, Map.of("iid", "sha256:w"), "sha256:spec", 1, "0", "17", "vm", "os", "arch", "now", 1, 2));
    }

    private static CellRecord cell(String role, ClaimRecord claim) {
        double nan = Double.NaN;
        return new CellRecord(
                role + "-cell",
                "iid",
                Map.of(),
                10,
                role,
                claim.verdict(),
                claim.replicates(),
                0,
                List.of(claim),
                List.of(),
                new Diagnostics(1, 1, 0, nan, 1, 1, 1, 0.1, 1, 1, 1, 0.1, 0),
                List.of(),
                null,
                Map.of(),
                new Figures(List.of(), List.of(), List.of(), List.of()));
    }

    /** Log E is above all thresholds of a young book. */
    private static Certificate strong(String method, String code) {
        return certificate(method, code, 3000, 2891);
    }

    @Test
    void anAttemptContinuesAndAChangeStartsTheNext() {
        Ledger ledger = new Ledger(List.of())
                .append(certificate("a", "one", 1000, 950), "d1")
                .append(strong("b", "one"), "d2")
                .append(certificate("a", "one", 2000, 1920), "d3")
                .append(certificate("a", "two", 2000, 1920), "d4");
        assertThat(ledger.entries()).extracting(BookEntry::lifetimeIndex).containsExactly(1, 2, 1, 3);
        assertThat(ledger.entries()).extracting(BookEntry::index).containsExactly(1, 2, 3, 4);
        assertThat(ledger.faults()).isEmpty();
        // Two claims could be refuted in each of the three attempts, one of them in the stress cell.
        assertThat(ledger.capacityUsed()).isEqualTo(6);
        assertThat(ledger.entries()).extracting(BookEntry::claims).containsOnly(1);
    }

    @Test
    void anExactRepetitionAddsNothingWhateverTheClockTells() {
        Certificate certificate = strong("a", "one");
        Provenance p = certificate.provenance();
        Certificate later = certificate.withProvenance(new Provenance(
                p.codeDigest(), p.worldDigests(), p.specDigest(), 1, "0", "17", "vm", "os", "arch", "later", 3, 4));
        Ledger ledger = new Ledger(List.of()).append(certificate, "d1");
        assertThat(ledger.append(later, "d2")).isEqualTo(ledger);
        assertThat(CertificateFiles.digest(later)).isEqualTo(CertificateFiles.digest(certificate));
    }

    /**
     * Thresholds: mpmath 1.3, {@code log(zeta('1.1') * t**1.1 / (0.01 * (R + 1)))} for (t, R) = (1, 0), (2, 1), (3, 2).
     */
    @Test
    void theLifetimeRuleIsThatOfELond() {
        Ledger ledger = new Ledger(List.of())
                .append(strong("a", "one"), "d")
                .append(strong("b", "one"), "d")
                .append(certificate("c", "one", 1000, 950), "d");
        assertThat(ledger.entries()).extracting(BookEntry::lifetimeAccepted).containsExactly(true, true, false);
        double[] expected = {6.964555983875000, 7.033870701930995, 7.074417212741811};
        for (int i = 0; i < 3; i++) {
            assertThat(ledger.entries().get(i).lifetimeLogE()).isCloseTo(expected[i], within(1e-9));
        }
    }

    @Test
    void onlyCertifiedAttemptsAreAccepted() {
        Certificate certificate = strong("a", "one");
        Ledger ledger = new Ledger(List.of()).append(certificate.withVerdict(Verdict.VOID), "d");
        BookEntry line = ledger.entries().get(0);
        assertThat(line.logE()).isGreaterThan(line.lifetimeLogE());
        assertThat(line.lifetimeAccepted()).isFalse();
    }

    @Test
    void oldLinesStayAsTheyWereAndTheChainBeginsOverThem() throws IOException {
        Files.writeString(folder.resolve("book.json"), OLD);
        CertificateFiles files = new CertificateFiles(folder);
        files.append(strong("ols", "one"), "2026-12-01");
        String text = Files.readString(folder.resolve("book.json"));
        assertThat(text).startsWith(OLD.substring(0, OLD.lastIndexOf("\n]")));
        Ledger ledger = files.ledger();
        assertThat(ledger.entries().get(1).previous()).isEqualTo(Sha256.hex(OLD));
        assertThat(ledger.entries().get(1).lifetimeIndex()).isEqualTo(1);
        assertThat(ledger.faults()).isEmpty();
        Files.writeString(folder.resolve("book.json"), text.replace("63200", "63300"));
        assertThat(files.ledger().faults()).hasSize(1);
    }

    /** Every field of every line, one at a time. */
    @Test
    void everyChangedFieldIsFound() throws IOException {
        Files.writeString(folder.resolve("book.json"), OLD);
        CertificateFiles files = new CertificateFiles(folder);
        files.append(certificate("a", "one", 1000, 950), "d1");
        files.append(strong("b", "one"), "d2");
        String text = Files.readString(folder.resolve("book.json"));
        JsonArray lines = JsonParser.parseString(text).getAsJsonArray();
        int changed = 0;
        for (int i = 0; i < lines.size(); i++) {
            for (String field : lines.get(i).getAsJsonObject().keySet()) {
                JsonArray copy = lines.deepCopy();
                JsonObject line = copy.get(i).getAsJsonObject();
                line.add(field, tampered(field, line.getAsJsonPrimitive(field)));
                Files.writeString(folder.resolve("book.json"), copy.toString());
                assertThat(files.ledger().faults()).as(field + " of line " + i).isNotEmpty();
                changed++;
            }
            JsonArray shorter = lines.deepCopy();
            shorter.remove(i);
            Files.writeString(folder.resolve("book.json"), shorter.toString());
            List<String> faults = new ArrayList<>(files.ledger().faults());
            faults.addAll(files.ledger().faults(strong("b", "one")));
            assertThat(faults).as("line " + i + " removed").isNotEmpty();
        }
        assertThat(changed).isEqualTo(7 + 19 + 19);
    }

    private static JsonPrimitive tampered(String field, JsonPrimitive value) {
        if (field.equals("verdict")) {
            return new JsonPrimitive(value.getAsString().equals("REFUTED") ? "CERTIFIED" : "REFUTED");
        }
        if (value.isBoolean()) {
            return new JsonPrimitive(!value.getAsBoolean());
        }
        return value.isNumber()
                ? new JsonPrimitive(value.getAsDouble() + 1)
                : new JsonPrimitive(value.getAsString() + "x");
    }

    /** A lifetime field, or a sum of the certificate, that is changed together with all digests after it. */
    @Test
    void aLineWrittenAnewIsFoundByWhatItTells() {
        Certificate certificate = strong("a", "one");
        Ledger ledger = new Ledger(List.of()).append(certificate, "d");
        BookEntry line = ledger.entries().get(0);
        BookEntry kinder = line.withLifetime(1, line.lifetimeLogE() - 1, true).withDigest(null);
        Ledger forged = new Ledger(List.of(kinder.withDigest(Sha256.hex(Json.write(kinder)))));
        assertThat(forged.faults()).singleElement().asString().contains("lifetime rule");
        assertThat(ledger.faults(certificate)).isEmpty();
        assertThat(ledger.faults(certificate("a", "one", 3000, 2892))).hasSize(1);
        assertThat(ledger.faults(strong("unheard-of", "one"))).hasSize(1);
        assertThat(new Ledger(List.of()).faults(certificate)).isEmpty();
    }

    @Test
    void threadsThatAppendAtOnceLoseNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String method = "method-" + i;
                tasks.add(() -> {
                    new CertificateFiles(folder).append(strong(method, "one"), "d");
                    return null;
                });
            }
            for (var done : threads.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        Ledger ledger = new CertificateFiles(folder).ledger();
        assertThat(ledger.entries()).hasSize(20);
        assertThat(ledger.faults()).isEmpty();
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("book.json", ".book.lock");
        }
    }

    @Test
    void aSignatureHoldsForLinesThatAreAddedButNotForLinesThatChange() throws IOException {
        CertificateFiles files = new CertificateFiles(folder);
        files.append(strong("a", "one"), "d");
        Path key = folder.resolve("keys").resolve("key");
        BookSignature.newKey(key);
        assertThatThrownBy(() -> BookSignature.newKey(key)).hasMessageContaining("already");
        assertThat(BookSignature.read(files)).isEmpty();
        BookSignature.sign(files, key);
        BookSignature signature = BookSignature.read(files).orElseThrow();
        assertThat(signature.fault(files.ledger())).isEmpty();
        files.append(strong("b", "one"), "d");
        assertThat(signature.fault(files.ledger())).isEmpty();
        assertThat(signature.madeWith(folder.resolve("keys").resolve("key.pub")))
                .isTrue();
        // The same lines from the first on, all digests in order, but another certificate.
        Ledger anew = new Ledger(List.of()).append(strong("a", "two"), "d").append(strong("b", "one"), "d");
        assertThat(anew.faults()).isEmpty();
        assertThat(signature.fault(anew)).isPresent();
        assertThat(signature.fault(new Ledger(List.of()))).isPresent();
        for (BookSignature forged : List.of(
                new BookSignature(
                        BookSignature.SCHEMA, 2, signature.digest(), signature.publicKey(), signature.signature()),
                new BookSignature(
                        BookSignature.SCHEMA, 2, files.ledger().head(), signature.publicKey(), signature.signature()),
                new BookSignature(BookSignature.SCHEMA, 1, signature.digest(), signature.publicKey(), "AAAA"))) {
            assertThat(forged.fault(files.ledger())).isPresent();
        }
        Path other = folder.resolve("keys").resolve("other");
        BookSignature.newKey(other);
        assertThat(signature.madeWith(other.resolveSibling("other.pub"))).isFalse();
        Files.copy(other, folder.resolve("keys").resolve("mixed"));
        Files.copy(key.resolveSibling("key.pub"), folder.resolve("keys").resolve("mixed.pub"));
        assertThatThrownBy(
                        () -> BookSignature.sign(files, folder.resolve("keys").resolve("mixed")))
                .hasMessageContaining("does not belong");
    }

    @Test
    void theFirstSchemaCanStillBeRead() throws IOException {
        Certificate certificate = strong("a", "one");
        JsonObject old =
                JsonParser.parseString(CertificateFiles.text(certificate)).getAsJsonObject();
        old.remove("families");
        old.remove("budget");
        old.getAsJsonArray("cells").forEach(cell -> {
            cell.getAsJsonObject().remove("explanations");
            cell.getAsJsonObject().getAsJsonArray("claims").forEach(claim -> {
                claim.getAsJsonObject().remove("kind");
                claim.getAsJsonObject().remove("stop_epsilon");
            });
        });
        Files.writeString(folder.resolve("a.json"), old.toString());
        assertThat(new CertificateFiles(folder).read("a").orElseThrow().families())
                .isEmpty();
        Files.writeString(folder.resolve("b.json"), "{\"cells\": 3}");
        assertThatThrownBy(() -> new CertificateFiles(folder).read("b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("b.json is not a certificate");
    }
}
