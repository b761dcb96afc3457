package assay.tablesaw;

import assay.EstimationException;
import assay.Problem;
import assay.Role;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Columns by name, with help when a name is not there. */
final class ColumnNames {

    private static final int LISTED = 30;

    private ColumnNames() {}

    static Column<?> find(Table table, String name, Role role) {
        for (Column<?> column : table.columns()) {
            if (column.name().equals(name)) {
                return column;
            }
        }
        List<String> names = table.columnNames();
        String nearest = nearest(name, names);
        throw new EstimationException(
                Problem.UNKNOWN_COLUMN,
                "There is no column '" + name + "' for the role " + role.code() + ".",
                (nearest.isEmpty() ? "" : "Did you mean '" + nearest + "'? ") + "The columns are " + list(names) + ".");
    }

    static String list(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(LISTED, names.size())));
        return names.size() > LISTED ? shown + " and " + (names.size() - LISTED) + " more" : shown;
    }

    /** The name at the smallest edit distance, case aside; empty when none is near. */
    static String nearest(String name, List<String> names) {
        String best = "";
        int least = Math.max(2, name.length() / 3) + 1;
        for (String candidate : names) {
            int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    /** Edit distance with insertion, deletion, substitution and transposition of neighbours. */
    static int distance(String a, String b) {
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
