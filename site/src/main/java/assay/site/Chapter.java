package assay.site;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An executed notebook. */
record Chapter(String name, Path file, Json notebook) {

    static List<Chapter> readAll(Path folder) {
        return Folders.children(folder).stream()
                .filter(child -> child.resolve("chapter.ipynb").toFile().isFile())
                .map(child -> new Chapter(
                        child.getFileName().toString(),
                        child.resolve("chapter.ipynb"),
                        Json.read(child.resolve("chapter.ipynb"))))
                .toList();
    }

    List<Json> cells() {
        return notebook.list("cells");
    }

    String title() {
        return firstLine("# ").orElse(name);
    }

    /** The question that the chapter opens with: the first sentence below its first second-level heading. */
    String question() {
        boolean below = false;
        for (String line : prose()) {
            if (below && !line.isBlank() && Character.isLetter(line.strip().codePointAt(0))) {
                return line.strip().replaceAll("[*_`]", "");
            }
            below |= line.startsWith("## ");
        }
        return "";
    }

    private Optional<String> firstLine(String prefix) {
        return prose().stream()
                .filter(line -> line.startsWith(prefix))
                .findFirst()
                .map(line -> line.substring(prefix.length()).strip());
    }

    private List<String> prose() {
        return cells().stream()
                .filter(cell -> cell.text("cell_type").equals("markdown"))
                .flatMap(cell -> cell.text("source").lines())
                .toList();
    }

    /** Its number, from its name. */
    int number() {
        String digits = name.replaceAll("^(\\d*).*$", "$1");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    /** How long it takes, in minutes; 0 where it does not say. */
    int minutes() {
        return (int) effort().count("minutes");
    }

    /** The chapters that it builds on. */
    List<Integer> needs() {
        return effort().list("needs").stream().map(need -> (int) need.number()).toList();
    }

    private Json effort() {
        return notebook.get("metadata").get("assay");
    }

    /** The copy to work through alone, beside the notebook. */
    Path clean() {
        return file.resolveSibling("clean.ipynb");
    }

    String slug() {
        return Slug.of(name);
    }

    String page() {
        return "chapters/" + slug() + ".html";
    }
}
