package assay.site;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The commands of a study case, from the front matter of its text: lines {@code run.STEP: COMMAND}, run in their order.
 *
 * @param name the name of the case
 * @param commands command lines without the program's name, by step
 */
public record CaseScript(String name, Map<String, String> commands) {

    /** Begins a step that is no command: the mean effect, net of a cost, on the units that a policy treats. */
    public static final String WORTH = "worth ";

    private static final String PREFIX = "run.";

    /** Keeps the order of the commands. */
    public CaseScript {
        commands = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(commands));
    }

    /**
     * The cases of a folder.
     *
     * @param folder the folder of their texts
     * @return the cases, in the order of their files
     */
    public static List<CaseScript> readAll(Path folder) {
        return Folders.files(folder, ".md").stream()
                .map(MarkdownFile::read)
                .map(CaseScript::of)
                .toList();
    }

    static CaseScript of(MarkdownFile file) {
        Map<String, String> commands = new LinkedHashMap<>();
        file.front().forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                commands.put(key.substring(PREFIX.length()), value);
            }
        });
        return new CaseScript(slug(file), commands);
    }

    /** A case's name: its file's, without the number that orders it. */
    static String slug(MarkdownFile file) {
        return file.name().replaceFirst("^\\d+-", "");
    }
}
