package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.design.ClusteredDesign;
import assay.design.Correction;
import assay.design.CupedDesign;
import assay.design.MeansDesign;
import assay.design.MetricFamily;
import assay.design.MultiArmDesign;
import assay.design.ProportionTest;
import assay.design.ProportionsDesign;
import assay.design.SampleSize;
import assay.design.Sides;
import assay.design.StudyDesign;
import assay.design.TestRule;
import assay.design.Traffic;
import assay.design.TwoArmDesign;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The calculator of power and sample size has the numbers of the engine and of the command line. */
class CalcPowerTest {

    private record Point(
            String outcome,
            double mean,
            double relative,
            double rho,
            double alpha,
            double power,
            String sides,
            int comparisons,
            int success,
            int guardrails,
            double control) {

        private static final double VARIANCE = 2.25;

        boolean binary() {
            return outcome.equals("binary");
        }

        Map<String, Object> changes() {
            return Map.ofEntries(
                    Map.entry("outcome", outcome),
                    Map.entry("mean", mean),
                    Map.entry("relative", relative),
                    Map.entry("variance", VARIANCE),
                    Map.entry("rho", rho),
                    Map.entry("alpha", alpha),
                    Map.entry("power", power),
                    Map.entry("sides", sides),
                    Map.entry("comparisons", comparisons),
                    Map.entry("success", success),
                    Map.entry("guardrails", guardrails),
                    Map.entry("others", 3),
                    Map.entry("control", control));
        }

        MetricFamily family() {
            return new MetricFamily(success, guardrails, 1);
        }

        StudyDesign design(Sides rejects) {
            TestRule rule = new TestRule(family().level(alpha), rejects, TestRule.Reference.STUDENT);
            double share = comparisons > 1 ? 0.5 : (100 - control) / 100;
            double sd = Math.sqrt(binary() ? mean * (1 - mean) : VARIANCE);
            TwoArmDesign base = binary() && rho == 0
                    ? new ProportionsDesign(mean, ProportionTest.UNPOOLED, share, rule)
                    : new MeansDesign(sd, sd, 0, share, rule);
            if (rho > 0) {
                base = new CupedDesign(new MeansDesign(sd, sd, 0, share, rule), rho, CupedDesign.Analysis.ADJUSTED);
            }
            return comparisons > 1 ? new MultiArmDesign(base, comparisons, Correction.BONFERRONI) : base;
        }

        Sides rejects() {
            return sides.equals("one") ? Sides.ONE_SIDED : Sides.TWO_SIDED;
        }
    }

    private static List<Point> grid() {
        List<Point> points = new ArrayList<>();
        for (String outcome : List.of("binary", "mean")) {
            for (double mean : new double[] {0.02, 0.2, 0.55}) {
                for (double relative : new double[] {1, 5, 20}) {
                    for (double rho : new double[] {0, 0.6}) {
                        points.add(new Point(outcome, mean, relative, rho, 0.05, 0.8, "two", 1, 1, 0, 50));
                        points.add(new Point(outcome, mean, relative, rho, 0.01, 0.9, "one", 1, 2, 3, 50));
                        points.add(new Point(outcome, mean, relative, rho, 0.1, 0.99, "two", 1, 6, 6, 95));
                        points.add(new Point(outcome, mean, relative, rho, 0.2, 0.5, "one", 1, 1, 1, 7));
                        points.add(new Point(outcome, mean, relative, rho, 0.05, 0.85, "two", 3, 2, 2, 50));
                        points.add(new Point(outcome, mean, relative, rho, 0.05, 0.8, "one", 6, 1, 0, 50));
                    }
                }
            }
        }
        return points;
    }

    private static void same(JsonObject plan, String field, double engine, Object point) {
        assertThat(plan.get(field).getAsDouble())
                .as("%s of %s", field, point)
                .isCloseTo(engine, within(1e-9 * Math.abs(engine)));
    }

    @Test
    void everyPointOfTheGridIsThatOfTheEngine() {
        try (CalcScripts scripts = new CalcScripts()) {
            for (Point point : grid()) {
                long units = 30_000;
                JsonObject plan = plan(scripts, point, units);
                StudyDesign design = point.design(point.rejects());
                double effect = point.relative / 100 * point.mean;
                double wanted = point.family().power(point.power);
                SampleSize size = design.size(effect, wanted);
                List<Long> arms = new ArrayList<>();
                JsonObject found = plan.getAsJsonObject("size");
                found.getAsJsonArray("arms").forEach(arm -> arms.add(arm.getAsLong()));
                assertThat(arms).as(point.toString()).isEqualTo(size.arms());
                same(found, "exact", size.exact(), point);
                same(found, "power", size.power(), point);
                same(plan, "eachPower", wanted, point);
                assertThat(plan.get("days").getAsLong()).isEqualTo(new Traffic(1500, 1).days(size.total()));
                atAGivenSize(plan, point, units);
            }
        }
    }

    private static void atAGivenSize(JsonObject plan, Point point, long units) {
        StudyDesign design = point.design(point.rejects());
        double effect = point.relative / 100 * point.mean;
        same(plan, "powerAtN", design.power(units, effect), point);
        Sides both = point.rejects() == Sides.ONE_SIDED ? Sides.ONE_SIDED : Sides.TWO_SIDED_STRICT;
        same(plan, "strictAtN", point.design(both).power(units, effect), point);
        double wanted = point.family().power(point.power);
        same(plan, "minimum", design.minimumEffect(units, wanted), point);
    }

    private static JsonObject plan(CalcScripts scripts, Point point, long units) {
        Map<String, Object> changes = new java.util.HashMap<>(point.changes());
        changes.put("units", units);
        String state = scripts.state("POWER_DEFAULTS", changes);
        assertThat(scripts.json("c.powerProblems(" + state + ")").getAsJsonArray())
                .as(point.toString())
                .isEmpty();
        return scripts.json("c.plan(" + state + ")").getAsJsonObject();
    }

    @Test
    void theLineOnThePagePrintsTheSame() {
        try (CalcScripts scripts = new CalcScripts()) {
            List<Point> points = grid();
            for (int i = 0; i < points.size(); i += 11) {
                Point point = points.get(i);
                JsonObject plan = plan(scripts, point, 0);
                JsonObject printed = printed(plan.get("command").getAsString());
                JsonObject size = plan.getAsJsonObject("size");
                JsonArray arms = size.getAsJsonArray("arms");
                assertThat(printed.get("n").getAsLong())
                        .isEqualTo(size.get("total").getAsLong());
                assertThat(printed.get("n_control").getAsLong())
                        .isEqualTo(arms.get(0).getAsLong());
                assertThat(printed.get("n_treated").getAsLong())
                        .isEqualTo(arms.get(1).getAsLong());
                assertThat(printed.get("days").getAsLong())
                        .isEqualTo(plan.get("days").getAsLong());
                same(plan, "effect", printed.get("effect").getAsDouble(), point);
                same(size, "power", printed.get("power").getAsDouble(), point);
                JsonObject atN = printed(plan.get("commandAtN").getAsString());
                same(plan, "minimum", atN.get("effect").getAsDouble(), point);
            }
        }
    }

    /** Runs a line as it stands on the page. */
    static JsonObject printed(String command) {
        assertThat(command).startsWith("./assay ");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> args =
                new ArrayList<>(List.of(command.substring("./assay ".length()).split(" ", -1)));
        args.addAll(List.of("--format", "json"));
        int code = Main.run(args.toArray(new String[0]), new PrintWriter(out), new PrintWriter(err));
        assertThat(code).as(command + "\n" + err).isZero();
        return JsonParser.parseString(out.toString()).getAsJsonArray().get(0).getAsJsonObject();
    }

    @Test
    void clustersAreThoseOfTheEngine() {
        try (CalcScripts scripts = new CalcScripts()) {
            for (double size : new double[] {1, 12.5, 300}) {
                for (double icc : new double[] {0, 0.02, 0.4}) {
                    for (double cv : new double[] {0, 0.5}) {
                        for (double share : new double[] {0.5, 0.2}) {
                            TestRule rule = TestRule.twoSided(0.05);
                            ClusteredDesign design = new ClusteredDesign(0.7, size, icc, cv, share, rule);
                            SampleSize engine = design.size(0.1, 0.9);
                            JsonObject found = scripts.json("c.sizeFor(c.clusters(0.7, " + size + ", " + icc + ", " + cv
                                            + ", " + share + ", {level: 0.05, sides: 'two'}), 0.1, 0.9)")
                                    .getAsJsonObject();
                            assertThat(found.get("total").getAsLong()).isEqualTo(engine.total());
                            same(found, "exact", engine.exact(), design);
                        }
                    }
                }
            }
        }
    }

    @Test
    void mistakesAreToldInWords() {
        try (CalcScripts scripts = new CalcScripts()) {
            for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                    Map.of("mean", 1.2),
                    Map.of("mean", 0.9, "relative", 20),
                    Map.of("outcome", "mean", "mean", -1),
                    Map.of("outcome", "mean", "variance", 0),
                    Map.of("alpha", 0),
                    Map.of("guardrails", 2.5),
                    Map.of("success", "x"))) {
                String state = scripts.state("POWER_DEFAULTS", wrong);
                assertThat(scripts.json("c.powerProblems(" + state + ")").getAsJsonArray())
                        .as(wrong.toString())
                        .hasSize(1);
            }
        }
    }
}
