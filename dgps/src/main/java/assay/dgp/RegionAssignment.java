package assay.dgp;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Which regions get a campaign. */
public enum RegionAssignment {
    /** A fixed number by lot. */
    LOT,
    /** One of each pair by a coin, pairs being neighbours in size. */
    PAIRS;

    /** The pair of each region when they are paired from the largest down; an odd one out is in the last pair. */
    static int[] pairs(double[] sizes) {
        Integer[] order = IntStream.range(0, sizes.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> -sizes[i]));
        int[] pair = new int[sizes.length];
        for (int k = 0; k < order.length; k++) {
            pair[order[k]] = k / 2;
        }
        return pair;
    }

    /** One of each pair by a coin: of the two the one with the larger score. */
    static double[] ofPairs(int[] pair, double[] score) {
        double[] treated = new double[pair.length];
        for (int i = 0; i < pair.length; i++) {
            for (int j = 0; j < i; j++) {
                if (pair[i] == pair[j]) {
                    treated[score[i] > score[j] ? i : j] = 1;
                }
            }
        }
        return treated;
    }
}
