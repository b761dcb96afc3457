package assay.cli;

import assay.dgp.Dgp;
import assay.harness.Method;
import assay.harness.SimulatedPower;
import assay.harness.WorldKnobs;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Power by simulation. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Power of any method of the catalogue in any world by simulation, with the error of the simulation; without --n the",
            "size that has the power, by stochastic root finding."
        },
        footer = {
            "",
            "Examples: assay power simulate iid difference-in-means --effect 1 --power 0.8",
            "          assay power simulate clustered cluster-means --set icc=0.1 --n 40"
        })
final class PowerSimulateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "WORLD", description = "A world, see: assay list worlds")
    private String world = "";

    @Parameters(index = "1", paramLabel = "METHOD", description = "A method, see: assay list")
    private String method = "";

    @Option(names = "--set", paramLabel = "KNOB=VALUE", description = "A knob, see: assay describe WORLD")
    private List<String> settings = List.of();

    @Option(names = "--effect", paramLabel = "E", description = "The effect that is planned for.")
    private @Nullable Double effect;

    @Option(
            names = "--n",
            paramLabel = "N",
            description = "Size in the unit of the design; without it, it is solved for.")
    private @Nullable Integer size;

    @Option(names = "--power", paramLabel = "P", defaultValue = "0.8", description = "Planned power (default: 0.8).")
    private double power = 0.8;

    @Option(
            names = "--alpha",
            paramLabel = "A",
            defaultValue = "0.05",
            description = "Level of the test (default: 0.05).")
    private double alpha = 0.05;

    @Option(
            names = "--margin",
            paramLabel = "M",
            defaultValue = "0.01",
            description = "Half the length of the 95 %% interval of the power (default: 0.01).")
    private double margin = 0.01;

    @Option(names = "--seed", paramLabel = "SEED", defaultValue = "1", description = "Key of the draws (default: 1).")
    private long seed = 1;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        Dgp changed = WorldKnobs.with(Worlds.require(world), changes());
        Dgp planned = effect == null ? changed : changed.withEffect(effect);
        Method<?> found = Methods.find(spec, method);
        SimulatedPower<?> simulation = SimulatedPower.of(found.estimator(), planned, alpha, seed, threads.count());
        Rows rows = new Rows(
                "world",
                "method",
                "solved_for",
                "n",
                "n_low",
                "n_high",
                "power",
                "std_error",
                "conf_low",
                "conf_high",
                "replicates",
                "failed");
        if (size != null) {
            add(rows, found, "power", null, simulation.at(size, replicates()));
        } else {
            SimulatedPower.Solution solution = simulation.solve(power, margin);
            add(rows, found, "size", solution, solution.check());
        }
        spec.commandLine().getErr().println("world: " + Worlds.name(planned) + ", seed: " + seed);
        output.print(spec.commandLine().getOut(), spec.commandLine().getErr(), "power", rows.format(output.format()));
        return Exit.OK;
    }

    /** As many as the margin takes at an even chance or at the planned power. */
    private int replicates() {
        double se = margin / 1.959964;
        return (int) Math.max(400, Math.ceil(power * (1 - power) / (se * se)));
    }

    private void add(
            Rows rows,
            Method<?> found,
            String solved,
            SimulatedPower.@Nullable Solution solution,
            SimulatedPower.Point point) {
        rows.add(
                world,
                found.name(),
                solved,
                point.size(),
                solution == null ? null : solution.sizes().lower(),
                solution == null ? null : solution.sizes().upper(),
                point.power(),
                point.stdError(),
                point.interval().lower(),
                point.interval().upper(),
                point.replicates(),
                point.failed());
    }

    private Map<String, String> changes() {
        Map<String, String> changes = new LinkedHashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "--set takes KNOB=VALUE, such as --set sd=2, not '" + setting + "'.");
            }
            changes.put(
                    setting.substring(0, equals).strip(),
                    setting.substring(equals + 1).strip());
        }
        return changes;
    }
}
