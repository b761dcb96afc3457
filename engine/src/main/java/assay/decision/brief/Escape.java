package assay.decision.brief;

/** Text of others within markup. */
final class Escape {

    private Escape() {}

    /** Text within HTML, attributes included; control characters are left out. */
    static String html(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return safe.toString();
    }

    /** Text within a line of Markdown. */
    static String markdown(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '&' || c == '<' || c == '>') {
                safe.append(html(String.valueOf(c)));
            } else if ("\\`*[]#|~".indexOf(c) >= 0 || (c == '_' && !isWithin(text, i))) {
                safe.append('\\').append(c);
            } else {
                safe.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return safe.toString().strip();
    }

    /** Text that begins a line of Markdown, where some signs would start a list or a rule. */
    static String markdownLine(String text) {
        String line = markdown(text);
        if (line.matches("[-+=](\\s.*|[-+=\\s]*)")) {
            return "\\" + line;
        }
        return line.replaceFirst("^(\\d+)([.)])(?=\\s|$)", "$1\\\\$2");
    }

    /** Within a word an underscore is an underscore. */
    private static boolean isWithin(String text, int at) {
        return at > 0
                && at + 1 < text.length()
                && Character.isLetterOrDigit(text.charAt(at - 1))
                && Character.isLetterOrDigit(text.charAt(at + 1));
    }
}
