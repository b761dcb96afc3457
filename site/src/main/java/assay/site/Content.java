package assay.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The hand-written texts. */
record Content(
        List<MarkdownFile> pages,
        List<MarkdownFile> methods,
        List<MarkdownFile> decisions,
        List<MarkdownFile> cases,
        Optional<MarkdownFile> changelog,
        Optional<MarkdownFile> synonyms) {

    static Content read(Path folder) {
        return new Content(
                markdown(folder),
                markdown(folder.resolve("methods")),
                markdown(folder.resolve("decisions")),
                markdown(folder.resolve("cases")),
                changelog(folder),
                markdown(folder).stream()
                        .filter(f -> f.name().equals("synonyms"))
                        .findFirst());
    }

    private static List<MarkdownFile> markdown(Path folder) {
        return Folders.files(folder, ".md").stream().map(MarkdownFile::read).toList();
    }

    private static Optional<MarkdownFile> changelog(Path folder) {
        Path top = folder.toAbsolutePath().normalize().getParent();
        Path project = top == null ? null : top.getParent();
        Path file = project == null ? folder.resolve("CHANGELOG.md") : project.resolve("CHANGELOG.md");
        return Files.isRegularFile(file) ? Optional.of(MarkdownFile.read(file)) : Optional.empty();
    }

    Optional<MarkdownFile> page(String name) {
        return pages.stream().filter(file -> file.name().equals(name)).findFirst();
    }

    Optional<MarkdownFile> method(String name) {
        return methods.stream().filter(file -> file.name().equals(name)).findFirst();
    }
}
