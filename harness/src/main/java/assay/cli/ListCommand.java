package assay.cli;

import assay.harness.Catalog;
import assay.harness.Method;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The methods and their verdicts. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "List the methods with their certificates.")
final class ListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        Rows rows = new Rows("method", "title", "estimand", "tier", "certificate");
        for (Method<?> method : Catalog.methods()) {
            rows.add(
                    method.name(),
                    method.title(),
                    method.estimator().target().code(),
                    method.tier().name(),
                    Badge.of(method).verdict());
        }
        output.print(spec.commandLine().getOut(), spec.commandLine().getErr(), "methods", rows.format(output.format()));
        return Exit.OK;
    }
}
