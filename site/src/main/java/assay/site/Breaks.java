package assay.site;

/** Names of code that a narrow column may break: after a dot and between the words of a camel-case name. */
final class Breaks {

    private static final int LONG = 18;

    private Breaks() {}

    /** Writes a text; long words may break where their parts meet. */
    static Html write(String text) {
        Html out = new Html();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (i > 0 && isLong(text, i) && meets(text.charAt(i - 1), text.charAt(i))) {
                out.text(part.toString()).empty("wbr");
                part.setLength(0);
            }
            part.append(text.charAt(i));
        }
        return out.text(part.toString());
    }

    private static boolean meets(char before, char next) {
        return (before == '.' && Character.isLetter(next))
                || (Character.isLowerCase(before) && Character.isUpperCase(next));
    }

    /** Whether the word around a character is longer than a column. */
    private static boolean isLong(String text, int at) {
        int start = text.lastIndexOf(' ', at) + 1;
        int end = text.indexOf(' ', at);
        return (end < 0 ? text.length() : end) - start > LONG;
    }
}
