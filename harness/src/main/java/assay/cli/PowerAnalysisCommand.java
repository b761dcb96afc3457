package assay.cli;

import assay.Interval;
import assay.design.ConditionalEstimate;
import assay.design.EffectPrior;
import assay.design.SignificanceFilter;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What significance does to an estimate. */
@Command(
        name = "design-analysis",
        mixinStandardHelpOptions = true,
        description = {
            "What a significant result of this precision is worth: for a true --effect the power, the chance of the wrong sign",
            "(type S) and the exaggeration (type M); for an --estimate that was significant, what is left of it once the",
            "selection is taken into account, and with --prior-sd the estimate shrunk towards past experiments."
        },
        footer = {
            "",
            "Examples: assay power design-analysis --effect 0.1 --se 0.07",
            "          assay power design-analysis --estimate 0.16 --se 0.07 --prior-sd 0.05"
        })
final class PowerAnalysisCommand implements Callable<Integer> {

    private static final double LEVEL = 0.95;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--effect", paramLabel = "E", description = "A true effect that is assumed.")
    private @Nullable Double effect;

    @Option(names = "--estimate", paramLabel = "E", description = "An estimate that was significant.")
    private @Nullable Double estimate;

    @Option(names = "--se", paramLabel = "SE", required = true, description = "Standard error of the estimate.")
    private double stdError;

    @Option(
            names = "--alpha",
            paramLabel = "A",
            defaultValue = "0.05",
            description = "Two-sided level (default: 0.05).")
    private double alpha = 0.05;

    @Option(
            names = "--prior-sd",
            paramLabel = "SD",
            description = "Standard deviation of true effects among experiments.")
    private @Nullable Double priorSd;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        Double truth = effect;
        Double seen = estimate;
        if (truth == null && seen == null) {
            throw new IllegalArgumentException(
                    "Give --effect, a true effect to assume, or --estimate, a significant one.");
        }
        Rows rows = new Rows("quantity", "value", "conf_low", "conf_high");
        if (truth != null) {
            SignificanceFilter filter = new SignificanceFilter(truth, stdError, alpha);
            rows.add("power", filter.power(), null, null)
                    .add("wrong sign (type S)", filter.wrongSign(), null, null)
                    .add("exaggeration (type M)", filter.exaggeration(), null, null);
        }
        if (seen != null) {
            ConditionalEstimate given = new ConditionalEstimate(seen, stdError, alpha);
            Interval interval = given.interval(LEVEL);
            double half = 1.959963984540054 * stdError;
            rows.add("as reported", seen, seen - half, seen + half)
                    .add(
                            "median-unbiased given significance",
                            given.medianUnbiased(),
                            interval.lower(),
                            interval.upper())
                    .add("most likely given significance", given.maximumLikelihood(), null, null);
            if (priorSd != null) {
                EffectPrior prior = new EffectPrior(priorSd);
                Interval shrunk = prior.posterior(seen, stdError).interval(LEVEL);
                rows.add(
                        "shrunk towards past effects",
                        prior.shrinkage(stdError) * seen,
                        shrunk.lower(),
                        shrunk.upper());
            }
        }
        output.print(
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                "design-analysis",
                rows.format(output.format()));
        return Exit.OK;
    }
}
