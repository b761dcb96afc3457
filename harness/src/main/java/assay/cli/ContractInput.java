package assay.cli;

import assay.contract.Contracts;
import assay.registry.Contract;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The contract of an experiment, with the files that it was read from. */
final class ContractInput {

    @Parameters(index = "0", paramLabel = "CONTRACT", description = "Its contract, a YAML file.")
    private Path contract = Path.of("experiment.yaml");

    @Mixin
    private ContractPaths paths = new ContractPaths();

    Contract read() {
        return Contract.of(Contracts.bundle(contract, paths.options()));
    }
}
