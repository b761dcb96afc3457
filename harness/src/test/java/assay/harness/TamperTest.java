package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.Fit;
import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.ClaimRecord;
import assay.certificate.ClaimSpec;
import assay.certificate.CodeDigest;
import assay.certificate.Ledger;
import assay.certificate.Verdict;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that a certificate stores can be changed unnoticed where its book lies beside it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TamperTest {

    /** A certificate tells of the clock, but nothing rests on it. */
    private static final Set<String> CLOCK = Set.of("wall_seconds", "cpu_seconds");

    private final Method<Fit> method = Tiny.method();
    private final CodeDigest code = CodeDigest.ofProject();
    private Path folder = Path.of("");
    private CertificateFiles files = new CertificateFiles(folder);
    private Ledger ledger = new Ledger(List.of());
    private String text = "";
    private int numbers;
    private int tried;

    @BeforeAll
    void certify(@TempDir Path temporary) throws IOException {
        folder = temporary;
        files = new CertificateFiles(folder);
        Certificate certificate = new Certifier(2).certify(method);
        text = Files.readString(files.write(certificate));
        files.append(certificate, "2026-01-01");
        ledger = files.ledger();
    }

    private Verdict status() {
        Certificate certificate = files.read("tiny").orElseThrow();
        Verifier.Report report = new Verifier(1, 0).verify(certificate, method, code);
        return Verifier.withLedger(report, certificate, ledger).status();
    }

    private void store(JsonElement tree) throws IOException {
        Files.writeString(folder.resolve("tiny.json"), tree.toString());
    }

    @Test
    void whatWasCertifiedStands() throws IOException {
        Files.writeString(folder.resolve("tiny.json"), text);
        assertThat(status()).isEqualTo(Verdict.CERTIFIED);
    }

    @Test
    void everyNumberIsWatched() throws IOException {
        JsonElement tree = JsonParser.parseString(text);
        walk(tree, tree, "");
        assertThat(tried).isGreaterThan(300);
        store(tree);
        assertThat(status()).as("all was put back").isEqualTo(Verdict.CERTIFIED);
    }

    /** Changes each number below an element, verifies, and puts it back. */
    private void walk(JsonElement root, JsonElement at, String path) throws IOException {
        if (at instanceof JsonObject object) {
            for (String key : object.keySet()) {
                JsonElement value = object.get(key);
                if (!(value instanceof JsonPrimitive number && number.isNumber())) {
                    walk(root, value, path + "/" + key);
                } else if (!CLOCK.contains(key)) {
                    object.add(key, changed(number));
                    expectVoid(root, path + "/" + key);
                    object.add(key, number);
                }
            }
        } else if (at instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                JsonElement value = array.get(i);
                if (value instanceof JsonPrimitive number && number.isNumber()) {
                    array.set(i, changed(number));
                    expectVoid(root, path + "/" + i);
                    array.set(i, number);
                } else {
                    walk(root, value, path + "/" + i);
                }
            }
        }
    }

    /**
     * What makes the status void is asked for every number but those of figures, which are many, and of which one in 25 is
     * tried; the whole of the verifier is asked at every hundredth.
     */
    private void expectVoid(JsonElement root, String path) throws IOException {
        if (path.contains("/figures/") && numbers++ % 25 != 0) {
            return;
        }
        store(root);
        if (tried++ % 100 == 0) {
            assertThat(status()).as(path).isEqualTo(Verdict.VOID);
        }
        assertThat(ledger.faults(files.read("tiny").orElseThrow())).as(path).isNotEmpty();
    }

    private static JsonPrimitive changed(JsonPrimitive number) {
        double value = number.getAsDouble();
        boolean whole = value == Math.rint(value);
        return new JsonPrimitive(whole ? (Number) Math.round(value + 1) : (Number) (value * (1 + 1e-9)));
    }

    /** One success more in every claim in turn, with estimate, interval, evidence and verdict as they follow from it. */
    @Test
    void aCountThatIsChangedWithAllThatFollowsIsFound() throws IOException {
        JsonElement tree = JsonParser.parseString(text);
        Certificate stored = CertificateFiles.parse(Files.writeString(folder.resolve("tiny.json"), text));
        int claims = stored.cells().get(0).claims().size();
        for (int c = 0; c < claims; c++) {
            ClaimRecord honest = stored.cells().get(0).claims().get(c);
            List<List<Double>> points = new ArrayList<>(honest.checkpoints());
            points.set(points.size() - 1, List.of((double) honest.replicates(), honest.successes() - 1));
            ClaimSpec spec = honest.spec(honest.replicates());
            ClaimRecord forged = ClaimRecord.weigh(spec, spec.resume(points.get(points.size() - 1)), points);
            JsonObject claim = tree.getAsJsonObject()
                    .getAsJsonArray("cells")
                    .get(0)
                    .getAsJsonObject()
                    .getAsJsonArray("claims")
                    .get(c)
                    .getAsJsonObject();
            JsonObject before = claim.deepCopy();
            claim.addProperty("successes", forged.successes());
            claim.addProperty("estimate", forged.estimate());
            claim.addProperty("cs_low", forged.csLow());
            claim.addProperty("cs_high", forged.csHigh());
            claim.addProperty("log_e_certify", forged.logECertify());
            claim.addProperty("log_e_refute", forged.logERefute());
            JsonArray last =
                    claim.getAsJsonArray("checkpoints").get(points.size() - 1).getAsJsonArray();
            last.set(1, new JsonPrimitive(forged.successes()));
            store(tree);
            Certificate read = files.read("tiny").orElseThrow();
            assertThat(EvidenceCheck.faults(read)).as("consistent with itself").isEmpty();
            assertThat(status()).as(honest.name()).isEqualTo(Verdict.VOID);
            before.entrySet().forEach(entry -> claim.add(entry.getKey(), entry.getValue()));
        }
    }
}
