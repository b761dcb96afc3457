package assay.data;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The name that a person probably meant. */
public final class Nearest {

    private Nearest() {}

    /** The candidate at the smallest edit distance, unless even that one differs in half of its letters or more. */
    static Optional<String> to(String name, Collection<String> candidates) {
        String wanted = name.toLowerCase(Locale.ROOT);
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best != null && 2 * least < Math.max(name.length(), best.length())
                ? Optional.of(best)
                : Optional.empty();
    }

    /**
     * A question to end an error message with.
     *
     * @param name what was asked for
     * @param candidates the names that there are
     * @return such as " Did you mean star?", which starts with a space; empty if no candidate is near
     */
    public static String question(String name, Collection<String> candidates) {
        return to(name, candidates).map(found -> " Did you mean " + found + "?").orElse("");
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
