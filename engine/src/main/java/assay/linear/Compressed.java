package assay.linear;

import assay.WeightType;
import java.util.Optional;

/**
 * Rows of a linear model as groups of identical rows: each group has one value of every regressor and instrument, one
 * weight and one cluster, and holds its number of rows, the means of the outcomes and their cross-products about those
 * means. These are sufficient for every coefficient and every covariance, so a fit to them equals the fit to the rows
 * (Wong, Forsell, Lewis, Mao and Wardrop, You Only Compress Once, 2021), whatever the number of rows.
 *
 * <p>Frequency weights add to the number of rows; probability and analytic weights make strata. Cross-products are kept
 * centred and merged by Chan's update, never as raw sums of squares.
 */
public final class Compressed {

    private final LinearSpec spec;
    private final Optional<WeightType> weightType;
    private final int clusters;
    private final GroupTable table;

    private Compressed(LinearSpec spec, Optional<WeightType> weightType, int clusters, GroupTable table) {
        this.spec = spec;
        this.weightType = weightType;
        this.clusters = clusters;
        this.table = table;
    }

    /**
     * Groups rows, in one pass.
     *
     * @param rows the rows; with clusters, groups are formed within clusters
     * @return the groups, in the order in which they first occur
     * @throws assay.EstimationException if weights are of unstated type or below 0
     */
    public static Compressed of(RowSource rows) {
        Feed feed = new RowFeed(rows);
        GroupTable table = new GroupTable(feed.spec(), feed.origin());
        for (int part = 0; part < feed.parts(); part++) {
            feed.read(part, table.base(), table::add);
        }
        return new Compressed(rows.spec(), rows.weightType(), rows.clusters(), table);
    }

    /**
     * The groups of two disjoint sets of rows together.
     *
     * @param other groups of the same model, with the same numbers for clusters
     * @return new groups
     * @throws IllegalArgumentException if the models or the types of weights differ
     */
    public Compressed merge(Compressed other) {
        if (!spec.equals(other.spec) || !weightType.equals(other.weightType)) {
            throw new IllegalArgumentException("groups of different models cannot be merged");
        }
        GroupTable merged = new GroupTable(spec, table.origin());
        pour(this, merged);
        pour(other, merged);
        return new Compressed(spec, weightType, Math.max(clusters, other.clusters), merged);
    }

    private static void pour(Compressed from, GroupTable into) {
        Feed feed = from.feed();
        for (int part = 0; part < feed.parts(); part++) {
            feed.read(part, into.base(), into::add);
        }
    }

    /**
     * The model.
     *
     * @return as of the rows
     */
    public LinearSpec spec() {
        return spec;
    }

    /**
     * The number of groups.
     *
     * @return no more than the rows
     */
    public int groups() {
        return table.size();
    }

    /**
     * The number of rows.
     *
     * @return the sum of frequency weights where there are such
     */
    public long rows() {
        double sum = 0;
        for (int g = 0; g < table.size(); g++) {
            sum += table.count(g);
        }
        return (long) sum;
    }

    Feed feed() {
        boolean weighted = weightType.isPresent() && weightType.orElseThrow() != WeightType.FREQUENCY;
        return new GroupFeed(spec, clusters, weighted, table);
    }
}
