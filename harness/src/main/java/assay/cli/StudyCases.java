package assay.cli;

import assay.site.CaseScript;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Runs the commands of the study cases, each case in a folder of its own, and keeps what they answer. */
final class StudyCases {

    private static final Set<String> DATA = Set.of("simulate", "scenario", "apply");
    private static final Set<String> PLACES = Set.of("--out", "--data", "--truth", "--save");
    private static final Set<Integer> ANSWERED = Set.of(Exit.OK, Exit.REFUTED, Exit.INCONCLUSIVE);
    private static final String POLICY = "policy:";

    private final Path folder;

    private StudyCases(Path folder) {
        this.folder = folder;
    }

    /**
     * Runs all cases.
     *
     * @param texts the folder of their texts
     * @return the answers in JSON: of each case its commands, and the answer of each step
     * @throws IOException if files cannot be read or written
     */
    static String answers(Path texts) throws IOException {
        JsonObject all = new JsonObject();
        for (CaseScript script : CaseScript.readAll(texts)) {
            all.add(script.name(), run(script));
        }
        return Rows.toJson(all);
    }

    /** Runs one case in a folder that is removed afterwards. */
    static JsonObject run(CaseScript script) throws IOException {
        Path folder = Files.createTempDirectory("assay-case");
        try {
            StudyCases cases = new StudyCases(folder);
            JsonObject answers = new JsonObject();
            JsonObject commands = new JsonObject();
            for (var step : script.commands().entrySet()) {
                commands.addProperty(step.getKey(), step.getValue());
                answers.add(step.getKey(), cases.step(script.name(), step.getValue()));
            }
            JsonObject json = new JsonObject();
            json.add("commands", commands);
            json.add("answers", answers);
            return json;
        } finally {
            AtomicFolder.delete(folder);
        }
    }

    private JsonElement step(String name, String command) throws IOException {
        if (command.startsWith(CaseScript.WORTH)) {
            return PolicyWorth.of(folder, command.substring(CaseScript.WORTH.length()));
        }
        List<String> arguments = new ArrayList<>();
        String before = "";
        for (String argument : command.split(" ", -1)) {
            arguments.add(placed(argument, before));
            before = argument;
        }
        boolean answers = arguments.stream().noneMatch(DATA::contains);
        if (answers) {
            arguments.addAll(List.of("--format", "json"));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(arguments.toArray(String[]::new), new PrintWriter(out), new PrintWriter(err));
        if (!ANSWERED.contains(code)) {
            throw new IllegalStateException(
                    "The study case " + name + " runs 'assay " + command + "', which failed: " + err);
        }
        return answers ? JsonParser.parseString(out.toString()) : truth(command);
    }

    /** What is true of data that were drawn, if the command wrote it. */
    private JsonElement truth(String command) throws IOException {
        List<String> words = Arrays.asList(command.split(" ", -1));
        String file = after(words, "--truth");
        String tables = words.contains("scenario") ? after(words, "--out") : "";
        Path truth =
                tables.isEmpty() ? folder.resolve(file) : folder.resolve(tables).resolve("truth.json");
        return truth.toString().endsWith(".json") ? JsonParser.parseString(Files.readString(truth)) : new JsonObject();
    }

    private static String after(List<String> words, String option) {
        int at = words.indexOf(option);
        return at < 0 ? "" : words.get(at + 1);
    }

    /** A file of the checkout stays where it is; any other lies in the folder of the case. */
    private String placed(String argument, String before) {
        if (argument.startsWith(POLICY)) {
            return POLICY + folder.resolve(argument.substring(POLICY.length()));
        }
        boolean file = argument.endsWith(".csv") || argument.endsWith(".json") || argument.endsWith(".yaml");
        if (!file && !PLACES.contains(before)) {
            return argument;
        }
        Path own = Home.root().resolve(argument);
        return (Files.exists(own) ? own : folder.resolve(argument)).toString();
    }
}
