package assay.transport;

import assay.Caution;
import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether the experiment has units like those of the target, column by column. */
final class Support {

    /** Above this share of target rows beyond the experiment, an effect is refused. */
    static final double MOST = 0.10;

    private final Populations populations;

    private Support(Populations populations) {
        this.populations = populations;
    }

    /**
     * Refuses a target that the experiment cannot speak for.
     *
     * @return the largest share of target rows that lie beyond the experiment in some covariate, as a caution if there are any
     * @throws EstimationException naming the column and the level or values
     */
    static Optional<Caution> require(Populations populations) {
        Support support = new Support(populations);
        Optional<Caution> worst = Optional.empty();
        double most = 0;
        for (Column column : populations.sample.columns(Role.COVARIATE)) {
            if (column instanceof Column.Categorical categorical) {
                support.levels(categorical);
            } else {
                double[] values = ((Column.Numeric) column).values();
                double share = support.beyond(column.name(), values);
                if (share > most) {
                    most = share;
                    worst = Optional.of(Caution.of(
                            "transport-extrapolation",
                            String.format(
                                    Locale.ROOT,
                                    "%.1f%% of the target rows have a '%s' that no unit of the experiment reaches in both"
                                            + " arms: what is said of them is extrapolated.",
                                    100 * share,
                                    column.name())));
                }
            }
        }
        return worst;
    }

    private void levels(Column.Categorical column) {
        List<String> levels = column.levels();
        int[] wanted = counts(column, populations.target);
        int[][] had = {counts(column, populations.arm(0)), counts(column, populations.arm(1))};
        int occurring = 0;
        for (int level = 0; level < levels.size(); level++) {
            occurring += wanted[level] + had[0][level] + had[1][level] > 0 ? 1 : 0;
            for (int arm = 0; arm < 2; arm++) {
                if (wanted[level] > 0 && had[arm][level] == 0) {
                    throw new EstimationException(
                            Problem.NO_OVERLAP,
                            "The target has " + wanted[level] + (wanted[level] == 1 ? " row" : " rows") + " of level '"
                                    + levels.get(level)
                                    + "' of covariate '" + column.name() + "', and the experiment "
                                    + (had[1 - arm][level] == 0
                                            ? "none"
                                            : "none in arm '"
                                                    + (arm == 1
                                                            ? populations.arms.treatedLabel()
                                                            : populations.arms.controlLabel())
                                                    + "'")
                                    + ": no data say what treatment does there.",
                            "Leave these rows out of the target and say so, or merge the level with one that the experiment has.");
                }
            }
        }
        if (occurring < 2) {
            throw constant(column.name());
        }
    }

    private static int[] counts(Column.Categorical column, int[] rows) {
        int[] counts = new int[column.levels().size()];
        for (int row : rows) {
            counts[column.codes()[row]]++;
        }
        return counts;
    }

    /** The share of target rows outside the range of either arm. */
    private double beyond(String name, double[] values) {
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        for (int arm = 0; arm < 2; arm++) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int row : populations.arm(arm)) {
                least = Math.min(least, values[row]);
                most = Math.max(most, values[row]);
            }
            low = Math.max(low, least);
            high = Math.min(high, most);
        }
        int outside = 0;
        boolean varies = low != high;
        for (int row : populations.target) {
            outside += values[row] < low || values[row] > high ? 1 : 0;
            varies |= values[row] != low;
        }
        if (!varies) {
            throw constant(name);
        }
        double share = outside / (double) populations.target.length;
        if (share > MOST) {
            throw new EstimationException(
                    Problem.NO_OVERLAP,
                    String.format(
                            Locale.ROOT,
                            "%.1f%% of the target rows have a covariate '%s' outside [%.6g, %.6g], where both arms of the"
                                    + " experiment have units: no data say what treatment does there.",
                            100 * share,
                            name,
                            low,
                            high),
                    "Restrict the target to units like those of the experiment and say so, or leave the covariate out if it"
                            + " does not change the effect.");
        }
        return share;
    }

    private static EstimationException constant(String name) {
        return new EstimationException(
                Problem.NOT_IDENTIFIED,
                "Covariate '" + name
                        + "' has the same value in every row, of the experiment and of the target: it tells"
                        + " nothing about how they differ.",
                "Leave the column out.");
    }
}
