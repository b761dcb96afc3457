package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.random.Philox;
import assay.rounds.Campaign;
import assay.rounds.CampaignState;
import assay.rounds.Cell;
import assay.rounds.RoundPlan;
import assay.rounds.TreeSegmentModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Campaigns by hand: each step reads the file and replaces it. */
class RoundsCommandTest {

    private static final int VISITORS = 400;

    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(arguments, new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    private Path init(String name) {
        Path state = folder.resolve(name);
        Run run = run(
                "rounds",
                "init",
                "--arms",
                "control,a,b",
                "--covariates",
                "x,z",
                "--rounds",
                "3",
                "--sizes",
                String.valueOf(VISITORS),
                "--explore-floor",
                "0.2",
                "--state",
                state.toString());
        assertThat(run.code()).as(run.err()).isZero();
        return state;
    }

    /** What a site would log of the round under way. */
    private Path log(Path state, String extra) throws IOException {
        Campaign campaign = new CampaignState(state, TreeSegmentModel.standard()).load();
        RoundPlan plan = campaign.plan();
        Philox random = new Philox(5, plan.round(), 0);
        List<String> lines = new ArrayList<>(List.of("cell,arm,p0,p1,p2,x,z,y" + extra));
        for (int i = 0; i < VISITORS; i++) {
            double[] x = {Math.floor(random.nextDouble() * 10) / 10, Math.floor(random.nextDouble() * 10) / 10};
            int s = campaign.segment(x);
            Cell cell = plan.cell(random.nextDouble());
            int arm = plan.arm(cell, s, random.nextDouble());
            double y = random.nextGaussian() + (arm == 1 && x[0] >= 0.5 ? 1 : 0);
            lines.add(cell.code()
                    + ','
                    + plan.arms().get(arm)
                    + ','
                    + plan.propensity(s, 0)
                    + ','
                    + plan.propensity(s, 1)
                    + ','
                    + plan.propensity(s, 2)
                    + ','
                    + x[0]
                    + ','
                    + x[1]
                    + ','
                    + y
                    + (extra.isEmpty() ? "" : ",0.5"));
        }
        Path file = folder.resolve("round-" + plan.round() + extra.replace(",", "-") + ".csv");
        Files.write(file, lines);
        return file;
    }

    @Test
    void aCampaignGoesFromInitToItsReading() throws IOException {
        Path state = init("campaign.json");
        for (int r = 0; r < 3; r++) {
            Run plan = run("rounds", "plan", state.toString(), "--format", "csv");
            assertThat(plan.code()).as(plan.err()).isZero();
            assertThat(plan.out()).startsWith("round,segment,rule,arm,optimised,propensity,column\n" + r + ",s1,");
            String rows = log(state, "").toString();
            assertThat(run("rounds", "record", state.toString(), rows).code()).isZero();
            Run again = run("rounds", "record", state.toString(), rows);
            assertThat(again.code()).isZero();
            assertThat(again.err()).contains("recorded before");
        }
        assertThat(run("rounds", "plan", state.toString()).err()).contains("the campaign is over");
        assertThat(run("rounds", "plan", state.toString(), "--as", "sql").out()).contains("CASE WHEN \"x\"");
        Run read = run("rounds", "read", state.toString(), "--format", "csv");
        assertThat(read.code()).isZero();
        assertThat(read.out()).startsWith("segment,rule,visitors,arm,effect").contains("graduate");
        assertThat(read.err()).contains("3 of 3 rounds are closed");
    }

    @Test
    void truthMustNotReachACampaign() throws IOException {
        Path state = init("campaign.json");
        Run run = run("rounds", "record", state.toString(), log(state, ",tau").toString());
        assertThat(run.code()).isEqualTo(Exit.DATA);
        assertThat(run.err()).contains("Column 'tau' has no place in the log of a round");
    }

    @Test
    void mistakesAreTold() throws IOException {
        Path state = init("campaign.json");
        assertThat(run("rounds").code()).isEqualTo(Exit.USAGE);
        Run twice = run(
                "rounds", "init", "--arms", "c,a", "--covariates", "x", "--sizes", "400", "--state", state.toString());
        assertThat(twice.code()).isEqualTo(Exit.USAGE);
        assertThat(twice.err()).contains("already");
        Path rows = log(state, "");
        Files.writeString(rows, Files.readString(rows).replace("control,control", "control,nobody"));
        Run unknown = run("rounds", "record", state.toString(), rows.toString());
        assertThat(unknown.code()).isEqualTo(Exit.DATA);
        assertThat(unknown.err()).contains("'nobody'");
        Run world = run("rounds", "rehearse", "world:iid", "--sizes", "400");
        assertThat(world.err()).contains("takes world:campaign");
    }

    @Test
    void aRehearsalTellsTheTruthAfterwards() {
        Run run = run("rounds", "rehearse", "world:campaign", "--rounds", "3", "--sizes", "1000", "--format", "csv");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines().findFirst().orElseThrow()).endsWith("truth,covered");
    }

    @Test
    void killedAtAnyMomentItEndsAsIfItHadNotBeen() throws IOException, InterruptedException {
        Path expected = init("straight.json");
        Path killed = init("killed.json");
        long wait = 150;
        for (int r = 0; r < 3; r++) {
            run("rounds", "plan", expected.toString());
            Path rows = log(expected, "");
            run("rounds", "record", expected.toString(), rows.toString());
            wait = killedThenAgain(wait, "plan", killed.toString());
            wait = killedThenAgain(wait, "record", killed.toString(), rows.toString());
        }
        run("rounds", "plan", expected.toString());
        run("rounds", "plan", killed.toString());
        assertThat(Files.readString(killed)).isEqualTo(Files.readString(expected));
    }

    /** Begins a step in a process of its own, kills it after a while, and gives the step again. */
    private static long killedThenAgain(long wait, String... step) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "rounds"));
        command.addAll(List.of(step));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor(wait, TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        List<String> again = new ArrayList<>(List.of("rounds"));
        again.addAll(List.of(step));
        assertThat(run(again.toArray(String[]::new)).code()).isZero();
        // From long before the step writes to about when it does.
        return wait + 170;
    }
}
