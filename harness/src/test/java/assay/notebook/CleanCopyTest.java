package assay.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CleanCopyTest {

    static List<Path> chapters() throws IOException {
        String root = System.getenv("ASSAY_ROOT");
        try (Stream<Path> all = Files.list(Path.of(root == null ? ".." : root).resolve("chapters"))) {
            return all.map(folder -> folder.resolve("chapter.ipynb"))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void keepsHeadingsExercisesAndCodeAndNothingElse(Path chapter, @TempDir Path folder) throws IOException {
        Path copy = folder.resolve("clean.ipynb");
        CleanCopy.write(chapter, copy, CleanCopy.Code.KEPT);
        List<Notebook.Cell> before = Notebook.read(chapter).cells();
        List<Notebook.Cell> after = Notebook.read(copy).cells();
        assertThat(sources(after, true)).isEqualTo(sources(before, true));
        String prose = String.join("\n", sources(after, false));
        assertThat(prose).contains("## Question", "## Promote", "## Certify", "**1.** ", "**3.** ");
        assertThat(prose).doesNotContain("<details>", "Solution", "What to see", "```");
        assertThat(after).allMatch(cell -> !cell.source().isBlank());
        assertThat(after)
                .filteredOn(Notebook.Cell::isCode)
                .allMatch(cell -> cell.json().getAsJsonArray("outputs").isEmpty()
                        && cell.json().get("execution_count").isJsonNull());
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void blankCopiesKeepImportsAndCheckingCells(Path chapter, @TempDir Path folder) throws IOException {
        Path copy = folder.resolve("blank.ipynb");
        CleanCopy.write(chapter, copy, CleanCopy.Code.BLANK);
        List<String> code = sources(Notebook.read(copy).cells(), true);
        assertThat(code).hasSameSizeAs(sources(Notebook.read(chapter).cells(), true));
        assertThat(code).filteredOn(source -> source.contains("Exercise.of(")).isNotEmpty();
        assertThat(code)
                .filteredOn(source -> !source.contains("Exercise.of("))
                .allMatch(
                        source -> source.lines().allMatch(line -> line.startsWith("import ") || line.startsWith("//")));
    }

    private static List<String> sources(List<Notebook.Cell> cells, boolean code) {
        return cells.stream()
                .filter(cell -> cell.isCode() == code)
                .map(Notebook.Cell::source)
                .toList();
    }
}
