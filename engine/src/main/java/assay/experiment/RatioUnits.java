package assay.experiment;

import assay.Clusters;
import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.Optional;

/**
 * The units of a ratio metric, and what each adds to the ratio of its arm to first order:
 * {@code R + (N_i - R D_i) / mean(D)}. The mean of these values over an arm is its ratio R, and their sample variance over
 * the number of units is the variance of R by the delta method, so that any comparison of means becomes one of ratios.
 *
 * @param units the sample, or where clusters were assigned the table of their sums, with linearised values as outcome
 * @param clusters the clusters that rows were summed over, empty if there are none
 * @param precision the smaller of the two mean denominators in units of its standard error
 */
record RatioUnits(Sample units, Optional<Clusters> clusters, double precision) {

    /** A sum of this share of its absolute terms is rounding. */
    private static final double ROUNDING = 1e-12;

    static RatioUnits of(Sample sample, RandomisationUnit unit) {
        Sample units = sample;
        Clusters clusters = null;
        if (unit == RandomisationUnit.CLUSTER) {
            clusters = Clusters.of(sample);
            units = summed(sample, clusters);
        }
        TwoArms arms = TwoArms.of(units);
        double[] numerator = units.numeric(Role.NUMERATOR);
        double[] denominator = units.numeric(Role.DENOMINATOR);
        double[] values = new double[numerator.length];
        double precision = Double.POSITIVE_INFINITY;
        for (int arm = 0; arm < 2; arm++) {
            precision = Math.min(precision, linearise(units, arms, arm, numerator, denominator, values));
        }
        String name = units.column(Role.NUMERATOR).name();
        return new RatioUnits(
                units.with(Role.OUTCOME, new Column.Numeric(name, values)), Optional.ofNullable(clusters), precision);
    }

    private static double linearise(
            Sample sample, TwoArms arms, int arm, double[] numerator, double[] denominator, double[] out) {
        double[] indicator = arms.indicator();
        double n = 0;
        double top = 0;
        double bottom = 0;
        double size = 0;
        for (int i = 0; i < out.length; i++) {
            if ((int) indicator[i] == arm) {
                n++;
                top += numerator[i];
                bottom += denominator[i];
                size += Math.abs(denominator[i]);
            }
        }
        if (!(Math.abs(bottom) > ROUNDING * size) || !Double.isFinite(top)) {
            throw new EstimationException(
                    Problem.ZERO_DENOMINATOR,
                    "Denominator '" + sample.column(Role.DENOMINATOR).name() + "' adds up to " + bottom + " in arm '"
                            + (arm == 1 ? arms.treatedLabel() : arms.controlLabel())
                            + "'; a ratio to that is undefined.",
                    "Check the column; a denominator counts something that happens, such as sessions.");
        }
        double ratio = top / bottom;
        double mean = bottom / n;
        double squares = 0;
        for (int i = 0; i < out.length; i++) {
            if ((int) indicator[i] == arm) {
                out[i] = ratio + (numerator[i] - ratio * denominator[i]) / mean;
                squares += (denominator[i] - mean) * (denominator[i] - mean);
            }
        }
        return Math.abs(mean) / Math.sqrt(squares / (n - 1) / n);
    }

    private static Sample summed(Sample sample, Clusters clusters) {
        double[] arm = ClusterMeans.arms(TwoArms.of(sample), clusters);
        return Sample.builder()
                .add(
                        Role.NUMERATOR,
                        sample.column(Role.NUMERATOR).name(),
                        sums(sample.numeric(Role.NUMERATOR), clusters))
                .add(
                        Role.DENOMINATOR,
                        sample.column(Role.DENOMINATOR).name(),
                        sums(sample.numeric(Role.DENOMINATOR), clusters))
                .assignment(clusters.column(), arm)
                .build();
    }

    static double[] sums(double[] values, Clusters clusters) {
        double[] sums = new double[clusters.count()];
        int[] of = clusters.of();
        for (int i = 0; i < of.length; i++) {
            sums[of[i]] += values[i];
        }
        return sums;
    }
}
