package assay.cli;

import assay.EstimationException;
import assay.contract.ContractException;
import assay.data.DataException;
import assay.forest.ForestFileException;
import assay.notebook.NotebookFailure;
import assay.policy.PolicyFileException;
import assay.registry.RegistryException;
import assay.sequential.ThreatException;
import assay.site.SiteException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line of Assay. */
@Command(
        name = "assay",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Experiments and causal inference in which no estimator is trusted before it is assayed.",
        subcommands = {
            PublishCommand.class,
            InitCommand.class,
            ContractCommand.class,
            CertifyCommand.class,
            FamilyCommand.class,
            ExploreCommand.class,
            VerifyCommand.class,
            BookCommand.class,
            DiffCommand.class,
            ListCommand.class,
            DescribeCommand.class,
            SimulateCommand.class,
            ScenarioCommand.class,
            AssignCommand.class,
            EstimateCommand.class,
            BalanceCommand.class,
            AnalyzeCommand.class,
            MediateCommand.class,
            CateCommand.class,
            PolicyCommand.class,
            OpeCommand.class,
            SensitivityCommand.class,
            RddCommand.class,
            DidCommand.class,
            SyntheticCommand.class,
            TransportCommand.class,
            IncrementalityCommand.class,
            GeoCommand.class,
            BanditCommand.class,
            RoundsCommand.class,
            TrustCommand.class,
            DecideCommand.class,
            GrowthLabCommand.class,
            ReadoutCommand.class,
            AaCommand.class,
            PowerCommand.class,
            MonitorCommand.class,
            ExperimentCommand.class,
            ChapterCommand.class,
            KernelCommand.class,
            ExplainCommand.class,
            DataCommand.class,
            BenchCommand.class,
            GenerateCompletion.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:ok",
            " 1:software error",
            " 2:usage",
            " 3:data rejected",
            " 4:refuted, or a trust check failed",
            " 5:inconclusive",
            " 6:stale"
        })
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    // Read from the arguments before they are parsed, as they concern parsing itself; declared for the help.
    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Show where an error came from.")
    void verbose(boolean asked) {}

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "Print without colours.")
    void noColor(boolean asked) {}

    private Main() {
        this.spec = CommandSpec.create();
    }

    /**
     * Runs a command and exits with its code.
     *
     * @param args the command and its arguments
     */
    public static void main(String[] args) {
        System.exit(run(args, writer(System.out), writer(System.err)));
    }

    /**
     * Runs a command.
     *
     * @param args the command and its arguments
     * @param out where data go
     * @param err where talk goes
     * @return the exit code
     */
    public static int run(String[] args, PrintWriter out, PrintWriter err) {
        boolean plain = System.getenv("NO_COLOR") != null || Arrays.asList(args).contains("--no-color");
        int code = new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(plain ? Ansi.OFF : Ansi.AUTO))
                .setExecutionExceptionHandler(Main::explain)
                .setParameterExceptionHandler(UsageHelp::explain)
                .execute(GrowthLabCommand.dispatch(args));
        out.flush();
        err.flush();
        return code;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private static void tell(PrintWriter err, Exception exception, String code) {
        err.println("error: " + exception.getMessage() + " [" + code + "] (see: ./assay explain " + code + ")");
    }

    private static int explain(Exception exception, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        boolean trace =
                parsed.originalArgs().contains("-v") || parsed.originalArgs().contains("--verbose");
        if (trace) {
            exception.printStackTrace(err);
        }
        if (exception instanceof EstimationException problem) {
            tell(err, problem, problem.problem().code());
            return Exit.DATA;
        }
        if (exception instanceof ContractException problem) {
            err.println((problem.problems().size() > 1 ? problem.problems().size() + " errors:\n" : "error: ")
                    + problem.getMessage() + " [contract]");
            return Exit.DATA;
        }
        if (exception instanceof ForestFileException) {
            tell(err, exception, "forest-file");
            return Exit.DATA;
        }
        if (exception instanceof PolicyFileException) {
            tell(err, exception, "policy-file");
            return Exit.DATA;
        }
        if (exception instanceof DataException problem) {
            tell(err, problem, problem.code());
            return Exit.DATA;
        }
        if (exception instanceof RegistryException problem) {
            tell(err, problem, problem.problem().code());
            return Exit.DATA;
        }
        if (exception instanceof ThreatException problem) {
            tell(err, problem, problem.threat().code());
            return Exit.DATA;
        }
        if (exception instanceof IllegalArgumentException) {
            err.println("error: " + exception.getMessage());
            return Exit.USAGE;
        }
        if (exception instanceof SiteException || exception instanceof NotebookFailure) {
            err.println("error: " + exception.getMessage());
            return Exit.SOFTWARE;
        }
        Throwable cause = exception instanceof UncheckedIOException wrapped ? wrapped.getCause() : exception;
        if (cause instanceof FileSystemException file) {
            err.println("error: " + file.getFile() + " cannot be read or written as asked (" + reason(file)
                    + "); name another file or folder.");
            return Exit.USAGE;
        }
        err.println("error: " + exception + (trace ? "" : " (--verbose shows where)"));
        return Exit.SOFTWARE;
    }

    private static String reason(FileSystemException problem) {
        if (problem instanceof FileAlreadyExistsException) {
            return "there is a file where a folder is needed";
        }
        if (problem instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (problem instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        String reason = problem.getReason();
        return reason == null ? "the system gives no reason" : reason;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "assay " + Home.version(), "Java " + Runtime.version() + ", " + System.getProperty("os.name")
            };
        }
    }
}
