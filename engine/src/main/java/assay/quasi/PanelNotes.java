package assay.quasi;

import assay.Caution;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a fit says of its panel. */
final class PanelNotes {

    private static final int FEW_UNITS = 5;
    private static final int FEW_CLUSTERS = 40;
    private static final double PRETREND = 0.05;

    private PanelNotes() {}

    static Map<String, Double> diagnostics(Cohorts cohorts, Pretrend pretrend) {
        Map<String, Double> figures = new TreeMap<>();
        figures.put("units", (double) cohorts.units());
        figures.put("periods", (double) cohorts.panel().periods());
        figures.put("cohorts", (double) cohorts.count());
        figures.put("never_treated", (double) cohorts.size(cohorts.count()));
        figures.put("smallest_cohort", (double) cohorts.size(smallest(cohorts)));
        figures.put("left_out", (double) cohorts.leftOut());
        if (pretrend.df() > 0) {
            figures.put("pretrend_statistic", pretrend.statistic());
            figures.put("pretrend_df", (double) pretrend.df());
            figures.put("pretrend_df_denominator", pretrend.denominator());
            figures.put("pretrend_p_value", pretrend.pValue());
        }
        return figures;
    }

    private static int smallest(Cohorts cohorts) {
        int smallest = 0;
        for (int k = 1; k < cohorts.count(); k++) {
            smallest = cohorts.size(k) < cohorts.size(smallest) ? k : smallest;
        }
        return smallest;
    }

    static List<Caution> cautions(
            Cohorts cohorts,
            GroupTimeCells cells,
            ComparisonGroup comparison,
            Pretrend pretrend,
            Dispersion dispersion) {
        List<Caution> cautions = new ArrayList<>();
        if (cohorts.leftOut() > 0) {
            cautions.add(Caution.of(
                    "already-treated",
                    cohorts.leftOut()
                            + " units are treated from the first period on and left out: what they did untreated"
                            + " is not in the panel."));
        }
        if (cells.leftOut() > 0) {
            cautions.add(Caution.of(
                    "cells-left-out",
                    cells.leftOut() + " treated cells of cohort and period have no unit that was not treated yet; the"
                            + " average is over the others."));
        }
        int small = smallest(cohorts);
        if (cohorts.size(small) < FEW_UNITS) {
            cautions.add(small(cohorts.size(small), "first treated in period " + cohorts.label(small)));
        }
        int never = cohorts.size(cohorts.count());
        if (comparison == ComparisonGroup.NEVER_TREATED && never < FEW_UNITS) {
            cautions.add(small(never, "never treated"));
        }
        if (dispersion instanceof ClusterDispersion && dispersion.independent() < FEW_CLUSTERS) {
            cautions.add(Caution.of(
                    "few-clusters",
                    "There are " + dispersion.independent()
                            + " clusters: their squared sums are then too small for a variance."));
        }
        if (pretrend.pValue() < PRETREND) {
            cautions.add(Caution.of(
                    "pretrend",
                    String.format(
                            Locale.ROOT,
                            "Cohorts moved apart before treatment (Wald %.1f for %d effects, p = %.3g): trends are hardly parallel.",
                            pretrend.statistic(),
                            pretrend.df(),
                            pretrend.pValue())));
        }
        return cautions;
    }

    private static Caution small(int units, String which) {
        return Caution.of(
                "small-cohort",
                "Only " + units + (units == 1 ? " unit is " : " units are ") + which
                        + (units == 1
                                ? "; its spread is not known and counts as none, so that intervals are too short."
                                : "; its part of the variance rests on little."));
    }
}
