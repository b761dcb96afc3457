package assay.quasi;

import assay.EstimationException;
import assay.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * The group-time effects of a panel: {@code [mean(Y_t) - mean(Y_b)]} of a cohort less the same of its comparison units, b being
 * the base period.
 */
final class GroupTimeCells {

    private final CohortMoments moments;
    private final ComparisonGroup comparison;
    private final List<Cell> cells = new ArrayList<>();
    private int leftOut;

    /** An effect on a cohort in a period. */
    record Cell(int cohort, int period, boolean treated, Contrast contrast) {}

    GroupTimeCells(CohortMoments moments, ComparisonGroup comparison, BasePeriod base) {
        this.moments = moments;
        this.comparison = comparison;
        Cohorts cohorts = moments.cohorts();
        if (comparison == ComparisonGroup.NEVER_TREATED && cohorts.size(cohorts.count()) == 0) {
            throw new EstimationException(
                    Problem.NO_COMPARISON_GROUP,
                    "Every unit is treated by the last period, so that none is never treated.",
                    "Compare with units that are not yet treated, or add units that never are.");
        }
        for (int k = 0; k < cohorts.count(); k++) {
            int start = cohorts.start(k);
            for (int t = 0; t < cohorts.panel().periods(); t++) {
                int from = t < start && base == BasePeriod.VARYING ? t - 1 : start - 1;
                if (from >= 0 && from != t) {
                    add(k, t, from);
                }
            }
        }
        if (cells.stream().noneMatch(Cell::treated)) {
            throw new EstimationException(
                    Problem.NO_COMPARISON_GROUP,
                    "In no treated period is a unit left that was not treated yet.",
                    "Add units that are treated later or never.");
        }
    }

    private void add(int cohort, int period, int from) {
        Cohorts cohorts = moments.cohorts();
        int groups = cohorts.count() + 1;
        boolean[] compared = new boolean[groups];
        int n = 0;
        for (int k = 0; k < groups; k++) {
            compared[k] = comparison == ComparisonGroup.NEVER_TREATED
                    ? k == cohorts.count()
                    : k != cohort && cohorts.start(k) > Math.max(period, from);
            n += compared[k] ? cohorts.size(k) : 0;
        }
        boolean treated = period >= cohorts.start(cohort);
        if (n == 0) {
            leftOut += treated ? 1 : 0;
            return;
        }
        double[][] within = new double[groups][cohorts.panel().periods()];
        double other = 0;
        for (int k = 0; k < groups; k++) {
            if (compared[k]) {
                double share = cohorts.size(k) / (double) n;
                within[k][period] = -share;
                within[k][from] = share;
                other += share * change(k, period, from);
            }
        }
        within[cohort][period] = 1;
        within[cohort][from] = -1;
        double[] between = new double[groups];
        for (int k = 0; k < groups; k++) {
            if (compared[k]) {
                between[k] = -cohorts.units() / (double) n * (change(k, period, from) - other);
            }
        }
        double value = change(cohort, period, from) - other;
        cells.add(new Cell(cohort, period, treated, new Contrast(value, within, between)));
    }

    private double change(int cohort, int period, int from) {
        return moments.mean(cohort, period) - moments.mean(cohort, from);
    }

    List<Cell> all() {
        return cells;
    }

    /** Treated cells that have no comparison unit. */
    int leftOut() {
        return leftOut;
    }
}
