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
 * each unit's departure from the estimand are compared between arms. What is left is a weighted sum of the noise, whose
 * variance the world knows: of units of one spread, of many, or of units that share the noise of their cluster. Where the
 * noise is normal the answer is normal about the estimand exactly.
 */
final class Oracle {

    private Oracle() {}

    /** The oracle for fits that claim an estimand. */
    static Control<Fit> of(Estimand estimand) {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "a difference in means that knows each unit's baseline and effect, and the true variance of what is left",
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
        double[] weights = new double[y.length];
        double noise = 0;
        for (int i = 0; i < y.length; i++) {
            weights[i] = treated[i] == 1 ? 1.0 / arms.treated() : -1.0 / arms.control();
            noise += weights[i] * (y[i] - baseline[i] - treated[i] * effect[i]);
        }
        double value = truth + noise;
        double stdError = Math.sqrt(units.noise().variance(weights));
        return new Fit(
                List.of(Estimate.normal(estimand, arms.contrast(), value, stdError)),
                Glance.of("oracle", "known", draw.observed(), arms, Map.of()),
                List.of());
    }
}
