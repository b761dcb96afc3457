package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.Fit;
import assay.baseline.OneSample;
import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.Tier;
import assay.dgp.Iid;
import assay.experiment.DifferenceInMeans;
import assay.harness.Certifier;
import assay.harness.Control;
import assay.harness.Method;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a folder with one certificate, of a method that the catalogue does not have: it is stale. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BookCommandTest {

    private final Certificate certificate = new Certifier(2)
            .certify(Method.ofFit("tiny", "Tiny", new DifferenceInMeans(), Tier.D)
                    .stress(Iid.standard(60)));

    private record Run(int code, String out, String err) {}

    private static Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(args, new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    private CertificateFiles store(Path folder) {
        CertificateFiles files = new CertificateFiles(folder);
        files.write(certificate);
        files.append(certificate, "2026-01-01");
        return files;
    }

    @Test
    void bookTellsItsRatesAndWhatIsStale(@TempDir Path folder) {
        store(folder);
        Run run = run("book", "--from", folder.toString());
        assertThat(run.code).as(run.err).isEqualTo(Exit.STALE);
        assertThat(run.out.replace('\n', ' '))
                .contains("at most 1 % of the attempts", "at most 5 %", "100,000")
                .contains("the catalogue has no method of this name");
        Run claims = run("book", "--from", folder.toString(), "--claims", "--format", "csv");
        assertThat(claims.out).startsWith("method,cell,claim,verdict");
        Run json = run("book", "--from", folder.toString(), "--format", "json");
        assertThat(json.out).startsWith("{\n  \"schema\": \"assay/book-state/1\"");
        Run empty = run("book", "--from", folder.resolve("none").toString());
        assertThat(empty.code).isEqualTo(Exit.OK);
        assertThat(empty.out.replace('\n', ' ')).contains("No claim is badged yet.");
    }

    @Test
    void strictnessIsExact() {
        Run run = run("book", "--strictness", "--format", "csv", "--from", "none");
        assertThat(run.out.lines().findFirst().orElseThrow())
                .isEqualTo("tier,nominal,threshold,budget,true_p,certified,refuted,inconclusive,mean_replicates,median,"
                        + "upper");
        assertThat(run.out.lines()).hasSizeGreaterThan(60);
    }

    @Test
    void verifyFindsWhatWasChangedByHand(@TempDir Path folder) throws IOException {
        store(folder);
        assertThat(run("verify", "--from", folder.toString()).code).isEqualTo(Exit.STALE);
        Path file = folder.resolve("tiny.json");
        String text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("\"bias\": -?\\d", "\"bias\": 5"));
        Run changed = run("verify", "--from", folder.toString());
        assertThat(changed.code).isEqualTo(Exit.REFUTED);
        assertThat(changed.out).contains("VOID", "ledger_holds", "was changed");
        assertThat(run("book", "--from", folder.toString()).code).isEqualTo(Exit.REFUTED);
        Files.writeString(folder.resolve("book.json"), "[{");
        assertThat(run("verify", "--from", folder.toString()).code).isEqualTo(Exit.REFUTED);
        assertThat(run("book", "--from", folder.toString()).code).isEqualTo(Exit.REFUTED);
        Files.delete(folder.resolve("book.json"));
        Run alone = run("verify", "--from", folder.toString());
        assertThat(alone.code).isEqualTo(Exit.STALE);
        assertThat(alone.err).contains("There is no book beside the certificates");
    }

    @Test
    void verifyTellsAFileThatIsNoCertificateOfItsMethod(@TempDir Path folder) throws IOException {
        Path file = store(folder).folder().resolve("tiny.json");
        Path other = Files.copy(file, folder.resolve("ols.json"));
        Run swapped = run("verify", "--from", folder.toString());
        assertThat(swapped.code).isEqualTo(Exit.REFUTED);
        assertThat(swapped.err).contains("ols.json is not a certificate: it holds that of tiny");
        Files.delete(other);
        Files.writeString(file, Files.readString(file).substring(0, 500));
        assertThat(run("verify", "--from", folder.toString()).code).isEqualTo(Exit.REFUTED);
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertThat(run("verify", "--from", folder.toString()).code).isEqualTo(Exit.REFUTED);
    }

    @Test
    void verifyChecksTheSignatureWhereThereIsOne(@TempDir Path folder) throws IOException {
        store(folder);
        String key = folder.resolve("keys/book-key").toString();
        assertThat(run("book", "--new-key", key).code).isEqualTo(Exit.OK);
        assertThat(run("verify", "--from", folder.toString(), "--key", key + ".pub").code)
                .isEqualTo(Exit.REFUTED);
        assertThat(run("book", "--from", folder.toString(), "--sign", key).code).isEqualTo(Exit.OK);
        Run good = run("verify", "--from", folder.toString(), "--key", key + ".pub");
        assertThat(good.code).isEqualTo(Exit.STALE);
        assertThat(good.err).contains("The first 1 of 1 lines of the book are signed.");
        Path signature = folder.resolve("book.json.sig");
        Files.writeString(signature, Files.readString(signature).replace("\"entries\": 1", "\"entries\": 0"));
        Run forged = run("verify", "--from", folder.toString());
        assertThat(forged.code).isEqualTo(Exit.REFUTED);
        assertThat(forged.err).contains("the lines that were signed are not those of the book");
        Files.writeString(signature, "");
        assertThat(run("verify", "--from", folder.toString()).code).isEqualTo(Exit.REFUTED);
    }

    @Test
    void diffComparesFilesAndFolders(@TempDir Path one, @TempDir Path two) {
        Path a = store(one).folder().resolve("tiny.json");
        CertificateFiles other = new CertificateFiles(two);
        Control<Fit> foil = Control.foil("one-sample", "ignores the control arm", new OneSample());
        Certificate changed = new Certifier(2)
                .certify(Method.ofFit("tiny", "Tiny", new OneSample(), Tier.D).home(List.of(foil), Iid.standard(60)));
        Path b = other.write(changed);
        Run same = run("diff", a.toString(), one.toString());
        assertThat(same.code).isEqualTo(Exit.OK);
        assertThat(same.out).isEqualTo("tiny: nothing but the clock differs.\n");
        Run worse = run("diff", a.toString(), b.toString());
        assertThat(worse.code).as(worse.out).isEqualTo(Exit.REFUTED);
        assertThat(worse.out)
                .contains("The estimator's code has changed.", "CERTIFIED became REFUTED", "not compatible");
        assertThat(run("diff", b.toString(), a.toString()).code).isEqualTo(Exit.OK);
        Run csv = run("diff", one.toString(), two.toString(), "--format", "csv");
        assertThat(csv.out).startsWith("method,aspect,where,before,after,change\n");
        assertThat(run("diff", one.toString(), one.resolve("no").toString()).code)
                .isEqualTo(Exit.USAGE);
    }
}
