package assay.geo;

import assay.Caution;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reasons for care about a test on regions. */
final class GeoCautions {

    private static final double CONCENTRATED = 0.5;
    private static final double POOR = 0.5;
    private static final int FEW_CONTROLS = 5;
    private static final int ENOUGH_BEFORE = 3;
    private static final int FEWEST_MOVES = 20;
    private static final double PERFECT = 1e-6;

    private GeoCautions() {}

    /** Reasons that any comparison of regions has. */
    static List<Caution> of(GeoTest test) {
        List<Caution> cautions = new ArrayList<>();
        test.panel()
                .calendar()
                .gap()
                .ifPresent(gap -> cautions.add(Caution.of(
                        "calendar-gap",
                        "No region has a row between " + gap + ": periods are taken one after the other, so that a week"
                                + " that lacks a day is out of step with the others.")));
        if (test.controls().length < FEW_CONTROLS) {
            cautions.add(Caution.of(
                    "few-controls",
                    "There are " + test.controls().length
                            + " controls: what happens to one of them is much of what is taken for the treated."));
        }
        if (test.before() < ENOUGH_BEFORE * test.after()) {
            cautions.add(Caution.of(
                    "short-pre-period",
                    "There are " + test.before() + " periods before the campaign for " + test.after()
                            + " with it: few windows of that length tell how far regions wander by themselves."));
        }
        return cautions;
    }

    /** Reasons that weights have beside these. */
    static List<Caution> of(GeoTest test, AugmentedFit fit) {
        List<Caution> cautions = of(test);
        if (fit.scaledImbalance() > POOR) {
            cautions.add(Caution.of(
                    "poor-pre-fit",
                    String.format(
                            Locale.ROOT,
                            "Before the campaign the weighted controls are %.3g times as far from the treated as equal weights"
                                    + " are: they hardly move as the treated do, and need not later.",
                            fit.scaledImbalance())));
        }
        if (fit.imbalance() <= PERFECT * fit.uniformImbalance()) {
            cautions.add(Caution.of(
                    "perfect-pre-fit",
                    "With " + test.controls().length + " controls the " + test.before()
                            + " periods before the campaign are fitted without error: residuals tell nothing, and hardly any effect"
                            + " is rejected."));
        }
        double[] weights = fit.weights();
        int largest = 0;
        double negative = 0;
        for (int j = 0; j < weights.length; j++) {
            largest = weights[j] > weights[largest] ? j : largest;
            negative += Math.min(0, weights[j]);
        }
        if (weights[largest] >= CONCENTRATED && weights.length > 2) {
            cautions.add(Caution.of(
                    "weight-on-one-unit",
                    String.format(
                            Locale.ROOT,
                            "%.3g of the weight is on '%s': whatever happens to that region alone is taken for the effect.",
                            weights[largest],
                            test.panel().regions().get(test.controls()[largest]))));
        }
        if (negative < -CONCENTRATED) {
            cautions.add(Caution.of(
                    "negative-weights",
                    String.format(
                            Locale.ROOT,
                            "Weights below 0 sum to %.3g: the treated are not among the controls, and the model extrapolates.",
                            negative)));
        }
        int periods = fit.gaps().length;
        if (periods < FEWEST_MOVES) {
            cautions.add(Caution.of(
                    "coarse-conformal",
                    "There are " + periods + " periods: no p-value is below 1 in " + periods
                            + ", and an interval at 95 % is unbounded."));
        }
        return cautions;
    }
}
