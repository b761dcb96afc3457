package assay.harness;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.TwoArms;
import assay.dgp.Draw;
import assay.experiment.DifferenceInMeans;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Oracles for metrics whose truth is no sum over units. */
final class MetricOracle {

    private MetricOracle() {}

    /** An answer that is normal about the truth with the standard error that it states: what the claims say, exactly. */
    static Control<Fit> calibrated(Estimand estimand) {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "an answer drawn from the normal distribution about the truth, with the standard error that it states",
                (draw, method, random) -> answer(draw, estimand, random, Map.of()),
                Optional.empty());
    }

    /** The same, not wider than the method's own interval: half of the standard error that the method reports unadjusted. */
    static Control<Fit> narrow(Estimand estimand, Estimator<Fit> unadjusted) {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "an answer drawn from the normal distribution about the truth, half as wide as without adjustment",
                (draw, method, random) -> answer(
                        draw,
                        estimand,
                        random,
                        plain(unadjusted.estimate(draw.observed(), random).estimate())),
                Optional.empty());
    }

    /** The oracle of the difference in means, which says how wide that would have been. */
    static Control<Fit> adjusted() {
        Control<Fit> oracle = Oracle.of(Estimand.ATE);
        return new Control<>(
                oracle.kind(),
                oracle.name(),
                oracle.description(),
                (draw, method, random) -> {
                    Fit fit = oracle.rule().answer(draw, method, random);
                    Fit plain = new DifferenceInMeans().estimate(draw.observed(), random);
                    return new Fit(fit.terms(), glance(draw, plain(plain.estimate())), List.of());
                },
                Optional.empty());
    }

    private static Map<String, Double> plain(Estimate unadjusted) {
        Map<String, Double> figures = new TreeMap<>();
        figures.put("unadjusted_std_error", unadjusted.stdError());
        figures.put("unadjusted_df", unadjusted.inference().degreesOfFreedom());
        return figures;
    }

    private static Fit answer(Draw draw, Estimand estimand, RandomGenerator random, Map<String, Double> figures) {
        double error = figures.getOrDefault("unadjusted_std_error", 2.0) / 2;
        double value = draw.truth().value(estimand) + error * random.nextGaussian();
        return new Fit(
                List.of(Estimate.normal(estimand, TwoArms.of(draw.observed()).contrast(), value, error)),
                glance(draw, figures),
                List.of());
    }

    private static Glance glance(Draw draw, Map<String, Double> figures) {
        return Glance.of("oracle", "known", draw.observed(), TwoArms.of(draw.observed()), figures);
    }
}
