package assay.dgp.scenario;

import assay.Arguments;
import java.util.List;

/**
 * A column of text whose values are independent draws.
 *
 * <p>The constructor throws {@link IllegalArgumentException} unless there is a share above 0 for each of at least one distinct
 * name and the shares sum to 1.
 *
 * @param names the values
 * @param shares the probability of each
 */
public record Categories(List<String> names, List<Double> shares) {

    private static final double TOLERANCE = 1e-6;

    public Categories {
        names = Arguments.distinct("value", names);
        shares = List.copyOf(shares);
        if (names.isEmpty() || names.size() != shares.size()) {
            throw new IllegalArgumentException(names.size() + " values have " + shares.size() + " shares");
        }
        double sum = 0;
        for (int i = 0; i < shares.size(); i++) {
            Arguments.positive("share of " + names.get(i), shares.get(i));
            sum += shares.get(i);
        }
        if (!(Math.abs(sum - 1) <= TOLERANCE)) {
            throw new IllegalArgumentException("shares of " + names + " must sum to 1, not " + sum);
        }
    }

    /**
     * Two values.
     *
     * @param first a value
     * @param share its probability, in (0, 1)
     * @param second the other
     * @return the column
     */
    public static Categories of(String first, double share, String second) {
        return new Categories(List.of(first, second), List.of(share, 1 - share));
    }

    /**
     * The probability of a value.
     *
     * @param name the value
     * @return its share
     * @throws IllegalArgumentException if it is none of the values
     */
    public double share(String name) {
        int at = names.indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException("'" + name + "' is none of " + names);
        }
        return shares.get(at);
    }

    /** Turns uniforms into indices of values. */
    int[] codes(double[] uniforms) {
        double[] edges = new double[shares.size() - 1];
        double sum = 0;
        for (int k = 0; k < edges.length; k++) {
            sum += shares.get(k);
            edges[k] = sum;
        }
        int[] codes = new int[uniforms.length];
        for (int i = 0; i < codes.length; i++) {
            int code = 0;
            for (double edge : edges) {
                code += uniforms[i] < edge ? 0 : 1;
            }
            codes[i] = code;
        }
        return codes;
    }
}
