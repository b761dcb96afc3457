package assay.chapters;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page on promoting a method of one's own shows code that compiles and does what it says. */
class PromoteTest {

    private static final Path CONTENT =
            ChaptersTest.folder().resolveSibling("site").resolve("content");

    @Test
    void theCodeOnThePageIsTheCodeOfTheFiles() throws IOException {
        String page = Files.readString(CONTENT.resolve("promote.md"));
        String files = code("first/TrimmedDifference.java") + code("second/TrimmedDifference.java");
        Matcher block = Pattern.compile("(?s)```java\n(.*?)```").matcher(page);
        int blocks = 0;
        while (block.find()) {
            blocks++;
            if (!block.group(1).contains("makers.put")) {
                assertThat(flat(files)).contains(flat(block.group(1)));
            }
        }
        assertThat(blocks).isGreaterThanOrEqualTo(3);
    }

    /** The catalogue compiles with the entry, and the package line, that the page tells the reader to add. */
    @Test
    void theEntryForTheCatalogueCompiles(@TempDir Path folder) throws IOException {
        String page = Files.readString(CONTENT.resolve("promote.md"));
        Matcher entry = Pattern.compile("(?s)```java\n( *makers\\.put\\(.*?;\n)(.*?)```")
                .matcher(page);
        assertThat(entry.find()).isTrue();
        String catalogue = Files.readString(
                ChaptersTest.folder().resolveSibling("harness").resolve("src/main/java/assay/harness/Catalog.java"));
        String anchor = "makers.put(\"ols\", Catalog::ols);\n";
        assertThat(catalogue).contains(anchor);
        String registered = catalogue.replace(anchor, anchor + entry.group(1));
        registered = registered.substring(0, registered.lastIndexOf('}')) + entry.group(2) + "}\n";
        registered = registered.replace(
                "import assay.experiment.RegressionAdjustment;",
                "import assay.experiment.RegressionAdjustment;\nimport assay.experiment.TrimmedDifference;");
        Path catalog = folder.resolve("assay/harness/Catalog.java");
        Path estimator = folder.resolve("assay/experiment/TrimmedDifference.java");
        Files.createDirectories(Objects.requireNonNull(catalog.getParent()));
        Files.createDirectories(Objects.requireNonNull(estimator.getParent()));
        Files.writeString(catalog, registered);
        Files.writeString(estimator, "package assay.experiment;\n\n" + code("second/TrimmedDifference.java"));
        StringWriter said = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-classpath",
                    System.getProperty("java.class.path"),
                    "-d",
                    Files.createDirectory(folder.resolve("classes")).toString());
            boolean compiled = compiler.getTask(
                            said, files, null, options, null, files.getJavaFileObjects(catalog, estimator))
                    .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
    }

    /** With 1,000 replicates the first is refuted by its coverage, and the second is not. */
    @ParameterizedTest
    @CsvSource({
        "first/TrimmedDifference.java, true",
        "second/TrimmedDifference.java, false",
        "skeleton/MyEstimator.java, false"
    })
    void onlyTheFirstIsRefutedInTheFirstCell(String file, boolean refuted, @TempDir Path out) {
        StringWriter said = new StringWriter();
        PrintWriter both = new PrintWriter(said);
        Main.run(
                new String[] {
                    "certify",
                    "--candidate",
                    CONTENT.resolve("promote").resolve(file).toString(),
                    "--like",
                    "difference-in-means",
                    "--budget",
                    "1000",
                    "--out",
                    out.toString()
                },
                both,
                both);
        assertThat(said.toString()).contains("iid-n-500: ");
        assertThat(said.toString().contains("iid-n-500: REFUTED"))
                .as(said.toString())
                .isEqualTo(refuted);
    }

    /** Without indentation, which the page does not show. */
    private static String flat(String code) {
        return code.replaceAll("(?m)^ +", "");
    }

    private static String code(String file) throws IOException {
        return Files.readString(CONTENT.resolve("promote").resolve(file));
    }
}
