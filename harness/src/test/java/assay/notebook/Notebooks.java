package assay.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Small notebooks for tests. */
final class Notebooks {

    static final NotebookRunner.Options OPTIONS = NotebookRunner.Options.standard();

    private Notebooks() {}

    /** A chapter of one markdown cell and the given code cells. */
    static Path write(Path directory, String... sources) throws IOException {
        JsonObject root = new JsonObject();
        JsonArray cells = new JsonArray();
        cells.add(cell("markdown", "# A notebook"));
        for (String source : sources) {
            cells.add(cell("code", source));
        }
        root.add("cells", cells);
        root.add("metadata", new JsonObject());
        root.addProperty("nbformat", 4);
        root.addProperty("nbformat_minor", 4);
        Path chapter = Files.createDirectories(directory.resolve("07-probe")).resolve("chapter.ipynb");
        Files.writeString(chapter, root.toString());
        return chapter;
    }

    /** Runs code cells and returns the outputs of the last. */
    static JsonArray outputs(Path directory, String... sources) throws IOException {
        Path executed = directory.resolve("out/chapter.ipynb");
        NotebookRunner.run(write(directory, sources), executed, OPTIONS.withCellLimit(Duration.ofSeconds(60)));
        return lastOutputs(executed);
    }

    static JsonArray lastOutputs(Path executed) throws IOException {
        JsonArray cells = JsonParser.parseString(Files.readString(executed))
                .getAsJsonObject()
                .getAsJsonArray("cells");
        return cells.get(cells.size() - 1).getAsJsonObject().getAsJsonArray("outputs");
    }

    /** The text of an output: of a stream, or of a MIME type of a display or result. */
    static String text(JsonObject output, String... type) {
        StringBuilder text = new StringBuilder();
        (type.length == 0 ? output.get("text") : output.getAsJsonObject("data").get(type[0]))
                .getAsJsonArray()
                .forEach(line -> text.append(line.getAsString()));
        return text.toString();
    }

    private static JsonObject cell(String type, String source) {
        JsonObject cell = new JsonObject();
        cell.addProperty("cell_type", type);
        cell.add("metadata", new JsonObject());
        cell.addProperty("source", source);
        if (type.equals("code")) {
            cell.add("outputs", new JsonArray());
            cell.addProperty("execution_count", 99);
        }
        return cell;
    }
}
