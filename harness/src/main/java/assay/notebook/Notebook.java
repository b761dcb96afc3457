package assay.notebook;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A notebook file of format 4, read and written in one canonical form: two blanks of indentation, no HTML escaping, a
 * line end at the end.
 */
final class Notebook {

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private final Path file;
    private final JsonObject root;

    private Notebook(Path file, JsonObject root) {
        this.file = file;
        this.root = root;
    }

    /**
     * A cell.
     *
     * @param number its number among all cells, from 1
     * @param codeNumber its number among the code cells, from 1; 0 for other cells
     * @param type {@code code} or {@code markdown}
     * @param source its text
     * @param json the cell as stored
     */
    record Cell(int number, int codeNumber, String type, String source, JsonObject json) {

        boolean isCode() {
            return codeNumber > 0;
        }
    }

    /**
     * Reads a notebook.
     *
     * @param file the file
     * @return the notebook
     * @throws IOException if it cannot be read, or is not a notebook of format 4
     */
    static Notebook read(Path file) throws IOException {
        JsonElement json;
        try {
            json = JsonParser.parseString(Files.readString(file));
        } catch (JsonParseException e) {
            throw new IOException(file + " is not JSON: " + e.getMessage(), e);
        }
        boolean valid = json instanceof JsonObject object
                && object.get("cells") instanceof JsonArray
                && object.has("nbformat")
                && object.get("nbformat").getAsInt() == 4;
        if (!valid) {
            throw new IOException(file + " is not a notebook of format 4");
        }
        return new Notebook(file, json.getAsJsonObject());
    }

    /**
     * The short name of the chapter: the directory of a {@code chapter.ipynb}, otherwise the file without its ending.
     *
     * @return such as {@code 01-recovery-harness}
     */
    String chapter() {
        Path name = file.getFileName();
        Path directory = file.toAbsolutePath().getParent();
        String text = name == null ? "" : name.toString();
        if (text.equals("chapter.ipynb") && directory != null && directory.getFileName() != null) {
            return directory.getFileName().toString();
        }
        return text.replaceFirst("\\.ipynb$", "");
    }

    List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        int code = 0;
        for (JsonElement each : root.getAsJsonArray("cells")) {
            JsonObject json = each.getAsJsonObject();
            String type = json.get("cell_type").getAsString();
            boolean isCode = type.equals("code");
            cells.add(new Cell(cells.size() + 1, isCode ? ++code : 0, type, source(json), json));
        }
        return cells;
    }

    JsonObject metadata() {
        if (!(root.get("metadata") instanceof JsonObject)) {
            root.add("metadata", new JsonObject());
        }
        return root.getAsJsonObject("metadata");
    }

    void replaceCells(JsonArray cells) {
        root.add("cells", cells);
    }

    void write(Path target) throws IOException {
        Path directory = target.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.writeString(target, GSON.toJson(root) + "\n");
    }

    private static String source(JsonObject cell) {
        JsonElement source = cell.get("source");
        if (source instanceof JsonArray lines) {
            StringBuilder text = new StringBuilder();
            lines.forEach(line -> text.append(line.getAsString()));
            return text.toString();
        }
        return source == null ? "" : source.getAsString();
    }
}
