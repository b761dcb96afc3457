package assay.apidoc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds where a first sentence ends: not inside brackets, and not after an abbreviation such as that of a journal. */
final class Sentence {

    private static final Pattern END = Pattern.compile("[(){}\\[\\]]|[.?!](?=\\s|$)");
    private static final Pattern ABBREVIATION = Pattern.compile("(?s).*\\b(?:e\\.g|i\\.e|cf|vs|al|[A-Z])$");

    private int depth;
    private boolean ended;

    boolean isEnded() {
        return ended;
    }

    /** As much of the next text as belongs to the sentence. */
    String of(String text) {
        Matcher mark = END.matcher(text);
        while (mark.find()) {
            char c = mark.group().charAt(0);
            if ("([{".indexOf(c) >= 0) {
                depth++;
            } else if (")]}".indexOf(c) >= 0) {
                depth = Math.max(0, depth - 1);
            } else if (depth == 0 && isEnd(text, mark.start())) {
                ended = true;
                return text.substring(0, mark.end());
            }
        }
        return text;
    }

    private static boolean isEnd(String text, int at) {
        String rest = text.substring(at + 1).stripLeading();
        boolean goesOn = !rest.isEmpty() && Character.isLowerCase(rest.charAt(0));
        return !goesOn && !ABBREVIATION.matcher(text.substring(0, at)).matches();
    }

    /** Ends where a paragraph, a list or the like begins. */
    void end() {
        ended = true;
    }
}
