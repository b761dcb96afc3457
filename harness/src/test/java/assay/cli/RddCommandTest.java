package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class RddCommandTest {

    private record Run(int code, String out, String err) {}

    private static Run run(String line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(line.split(" ", -1), new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    /** The cutoff says who was treated; a column that says so too changes nothing. */
    @Test
    void theCutoffTellsTheArms() {
        Run told = run("rdd world:discontinuity --outcome y --running x --covariates z");
        assertThat(told.code).as(told.err).isEqualTo(Exit.OK);
        assertThat(told.out).contains("certificate of rdd: ", "certificate of rdd-density: ", "In plain words:");
        Run named = run("rdd world:discontinuity --outcome y --running x --covariates z --assignment t");
        assertThat(named.out).isEqualTo(told.out);
    }

    @Test
    void massPointsAreRefused() {
        Run run = run("rdd world:discontinuity:grid=0.5 --outcome y --running x");
        assertThat(run.code).isEqualTo(Exit.DATA);
        assertThat(run.out).isEmpty();
        assertThat(run.err).contains("'x' has mass points", "[not-identified]").doesNotContain("Exception");
    }
}
