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

    /** Text that begins a line of Markdown, so that it begins no list, rule or heading. */
    static String markdown(String text) {
        String line = inline(text);
        if (line.matches("([-+]( .*)?|-{3,}|=+)")) {
            return "\\" + line;
        }
        return line.replaceFirst("^(\\d{1,9})([.)])( |$)", "$1\\\\$2$3");
    }

    /** Text within a line of Markdown, such as a cell of a table. */
    static String inline(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '&' || c == '<' || c == '>') {
                safe.append(html(String.valueOf(c)));
            } else if ("\\`*_[]#|~".indexOf(c) >= 0) {
                safe.append('\\').append(c);
            } else {
                safe.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return safe.toString().strip();
    }
}
