package assay.cli;

import assay.contract.ContractCheck;
import assay.contract.ContractCheck.CheckedContract;
import assay.contract.Schemas;
import assay.scenario.ScenarioFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Contracts of experiments. */
@Command(
        name = "contract",
        mixinStandardHelpOptions = true,
        description = "Check the contracts of experiments, metrics and policies, or print their schemas.",
        subcommands = {ContractCommand.Check.class, ContractCommand.Schema.class})
final class ContractCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do: assay contract check FILE, or assay contract schema");
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Read contracts and tell every mistake with its file, line, field and fix. A folder means all its YAML files."
            },
            footer = {"", "Example: assay contract check checkout/experiment.yaml"})
    static final class Check implements Callable<Integer> {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files and folders of contracts.")
        private List<Path> files = List.of();

        @Mixin
        private ContractPaths paths = new ContractPaths();

        @Mixin
        private OutputOptions output = new OutputOptions();

        private String scenario(Path file) {
            return ScenarioFile.read(file, paths.options()).id();
        }

        @Override
        public Integer call() throws IOException {
            PrintWriter err = spec.commandLine().getErr();
            Rows rows = new Rows("file", "kind", "name", "sha256");
            for (CheckedContract contract : ContractCheck.check(files, paths.options(), this::scenario)) {
                rows.add(contract.file().toString(), contract.kind(), contract.name(), contract.sha256());
                contract.notes().forEach(note -> err.println("note: " + contract.file() + ": " + note));
            }
            output.print(spec.commandLine().getOut(), err, "contracts", rows.format(output.format()));
            return Exit.OK;
        }
    }

    @Command(
            name = "schema",
            mixinStandardHelpOptions = true,
            description = "Print the JSON Schema of a kind of contract, or write all of them to a folder.")
    static final class Schema implements Callable<Integer> {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(
                paramLabel = "KIND",
                arity = "0..1",
                description = "experiment, metric, policy or scenario (default: all, as one object by name).")
        private @Nullable String kind;

        @Option(names = "--out", paramLabel = "DIR", description = "Write the schemas to this folder instead.")
        private @Nullable Path out;

        @Override
        public Integer call() throws IOException {
            Map<String, String> schemas = Schemas.schemas();
            String asked = kind;
            if (asked != null) {
                String file = asked + ".schema.json";
                String schema = schemas.get(file);
                if (schema == null) {
                    throw new ParameterException(
                            spec.commandLine(), "There is no schema of " + asked + "; there are " + schemas.keySet());
                }
                schemas = Map.of(file, schema);
            }
            Path folder = out;
            if (folder == null) {
                PrintWriter stdout = spec.commandLine().getOut();
                stdout.print(
                        asked == null
                                ? Schemas.all()
                                : schemas.values().iterator().next());
                stdout.flush();
                return Exit.OK;
            }
            for (Map.Entry<String, String> schema : schemas.entrySet()) {
                OutputOptions.write(folder.resolve(schema.getKey()), schema.getValue());
                spec.commandLine().getErr().println("written: " + folder.resolve(schema.getKey()));
            }
            return Exit.OK;
        }
    }
}
