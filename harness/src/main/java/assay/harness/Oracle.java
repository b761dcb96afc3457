package assay.harness;

import assay.Estimand;
import assay.Estimate;
import assay.Fit;
import assay.Glance;
import assay.TwoArms;
import assay.dgp.Draw;
import assay.dgp.UnitTruth;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The best that can be done by a rule that knows everything but the noise: outcomes less their true baseline and less
 * each unit's departure from the estimand are compared between arms, {@code N(estimand, sd^2 (1/n1 + 1/n0))} exactly.
 */
final class Oracle {

    private Oracle() {}

    /** The oracle for fits that claim an estimand. */
    static Control<Fit> of(Estimand estimand) {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "a difference in means that knows each unit's baseline, effect and the noise",
                (draw, method, random) -> fit(draw, estimand),
                Optional.empty());
    }

    private static Fit fit(Draw draw, Estimand estimand) {
        UnitTruth units = draw.truth()
                .units()
                .orElseThrow(() -> new IllegalArgumentException("an oracle needs a world with unit-level truth"));
        double truth = draw.truth().value(estimand);
        double[] y = draw.observed().outcome();
        TwoArms arms = TwoArms.of(draw.observed());
        double[] treated = arms.indicator();
        double[] baseline = units.baseline();
        double[] effect = units.effect();
        double sumTreated = 0;
        double sumControl = 0;
        for (int i = 0; i < y.length; i++) {
            double residual = y[i] - baseline[i];
            if (treated[i] == 1) {
                sumTreated += residual - (effect[i] - truth);
            } else {
                sumControl += residual;
            }
        }
        double value = sumTreated / arms.treated() - sumControl / arms.control();
        double stdError = units.noiseSd() * Math.sqrt(1.0 / arms.treated() + 1.0 / arms.control());
        return new Fit(
                List.of(Estimate.normal(estimand, arms.contrast(), value, stdError)),
                Glance.of("oracle", "known", draw.observed(), arms, Map.of()),
                List.of());
    }
}
