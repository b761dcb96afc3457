package assay.cli;

import assay.bayes.BanditPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Table;

/** A policy learns from a log. */
@Command(
        name = "update",
        mixinStandardHelpOptions = true,
        description = {
            "Let a policy learn from new rows of a log. What it knows then is what it would know from all rows at once; the same rows",
            "given twice count twice. The file is replaced in one move."
        })
final class BanditUpdateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "POLICY", description = "A file written by assay bandit init or update.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "LOG", description = "New rows: a CSV or Parquet file, or a draw.")
    private String log = "";

    @Option(names = "--outcome", required = true, paramLabel = "COLUMN", description = "What an arm has brought.")
    private String outcome = "";

    @Option(names = "--assignment", required = true, paramLabel = "COLUMN", description = "The arm of a unit.")
    private String assignment = "";

    @Option(names = "--out", paramLabel = "FILE", description = "Write here and leave the policy as it is.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        BanditPolicy policy = BanditFiles.policy(file);
        Set<String> columns = new LinkedHashSet<>(policy.features());
        columns.addAll(List.of(outcome, assignment));
        Table table = Inputs.read(log, log.endsWith(".parquet") ? columns : Set.of());
        int[] arm = ArmOrder.codes(BanditFiles.column(table, assignment), policy.arms());
        BanditPolicy updated =
                policy.updated(arm, BanditFiles.features(table, policy), BanditFiles.numbers(table, outcome));
        Path target = out == null ? file : out;
        OutputOptions.write(target, updated.toJson());
        spec.commandLine()
                .getErr()
                .println("rows: " + arm.length + " more, " + updated.sums().rows() + " in all ("
                        + BanditFiles.rows(updated) + ")");
        spec.commandLine().getErr().println("written: " + target);
        return Exit.OK;
    }
}
