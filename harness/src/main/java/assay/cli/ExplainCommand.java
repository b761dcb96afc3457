package assay.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains the code at the end of an error or caution. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description =
                "Explain the code between brackets at the end of an error or a caution: what it means and what to do.",
        footer = {"", "Example: assay explain leverage-one"})
final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "CODE", description = "The code, such as leverage-one.")
    private String code = "";

    @Override
    public Integer call() throws IOException {
        String wanted = code.replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
        Path codes = Home.root().resolve("site").resolve("content").resolve("codes.md");
        String all = Files.readString(codes, StandardCharsets.UTF_8);
        String heading = "\n### " + wanted + "\n";
        List<String> texts = new ArrayList<>();
        for (int at = all.indexOf(heading); at >= 0; at = all.indexOf(heading, at + 1)) {
            String rest = all.substring(at + heading.length());
            texts.add(rest.split("\n##+ ", 2)[0].strip().replace("**", ""));
        }
        if (wanted.isEmpty() || texts.isEmpty()) {
            List<String> known = all.lines()
                    .filter(line -> line.startsWith("### "))
                    .map(line -> line.substring(4))
                    .toList();
            spec.commandLine()
                    .getErr()
                    .println("error: '" + code + "' is not a code. Known: " + String.join(", ", known));
            return Exit.USAGE;
        }
        String text = String.join("\n\n", texts);
        spec.commandLine().getOut().println(wanted + "\n\n" + text + "\n\nOn the site: codes.html#" + wanted);
        return Exit.OK;
    }
}
