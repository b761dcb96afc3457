package assay.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RichDisplayTest {

    private static final String FIT = """
            import assay.*;
            Fit fit = new assay.experiment.DifferenceInMeans().estimate(
                    Sample.builder().outcome("y", new double[] {1, 2, 4, 8}).assignment("t", new double[] {0, 1, 0, 1}).build(), new Random(1));
            fit""";

    @Test
    void aFitIsATableWithItsCertificate(@TempDir Path folder) throws IOException {
        JsonArray outputs = Notebooks.outputs(folder, FIT);
        for (String type : new String[] {"text/html", "text/plain"}) {
            assertThat(Notebooks.text(outputs.get(0).getAsJsonObject(), type))
                    .contains(
                            "difference-in-means", "std_error", "certificate: ", "Welch t", "4 (2 treated, 2 control)");
        }
        assertThat(Notebooks.text(outputs.get(0).getAsJsonObject(), "text/html"))
                .contains("<table>");
    }

    @Test
    void anExhaustedHeapSaysWhatToDo() {
        try (CellEngine engine = new CellEngine()) {
            CellResult result = engine.run(
                    "throw new OutOfMemoryError(\"Java heap space\");", java.time.Duration.ofMinutes(1), data -> {});
            assertThat(result.error()).isNotNull();
            assertThat(String.valueOf(result.error())).contains("Java heap space", "-Xmx");
        }
    }

    @Test
    void typesAndMethodsOfTheEngineAreDocumented() {
        assertThat(SourceDocs.of("assay.experiment.Lin")).containsIgnoringCase("regression");
        assertThat(SourceDocs.of("assay.Estimate assay.Fit.estimate()"))
                .contains("The estimate that the method is about");
        assertThat(SourceDocs.of("java.lang.String")).isEmpty();
    }
}
