package assay.adaptive;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Means of arms and their differences from control after assignment that followed the results, by augmented inverse-propensity scores
 * with recorded propensities and variance-stabilising weights: {@code Q(a) = sum of h_t(a) G_t(a) / sum of h_t(a)}, with scores G whose
 * outcome means come from earlier batches alone, and weights h by a {@link WeightScheme} (Hadad, Hirshberg, Zhan, Wager and Athey,
 * Confidence intervals for policy evaluation in adaptive experiments, PNAS 118, 2021, doi:10.1073/pnas.2014602118).
 *
 * <p>With {@code u_t(a) = h_t(a) (G_t(a) - Q(a)) / sum of h(a)}, the variance of a mean is the sum of squares of u(a), and that of a
 * difference the sum of squares of {@code u(a) - u(0)}; inference is normal. It is valid however propensities moved, as long as they
 * were recorded as they were, followed earlier batches alone and did not fade too fast.
 *
 * <p>Where propensities differ within a batch, as those of a contextual bandit do, the weight of the batch goes by their harmonic mean
 * over its rows.
 *
 * <p>Terms are the contrasts with control, and then the means, as values of the policies that give one arm to everybody.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the decay is not in [0, 1).
 *
 * @param weights how much each batch counts
 * @param decay rate at which the propensity of a losing arm is expected to fade, for {@link WeightScheme#TWO_POINT}; in [0, 1)
 */
public record AdaptiveAipw(WeightScheme weights, double decay) implements Estimator<Fit> {

    private static final double TINY = 0.01;

    public AdaptiveAipw {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("decay must be in [0, 1), not " + decay);
        }
    }

    /**
     * Constant allocation: weights proportional to the root of the propensity.
     *
     * @return the estimator
     */
    public static AdaptiveAipw standard() {
        return new AdaptiveAipw(WeightScheme.CONSTANT_ALLOCATION, 0);
    }

    /**
     * Two-point allocation, for experiments whose floor fades.
     *
     * @param decay how fast: a floor proportional to {@code t^-decay}
     * @return the estimator
     */
    public static AdaptiveAipw twoPoint(double decay) {
        return new AdaptiveAipw(WeightScheme.TWO_POINT, decay);
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.PROPENSITY, Role.TIME);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        return estimate(AdaptiveLog.of(sample), sample.dropped());
    }

    private Fit estimate(AdaptiveLog log, int dropped) {
        int k = log.arms().size();
        int n = log.size();
        double[][] influence = new double[k][n];
        double[] means = new double[k];
        AdaptiveScores scores = new AdaptiveScores(log);
        for (int a = 0; a < k; a++) {
            means[a] = mean(log, scores, a, influence[a]);
        }
        List<Estimate> terms = new ArrayList<>();
        for (int a = 1; a < k; a++) {
            double error = error(influence[a], influence[0]);
            terms.add(Estimate.normal(Estimand.ATE, log.contrast(a), means[a] - means[0], error));
        }
        double[] nothing = new double[n];
        for (int a = 0; a < k; a++) {
            double error = error(influence[a], nothing);
            terms.add(Estimate.normal(Estimand.POLICY_VALUE, log.always(a), means[a], error));
        }
        List<Caution> cautions = new ArrayList<>();
        Map<String, Double> diagnostics = diagnostics(log, cautions);
        int control = log.rows(0);
        Glance glance = new Glance("adaptive-aipw", variance(), n, n - control, control, dropped, 0, diagnostics);
        return new Fit(terms, glance, cautions, term -> {
            double[] values = new double[n];
            boolean contrast = term < k - 1;
            double[] of = influence[contrast ? term + 1 : term - k + 1];
            for (int i = 0; i < n; i++) {
                values[log.row(i)] = n * (of[i] - (contrast ? influence[0][i] : 0));
            }
            return values;
        });
    }

    private String variance() {
        return "weighted scores of " + weights.name().toLowerCase(Locale.ROOT).replace('_', '-')
                + ", martingale variance, normal";
    }

    /** The mean of an arm; what each row adds to its error goes to the array. */
    private double mean(AdaptiveLog log, AdaptiveScores scores, int arm, double[] influence) {
        int batches = log.batches();
        double[] propensity = new double[batches];
        int[] starts = new int[batches + 1];
        for (int b = 0; b < batches; b++) {
            starts[b + 1] = log.start(b + 1);
            double inverse = 0;
            for (int i = starts[b]; i < starts[b + 1]; i++) {
                inverse += 1 / log.propensity(i, arm);
            }
            propensity[b] = (starts[b + 1] - starts[b]) / inverse;
        }
        double[] weight = weights.weights(propensity, starts, decay);
        double total = 0;
        double sum = 0;
        for (int b = 0; b < batches; b++) {
            double part = 0;
            int from = Math.max(scores.from(), starts[b]);
            for (int i = from; i < starts[b + 1]; i++) {
                part += scores.score(i, arm);
            }
            sum += weight[b] * part;
            total += weight[b] * (starts[b + 1] - from);
        }
        double mean = sum / total;
        for (int b = 0; b < batches; b++) {
            for (int i = Math.max(scores.from(), starts[b]); i < starts[b + 1]; i++) {
                influence[i] = weight[b] / total * (scores.score(i, arm) - mean);
            }
        }
        return mean;
    }

    private static double error(double[] one, double[] other) {
        double squares = 0;
        for (int i = 0; i < one.length; i++) {
            double u = one[i] - other[i];
            squares += u * u;
        }
        return Math.sqrt(squares);
    }

    private static Map<String, Double> diagnostics(AdaptiveLog log, List<Caution> cautions) {
        double low = 1;
        double high = 0;
        boolean varies = false;
        int k = log.arms().size();
        for (int b = 0; b < log.batches(); b++) {
            for (int i = log.start(b); i < log.start(b + 1); i++) {
                for (int a = 0; a < k; a++) {
                    double p = log.propensity(i, a);
                    low = Math.min(low, p);
                    high = Math.max(high, p);
                    varies |= Math.abs(p - log.propensity(log.start(b), a)) > 1e-9;
                }
            }
        }
        if (low < TINY) {
            cautions.add(Caution.of(
                    "tiny-propensity",
                    String.format(
                            Locale.ROOT,
                            "Recorded propensities go down to %.3g: a row of such an arm counts for %.0f, and intervals that"
                                    + " rest on few of them are too short.",
                            low,
                            1 / low)));
        }
        if (varies) {
            cautions.add(Caution.of(
                    "contextual-propensity",
                    "Propensities differ within batches: weights go by their harmonic mean over a batch, which takes batches of"
                            + " many rows."));
        }
        return Map.of("batches", (double) log.batches(), "min_propensity", low, "max_propensity", high);
    }
}
