package assay.cli;

import java.util.regex.Pattern;

/** Words of a command line as somebody types them. */
final class ShellWord {

    private static final Pattern PLAIN = Pattern.compile("[\\w./:,=#@%+-]+");

    private ShellWord() {}

    /** The word, in quotes where a shell would take it apart. */
    static String of(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
