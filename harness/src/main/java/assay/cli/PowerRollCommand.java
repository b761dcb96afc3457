package assay.cli;

import assay.design.TestAndRoll;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How large a test is best before a rollout to a finite population. */
@Command(
        name = "test-and-roll",
        mixinStandardHelpOptions = true,
        description = {
            "How many of a finite population to test on before the better arm is rolled out to the rest, so that the expected",
            "total is largest. What is not significant may still be the better bet."
        },
        footer = {"", "Example: assay power test-and-roll --population 200000 --prior-sd 0.05 --sd 0.4"})
final class PowerRollCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--population", paramLabel = "N", required = true, description = "Units in all.")
    private double population;

    @Option(
            names = "--prior-sd",
            paramLabel = "SD",
            required = true,
            description = "Standard deviation of what the mean response of an arm might be.")
    private double priorSd;

    @Option(
            names = "--sd",
            paramLabel = "SD",
            required = true,
            description = "Standard deviation of a unit's response.")
    private double sd;

    @Option(
            names = "--prior-mean",
            paramLabel = "M",
            defaultValue = "0",
            description = "Expected mean response (default: 0).")
    private double priorMean;

    @Option(names = "--new-prior-mean", paramLabel = "M", description = "That of the second arm, if it differs.")
    private @Nullable Double newMean;

    @Option(names = "--new-prior-sd", paramLabel = "SD", description = "The spread of the second arm, if it differs.")
    private @Nullable Double newPriorSd;

    @Option(names = "--new-sd", paramLabel = "SD", description = "That of the second arm's responses, if it differs.")
    private @Nullable Double newSd;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        TestAndRoll problem = new TestAndRoll(
                population,
                new TestAndRoll.Arm(priorMean, priorSd, sd),
                new TestAndRoll.Arm(
                        newMean == null ? priorMean : newMean,
                        newPriorSd == null ? priorSd : newPriorSd,
                        newSd == null ? sd : newSd));
        TestAndRoll.Plan plan = problem.best();
        Rows rows = new Rows(
                "population", "test_first", "test_second", "expected_total", "gain", "gain_if_known", "share_of_gain");
        rows.add(
                (long) population,
                Math.round(plan.first()),
                Math.round(plan.second()),
                plan.value(),
                plan.gain(),
                plan.perfect(),
                plan.gain() / plan.perfect());
        output.print(
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                "test-and-roll",
                rows.format(output.format()));
        return Exit.OK;
    }
}
