package assay.design;

import assay.Arguments;
import java.util.List;

/**
 * One mean against a known value, or the mean of differences within pairs: a t test with {@code n - 1} degrees of freedom
 * and noncentrality {@code sqrt(n) effect / sd}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the standard deviation is not positive.
 *
 * @param sd standard deviation of the values, or of the differences within pairs
 * @param unit units or pairs
 * @param test the test
 */
public record OneSampleDesign(double sd, SizeUnit unit, TestRule test) implements StudyDesign {

    public OneSampleDesign {
        Arguments.positive("standard deviation", sd);
    }

    /**
     * A two-sided t test at 5 % on one sample.
     *
     * @param sd standard deviation of the values
     * @return the design
     */
    public static OneSampleDesign of(double sd) {
        return new OneSampleDesign(sd, SizeUnit.UNITS, TestRule.twoSided(0.05));
    }

    /**
     * A two-sided t test at 5 % on pairs.
     *
     * @param sd standard deviation of a difference within a pair
     * @return the design
     */
    public static OneSampleDesign ofPairs(double sd) {
        return new OneSampleDesign(sd, SizeUnit.PAIRS, TestRule.twoSided(0.05));
    }

    @Override
    public double power(double size, double effect) {
        return test.power(effect / effectScale(size), size - 1);
    }

    @Override
    public List<Double> shares() {
        return List.of(1.0);
    }

    @Override
    public double smallest() {
        return 2;
    }

    @Override
    public double effectScale(double size) {
        return sd / Math.sqrt(size);
    }

    @Override
    public String formula() {
        return "noncentral t, n - 1 df; about n = (z_alpha + z_power)^2 sd^2 / effect^2";
    }
}
