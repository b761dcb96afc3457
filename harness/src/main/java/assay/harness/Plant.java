package assay.harness;

import assay.Column;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Effects that can be planted into a table: the outcome as it stands is what each row shows without treatment, and the
 * plant says what it shows with it.
 *
 * <p>An outcome of zeros and ones keeps its support: rows flip, and the effect is the share that does.
 */
public enum Plant {
    /** Treatment does nothing. */
    NONE("treatment does nothing") {
        @Override
        double[] effects(Sample sample, double size, Philox random) {
            return new double[sample.size()];
        }
    },
    /** Every row gains the same; of a binary outcome, zeros drawn by lot become ones. */
    CONSTANT("every row gains the same, or zeros by lot become ones where the outcome is 0 or 1") {
        @Override
        double[] effects(Sample sample, double size, Philox random) {
            if (binary(sample.outcome())) {
                return flips(sample.outcome(), 0, size, lot(sample.size(), random));
            }
            double[] effects = new double[sample.size()];
            Arrays.fill(effects, size);
            return effects;
        }
    },
    /** The outcome is multiplied; of a binary outcome, a share of the ones becomes zeros. */
    PROPORTIONAL("the outcome is multiplied, or ones by lot become zeros where the outcome is 0 or 1") {
        @Override
        double[] effects(Sample sample, double size, Philox random) {
            double[] y = sample.outcome();
            if (binary(y)) {
                return flips(y, 1, size, lot(y.length, random));
            }
            double mean = 0;
            double absolute = 0;
            for (double v : y) {
                mean += v / y.length;
                absolute += Math.abs(v) / y.length;
            }
            double[] effects = new double[y.length];
            if (Math.abs(mean) < 0.1 * absolute) {
                // Gains and losses would cancel: what grows is the distance from zero.
                for (int i = 0; i < y.length; i++) {
                    effects[i] = Math.abs(y[i]) / absolute * size;
                }
                return effects;
            }
            for (int i = 0; i < y.length; i++) {
                effects[i] = y[i] / mean * size;
            }
            return effects;
        }
    },
    /** The gain grows with the first covariate, or where there is none with the row's own outcome. */
    HETEROGENEOUS("the gain grows with the rank of the first covariate, or of the row's own outcome") {
        @Override
        double[] effects(Sample sample, double size, Philox random) {
            double[] y = sample.outcome();
            double[] by = y;
            if (sample.has(Role.COVARIATE)) {
                Column first = sample.columns(Role.COVARIATE).get(0);
                by = TableOrder.numbers(first);
            }
            double[] ranks = ranks(by);
            if (binary(y)) {
                // Rows of higher rank flip first, ties by lot.
                Integer[] order = lot(y.length, random);
                Arrays.sort(order, Comparator.comparingDouble(i -> -Math.rint(ranks[i] * 2)));
                return flips(y, 0, size, order);
            }
            double[] effects = new double[y.length];
            for (int i = 0; i < y.length; i++) {
                effects[i] = 2 * size * ranks[i];
            }
            return effects;
        }
    },
    /** Few rows respond: zeros by lot take a value from another row, or a tenth of all rows gains ten times as much. */
    ZERO_INFLATED(
            "few rows respond: zeros by lot take values of other rows, or one row in ten gains ten times as much") {
        @Override
        double[] effects(Sample sample, double size, Philox random) {
            double[] y = sample.outcome();
            Integer[] order = lot(y.length, random);
            double[] effects = new double[y.length];
            int zeros = (int) Arrays.stream(y).filter(v -> v == 0).count();
            if (!binary(y) && zeros >= y.length / 10 && zeros < y.length) {
                double[] values = Arrays.stream(y).filter(v -> v != 0).toArray();
                double planted = 0;
                for (Integer i : order) {
                    if (y[i] == 0 && Math.abs(planted) < size * y.length) {
                        effects[i] = values[(int) (random.nextDouble() * values.length)];
                        planted += effects[i];
                    }
                }
                return effects;
            }
            if (!binary(y)) {
                int few = Math.max(1, y.length / 10);
                for (int k = 0; k < few; k++) {
                    effects[order[k]] = size * y.length / few;
                }
            }
            return effects;
        }
    };

    private final String description;

    Plant(String description) {
        this.description = description;
    }

    /**
     * The name in files.
     *
     * @return kebab case
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * What is planted.
     *
     * @return one clause
     */
    public String description() {
        return description;
    }

    abstract double[] effects(Sample sample, double size, Philox random);

    /** The effect of treatment on each row; empty where a table has no room for one that differs from the others. */
    Optional<double[]> plant(Sample sample, double size, Philox random) {
        if (this == ZERO_INFLATED && binary(sample.outcome())) {
            return Optional.empty();
        }
        double[] effects = effects(sample, size, random);
        boolean nothing = Arrays.stream(effects).allMatch(e -> e == 0);
        return nothing && this != NONE ? Optional.empty() : Optional.of(effects);
    }

    private static boolean binary(double[] y) {
        return Arrays.stream(y).allMatch(v -> v == 0 || v == 1);
    }

    /** Rows in an order drawn by lot. */
    private static Integer[] lot(int size, Philox random) {
        double[] keys = new double[size];
        random.uniforms(keys);
        return IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> keys[i]))
                .toArray(Integer[]::new);
    }

    private static double[] flips(double[] y, double from, double size, Integer[] order) {
        double[] effects = new double[y.length];
        // At most half of them, so that the outcome still varies among the treated.
        long most = Arrays.stream(y).filter(v -> v == from).count() / 2;
        long left = Math.min(most, Math.max(1, Math.round(Math.abs(size) * y.length)));
        for (Integer i : order) {
            if (left > 0 && y[i] == from) {
                effects[i] = 1 - 2 * from;
                left--;
            }
        }
        return effects;
    }

    /** Mid-ranks over n, in (0, 1); their mean is exactly one half. */
    private static double[] ranks(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i] + 0.0));
        double[] ranks = new double[values.length];
        for (int start = 0; start < order.length; ) {
            int end = start + 1;
            while (end < order.length && values[order[end]] == values[order[start]]) {
                end++;
            }
            for (int k = start; k < end; k++) {
                ranks[order[k]] = (start + end) / 2.0 / values.length;
            }
            start = end;
        }
        return ranks;
    }
}
