package assay.quasi.synthetic;

import assay.Caution;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reasons for care about a synthetic comparison. */
final class SyntheticCautions {

    private static final double CONCENTRATED = 0.5;
    private static final int FEW_CONTROLS = 10;
    private static final int SHORT_PAST = 5;

    private SyntheticCautions() {}

    static List<Caution> of(Synthesis synthesis, SyntheticError error) {
        AdoptionPanel panel = synthesis.panel();
        List<Caution> cautions = new ArrayList<>();
        int treated = panel.treated().length;
        if (treated == 1 && error == SyntheticError.AUTO) {
            cautions.add(Caution.of(
                    "one-treated-unit",
                    "One unit is treated: its standard error is the spread of placebo effects on the controls, and takes that"
                            + " unit to vary as they do."));
        }
        poorFit(synthesis, cautions);
        concentrated(synthesis, cautions);
        int controls = panel.controls().length;
        if (controls < FEW_CONTROLS) {
            cautions.add(Caution.of(
                    "few-controls",
                    "There are " + controls
                            + " controls: they may not hold the treated among them, and no placebo rank is below"
                            + " 1 in " + (controls + 1) + "."));
        }
        int before = synthesis.cohorts().get(0).start();
        if (before < SHORT_PAST) {
            cautions.add(
                    Caution.of(
                            "short-pre-period",
                            "There are " + before
                                    + " periods before the first treatment: weights that fit so short a past may fit its noise."));
        }
        return List.copyOf(cautions);
    }

    private static void poorFit(Synthesis synthesis, List<Caution> cautions) {
        SyntheticCohort worst = null;
        double ratio = 1;
        for (SyntheticCohort cohort : synthesis.cohorts()) {
            double own = cohort.rmspeBefore() / cohort.weights().noise();
            if (own > ratio) {
                ratio = own;
                worst = cohort;
            }
        }
        if (worst != null) {
            cautions.add(Caution.of(
                    "poor-pre-fit",
                    String.format(
                            Locale.ROOT,
                            "Before treatment the gap to the control is %.4g (root mean square), %.3g times what controls"
                                    + " change by from period to period: the control did not do as the treated%s did, and"
                                    + " need not later.",
                            worst.rmspeBefore(),
                            ratio,
                            synthesis.cohorts().size() > 1
                                    ? " of cohort "
                                            + synthesis.panel().periods().get(worst.start())
                                    : "")));
        }
    }

    private static void concentrated(Synthesis synthesis, List<Caution> cautions) {
        double[] weights = synthesis.unitWeights();
        int largest = 0;
        for (int i = 1; i < weights.length; i++) {
            largest = weights[i] > weights[largest] ? i : largest;
        }
        if (weights[largest] >= CONCENTRATED && weights.length > 2) {
            AdoptionPanel panel = synthesis.panel();
            cautions.add(Caution.of(
                    "weight-on-one-unit",
                    String.format(
                            Locale.ROOT,
                            "%.3g of the weight is on '%s': whatever happens to that unit alone is taken for the effect.",
                            weights[largest],
                            panel.units().get(panel.controls()[largest]))));
        }
    }
}
