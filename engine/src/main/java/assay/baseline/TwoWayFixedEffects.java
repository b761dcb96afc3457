package assay.baseline;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.quasi.Panel;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Least squares of the outcome on the treatment with an effect for each unit and each period. In a balanced panel that is the
 * regression on {@code d - mean_i(d) - mean_t(d) + mean(d)}, whose residual over treated rows gives each row's effect its
 * weight (de Chaisemartin and D'Haultfoeuille, Am. Econ. Rev. 110, 2020, theorem 1). Where units are treated at different
 * times, rows treated long enough weigh negatively: those already treated serve as controls, and effects that grow are
 * subtracted. Kept because it fails.
 *
 * <p>Clustered by unit, {@code G / (G - 1)} times the sum of squared scores, t with {@code G - 1} degrees of freedom.
 * Diagnostics: {@code negative_weight_share} of treated rows, {@code negative_weight_sum} of weights that sum to 1.
 */
public record TwoWayFixedEffects() implements Estimator<Fit> {

    /** What rounding leaves of a weight that is zero. */
    private static final double ZERO = 1e-12;

    @Override
    public Estimand target() {
        return Estimand.ATT;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.TREATMENT, Role.UNIT, Role.TIME);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        Panel panel = Panel.of(sample);
        Demeaned treatment = Demeaned.of(panel, panel::treated);
        Demeaned outcome = Demeaned.of(panel, panel::outcome);
        int units = panel.units();
        int periods = panel.periods();
        double cross = 0;
        double squares = 0;
        int treated = 0;
        for (int i = 0; i < units; i++) {
            for (int t = 0; t < periods; t++) {
                double d = treatment.at(i, t);
                cross += d * outcome.at(i, t);
                squares += d * d;
                treated += (int) panel.treated(i, t);
            }
        }
        if (!(squares > ZERO * units * periods)) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "Unit and period together tell the treatment: no unit changes while another does not.",
                    "Add units that are treated at other times or never.");
        }
        double value = cross / squares;
        double meat = 0;
        for (int i = 0; i < units; i++) {
            double score = 0;
            for (int t = 0; t < periods; t++) {
                double d = treatment.at(i, t);
                score += d * (outcome.at(i, t) - value * d);
            }
            meat += score * score;
        }
        double error = Math.sqrt(meat * units / (units - 1.0)) / squares;
        Map<String, Double> weights = weights(panel, treatment, treated, squares);
        return new Fit(
                List.of(Estimate.studentT(target(), panel.contrast(), value, error, units - 1.0)),
                new Glance(
                        "two-way-fixed-effects",
                        "clustered by unit, t of G - 1",
                        sample.size(),
                        treated,
                        sample.size() - treated,
                        sample.dropped(),
                        units,
                        weights),
                cautions(weights));
    }

    private static Map<String, Double> weights(Panel panel, Demeaned treatment, int treated, double squares) {
        int negative = 0;
        double sum = 0;
        for (int i = 0; i < panel.units(); i++) {
            for (int t = 0; t < panel.periods(); t++) {
                // The residual's product with the treatment is its square, so that the weights sum to 1.
                double weight = panel.treated(i, t) * treatment.at(i, t) / squares;
                if (weight * treated < -ZERO) {
                    negative++;
                    sum += weight;
                }
            }
        }
        return Map.of("negative_weight_share", negative / (double) treated, "negative_weight_sum", sum);
    }

    private static List<Caution> cautions(Map<String, Double> weights) {
        double share = weights.getOrDefault("negative_weight_share", 0.0);
        return share > 0
                ? List.of(Caution.of(
                        "negative-weights",
                        String.format(
                                Locale.ROOT,
                                "%.0f%% of treated rows weigh negatively, %.3f in all of weights that sum to 1: if effects"
                                        + " change with exposure this is no average of them; use group-time-att.",
                                100 * share,
                                weights.getOrDefault("negative_weight_sum", 0.0))))
                : List.of();
    }

    /** A variable of a unit in a period. */
    @FunctionalInterface
    private interface Variable {
        double at(int unit, int period);
    }

    /** A variable less its means by unit and by period. */
    private static final class Demeaned implements Variable {
        private final Variable of;
        private final double[] byUnit;
        private final double[] byPeriod;

        private Demeaned(Variable of, double[] byUnit, double[] byPeriod) {
            this.of = of;
            this.byUnit = byUnit;
            this.byPeriod = byPeriod;
        }

        static Demeaned of(Panel panel, Variable variable) {
            double[] byUnit = new double[panel.units()];
            double[] byPeriod = new double[panel.periods()];
            double mean = 0;
            for (int i = 0; i < byUnit.length; i++) {
                for (int t = 0; t < byPeriod.length; t++) {
                    double v = variable.at(i, t);
                    byUnit[i] += v / byPeriod.length;
                    byPeriod[t] += v;
                }
                mean += byUnit[i];
            }
            mean /= byUnit.length;
            for (int t = 0; t < byPeriod.length; t++) {
                byPeriod[t] = byPeriod[t] / byUnit.length - mean;
            }
            return new Demeaned(variable, byUnit, byPeriod);
        }

        @Override
        public double at(int unit, int period) {
            return of.at(unit, period) - byUnit[unit] - byPeriod[period];
        }
    }
}
