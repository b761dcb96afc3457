package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

class FamilyCommandTest {

    private record Run(int code, String out, String err) {}

    private static Run run(String line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> args = new ArrayList<>(List.of("family"));
        args.addAll(List.of(line.split(" ")));
        int code = Main.run(args.toArray(new String[0]), new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    /** Confounding of 2 moves the difference in means by several standard errors: it is refuted with near certainty. */
    @Test
    void aConfoundedGridIsRefuted(@TempDir Path folder) throws Exception {
        Run run =
                run("difference-in-means --world covariates --set size=200 --vary confounding=0:2 --points 3 --tier D "
                        + "--format csv --threads 2 --out " + folder);
        assertThat(run.code).isEqualTo(Exit.REFUTED);
        assertThat(run.out.lines().findFirst().orElseThrow())
                .isEqualTo("method,world,kind,confounding,verdict,worst,replicates,claim,estimate,conf_low,conf_high,"
                        + "conf_level");
        assertThat(run.out.lines()).hasSize(4);
        assertThat(run.out.lines().filter(line -> line.contains("worst"))).anyMatch(line -> line.contains("REFUTED"));
        assertThat(run.err).contains("3 worlds of a grid over confounding 0 to 2", "size=200", "verdict: REFUTED");
        assertThat(Files.readString(folder.resolve("family-difference-in-means-grid.csv")))
                .isEqualTo(run.out);
    }

    /** A sound world is left open with probability under 1e-3. */
    @Test
    void soundWorldsAreCertified() {
        Run run = run("difference-in-means --world iid --set size=100 --vary treated_share=0.3:0.7 --vary sd=1:10:log "
                + "--kind sampled --worlds 45 --tier D");
        assertThat(run.err).contains("45 worlds", "9.83 %");
        assertThat(run.code).isEqualTo(Exit.OK);
    }

    @Test
    void aSmallBudgetIsInconclusive() {
        Run run = run("difference-in-means --vary sd=1:10 --points 2 --budget 200");
        assertThat(run.code).isEqualTo(Exit.INCONCLUSIVE);
        assertThat(run.err).contains("verdict: INCONCLUSIVE");
    }

    @Test
    void anAttackSaysWhereAndWhatItSpent() {
        Run run = run("difference-in-means --world covariates --set size=100 --vary confounding=0:2 "
                + "--vary surface=linear,nonlinear --kind attack --search 2000 --tier D --format json");
        assertThat(run.code).isEqualTo(Exit.REFUTED);
        assertThat(run.err).contains("fresh keys", "surface linear or nonlinear");
        assertThat(run.out).contains("\"surface\"", "\"confounding\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing --vary sd=1:2 | There is no method 'nothing'",
                "lin --world mars --vary sd=1:2 | There is no world 'mars'. The worlds are ad-exposure, biased-pairs, binary, campaign, clustered, clustered-encouragement, con",
                "lin --world iid --vary sd=1:2 | 'lin' cannot run on the world 'iid'",
                "lin --vary sd=2:1 | must go up",
                "lin --vary sd=1:2:cubic | --vary takes KNOB=LOW:HIGH",
                "lin --vary sd | --vary takes KNOB=LOW:HIGH",
                "lin --vary sd=a:b | --vary takes KNOB=LOW:HIGH",
                "lin --vary weather=1:2 | has no knob 'weather'. Its knobs are size",
                "lin --vary sd=0:2 | cannot have {sd=0.0}: sd must be finite and above 0",
                "lin --vary surface=linear,curved | not 'curved'",
                "lin --set size=many --vary sd=1:2 | is a whole number, not 'many'",
                "lin --vary sd=1:2 --kind sampled --worlds 3 | worlds must be at least 10",
                "lin --vary sd=1:2 --kind attack --search 10 | budget of the search must be at least 2000",
                "lin --vary sd=1:2 --budget 1 | budget must be at least 100",
                "lin | Missing required option: '--vary=KNOB=RANGE'",
            })
    void mistakesGetOneClearError(String line, String message) {
        Run run = run(line.trim());
        assertThat(run.code).isEqualTo(Exit.USAGE);
        assertThat(run.err).contains(message);
        assertThat(run.out).isEmpty();
    }
}
