package assay.design;

import java.util.List;

/**
 * How many units a study takes.
 *
 * @param exact the total that solves the equation, before rounding
 * @param arms units in each arm, rounded up, control first
 * @param unit what is counted
 * @param power the power at the rounded size
 */
public record SampleSize(double exact, List<Long> arms, SizeUnit unit, double power) {

    public SampleSize {
        arms = List.copyOf(arms);
    }

    /**
     * All arms together.
     *
     * @return the sum
     */
    public long total() {
        return arms.stream().mapToLong(Long::longValue).sum();
    }
}
