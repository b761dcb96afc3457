package assay.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said about a line that cannot be understood: what is wrong, what was probably meant, and where to read more. */
final class UsageHelp {

    private UsageHelp() {}

    static int explain(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("error: " + problem.getMessage());
        if (problem instanceof UnmatchedArgumentException unmatched) {
            UnmatchedArgumentException.printSuggestions(unmatched, err);
            if (unmatched.getUnmatched().stream().noneMatch(word -> word.startsWith("-"))) {
                err.println("A name with blanks in it stands in quotes: --covariates \"spend before,country\".");
            }
        }
        if (problem instanceof MissingParameterException) {
            file(arguments)
                    .ifPresent(file -> err.println("'" + file
                            + "' is a file. If the method is what is missing, it stands before the file: "
                            + command.getCommandSpec().qualifiedName() + " difference-in-means " + ShellWord.of(file)
                            + " ... (see: assay list)."));
        }
        err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static Optional<String> file(String[] arguments) {
        return Arrays.stream(arguments).filter(UsageHelp::isFile).findFirst();
    }

    private static boolean isFile(String argument) {
        try {
            return !argument.startsWith("-") && Files.isRegularFile(Path.of(argument));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
