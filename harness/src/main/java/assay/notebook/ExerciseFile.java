package assay.notebook;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code exercises.json}: answers and hints, kept out of the chapters so that nobody reads them by accident. */
final class ExerciseFile {

    static final List<Exercise> ALL = List.copyOf(read());

    private ExerciseFile() {}

    private static List<Exercise> read() {
        List<Exercise> all = new ArrayList<>();
        try (InputStream stream = ExerciseFile.class.getResourceAsStream("exercises.json")) {
            if (stream == null) {
                throw new IllegalStateException("exercises.json is not beside " + ExerciseFile.class);
            }
            for (JsonElement each : JsonParser.parseReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                    .getAsJsonArray()) {
                all.add(exercise(each.getAsJsonObject()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static Exercise exercise(JsonObject json) {
        List<Exercise.Trap> traps = new ArrayList<>();
        for (JsonElement each : json.getAsJsonArray("traps")) {
            JsonObject trap = each.getAsJsonObject();
            traps.add(new Exercise.Trap(
                    trap.get("value").getAsDouble(), trap.get("hint").getAsString()));
        }
        return new Exercise(
                json.get("chapter").getAsInt(),
                json.get("number").getAsInt(),
                json.get("answer").getAsDouble(),
                json.get("decimals").getAsInt(),
                new Exercise.Range(
                        json.get("least").getAsDouble(),
                        json.get("most").getAsDouble(),
                        json.get("what").getAsString()),
                json.get("hint").getAsString(),
                traps);
    }
}
