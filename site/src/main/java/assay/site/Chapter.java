package assay.site;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An executed notebook. */
record Chapter(String name, Path file, Json notebook) {

    private static final Pattern BOLD = Pattern.compile("(?s)\\*\\*([^*]+?[?.])\\*\\*");

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

    /** The question that the chapter opens with: what is bold below its first second-level heading, else its first line. */
    String question() {
        String below = String.join("\n", prose()).replaceFirst("(?s)\\A.*?(?:^|\n)## [^\n]*", "");
        Matcher bold = BOLD.matcher(below.replaceFirst("(?s)\n## .*", ""));
        if (bold.find()) {
            return bold.group(1).replaceAll("\\s+", " ");
        }
        return below.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && Character.isLetter(line.codePointAt(0)))
                .findFirst()
                .map(line -> line.replaceAll("[*_`]", ""))
                .orElse("");
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
