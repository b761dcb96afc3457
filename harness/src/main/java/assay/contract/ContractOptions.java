package assay.contract;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the metrics and policies of an experiment are looked for.
 *
 * @param metrics files and folders of metrics; empty for the folder {@code metrics} beside the experiment, or beside its folder
 * @param policies files and folders of policies; empty for the folder {@code policies} beside the experiment, or beside its folder
 */
public record ContractOptions(List<Path> metrics, List<Path> policies) {

    public ContractOptions {
        metrics = List.copyOf(metrics);
        policies = List.copyOf(policies);
    }

    /**
     * The usual folders.
     *
     * @return no paths
     */
    public static ContractOptions usual() {
        return new ContractOptions(List.of(), List.of());
    }
}
