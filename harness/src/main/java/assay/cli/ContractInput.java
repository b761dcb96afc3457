package assay.cli;

import assay.contract.ContractOptions;
import assay.contract.Contracts;
import assay.registry.Contract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The contract of an experiment and where its metrics and its policy are. */
final class ContractInput {

    @Parameters(index = "0", paramLabel = "CONTRACT", description = "Its contract, a YAML file.")
    private Path contract = Path.of("experiment.yaml");

    @Option(names = "--metrics", paramLabel = "PATH", description = "Metrics, where they are not in metrics/ beside it.")
    private List<Path> metrics = new ArrayList<>();

    @Option(names = "--policies", paramLabel = "PATH", description = "Policies, where they are not in policies/ beside it.")
    private List<Path> policies = new ArrayList<>();

    Contract read() {
        return Contract.of(Contracts.bundle(contract, new ContractOptions(metrics, policies)));
    }
}
