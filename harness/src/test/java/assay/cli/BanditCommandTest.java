package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.random.Philox;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BanditCommandTest {

    private static final String READ = "--outcome y --assignment arm --time batch";

    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    private Run run(String line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(
                line.replace("DIR", folder.toString()).split(" ", -1), new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    private Run fine(String line) {
        Run run = run(line);
        assertThat(run.code).as(run.err).isZero();
        return run;
    }

    private void refused(int code, String line, String said) throws IOException {
        Run run = run(line);
        assertThat(run.code).as(run.err).isEqualTo(code);
        assertThat(run.err).contains(said).doesNotContain("Exception");
        assertThat(run.out).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.contains(".part"));
        }
    }

    private void contexts(String name, int rows, long key) throws IOException {
        Philox random = new Philox(key, 0, 0);
        List<String> lines = new ArrayList<>(List.of("id,age,visits"));
        for (int i = 0; i < rows; i++) {
            lines.add(String.format(Locale.ROOT, "u%d,%.4f,%.4f", i, random.nextGaussian(), random.nextGaussian()));
        }
        Files.write(folder.resolve(name), lines);
    }

    /** Outcomes to the decisions of a batch: c is better by 1 where age is above 0. */
    private void outcomes(String decisions, String log, long key) throws IOException {
        Philox random = new Philox(key, 1, 0);
        List<String> lines = Files.readAllLines(folder.resolve(decisions));
        List<String> head = List.of(lines.get(0).split(",", -1));
        List<String> out = new ArrayList<>(List.of(lines.get(0) + ",y"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            double age = Double.parseDouble(cells[head.indexOf("age")]);
            double y = (cells[head.indexOf("arm")].equals("c") && age > 0 ? 1 : 0) + random.nextGaussian();
            out.add(line + "," + y);
        }
        Files.write(folder.resolve(log), out);
    }

    @Test
    void aPolicyLearnsDrawsAndIsRead() throws IOException {
        fine("bandit init --arms a,b,c --covariates age,visits --rule thompson --floor .05 --out DIR/policy.json");
        List<String> all = new ArrayList<>();
        for (int batch = 1; batch <= 4; batch++) {
            contexts("visitors.csv", 300, batch);
            Run decided = fine("bandit decide DIR/policy.json DIR/visitors.csv --unit id --batch " + batch + " --seed "
                    + batch + " --out DIR/decisions.csv");
            assertThat(decided.err).contains("learned from " + 300 * (batch - 1) + " rows");
            outcomes("decisions.csv", "log.csv", batch);
            fine("bandit update DIR/policy.json DIR/log.csv --outcome y --assignment arm");
            List<String> lines = Files.readAllLines(folder.resolve("log.csv"));
            all.addAll(batch == 1 ? lines : lines.subList(1, lines.size()));
        }
        Files.write(folder.resolve("all.csv"), all);
        assertThat(all.get(0)).isEqualTo("id,age,visits,batch,arm,p_a,p_b,p_c,y");
        for (String line : all.subList(1, all.size())) {
            String[] cells = line.split(",", -1);
            double sum = 0;
            for (int a = 5; a < 8; a++) {
                assertThat(Double.parseDouble(cells[a])).isGreaterThanOrEqualTo(0.05);
                sum += Double.parseDouble(cells[a]);
            }
            assertThat(sum).isEqualTo(1);
        }
        Run read = fine("bandit read DIR/all.csv " + READ + " --propensity p_a,p_b,p_c");
        assertThat(read.out)
                .contains("adaptive-aipw", "batched-ols", "difference-in-means", "c - a", "always b")
                .contains("certificate of adaptive-aipw", "certificate of batched-ols");
        assertThat(read.err).contains("[contextual-propensity]");
        assertThat(fine("bandit read DIR/all.csv " + READ + " --propensity p_a,p_b,p_c --format json").out)
                .contains("assay/bandit-read/1");
        // The file of all rows at once knows the same, but for the order of additions.
        fine("bandit init --arms a,b,c --covariates age,visits --rule thompson --floor .05 --out DIR/once.json");
        fine("bandit update DIR/once.json DIR/all.csv --outcome y --assignment arm");
        String steps = fine("bandit decide DIR/policy.json DIR/visitors.csv").out;
        String once = fine("bandit decide DIR/once.json DIR/visitors.csv").out;
        assertThat(steps.lines().map(line -> line.split(",", -1)[3]).toList())
                .isEqualTo(once.lines().map(line -> line.split(",", -1)[3]).toList());
    }

    /** Recorded probabilities belong to arms by the order of arms; which of them is control changes signs alone. */
    @Test
    void controlDoesNotMoveProbabilities() throws IOException {
        Philox random = new Philox(2, 0, 0);
        List<String> lines = new ArrayList<>(List.of("y,arm,batch,pa,pb,pc"));
        double[] now = {.2, .5, .3};
        for (int i = 0; i < 400; i++) {
            double u = random.nextDouble();
            String arm = u < .2 ? "a" : u < .7 ? "b" : "c";
            int batch = i < 200 ? 1 : 2;
            lines.add(String.format(
                    Locale.ROOT, "%.5f,%s,%d,%s,%s,%s", random.nextGaussian(), arm, batch, now[0], now[1], now[2]));
        }
        Files.write(folder.resolve("log.csv"), lines);
        String base = "bandit read DIR/log.csv " + READ + " --format csv --propensity ";
        Map<String, Double> straight = values(fine(base + "pa,pb,pc").out);
        Map<String, Double> against = values(fine(base + "pa,pb,pc --control b").out);
        Map<String, Double> listed = values(fine(base + "pc,pa,pb --arms c,a,b --control b").out);
        assertThat(value(against, "adaptive-aipw a - b"))
                .isCloseTo(-value(straight, "adaptive-aipw b - a"), within(1e-12));
        assertThat(value(against, "adaptive-aipw always c"))
                .isCloseTo(value(straight, "adaptive-aipw always c"), within(1e-12));
        for (Map.Entry<String, Double> entry : against.entrySet()) {
            assertThat(value(listed, entry.getKey())).isCloseTo(entry.getValue(), within(1e-12));
        }
        // The same through assay estimate, which has one column for each arm too.
        String estimate = "estimate adaptive-aipw DIR/log.csv " + READ + " --propensity pa,pb,pc --format csv";
        Map<String, Double> plain = values(fine(estimate).out);
        Map<String, Double> moved = values(fine(estimate + " --control c").out);
        assertThat(value(plain, "adaptive-aipw b - a"))
                .isCloseTo(value(straight, "adaptive-aipw b - a"), within(1e-12));
        assertThat(value(moved, "adaptive-aipw a - c")).isCloseTo(-value(plain, "adaptive-aipw c - a"), within(1e-12));
        assertThat(value(moved, "adaptive-aipw always b"))
                .isCloseTo(value(plain, "adaptive-aipw always b"), within(1e-12));
    }

    private static double value(Map<String, Double> values, String key) {
        return values.getOrDefault(key, Double.NaN);
    }

    private static Map<String, Double> values(String csv) {
        List<String> lines = csv.lines().toList();
        List<String> head = Arrays.asList(lines.get(0).split(",", -1));
        Map<String, Double> values = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            values.put(
                    cells[head.indexOf("method")] + " " + cells[head.indexOf("term")],
                    Double.parseDouble(cells[head.indexOf("estimate")]));
        }
        return values;
    }

    @Test
    void oneProbabilityOfTwoArmsIsThatOfTheSecond() throws IOException {
        Philox random = new Philox(4, 0, 0);
        List<String> lines = new ArrayList<>(List.of("y,arm,batch,p,q"));
        for (int i = 0; i < 200; i++) {
            String arm = random.nextDouble() < .7 ? "new" : "old";
            lines.add(String.format(
                    Locale.ROOT, "%d,%s,%d,.7,.3", random.nextDouble() < .4 ? 1 : 0, arm, i < 100 ? 1 : 2));
        }
        Files.write(folder.resolve("log.csv"), lines);
        String base = "bandit read DIR/log.csv " + READ + " --format csv --arms old,new --propensity ";
        Map<String, Double> one = values(fine(base + "p").out);
        Map<String, Double> other = values(fine(base + "p --control new").out);
        assertThat(values(fine(base + "q,p").out)).isEqualTo(one);
        assertThat(value(other, "adaptive-aipw old - new")).isEqualTo(-value(one, "adaptive-aipw new - old"));
        Run bets = fine(base + "p --range 0,1 --floor .2");
        assertThat(bets.out).contains("adaptive-betting");
        refused(3, base + "p --range 0,1 --floor .4", "below the floor");
        refused(2, base + "p --range 0,1", "--floor");
    }

    @Test
    void aWorldIsReadAndEstimated() {
        String roles = " world:many-armed-bandit " + READ + " --propensity p0,p1,p2";
        assertThat(fine("bandit read" + roles).out).contains("1 - 0", "2 - 0", "always 2");
        assertThat(fine("estimate adaptive-aipw" + roles).out).contains("1 - 0", "always 0");
        assertThat(fine("estimate batched-ols world:many-armed-bandit " + READ).out)
                .contains("2 - 0");
        assertThat(fine("estimate adaptive-betting world:many-armed-bandit:arms=1,mean=.4,effect=.3,works=1,floor=.05,"
                                + "outcome=bernoulli " + READ + " --propensity p0,p1")
                        .out)
                .contains("adaptive-betting");
    }

    @Test
    void whatCannotBeIsRefused() throws IOException {
        String policy = "--out DIR/policy.json";
        refused(2, "bandit init --arms a,b,c --floor .4 " + policy, "takes more than all units");
        refused(2, "bandit init --arms a " + policy, "at least two arms");
        refused(2, "bandit init --arms a,a " + policy, "occurs twice");
        refused(2, "bandit init --arms a,b --rule ucb " + policy, "no rule 'ucb'");
        refused(2, "bandit init --arms a,b --epsilon .2 " + policy, "epsilon-greedy");
        refused(2, "bandit", "init, update, decide or read");
        fine("bandit init --arms a,b --covariates age,visits " + policy);
        refused(2, "bandit init --arms a,b " + policy, "exists");
        contexts("visitors.csv", 5, 1);
        Files.write(folder.resolve("other.csv"), List.of("id,age", "u1,3"));
        refused(3, "bandit decide DIR/policy.json DIR/other.csv", "no column visits");
        Files.write(folder.resolve("text.csv"), List.of("age,visits,arm,y", "3,many,a,1"));
        refused(3, "bandit decide DIR/policy.json DIR/text.csv", "not numbers");
        Files.write(folder.resolve("log.csv"), List.of("age,visits,arm,y", "3,1,d,1"));
        refused(3, "bandit update DIR/policy.json DIR/log.csv --outcome y --assignment arm", "none of the arms");
        String before = Files.readString(folder.resolve("policy.json"));
        Files.writeString(folder.resolve("damaged.json"), before.replace("\"rows\": 0", "\"rows\": 7"));
        refused(3, "bandit decide DIR/damaged.json DIR/visitors.csv", "checksum");
        refused(2, "bandit decide DIR/nothing.json DIR/visitors.csv", "There is no file");
        assertThat(Files.readString(folder.resolve("policy.json"))).isEqualTo(before);
        Files.write(
                folder.resolve("sum.csv"),
                List.of("y,arm,batch,p,q", "1,a,1,.5,.4", "2,b,1,.5,.4", "1,a,1,.5,.4", "4,b,1,.5,.4"));
        refused(3, "bandit read DIR/sum.csv " + READ + " --propensity p,q", "sum");
        refused(3, "bandit read DIR/sum.csv " + READ + " --propensity p,q --arms a,b,c", "Arm 'c'");
        refused(3, "bandit read DIR/sum.csv " + READ + " --propensity p,p,q --arms a,b,c", "is named twice");
        refused(
                3,
                "bandit read DIR/sum.csv --outcome y --assignment arm --time day --propensity p,q",
                "no column 'day'");
        refused(2, "bandit read DIR/sum.csv --outcome y --assignment arm --propensity p,q", "--time");
    }
}
