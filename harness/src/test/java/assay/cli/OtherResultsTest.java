package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.dgp.Iid;
import assay.dgp.MetricDependence;
import assay.experiment.DifferenceInMeans;
import assay.experiment.Lin;
import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Methods whose result is no fit, on the command line. */
class OtherResultsTest {

    private record Run(int code, String out, String err) {}

    private static Run run(String line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(line.split(" ", -1), new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    @Test
    void aPathOfLooksIsPrintedWithTheLookThatEndsIt() {
        Run run = run("estimate always-valid world:iid:size=2000,effect=2 --outcome y --assignment t --format json");
        assertThat(run.code).as(run.err).isZero();
        JsonArray rows = JsonParser.parseString(run.out).getAsJsonArray();
        assertThat(rows.size()).isBetween(20, 21);
        long first = rows.asList().stream()
                .filter(row -> row.getAsJsonObject().get("rejects").getAsBoolean())
                .mapToLong(row -> row.getAsJsonObject().get("n").getAsLong())
                .findFirst()
                .orElseThrow();
        assertThat(run.err).contains("result: rejects at " + first + " units").contains("certificate: ");
    }

    @Test
    void rejectionsAndTestsArePrinted() {
        Run holm = run("estimate holm world:many-metrics:metrics=3,moved_share=0 --outcome m1,m2,m3 --assignment t");
        assertThat(holm.code).as(holm.err).isZero();
        assertThat(holm.out).contains("of 3 hypotheses").contains("p_adjusted").contains("m3");
        Run test = run("estimate hash-assignment world:id-population --unit unit");
        assertThat(test.code).as(test.err).isZero();
        assertThat(test.out).contains("null_hypothesis").contains("certificate: ");
    }

    private static final String COVARIATES = " --outcome y --assignment t --covariates x0,x1,x2,x3,x4";

    @Test
    void effectsByUnitAreAveragesAndQuantiles() {
        Run run = run("estimate causal-forest world:heterogeneous:size=300" + COVARIATES + " --format json");
        assertThat(run.code).as(run.err).isZero();
        JsonArray rows = JsonParser.parseString(run.out).getAsJsonArray();
        assertThat(rows).hasSize(10);
        assertThat(rows.get(0).getAsJsonObject().get("estimand").getAsString()).isEqualTo("ate");
        double last = Double.NEGATIVE_INFINITY;
        for (int i = 3; i < 10; i++) {
            double effect = rows.get(i).getAsJsonObject().get("estimate").getAsDouble();
            assertThat(effect).isGreaterThanOrEqualTo(last);
            assertThat(rows.get(i).getAsJsonObject().get("conf_low").getAsDouble())
                    .isLessThan(effect);
            last = effect;
        }
        assertThat(run.err)
                .contains("[pointwise-interior-only]")
                .contains("each predicted without the unit")
                .contains("certificate: ");
        Run learner = run("estimate x-learner world:heterogeneous:size=300" + COVARIATES);
        assertThat(learner.code).as(learner.err).isZero();
        assertThat(learner.out).contains("largest effect").doesNotContain("NaN");
        assertThat(learner.err).doesNotContain("pointwise-interior-only");
    }

    @Test
    void groupsHaveTwoIntervals() {
        Run run = run("estimate gate world:heterogeneous:size=300" + COVARIATES + " --format json");
        assertThat(run.code).as(run.err).isZero();
        JsonArray rows = JsonParser.parseString(run.out).getAsJsonArray();
        assertThat(rows).hasSize(4);
        rows.forEach(row -> {
            var group = row.getAsJsonObject();
            assertThat(group.get("simultaneous_low").getAsDouble())
                    .isLessThan(group.get("conf_low").getAsDouble());
            assertThat(group.get("simultaneous_high").getAsDouble())
                    .isGreaterThan(group.get("conf_high").getAsDouble());
        });
        Run rate = run("estimate rate world:heterogeneous:size=300" + COVARIATES);
        assertThat(rate.code).as(rate.err).isZero();
        assertThat(rate.out).contains("no better than treating at random");
    }

    @Test
    void knobsOfADrawMustBeKnobs() {
        assertThat(run("estimate ols world:iid:size --outcome y --assignment t").err)
                .contains("KNOB=VALUE")
                .contains("'size'");
        assertThat(run("estimate ols world:iid:colour=1 --outcome y --assignment t").err)
                .contains("has no knob 'colour'");
        assertThat(Worlds.name(new Iid(250, 1, 10, 5, 0.5)))
                .startsWith("world:iid:")
                .contains("size=250");
        assertThat(Worlds.require(Worlds.name(new Iid(250, 1, 10, 5, 0.5)))).isEqualTo(new Iid(250, 1, 10, 5, 0.5));
    }

    @Test
    void commandsThatNeedAFitSaySo() {
        Run run = run("aa jobs --method holm --outcome depress2 --assignment treat");
        assertThat(run.code).isEqualTo(Exit.USAGE);
        assertThat(run.err).contains("'holm' does not answer with an estimate").contains("assay describe holm");
        assertThat(run("book no-such-method").code).isEqualTo(Exit.USAGE);
        Run one = run("book lin");
        assertThat(one.out).contains("\nlin ").doesNotContain("\nols ");
    }

    @Test
    void valuesAreWrittenAsJavaWritesThem() {
        assertThat(JavaSource.of(List.of(0.5, 1))).contains("java.util.List.of(0.5, 1)");
        assertThat(JavaSource.of(7L)).contains("7L");
        assertThat(JavaSource.of(Double.POSITIVE_INFINITY)).contains("Double.POSITIVE_INFINITY");
        assertThat(JavaSource.of(MetricDependence.OPPOSED)).contains("assay.dgp.MetricDependence.OPPOSED");
        assertThat(JavaSource.of(new Iid(8, 1, 10, 5, 0.5))).contains("new assay.dgp.Iid(8, 1.0, 10.0, 5.0, 0.5)");
        assertThat(JavaSource.of(new DifferenceInMeans())).contains("new assay.experiment.DifferenceInMeans()");
        assertThat(JavaSource.of(Locale.ROOT)).isEmpty();
        assertThat(JavaSource.of(new Run(0, "", ""))).isEmpty();
        assertThat(JavaSource.hasUsual(Lin.standard())).isTrue();
        assertThat(JavaSource.hasUsual(new DifferenceInMeans())).isFalse();
    }
}
