package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class BenchLinearCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Main.run(args, new PrintWriter(out), new PrintWriter(err));
    }

    @Test
    void allTasksRunAndAgreeWithTheTextbook() {
        int code = run("bench", "linear", "--rows", "20000", "--large", "20000", "--repeats", "1", "--format", "json");
        assertThat(code).as(err.toString()).isZero();
        JsonArray rows = JsonParser.parseString(out.toString()).getAsJsonArray();
        assertThat(rows).hasSize(10);
        for (JsonElement element : rows) {
            JsonObject row = element.getAsJsonObject();
            assertThat(row.get("seconds").getAsDouble()).isPositive();
            assertThat(row.get("reference").getAsString()).isEmpty();
        }
        assertThat(rows.get(9).getAsJsonObject().get("rows").getAsInt()).isEqualTo(200_000);
        assertThat(err.toString()).contains("measured: 2SLS, CR1, 10000 clusters, 20000 rows");
    }

    @Test
    void tasksCanBeChosen() {
        assertThat(run("bench", "linear", "--quick", "--rows", "50000", "--repeats", "1", "--task", "ols_hc2"))
                .isZero();
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(out.toString()).contains("OLS, HC2").contains("memory");
        assertThat(run("bench", "linear", "--rows", "10")).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("rows must be at least 1000");
    }
}
