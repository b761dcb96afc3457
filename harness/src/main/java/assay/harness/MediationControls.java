package assay.harness;

import assay.Decomposition;
import assay.Estimand;
import assay.Estimate;
import assay.Fit;
import assay.Glance;
import assay.dgp.Draw;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Damaged answers about paths, and those of rules that know the truth. */
final class MediationControls {

    private static final double SHORT = 0.6;
    private static final double SHIFT = 0.7;

    private MediationControls() {}

    /** Standard errors that are too short, and estimates that are too high. */
    static List<Control<Decomposition>> ofPaths() {
        return List.of(
                Control.mutant(
                        "se-times-" + SHORT,
                        "the standard error times " + SHORT,
                        result -> each(result, e -> normal(e, 0, SHORT))),
                Control.mutant(
                        "shift-" + SHIFT + "-se",
                        "every effect moved up by " + SHIFT + " standard errors",
                        result -> each(result, e -> normal(e, SHIFT, 1))));
    }

    /** The same for fits. */
    static List<Control<Fit>> ofEffects() {
        return List.of(
                Control.mutant(
                        "se-times-" + SHORT,
                        "the standard error times " + SHORT,
                        fit -> each(fit, e -> normal(e, 0, SHORT))),
                Control.mutant(
                        "shift-" + SHIFT + "-se",
                        "every effect moved up by " + SHIFT + " standard errors",
                        fit -> each(fit, e -> normal(e, SHIFT, 1))));
    }

    private static Decomposition each(Decomposition result, UnaryOperator<Estimate> change) {
        return new Decomposition(
                change.apply(result.total()),
                result.parts().stream().map(change).toList(),
                result.glance(),
                List.of());
    }

    private static Fit each(Fit fit, UnaryOperator<Estimate> change) {
        return new Fit(fit.terms().stream().map(change).toList(), fit.glance(), List.of());
    }

    private static Estimate normal(Estimate e, double shift, double factor) {
        return Estimate.normal(e.estimand(), e.term(), e.value() + shift * e.stdError(), factor * e.stdError());
    }

    /** Paths drawn about the truth, with the standard errors that they state, and a total that is their sum. */
    static Control<Decomposition> knownPaths() {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "paths drawn from independent normal distributions about the truth, with the standard errors that they state",
                (draw, method, random) -> paths(draw, random),
                Optional.empty());
    }

    private static Decomposition paths(Draw draw, RandomGenerator random) {
        double sum = 0;
        List<Estimate> parts = new ArrayList<>();
        for (Map.Entry<String, Double> target : draw.truth().targets().entrySet()) {
            if (!target.getKey().equals("total")) {
                double value = target.getValue() + random.nextGaussian();
                parts.add(Estimate.normal(Estimand.INDIRECT_EFFECT, target.getKey(), value, 1));
                sum += value;
            }
        }
        Estimate total = Estimate.normal(Estimand.ATE, "total", sum, Math.sqrt(parts.size()));
        return new Decomposition(total, parts, glance(draw), List.of());
    }

    /** Effects drawn about the truth. */
    static Control<Fit> knownEffects() {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "effects drawn from independent normal distributions about the truth, with the standard errors that they state",
                (draw, method, random) -> effects(draw, random),
                Optional.empty());
    }

    private static Fit effects(Draw draw, RandomGenerator random) {
        List<Estimate> terms = new ArrayList<>();
        draw.truth()
                .targets()
                .forEach((term, truth) ->
                        terms.add(Estimate.normal(Estimand.ATE, term, truth + random.nextGaussian(), 1)));
        return new Fit(terms, glance(draw), List.of());
    }

    private static Glance glance(Draw draw) {
        return new Glance("oracle", "known", draw.observed().size(), 0, 0, 0, 0, Map.of());
    }
}
