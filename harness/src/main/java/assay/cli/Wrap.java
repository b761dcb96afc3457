package assay.cli;

/** Prose in lines. */
final class Wrap {

    private Wrap() {}

    /** The text in lines of at most so many characters, broken at spaces, the last one ended too. */
    static String at(String text, int width) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (String word : text.split(" ", -1)) {
            if (column > 0 && column + 1 + word.length() > width) {
                out.append('\n');
                column = 0;
            } else if (column > 0) {
                out.append(' ');
                column++;
            }
            out.append(word);
            column += word.length();
        }
        return out.append('\n').toString();
    }
}
