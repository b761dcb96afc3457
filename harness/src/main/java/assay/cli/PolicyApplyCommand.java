package assay.cli;

import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.policy.PolicyFile;
import assay.tablesaw.Tables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** Actions of new units by a saved policy. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = {
            "Actions of new units as CSV, by a policy that assay policy --save has written. The units need the columns that the",
            "policy was learned from, by name; a level that none of its units had, or a value that is missing, is refused."
        })
final class PolicyApplyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "POLICY", description = "A file written by assay policy --save.")
    private Path policy = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "New units: a data set, a CSV or Parquet file, or a draw.")
    private String file = "";

    @Option(
            names = "--unit",
            paramLabel = "COLUMN",
            description = "Identifier of the unit (default: rows are numbered).")
    private @Nullable String unit;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the decisions to this file instead.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        PolicyFile saved = PolicyFile.read(Files.readString(policy, StandardCharsets.UTF_8));
        Table table = Inputs.read(file, Set.of());
        List<Column> columns = new ArrayList<>();
        for (String name : table.columnNames()) {
            columns.add(Tables.column(table, name));
        }
        int size = table.rowCount();
        double[][] features = saved.schema().encode(columns);
        int[] leaves = saved.tree().leavesOf(features, size);
        if (unit != null && !table.columnNames().contains(unit)) {
            throw new EstimationException(
                    Problem.UNKNOWN_COLUMN,
                    "There is no column '" + unit + "' for the role unit.",
                    "Leave --unit out, and rows are numbered.");
        }
        Rows rows = new Rows(unit == null ? "row" : unit, "action", "leaf");
        int[] count = new int[saved.tree().actions().size()];
        for (int i = 0; i < size; i++) {
            int action = saved.tree().leafAction(leaves[i]);
            count[action]++;
            rows.add(
                    unit == null ? (Object) (i + 1) : table.get(i, table.columnIndex(unit)),
                    saved.tree().actions().get(action),
                    leaves[i] + 1);
        }
        List<String> shares = new ArrayList<>();
        for (int a = 0; a < count.length; a++) {
            shares.add(count[a] + " " + saved.tree().actions().get(a));
        }
        spec.commandLine().getErr().println(size + " units: " + String.join(", ", shares));
        String text = rows.format(Format.CSV);
        if (out == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else {
            OutputOptions.write(out, text);
            spec.commandLine().getErr().println("written: " + out);
        }
        spec.commandLine().getErr().flush();
        return Exit.OK;
    }
}
