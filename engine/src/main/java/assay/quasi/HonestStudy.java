package assay.quasi;

import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.List;

/** An event study as honest bounds need it: pseudo-effects before treatment against the last period, and the average effect. */
final class HonestStudy {

    private static final double ROUNDING = 1e-9;

    private final double effect;
    private final double[] before;
    private final double[][] covariance;
    private final double[] exposureWeights;

    private HonestStudy(double effect, double[] before, double[][] covariance, double[] exposureWeights) {
        this.effect = effect;
        this.before = before;
        this.covariance = covariance;
        this.exposureWeights = exposureWeights;
    }

    static HonestStudy of(DidStudy study, Sample sample) {
        Cohorts cohorts = study.cohorts();
        Panel panel = cohorts.panel();
        double step = panel.time(1) - panel.time(0);
        for (int t = 2; t < panel.periods(); t++) {
            double gap = panel.time(t) - panel.time(t - 1);
            if (Math.abs(gap - step) > ROUNDING * Math.abs(step)) {
                throw new EstimationException(
                        Problem.UNSUITABLE_METHOD,
                        "Periods of '" + sample.column(Role.TIME).name() + "' are not evenly spaced: "
                                + Panel.label(step)
                                + " from the first to the second, " + Panel.label(gap) + " from "
                                + Panel.label(panel.time(t - 1)) + " to " + Panel.label(panel.time(t))
                                + "; how trends part from period to period cannot be compared.",
                        "Number the periods 1, 2, 3 and so on if that is what they are.");
            }
        }
        DidAggregates aggregates = new DidAggregates(cohorts, study.cells().all());
        List<DidEffect> effects = new ArrayList<>();
        effects.add(aggregates.overall(Aggregation.SIMPLE));
        int first = 0;
        double[] weights = new double[panel.periods()];
        double units = 0;
        for (DidCells.Cell cell : study.cells().all()) {
            int exposure = cell.period() - cohorts.start(cell.cohort());
            first = Math.min(first, exposure);
            if (exposure >= 0) {
                weights[exposure] += cohorts.size(cell.cohort());
                units += cohorts.size(cell.cohort());
            }
        }
        for (int e = 0; e < weights.length; e++) {
            weights[e] /= units;
        }
        List<DidAggregates.Part> parts = aggregates.parts(Aggregation.DYNAMIC);
        for (int e = first; e <= -2; e++) {
            String term = "e=" + Panel.label(e * step);
            int exposure = e;
            effects.add(parts.stream()
                    .filter(part -> part.term().equals(term)
                            || Math.abs(Double.parseDouble(part.term().substring(2)) - exposure * step)
                                    < ROUNDING * Math.abs(step))
                    .findFirst()
                    .orElseThrow()
                    .effect());
        }
        if (effects.size() < 2) {
            throw new EstimationException(
                    Problem.UNBALANCED_PANEL,
                    "No cohort has two periods before it is treated; how trends part without treatment is not seen, and no"
                            + " bound on it can be held against what was seen.",
                    "Add periods from before the treatment.");
        }
        double[] before = new double[effects.size() - 1];
        for (int i = 0; i < before.length; i++) {
            before[i] = effects.get(i + 1).value();
        }
        return new HonestStudy(
                effects.get(0).value(), before, study.dispersion().covariance(effects), weights);
    }

    double effect() {
        return effect;
    }

    double error() {
        return Math.sqrt(covariance[0][0]);
    }

    /** Changes of trends before treatment, from period to period up to the last one, whose own pseudo-effect is 0. */
    int changes() {
        return before.length;
    }

    double change(int s) {
        return (s + 1 < before.length ? before[s + 1] : 0) - before[s];
    }

    /** The variance of {@code a effect + b change_s}. */
    double variance(double a, double b, int s) {
        double[] v = new double[covariance.length];
        v[0] = a;
        v[s + 1] -= b;
        if (s + 2 < v.length) {
            v[s + 2] += b;
        }
        return quadratic(v, v);
    }

    double covariance(double a, double b, double c, double d, int s) {
        double[] v = new double[covariance.length];
        double[] w = new double[covariance.length];
        v[0] = a;
        w[0] = c;
        v[s + 1] -= b;
        w[s + 1] -= d;
        if (s + 2 < v.length) {
            v[s + 2] += b;
            w[s + 2] += d;
        }
        return quadratic(v, w);
    }

    private double quadratic(double[] v, double[] w) {
        double sum = 0;
        for (int i = 0; i < v.length; i++) {
            for (int j = 0; j < w.length; j++) {
                sum += v[i] * w[j] * covariance[i][j];
            }
        }
        return sum;
    }

    /** How many periods' changes of trend the average effect takes up: the mean over treated cells of periods since the base. */
    double reach() {
        double sum = 0;
        for (int e = 0; e < exposureWeights.length; e++) {
            sum += exposureWeights[e] * (e + 1);
        }
        return sum;
    }

    double[] exposureWeights() {
        return exposureWeights;
    }

    double before(int i) {
        return before[i];
    }

    double[][] covariance() {
        return covariance;
    }

    double worstChange() {
        double worst = 0;
        for (int s = 0; s < changes(); s++) {
            worst = Math.max(worst, Math.abs(change(s)));
        }
        return worst;
    }
}
