package assay.dgp;

import assay.random.Philox;
import java.util.Arrays;
import java.util.List;

/** A network drawn from a seed: a ring, and links from each unit to units drawn by lot. */
final class Links {

    private final int[][] of;

    private Links(int[][] of) {
        this.of = of;
    }

    /** The network of a seed: every unit has two neighbours at least, and about {@code 2 + 2 extra} on average. */
    static Links drawn(long seed, int size, int extra) {
        Philox random = new Philox(seed, 0, 0);
        int[][] of = new int[size][4];
        int[] degree = new int[size];
        for (int i = 0; i < size; i++) {
            join(of, degree, i, (i + 1) % size);
        }
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < extra; k++) {
                int j = (int) (random.nextDouble() * size);
                if (j != i && !joined(of[i], degree[i], j)) {
                    join(of, degree, i, j);
                }
            }
        }
        for (int i = 0; i < size; i++) {
            of[i] = Arrays.copyOf(of[i], degree[i]);
        }
        return new Links(of);
    }

    private static void join(int[][] of, int[] degree, int i, int j) {
        append(of, degree, i, j);
        append(of, degree, j, i);
    }

    private static void append(int[][] of, int[] degree, int i, int j) {
        if (degree[i] == of[i].length) {
            of[i] = Arrays.copyOf(of[i], 2 * degree[i]);
        }
        of[i][degree[i]++] = j;
    }

    private static boolean joined(int[] of, int degree, int j) {
        for (int k = 0; k < degree; k++) {
            if (of[k] == j) {
                return true;
            }
        }
        return false;
    }

    /** The neighbours of a unit. */
    int[] of(int unit) {
        return of[unit];
    }

    /** The lists of neighbours, separated by semicolons. */
    List<String> lists() {
        String[] lists = new String[of.length];
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < of.length; i++) {
            text.setLength(0);
            for (int k = 0; k < of[i].length; k++) {
                text.append(k == 0 ? "" : ";").append(of[i][k]);
            }
            lists[i] = text.toString();
        }
        return List.of(lists);
    }
}
