package assay;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Names that a person may have misspelt. */
public final class Names {

    private static final int LISTED = 30;

    private Names() {}

    /**
     * The name that was probably meant.
     *
     * @param name what was written
     * @param candidates the names that there are
     * @return the one at the smallest edit distance, case aside; empty when none is near
     */
    public static Optional<String> nearest(String name, Collection<String> candidates) {
        Optional<String> best = Optional.empty();
        int least = Math.max(2, name.length() / 3) + 1;
        for (String candidate : candidates) {
            int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = Optional.of(candidate);
            }
        }
        return best;
    }

    /**
     * What to tell someone whose name is not there.
     *
     * @param name what was written
     * @param what what the names are, in the plural, such as {@code columns}
     * @param candidates the names that there are
     * @return one or two sentences
     */
    public static String help(String name, String what, List<String> candidates) {
        return nearest(name, candidates)
                        .map(near -> "Did you mean '" + near + "'? ")
                        .orElse("") + "The " + what + " are " + list(candidates) + ".";
    }

    /**
     * Names in a row.
     *
     * @param names the names
     * @return at most thirty, and how many more there are
     */
    public static String list(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(LISTED, names.size())));
        return names.size() > LISTED ? shown + " and " + (names.size() - LISTED) + " more" : shown;
    }

    /**
     * Edit distance with insertion, deletion, substitution and transposition of neighbours.
     *
     * @param a a name
     * @param b another
     * @return how many edits turn one into the other
     */
    public static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + substitution, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
