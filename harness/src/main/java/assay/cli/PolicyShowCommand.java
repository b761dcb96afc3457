package assay.cli;

import assay.policy.PolicyFile;
import assay.policy.PolicyOrigin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A saved policy as rules, SQL, a picture or JSON. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "A policy that assay policy --save has written, as rules, JSON, SQL or a picture.")
final class PolicyShowCommand implements Callable<Integer> {

    /** What a policy is shown as. */
    enum Shape {
        /** Rules, and what it was made from. */
        TABLE,
        /** The file itself. */
        JSON,
        /** A CASE expression. */
        SQL,
        /** A picture. */
        SVG,
        /** Rules as a list of Markdown. */
        MD
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "POLICY", description = "A file written by assay policy --save.")
    private Path policy = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Shape format = Shape.TABLE;

    @Override
    public Integer call() throws IOException {
        PolicyFile saved = PolicyFile.read(Files.readString(policy, StandardCharsets.UTF_8));
        String text = switch (format) {
            case TABLE -> lines(saved, "") + made(saved.origin());
            case MD -> lines(saved, "- ");
            case JSON -> saved.toJson();
            case SQL -> saved.sql() + "\n";
            case SVG -> saved.svg();
        };
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
        return Exit.OK;
    }

    private static String lines(PolicyFile saved, String before) {
        List<String> rules = saved.rules();
        StringBuilder out = new StringBuilder();
        rules.forEach(rule -> out.append(before).append(rule).append('\n'));
        return out.toString();
    }

    private static String made(PolicyOrigin origin) {
        return "\nlearned from " + origin.rows() + " rows: " + origin.assignment() + " on " + origin.outcome()
                + ", seed "
                + origin.seed() + ", Assay " + origin.version() + "\nworth " + Rows.brief(origin.value())
                + " per unit net of costs on units that it had not seen (standard error "
                + Rows.brief(origin.stdError()) + ")\n";
    }
}
