package assay.cate;

import assay.Clusters;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.WeightType;
import org.jspecify.annotations.Nullable;

/** What a forest of effects reads of a sample, checked. */
final class CausalForestData {

    /** Rows below which no tree of a causal forest can have a split: a tree grows on a quarter, and a split needs 4 x 5. */
    static final int LEAST_ROWS = 40;

    final Sample sample;
    final TwoArms arms;
    final double[] outcome;
    final double[] arm;
    final double[][] columns;
    final double @Nullable [] known;
    final int @Nullable [] cluster;
    final double @Nullable [] weight;

    private CausalForestData(
            Sample sample,
            TwoArms arms,
            double[] outcome,
            double[][] columns,
            double @Nullable [] known,
            int @Nullable [] cluster,
            double @Nullable [] weight) {
        this.sample = sample;
        this.arms = arms;
        this.outcome = outcome;
        this.arm = arms.indicator();
        this.columns = columns;
        this.known = known;
        this.cluster = cluster;
        this.weight = weight;
    }

    /** Reads a sample, with its own covariates as features. */
    static CausalForestData of(Sample sample) {
        return of(sample, sample.covariates().columns());
    }

    /** Reads a sample with other features, which may be missing (NaN). */
    static CausalForestData of(Sample sample, double[][] columns) {
        int rows = sample.size();
        if (rows < LEAST_ROWS) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "The data have " + rows + " rows; a causal forest needs " + LEAST_ROWS
                            + " for a tree to have a single split, and some hundreds to be of use.",
                    "Collect more data, or estimate one average effect.");
        }
        TwoArms arms = TwoArms.of(sample);
        double[] outcome = sample.outcome();
        boolean varies = false;
        for (double y : outcome) {
            varies |= y != outcome[0];
        }
        if (!varies) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "Outcome '" + sample.column(Role.OUTCOME).name() + "' is " + outcome[0]
                            + " in every row, so there is no effect to find.",
                    "Choose another outcome.");
        }
        boolean differs = false;
        for (double[] column : columns) {
            for (double value : column) {
                differs |= Double.compare(value, column[0]) != 0;
            }
        }
        if (!differs) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "No covariate varies, so nothing can tell units with large effects from others.",
                    "Name covariates that differ between units, or estimate one average effect.");
        }
        return new CausalForestData(
                sample,
                arms,
                outcome,
                columns,
                sample.has(Role.PROPENSITY) ? sample.numeric(Role.PROPENSITY) : null,
                sample.has(Role.CLUSTER) ? Clusters.of(sample).of() : null,
                sample.has(Role.WEIGHT) ? weights(sample) : null);
    }

    private static double[] weights(Sample sample) {
        WeightType type = sample.weightType()
                .orElseThrow(() -> new EstimationException(
                        Problem.WEIGHT_TYPE,
                        "Nobody said what the weights '"
                                + sample.column(Role.WEIGHT).name() + "' are.",
                        "Say --weight-type probability or analytic."));
        if (type == WeightType.FREQUENCY) {
            throw new EstimationException(
                    Problem.WEIGHT_TYPE,
                    "Rows of a frequency weight stand for several units, which a forest would have to draw one by one.",
                    "Repeat each row as often as it counts.");
        }
        return sample.numeric(Role.WEIGHT);
    }

    int size() {
        return outcome.length;
    }
}
