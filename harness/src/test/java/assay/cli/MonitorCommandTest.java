package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Trajectory;
import assay.random.Philox;
import assay.sequential.AlwaysValidMonitor;
import assay.sequential.ArmTotals;
import assay.sequential.DirichletMultinomial;
import assay.sequential.GroupSequentialDesign;
import assay.sequential.LastLook;
import assay.sequential.LookTotals;
import assay.sequential.MonitoringPlan;
import assay.sequential.Sides;
import assay.sequential.SpendingFunction;
import assay.sequential.StageWise;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

final class MonitorCommandTest {

    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    /** Days of users and of sums that are the same in every arm but for a shift of the treated one. */
    private record Days(int count, double effect, double share) {

        private static final double MEAN = 2;

        ArmTotals[] day(int d) {
            Philox random = new Philox(7, d, 0);
            int users = 900 + (int) (200 * random.nextDouble());
            int treated = 0;
            for (int i = 0; i < users; i++) {
                treated += random.nextDouble() < share ? 1 : 0;
            }
            return new ArmTotals[] {arm(users - treated, MEAN, random), arm(treated, MEAN + effect, random)};
        }

        private static ArmTotals arm(int n, double mean, Philox random) {
            double[] values = new double[n];
            for (int i = 0; i < n; i++) {
                values[i] = mean + random.nextGaussian();
            }
            return ArmTotals.ofValues(values);
        }

        String csv() {
            StringBuilder text = new StringBuilder("day,arm,users,revenue,revenue_sq\n");
            for (int d = 1; d <= count; d++) {
                ArmTotals[] both = day(d);
                for (int a = 0; a < 2; a++) {
                    text.append(d).append(a == 0 ? ",old," : ",new,").append(both[a].n());
                    text.append(',').append(both[a].sum()).append(',').append(both[a].sumOfSquares());
                    text.append('\n');
                }
            }
            return text.toString();
        }

        List<LookTotals> cumulative() {
            List<LookTotals> looks = new ArrayList<>();
            for (int d = 1; d <= count; d++) {
                ArmTotals[] both = day(d);
                LookTotals one = new LookTotals("" + d, both[0], both[1]);
                looks.add(d == 1 ? one : looks.get(d - 2).plus(one));
            }
            return looks;
        }
    }

    private Run run(Path file, String options) {
        List<String> args = new ArrayList<>(List.of("monitor", file.toString()));
        if (!options.isEmpty()) {
            args.addAll(List.of(options.split(" ", -1)));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(args.toArray(new String[0]), new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("looks.csv"), text);
    }

    private JsonObject json(Path file, String options) {
        Run run = run(file, (options + " --format json").strip());
        assertThat(run.code).as(run.err).isZero();
        return JsonParser.parseString(run.out).getAsJsonObject();
    }

    @Test
    void printsWhatTheEngineSays() throws IOException {
        Days days = new Days(9, 0.15, 0.5);
        JsonObject root = json(file(days.csv()), "--units new --planned-n 9000 --level 0.9 --start 500");
        MonitoringPlan usual = MonitoringPlan.plannedFor("revenue", 9000);
        double g = root.getAsJsonObject("plan").get("prior_units").getAsDouble();
        AlwaysValidMonitor monitor =
                new AlwaysValidMonitor(new MonitoringPlan("revenue", usual.alternative(), 0, 0.9, g, 500));
        Trajectory path = monitor.read(days.cumulative());
        double[] p = monitor.pValues(path);
        DirichletMultinomial ratio = DirichletMultinomial.centred(new double[] {0.5, 0.5}, 10_000);
        JsonArray rows = root.getAsJsonArray("looks");
        assertThat(rows).hasSize(9);
        for (int k = 0; k < 9; k++) {
            JsonObject row = rows.get(k).getAsJsonObject();
            var estimate = path.looks().get(k).estimate();
            var interval = estimate.inference().interval(0.9);
            same(row, "estimate", estimate.value());
            same(row, "std_error", estimate.stdError());
            same(row, "cs_low", interval.lower());
            same(row, "cs_high", interval.upper());
            same(row, "p_always_valid", p[k]);
            same(row, "z", estimate.value() / estimate.stdError());
            ratio.add(days.day(k + 1)[0].n(), days.day(k + 1)[1].n());
            same(row, "srm_p", ratio.pValue());
            // Beyond the boundary exactly where the interval leaves the null value out.
            assertThat(Math.abs(row.get("z").getAsDouble())
                            > row.get("boundary").getAsDouble())
                    .isEqualTo(!interval.contains(0));
        }
    }

    private static void same(JsonObject row, String column, double expected) {
        assertThat(row.get(column).getAsDouble())
                .as(column)
                .isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
    }

    @Test
    void saysInOneSentenceThatOneMayStop() throws IOException {
        Run run = run(file(new Days(14, 0.2, 0.5).csv()), "--planned-n 14000 --units new");
        assertThat(run.code).isZero();
        assertThat(run.err).isEmpty();
        assertThat(run.out)
                .contains("advice: STOP: ship\n")
                .containsPattern(
                        "After 14 days and 1\\d,\\d{3} users, new has between 0\\.1\\d and 0\\.2\\d more revenue"
                                + " per\\suser than old,\\swhichever day you stop: you may stop now and ship new\\.");
    }

    @Test
    void saysHowLongItMayTake() throws IOException {
        JsonObject root = json(file(new Days(4, 0.05, 0.5).csv()), "--units new");
        assertThat(root.get("advice").getAsString()).isEqualTo("keep");
        assertThat(root.get("sentence").getAsString())
                .startsWith("Too early to tell after 4 days and ")
                .contains(" less and ")
                .contains("more days will tell.");
    }

    @Test
    void aHarmfulArmIsDroppedAndAGoodOneWhereLessIsBetter() throws IOException {
        Path harm = file(new Days(9, -0.25, 0.5).csv());
        assertThat(json(harm, "--units new").get("advice").getAsString()).isEqualTo("drop");
        assertThat(json(harm, "--units new --better smaller").get("advice").getAsString())
                .isEqualTo("ship");
        assertThat(json(harm, "--units new --minimum-runtime 10").get("advice").getAsString())
                .isEqualTo("too-early");
        assertThat(json(harm, "--units new --start 100000").get("advice").getAsString())
                .isEqualTo("too-early");
    }

    @Test
    void nonInferiorityShiftsTheNull() throws IOException {
        Path none = file(new Days(14, 0, 0.5).csv());
        JsonObject root = json(none, "--units new --non-inferiority-margin 0.2");
        assertThat(root.get("advice").getAsString()).isEqualTo("ship");
        assertThat(root.get("sentence").getAsString()).contains("at most").contains("less revenue");
        assertThat(root.getAsJsonObject("plan").get("null_value").getAsDouble()).isEqualTo(-0.2);
    }

    @Test
    void groupSequentialBoundariesAreThoseOfTheEngine() throws IOException {
        Days days = new Days(9, 0.1, 0.5);
        JsonObject root = json(file(days.csv()), "--units new --planned-n 12000 --spending obf");
        double[] t = days.cumulative().stream()
                .mapToDouble(look -> look.units() / 12000.0)
                .toArray();
        var boundaries = GroupSequentialDesign.spending(SpendingFunction.obrienFleming(), Sides.TWO_SIDED, 0.05)
                .boundariesSoFar(t, LastLook.INTERIM)
                .looks();
        JsonArray rows = root.getAsJsonArray("looks");
        for (int k = 0; k < t.length; k++) {
            same(rows.get(k).getAsJsonObject(), "boundary", boundaries.get(k).upper());
        }
        JsonObject few = json(file(days.csv()), "--units new --planned-n 9500 --spending pocock --looks 3");
        long analyses = few.getAsJsonArray("looks").asList().stream()
                .filter(row -> row.getAsJsonObject().has("boundary"))
                .count();
        assertThat(analyses).isBetween(2L, 3L);
    }

    @Test
    void afterAGroupSequentialStopTheIntervalIsThatOfTheEnd() throws IOException {
        Days days = new Days(9, 0.15, 0.5);
        JsonObject root = json(file(days.csv()), "--units new --planned-n 12000 --spending obf");
        List<Double> taken = new ArrayList<>();
        for (var each : root.getAsJsonArray("looks")) {
            JsonObject look = each.getAsJsonObject();
            taken.add(
                    (look.get("n_control").getAsDouble() + look.get("n_treated").getAsDouble()) / 12000);
            if (Math.abs(look.get("z").getAsDouble()) < look.get("boundary").getAsDouble()) {
                continue;
            }
            StageWise end = new StageWise(
                    look.get("estimate").getAsDouble(),
                    look.get("std_error").getAsDouble(),
                    Double.POSITIVE_INFINITY,
                    GroupSequentialDesign.spending(SpendingFunction.obrienFleming(), Sides.TWO_SIDED, 0.05)
                            .boundariesSoFar(
                                    taken.stream()
                                            .mapToDouble(Double::doubleValue)
                                            .toArray(),
                                    LastLook.INTERIM));
            String range = String.format(
                    Locale.ROOT,
                    "between %.2f and %.2f more",
                    end.interval(0.95).lower(),
                    end.interval(0.95).upper());
            assertThat(taken).hasSizeLessThan(9);
            assertThat(root.toString()).contains("passed the boundary").contains(range);
            return;
        }
        throw new AssertionError("the test did not stop");
    }

    @Test
    void rowsWideTablesAndSinceTheStartSayTheSame() throws IOException {
        Days days = new Days(6, 0.1, 0.5);
        String expected = json(file(days.csv()), "--units new").get("looks").toString();
        StringBuilder wide = new StringBuilder("day,users_control,users_treated,sum_control,sum_treated,")
                .append("sum_sq_control,sum_sq_treated\n");
        StringBuilder since = new StringBuilder("day,arm,users,mean,sd\n");
        for (int d = 1; d <= 6; d++) {
            ArmTotals[] both = days.day(d);
            wide.append(d).append(',').append(both[0].n()).append(',').append(both[1].n());
            wide.append(',').append(both[0].sum()).append(',').append(both[1].sum());
            wide.append(',').append(both[0].sumOfSquares()).append(',').append(both[1].sumOfSquares());
            wide.append('\n');
            LookTotals look = days.cumulative().get(d - 1);
            for (ArmTotals arm : List.of(look.control(), look.treated())) {
                since.append(d)
                        .append(arm.equals(look.control()) ? ",a," : ",b,")
                        .append(arm.n());
                since.append(',').append(arm.mean()).append(',').append(Math.sqrt(arm.variance()));
                since.append('\n');
            }
        }
        assertThat(json(file(wide.toString()), "--units new").get("looks").toString())
                .isEqualTo(expected);
        JsonArray cumulative =
                json(file(since.toString()), "--units new --cumulative").getAsJsonArray("looks");
        JsonArray daily = JsonParser.parseString(expected).getAsJsonArray();
        for (int k = 0; k < 6; k++) {
            for (String column : List.of("n_control", "estimate", "cs_low", "p_always_valid")) {
                same(
                        cumulative.get(k).getAsJsonObject(),
                        column,
                        daily.get(k).getAsJsonObject().get(column).getAsDouble());
            }
        }
    }

    @Test
    void successesAreToldInPercentagePoints() throws IOException {
        Path file = file("""
                date,arm,visitors,conversions
                2026-03-01,a,5020,500
                2026-03-01,b,4981,640
                2026-03-02,a,4890,480
                2026-03-02,b,5040,651
                """);
        JsonObject root = json(file, "--units new --planned-n 20000");
        assertThat(root.get("sentence").getAsString())
                .startsWith("After 2 days and 19,931 users, the share of conversions in b is between ")
                .contains(" percentage points higher than in a, whichever day you stop: you may stop now and ship b.");
    }

    @Test
    void readsRowsOfUnits() throws IOException {
        StringBuilder rows = new StringBuilder("user,day,arm,shop,spend\n");
        Philox random = new Philox(5, 0, 0);
        double[][] sums = new double[2][2];
        for (int i = 0; i < 800; i++) {
            int arm = random.nextDouble() < 0.5 ? 0 : 1;
            double y = random.nextGaussian();
            sums[arm][0]++;
            sums[arm][1] += y;
            rows.append("u").append(i).append(',').append(1 + i / 100).append(arm == 0 ? ",a," : ",b,");
            rows.append("s").append(i / 4).append(',').append(y).append('\n');
        }
        Path file = file(rows.toString());
        JsonArray looks = json(file, "--outcome spend --unit user").getAsJsonArray("looks");
        assertThat(looks).hasSize(8);
        same(looks.get(7).getAsJsonObject(), "estimate", sums[1][1] / sums[1][0] - sums[0][1] / sums[0][0]);

        Run mixed = run(file, "--outcome spend --unit user --cluster shop");
        assertThat(mixed.code).isEqualTo(Exit.DATA);
        assertThat(mixed.err).contains("has rows in both arms").contains("[mixed-cluster]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "user,day,arm,y;u1,1,a,2;u2,1,b,3;u1,2,a,4 | --outcome y --unit user | accruing-units"
                        + " | 'u1' stands in rows 1 and 3, at looks '1' and '2'",
                "shop,day,arm,y;s1,1,a,2;s2,1,b,3;s1,2,a,4 | --outcome y --cluster shop | growing-clusters"
                        + " | Cluster 's1' has rows at look '1' and at look '2'",
                "day,arm,users,conversions;1,a,900,90;1,b,950,95;2,a,900,99;2,b,950,99 | --cumulative | accruing-units"
                        + " | the same 900 units as at the look before",
                "day,arm,users,conversions;1,a,900,90;1,b,950,95;2,a,800,99;2,b,950,99 | --cumulative | shrinking-totals"
                        + " | 800 units, fewer than the 900",
                "day,arm,users,conversions,distinct_users;1,a,900,90,900;1,b,950,95,950;2,a,910,99,1200;2,b,940,99,1800 | "
                        + "| accruing-units | counts 1810 users, of whom only 1200 are distinct",
                "day,arm,users,conversions;1,a,900,90;1,b,950,95;2,a,900,99;2,b,950,99;3,a,900,91;3,b,950,93 | | accruing-units"
                        + " | say --units new",
                "day,arm,users,conversions;1,a,900,90;1,b,950,95 | --units returning | accruing-units"
                        + " | count each unit once, when its window of fixed length is complete"
            })
    void refusesWhatBreaksTheGuarantee(String table, String options, String code, String message) throws IOException {
        Run run = run(file(table.replace(';', '\n') + "\n"), options == null ? "" : options);
        assertThat(run.code).as(run.out + run.err).isEqualTo(Exit.DATA);
        assertThat(run.out).isEmpty();
        assertThat(run.err).contains(message).contains("What to do: ").contains("[" + code + "]");
    }

    @Test
    void aQuotaIsReadWithACautionUntilItIsDeclared() throws IOException {
        Path quota = file(
                "day,arm,users,conversions\n1,a,900,90\n1,b,900,95\n2,a,900,99\n2,b,900,99\n3,a,900,91\n3,b,900,93\n");
        Run undeclared = run(quota, "");
        assertThat(undeclared.code).isZero();
        assertThat(undeclared.err).contains("[units-not-shown]");
        Run declared = run(quota, "--units new");
        assertThat(declared.code).isZero();
        assertThat(declared.err).doesNotContain("[units-not-shown]");
    }

    @Test
    void totalsOfTheSameUsersThatGrowAreRefused() throws IOException {
        StringBuilder text = new StringBuilder("day,arm,users,revenue,revenue_sq\n");
        for (int day = 1; day <= 5; day++) {
            // Each of 500 users had spent 10, and spends about a unit a day.
            for (double mean : new double[] {10 + day, 10.2 + day}) {
                text.append(day + (mean == 10 + day ? ",a,500," : ",b,500,") + 500 * mean + ","
                        + 500 * (mean * mean + 0.04 * day) + "\n");
            }
        }
        Path table = file(text.toString());
        refused(run(table, ""), "accruing-units");
        assertThat(run(table, "--units new").code).isZero();
    }

    @Test
    void totalsThatLookLikeTotalsSinceTheStartMustBeDeclared() throws IOException {
        StringBuilder text =
                new StringBuilder("date,control_users,control_conversions,treatment_users,treatment_conversions\n");
        int[] control = {501, 1009, 1482, 2010, 2490, 3011};
        int[] treatment = {497, 1015, 1531, 1998, 2527, 3040};
        for (int day = 1; day <= 6; day++) {
            text.append("2026-03-0" + day + "," + control[day - 1] + "," + 50 * day + "," + treatment[day - 1] + ","
                    + 55 * day + "\n");
        }
        Path table = file(text.toString());
        Run unsaid = run(table, "");
        assertThat(unsaid.code).isEqualTo(Exit.DATA);
        assertThat(unsaid.err).contains("--cumulative").contains("--units new");
        Run said = run(table, "--cumulative");
        assertThat(said.code).as(said.err).isZero();
        assertThat(said.out).contains("treatment");
    }

    @Test
    void totalsThatCannotTellAreReadWithACaution() throws IOException {
        Run run = run(file(new Days(9, 0.1, 0.5).csv()), "");
        assertThat(run.code).isZero();
        assertThat(run.err)
                .contains("[units-not-shown]")
                .contains("--units new")
                .contains("--planned-n");
    }

    @Test
    void coinsOfNewUsersAreHardlyEverTakenForReturningOnes() {
        // 400 streams of 10 looks at an alarm rate of 1e-4: any alarm at all has a chance of 4 %, three of 1e-5.
        int alarms = 0;
        for (int r = 0; r < 400; r++) {
            Philox random = new Philox(31, r, 0);
            List<long[]> added = new ArrayList<>();
            for (int k = 0; k < 10; k++) {
                long treated = 0;
                for (int i = 0; i < 300; i++) {
                    treated += random.nextDouble() < 0.5 ? 1 : 0;
                }
                added.add(new long[] {300 - treated, treated});
            }
            alarms += ReturningUnits.repeats(added) ? 1 : 0;
        }
        assertThat(alarms).isLessThan(3);
    }

    @Test
    void aBrokenSampleRatioIsNotRead() throws IOException {
        Run run = run(file(new Days(9, 0.1, 0.55).csv()), "--units new");
        assertThat(run.code).isEqualTo(Exit.REFUTED);
        assertThat(run.out).contains("advice: DO NOT READ").contains("do not fit the planned shares of 0.5\nand 0.5");
        assertThat(run(folder.resolve("looks.csv"), "--units new --shares 0.45,0.55").code)
                .isZero();
    }

    @Test
    void thePlanOfTheFirstLookBinds() throws IOException {
        Path file = file(new Days(9, 0.1, 0.5).csv());
        Path plan = folder.resolve("plan.json");
        Run first = run(file, "--units new --planned-n 12000 --plan " + plan);
        assertThat(first.err).contains("written: ");
        assertThat(run(file, "--units new --plan " + plan).out).isEqualTo(first.out);
        assertThat(run(file, "--units new --planned-n 12000 --plan " + plan).out)
                .isEqualTo(first.out);
        refused(run(file, "--units new --planned-n 5000 --plan " + plan), "retuned-prior");
        refused(run(file, "--units new --g 7 --plan " + plan), "retuned-prior");
        refused(run(file, "--units new --metric visits --plan " + plan), "switched-metric");
        refused(run(file, "--units new --alternative greater --plan " + plan), "best-of-several");
        refused(run(file, "--units new --spending obf --plan " + plan), "best-of-several");
        Files.writeString(plan, "{}");
        Run broken = run(file, "--units new --plan " + plan);
        assertThat(broken.code).isEqualTo(Exit.DATA);
        assertThat(broken.err).contains("is no plan of assay monitor");
    }

    private static void refused(Run run, String code) {
        assertThat(run.code).isEqualTo(Exit.DATA);
        assertThat(run.err).contains("[" + code + "]");
    }

    @Test
    void printsCsvAndMarkdownAndDraws() throws Exception {
        Path file = file(new Days(9, 0.1, 0.5).csv());
        Run csv = run(file, "--units new --format csv");
        assertThat(csv.out)
                .startsWith(
                        "look,n_control,n_treated,estimate,std_error,cs_low,cs_high,p_always_valid,z,boundary,srm_p\n1,");
        assertThat(csv.out.lines()).hasSize(10);
        assertThat(csv.err).contains("advice: ");
        assertThat(run(file, "--units new --format md").out).contains("| look | n_control |");
        Path svg = folder.resolve("p/looks.svg");
        assertThat(run(file, "--units new --svg " + svg + " --out " + folder.resolve("out")).code)
                .isZero();
        assertThat(folder.resolve("out/monitor.svg")).hasSameTextualContentAs(svg);
        assertThat(folder.resolve("out/monitor.txt")).exists();
        String text = Files.readString(svg);
        var root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)))
                .getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("svg");
        assertThat(text)
                .contains("role=\"img\"")
                .contains("<title id=\"title\">Looks at revenue</title>")
                .doesNotContain("NaN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a,b;1,2 | No column holds the look: name it by --look. Columns: a, b",
                "day,users,y;1,2,3 | such as n_control and n_treated. Name it by --arm",
                "day,arm,users;1,a,3;1,b,4 | No column holds the outcome: name it by --sum and --sum-squares",
                "day,arm,users,conversions;1,a,10,30;1,b,40,3 | Row 1: 30 of 10 units cannot be successes.",
                "day,arm,users,conversions;1,a,10,3;1,a,40,3;1,b,9,2 | Row 2 is a second row of one arm at look '1'",
                "day,arm,users,conversions;1,a,10,3;1,b,40,3;1,c,9,2 | Two arms are compared, and there are 3: a, b, c."
            })
    void saysWhatIsWrongWithATable(String table, String message) throws IOException {
        Run run = run(file(table.replace(';', '\n') + "\n"), "");
        assertThat(run.code).isEqualTo(Exit.DATA);
        assertThat(run.err).contains(message).doesNotContain("Exception");
    }

    @Test
    void sparklineFillsUpToTheLevel() throws IOException {
        String out = run(file(new Days(14, 0.2, 0.5).csv()), "--units new").out;
        String line =
                out.lines().filter(l -> l.startsWith("evidence: ")).findFirst().orElseThrow();
        assertThat(line.toLowerCase(Locale.ROOT)).contains("█ (a full block is enough to stop)");
    }
}
