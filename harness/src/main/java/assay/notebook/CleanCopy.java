package assay.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A copy of a chapter to work through alone: headings, the exercises without their solutions, and code without outputs.
 */
public final class CleanCopy {

    private static final Pattern SOLUTION = Pattern.compile("(?s)<details>.*?</details>");
    private static final Pattern FENCE = Pattern.compile("(?s)```.*?```");
    private static final Pattern EXERCISE = Pattern.compile("(?s)\\*\\*\\d\\.\\*\\* .*|Put your answer .*");

    private CleanCopy() {}

    /** What becomes of the code. */
    public enum Code {
        /** It stays, to be run and changed. */
        KEPT,
        /** Imports, first comments and checking cells stay; the rest is for the reader to write. */
        BLANK
    }

    /**
     * Writes a clean copy.
     *
     * @param notebook the chapter
     * @param target where the copy goes; directories are made
     * @param code what becomes of the code
     * @throws IOException if a file cannot be read or written, or is not a notebook of format 4
     */
    public static void write(Path notebook, Path target, Code code) throws IOException {
        Notebook book = Notebook.read(notebook);
        JsonArray kept = new JsonArray();
        for (Notebook.Cell cell : book.cells()) {
            String source = cell.isCode() ? code(cell.source(), code) : prose(cell.source());
            if (!source.isBlank()) {
                kept.add(copy(cell, source));
            }
        }
        book.replaceCells(kept);
        book.write(target);
    }

    private static JsonObject copy(Notebook.Cell cell, String source) {
        JsonObject copy = cell.json().deepCopy();
        JsonArray lines = new JsonArray();
        List<String> all = source.lines().toList();
        for (int i = 0; i < all.size(); i++) {
            lines.add(all.get(i) + (i + 1 < all.size() ? "\n" : ""));
        }
        copy.add("source", lines);
        if (cell.isCode()) {
            copy.add("execution_count", JsonNull.INSTANCE);
            copy.add("outputs", new JsonArray());
        }
        return copy;
    }

    /** Headings, and what an exercise asks. */
    private static String prose(String text) {
        String without = FENCE.matcher(SOLUTION.matcher(text).replaceAll("")).replaceAll("");
        return Pattern.compile("\n\\s*\n")
                .splitAsStream(without)
                .map(String::strip)
                .filter(part -> part.startsWith("#") || EXERCISE.matcher(part).matches())
                .map(part -> part.startsWith("#") ? part.lines().findFirst().orElse("") : part)
                .collect(Collectors.joining("\n\n"));
    }

    private static String code(String source, Code code) {
        if (code == Code.KEPT || source.contains("Exercise.of(")) {
            return source;
        }
        String imports = source.lines()
                .filter(line -> line.startsWith("import "))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        String comment = source.lines()
                .map(line -> line.replaceFirst("^(?:(?!//|\").)*(?=//)", ""))
                .filter(line -> line.startsWith("//"))
                .findFirst()
                .orElse("//");
        return imports + comment;
    }
}
