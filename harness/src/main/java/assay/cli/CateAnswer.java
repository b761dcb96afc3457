package assay.cli;

import assay.Caution;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Interval;
import assay.cate.AverageEffects;
import assay.cate.CateFit;
import assay.cate.GroupEffects;
import assay.distribution.NormalDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Effects by unit and by group, as rows. */
final class CateAnswer {

    /** Quantiles of the predicted effects that are shown. */
    private static final double[] SHARES = {0, 0.1, 0.25, 0.5, 0.75, 0.9, 1};

    private CateAnswer() {}

    /** Average effects, then units at quantiles of the predicted effects, with pointwise intervals where the method has them. */
    static Answer of(String method, CateFit fit, double level) {
        Rows rows = new Rows(
                "method",
                "estimand",
                "term",
                "estimate",
                "std_error",
                "p_value",
                "conf_low",
                "conf_high",
                "conf_level",
                "interior",
                "n");
        List<Caution> cautions = new ArrayList<>(fit.cautions());
        for (Average average : Average.values()) {
            try {
                Fit one = average.of(fit);
                add(rows, method, one.estimate(), average.term, level, fit.size());
            } catch (EstimationException e) {
                // An average that the data cannot tell is left out; the others stand.
            }
        }
        Integer[] order = new Integer[fit.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(fit.effects()[a], fit.effects()[b]));
        double[] variances = fit.variances().orElse(null);
        double z = -NormalDistribution.quantile((1 - level) / 2);
        for (double share : SHARES) {
            int row = order[(int) Math.round(share * (fit.size() - 1))];
            double effect = fit.effects()[row];
            double error = variances == null ? Double.NaN : Math.sqrt(variances[row]);
            rows.add(
                    method,
                    "cate",
                    "row " + (row + 1) + ", " + name(share),
                    effect,
                    error,
                    variances == null ? Double.NaN : 2 * NormalDistribution.survival(Math.abs(effect / error)),
                    effect - z * error,
                    effect + z * error,
                    level,
                    fit.interior()[row],
                    1);
        }
        cautions.addAll(edge(fit));
        return new Answer(headline(fit), rows, Optional.of(fit.glance()), cautions);
    }

    private static String name(double share) {
        return share == 0
                ? "least effect"
                : share == 1
                        ? "largest effect"
                        : String.format(Locale.ROOT, "%.0f %% quantile of effects", 100 * share);
    }

    private static String headline(CateFit fit) {
        double mean = Arrays.stream(fit.effects()).average().orElseThrow();
        double squares =
                Arrays.stream(fit.effects()).map(v -> (v - mean) * (v - mean)).sum();
        return String.format(
                Locale.ROOT,
                "effects of %d units, each predicted without the unit, with mean %.4g and standard deviation %.4g",
                fit.size(),
                mean,
                Math.sqrt(squares / fit.size()));
    }

    /** That pointwise intervals are for some of the units, and for which. */
    private static List<Caution> edge(CateFit fit) {
        if (fit.variances().isEmpty()) {
            return List.of();
        }
        int inside = 0;
        for (boolean interior : fit.interior()) {
            inside += interior ? 1 : 0;
        }
        String message = String.format(
                Locale.ROOT,
                "Pointwise intervals are for the %.0f %% of rows that are interior; elsewhere, and where the effect has a kink or a jump, "
                        + "they hold it less often than they say. Decide by groups or averages.",
                100.0 * inside / fit.size());
        return List.of(Caution.of("pointwise-interior-only", message));
    }

    /** The groups, whose intervals owe nothing to the number of trees, each with the interval that holds it by itself and the one that holds all at once. */
    static Answer of(String method, GroupEffects groups, double level) {
        Rows rows = new Rows(
                "method",
                "estimand",
                "term",
                "predicted",
                "estimate",
                "std_error",
                "p_value",
                "conf_low",
                "conf_high",
                "conf_level",
                "simultaneous_low",
                "simultaneous_high",
                "n");
        double[] predicted = groups.predicted();
        int[] size = new int[groups.count()];
        for (int group : groups.group()) {
            if (group >= 0) {
                size[group]++;
            }
        }
        for (int g = 0; g < groups.count(); g++) {
            Estimate one = groups.pointwise().terms().get(g);
            Interval pointwise = one.inference().interval(level);
            Interval all = groups.simultaneous().terms().get(g).inference().interval(level);
            rows.add(
                    method,
                    one.estimand().code(),
                    one.term(),
                    predicted[g],
                    one.value(),
                    one.stdError(),
                    one.inference().pValue(0),
                    pointwise.lower(),
                    pointwise.upper(),
                    level,
                    all.lower(),
                    all.upper(),
                    size[g]);
        }
        String headline = String.format(
                Locale.ROOT,
                "average effects of %d groups by rising predicted effect; p-value of no difference between them %.4g",
                groups.count(),
                groups.homogeneity().pValue());
        return new Answer(
                headline,
                rows,
                Optional.of(groups.pointwise().glance()),
                groups.pointwise().cautions().stream()
                        .filter(caution -> !caution.code().equals("few-trees"))
                        .toList());
    }

    /** An average over units. */
    private enum Average {
        ALL("all units") {
            @Override
            Fit of(CateFit fit) {
                return AverageEffects.ate(fit);
            }
        },
        TREATED("treated units") {
            @Override
            Fit of(CateFit fit) {
                return AverageEffects.att(fit);
            }
        },
        OVERLAP("units with overlap") {
            @Override
            Fit of(CateFit fit) {
                return AverageEffects.ato(fit);
            }
        };

        private final String term;

        Average(String term) {
            this.term = term;
        }

        abstract Fit of(CateFit fit);
    }

    private static void add(Rows rows, String method, Estimate estimate, String term, double level, int n) {
        Interval interval = estimate.inference().interval(level);
        rows.add(
                method,
                estimate.estimand().code(),
                term,
                estimate.value(),
                estimate.stdError(),
                estimate.inference().pValue(0),
                interval.lower(),
                interval.upper(),
                level,
                "",
                n);
    }
}
