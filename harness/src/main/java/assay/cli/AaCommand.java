package assay.cli;

import assay.Fit;
import assay.Sample;
import assay.certificate.Verdict;
import assay.harness.AaStudy;
import assay.harness.Method;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A/A tests on a person's own table. */
@Command(
        name = "aa",
        mixinStandardHelpOptions = true,
        description = "Shuffle the arm labels of your table again and again: how often does the method find an effect?")
final class AaCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "A data set, see: assay data list; or a CSV or Parquet file.")
    private String file = "";

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = "difference-in-means",
            description = "A method, see: assay list (default: ${DEFAULT-VALUE}).")
    private String method = "difference-in-means";

    @Mixin
    private RoleOptions roles = new RoleOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--alpha",
            paramLabel = "ALPHA",
            defaultValue = "0.05",
            description = "Size of the test, in (0, 1) (default: ${DEFAULT-VALUE}).")
    private double alpha = 0.05;

    @Option(
            names = "--tests",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Tests at most; it stops as soon as the evidence is decided (default: ${DEFAULT-VALUE}).")
    private int tests = 20_000;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Key of the shuffles, always printed (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Override
    public Integer call() throws IOException {
        Method<Fit> chosen = Methods.find(spec, method);
        roles.check(chosen.estimator().needs(), chosen.name());
        Sample sample = roles.sample(Inputs.read(file));
        AaStudy study = AaStudy.run(chosen.estimator(), sample, alpha, tests, threads.count(), seed);
        Rows rows = new Rows(
                "method",
                "n",
                "n_tests",
                "n_failed",
                "alpha",
                "share_significant",
                "conf_low",
                "conf_high",
                "conf_level",
                "threshold",
                "verdict");
        rows.add(
                method,
                sample.size(),
                study.tests(),
                study.failures(),
                alpha,
                study.shareSignificant(),
                study.csLow(),
                study.csHigh(),
                0.99,
                study.threshold(),
                study.verdict().name());
        roles.tell(chosen.name(), spec.commandLine().getErr());
        spec.commandLine().getErr().println("seed: " + seed);
        output.print(
                spec.commandLine().getOut(), spec.commandLine().getErr(), "aa-" + method, rows.format(output.format()));
        return code(study.verdict());
    }

    static int code(Verdict verdict) {
        return switch (verdict) {
            case CERTIFIED -> Exit.OK;
            case REFUTED, VOID -> Exit.REFUTED;
            case INCONCLUSIVE -> Exit.INCONCLUSIVE;
            case STALE -> Exit.STALE;
        };
    }
}
