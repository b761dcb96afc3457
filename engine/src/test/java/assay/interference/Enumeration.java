package assay.interference;

import assay.random.Philox;
import java.util.ArrayList;
import java.util.List;

/** All assignments of small designs, and fixed outcomes for them. */
final class Enumeration {

    private Enumeration() {}

    /** All ways to treat a number of units, each as likely. */
    static List<double[]> choices(int units, int treated) {
        List<double[]> all = new ArrayList<>();
        for (int mask = 0; mask < 1 << units; mask++) {
            if (Integer.bitCount(mask) == treated) {
                all.add(bits(mask, units));
            }
        }
        return all;
    }

    /** The arms that the bits of a number name. */
    static double[] bits(int mask, int units) {
        double[] arm = new double[units];
        for (int i = 0; i < units; i++) {
            arm[i] = (mask >> i) & 1;
        }
        return arm;
    }

    /** Numbers without a pattern, the same each time. */
    static double[] numbers(int key, int count) {
        double[] values = new double[count];
        new Philox(key, 0, 0).normals(values);
        return values;
    }

    /** The probability-weighted mean. */
    static double mean(List<Double> values, List<Double> weights) {
        double sum = 0;
        for (int i = 0; i < values.size(); i++) {
            sum += values.get(i) * weights.get(i);
        }
        return sum;
    }

    /** The probability-weighted variance. */
    static double variance(List<Double> values, List<Double> weights) {
        double mean = mean(values, weights);
        double sum = 0;
        for (int i = 0; i < values.size(); i++) {
            sum += (values.get(i) - mean) * (values.get(i) - mean) * weights.get(i);
        }
        return sum;
    }
}
