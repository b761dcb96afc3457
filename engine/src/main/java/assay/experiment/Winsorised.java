package assay.experiment;

import assay.Arguments;
import assay.Caution;
import assay.Column;
import assay.Estimand;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * An estimator of a capped metric: outcomes (or numerators) below the floor count as the floor, those above the cap as the
 * cap. The estimand is the effect on the capped metric, which is another than the effect on the metric.
 *
 * <p>Caps are declared, not searched for: they are given as values, or taken from a column measured before the experiment.
 * Caps taken from the outcomes of the experiment would depend on treatment.
 *
 * <p>The constructor throws {@link IllegalArgumentException} unless the floor is below the cap; either may be infinite.
 *
 * @param metric what estimates the effect on the capped metric
 * @param floor the smallest value that counts, or negative infinity
 * @param cap the largest value that counts, or positive infinity
 */
public record Winsorised(Estimator<Fit> metric, double floor, double cap) implements Estimator<Fit> {

    public Winsorised {
        if (!(floor < cap)) {
            throw new IllegalArgumentException("the floor must be below the cap, not " + floor + " and " + cap);
        }
    }

    /**
     * A cap at a quantile of the same metric before the experiment.
     *
     * @param metric what estimates the effect on the capped metric
     * @param before the metric before the experiment, missing where a unit had no pre-period
     * @param probability which quantile, in (0, 1)
     * @return with that cap and no floor
     * @throws EstimationException if no value is known
     */
    public static Winsorised atQuantile(Estimator<Fit> metric, Column.Numeric before, double probability) {
        double[] known = Arrays.stream(before.values())
                .filter(v -> !Double.isNaN(v))
                .sorted()
                .toArray();
        if (known.length == 0) {
            throw new EstimationException(
                    Problem.MISSING_VALUES,
                    "Column '" + before.name() + "' has no value, so no cap can be taken from it.",
                    "Give the cap as a number.");
        }
        return new Winsorised(
                metric,
                Double.NEGATIVE_INFINITY,
                ArmQuantile.interpolated(known, Arguments.probability("probability", probability)));
    }

    @Override
    public Estimand target() {
        return metric.target();
    }

    @Override
    public Set<Role> needs() {
        return metric.needs();
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        Role role = needs().contains(Role.NUMERATOR) ? Role.NUMERATOR : Role.OUTCOME;
        double[] values = sample.numeric(role);
        double[] capped = new double[values.length];
        int moved = 0;
        for (int i = 0; i < values.length; i++) {
            capped[i] = Math.min(Math.max(values[i], floor), cap);
            moved += capped[i] == values[i] ? 0 : 1;
        }
        String name = sample.column(role).name();
        Fit fit = metric.estimate(sample.with(role, new Column.Numeric(name, capped)), random);
        double share = moved / (double) values.length;
        List<Caution> cautions = new ArrayList<>(fit.cautions());
        cautions.add(Caution.of(
                "capped-metric",
                String.format(
                        Locale.ROOT,
                        "The effect is that on '%s' held between %s and %s; %.2f %% of the rows were moved.",
                        name,
                        floor,
                        cap,
                        100 * share)));
        Glance own = fit.glance();
        Map<String, Double> diagnostics = new TreeMap<>(own.diagnostics());
        diagnostics.put("capped_share", share);
        Glance glance = new Glance(
                own.method(),
                own.variance() + ", of the capped metric",
                own.n(),
                own.treated(),
                own.control(),
                own.dropped(),
                own.clusters(),
                diagnostics);
        return new Fit(fit.terms(), glance, cautions, fit.influenceOrNull());
    }
}
