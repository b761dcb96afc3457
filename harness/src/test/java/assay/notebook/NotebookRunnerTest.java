package assay.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotebookRunnerTest {

    private final Path directory;

    NotebookRunnerTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 + 1|2",
                "int q = 3; q|3",
                "int q = 3; q;|3",
                "\"<b> & </b>\"|<b> & </b>",
                "new double[] {1, 2.5}|[1.0, 2.5]",
                "new int[][] {{1}, {2, 3}}|[[1], [2, 3]]",
                "new Object()|Object",
                "List.of(1, 2)|[1, 2]",
                "record P(int x) {} new P(4)|P[x=4]",
                "assay.Role.OUTCOME|OUTCOME"
            })
    void theLastExpressionIsTheResult(String source, String text) throws IOException {
        JsonArray outputs = Notebooks.outputs(directory, source);
        assertThat(outputs).hasSize(1);
        JsonObject result = outputs.get(0).getAsJsonObject();
        assertThat(result.get("output_type").getAsString()).isEqualTo("execute_result");
        assertThat(result.get("execution_count").getAsInt()).isEqualTo(1);
        assertThat(Notebooks.text(result, "text/plain")).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int q = 3;",
                "int q = 3; q = 4",
                "void f() {}",
                "String s = null; s",
                "import java.util.function.Function;",
                "// only a comment"
            })
    void declarationsAndAssignmentsShowNothing(String source) throws IOException {
        assertThat(Notebooks.outputs(directory, source)).isEmpty();
    }

    @Test
    void laterCellsSeeEarlierOnes() throws IOException {
        JsonArray outputs = Notebooks.outputs(
                directory,
                "record P(double x) {}\nP p = new P(2);",
                "double twice(P p) { return 2 * p.x(); }",
                "twice(p)");
        assertThat(Notebooks.text(outputs.get(0).getAsJsonObject(), "text/plain"))
                .isEqualTo("4.0");
    }

    @Test
    void streamsAndDisplaysKeepTheirOrder() throws IOException {
        JsonArray outputs = Notebooks.outputs(
                directory,
                "class Threads { static void all() {"
                        + " Thread t = new Thread(() -> System.out.println(\"thread\")); t.start();"
                        + " try { t.join(); } catch (InterruptedException e) { throw new IllegalStateException(e); } } }\n"
                        + "System.out.print(\"a\"); System.out.println(\"b µ\"); System.err.println(\"e\");\n"
                        + "display(\"shown\"); Threads.all(); System.out.printf(\"%d%n\", 5)");
        assertThat(outputs).hasSize(4);
        assertThat(Notebooks.text(outputs.get(0).getAsJsonObject())).isEqualTo("ab µ\n");
        assertThat(outputs.get(1).getAsJsonObject().get("name").getAsString()).isEqualTo("stderr");
        assertThat(outputs.get(2).getAsJsonObject().get("output_type").getAsString())
                .isEqualTo("display_data");
        assertThat(Notebooks.text(outputs.get(3).getAsJsonObject())).isEqualTo("thread\n5\n");
    }

    @Test
    void displayLeavesNoIdBehind() throws IOException {
        JsonArray outputs = Notebooks.outputs(directory, "display(\"x\", \"text/markdown\")");
        assertThat(outputs).hasSize(1);
        assertThat(Notebooks.text(outputs.get(0).getAsJsonObject(), "text/markdown"))
                .isEqualTo("x");
        assertThat(outputs.toString()).doesNotContain("display-");
    }

    @Test
    void aTableIsHtmlAndText() throws IOException {
        JsonArray outputs = Notebooks.outputs(
                directory,
                "import tech.tablesaw.api.*;\n"
                        + "Table.create(\"t\", StringColumn.create(\"a<b\", \"x\"), DoubleColumn.create(\"v\", 1.25))");
        JsonObject result = outputs.get(0).getAsJsonObject();
        assertThat(Notebooks.text(result, "text/html"))
                .contains("a&lt;b")
                .contains("<td style=\"text-align:right\">1.2500</td>");
        assertThat(Notebooks.text(result, "text/plain")).contains("a<b").contains("1.25");
    }

    @Test
    void aTableAsHtmlByHandIsPortable() throws IOException {
        JsonArray outputs = Notebooks.outputs(
                directory,
                "import tech.tablesaw.api.*;\nimport assay.notebook.Html;\n"
                        + "render(Html.of(Table.create(\"t\", IntColumn.create(\"n\", 1, 2, 3)), 2), \"text/html\")");
        assertThat(Notebooks.text(outputs.get(0).getAsJsonObject(), "text/html"))
                .startsWith("<table>")
                .contains("2 of 3 rows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chart", "org.knowm.xchart.BitmapEncoder.getBufferedImage(chart)", "display(chart);"})
    void aChartIsAnImageWithoutIdentityHash(String shown) throws IOException {
        JsonArray outputs = Notebooks.outputs(
                directory,
                "import org.knowm.xchart.*;\n"
                        + "XYChart chart = new XYChartBuilder().width(300).height(200).build();\n"
                        + "chart.addSeries(\"s\", new double[] {1, 2}, new double[] {1, 4});\n"
                        + shown);
        assertThat(outputs).hasSize(1);
        JsonObject data = outputs.get(0).getAsJsonObject().getAsJsonObject("data");
        byte[] png = Base64.getMimeDecoder().decode(data.get("image/png").getAsString());
        assertThat(new String(png, 1, 3, StandardCharsets.US_ASCII)).isEqualTo("PNG");
        assertThat(Notebooks.text(outputs.get(0).getAsJsonObject(), "text/plain"))
                .isEqualTo("PNG 300x200");
    }

    @Test
    void anExceptionNamesChapterCellSourceAndMessage() throws IOException {
        Path notebook = Notebooks.write(
                directory,
                "int one = 1;",
                "System.out.println(\"before\");\nint f() { throw new IllegalStateException(\"scratch and engine differ\"); }\nf();");
        Path executed = directory.resolve("executed.ipynb");
        NotebookFailure failure = catchThrowableOfType(
                NotebookFailure.class, () -> NotebookRunner.run(notebook, executed, Notebooks.OPTIONS));
        assertThat(failure.chapter()).isEqualTo("07-probe");
        assertThat(failure.codeCell()).isEqualTo(2);
        assertThat(failure.cell()).isEqualTo(3);
        assertThat(failure.source()).contains("int f()");
        assertThat(failure.reason()).isEqualTo("IllegalStateException: scratch and engine differ");
        assertThat(failure)
                .hasMessageContaining("chapter 07-probe, code cell 2 (cell 3 of the notebook) failed:")
                .hasMessageContaining("    int f() { throw")
                .hasMessageContaining("IllegalStateException: scratch and engine differ");
        JsonArray outputs = Notebooks.lastOutputs(executed);
        assertThat(outputs).hasSize(2);
        assertThat(outputs.get(1).getAsJsonObject().get("ename").getAsString()).isEqualTo("IllegalStateException");
    }

    @Test
    void aMistakeLateInACellNamesItsLineAfterTheEarlierStatementsRan() throws IOException {
        Path notebook = Notebooks.write(directory, "System.out.println(1);\n\nint a = 2;\n  String s = a;");
        Path executed = directory.resolve("executed.ipynb");
        assertThatThrownBy(() -> NotebookRunner.run(notebook, executed, Notebooks.OPTIONS))
                .isInstanceOf(NotebookFailure.class)
                .hasMessageContaining("CompileError")
                .hasMessageContaining("line 4: incompatible types: int cannot be converted to java.lang.String");
        assertThat(Notebooks.text(Notebooks.lastOutputs(executed).get(0).getAsJsonObject()))
                .isEqualTo("1\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int f( {",
                "for (int i = 0; i < 3; i++) {",
                "%matplotlib inline",
                "class A extends NotThere {}",
                "undefined + 1"
            })
    void whatDoesNotCompileFails(String source) throws IOException {
        Path notebook = Notebooks.write(directory, source);
        assertThatThrownBy(() -> NotebookRunner.run(notebook, directory.resolve("x.ipynb"), Notebooks.OPTIONS))
                .isInstanceOf(NotebookFailure.class)
                .hasMessageContaining("CompileError");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"while (true) {}", "int i = 0; do { i = (i + 1) % 7; } while (i >= 0);", "Thread.sleep(600_000);"
            })
    void aCellWithoutEndIsStopped(String source) throws IOException {
        Path notebook = Notebooks.write(directory, "int a = 1;", source);
        Path executed = directory.resolve("executed.ipynb");
        NotebookRunner.Options options = Notebooks.OPTIONS.withCellLimit(Duration.ofSeconds(1));
        assertThatThrownBy(() -> NotebookRunner.run(notebook, executed, options))
                .isInstanceOf(NotebookFailure.class)
                .hasMessageContaining("code cell 2")
                .hasMessageContaining("TimeLimit: the cell ran for more than 1 s and was stopped");
        assertThat(Notebooks.lastOutputs(executed).toString()).contains("TimeLimit");
    }

    @Test
    void aStoppedSessionGoesOn() {
        try (CellEngine engine = new CellEngine()) {
            Duration second = Duration.ofSeconds(1);
            engine.run("int a = 41;", Duration.ofMinutes(1), data -> {});
            CellResult stopped = engine.run("while (true) { a = 41; }", second, data -> {});
            assertThat(stopped.error()).isNotNull();
            CellResult next = engine.run("a + 1", Duration.ofMinutes(1), data -> {});
            assertThat(next.error()).isNull();
            assertThat(next.value()).isNotNull();
        }
    }

    @Test
    void theSameNotebookGivesTheSameFile() throws IOException {
        Path notebook = Notebooks.write(directory, "display(new Object());\n\"a < b\"");
        Path first = directory.resolve("1.ipynb");
        Path second = directory.resolve("2.ipynb");
        NotebookRunner.run(notebook, first, Notebooks.OPTIONS);
        NotebookRunner.run(notebook, second, Notebooks.OPTIONS);
        assertThat(first).hasSameTextualContentAs(second);
        assertThat(Files.readString(first)).contains("a < b").endsWith("}\n");
    }

    @Test
    void timesAreReportedCellByCell() throws IOException {
        NotebookRun run = NotebookRunner.run(
                Notebooks.write(directory, "int a = 1;", "Thread.sleep(100);"),
                directory.resolve("x.ipynb"),
                Notebooks.OPTIONS);
        assertThat(run.chapter()).isEqualTo("07-probe");
        assertThat(run.cells()).extracting(NotebookRun.CellTime::cell).containsExactly(2, 3);
        assertThat(run.cells().get(1).seconds()).isBetween(0.1, 60.0);
        assertThat(run.seconds()).isGreaterThan(run.cells().get(1).seconds());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"cells\": [], \"nbformat\": 3}"})
    void aFileThatIsNoNotebookIsRefused(String content) throws IOException {
        Path file = directory.resolve("x.ipynb");
        Files.writeString(file, content);
        assertThatThrownBy(() -> NotebookRunner.run(file, directory.resolve("y.ipynb"), Notebooks.OPTIONS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("x.ipynb");
        assertThat(directory.resolve("y.ipynb")).doesNotExist();
    }
}
