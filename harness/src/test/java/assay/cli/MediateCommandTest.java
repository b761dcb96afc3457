package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediateCommandTest {

    private static final String SERIAL = "t -> m1 -> m2 -> y; t -> m2; t, m1 -> y";

    private record Run(int code, String out, String err) {}

    /** Runs a command whose words are separated by spaces, and the graph, which may be empty. */
    private static Run run(String line, String graph) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Stream<String> more = graph.isEmpty() ? Stream.of() : Stream.of("--graph", graph);
        String[] args = Stream.concat(Stream.of(line.split(" ", -1)), more).toArray(String[]::new);
        int code = Main.run(args, new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    private static Run serial(String options, String graph) {
        return run("mediate world:serial-mediation --outcome y --assignment t --covariates x" + options, graph);
    }

    @Test
    void pathsAddUpToTheTotal() {
        Run run = serial(" --shares --sensitivity --mediator m2 --format json", SERIAL);
        assertThat(run.code).as(run.err).isZero();
        JsonObject json = JsonParser.parseString(run.out).getAsJsonObject();
        assertThat(json.getAsJsonObject("total_check").get("identity").getAsBoolean())
                .isTrue();
        double total = 0;
        for (int i = 1; i <= 4; i++) {
            total += json.getAsJsonArray("terms")
                    .get(i)
                    .getAsJsonObject()
                    .get("estimate")
                    .getAsDouble();
        }
        assertThat(json.getAsJsonArray("terms")
                        .get(0)
                        .getAsJsonObject()
                        .get("estimate")
                        .getAsDouble())
                .isCloseTo(total, within(1e-12));
        double shares = 0;
        for (int i = 0; i < 4; i++) {
            shares += json.getAsJsonArray("shares")
                    .get(i)
                    .getAsJsonObject()
                    .get("share")
                    .getAsDouble();
        }
        assertThat(shares).isCloseTo(1, within(1e-12));
        assertThat(json.getAsJsonObject("sensitivity").get("mediator").getAsString())
                .isEqualTo("m2");
        assertThat(run.err).contains("[sequential-ignorability]");
        assertThat(serial(" --shares --sensitivity --mediator m2 --format json", SERIAL).out)
                .isEqualTo(run.out);
    }

    /** The coefficient of the arrow that is missing is thirty standard errors from 0. */
    @Test
    void parallelMediatorsAreContradicted() {
        Run run = serial("", "t -> m1 -> y; t -> m2 -> y; t -> y");
        assertThat(run.code).isZero();
        assertThat(run.err).contains("The graph has no arrow m1 -> m2, and the data speak against that");
    }

    @Test
    void sharesOfNearlyNothingAreRefusedInWords() {
        Run run = run(
                "mediate jobs --outcome depress2 --assignment treat --covariates econ_hard,sex,age --shares --sensitivity",
                "T -> job_seek -> depress2; T -> depress2");
        assertThat(run.code).as(run.err).isZero();
        assertThat(run.out.replace('\n', ' '))
                .contains("shares refused: The total effect is -0.05601")
                .contains("would have to be correlated by -0.273")
                .contains("identity: the paths add up");
    }

    @Test
    void naturalEffectsAndBinaryOutcomes() {
        Run natural = run(
                "mediate jobs --outcome depress2 --assignment treat --covariates age --interaction --format csv",
                "T -> job_seek -> depress2; T -> depress2");
        assertThat(natural.out).contains("ACME(0)", "ADE(1)", "interaction");
        Run probit = run(
                "mediate framing --outcome cong_mesg --assignment treat --covariates age,educ,gender,income --family probit"
                        + " --interval delta --format csv",
                "T -> emo -> cong_mesg; T -> cong_mesg");
        assertThat(probit.code).as(probit.err).isZero();
        assertThat(probit.out.lines().filter(line -> line.contains("ACME")).count())
                .isEqualTo(3);
        Run chain = serial(" --interaction --mediator m2", SERIAL);
        assertThat(chain.err).contains("[interventional-effects]");
    }

    @ParameterizedTest
    @CsvSource({"mc", "bootstrap", "bca", "delta", "joint"})
    void everyIntervalIsGiven(String kind) {
        Run run = serial(" --draws 200 --interval " + kind, SERIAL);
        assertThat(run.code).as(run.err).isZero();
        assertThat(run.out).contains("via m1 and m2");
    }

    @Test
    void picturesAndFilesAreWritten(@TempDir Path folder) throws Exception {
        Path graph = Files.writeString(folder.resolve("graph.txt"), "t -> m1 -> m2 -> y\nt -> m2\nt, m1 -> y\n");
        Path picture = folder.resolve("paths.svg");
        assertThat(serial(" --graph-file " + graph + " --plot " + picture, "").code)
                .isZero();
        assertThat(Files.readString(picture)).startsWith("<svg").contains("via m1 and m2");
        assertThat(serial(" --sensitivity --mediator m2 --plot " + picture, SERIAL).code)
                .isZero();
        assertThat(Files.readString(picture)).contains("if errors are correlated");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | t -> m1 -> t | the arrows lead in a circle, t -> m1 -> t",
                "2 | t -> m1 -> -> y | line 1, character 12: a name is missing",
                "2 | t -> m1; x -> y | has no path from the treatment 't' to the outcome 'y'",
                "3 | t -> m3 -> y | Did you mean 'm1'?",
                "3 | t -> m1 -> y; [u] -> m1, y | m1 <- [u] -> y is open",
                "3 | x -> t -> m1 -> y | x -> t",
                "3 | t -> m1 -> y; m1 -> x; t -> y | Covariate 'x' is moved by the treatment: t -> m1 -> x",
                "3 | t -> [m1] -> y | The mediator [m1] is hidden",
            })
    void mistakesGetOneClearError(int code, String graph, String message) {
        Run run = serial("", graph);
        assertThat(run.code).isEqualTo(code);
        assertThat(run.err).contains(message);
        assertThat(run.out).isEmpty();
    }

    @Test
    void optionsThatDoNotFitAreRefused() {
        assertThat(serial("", "").err).contains("assay mediate needs a graph");
        assertThat(serial(" --interaction", SERIAL).err).contains("name it: --mediator m1 or m2");
        assertThat(serial(" --mediator m2", "t -> m1 -> y").err).contains("'m2' is not in the graph");
        assertThat(serial(" --family probit", "t -> m1 -> y; t -> y").err)
                .contains("in row 1; a probit or logit model");
        assertThat(serial(" --mediator m1 --sensitivity", SERIAL).err).contains("moves the mediator 'm2'");
        assertThat(run("mediate jobs --outcome depress --assignment treat", "T -> job_seek -> depress").err)
                .contains("Did you mean 'depress1'?");
    }

    @Test
    void estimateChecksCovariatesAgainstAGraph() {
        String base = "estimate ols jobs --outcome depress2 --assignment treat --covariates ";
        Run mediator = run(base + "job_seek,age", "treat -> job_seek -> depress2");
        assertThat(mediator.code).isEqualTo(Exit.DATA);
        assertThat(mediator.err).contains("treat -> job_seek", "[post-treatment]");
        Run collider = run(base + "work1", "treat -> depress2; treat -> work1; depress2 -> work1");
        assertThat(collider.err).contains("It is a collider", "[post-treatment]");
        Run opened = run(base + "age", "treat -> depress2; [U] -> age; [U] -> depress2; [V] -> age; [V] -> treat");
        assertThat(opened.err).contains("treat <- [V] -> age <- [U] -> depress2", "M-bias", "[not-identified]");
        Run cycle = run(base + "age", "treat -> depress2 -> treat");
        assertThat(cycle.code).isEqualTo(Exit.USAGE);
        Run sound = run(base + "age", "treat, age -> depress2");
        assertThat(sound.code).isZero();
        assertThat(sound.err).contains("graph: no path but the effect of 'treat' on 'depress2' is open");
        // A method that can do without covariates uses them all the same.
        String weighted = "estimate aipw jobs --outcome depress2 --assignment treat --covariates ";
        assertThat(run(weighted + "age", "treat, age -> depress2; age -> treat").code)
                .isZero();
        assertThat(run(weighted + "job_seek,age", "treat -> job_seek -> depress2").err)
                .contains("[post-treatment]");
        assertThat(run(weighted + "sex", "treat, age -> depress2; age -> treat").err)
                .contains("Adjust for age");
        List<String> instrumented = List.of(
                "estimate two-stage-least-squares jobs --outcome depress2 --assignment treat --treatment comply --covariates age",
                "treat -> comply -> depress2; [U] -> comply, depress2");
        assertThat(run(instrumented.get(0), instrumented.get(1)).err).contains("reaches 'depress2' through it alone");
        assertThat(run(instrumented.get(0), instrumented.get(1) + "; treat -> depress2").err)
                .contains("does not make 'treat' an instrument");
    }
}
