package assay.cli;

import picocli.CommandLine.Command;

/** What a policy would have brought, from the log of another. */
@Command(
        name = "ope",
        mixinStandardHelpOptions = true,
        description = "What a policy would have brought, from the log of another.")
final class OpeCommand implements Runnable {

    @Override
    public void run() {}
}
