package assay.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Builds the site: reads, writes every page, checks every link, and only then replaces what was there. */
public final class SiteBuilder {

    private static final String MARKER = "search-index.js";
    private static final List<String> ASSETS = List.of("style.css", "site.js", "explore.js", "icon.svg");

    private SiteBuilder() {}

    /**
     * Builds the site.
     *
     * @param inputs where the material is
     * @param out the folder to write; an earlier site there is replaced, anything else is left alone
     * @return what was written
     * @throws SiteException if a file cannot be read or written, a formula cannot be drawn, a link or anchor leads
     *     nowhere, or {@code out} holds something that is not a site
     */
    public static SiteSummary build(SiteInputs inputs, Path out) {
        Library library = Library.read(inputs);
        Map<String, byte[]> files = new TreeMap<>();
        List<Page> pages = pages(library, files);
        Set<String> built = pages.stream().map(Page::path).collect(Collectors.toSet());
        built.addAll(files.keySet());
        Shell shell = new Shell(library.version(), built);
        Map<String, String> html = new TreeMap<>();
        for (Page page : pages) {
            html.put(page.path(), shell.wrap(page));
        }
        for (String asset : ASSETS) {
            files.put(asset, asset(asset));
        }
        CalcParts.assets().forEach(asset -> files.put(asset, asset(asset)));
        files.put(MARKER, SearchIndex.write(pages, library).getBytes(StandardCharsets.UTF_8));
        int links = LinkChecker.check(html, files.keySet());
        html.forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
        long bytes =
                files.values().stream().mapToLong(content -> content.length).sum();
        replace(files, out);
        return new SiteSummary(out.resolve("index.html"), pages.size(), links, bytes, library.missing());
    }

    private static List<Page> pages(Library library, Map<String, byte[]> files) {
        List<Page> pages = new ArrayList<>();
        pages.add(MethodsPage.write(library));
        GlossaryTerms glossary = GlossaryTerms.of(library);
        library.methods().forEach(method -> pages.add(MethodPage.write(library, glossary, method)));
        pages.add(CertificatesPage.write(library));
        pages.addAll(WallPages.write(library));
        for (Certificate certificate : library.certificates().values()) {
            pages.add(CertificatePage.write(library, certificate));
            files.put(certificate.raw(), bytes(certificate.file()));
        }
        pages.addAll(BookPage.write(library));
        pages.add(ExplorePage.write(library, files));
        ChapterPages chapters = ChapterPages.write(library);
        pages.addAll(chapters.pages());
        files.putAll(chapters.files());
        pages.addAll(WorldsPage.write(library));
        pages.addAll(DataPages.write(library));
        pages.addAll(CasePages.write(library));
        pages.addAll(TextPages.write(library));
        pages.addAll(CalculatorPages.write(library));
        pages.addAll(ApiPages.write(library));
        Set<String> built = pages.stream().map(Page::path).collect(Collectors.toSet());
        pages.add(0, HomePage.write(library, built));
        return pages;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new SiteException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static byte[] asset(String name) {
        try (InputStream stream = SiteBuilder.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new SiteException("The site's own file " + name + " is not in the jar. Build the project again.");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new SiteException("Cannot read " + name + ": " + e.getMessage(), e);
        }
    }

    private static void replace(Map<String, byte[]> files, Path out) {
        Path target = out.toAbsolutePath().normalize();
        if (!Folders.children(target).isEmpty() && !Files.exists(target.resolve(MARKER))) {
            throw new SiteException(
                    out + " holds files that are not a site, so it is not replaced. Name an empty or a new folder.");
        }
        Path parent = target.getParent();
        if (parent == null || Files.isRegularFile(target)) {
            throw new SiteException(out + " cannot be replaced by a site. Name an empty or a new folder.");
        }
        try {
            Files.createDirectories(parent);
            Path fresh = parent.resolve("." + target.getFileName() + ".new");
            Folders.delete(fresh);
            Files.createDirectory(fresh);
            try {
                write(files, fresh);
                Folders.delete(target);
                Files.move(fresh, target);
            } finally {
                Folders.delete(fresh);
            }
        } catch (IOException e) {
            throw new SiteException("Cannot write the site to " + out + ": " + e.getMessage(), e);
        }
    }

    private static void write(Map<String, byte[]> files, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Path directory = path.getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            Files.write(path, file.getValue());
        }
    }
}
