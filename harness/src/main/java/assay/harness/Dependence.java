package assay.harness;

import assay.Clusters;
import assay.TwoArms;

/** How alike the units of a cluster are. */
final class Dependence {

    private Dependence() {}

    /**
     * The intra-cluster correlation of outcomes about the mean of their arm, by the analysis of variance (Donner and Klar
     * 2000, section 1.4): {@code (MSB - MSW) / (MSB + (m0 - 1) MSW)} with {@code m0 = (n - sum m^2 / n) / (G - 1)}. May be
     * negative; 0 where a mean square has no degrees of freedom.
     */
    static double icc(double[] y, TwoArms arms, Clusters clusters) {
        double[] treated = arms.indicator();
        double sum1 = 0;
        double sum0 = 0;
        for (int i = 0; i < y.length; i++) {
            sum1 += treated[i] * y[i];
            sum0 += (1 - treated[i]) * y[i];
        }
        double mean1 = sum1 / arms.treated();
        double mean0 = sum0 / arms.control();
        int count = clusters.count();
        int[] of = clusters.of();
        double[] sums = new double[count];
        double squares = 0;
        for (int i = 0; i < y.length; i++) {
            double e = y[i] - (treated[i] == 1 ? mean1 : mean0);
            sums[of[i]] += e;
            squares += e * e;
        }
        double between = 0;
        double sizes = 0;
        for (int g = 0; g < count; g++) {
            double m = clusters.sizes()[g];
            between += sums[g] * sums[g] / m;
            sizes += m * m;
        }
        int n = y.length;
        if (count < 3 || n == count) {
            return 0;
        }
        double msb = between / (count - 2);
        double msw = (squares - between) / (n - count);
        double typical = (n - sizes / n) / (count - 1);
        double total = msb + (typical - 1) * msw;
        return total > 0 ? (msb - msw) / total : 0;
    }
}
