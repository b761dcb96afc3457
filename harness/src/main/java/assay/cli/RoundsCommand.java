package assay.cli;

import picocli.CommandLine.Command;

/** Adaptive experiments in rounds. */
@Command(name = "rounds", mixinStandardHelpOptions = true, description = "Adaptive experiments in rounds.")
final class RoundsCommand implements Runnable {

    @Override
    public void run() {}
}
