package assay.cli;

import assay.Fit;
import assay.certificate.CellRecord;
import assay.certificate.Certificate;
import assay.certificate.ClaimRecord;
import assay.certificate.ControlRecord;
import assay.certificate.LocalFile;
import assay.certificate.Tier;
import assay.certificate.Verdict;
import assay.data.SampledFile;
import assay.harness.Alternative;
import assay.harness.Catalog;
import assay.harness.LocalCertificate;
import assay.harness.LocalCertifier;
import assay.harness.LocalCertifier.Question;
import assay.harness.Method;
import assay.harness.RunningFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tech.tablesaw.api.Table;

/** Certification of a method on a person's own table. */
final class CertifyOn {

    /** A file below this size, in bytes, is not counted before it is read. */
    private static final long LARGE = 20_000_000;

    private static final long MOST_ROWS = 2_000_000;

    @Option(
            names = "--on",
            paramLabel = "FILE",
            description =
                    "Certify on this table (FILE#sample=N takes N rows at random): known effects are planted into copies of it whose arms are drawn again"
                            + " by its own design. The roles below name its columns.")
    private @Nullable String file;

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            description = "With --on: how sharp, ${COMPLETION-CANDIDATES} (default: by the work of a replicate).")
    private @Nullable Tier tier;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "With --on: key of everything that is drawn, always printed (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "With --on: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    @Mixin
    private RoleOptions roles = new RoleOptions();

    boolean asked() {
        return file != null;
    }

    int run(
            CommandSpec spec,
            List<String> names,
            @Nullable Path out,
            int threads,
            @Nullable Integer budget,
            boolean fresh)
            throws IOException {
        if (names.size() != 1 || file == null) {
            throw new ParameterException(
                    spec.commandLine(), "--on takes one method: assay certify METHOD --on FILE --outcome ...");
        }
        Method<Fit> method = Methods.fit(spec, names.get(0));
        roles.checkDesign(method.estimator().needs(), method.name());
        if (budget != null) {
            assay.Arguments.atLeast("--budget", budget, 1);
        }
        PrintWriter err = spec.commandLine().getErr();
        String path = file;
        Path folder = out == null ? Path.of("local-certificates") : out;
        requireFits(path);
        Table table = Inputs.read(path);
        List<RoleOptions> contrasts = roles.contrasts(table);
        List<Verdict> verdicts = new ArrayList<>();
        for (RoleOptions contrast : contrasts) {
            String about = table(path)
                    + (contrasts.size() == 1
                            ? ""
                            : "-" + table(contrast.treated().orElseThrow()));
            Question question = new Question(
                    method,
                    about,
                    contrast.sample(table),
                    Optional.ofNullable(tier),
                    Optional.ofNullable(budget),
                    seed);
            if (contrasts.size() > 1) {
                err.println("arm: " + contrast.treated().orElseThrow());
            }
            verdicts.add(certify(spec, question, contrast, new Where(folder, path, fresh), threads));
        }
        return AaCommand.code(Certificate.all(verdicts));
    }

    /** Replicates draw arms again on every row, so that a table of many rows is sampled, and that is said. */
    private static void requireFits(String path) throws IOException {
        if (path.startsWith(Worlds.PREFIX) || path.contains("#sample=") || Inputs.ships(path)) {
            return;
        }
        Path onDisk = Inputs.file(path);
        if (Files.isRegularFile(onDisk) && Files.size(onDisk) > LARGE && SampledFile.rows(onDisk) > MOST_ROWS) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s has %,d rows, more than the %,d that arms can be drawn again on. Certify on rows drawn at random:"
                            + " --on %s#sample=100000. The certificate is then about tables of that size like this one.",
                    path,
                    SampledFile.rows(onDisk),
                    MOST_ROWS,
                    path));
        }
    }

    /** Where a certificate goes and its table comes from. */
    private record Where(Path folder, String path, boolean fresh) {}

    private Verdict certify(CommandSpec spec, Question question, RoleOptions contrast, Where where, int threads)
            throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Path folder = where.folder;
        String name = question.method().name() + "-on-" + question.table();
        try (RunningFolder running = RunningFolder.open(folder)) {
            if (where.fresh) {
                running.discard(name);
            } else if (running.holds(name)) {
                err.println(name + ": goes on from the run that was stopped");
            }
            return StopNotice.during(err, () -> {
                CertifyProgress progress = progress(spec);
                LocalCertificate found =
                        new LocalCertifier(threads, progress, Optional.of(running.folder(name))).certify(question);
                progress.end();
                Certificate certificate = found.certificate();
                LocalFile stored = new LocalFile(
                        certificate, contrast.source(where.path, question.table(), question.sample(), seed));
                Path written = folder.resolve(name + ".json");
                OutputOptions.write(written, stored.text());
                running.discard(name);
                print(spec, found, written);
                return certificate.verdict();
            });
        }
    }

    private void print(CommandSpec spec, LocalCertificate found, Path written) {
        PrintWriter err = spec.commandLine().getErr();
        Certificate certificate = found.certificate();
        roles.tell(
                certificate.method(),
                Catalog.find(certificate.method())
                        .map(method -> method.estimator().reads())
                        .orElse(Set.of()),
                err);
        err.println("design: " + found.design());
        err.println("tier: " + certificate.tier() + ", at most " + certificate.budget()
                + " replicates for each effect; seed: " + seed);
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.print(plants(certificate).format(format));
        boolean prose = format == Format.TABLE || format == Format.MD;
        PrintWriter talk = prose ? stdout : err;
        tell(found, talk, err);
        err.println("written: " + written);
    }

    private static void tell(LocalCertificate found, PrintWriter talk, PrintWriter err) {
        Certificate certificate = found.certificate();
        talk.println();
        talk.println("verdict: " + certificate.verdict());
        talk.println(found.statement());
        for (String reason : found.reasons()) {
            talk.println("  " + reason);
        }
        if (certificate.verdict() == Verdict.REFUTED || certificate.verdict() == Verdict.INCONCLUSIVE) {
            recommend(found, talk);
        }
        talk.flush();
        found.skipped().forEach((name, why) -> err.println("not tried: " + name + ": " + why));
    }

    private static void recommend(LocalCertificate found, PrintWriter talk) {
        List<Alternative> certified = found.alternatives().stream()
                .filter(other -> other.verdict() == Verdict.CERTIFIED)
                .toList();
        talk.println();
        if (!certified.isEmpty()) {
            talk.println(
                    "recommendation: " + certified.get(0).method()
                            + ", the narrowest interval that certifies on the same draws (without controls: ask for it by name)");
        } else {
            talk.println("recommendation: none; "
                    + (found.alternatives().isEmpty()
                            ? "no other method fits these roles."
                            : "no method that fits these roles certifies on this table."));
        }
        if (!found.alternatives().isEmpty()) {
            Rows rows = new Rows("method", "tier", "replicates", "mean_width", "lowest_coverage", "at", "verdict");
            found.alternatives()
                    .forEach(other -> rows.add(
                            other.method(),
                            other.tier().name(),
                            other.replicates(),
                            other.width(),
                            other.coverage(),
                            other.plant(),
                            other.verdict().name()));
            talk.print(rows.format(Format.TABLE));
        }
    }

    private static Rows plants(Certificate certificate) {
        Rows rows = new Rows(
                "method",
                "plant",
                "effect",
                "n",
                "replicates",
                "n_failed",
                "coverage",
                "conf_low",
                "conf_high",
                "missed_above",
                "missed_below",
                "size",
                "power",
                "mean_width",
                "controls",
                "verdict");
        for (CellRecord cell : certificate.cells()) {
            ClaimRecord coverage = cell.claims().get(0);
            Double size = cell.claims().stream()
                    .filter(claim -> claim.name().equals("aa-size"))
                    .map(claim -> 1 - claim.estimate())
                    .findFirst()
                    .orElse(Double.NaN);
            rows.add(
                    certificate.method(),
                    cell.id(),
                    Double.parseDouble(cell.knobs().getOrDefault("effect", "NaN")),
                    cell.n(),
                    cell.replicates(),
                    cell.failures(),
                    coverage.estimate(),
                    coverage.csLow(),
                    coverage.csHigh(),
                    1 - cell.claims().get(1).estimate(),
                    1 - cell.claims().get(2).estimate(),
                    size,
                    cell.diagnostics().power(),
                    cell.diagnostics().meanWidth(),
                    cell.controls().stream().filter(ControlRecord::holds).count() + " of "
                            + cell.controls().size(),
                    cell.verdict().name());
        }
        return rows;
    }

    /** The name of a table: that of its file, without folder and extensions. */
    private static String table(String path) {
        Path name = Path.of(path).getFileName();
        String text = name == null ? path : name.toString();
        int dot = text.indexOf('.', 1);
        int sample = text.indexOf("#sample=");
        String drawn = sample < 0 ? "" : text.substring(sample);
        return ((dot < 0 ? text : text.substring(0, dot)) + drawn).replaceAll("[^A-Za-z0-9_-]+", "-");
    }

    static CertifyProgress progress(CommandSpec spec) {
        return new CertifyProgress(
                spec.commandLine().getErr(),
                Boolean.getBoolean("assay.tty"),
                spec.commandLine().getColorScheme().ansi());
    }
}
