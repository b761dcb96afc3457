package assay.cli;

import assay.contract.ContractOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the metrics and policies of a contract are. */
final class ContractPaths {

    @Option(
            names = "--metrics",
            paramLabel = "PATH",
            description = "File or folder of metrics (default: metrics beside the experiment, or beside its folder).")
    private List<Path> metrics = new ArrayList<>();

    @Option(
            names = "--policies",
            paramLabel = "PATH",
            description = "File or folder of policies (default: policies beside the experiment, or beside its folder).")
    private List<Path> policies = new ArrayList<>();

    ContractOptions options() {
        return new ContractOptions(metrics, policies);
    }
}
