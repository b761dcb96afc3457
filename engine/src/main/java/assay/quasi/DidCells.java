package assay.quasi;

import assay.EstimationException;
import assay.Problem;
import java.util.ArrayList;
import java.util.List;

/** The group-time effects of a panel, covariates held equal. */
final class DidCells {

    private final Cohorts cohorts;
    private final UnitCovariates covariates;
    private final ComparisonGroup comparison;
    private final BasePeriod base;
    private final DidScore score;
    private final List<Cell> all = new ArrayList<>();
    private double largestShare;

    /** An effect on a cohort in a period. */
    record Cell(int cohort, int period, boolean treated, DidEffect effect) {}

    DidCells(
            Cohorts cohorts,
            UnitCovariates covariates,
            GroupTimeCells plain,
            ComparisonGroup comparison,
            BasePeriod base,
            DidScore score) {
        this.cohorts = cohorts;
        this.covariates = covariates;
        this.comparison = comparison;
        this.base = base;
        this.score = score;
        for (GroupTimeCells.Cell cell : plain.all()) {
            all.add(new Cell(cell.cohort(), cell.period(), cell.treated(), effect(cell.cohort(), cell.period())));
        }
    }

    List<Cell> all() {
        return all;
    }

    /** The largest share that one comparison unit has of the weight of all in a cell. */
    double largestShare() {
        return largestShare;
    }

    private boolean compared(int cohort, int other, int last) {
        return comparison == ComparisonGroup.NEVER_TREATED
                ? other == cohorts.count()
                : other != cohort && cohorts.start(other) > last;
    }

    private DidEffect effect(int cohort, int period) {
        Panel panel = cohorts.panel();
        int start = cohorts.start(cohort);
        int from = period < start && base == BasePeriod.VARYING ? period - 1 : start - 1;
        int last = Math.max(period, from);
        int units = panel.units();
        int[] members = new int[units];
        int n = 0;
        for (int i = 0; i < units; i++) {
            int k = cohorts.cohort(i);
            if (k == cohort || (k >= 0 && compared(cohort, k, last))) {
                members[n++] = i;
            }
        }
        double[][] x = new double[n][];
        double[] treated = new double[n];
        double[] change = new double[n];
        for (int j = 0; j < n; j++) {
            int i = members[j];
            x[j] = covariates.of(i);
            treated[j] = cohorts.cohort(i) == cohort ? 1 : 0;
            change[j] = panel.outcome(i, period) - panel.outcome(i, from);
        }
        String where = "the effect on cohort " + cohorts.label(cohort) + " (" + cohorts.size(cohort)
                + " units) in period " + Panel.label(panel.time(period));
        if (x[0].length > 1 && n - cohorts.size(cohort) < x[0].length + 1) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "For " + where + " are " + (n - cohorts.size(cohort)) + " comparison units; " + (x[0].length - 1)
                            + " covariates need more.",
                    "Use fewer covariates, or compare with units that are not yet treated.");
        }
        TwoByTwo two = TwoByTwo.of(new Regressors(x), treated, change, score, where);
        largestShare = Math.max(largestShare, two.largestShare());
        double[] influence = new double[units];
        double scale = cohorts.units() / (double) n;
        for (int j = 0; j < n; j++) {
            influence[members[j]] = scale * two.influence()[j];
        }
        return new DidEffect(two.value(), influence);
    }
}
