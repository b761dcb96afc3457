package assay.cli;

import assay.Caution;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads an experiment while it runs. */
@Command(
        name = "monitor",
        mixinStandardHelpOptions = true,
        description = {
            "Read an experiment while it runs: at every look an interval that holds at all looks, and one sentence on"
                    + " whether you may stop.",
            "FILE has a row per look and arm (units, and sum with sum of squares, mean with sd, or successes), a row per"
                    + " look with the arms side by side, or, with --outcome, a row per unit. Each unit must count once: a"
                    + " stream of users who come back is refused."
        },
        footer = {
            "",
            "Example: assay monitor looks.csv --planned-n 20000 --plan plan.json --svg looks.svg",
            "Exit codes: 3 a stream on which no guarantee would hold; 4 the sample ratio is broken."
        })
final class MonitorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "FILE", description = "A CSV or Parquet file.")
    private String file = "";

    @Mixin
    private LookColumns columns = new LookColumns();

    @Mixin
    private MonitorPlanOptions options = new MonitorPlanOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "The plan: written at the first look; later looks that ask for another are refused.")
    private @Nullable Path planFile;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw the picture into this file.")
    private @Nullable Path picture;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (columns.units == LookColumns.Units.RETURNING) {
            throw ReturningUnits.declared();
        }
        LookTable table = new LookTable(Inputs.read(file, columns.outcome == null ? Set.of() : columns.named()));
        LookStream stream = columns.outcome == null
                ? new TotalsLooks(table, columns).read()
                : new RowLooks(table, columns, columns.outcome).read();
        MonitorPlan plan = plan(stream, err);
        MonitorReading reading = MonitorReading.of(stream, plan);
        MonitorAdvice advice = MonitorAdvice.of(reading);
        List<Caution> cautions = cautions(reading);
        cautions.forEach(caution -> err.println(CautionLine.of(caution)));
        String head = MonitorText.head(plan);
        String text = switch (output.format()) {
            case TABLE, MD ->
                head + "\n" + reading.rows().format(output.format()) + "\n" + MonitorText.foot(reading, advice);
            case CSV -> reading.rows().format(Format.CSV);
            case JSON -> Rows.toJson(json(reading, advice, cautions));
        };
        if (output.format() == Format.CSV) {
            err.print(head + MonitorText.foot(reading, advice));
            err.flush();
        }
        output.print(spec.commandLine().getOut(), err, "monitor", text);
        String svg = MonitorChart.draw(reading, advice);
        output.keep(err, "monitor.svg", svg);
        if (picture != null) {
            OutputOptions.write(picture, svg);
            err.println("written: " + picture);
        }
        return advice.action() == MonitorAdvice.Action.DO_NOT_READ ? Exit.REFUTED : Exit.OK;
    }

    private MonitorPlan plan(LookStream stream, PrintWriter err) throws IOException {
        if (planFile != null && Files.exists(planFile)) {
            MonitorPlan planned = PlanFile.read(planFile);
            MonitorPlan asked = options.over(planned, stream);
            PlanFile.compare(planFile, planned, asked);
            return planned;
        }
        MonitorPlan plan = options.first(stream);
        if (options.usualSize()) {
            err.println("note: no --planned-n: the interval is shortest at 10000 users, whatever this experiment needs."
                    + " Name your size before the first look, and keep it.");
        }
        if (planFile != null) {
            PlanFile.write(planFile, plan);
            err.println("written: " + planFile + ", the plan of this experiment from now on");
        }
        return plan;
    }

    private static List<Caution> cautions(MonitorReading reading) {
        List<Caution> cautions = new ArrayList<>(reading.cautions());
        if (reading.stream().evidence() == LookStream.Newness.NOT_SHOWN) {
            cautions.add(Caution.of(
                    "units-not-shown",
                    "These totals cannot show that each user counts once. If the users of a look are new to the experiment,"
                            + " say --units new; if users come back, say --units returning. A column of distinct users since"
                            + " the start (--distinct-users) or identifiers (--unit) would show it."));
        }
        return cautions;
    }

    private static JsonObject json(MonitorReading reading, MonitorAdvice advice, List<Caution> cautions) {
        JsonObject root = new JsonObject();
        root.addProperty("schema", "assay/monitor/1");
        root.addProperty("advice", advice.action().code());
        root.addProperty("sentence", advice.sentence());
        root.add("plan", PlanFile.json(reading.plan()));
        root.add("looks", reading.rows().json());
        JsonArray all = new JsonArray();
        for (Caution caution : cautions) {
            JsonObject one = new JsonObject();
            one.addProperty("code", caution.code());
            one.addProperty("message", caution.message());
            all.add(one);
        }
        root.add("cautions", all);
        return root;
    }
}
