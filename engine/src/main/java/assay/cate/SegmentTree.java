package assay.cate;

import assay.Arguments;
import assay.Covariates;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.StudentT;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A few segments that a reader can act on: a shallow regression tree of the predicted effects of judged rows on their covariates (Breiman
 * and others, Classification and Regression Trees, 1984), and the mean doubly robust score of each leaf. The cuts come from predictions
 * alone, which have not seen the outcomes of these rows, and the estimates from their scores, so that the segments are honest: their
 * intervals hold although the rule was searched for.
 */
public final class SegmentTree {

    private static final double SMALLEST = 0.1;

    private final Pooled pooled;
    private final Covariates covariates;
    private final int[] leaf;
    private final List<String> rules = new ArrayList<>();
    private final double fewest;

    private SegmentTree(Pooled pooled, Covariates covariates) {
        this.pooled = pooled;
        this.covariates = covariates;
        this.leaf = new int[pooled.size];
        this.fewest = Math.max(Priorities.FEWEST, SMALLEST * pooled.size);
    }

    /**
     * Finds segments, each of at least a tenth of the rows.
     *
     * @param parts rows with predictions that have not seen them
     * @param covariates the covariates of all rows of the sample
     * @param depth how many cuts lead to a segment at most, 1 to 3
     * @return the segments by falling estimate; a single one where predictions do not differ
     * @throws EstimationException if an arm is empty, there are too few rows, or the scores of a segment do not vary
     * @throws IllegalArgumentException if the depth is not in 1 to 3
     */
    public static List<Segment> of(List<HeldOut> parts, Covariates covariates, int depth) {
        Arguments.atLeast("depth", depth, 1);
        if (depth > 3) {
            throw new IllegalArgumentException("depth must be at most 3, not " + depth + ": a rule is to be read");
        }
        Pooled pooled = new Pooled(parts);
        if (pooled.size < 2 * Priorities.FEWEST) {
            throw Priorities.tooFew(pooled.size, 2 * Priorities.FEWEST, "A search for segments");
        }
        SegmentTree tree = new SegmentTree(pooled, covariates);
        int[] rows = new int[pooled.size];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i;
        }
        tree.grow(rows, depth, Clauses.none());
        return tree.segments();
    }

    private void grow(int[] rows, int depth, Clauses rule) {
        Cut best = depth == 0 ? null : best(rows);
        if (best == null) {
            for (int row : rows) {
                leaf[row] = rules.size();
            }
            rules.add(rule.words());
            return;
        }
        int[] low = new int[rows.length];
        int[] high = new int[rows.length];
        int lows = 0;
        int highs = 0;
        for (int row : rows) {
            if (value(best.feature, row) <= best.at) {
                low[lows++] = row;
            } else {
                high[highs++] = row;
            }
        }
        String name = covariates.names().get(best.feature);
        grow(Arrays.copyOf(low, lows), depth - 1, rule.atMost(name, best.at));
        grow(Arrays.copyOf(high, highs), depth - 1, rule.above(name, best.at));
    }

    /** A cut that splits off rows whose covariate is at most a value. */
    private record Cut(int feature, double at, double gain) {}

    private double value(int feature, int row) {
        return covariates.columns()[feature][pooled.row[row]];
    }

    /** The cut that most reduces the spread of the predictions; null where none does. */
    private @Nullable Cut best(int[] rows) {
        double total = 0;
        double mean = 0;
        for (int row : rows) {
            total += pooled.weight[row];
            mean += pooled.weight[row] * pooled.priority[row];
        }
        mean /= total;
        double spread = 0;
        for (int row : rows) {
            double d = pooled.priority[row] - mean;
            spread += pooled.weight[row] * d * d;
        }
        Cut best = null;
        for (int f = 0; f < covariates.count(); f++) {
            Cut cut = best(rows, f, total, mean);
            if (cut != null && cut.gain > 1e-9 * spread && (best == null || cut.gain > best.gain)) {
                best = cut;
            }
        }
        return best;
    }

    private @Nullable Cut best(int[] rows, int feature, double total, double mean) {
        double[] values = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            values[i] = value(feature, rows[i]);
        }
        int[] order = Priorities.order(values);
        Cut best = null;
        double left = 0;
        double sum = 0;
        for (int k = 0; k + 1 < order.length; k++) {
            int row = rows[order[k]];
            left += pooled.weight[row];
            sum += pooled.weight[row] * (pooled.priority[row] - mean);
            double here = values[order[k]];
            double next = values[order[k + 1]];
            boolean allowed = next > here && k + 1 >= fewest && order.length - k - 1 >= fewest;
            double gain = allowed && left > 0 && left < total ? sum * sum * total / (left * (total - left)) : 0;
            if (gain > (best == null ? 0 : best.gain)) {
                best = new Cut(feature, between(here, next), gain);
            }
        }
        return best;
    }

    /** The shortest number that is at least the lower and below the upper. */
    static double between(double lower, double upper) {
        BigDecimal middle = BigDecimal.valueOf(lower / 2 + upper / 2);
        for (int digits = 1; digits < 17; digits++) {
            double rounded = middle.round(new MathContext(digits, RoundingMode.HALF_EVEN))
                    .doubleValue();
            if (rounded >= lower && rounded < upper) {
                return rounded;
            }
        }
        return lower;
    }

    private List<Segment> segments() {
        int count = rules.size();
        GroupMeans means = new GroupMeans(pooled, leaf, count);
        Family family = means.clustered() && count > 1
                ? new Family.Correlated(means.correlation(), count)
                : new Family.Independent(count);
        double[] weight = new double[count];
        double[] predicted = new double[count];
        for (int i = 0; i < leaf.length; i++) {
            weight[leaf[i]] += pooled.weight[i];
            predicted[leaf[i]] += pooled.weight[i] * pooled.priority[i];
        }
        List<Segment> out = new ArrayList<>();
        for (int g = 0; g < count; g++) {
            String rule = rules.get(g);
            double error = means.stdError(g, rule);
            StudentT inference = new StudentT(means.mean(g), error, means.degreesOfFreedom(g));
            Estimate effect =
                    new Estimate(Estimand.CATE, rule, means.mean(g), error, new Simultaneous(inference, family));
            out.add(new Segment(rule, weight[g] / pooled.units.total(), predicted[g] / weight[g], effect));
        }
        out.sort(Comparator.comparingDouble((Segment s) -> -s.effect().value()));
        return List.copyOf(out);
    }
}
