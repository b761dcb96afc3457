package assay.harness;

import assay.certificate.Distribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.util.FastMath;

/** How far p-values are from uniform (certification.md J6). */
final class PValues {

    private static final int BINS = 20;
    private static final double PRIOR = 5;
    private static final double[] CALIBRATORS = {0.3, 0.5, 0.7, 0.85, 0.95};
    private static final double SMALLEST = 1e-16;
    private static final double ERROR = 0.01;

    private PValues() {}

    static Distribution distribution(double[] p) {
        int n = p.length;
        int[] counts = new int[BINS];
        double[] log = new double[CALIBRATORS.length];
        for (double value : p) {
            counts[Math.min(BINS - 1, (int) (BINS * value))]++;
            double clipped = FastMath.log(Math.max(value, SMALLEST));
            for (int k = 0; k < log.length; k++) {
                log[k] += FastMath.log(CALIBRATORS[k]) + (CALIBRATORS[k] - 1) * clipped;
            }
        }
        double uniformity = Gamma.logGamma(BINS * PRIOR) - Gamma.logGamma(BINS * PRIOR + n) + n * FastMath.log(BINS);
        List<Integer> bins = new ArrayList<>();
        for (int count : counts) {
            uniformity += Gamma.logGamma(PRIOR + count) - Gamma.logGamma(PRIOR);
            bins.add(count);
        }
        double largest = Arrays.stream(log).max().orElseThrow();
        double mean = 0;
        for (double l : log) {
            mean += FastMath.exp(l - largest) / log.length;
        }
        double ks = distance(p);
        return new Distribution(
                n,
                largest + FastMath.log(mean),
                uniformity,
                bins,
                ks,
                ks + FastMath.sqrt(FastMath.log(2 / ERROR) / (2 * n)));
    }

    private static double distance(double[] p) {
        double[] sorted = p.clone();
        Arrays.sort(sorted);
        double n = sorted.length;
        double largest = 0;
        for (int i = 0; i < sorted.length; i++) {
            largest = Math.max(largest, Math.max((i + 1) / n - sorted[i], sorted[i] - i / n));
        }
        return largest;
    }
}
