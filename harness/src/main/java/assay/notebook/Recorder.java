package assay.notebook;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Collects the outputs of a cell in the order in which they happen, as the notebook format writes them. */
final class Recorder {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private final JsonArray outputs = new JsonArray();
    private final StringBuilder text = new StringBuilder();
    private String open = "";

    /** A stream whose text is recorded under a name. */
    PrintStream stream(String name) {
        OutputStream sink = new OutputStream() {
            @Override
            public void write(int single) {
                write(new byte[] {(byte) single}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                print(name, new String(bytes, offset, length, StandardCharsets.UTF_8));
            }
        };
        return new PrintStream(sink, false, StandardCharsets.UTF_8);
    }

    synchronized void display(DisplayData data) {
        closeStream();
        outputs.add(output("display_data", data));
    }

    synchronized void result(DisplayData data, int count) {
        closeStream();
        JsonObject output = output("execute_result", data);
        output.addProperty("execution_count", count);
        outputs.add(output);
    }

    synchronized void error(CellError error) {
        closeStream();
        JsonObject output = new JsonObject();
        output.addProperty("output_type", "error");
        output.addProperty("ename", error.name());
        output.addProperty("evalue", error.message());
        JsonArray traceback = new JsonArray();
        error.traceback().forEach(traceback::add);
        output.add("traceback", traceback);
        outputs.add(output);
    }

    synchronized JsonArray outputs() {
        closeStream();
        return outputs;
    }

    private synchronized void print(String name, String more) {
        if (!open.equals(name)) {
            closeStream();
            open = name;
        }
        text.append(more);
    }

    private void closeStream() {
        if (text.length() > 0) {
            JsonObject output = new JsonObject();
            output.addProperty("output_type", "stream");
            output.addProperty("name", open);
            output.add("text", lines(text.toString()));
            outputs.add(output);
            text.setLength(0);
        }
        open = "";
    }

    private static JsonObject output(String type, DisplayData data) {
        JsonObject content = GSON.toJsonTree(data).getAsJsonObject();
        JsonObject bundle = new JsonObject();
        if (content.get("data") instanceof JsonObject types) {
            for (Map.Entry<String, JsonElement> each : new TreeMap<>(types.asMap()).entrySet()) {
                boolean lined =
                        each.getKey().startsWith("text/") || each.getKey().endsWith("+xml");
                boolean string = each.getValue().isJsonPrimitive();
                bundle.add(
                        each.getKey(), lined && string ? lines(each.getValue().getAsString()) : each.getValue());
            }
        }
        JsonObject output = new JsonObject();
        output.addProperty("output_type", type);
        output.add("data", bundle);
        output.add("metadata", content.get("metadata") instanceof JsonObject metadata ? metadata : new JsonObject());
        return output;
    }

    /** Text as the format stores it: a list of lines that keep their line ends. */
    static JsonArray lines(String text) {
        JsonArray lines = new JsonArray();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(text.substring(start, end + 1));
            start = end + 1;
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }
}
