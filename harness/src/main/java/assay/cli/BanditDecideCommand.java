package assay.cli;

import assay.bayes.BanditDecisions;
import assay.bayes.BanditPolicy;
import assay.data.TableWriter;
import assay.random.Philox;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A policy draws arms. */
@Command(
        name = "decide",
        mixinStandardHelpOptions = true,
        description = {
            "Draw an arm for each unit of a table, by its context. The columns p_ARM, in the order of the arms of the policy, hold the",
            "probabilities with which arms were drawn: keep them with the outcomes, as nobody can tell them afterwards."
        })
final class BanditDecideCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "POLICY", description = "A file written by assay bandit init or update.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "CONTEXTS", description = "Units: a CSV or Parquet file, or a draw.")
    private String contexts = "";

    @Option(
            names = "--unit",
            paramLabel = "COLUMN",
            description = "Identifier of the unit (default: rows are numbered).")
    private @Nullable String unit;

    @Option(names = "--batch", paramLabel = "NUMBER", description = "Record this number in a column batch.")
    private @Nullable Integer batch;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Key of the random stream; another one for each batch (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--out", paramLabel = "FILE", description = "Write to this .csv or .parquet file.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        if (out != null) {
            TableWriter.check(out);
        }
        BanditPolicy policy = BanditFiles.policy(file);
        Set<String> columns = new LinkedHashSet<>(policy.features());
        if (unit != null) {
            columns.add(unit);
        }
        boolean some = contexts.endsWith(".parquet") && !columns.isEmpty();
        Table table = Inputs.read(contexts, some ? columns : Set.of());
        double[][] features = BanditFiles.features(table, policy);
        BanditDecisions decisions = policy.decide(features, table.rowCount(), new Philox(seed, 0, 1));
        Table result = table(table, policy, features, decisions);
        PrintWriter err = spec.commandLine().getErr();
        if (out == null) {
            TableWriter.csv(result, spec.commandLine().getOut());
            spec.commandLine().getOut().flush();
        } else {
            TableWriter.write(result, out);
            err.println("written: " + out);
        }
        err.println("units: " + decisions.size() + "; rule: "
                + policy.allocation().rule().code() + ", floor "
                + policy.allocation().floor() + "; learned from "
                + policy.sums().rows() + " rows; seed: " + seed);
        return Exit.OK;
    }

    private Table table(Table source, BanditPolicy policy, double[][] features, BanditDecisions decisions) {
        int n = decisions.size();
        Table result = Table.create("decisions");
        if (unit == null) {
            result.addColumns(IntColumn.indexColumn("row", n, 1));
        } else {
            BanditFiles.column(source, unit);
            result.addColumns(source.column(unit).copy());
        }
        for (int j = 0; j < features.length; j++) {
            if (!policy.features().get(j).equals(unit)) {
                result.addColumns(DoubleColumn.create(policy.features().get(j), features[j]));
            }
        }
        if (batch != null) {
            int[] batches = new int[n];
            Arrays.fill(batches, batch);
            result.addColumns(IntColumn.create("batch", batches));
        }
        StringColumn arm = StringColumn.create("arm");
        for (int i = 0; i < n; i++) {
            arm.append(policy.arms().get(decisions.arm()[i]));
        }
        result.addColumns(arm);
        for (int a = 0; a < policy.arms().size(); a++) {
            double[] p = new double[n];
            for (int i = 0; i < n; i++) {
                p[i] = decisions.probability(i, a);
            }
            result.addColumns(DoubleColumn.create("p_" + policy.arms().get(a), p));
        }
        return result;
    }
}
