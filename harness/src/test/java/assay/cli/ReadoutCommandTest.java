package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadoutCommandTest {

    private static final String PAIR = "variant,users,conversions\ncontrol,1000,120\ntreatment,1000,160\n";

    /** Three guardrails that pass by their point estimates and cannot be shown safe at a thousand users an arm. */
    private static final String GUARDRAILS = """
            metric,variant,users,conversions,margin,unit
            repeat contact,control,1000,184,1,pp
            repeat contact,treatment,1000,178,1,pp
            complaint,control,1000,32,0.5,pp
            complaint,treatment,1000,34,0.5,pp
            unresolved,control,1000,71,0.5,pp
            unresolved,treatment,1000,69,0.5,pp
            """;

    @TempDir
    private Path folder;

    private record Run(int code, String out, String err) {
        JsonObject json() {
            return JsonParser.parseString(out).getAsJsonObject();
        }
    }

    private Run run(String content, String... options) throws IOException {
        Path file = folder.resolve("results.csv");
        Files.writeString(file, content);
        List<String> args = new ArrayList<>(List.of("readout", file.toString()));
        args.addAll(List.of(options));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(args.toArray(String[]::new), new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    /**
     * SciPy 1.17.1: stats.fisher_exact([[160, 840], [120, 880]]), stats.chi2_contingency(...); the rest in closed form in Python.
     */
    @Test
    void printsTheKnownFigures() throws IOException {
        JsonObject row = run(PAIR, "--format", "json")
                .json()
                .getAsJsonArray("comparisons")
                .get(0)
                .getAsJsonObject();
        assertThat(row.get("statistic").getAsDouble()).isCloseTo(2.577696311132336, within(1e-14));
        assertThat(row.get("p_value").getAsDouble()).isCloseTo(0.009946136752047696, within(1e-15));
        assertThat(row.get("std_error").getAsDouble()).isCloseTo(0.015491933384829668, within(1e-16));
        assertThat(row.get("lift_pp").getAsDouble()).isCloseTo(4, within(1e-12));
        assertThat(row.get("conf_low_pp").getAsDouble()).isCloseTo(0.9636, within(5e-5));
        assertThat(row.get("conf_high_pp").getAsDouble()).isCloseTo(7.0364, within(5e-5));
        assertThat(row.get("relative_conf_low").getAsDouble()).isCloseTo(0.070, within(5e-4));
        assertThat(row.get("relative_conf_high").getAsDouble()).isCloseTo(0.661, within(5e-4));
        assertThat(row.get("p_fisher").getAsDouble()).isCloseTo(0.01186, within(5e-6));
        assertThat(row.get("p_yates").getAsDouble()).isCloseTo(0.01196, within(5e-6));
        assertThat(new Proportions(1000, 120, 1000, 160).pooledError()).isCloseTo(0.015517731793016657, within(1e-17));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "variant,users,conversions\ntreatment,1000,160\ncontrol,1000,120\n",
                "Conversions;Visitors;Group\n120;1,000;Control\n160;1,000;Treatment\n",
                "ARM\tN\tOrders\nnew\t1000\t160\nbaseline\t1000\t120\n",
                "\"users\",\"variant\",\"converted\"\r\n\"1,000\",\"b\",\"160\"\r\n1000,a,120\r\n"
            })
    void readsAnyOrderOfRowsAndColumns(String content) throws IOException {
        Run run = run(content);
        assertThat(run.code()).isEqualTo(Exit.OK);
        assertThat(run.out()).startsWith("SHIP_GLOBAL").contains("160 of 1,000").contains("+4.00 percentage points");
    }

    @Test
    void guardrailsThatPassByTheirEstimatesHoldTheLaunch() throws IOException {
        Path guardrails = folder.resolve("guardrails.csv");
        Files.writeString(guardrails, GUARDRAILS);
        Run run = run(PAIR, "--guardrails", guardrails.toString());
        assertThat(run.out())
                .startsWith("HOLD_GUARDRAIL_RISK")
                .contains("at most +2.8")
                .contains("at most +1.8")
                .contains("at most +2.0")
                .doesNotContain(": shown safe");
    }

    @Test
    void oneFileMayHoldAll() throws IOException {
        String all = """
                metric,role,variant,users,conversions,margin,unit
                resolved,primary,control,100000,12000,,
                resolved,primary,new,100000,16000,,
                complaint,guardrail,new,100000,3210,0.5,pp
                complaint,guardrail,control,100000,3200,,
                """;
        assertThat(run(all).out()).startsWith("SHIP_GLOBAL").contains("shown safe");
        assertThat(run(all.replace("3210,0.5,pp", "3210,,")).out())
                .startsWith("HOLD_GUARDRAIL_RISK")
                .contains("no margin");
        assertThat(run(all.replace("3210", "4200")).out()).startsWith("STOP_HARM");
    }

    @ParameterizedTest
    @CsvSource({
        "1000/120 1000/160,        SHIP_GLOBAL,         0",
        "1000/160 1000/120,        STOP_HARM,           0",
        "10/1 10/2,                RERUN_UNDERPOWERED,  0",
        "1000/120 1000/125,        RERUN_UNDERPOWERED,  0",
        "1000/120 5000/600,        INVESTIGATE_INVALID, 4",
        "1000/0 1000/0,            RERUN_UNDERPOWERED,  0",
        "5000000/5 5000000/900000, SHIP_GLOBAL,         0"
    })
    void decides(String counts, String action, int code) throws IOException {
        String[] arms = counts.replace('/', ',').split(" ", -1);
        Run run = run("variant,users,conversions\ncontrol," + arms[0] + "\ntreatment," + arms[1] + "\n");
        assertThat(run.out()).startsWith(action);
        assertThat(run.code()).isEqualTo(code);
    }

    @Test
    void whatMattersSeparatesAnAnswerFromNone() throws IOException {
        String empty = "variant,users,conversions\ncontrol,100000,12000\nnew,100000,12030\n";
        assertThat(run(empty, "--relevant", "1").out()).startsWith("HOLD_INCONCLUSIVE");
        assertThat(run(empty, "--relevant", "0.1").out()).startsWith("RERUN_UNDERPOWERED");
        assertThat(run(PAIR, "--relevant", "5").out()).startsWith("ITERATE");
        assertThat(run("variant,users,conversions\ncontrol,900,120\nnew,100,10\n", "--shares", "control=0.9,new=0.1")
                        .code())
                .isEqualTo(Exit.OK);
    }

    @Test
    void severalArmsAreCorrected() throws IOException {
        Run run = run("variant,users,conversions\nb2,1000,150\ncontrol,1000,120\nb1,1000,130\n");
        assertThat(run.out()).startsWith("RERUN_UNDERPOWERED").contains("adjusted for 2 arms (Holm)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "variant,users,conversions                       | no rows",
                "variant,users                                    | no column conversions",
                "variant,users,conversions/x,10,1/y,10,2          | --control",
                "variant,users,conversions/control,10,1           | two arms",
                "variant,users,conversions/control,10,11/t,10,2   | each once",
                "variant,users,conversions/control,0,0/t,10,2     | no users",
                "variant,users,conversions/control,10,12%/t,10,2  | whole number",
                "variant,users,conversions/control,ten,1/t,10,2   | whole number",
                "variant,users,conversions/control,-10,1/t,10,2   | whole number",
                "variant,users,conversions/control,10,1/t,10,2/total,20,3 | total",
                "variant,users,conversions/control,10,1/control,10,2 | two rows",
                "variant,users,n,conversions/control,10,10,1/t,10,10,2 | two columns",
                "variant,users,conversions/control,10,/t,10,2     | conversions is empty",
                "variant,users,conversions,role,metric/control,10,1,guardrail,m/t,10,2,guardrail,m | all are guardrails",
                "variant,users,conversions,role,metric/control,10,1,,m/t,10,2,,m/control,10,1,guardrail,g | needs one",
                "variant,users,conversions,margin/control,10,1,3/t,10,2, | unit"
            })
    void badInputIsSaidPlainly(String content, String message) throws IOException {
        Run run = run(content.strip().replace("/", "\n") + "\n");
        assertThat(run.code()).isEqualTo(Exit.DATA);
        assertThat(run.err()).contains(message).doesNotContain("Exception");
        assertThat(run.out()).isEmpty();
    }
}
