package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class BenchForestCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Main.run(args, new PrintWriter(out), new PrintWriter(err));
    }

    @Test
    void allTasksRunAtASmallSize() {
        int code = run("bench", "forest", "--rows", "400", "--trees", "50", "--large", "400", "--format", "json");
        assertThat(code).as(err.toString()).isZero();
        JsonArray rows = JsonParser.parseString(out.toString()).getAsJsonArray();
        assertThat(rows).hasSize(9);
        for (JsonElement element : rows) {
            JsonObject row = element.getAsJsonObject();
            assertThat(row.get("seconds").getAsDouble()).isNotNegative();
            assertThat(row.get("rmse").getAsDouble()).isBetween(0.0, 2.0);
            assertThat(row.get("reference").getAsString())
                    .as("other sizes are not compared")
                    .isEmpty();
        }
        JsonObject first = rows.get(0).getAsJsonObject();
        assertThat(first.get("coverage").getAsDouble()).isBetween(0.5, 1.0);
        assertThat(rows.get(8).getAsJsonObject().get("columns").getAsInt()).isEqualTo(20);
        assertThat(err.toString()).contains("measured: regression forest and textbook, A");
    }

    @Test
    void tasksCanBeChosen() {
        assertThat(run("bench", "forest", "--rows", "400", "--task", "textbook"))
                .isZero();
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(run("bench", "forest", "--rows", "10")).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("rows must be at least 200");
    }
}
