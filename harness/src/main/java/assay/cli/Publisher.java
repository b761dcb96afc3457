package assay.cli;

import assay.apidoc.ApiDocs;
import assay.certificate.BookState;
import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.Verdict;
import assay.contract.Schemas;
import assay.harness.Strictness;
import assay.notebook.CleanCopy;
import assay.notebook.NotebookRunner;
import assay.site.SiteBuilder;
import assay.site.SiteInputs;
import assay.site.SiteSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Makes the site from the committed certificates, the executed chapters and the catalogue. */
public final class Publisher {

    private final Consumer<String> talk;

    /**
     * A publisher.
     *
     * @param talk told each step
     */
    public Publisher(Consumer<String> talk) {
        this.talk = talk;
    }

    /**
     * Publishes: executes the chapters whose executed copy is older than the notebook or the engine, writes what the
     * site needs to know of the catalogue, and builds the site.
     *
     * @param out the folder of the site; replaced as a whole
     * @return what was built
     * @throws IOException if files cannot be read or written
     */
    public SiteSummary publish(Path out) throws IOException {
        for (Path folder : ChapterCommand.folders()) {
            Path executed = ChapterCommand.executed(folder);
            Path notebook = folder.resolve("chapter.ipynb");
            if (isOlder(executed, notebook) || isOlder(executed, builtCode())) {
                talk.accept("executing " + folder.getFileName());
                NotebookRunner.run(notebook, executed, NotebookRunner.Options.standard());
            }
        }
        return build(out);
    }

    /**
     * Builds the site from chapters that have been executed already.
     *
     * @param out the folder of the site; replaced as a whole
     * @return what was built
     * @throws IOException if files cannot be read or written
     */
    public SiteSummary build(Path out) throws IOException {
        Path staging = Files.createDirectories(Home.root().resolve("harness/target/site-inputs"));
        talk.accept("reading the book");
        BookState book = KeptBook.of(new CertificateFiles(Home.certificates())).state(Strictness.table());
        OutputOptions.write(staging.resolve("book-state.json"), book.text());
        Path certificates = currentCertificates(staging.resolve("certificates"), book);
        currentGrids(staging.resolve("grids"));
        talk.accept("describing the catalogue");
        OutputOptions.write(staging.resolve("methods.json"), Descriptions.methods());
        OutputOptions.write(staging.resolve("worlds.json"), Descriptions.worlds());
        Path cases = cases(staging);
        cleanCopies();
        api(staging.resolve("api.json"));
        talk.accept("building the site");
        SiteSummary summary = SiteBuilder.build(
                new SiteInputs(
                        Home.root().resolve("site/content"),
                        certificates,
                        Home.chapters().resolve("target/executed"),
                        Home.root().resolve("datasets/src/main/resources/assay/data/cards"),
                        staging.resolve("methods.json"),
                        staging.resolve("worlds.json"),
                        Home.version(),
                        staging.resolve("book-state.json"),
                        cases),
                out);
        Path schemas = Files.createDirectories(out.resolve("schemas"));
        for (Map.Entry<String, String> schema : Schemas.schemas().entrySet()) {
            Files.writeString(schemas.resolve(schema.getKey()), schema.getValue());
        }
        return summary;
    }

    /** What the study cases answer: kept while neither they nor the code have changed. */
    private Path cases(Path staging) throws IOException {
        Path texts = Home.root().resolve("site/content/cases");
        Path answers = staging.resolve("cases.json");
        boolean old = isOlder(answers, builtCode());
        try (var files = Files.walk(texts)) {
            for (Path file : files.toList()) {
                old = old || isOlder(answers, file);
            }
        }
        if (old) {
            talk.accept("running the study cases");
            OutputOptions.write(answers, StudyCases.answers(texts));
        }
        return answers;
    }

    /** The engine's API, kept while the code has not changed; a Java without that tool publishes without it. */
    private void api(Path file) throws IOException {
        if (!isOlder(file, builtCode())) {
            return;
        }
        talk.accept("reading the API of the engine");
        Files.deleteIfExists(file);
        ApiDocs.write(Home.root().resolve("engine/src/main/java"), "assay", System.getProperty("java.class.path"), file)
                .ifPresent(problem -> talk.accept("the site is built without the pages of the Java API: " + problem));
    }

    /** Beside each executed chapter, one to work through alone. */
    private static void cleanCopies() throws IOException {
        for (Path folder : ChapterCommand.folders()) {
            Path executed = ChapterCommand.executed(folder);
            if (Files.exists(executed)) {
                CleanCopy.write(
                        folder.resolve("chapter.ipynb"), executed.resolveSibling("clean.ipynb"), CleanCopy.Code.KEPT);
            }
        }
    }

    /** The stored certificates, with the verdict STALE where the code has changed since. */
    private static Path currentCertificates(Path folder, BookState state) throws IOException {
        CertificateFiles stored = new CertificateFiles(Home.certificates());
        Files.createDirectories(folder);
        try (var old = Files.list(folder)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        Set<String> stale = state.badges().stream()
                .filter(BookState.BadgeState::stale)
                .map(BookState.BadgeState::method)
                .collect(Collectors.toSet());
        CertificateFiles current = new CertificateFiles(folder);
        for (Certificate certificate : stored.readAll()) {
            boolean old = stale.contains(certificate.method());
            current.write(old ? certificate.withVerdict(Verdict.STALE) : certificate);
        }
        Path book = Home.certificates().resolve("book.json");
        if (Files.isRegularFile(book)) {
            Files.copy(book, folder.resolve("book.json"), StandardCopyOption.REPLACE_EXISTING);
        }
        return folder;
    }

    /** The stored grids beside the certificates, marked where the code has changed since. */
    private static void currentGrids(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (var old = Files.list(folder)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        for (GridTopic topic : GridTopics.all()) {
            Path file = ExploreCommand.folder().resolve(topic.name() + ".json");
            if (Files.isRegularFile(file)) {
                Grid grid = Grid.read(file);
                OutputOptions.write(
                        folder.resolve(topic.name() + ".json"),
                        grid.withStale(!GridRun.isCurrent(topic, grid)).text());
            }
        }
    }

    private static Path builtCode() {
        return Home.root().resolve("harness/target/classpath.txt");
    }

    private static boolean isOlder(Path file, Path than) throws IOException {
        if (!Files.exists(file)) {
            return true;
        }
        return Files.exists(than) && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(than)) < 0;
    }
}
