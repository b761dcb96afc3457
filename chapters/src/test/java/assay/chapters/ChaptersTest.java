package assay.chapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.notebook.NotebookFailure;
import assay.notebook.NotebookRun;
import assay.notebook.NotebookRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChaptersTest {

    private static final Path CHAPTERS = chaptersFolder();

    private static Path chaptersFolder() {
        String root = System.getenv("ASSAY_ROOT");
        return Path.of(root == null ? ".." : root).resolve("chapters");
    }

    static List<String> chapters() throws IOException {
        try (Stream<Path> folders = Files.list(CHAPTERS)) {
            return folders.filter(folder -> Files.exists(folder.resolve("chapter.ipynb")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    static Path folder() {
        return CHAPTERS;
    }

    @Test
    void thereAreChapters() throws IOException {
        assertThat(chapters()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void hasTheFormOfAChapter(String chapter) throws IOException {
        assertThat(ChapterForm.problems(CHAPTERS.resolve(chapter).resolve("chapter.ipynb")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void runs(String chapter) throws IOException {
        Path executed = CHAPTERS.resolve("target/executed").resolve(chapter).resolve("chapter.ipynb");
        Path notebook = CHAPTERS.resolve(chapter).resolve("chapter.ipynb");
        ExerciseCheck exercises = new ExerciseCheck(notebook);
        NotebookRun run = NotebookRunner.run(notebook, executed, NotebookRunner.Options.standard(), exercises::check);
        assertThat(run.chapter()).isEqualTo(chapter);
        assertThat(exercises.problems()).isEmpty();
        assertThat(executed).exists();
    }

    @Test
    void aFailingCellFailsTheBuildWithAllThatIsNeededToMendIt(@TempDir Path folder) throws IOException {
        Path chapter = write(
                folder,
                "java",
                "null",
                "[]",
                "int scratch = 1;\\nint engine = 2;\\n"
                        + "if (scratch != engine) throw new IllegalStateException(\\\"they differ by \\\" + (engine - scratch));");
        assertThatThrownBy(() ->
                        NotebookRunner.run(chapter, folder.resolve("out.ipynb"), NotebookRunner.Options.standard()))
                .isInstanceOf(NotebookFailure.class)
                .hasMessageContaining("chapter 99-broken, code cell 1 (cell 2 of the notebook) failed:")
                .hasMessageContaining("    int scratch = 1;")
                .hasMessageContaining("IllegalStateException: they differ by 1");
    }

    @Test
    void theFormIsChecked(@TempDir Path folder) throws IOException {
        Path chapter = write(folder, "python3", "4", "[{}]", "%maven x\\n" + "int a;\\n".repeat(24));
        assertThat(ChapterForm.problems(chapter))
                .containsExactly(
                        "the kernelspec is named 'python3', not 'java'",
                        "cell 2 has outputs; the repository holds chapters without",
                        "cell 2 has 25 lines, more than 24",
                        "cell 2 has a magic, which plain Java does not know",
                        "the headings are [Question], not " + ChapterForm.HEADINGS);
    }

    private static Path write(Path folder, String kernel, String count, String outputs, String source)
            throws IOException {
        Path chapter = Files.createDirectories(folder.resolve("99-broken")).resolve("chapter.ipynb");
        return Files.writeString(chapter, """
                {"cells": [
                  {"cell_type": "markdown", "metadata": {}, "source": "## Question"},
                  {"cell_type": "code", "metadata": {}, "execution_count": COUNT, "outputs": OUTPUTS,
                   "source": "SOURCE"}],
                 "metadata": {"kernelspec": {"name": "KERNEL"}}, "nbformat": 4, "nbformat_minor": 4}
                """.replace("KERNEL", kernel)
                .replace("COUNT", count)
                .replace("OUTPUTS", outputs)
                .replace("SOURCE", source));
    }
}
