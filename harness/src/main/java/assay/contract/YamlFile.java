package assay.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2 of the plain kind: one document of mappings, lists and scalars. Tags, anchors and aliases, with which a file could
 * make objects or grow without bound, are refused, and so are keys that come twice. Nothing of a file is ever executed.
 */
public final class YamlFile {

    /** The largest file that is read, in bytes. */
    public static final int MAXIMUM_BYTES = 1 << 20;

    private YamlFile() {}

    /**
     * Reads a file.
     *
     * @param file a file in UTF-8
     * @return the mapping at its top
     * @throws ContractException if there is no such file, or it is too large, no YAML, or no mapping with at least one key
     */
    public static YamlNode read(Path file) {
        return parse(file, text(file));
    }

    /**
     * Reads text.
     *
     * @param file the file that it is from, for messages
     * @param text the text
     * @return the mapping at its top
     * @throws ContractException if it is too large, no YAML, or no mapping with at least one key
     */
    public static YamlNode parse(Path file, String text) {
        if (text.length() > MAXIMUM_BYTES) {
            throw whole(file, "the file is larger than a megabyte", "Split it: metrics have files of their own.");
        }
        try {
            String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
            LoadSettings settings =
                    LoadSettings.builder().setLabel(file.toString()).build();
            return new YamlTree(file, new Parse(settings).parseString(bare).iterator()).document();
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
            throw new ContractException(new ContractProblem(
                    file,
                    mark == null ? 0 : mark.getLine() + 1,
                    mark == null ? 0 : mark.getColumn() + 1,
                    "",
                    "this is no YAML: " + oneLine(String.valueOf(e.getProblem())),
                    "Look at indentation, colons and quotes here and on the line above."));
        } catch (YamlEngineException e) {
            throw whole(
                    file,
                    "this is no YAML: " + oneLine(String.valueOf(e.getMessage())),
                    "Write it in an editor for text.");
        }
    }

    /**
     * The text of a file.
     *
     * @param file a file in UTF-8
     * @return its text
     * @throws ContractException if there is no such file, or it is too large, or not in UTF-8
     */
    static String text(Path file) {
        if (Files.isDirectory(file)) {
            throw whole(file, "this is a folder", "Name the YAML file in it.");
        }
        if (!Files.exists(file)) {
            throw whole(file, "there is no such file", "Name a YAML file; assay init writes one to start from.");
        }
        try {
            if (Files.size(file) > MAXIMUM_BYTES) {
                throw whole(file, "the file is larger than a megabyte", "Split it: metrics have files of their own.");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw whole(file, "the file is not in UTF-8", "Save it in UTF-8.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ContractException whole(Path file, String why, String fix) {
        return new ContractException(new ContractProblem(file, 0, 0, "", why, fix));
    }

    /** Text that a file holds, in a form that fits into a message. */
    static String oneLine(String text) {
        String plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\s]+", " ")
                .strip();
        return plain.length() <= 60
                ? plain
                : String.format(Locale.ROOT, "%s... (%d characters)", plain.substring(0, 57), plain.length());
    }

    /** Text without line breaks and control characters. */
    static String flat(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\s]+", " ")
                .strip();
    }
}
