package assay.chapters;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Time and prerequisites, as each chapter's metadata have them, are those that its text says and its length suggests. */
class ReadingPathTest {

    private static final Pattern LINE = Pattern.compile("\\*About (\\d+) minutes\\. You need (.*?)\\*");
    private static final double WORDS_A_MINUTE = 200;
    private static final double LINES_A_MINUTE = 12;
    private static final double MINUTES_AN_EXERCISE = 5;

    static List<String> chapters() throws IOException {
        return ChaptersTest.chapters();
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void metadataSayWhatTheChapterSays(String chapter) throws IOException {
        Path notebook = ChaptersTest.folder().resolve(chapter).resolve("chapter.ipynb");
        JsonObject root = JsonParser.parseString(Files.readString(notebook)).getAsJsonObject();
        JsonObject effort = root.getAsJsonObject("metadata").getAsJsonObject("assay");
        List<Integer> needs = new ArrayList<>();
        effort.getAsJsonArray("needs").forEach(need -> needs.add(need.getAsInt()));
        int number = Integer.parseInt(chapter.substring(0, 2));
        assertThat(needs).isSorted().allMatch(need -> need >= 1 && need < number);
        Matcher line = LINE.matcher(prose(root));
        assertThat(line.find()).as("the line that says time and prerequisites").isTrue();
        assertThat(effort.get("minutes").getAsInt()).isEqualTo(Integer.parseInt(line.group(1)));
        List<Integer> said = Pattern.compile("\\d+")
                .matcher(line.group(2))
                .results()
                .map(found -> Integer.parseInt(found.group()))
                .toList();
        assertThat(said).isEqualTo(needs);
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void minutesAreThoseOfItsLength(String chapter) throws IOException {
        Path notebook = ChaptersTest.folder().resolve(chapter).resolve("chapter.ipynb");
        JsonObject root = JsonParser.parseString(Files.readString(notebook)).getAsJsonObject();
        String prose = prose(root).replaceAll("(?s)### References.*?(?=\n### |\\z)", "");
        long lines = 0;
        for (JsonElement cell : root.getAsJsonArray("cells")) {
            if (cell.getAsJsonObject().get("cell_type").getAsString().equals("code")) {
                lines += ChapterForm.source(cell.getAsJsonObject())
                        .lines()
                        .filter(line -> !line.isBlank())
                        .count();
            }
        }
        double minutes = prose.strip().split("\\s+").length / WORDS_A_MINUTE
                + lines / LINES_A_MINUTE
                + (prose.split("<details>", -1).length - 1) * MINUTES_AN_EXERCISE;
        int said = root.getAsJsonObject("metadata")
                .getAsJsonObject("assay")
                .get("minutes")
                .getAsInt();
        assertThat((double) said).isBetween(minutes - 10, minutes + 10);
    }

    private static String prose(JsonObject root) {
        StringBuilder prose = new StringBuilder();
        for (JsonElement cell : root.getAsJsonArray("cells")) {
            if (cell.getAsJsonObject().get("cell_type").getAsString().equals("markdown")) {
                prose.append(ChapterForm.source(cell.getAsJsonObject())).append("\n");
            }
        }
        return prose.toString();
    }
}
