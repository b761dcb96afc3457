package assay.design;

import assay.Arguments;
import assay.Caution;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A study that can be sized: of size, effect and power any two give the third.
 *
 * <p>Sizes are totals over all arms, in the unit of the design, and may be fractions while an equation is solved. Power
 * rises with size.
 */
public sealed interface StudyDesign
        permits TwoArmDesign,
                OneSampleDesign,
                EquivalenceDesign,
                MultiArmDesign,
                AlwaysValidDesign,
                SequentialDesign,
                AnovaDesign,
                ChiSquareDesign,
                RegressionDesign {

    /** Nothing larger is planned for. */
    double LARGEST = 1e15;

    /**
     * The power.
     *
     * @param size total over all arms, not below {@link #smallest()}
     * @param effect true effect, in the unit of the design
     * @return in [0, 1]
     */
    double power(double size, double effect);

    /**
     * What sizes count.
     *
     * @return the unit
     */
    SizeUnit unit();

    /**
     * The share of each arm, control first.
     *
     * @return shares that sum to 1
     */
    List<Double> shares();

    /**
     * The smallest size at which there is a test.
     *
     * @return such as two units in each arm
     */
    double smallest();

    /**
     * The formula in words and symbols.
     *
     * @return one line of plain text
     */
    String formula();

    /**
     * The effect of the null hypothesis.
     *
     * @return 0 unless it is a margin
     */
    default double nullEffect() {
        return 0;
    }

    /**
     * The largest effect that there can be.
     *
     * @return infinite unless the outcome is bounded
     */
    default double largestEffect() {
        return Double.POSITIVE_INFINITY;
    }

    /**
     * A step on which effects are looked for.
     *
     * @param size total over all arms
     * @return such as the standard error
     */
    double effectScale(double size);

    /**
     * What a plan of this size should be taken with care for.
     *
     * @param size total over all arms
     * @return empty where the formula holds
     */
    default List<Caution> cautions(double size) {
        return List.of();
    }

    /**
     * The smallest size with a power.
     *
     * @param effect true effect
     * @param power wanted, in (0, 1)
     * @return the size
     * @throws IllegalArgumentException if no size has it, as where the effect is that of the null hypothesis
     */
    default SampleSize size(double effect, double power) {
        Arguments.finite("effect", effect);
        Arguments.probability("power", power);
        double low = smallest();
        double exact = low;
        if (power(low, effect) < power) {
            double high = 2 * low;
            while (power(high, effect) < power) {
                low = high;
                high *= 2;
                if (high > LARGEST) {
                    throw new IllegalArgumentException(String.format(
                            Locale.ROOT,
                            "no size gives a power of %s at an effect of %s: it is the null hypothesis, or on the wrong "
                                    + "side of it, or too small to be found",
                            power,
                            effect));
                }
            }
            exact = Solver.root(size -> power(size, effect) - power, low, high);
        }
        List<Long> arms = new ArrayList<>();
        double total = 0;
        for (double share : shares()) {
            // A size that is whole up to rounding is not made one larger.
            long arm = (long) Math.ceil(exact * share * (1 - 1e-11));
            arms.add(arm);
            total += arm;
        }
        return new SampleSize(exact, arms, unit(), power(total, effect));
    }

    /**
     * The minimum detectable effect: the smallest effect above the null hypothesis that is found with a power.
     *
     * @param size total over all arms
     * @param power wanted, in (0, 1)
     * @return in the unit of the design
     * @throws IllegalArgumentException if the size is too small for a test or no possible effect is found with that power
     */
    default double minimumEffect(double size, double power) {
        Arguments.probability("power", power);
        if (!(size >= smallest())) {
            throw new IllegalArgumentException(
                    "a study of " + size + " " + unit().plural() + " has no test; it takes at least " + smallest());
        }
        double most = largestEffect();
        double step = effectScale(size);
        double low = nullEffect();
        double high = Math.min(most, low + step);
        while (power(size, high) < power) {
            if (high >= most || !(high < LARGEST)) {
                throw new IllegalArgumentException("with " + size + " " + unit().plural()
                        + " no possible effect is found with a power of " + power);
            }
            low = high;
            step *= 2;
            high = Math.min(most, nullEffect() + step);
        }
        return power(size, low) >= power ? low : Solver.root(effect -> power(size, effect) - power, low, high);
    }
}
