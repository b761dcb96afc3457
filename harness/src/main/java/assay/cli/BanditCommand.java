package assay.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Assignment that follows results, and valid inference after it. */
@Command(
        name = "bandit",
        mixinStandardHelpOptions = true,
        description = {
            "Assignment that follows results: a policy in a file learns from logs and draws arms for new units, with the probabilities",
            "that it drew them with; from these, and from nothing else, comes valid inference afterwards."
        },
        subcommands = {
            BanditInitCommand.class,
            BanditUpdateCommand.class,
            BanditDecideCommand.class,
            BanditReadCommand.class
        },
        footer = {
            "",
            "Example: assay bandit init --arms a,b,c --covariates age --rule thompson --floor 0.05 --out policy.json",
            "         assay bandit decide policy.json visitors.csv --seed 7 > decisions.csv",
            "         assay bandit update policy.json log.csv --outcome bought --assignment arm",
            "         assay bandit read log.csv --outcome bought --assignment arm --propensity p_a,p_b,p_c --time batch"
        })
final class BanditCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: init, update, decide or read.");
    }
}
