package assay.growthlab;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules against a second implementation of them: {@code python3 oracle.py} in the folder of the cases, NumPy 2.4.6, SciPy 1.17.1. */
class GrowthLabOracleTest {

    private static final double TOLERANCE = 1e-9;

    @TempDir
    private Path folder;

    static Path home() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(GrowthLabOracleTest.class.getResource("/growthlab"))
                .toURI());
    }

    static List<String> cases() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(home().resolve("cases"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyFigureIsThatOfTheSecondImplementation(String name) throws Exception {
        JsonObject golden = parse(Files.readString(home().resolve("cases").resolve(name)));
        GrowthLab.Bundle bundle = GrowthLab.decide(contracts(folder, golden), "");

        JsonObject trust = parse(file(bundle, "trust_summary.json"));
        equal("trust", golden.get("trust"), trust);
        JsonArray records =
                JsonParser.parseString(file(bundle, "analysis_summary.json")).getAsJsonArray();
        equal("records", golden.get("records"), records);
        for (JsonElement record : records) {
            assertThat(record.getAsJsonObject().size()).isEqualTo(60);
        }
        equal("decision", golden.get("decision"), parse(file(bundle, "decision_summary.json")));
    }

    /** Contracts as files; JSON is YAML. */
    static GrowthLab.Inputs contracts(Path folder, JsonObject golden) throws Exception {
        Files.createDirectories(folder.resolve("metrics"));
        Files.createDirectories(folder.resolve("policies"));
        Files.writeString(
                folder.resolve("experiment.yaml"), golden.get("experiment").toString());
        Files.writeString(
                folder.resolve("policies/policy.yml"), golden.get("policy").toString());
        for (Map.Entry<String, JsonElement> metric :
                golden.getAsJsonObject("metrics").entrySet()) {
            Files.writeString(
                    folder.resolve("metrics/" + metric.getKey() + ".yaml"),
                    metric.getValue().toString());
        }
        Path data = home().resolve("data").resolve(golden.get("data").getAsString());
        return new GrowthLab.Inputs(folder.resolve("experiment.yaml"), data, List.of(), List.of(), null);
    }

    static String file(GrowthLab.Bundle bundle, String name) {
        return Objects.requireNonNull(bundle.files().get(name));
    }

    static JsonObject parse(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    /** What is expected, wherever it says something. */
    private static void equal(String place, JsonElement expected, JsonElement actual) {
        assertThat(actual).as(place).isNotNull();
        if (expected instanceof JsonObject object) {
            assertThat(actual.isJsonObject()).as(place).isTrue();
            object.entrySet()
                    .forEach(entry -> equal(
                            place + "." + entry.getKey(),
                            entry.getValue(),
                            actual.getAsJsonObject().get(entry.getKey())));
        } else if (expected instanceof JsonArray array) {
            assertThat(actual.getAsJsonArray().size()).as(place).isEqualTo(array.size());
            for (int i = 0; i < array.size(); i++) {
                equal(
                        place + "[" + i + "]",
                        array.get(i),
                        actual.getAsJsonArray().get(i));
            }
        } else if (expected.isJsonPrimitive() && expected.getAsJsonPrimitive().isNumber() && actual.isJsonPrimitive()) {
            double wanted = expected.getAsDouble();
            assertThat(Math.abs(actual.getAsDouble() - wanted))
                    .as(place + ": " + actual + " for " + wanted)
                    .isLessThanOrEqualTo(TOLERANCE * Math.max(1, Math.abs(wanted)));
        } else {
            assertThat(actual).as(place).isEqualTo(expected);
        }
    }
}
