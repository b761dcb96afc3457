package assay.dgp;

import assay.random.Philox;

/**
 * P-values, each uniform on (0, 1), that reach the critical values {@code c_1 < c_2 < ..} of a step-up procedure together: with
 * probability {@code h (c_k - c_(k-1)) / k} a crowd of k of the h true null hypotheses has them in {@code (c_(k-1), c_k]}, and
 * all others have theirs beyond the last critical value (Guo and Rao, On control of the false discovery rate under no assumption
 * of dependency, 2008).
 */
final class Crowd {

    private Crowd() {}

    /** The p-values of the true nulls, where so many others have p-values near 0. */
    static double[] draw(Philox random, MetricDependence law, int nulls, int moved, double rate) {
        int metrics = nulls + moved;
        double u = random.nextDouble();
        int size = 0;
        double low = 0;
        double high = 0;
        double past = 0;
        for (int k = 1; k <= nulls && size == 0; k++) {
            double critical = law.critical(moved + k, metrics, rate);
            low = high;
            high = critical;
            past += nulls * (high - low) / k;
            size = u < past ? k : 0;
        }
        double last = law.critical(metrics, metrics, rate);
        double[] p = new double[nulls];
        int[] order = new int[nulls];
        for (int i = 0; i < nulls; i++) {
            order[i] = i;
            p[i] = last + (1 - last) * random.nextDouble();
        }
        for (int i = 0; i < size; i++) {
            int j = i + (int) (random.nextDouble() * (nulls - i));
            p[order[j]] = low + (high - low) * random.nextDouble();
            order[j] = order[i];
        }
        return p;
    }

    /** The chance that there is a crowd. */
    static double chance(MetricDependence law, int nulls, int moved, double rate) {
        int metrics = nulls + moved;
        double before = 0;
        double sum = 0;
        for (int k = 1; k <= nulls; k++) {
            double critical = law.critical(moved + k, metrics, rate);
            sum += nulls * (critical - before) / k;
            before = critical;
        }
        return sum;
    }
}
