package assay.cli;

import picocli.CommandLine.Command;

/** Assignment that follows results, and valid inference after it. */
@Command(
        name = "bandit",
        mixinStandardHelpOptions = true,
        description = "Assignment that follows results, and valid inference after it.")
final class BanditCommand implements Runnable {

    @Override
    public void run() {}
}
