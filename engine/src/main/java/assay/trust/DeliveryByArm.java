package assay.trust;

import assay.decision.View;
import assay.trust.TrustFinding.Consequence;

/**
 * Whether triggered units of all arms are exposed, and their exposure is logged, equally often: Fisher's exact test. Where they are
 * not, one arm is not delivered or not logged as well as the other.
 */
record DeliveryByArm() implements TrustCheck {

    @Override
    public TrustFinding check(Study study) {
        CheckCard card = new CheckCard(
                "delivery-by-arm",
                study.plan().primaryView() == View.EXPOSED ? Consequence.INVALIDATES : Consequence.INFORMS,
                "Do not compare exposed units, and read the effect of exposure with care: one arm is delivered or logged less often."
                        + " Repair delivery, or log exposure where both arms do.");
        if (!study.has(Stage.TRIGGER) || !study.has(Stage.EXPOSURE)) {
            return card.notApplicable("Triggers or exposures are not logged.");
        }
        double[] triggered = study.times(Stage.TRIGGER);
        double[] exposed = study.times(Stage.EXPOSURE);
        long[] units = new long[study.arms()];
        long[] events = new long[study.arms()];
        for (int unit = 0; unit < triggered.length; unit++) {
            if (!Double.isNaN(triggered[unit])) {
                units[study.armOf(unit)]++;
                events[study.armOf(unit)] += Double.isNaN(exposed[unit]) ? 0 : 1;
            }
        }
        double p = RateTest.of(events, units);
        return card.tested(
                "all",
                Double.NaN,
                p,
                study.alpha(),
                "Of triggered units were exposed: " + study.rates(events, units) + "; p " + Figures.p(p) + ".");
    }
}
