package assay.quasi;

import assay.EstimationException;
import assay.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The group-time effects of a panel, covariates held equal. */
final class DidCells {

    private final Cohorts cohorts;
    private final UnitCovariates covariates;
    private final ComparisonGroup comparison;
    private final BasePeriod base;
    private final DidScore score;
    private final List<Cell> all = new ArrayList<>();
    private final Map<Integer, Members> sets = new HashMap<>();
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

    /** The units of a cohort and those that it is compared with. */
    private static final class Members {
        private final int[] units;
        private final Regressors x;
        private final double[] treated;
        private final TreatmentOdds odds;

        Members(int[] units, Regressors x, double[] treated, TreatmentOdds odds) {
            this.units = units;
            this.x = x;
            this.treated = treated;
            this.odds = odds;
        }
    }

    private Members members(int cohort, int last, String where) {
        int units = cohorts.panel().units();
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
        for (int j = 0; j < n; j++) {
            x[j] = covariates.of(members[j]);
            treated[j] = cohorts.cohort(members[j]) == cohort ? 1 : 0;
        }
        int others = n - cohorts.size(cohort);
        if (x[0].length > 1 && others < x[0].length + 1) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "For " + where + " are " + others + " comparison units; " + (x[0].length - 1)
                            + " covariates need more.",
                    "Use fewer covariates, or compare with units that are not yet treated.");
        }
        Regressors regressors = new Regressors(x);
        TreatmentOdds odds = TreatmentOdds.of(regressors, treated, score, where);
        return new Members(Arrays.copyOf(members, n), regressors, treated, odds);
    }

    private DidEffect effect(int cohort, int period) {
        Panel panel = cohorts.panel();
        int start = cohorts.start(cohort);
        int from = period < start && base == BasePeriod.VARYING ? period - 1 : start - 1;
        int last = Math.max(period, from);
        String where = "the effect on cohort " + cohorts.label(cohort) + " (" + cohorts.size(cohort) + " units)";
        // Units never treated are the same in all periods, and so are their odds.
        int key = comparison == ComparisonGroup.NEVER_TREATED ? cohort : cohort + (last + 1) * (cohorts.count() + 1);
        Members members = sets.computeIfAbsent(key, k -> members(cohort, last, where));
        int n = members.units.length;
        double[] change = new double[n];
        for (int j = 0; j < n; j++) {
            change[j] = panel.outcome(members.units[j], period) - panel.outcome(members.units[j], from);
        }
        TwoByTwo two = TwoByTwo.of(members.x, members.treated, change, score, members.odds, where);
        largestShare = Math.max(largestShare, two.largestShare());
        double[] influence = new double[panel.units()];
        double scale = cohorts.units() / (double) n;
        for (int j = 0; j < n; j++) {
            influence[members.units[j]] = scale * two.influence()[j];
        }
        return new DidEffect(two.value(), influence);
    }
}
