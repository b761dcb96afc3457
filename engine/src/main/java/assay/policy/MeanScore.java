package assay.policy;

import assay.Estimand;
import assay.Estimate;
import org.jspecify.annotations.Nullable;

/** Means of scores with standard errors: of units, or of clusters where there are some. */
final class MeanScore {

    private MeanScore() {}

    /** The mean of a value by row, with {@code sd / sqrt(n)} or its analogue for sums of clusters, by Student's t. */
    static Estimate of(String term, double[] values, int @Nullable [] cluster) {
        int n = values.length;
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        double mean = sum / n;
        double squares = 0;
        int units = n;
        if (cluster == null) {
            for (double v : values) {
                squares += (v - mean) * (v - mean);
            }
        } else {
            int most = 0;
            for (int c : cluster) {
                most = Math.max(most, c + 1);
            }
            double[] sums = new double[most];
            boolean[] occurs = new boolean[most];
            units = 0;
            for (int i = 0; i < n; i++) {
                units += occurs[cluster[i]] ? 0 : 1;
                occurs[cluster[i]] = true;
                sums[cluster[i]] += values[i] - mean;
            }
            for (double s : sums) {
                squares += s * s;
            }
        }
        double error = units < 2 ? 0 : Math.sqrt(squares * units / (units - 1.0)) / n;
        return error > 0
                ? Estimate.studentT(Estimand.POLICY_VALUE, term, mean, error, units - 1.0)
                : new Estimate(Estimand.POLICY_VALUE, term, mean, 0, new Certain(mean));
    }
}
