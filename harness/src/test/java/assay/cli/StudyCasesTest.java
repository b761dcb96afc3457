package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.site.CaseScript;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of the study cases run, answer the same each time, and hold what the texts say of them. */
final class StudyCasesTest {

    private static final List<CaseScript> CASES =
            CaseScript.readAll(Home.root().resolve(Path.of("site", "content", "cases")));

    @ParameterizedTest
    @ValueSource(strings = {"surge-pricing", "cannibalisation"})
    void theNaiveIntervalMissesTheTruthAndTheCertifiedOneHoldsIt(String name) throws IOException {
        JsonObject answers = run(name);
        double truth = answers.getAsJsonObject(name.equals("surge-pricing") ? "draw" : "users")
                .getAsJsonObject("estimands")
                .get("global-ate")
                .getAsDouble();
        assertThat(holds(term(answers, "naive"), truth)).isFalse();
        assertThat(holds(term(answers, "certified"), truth)).isTrue();
    }

    @Test
    void theSameCommandsAnswerTheSame() throws IOException {
        assertThat(run("cannibalisation")).isEqualTo(run("cannibalisation"));
    }

    private static JsonObject run(String name) throws IOException {
        CaseScript script = CASES.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        return StudyCases.run(script).getAsJsonObject("answers");
    }

    private static JsonObject term(JsonObject answers, String step) {
        return answers.getAsJsonObject(step).getAsJsonArray("terms").get(0).getAsJsonObject();
    }

    private static boolean holds(JsonObject term, double truth) {
        return term.get("conf_low").getAsDouble() <= truth
                && truth <= term.get("conf_high").getAsDouble();
    }
}
