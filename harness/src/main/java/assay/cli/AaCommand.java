package assay.cli;

import assay.Fit;
import assay.Sample;
import assay.certificate.Distribution;
import assay.certificate.Verdict;
import assay.harness.AaSeries;
import assay.harness.AaStudy;
import assay.harness.AaSuite;
import assay.harness.AaTest;
import assay.harness.Method;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
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
        description =
                "Draw the arms of your table again and again by its own design, which --cluster, --stratum and --time"
                        + " describe: how often does the method find an effect?")
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
            description = "Assignments at most; it stops as soon as the evidence on every metric is decided (default:"
                    + " ${DEFAULT-VALUE}).")
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
        PrintWriter err = spec.commandLine().getErr();
        Method<Fit> chosen = Methods.fit(spec, method);
        roles.checkDesign(chosen.estimator().needs(), chosen.name());
        Sample sample = roles.sample(Inputs.read(file, roles.columns()));
        AaSuite suite = new AaSuite(chosen.estimator(), sample, alpha, tests);
        CertifyProgress progress = CertifyOn.progress(spec);
        List<AaSeries> found = suite.run(threads.count(), seed, progress);
        progress.end();
        roles.tell(chosen.name(), chosen.estimator().reads(), err);
        err.println("design: " + suite.design());
        err.println("seed: " + seed);
        Rows summary = summary(found);
        output.print(spec.commandLine().getOut(), err, "aa-" + method, summary.format(output.format()));
        output.keep(err, "aa-" + method + "-tests.csv", everyTest(found).format(Format.CSV));
        return code(AaSuite.verdict(found));
    }

    private Rows summary(List<AaSeries> found) {
        Rows rows = new Rows(
                "method",
                "metric",
                "contrast",
                "n",
                "n_tests",
                "n_failed",
                "alpha",
                "share_significant",
                "conf_low",
                "conf_high",
                "conf_level",
                "threshold",
                "log_e_small_p",
                "log_e_uniform",
                "ks",
                "ks_bound",
                "verdict");
        for (AaSeries one : found) {
            AaStudy study = one.study();
            Distribution distribution = one.distribution();
            rows.add(
                    method,
                    one.metric(),
                    one.contrast(),
                    one.n(),
                    study.tests(),
                    study.failures(),
                    alpha,
                    study.shareSignificant(),
                    study.csLow(),
                    study.csHigh(),
                    0.99,
                    study.threshold(),
                    distribution.logEValidity(),
                    distribution.logEUniformity(),
                    distribution.ks(),
                    distribution.ksBound(),
                    study.verdict().name());
        }
        return rows;
    }

    private static Rows everyTest(List<AaSeries> found) {
        Rows rows = new Rows("draw", "metric", "contrast", "estimate", "std_error", "p_value");
        for (AaSeries one : found) {
            int draw = 0;
            for (AaTest test : one.tests()) {
                rows.add(draw++, one.metric(), one.contrast(), test.estimate(), test.stdError(), test.pValue());
            }
        }
        return rows;
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
