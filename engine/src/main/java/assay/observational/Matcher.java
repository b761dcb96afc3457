package assay.observational;

import assay.Column;
import assay.Estimand;
import assay.EstimationException;
import assay.Names;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Finds matches. */
final class Matcher {

    private final MatchingRule rule;
    private final double[] arm;
    private final Distances distances;
    private final double[] scores;
    private final int[] group;
    private final double widest;

    Matcher(MatchingRule rule, Sample sample, double[] arm, Distances distances, double[] scores) {
        this.rule = rule;
        this.arm = arm;
        this.distances = distances;
        this.scores = scores;
        this.group = groups(sample, rule.exact());
        this.widest = rule.caliper() * rule.caliper() * (1 + 1e-12);
    }

    /** Rows that agree on the exact columns share a number. */
    private static int[] groups(Sample sample, List<String> exact) {
        int[] group = new int[sample.size()];
        List<String> names =
                sample.columns(Role.COVARIATE).stream().map(Column::name).toList();
        for (String name : exact) {
            int at = names.indexOf(name);
            if (at < 0) {
                throw new EstimationException(
                        Problem.UNKNOWN_COLUMN,
                        "There is no covariate '" + name + "' to match on exactly.",
                        Names.help(name, "covariates", names));
            }
            Column column = sample.columns(Role.COVARIATE).get(at);
            Map<List<Double>, Integer> seen = new HashMap<>();
            for (int i = 0; i < group.length; i++) {
                double value = column instanceof Column.Numeric numeric
                        ? numeric.values()[i] + 0.0
                        : ((Column.Categorical) column).codes()[i];
                int next = seen.size();
                Integer known = seen.putIfAbsent(List.of((double) group[i], value), next);
                group[i] = known == null ? next : known;
            }
        }
        return group;
    }

    Matches find(Estimand estimand) {
        int[] seekers = IntStream.range(0, arm.length)
                .filter(i -> estimand == Estimand.ATE || (arm[i] == 1) == (estimand == Estimand.ATT))
                .toArray();
        Builder found = new Builder(seekers.length * rule.neighbours());
        if (rule.replacement() == Replacement.WITHOUT) {
            withoutReplacement(seekers, found);
        } else if (rule.search() == MatchingSearch.BELOW) {
            for (int i : seekers) {
                int match = below(i, new boolean[arm.length]);
                if (match >= 0) {
                    found.add(i, match, 1);
                    found.units++;
                }
            }
        } else {
            withReplacement(seekers, found);
        }
        if (found.size == 0) {
            throw new EstimationException(
                    Problem.NO_OVERLAP,
                    "No unit has a match " + (rule.exact().isEmpty() ? "" : "that agrees on " + rule.exact() + " ")
                            + (widest < Double.POSITIVE_INFINITY ? "within the caliper of " + rule.caliper() : "")
                            + ": none of the " + seekers.length + " units can be compared.",
                    "Widen the caliper, match exactly on fewer or coarser covariates, or report that the arms do not"
                            + " overlap.");
        }
        return new Matches(
                estimand,
                arm,
                Arrays.copyOf(found.unit, found.size),
                Arrays.copyOf(found.match, found.size),
                Arrays.copyOf(found.share, found.size),
                found.units,
                seekers.length - found.units);
    }

    private boolean allowed(int i, int k, double distance) {
        return arm[i] != arm[k] && group[i] == group[k] && distance <= widest;
    }

    private void withReplacement(int[] seekers, Builder found) {
        int most = rule.neighbours();
        double[] nearest = new double[most];
        int[][] opponents = {rowsOf(1), rowsOf(0)};
        double[] distance = new double[arm.length];
        for (int i : seekers) {
            int[] others = opponents[arm[i] == 1 ? 1 : 0];
            Arrays.fill(nearest, Double.POSITIVE_INFINITY);
            for (int m = 0; m < others.length; m++) {
                double d = distances.squared(i, others[m]);
                distance[m] = d <= widest && group[i] == group[others[m]] ? d : Double.POSITIVE_INFINITY;
                if (distance[m] < nearest[most - 1]) {
                    insert(nearest, distance[m]);
                }
            }
            int last = most - 1;
            while (last >= 0 && nearest[last] == Double.POSITIVE_INFINITY) {
                last--;
            }
            if (last < 0) {
                continue;
            }
            double farthest = nearest[last] + rule.tolerance();
            int from = found.size;
            for (int m = 0; m < others.length; m++) {
                if (distance[m] <= farthest) {
                    found.add(i, others[m], 1);
                }
            }
            Arrays.fill(found.share, from, found.size, 1.0 / (found.size - from));
            found.units++;
        }
    }

    private int[] rowsOf(int which) {
        return IntStream.range(0, arm.length).filter(i -> arm[i] == which).toArray();
    }

    private static void insert(double[] sorted, double value) {
        int at = sorted.length - 1;
        while (at > 0 && sorted[at - 1] > value) {
            sorted[at] = sorted[at - 1];
            at--;
        }
        sorted[at] = value;
    }

    /** Rounds of one match each, so that a unit gets its second only when all have had their first. */
    private void withoutReplacement(int[] seekers, Builder found) {
        boolean[] used = new boolean[arm.length];
        int[] count = new int[arm.length];
        int[] order = order(seekers);
        for (int round = 0; round < rule.neighbours(); round++) {
            for (int i : order) {
                int match = rule.search() == MatchingSearch.BELOW ? below(i, used) : free(i, used);
                if (match >= 0) {
                    used[match] = true;
                    found.add(i, match, 1);
                    found.units += count[i] == 0 ? 1 : 0;
                    count[i]++;
                }
            }
        }
        for (int k = 0; k < found.size; k++) {
            found.share[k] = 1.0 / count[found.unit[k]];
        }
    }

    private int[] order(int[] seekers) {
        if (rule.order() == MatchingOrder.DATA) {
            return seekers;
        }
        double sign = rule.order() == MatchingOrder.LARGEST ? -1 : 1;
        return IntStream.of(seekers)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> sign * scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private int free(int i, boolean[] used) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < arm.length; k++) {
            if (!used[k] && arm[i] != arm[k]) {
                double distance = distances.squared(i, k);
                if (distance < least && allowed(i, k, distance)) {
                    least = distance;
                    best = k;
                }
            }
        }
        return best;
    }

    /** The last row of the nearest smaller score, or the first of the smallest where there is none. */
    private int below(int i, boolean[] used) {
        int under = -1;
        int over = -1;
        for (int k = 0; k < arm.length; k++) {
            if (used[k] || !allowed(i, k, distances.squared(i, k))) {
                continue;
            }
            if (scores[k] < scores[i]) {
                under = under < 0 || scores[k] >= scores[under] ? k : under;
            } else {
                over = over < 0 || scores[k] < scores[over] ? k : over;
            }
        }
        return under >= 0 ? under : over;
    }

    /** Pairs as they are found. */
    private static final class Builder {
        private int[] unit;
        private int[] match;
        private double[] share;
        private int size;
        private int units;

        Builder(int capacity) {
            unit = new int[capacity];
            match = new int[capacity];
            share = new double[capacity];
        }

        void add(int i, int k, double part) {
            if (size == unit.length) {
                int more = 2 * size + 1;
                unit = Arrays.copyOf(unit, more);
                match = Arrays.copyOf(match, more);
                share = Arrays.copyOf(share, more);
            }
            unit[size] = i;
            match[size] = k;
            share[size++] = part;
        }
    }
}
