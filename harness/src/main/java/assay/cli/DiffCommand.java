package assay.cli;

import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.harness.CertificateDiff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What has changed between certificates. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = "Say in words how two certificates differ, or two folders of them.",
        footer = "%nExit codes: 0 no verdict is worse in B than in A, 4 one is.")
final class DiffCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "A",
            description = "A certificate, a folder of them, or a method: its stored certificate.")
    private String before = "";

    @Parameters(index = "1", paramLabel = "B", description = "The same; a folder is searched for the method of A.")
    private String after = "";

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        Map<String, Certificate> old = read(before);
        Map<String, Certificate> now = read(after);
        boolean single = isSingle(before) || isSingle(after);
        if (isSingle(before) && isSingle(after)) {
            // Two files are compared whatever their methods are.
            Certificate first = old.values().iterator().next();
            now = Map.of(first.method(), now.values().iterator().next());
        }
        Rows rows = new Rows("method", "aspect", "where", "before", "after", "change");
        StringBuilder words = new StringBuilder();
        boolean worse = false;
        Map<String, Certificate> all = new TreeMap<>(old);
        now.forEach(all::putIfAbsent);
        int compared = 0;
        for (String method : all.keySet()) {
            Certificate one = old.get(method);
            Certificate two = now.get(method);
            if (one != null && two != null) {
                compared++;
                CertificateDiff diff = CertificateDiff.of(one, two);
                worse |= diff.isWorse();
                describe(method, diff, rows, words);
            } else if (!single) {
                String change = one == null ? "The certificate is new." : "The certificate is gone.";
                rows.add(method, "certificate", method, verdict(one), verdict(two), change);
                words.append(method).append(": ").append(change).append('\n');
            }
        }
        if (compared == 0 && single) {
            throw new IllegalArgumentException(
                    "There is no certificate of the same method in " + before + " and " + after);
        }
        String text = output.format() == Format.TABLE ? words.toString() : rows.format(output.format());
        output.print(spec.commandLine().getOut(), spec.commandLine().getErr(), "diff", text);
        return worse ? Exit.REFUTED : Exit.OK;
    }

    private static void describe(String method, CertificateDiff diff, Rows rows, StringBuilder words) {
        List<CertificateDiff.Change> changes = diff.changes();
        if (changes.isEmpty()) {
            words.append(method).append(": nothing but the clock differs.\n");
            return;
        }
        words.append(method).append(":\n");
        for (CertificateDiff.Change change : changes) {
            rows.add(method, change.aspect(), change.where(), change.before(), change.after(), change.sentence());
            words.append("  ").append(change.sentence()).append('\n');
        }
    }

    private static String verdict(@Nullable Certificate certificate) {
        return certificate == null ? "" : certificate.verdict().name();
    }

    private static boolean isSingle(String name) {
        return !Files.isDirectory(Path.of(name));
    }

    private Map<String, Certificate> read(String name) {
        Path path = Path.of(name);
        Map<String, Certificate> found = new TreeMap<>();
        if (Files.isDirectory(path)) {
            new CertificateFiles(path).readAll().forEach(certificate -> found.put(certificate.method(), certificate));
            if (found.isEmpty()) {
                throw new IllegalArgumentException("There is no certificate in " + path);
            }
        } else if (Files.exists(path)) {
            Certificate certificate = CertificateFiles.parse(path);
            found.put(certificate.method(), certificate);
        } else {
            String method = Methods.find(spec, name).name();
            found.put(
                    method,
                    new CertificateFiles(Home.certificates())
                            .read(method)
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "There is no certificate of " + method + "; run assay certify " + method)));
        }
        return found;
    }
}
