package assay.cli;

import assay.Arguments;
import assay.Estimator;
import assay.Fit;
import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.Verdict;
import assay.harness.Catalog;
import assay.harness.Certifier;
import assay.harness.Method;
import assay.harness.Repeatability;
import assay.harness.RunningFolder;
import assay.harness.Standing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the certifier and writes certificates. */
@Command(
        name = "certify",
        mixinStandardHelpOptions = true,
        description = {
            "Run methods in their worlds until the evidence is decided, and write their certificates.",
            "A run that is stopped, in whatever way, goes on where it was when the same command is given again."
        })
final class CertifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "METHOD", description = "Methods, see: assay list; all by default.")
    private List<String> names = List.of();

    @Option(names = "--all", description = "All methods.")
    private boolean all;

    @Option(
            names = "--budget",
            paramLabel = "N",
            description =
                    "Replicates at most in each cell, in batches of 100 (default: by tier). A larger budget goes on "
                            + "with the same replicates.")
    private @Nullable Integer budget;

    @Option(names = "--fresh", description = "Do not go on from a run that was stopped.")
    private boolean fresh;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the certificates (default: harness/certificates of the checkout; "
                    + "candidate-certificates for a candidate).")
    private @Nullable Path out;

    @Option(
            names = "--candidate",
            paramLabel = "FILE",
            description = "Your own estimator, a file FILE.java or the full name of a class: a public class or record "
                    + "that implements assay.Estimator<assay.Fit>, with a public constructor without arguments.")
    private @Nullable String candidate;

    @Option(
            names = "--like",
            paramLabel = "METHOD",
            description = "The method whose home cells, claims, controls and tier the candidate is held to.")
    private @Nullable String like;

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            defaultValue = "",
            description = "Folders and jars that the candidate needs.")
    private String classPath = "";

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long one estimate of the candidate may take; longer is a failure (default: "
                    + "${DEFAULT-VALUE}).")
    private double timeout = 60;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Mixin
    private CertifyOn on = new CertifyOn();

    @Override
    public Integer call() throws IOException {
        if (on.asked()) {
            require(!all && candidate == null, "--on certifies one method: leave out --all and --candidate.");
            return on.run(spec, names, out, threads.count(), budget, fresh);
        }
        require(!(all && !names.isEmpty()), "Name methods or ask for --all, not both.");
        require((candidate == null) == (like == null), "--candidate and --like METHOD go together.");
        require(
                candidate == null || (!all && names.isEmpty()),
                "A candidate is certified alone: leave out the other methods.");
        Certifier certifier = new Certifier(threads.count());
        if (budget != null) {
            certifier = certifier.withBudget(Arguments.atLeast("--budget", budget, 1));
        }
        if (candidate != null && like != null) {
            Certifier chosen = certifier;
            String what = candidate;
            Method<Fit> model = Methods.fit(spec, like);
            return StopNotice.during(err(), () -> certifyCandidate(chosen, what, model));
        }
        List<Method<?>> methods = new ArrayList<>();
        if (names.isEmpty()) {
            methods.addAll(Catalog.methods());
        }
        names.forEach(name -> methods.add(Methods.find(spec, name)));
        Certifier chosen = certifier;
        return StopNotice.during(err(), () -> certifyAll(chosen, methods));
    }

    private void require(boolean met, String message) {
        if (!met) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private int certifyAll(Certifier certifier, List<Method<?>> methods) {
        CertificateFiles files = new CertificateFiles(out == null ? Home.certificates() : out);
        CertifyTables tables = new CertifyTables();
        List<Verdict> verdicts = new ArrayList<>();
        try (RunningFolder running = RunningFolder.open(files.folder())) {
            for (Method<?> method : methods) {
                Certificate certificate = certifyOne(certifier, method, files, running);
                tables.add(certificate);
                verdicts.add(certificate.verdict());
                err().println(method.name() + ": " + certificate.verdict());
            }
            running.complete();
        }
        print(tables);
        return AaCommand.code(Certificate.all(verdicts));
    }

    private Certificate certifyOne(
            Certifier certifier, Method<?> method, CertificateFiles files, RunningFolder running) {
        Optional<Certificate> stored = current(files, method);
        Certifier budgeted = budgeted(certifier, method, stored);
        int replicates = budgeted.budget().orElse(method.tier().maximum());
        start(running, method.name());
        if (stored.isPresent() && stored.get().budget() == replicates && running.finished(stored.get())) {
            err().println(method.name() + ": was done before the run was stopped");
            return stored.get();
        }
        Certificate certificate = certify(budgeted, method, running);
        files.write(certificate);
        files.append(certificate, LocalDate.now(ZoneOffset.UTC).toString());
        running.finish(certificate);
        return certificate;
    }

    /** The stored certificate if it is about the code as it is; one that cannot be read is about nothing. */
    private static Optional<Certificate> current(CertificateFiles files, Method<?> method) {
        try {
            return files.read(method.name()).filter(certificate -> Standing.isCurrent(method, certificate));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Evidence is never dropped: a certificate is replaced by one with no less of a budget. */
    private Certifier budgeted(Certifier certifier, Method<?> method, Optional<Certificate> stored) {
        int spent = stored.map(Certificate::budget).orElse(0);
        int asked = certifier.budget().orElse(method.tier().maximum());
        if (asked >= spent) {
            return certifier;
        }
        if (certifier.budget().isPresent()) {
            throw new IllegalArgumentException("The certificate of " + method.name() + " rests on a budget of " + spent
                    + " replicates; a budget of " + asked + " would drop evidence. Ask for no less than " + spent
                    + ", or write elsewhere with --out.");
        }
        err().println(method.name() + ": goes on with the budget of " + spent + " replicates of its certificate");
        return certifier.withBudget(spent);
    }

    private int certifyCandidate(Certifier certifier, String what, Method<Fit> model) throws IOException {
        Path folder = out == null ? Path.of("candidate-certificates") : out;
        if (folder.toAbsolutePath()
                .normalize()
                .equals(Home.certificates().toAbsolutePath().normalize())) {
            throw new IllegalArgumentException(
                    "A candidate is not in the catalogue: write its certificate elsewhere with --out.");
        }
        try (Candidate loaded = new Candidate(what, classPath);
                RunningFolder running = RunningFolder.open(folder)) {
            Estimator<Fit> estimator = loaded.estimator();
            if (estimator.target() != model.estimator().target()) {
                throw new Candidate.Rejected(loaded.title() + " estimates " + estimator.target() + ", but "
                        + model.name() + " estimates " + model.estimator().target()
                        + ": hold it to a method with the same estimand.");
            }
            Method<Fit> method = model.candidate(loaded.name(), loaded.title(), estimator);
            Duration limit = Duration.ofMillis(Math.round(1e3 * Arguments.positive("--timeout", timeout)));
            repeatable(method, limit);
            start(running, method.name());
            CertifyProgress progress = progress();
            Certificate certificate = certifier
                    .withRunning(running)
                    .withProgress(progress)
                    .withLimit(limit)
                    .certify(method, loaded.code());
            progress.end();
            // State may have built up on the way.
            repeatable(method, limit);
            Path file = new CertificateFiles(folder).write(certificate);
            running.discard(method.name());
            CertifyTables tables = new CertifyTables();
            tables.add(certificate);
            err().println(method.name() + ", held to what " + model.name() + " is held to: " + certificate.verdict());
            err().println("written: " + file);
            print(tables);
            return AaCommand.code(certificate.verdict());
        } catch (Candidate.Rejected e) {
            err().println("error: " + e.getMessage());
            return Exit.DATA;
        }
    }

    private static void repeatable(Method<Fit> method, Duration limit) {
        Repeatability.fault(method, limit).ifPresent(fault -> {
            throw new Candidate.Rejected(method.title() + " cannot be certified. " + fault);
        });
    }

    private void start(RunningFolder running, String method) {
        if (fresh) {
            running.discard(method);
        } else if (running.holds(method)) {
            err().println(method + ": goes on from the run that was stopped");
        }
    }

    private Certificate certify(Certifier certifier, Method<?> method, RunningFolder running) {
        CertifyProgress progress = progress();
        Certificate certificate =
                certifier.withRunning(running).withProgress(progress).certify(method);
        progress.end();
        return certificate;
    }

    private CertifyProgress progress() {
        return new CertifyProgress(
                err(),
                Boolean.getBoolean("assay.tty"),
                spec.commandLine().getColorScheme().ansi());
    }

    private void print(CertifyTables tables) {
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.print(tables.text());
        stdout.flush();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
