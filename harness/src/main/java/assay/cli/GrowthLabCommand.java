package assay.cli;

import assay.growthlab.GrowthLab;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What {@code analyze}, {@code trust} and {@code decide} do with {@code --profile growthlab}. */
@Command(
        name = "growthlab",
        hidden = true,
        mixinStandardHelpOptions = true,
        description =
                "Analyse, check or decide an experiment exactly by the rules of GrowthLab, and say where they and ours part.")
final class GrowthLabCommand implements Callable<Integer> {

    private static final String NAME = "growthlab";
    private static final String OPTION = "--profile";

    /** What is asked. */
    enum Question {
        /** The results of all metrics. */
        ANALYZE,
        /** Whether the data can be trusted. */
        TRUST,
        /** What to do. */
        DECIDE
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "QUESTION", description = "${COMPLETION-CANDIDATES}.")
    private Question question = Question.DECIDE;

    @Parameters(
            index = "1",
            paramLabel = "CONTRACT",
            description = "An experiment or a scenario in the layout of GrowthLab.")
    private Path contract = Path.of("");

    @Option(names = OPTION, paramLabel = "PROFILE", description = "growthlab.")
    private String profile = NAME;

    @Option(
            names = {"--data", "--input-parquet-dir"},
            required = true,
            paramLabel = "DIR",
            description = "Folder of Parquet or CSV tables, or a DuckDB file.")
    private Path data = Path.of("");

    @Option(
            names = {"--metrics", "--metric-registry"},
            paramLabel = "PATH",
            description = "Metric contracts; may be repeated (default: metrics beside the contract or above it).")
    private List<Path> metrics = List.of();

    @Option(
            names = {"--policies", "--policy-config"},
            paramLabel = "PATH",
            description = "Policy contracts (default: policies beside the contract or above it).")
    private List<Path> policies = List.of();

    @Option(
            names = "--scenario",
            paramLabel = "FILE",
            description = "Scenario whose experiment is analysed, where the contract only decides.")
    private @Nullable Path scenario;

    @Option(
            names = {"--out", "--output-dir"},
            paramLabel = "DIR",
            description = "Write all files to this folder.")
    private @Nullable Path out;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description =
                    "table says what was found, md what parts the rules, csv and json are the answer (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    /**
     * The arguments with the command that they belong to: a profile of another engine is another set of rules.
     *
     * @param args as given
     */
    static String[] dispatch(String[] args) {
        boolean asked = false;
        for (int i = 0; i < args.length; i++) {
            asked |= args[i].equals(OPTION + "=" + NAME)
                    || (args[i].equals(OPTION) && i + 1 < args.length && args[i + 1].equals(NAME));
        }
        boolean known = args.length > 0 && List.of("analyze", "trust", "decide").contains(args[0]);
        if (!asked || !known) {
            return args;
        }
        List<String> all = new ArrayList<>(List.of(args));
        all.add(0, NAME);
        return all.toArray(String[]::new);
    }

    /** Refuses rules that nobody knows. */
    static void requireKnown(String name) {
        if (!name.equals(NAME)) {
            throw new IllegalArgumentException("--profile is " + NAME + ", not " + name + ".");
        }
    }

    @Override
    public Integer call() throws IOException {
        requireKnown(profile);
        GrowthLab.Inputs inputs = new GrowthLab.Inputs(contract, data, metrics, policies, scenario);
        GrowthLab.Bundle bundle = switch (question) {
            case ANALYZE -> GrowthLab.analyze(inputs);
            case TRUST -> GrowthLab.trust(inputs);
            case DECIDE -> GrowthLab.decide(inputs, GrowthLabNative.decide(inputs));
        };
        PrintWriter stdout = spec.commandLine().getOut();
        PrintWriter stderr = spec.commandLine().getErr();
        bundle.notes().forEach(note -> stderr.println("note: " + note));
        stdout.print(text(bundle));
        stdout.flush();
        if (out != null) {
            new AtomicFolder(out, bundle.main()).write(bundle.files());
            bundle.files().keySet().stream().sorted().forEach(name -> stderr.println("written: " + out.resolve(name)));
        }
        if (format != Format.TABLE && question != Question.ANALYZE) {
            stderr.println("Where these rules and the native ones part: differences.md"
                    + (out == null ? ", with --out." : "."));
        }
        return bundle.state() == GrowthLab.End.INVALID ? Exit.REFUTED : Exit.OK;
    }

    private String text(GrowthLab.Bundle bundle) {
        return switch (format) {
            case JSON -> content(bundle, bundle.main());
            case CSV -> content(bundle, question == Question.DECIDE ? "decision_summary.csv" : "analysis_summary.csv");
            case MD, TABLE ->
                bundle.files().containsKey("differences.md")
                        ? bundle.headline() + "\n\n" + content(bundle, "differences.md")
                        : bundle.headline() + "\n";
        };
    }

    private static String content(GrowthLab.Bundle bundle, String name) {
        String content = bundle.files().get(name);
        if (content == null) {
            throw new IllegalStateException(String.format(Locale.ROOT, "no file %s", name));
        }
        return content;
    }
}
