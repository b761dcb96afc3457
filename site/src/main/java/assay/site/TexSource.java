package assay.site;

/** Reads a formula sign by sign. */
final class TexSource {

    private final String text;
    private int at;

    TexSource(String text) {
        this.text = text;
    }

    boolean done() {
        return at >= text.length();
    }

    char peek() {
        return done() ? '\0' : text.charAt(at);
    }

    char next() {
        return text.charAt(at++);
    }

    void skipSpace() {
        while (!done() && Character.isWhitespace(peek())) {
            at++;
        }
    }

    /** Whether the text goes on with a command; it is not consumed. */
    boolean ahead(String command) {
        if (!text.startsWith(command, at)) {
            return false;
        }
        int end = at + command.length();
        boolean word = Character.isLetter(command.charAt(command.length() - 1));
        return !(word && end < text.length() && Character.isLetter(text.charAt(end)));
    }

    void skip(String command) {
        at += command.length();
    }

    /** The name of a command, its backslash already read. */
    String command() {
        if (done()) {
            return "";
        }
        int start = at++;
        if (Character.isLetter(text.charAt(start))) {
            while (!done() && Character.isLetter(peek())) {
                at++;
            }
            String name = text.substring(start, at);
            if (peek() == '*' && name.equals("operatorname")) {
                at++;
            }
            return name;
        }
        return text.substring(start, at);
    }

    /** A number: digits with at most a decimal point between them. */
    String digits() {
        int start = at;
        while (!done() && (Character.isDigit(peek()) || isPoint())) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean isPoint() {
        boolean separator = peek() == '.';
        return separator && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
    }

    /** The raw text between braces, or the next sign or command. */
    String argument() {
        skipSpace();
        if (peek() == '\\') {
            next();
            return "\\" + command();
        }
        if (peek() != '{') {
            return done() ? "" : String.valueOf(next());
        }
        return between('{', '}');
    }

    /** The raw text between brackets, or nothing if there are none. */
    String option() {
        skipSpace();
        return peek() == '[' ? between('[', ']') : "";
    }

    private String between(char opening, char closing) {
        int depth = 0;
        int start = at + 1;
        while (!done()) {
            char c = next();
            if (c == '\\' && !done()) {
                at++;
            } else if (c == opening) {
                depth++;
            } else if (c == closing && --depth == 0) {
                return text.substring(start, at - 1);
            }
        }
        throw new IllegalArgumentException("a '" + opening + "' is not closed");
    }
}
