package assay.cli;

import assay.Estimand;
import assay.dgp.Dgp;
import assay.dgp.GroundTruth;
import assay.harness.Catalog;
import assay.harness.Method;
import assay.random.Streams;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The methods and their verdicts, or the worlds. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List the methods with their certificates, or the worlds.")
final class ListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What there is. */
    enum Kind {
        METHODS,
        WORLDS
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "KIND",
            defaultValue = "methods",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Kind kind = Kind.METHODS;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        String name = kind.name().toLowerCase(Locale.ROOT);
        Rows rows = kind == Kind.METHODS ? methods() : worlds();
        output.print(spec.commandLine().getOut(), spec.commandLine().getErr(), name, rows.format(output.format()));
        return Exit.OK;
    }

    private static Rows methods() {
        Rows rows = new Rows("method", "title", "estimand", "tier", "certificate");
        for (Method<?> method : Catalog.methods()) {
            rows.add(
                    method.name(),
                    method.title(),
                    method.estimator().target().code(),
                    method.tier().name(),
                    Badge.of(method).verdict());
        }
        return rows;
    }

    private static Rows worlds() {
        Rows rows = new Rows("world", "title", "size", "estimands");
        for (Dgp world : Worlds.shown()) {
            GroundTruth truth = world.draw(new Streams(1, 0)).truth();
            rows.add(
                    world.name(),
                    world.card().title(),
                    world.size(),
                    Stream.concat(
                                    truth.estimands().keySet().stream().sorted().map(Estimand::code),
                                    truth.targets().keySet().stream())
                            .collect(Collectors.joining(", ")));
        }
        return rows;
    }
}
