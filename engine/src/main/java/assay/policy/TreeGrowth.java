package assay.policy;

import assay.EstimationException;
import assay.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Chooses the search, carries it out, and turns what it found into a policy. */
final class TreeGrowth {

    private final PolicyTreeLearner learner;
    private final double slack;

    private TreeGrowth(PolicyTreeLearner learner, double slack) {
        this.learner = learner;
        this.slack = slack;
    }

    static TreePolicy learn(PolicyTreeLearner learner, List<String> features, double[][] columns, ActionScores scores) {
        check(features, columns, scores.size());
        int n = scores.size();
        if (n < learner.leastLeaf()) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    n + " rows are fewer than one leaf must have, " + learner.leastLeaf() + ".",
                    "Ask for smaller leaves, or collect more data.");
        }
        int most = learner.search().kind() == TreeSearch.Kind.BINNED
                ? learner.search().bins()
                : n;
        Cases cases = Cases.of(columns, scores.scores(), scores.actions().size(), most);
        Growth grown = new TreeGrowth(learner, cases.slack()).grow(cases, learner.depth());
        return TreePolicies.of(grown, features, columns, cases, scores.actions());
    }

    private static void check(List<String> features, double[][] columns, int size) {
        if (features.size() != columns.length) {
            throw new IllegalArgumentException(
                    features.size() + " names of features for " + columns.length + " columns");
        }
        for (int f = 0; f < columns.length; f++) {
            if (columns[f].length != size) {
                throw new IllegalArgumentException("feature '" + features.get(f) + "' has " + columns[f].length
                        + " rows, and the scores have " + size);
            }
            for (int i = 0; i < size; i++) {
                if (!Double.isFinite(columns[f][i])) {
                    throw new IllegalArgumentException("feature '" + features.get(f) + "' must be finite, not "
                            + columns[f][i] + ", in row " + (i + 1));
                }
            }
        }
    }

    private Growth grow(Cases cases, int depth) {
        if (depth == 0 || cases.features == 0) {
            return Stump.leaf(cases);
        }
        if (depth == 1) {
            return Stump.best(cases, learner.leastLeaf(), slack);
        }
        if (depth == 2) {
            return two(cases);
        }
        return learner.search().kind() == TreeSearch.Kind.HYBRID ? hybrid(cases, depth) : three(cases);
    }

    private Growth two(Cases cases) {
        return few(cases)
                ? new TableSearch(learner.leastLeaf(), slack).best(cases)
                : new ExactSearch(learner.leastLeaf(), slack).best(cases);
    }

    /** Whether features have so few levels that tables are the sooner way to the same tree. */
    private static boolean few(Cases cases) {
        double cells = 0;
        double steps = 0;
        for (int levels : cases.levels) {
            if (levels > TreeSearch.MOST_BINS) {
                return false;
            }
            cells += levels;
            steps += 33 - Integer.numberOfLeadingZeros(levels);
        }
        double pairs = cases.actions * (cases.actions - 1) / 2.0;
        return cells * cells * (cases.actions + 1) < 4 * pairs * steps * cases.features * cases.size;
    }

    /** The root of the best tree of depth 2; each side by itself. */
    private Growth hybrid(Cases cases, int depth) {
        Growth ahead = two(cases);
        if (ahead.isLeaf()) {
            return ahead;
        }
        return Growth.split(
                ahead.feature(),
                ahead.level(),
                grow(cases.rows(cases.side(ahead.feature(), ahead.level(), true)), depth - 1),
                grow(cases.rows(cases.side(ahead.feature(), ahead.level(), false)), depth - 1));
    }

    private Growth three(Cases cases) {
        boolean few = few(cases);
        if (!few && learner.search().kind() == TreeSearch.Kind.EXACT) {
            requireReachable(cases);
        }
        return new DepthThree(learner.leastLeaf(), slack).best(cases, two(cases), few);
    }

    private static void requireReachable(Cases cases) {
        double work = DepthThree.work(cases);
        if (work > DepthThree.LIMIT) {
            throw outOfReach(cases, work, DepthThree.LIMIT);
        }
    }

    private static EstimationException outOfReach(Cases cases, double work, double limit) {
        return new EstimationException(
                Problem.UNSUITABLE_METHOD,
                String.format(
                        Locale.ROOT,
                        "The best tree of depth 3 of %d rows and %d features with up to %d distinct values would take about"
                                + " %.1e steps; the limit is %.0e.",
                        cases.size,
                        cases.features,
                        Arrays.stream(cases.levels).max().orElse(0),
                        work,
                        limit),
                "Search by bins (binned), extend trees of depth 2 (hybrid), or ask for depth 2.");
    }
}
