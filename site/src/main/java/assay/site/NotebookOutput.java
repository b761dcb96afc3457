package assay.site;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Renders the outputs of notebook cells; images become files beside the page. */
final class NotebookOutput {

    private final String folder;
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    /**
     * Outputs of one chapter.
     *
     * @param folder where its images go, relative to the page
     */
    NotebookOutput(String folder) {
        this.folder = folder;
    }

    Map<String, byte[]> files() {
        return files;
    }

    Html render(Json output) {
        return switch (output.text("output_type")) {
            case "stream" -> plain(output.text("text"), output.text("name").equals("stderr") ? "stderr" : "stdout");
            case "error" -> plain(output.text("ename") + ": " + output.text("evalue") + "\n" + trace(output), "error");
            default -> rich(output.get("data"));
        };
    }

    private static String trace(Json output) {
        return String.join("\n", output.texts("traceback"));
    }

    private Html rich(Json data) {
        String png = data.text("image/png");
        if (!png.isEmpty()) {
            return image(png, data.text("text/plain"));
        }
        String html = data.text("text/html");
        if (!html.isEmpty()) {
            Html out = new Html();
            out.open("div", "class", "scroll output html", "tabindex", "0", "role", "group", "aria-label", "Output");
            return out.trusted(RawHtml.filter(html)).close().line();
        }
        String markdown = data.text("text/markdown");
        if (!markdown.isEmpty()) {
            return new Html().trusted(Markdown.plain("output").render(markdown, 3));
        }
        return plain(data.text("text/plain"), "stdout");
    }

    private static Html plain(String text, String style) {
        Html out = new Html();
        String clean = text.replaceAll("\u001B\\[[0-9;]*m", "").stripTrailing();
        if (clean.isEmpty()) {
            return out;
        }
        out.open("pre", "class", "output " + style, "tabindex", "0");
        return out.text(clean).close().line();
    }

    private Html image(String base64, String text) {
        byte[] bytes = Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
        int number = files.size() + 1;
        String name = folder + "/figure-" + number + ".png";
        files.put(name, bytes);
        String alternative = text.isBlank() ? "Chart " + number : text.strip();
        Html out = new Html();
        out.open("figure", "class", "chart");
        if (bytes.length > 24) {
            // Width and height stand in the header of a PNG file.
            String width = String.valueOf(ByteBuffer.wrap(bytes).getInt(16));
            String height = String.valueOf(ByteBuffer.wrap(bytes).getInt(20));
            out.empty("img", "src", name, "alt", alternative, "width", width, "height", height, "loading", "lazy");
        } else {
            out.empty("img", "src", name, "alt", alternative);
        }
        return out.close().line();
    }
}
