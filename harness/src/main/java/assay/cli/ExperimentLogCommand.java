package assay.cli;

import assay.registry.AuditEntry;
import assay.registry.ExperimentStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the log of a store. */
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        description = "Print the log of a store, or of one experiment; each entry holds the digest of the one before.",
        footer = {"", "Example: assay experiment log --verify --store lab.duckdb"})
final class ExperimentLogCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "Only entries of this experiment.")
    private @Nullable String id;

    @Option(names = "--verify", description = "Check the chain, and every row that it accounts for.")
    private boolean verify;

    @Option(
            names = "--head",
            paramLabel = "DIGEST",
            description =
                    "With --verify: a digest noted earlier, which must be in the chain, so that nothing was cut off.")
    private @Nullable String head;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (ExperimentStore open = store.open()) {
            List<AuditEntry> entries = open.log();
            if (verify) {
                return verify(open, entries, err);
            }
            Rows rows = new Rows("entry", "at", "actor", "action", "experiment", "details", "hash");
            for (AuditEntry entry : entries) {
                if (id == null || entry.experiment().equals(id)) {
                    rows.add(
                            entry.number(),
                            entry.at(),
                            entry.actor(),
                            entry.action(),
                            entry.experiment(),
                            entry.details(),
                            entry.hash());
                }
            }
            output.print(out, err, "log", rows.format(output.format()));
            return Exit.OK;
        }
    }

    private int verify(ExperimentStore open, List<AuditEntry> entries, PrintWriter err) {
        List<String> wrong = new ArrayList<>(open.verify());
        if (head != null && entries.stream().noneMatch(entry -> entry.hash().equals(head))) {
            wrong.add("no entry has the digest " + head + ": the log was cut off before it, or is another one");
        }
        wrong.forEach(problem -> err.println("error: " + problem + " [store-tampered]"));
        if (wrong.isEmpty()) {
            String last =
                    entries.isEmpty() ? "none" : entries.get(entries.size() - 1).hash();
            err.println(entries.size() + " entries, each follows the one before, and every row is as it was written.");
            err.println("last digest, to be noted elsewhere: " + last);
        }
        return wrong.isEmpty() ? Exit.OK : Exit.REFUTED;
    }
}
