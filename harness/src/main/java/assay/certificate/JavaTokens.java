package assay.certificate;

import java.util.ArrayList;
import java.util.List;

/** The tokens of Java source: white space and comments are gone, literals stay as written. */
final class JavaTokens {

    private final String source;
    private int at;

    private JavaTokens(String source) {
        this.source = source;
    }

    static List<String> of(String source) {
        JavaTokens scanner = new JavaTokens(source);
        List<String> tokens = new ArrayList<>();
        while (scanner.at < source.length()) {
            int start = scanner.at;
            if (scanner.next()) {
                tokens.add(source.substring(start, scanner.at));
            }
        }
        return tokens;
    }

    /** Moves past one lexical element; true if it is a token. */
    private boolean next() {
        char c = source.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
            return false;
        }
        if (source.startsWith("//", at)) {
            at = indexOrEnd("\n", at);
            return false;
        }
        if (source.startsWith("/*", at)) {
            at = Math.min(source.length(), indexOrEnd("*/", at + 2) + 2);
            return false;
        }
        if (source.startsWith("\"\"\"", at)) {
            quoted("\"\"\"");
        } else if (c == '"' || c == '\'') {
            quoted(String.valueOf(c));
        } else if (Character.isJavaIdentifierPart(c)) {
            while (at < source.length() && Character.isJavaIdentifierPart(source.charAt(at))) {
                at++;
            }
        } else {
            at++;
        }
        return true;
    }

    private void quoted(String quote) {
        at += quote.length();
        while (at < source.length() && !source.startsWith(quote, at)) {
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(source.length(), at + quote.length());
    }

    private int indexOrEnd(String text, int from) {
        int found = source.indexOf(text, from);
        return found < 0 ? source.length() : found;
    }
}
