package assay.chapters;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What every chapter looks like, so that a reader knows where to look. */
final class ChapterForm {

    static final List<String> HEADINGS = List.of(
            "Question",
            "The naive answer",
            "How it fails",
            "The method from scratch",
            "Promote",
            "Certify",
            "Where it breaks, exercises");

    private static final int MOST_CELLS = 40;
    private static final int MOST_LINES = 24;

    private ChapterForm() {}

    /** Everything about a chapter that is not as it should be; empty if nothing is. */
    static List<String> problems(Path chapter) throws IOException {
        JsonObject root = JsonParser.parseString(Files.readString(chapter)).getAsJsonObject();
        List<String> problems = new ArrayList<>();
        String kernel = root.getAsJsonObject("metadata")
                .getAsJsonObject("kernelspec")
                .get("name")
                .getAsString();
        if (!kernel.equals("java")) {
            problems.add("the kernelspec is named '" + kernel + "', not 'java'");
        }
        JsonArray cells = root.getAsJsonArray("cells");
        if (cells.size() > MOST_CELLS) {
            problems.add(cells.size() + " cells, more than " + MOST_CELLS);
        }
        List<String> headings = new ArrayList<>();
        int number = 0;
        for (JsonElement each : cells) {
            JsonObject cell = each.getAsJsonObject();
            List<String> lines = source(cell).lines().toList();
            number++;
            if (cell.get("cell_type").getAsString().equals("code")) {
                code(cell, lines, "cell " + number, problems);
            } else {
                lines.stream()
                        .filter(line -> line.startsWith("## "))
                        .forEach(line -> headings.add(line.substring(3).strip()));
            }
        }
        if (!headings.equals(HEADINGS)) {
            problems.add("the headings are " + headings + ", not " + HEADINGS);
        }
        return problems;
    }

    private static void code(JsonObject cell, List<String> lines, String where, List<String> problems) {
        if (!cell.getAsJsonArray("outputs").isEmpty()
                || !cell.get("execution_count").isJsonNull()) {
            problems.add(where + " has outputs; the repository holds chapters without");
        }
        if (lines.size() > MOST_LINES) {
            problems.add(where + " has " + lines.size() + " lines, more than " + MOST_LINES);
        }
        if (lines.stream().anyMatch(line -> line.stripLeading().startsWith("%"))) {
            problems.add(where + " has a magic, which plain Java does not know");
        }
    }

    static String source(JsonObject cell) {
        JsonElement source = cell.get("source");
        if (!source.isJsonArray()) {
            return source.getAsString();
        }
        StringBuilder text = new StringBuilder();
        source.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
        return text.toString();
    }
}
