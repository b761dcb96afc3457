package assay.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The starter in a folder, with files that tests change. */
final class StarterProject {

    private final Path folder;
    private final Map<String, String> files = new LinkedHashMap<>();

    private StarterProject(Path folder) {
        this.folder = folder;
    }

    static StarterProject in(Path folder) throws IOException {
        StarterProject project = new StarterProject(folder);
        for (Map.Entry<String, String> file : Starter.files().entrySet()) {
            if (file.getKey().endsWith(".yaml")) {
                project.write(file.getKey(), file.getValue());
            }
        }
        return project;
    }

    StarterProject write(String name, String text) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        files.put(name, text);
        return this;
    }

    /** Replaces text that must be there; a stroke is the end of a line. */
    StarterProject replace(String name, String old, String text) throws IOException {
        String before = files.getOrDefault(name, "");
        String from = old.replace("|", "\n");
        if (!before.contains(from)) {
            throw new IllegalArgumentException(name + " does not say: " + from);
        }
        return write(name, before.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(text.replace("|", "\n"))));
    }

    String text(String name) {
        return files.getOrDefault(name, "");
    }

    Map<String, String> texts() {
        return files;
    }

    Path experiment() {
        return folder.resolve("experiment.yaml");
    }

    ContractBundle bundle() {
        return Contracts.bundle(experiment(), ContractOptions.usual());
    }
}
