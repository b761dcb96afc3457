package assay.cli;

import picocli.CommandLine.Command;

/** Whom to treat: learns a policy and what it is worth. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = "Whom to treat: learns a policy and what it is worth.")
final class PolicyCommand implements Runnable {

    @Override
    public void run() {}
}
