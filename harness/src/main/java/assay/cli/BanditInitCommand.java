package assay.cli;

import assay.bayes.Allocation;
import assay.bayes.AllocationRule;
import assay.bayes.BanditPolicy;
import assay.bayes.ConjugatePrior;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A policy that has seen nothing. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Write a policy that has seen nothing: arms, features of a context, prior, rule and floor.")
final class BanditInitCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--arms", split = ",", required = true, paramLabel = "ARM", description = "The arms, at least two.")
    private List<String> arms = List.of();

    @Option(
            names = "--covariates",
            split = ",",
            paramLabel = "COLUMN",
            description = "Numeric features of a context; none for a bandit without context.")
    private List<String> covariates = List.of();

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            defaultValue = "thompson",
            description = "thompson, top-two, epsilon-greedy or uniform (default: ${DEFAULT-VALUE}).")
    private String rule = "thompson";

    @Option(
            names = "--floor",
            paramLabel = "SHARE",
            defaultValue = "0.05",
            description =
                    "Least probability of each arm (default: ${DEFAULT-VALUE}). Without one nothing valid can be said later.")
    private double floor = 0.05;

    @Option(names = "--beta", paramLabel = "SHARE", description = "Of top-two, how often the leader (default: 0.5).")
    private @Nullable Double beta;

    @Option(
            names = "--epsilon",
            paramLabel = "SHARE",
            description = "Of epsilon-greedy, how often any arm (default: 0.1).")
    private @Nullable Double epsilon;

    @Option(
            names = "--origin",
            paramLabel = "REWARD",
            defaultValue = "0",
            description = "What an arm is expected to bring beforehand (default: ${DEFAULT-VALUE}).")
    private double origin;

    @Option(
            names = "--precision",
            paramLabel = "ROWS",
            defaultValue = "1",
            description = "How many rows the prior is worth (default: ${DEFAULT-VALUE}).")
    private double precision = 1;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        if (Files.exists(out)) {
            throw new IllegalArgumentException(
                    "'" + out + "' exists, and what it has learned would be lost: name another file.");
        }
        AllocationRule chosen = rule();
        if ((beta != null && chosen != AllocationRule.TOP_TWO)
                || (epsilon != null && chosen != AllocationRule.EPSILON_GREEDY)) {
            throw new IllegalArgumentException(
                    "--beta is for top-two and --epsilon for epsilon-greedy, not for " + rule + ".");
        }
        Double parameter = beta != null ? beta : epsilon;
        Allocation allocation =
                parameter == null ? Allocation.of(chosen, floor) : new Allocation(chosen, parameter, floor);
        BanditPolicy policy = BanditPolicy.fresh(
                arms.stream().map(String::strip).toList(),
                covariates.stream().map(String::strip).toList(),
                new ConjugatePrior(precision, 1, 1),
                origin,
                allocation);
        OutputOptions.write(out, policy.toJson());
        spec.commandLine().getErr().println("written: " + out);
        return Exit.OK;
    }

    private AllocationRule rule() {
        return Arrays.stream(AllocationRule.values())
                .filter(one -> one.code().equals(rule.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no rule '" + rule + "'. The rules are "
                        + Arrays.stream(AllocationRule.values())
                                .map(AllocationRule::code)
                                .collect(Collectors.joining(", "))
                        + "."));
    }
}
