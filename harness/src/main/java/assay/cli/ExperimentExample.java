package assay.cli;

import assay.dgp.scenario.ScenarioPack;
import assay.harness.Method;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How the guide shows a method that reads the log of a whole experiment: on the tables of a scenario, by the command that asks it.
 *
 * @param question the command, such as {@code decide}
 * @param scenario whose tables it reads
 */
record ExperimentExample(String question, ScenarioPack scenario) {

    private static final Set<String> PACKAGES = Set.of("assay.decision", "assay.trust");

    private static final String FOLDER = "tables";

    /** The example of a method; empty if it reads no log. */
    static Optional<ExperimentExample> of(Method<?> method) {
        if (!PACKAGES.contains(method.estimator().getClass().getPackageName())) {
            return Optional.empty();
        }
        return Optional.of(
                switch (method.name()) {
                    case "trust-checks" -> new ExperimentExample("trust", ScenarioPack.GLOBAL_WIN);
                    case "targeted-decision" -> new ExperimentExample("decide", ScenarioPack.SEGMENT_ONLY_WIN);
                    case "multi-arm-decision" -> new ExperimentExample("decide", ScenarioPack.SEVERAL_ARMS);
                    case "amount-decision" -> new ExperimentExample("decide", ScenarioPack.NOVELTY);
                    default -> new ExperimentExample("decide", ScenarioPack.GLOBAL_WIN);
                });
    }

    /** The options of a method in words: a plan is a whole contract, and is named. */
    static Map<String, String> options(Method<?> method) {
        return of(method)
                .map(example -> Map.of("plan", "the contract of scenario " + example.kebab()))
                .orElseGet(method::options);
    }

    private String kebab() {
        return scenario.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The two commands, without the program. */
    List<String> commands() {
        return commands(FOLDER);
    }

    private List<String> commands(String folder) {
        return List.of(
                "scenario run " + kebab() + " --out " + folder,
                question + " " + folder + "/experiment.yaml --data " + folder);
    }

    /** What the second command prints. */
    String printed() {
        try {
            Path folder = Files.createTempDirectory("assay-example");
            try {
                List<String> commands = commands(folder.resolve(FOLDER).toString());
                run(commands.get(0));
                return run(commands.get(1)).replace(folder + "/", "");
            } finally {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(String command) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(command.split(" ", -1), new PrintWriter(out), new PrintWriter(err));
        if (code != Exit.OK) {
            throw new IllegalStateException("the example '" + command + "' failed: " + err);
        }
        return out.toString();
    }
}
