package assay.cli;

import assay.data.TableWriter;
import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.dgp.market.Marketplace;
import assay.harness.MarketEvents;
import assay.harness.WorldKnobs;
import assay.random.Streams;
import assay.tablesaw.Tables;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Table;

/** Draws data from a world; the truth goes to a file of its own, if it is asked for. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Draw data from a world. What is written is what an estimator may see; the truth is written only to a file of "
                    + "its own, on request. The same seed gives the same data."
        },
        footer = {
            "",
            "Example: assay simulate covariates --n 5000 --set confounding=0.5 --out draw.parquet --truth truth.json"
        })
final class SimulateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "WORLD", description = "A world, see: assay list worlds")
    private String name = "";

    @Option(
            names = "--n",
            paramLabel = "N",
            description = "Size in the unit of the design: rows, clusters, periods (default: as the guide shows it).")
    private @Nullable Integer size;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Key of the random streams (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--replicate",
            paramLabel = "R",
            defaultValue = "0",
            description = "Which draw of that key, from 0 (default: ${DEFAULT-VALUE}).")
    private int replicate;

    @Option(names = "--effect", paramLabel = "E", description = "The effect; 0 is the A/A null.")
    private @Nullable Double effect;

    @Option(names = "--set", paramLabel = "KNOB=VALUE", description = "A knob, see: assay describe WORLD")
    private List<String> settings = List.of();

    @Option(names = "--out", paramLabel = "FILE", description = "Write to this .csv or .parquet file.")
    private @Nullable Path out;

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "Write the truth too: estimands to a .json file, or rows to a .csv or .parquet file.")
    private @Nullable Path truth;

    @Option(
            names = "--events",
            paramLabel = "PATH",
            description =
                    "Write the event log of the marketplace too: to a .parquet file, or to a folder, a file a day.")
    private @Nullable Path events;

    @Override
    public Integer call() throws IOException {
        check();
        Dgp world = world();
        if (events != null && !(world instanceof Marketplace)) {
            throw new IllegalArgumentException(
                    "The world '" + world.name() + "' has no event log; --events is for the marketplace.");
        }
        Draw draw = draw(world);
        Table table = Tables.table(draw.observed());
        PrintWriter err = spec.commandLine().getErr();
        err.println("world: " + world.name()
                + Worlds.knobs(world).stream()
                        .map(knob -> knob.getName() + " = " + Worlds.setting(knob, world))
                        .collect(Collectors.joining(", ", " (", ")")));
        err.println("seed: " + seed + ", replicate: " + replicate + ", rows: " + table.rowCount());
        Path truthFile = truth;
        if (truthFile != null) {
            if (isJson(truthFile)) {
                OutputOptions.write(truthFile, TruthFile.json(world, draw.truth(), seed, replicate));
            } else {
                TableWriter.write(TruthFile.units(world, draw.truth()), truthFile);
            }
        }
        Path eventLog = events;
        if (eventLog != null && world instanceof Marketplace market) {
            MarketEvents.Written written = MarketEvents.write(eventLog, market, new Streams(seed, replicate));
            err.println("written: " + eventLog + " (" + written.events() + " events in " + written.files()
                    + (written.files() == 1 ? " file)" : " files)"));
        }
        Path file = out;
        if (file == null) {
            PrintWriter stdout = spec.commandLine().getOut();
            TableWriter.csv(table, stdout);
            stdout.flush();
        } else {
            TableWriter.write(table, file);
            err.println("written: " + file);
        }
        if (truthFile != null) {
            err.println("written: " + truthFile + " (the truth)");
        }
        Suggestion.command(world, draw.observed(), file == null ? "FILE" : file.toString())
                .ifPresent(command -> err.println("estimate: ./assay " + command));
        return Exit.OK;
    }

    /** Refuses files that could not be written before anything is drawn. */
    private void check() {
        if (replicate < 0) {
            throw new IllegalArgumentException("--replicate must be at least 0, not " + replicate + ".");
        }
        if (out != null) {
            TableWriter.check(out);
        }
        if (truth == null) {
            return;
        }
        if (Files.isDirectory(truth)) {
            throw new IllegalArgumentException("'" + truth + "' is a folder: name a file in it.");
        }
        if (!isJson(truth)) {
            try {
                TableWriter.check(truth);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "'" + truth + "' is to be written as what? End its name in .json, .csv or .parquet.", e);
            }
        }
        if (out != null
                && out.toAbsolutePath()
                        .normalize()
                        .equals(truth.toAbsolutePath().normalize())) {
            throw new IllegalArgumentException(
                    "--out and --truth name the same file: the truth must not be among the data.");
        }
    }

    private static boolean isJson(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
    }

    private Dgp world() {
        Dgp world = WorldKnobs.with(Worlds.require(name), changes());
        if (effect != null) {
            world = world.withEffect(effect);
        }
        if (size == null) {
            return world;
        }
        try {
            return world.withSize(size);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The world '" + world.name() + "' cannot have --n " + size + ": " + e.getMessage() + ".", e);
        }
    }

    private Map<String, String> changes() {
        Map<String, String> changes = new LinkedHashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "--set takes KNOB=VALUE, such as --set sd=2, not '" + setting + "'.");
            }
            String knob = setting.substring(0, equals).strip();
            if (changes.put(knob, setting.substring(equals + 1).strip()) != null) {
                throw new IllegalArgumentException("--set names the knob '" + knob + "' twice.");
            }
        }
        return changes;
    }

    private Draw draw(Dgp world) {
        try {
            return world.draw(new Streams(seed, replicate));
        } catch (OutOfMemoryError | NegativeArraySizeException e) {
            throw new IllegalArgumentException(
                    "A draw of '" + world.name() + "' of size " + world.size()
                            + " does not fit into memory: take a smaller --n, or several draws by --replicate.",
                    e);
        }
    }
}
