package assay.adaptive;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Batched least squares: arms are compared within each batch, whose assignment followed earlier batches alone, and the comparisons are
 * studentised before they are put together: {@code D = sum of D_b / s_b over sum of 1 / s_b} with standard error {@code sqrt(B) over
 * sum of 1 / s_b}, D_b being the difference in means of a batch and s_b its standard error, over the B batches that hold both arms
 * (Zhang, Janson and Murphy, Inference for batched bandits, NeurIPS 2020, arXiv:2002.03217). Each {@code D_b / s_b} is normal however
 * uneven the batch was, and so is their sum: a batch counts by the root of its information, not by its information.
 *
 * <p>It needs no propensities, and differences between batches that move all arms alike do not matter for contrasts. Means of arms are put
 * together in the same way. The variance of an arm is its mean square about the means of its batches; inference is Student's t with the
 * degrees of freedom of Welch.
 *
 * <p>Terms are the contrasts with control, and then the means, as values of the policies that give one arm to everybody.
 */
public record BatchedOls() implements Estimator<Fit> {

    /**
     * The estimator; it has no options.
     *
     * @return the estimator
     */
    public static BatchedOls standard() {
        return new BatchedOls();
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TIME);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        AdaptiveLog log = AdaptiveLog.of(sample.with(Role.PROPENSITY));
        Cells cells = new Cells(log);
        int k = log.arms().size();
        List<Estimate> terms = new ArrayList<>();
        int fewest = log.batches();
        for (int a = 1; a < k; a++) {
            Total total = cells.contrast(a);
            fewest = Math.min(fewest, total.batches);
            terms.add(total.estimate(Estimand.ATE, log.contrast(a)));
        }
        for (int a = 0; a < k; a++) {
            terms.add(cells.mean(a).estimate(Estimand.POLICY_VALUE, log.always(a)));
        }
        List<Caution> cautions = new ArrayList<>();
        if (fewest < log.batches()) {
            cautions.add(Caution.of(
                    "batches-skipped",
                    (log.batches() - fewest) + " of " + log.batches()
                            + " batches lack one of two arms that are compared and count for nothing there; which ones do hung on"
                            + " chance, not on the results, as long as every arm could have been drawn."));
        }
        int control = log.rows(0);
        Map<String, Double> diagnostics =
                Map.of("batches", (double) log.batches(), "fewest_batches_compared", (double) fewest);
        Glance glance = new Glance(
                "batched-ols",
                "studentised by batch, variance by arm, Welch t",
                log.size(),
                log.size() - control,
                control,
                sample.dropped(),
                0,
                diagnostics);
        return new Fit(terms, glance, cautions);
    }

    /** Counts and means by batch and arm, and the variance of each arm about the means of its batches. */
    private static final class Cells {
        private final AdaptiveLog log;
        private final double[][] counts;
        private final double[][] means;
        private final double[] variance;
        private final double[] df;

        Cells(AdaptiveLog log) {
            this.log = log;
            int k = log.arms().size();
            this.counts = new double[log.batches()][k];
            this.means = new double[log.batches()][k];
            this.variance = new double[k];
            this.df = new double[k];
            for (int b = 0; b < log.batches(); b++) {
                for (int i = log.start(b); i < log.start(b + 1); i++) {
                    int a = log.arm(i);
                    counts[b][a]++;
                    means[b][a] += (log.outcome(i) - means[b][a]) / counts[b][a];
                }
                for (int i = log.start(b); i < log.start(b + 1); i++) {
                    int a = log.arm(i);
                    double e = log.outcome(i) - means[b][a];
                    variance[a] += e * e;
                }
                for (int a = 0; a < k; a++) {
                    df[a] += Math.max(0, counts[b][a] - 1);
                }
            }
            for (int a = 0; a < k; a++) {
                if (!(df[a] > 0)) {
                    throw new EstimationException(
                            Problem.TOO_FEW_ROWS,
                            "No batch holds two rows of arm '" + log.arms().get(a) + "' of column '" + log.column()
                                    + "', so that there is no variance within batches.",
                            "Use adaptive-aipw with recorded propensities, which needs no batches of several rows, or larger"
                                    + " batches.");
                }
                variance[a] /= df[a];
            }
        }

        Total contrast(int arm) {
            Total total = new Total(df[arm], df[0]);
            for (int b = 0; b < counts.length; b++) {
                if (counts[b][arm] > 0 && counts[b][0] > 0) {
                    total.add(means[b][arm] - means[b][0], variance[arm] / counts[b][arm], variance[0] / counts[b][0]);
                }
            }
            return checked(total, arm);
        }

        Total mean(int arm) {
            Total total = new Total(df[arm], 1);
            for (int b = 0; b < counts.length; b++) {
                if (counts[b][arm] > 0) {
                    total.add(means[b][arm], variance[arm] / counts[b][arm], 0);
                }
            }
            return checked(total, arm);
        }

        private Total checked(Total total, int arm) {
            if (total.batches == 0) {
                throw new EstimationException(
                        Problem.NO_OVERLAP,
                        "No batch holds both arm '" + log.arms().get(arm) + "' and control '"
                                + log.arms().get(0) + "', so that nothing compares them within a batch.",
                        "Check the column of time: it should tell the batches.");
            }
            if (!(total.weights < Double.POSITIVE_INFINITY)) {
                throw new EstimationException(
                        Problem.CONSTANT_OUTCOME,
                        "The outcome does not vary within batches in arm '"
                                + log.arms().get(arm) + "' nor in control.",
                        "Choose an outcome that varies.");
            }
            return total;
        }
    }

    /** Studentised differences put together. */
    private static final class Total {
        private final double df;
        private final double controlDf;
        private int batches;
        private double sum;
        private double weights;
        private double share;

        Total(double df, double controlDf) {
            this.df = df;
            this.controlDf = controlDf;
        }

        void add(double difference, double own, double control) {
            double error = Math.sqrt(own + control);
            sum += difference / error;
            weights += 1 / error;
            share += own / (own + control);
            batches++;
        }

        Estimate estimate(Estimand estimand, String term) {
            double part = share / batches;
            double welch = 1 / (part * part / df + (1 - part) * (1 - part) / controlDf);
            return Estimate.studentT(estimand, term, sum / weights, Math.sqrt(batches) / weights, welch);
        }
    }
}
