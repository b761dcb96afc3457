package assay.sequential;

import assay.Arguments;
import java.util.Optional;

/**
 * A test that is read at a few looks and stops at the first that is decisive: its critical values are such that the
 * error over all looks is alpha.
 *
 * <p>Looks are placed by information, {@code 1 / SE^2} of the estimate, as a share of the planned maximum. They may fall at
 * other times than planned as long as the reason is not the effect seen: looking sooner because a result is promising
 * breaks the guarantee. The critical values come from numerical integration of the canonical joint law and agree with
 * those of gsDesign to 1e-6 (Jennison and Turnbull, Group Sequential Methods, 2000, chapters 2, 7 and 19).
 *
 * <p>The constructor throws {@link IllegalArgumentException} if alpha is not in (0, 1), or not below 0.5 for a one-sided
 * test, or a futility boundary comes with a
 * rule that does not spend error, or with a two-sided test.
 *
 * @param rule how the critical values are found
 * @param sides what the test looks for
 * @param alpha the error of the first kind over all looks, of both sides if two-sided
 * @param futility stopping for lack of hope, for one-sided tests, empty for none
 */
public record GroupSequentialDesign(BoundaryRule rule, Sides sides, double alpha, Optional<Futility> futility) {

    private static final double FULL = 1e-9;

    public GroupSequentialDesign {
        Arguments.probability("alpha", alpha);
        if (sides == Sides.ONE_SIDED && alpha >= 0.5) {
            throw new IllegalArgumentException("alpha of a one-sided test must be below 0.5, not " + alpha);
        }
        if (futility.isPresent() && sides == Sides.TWO_SIDED) {
            throw new IllegalArgumentException(
                    "a futility boundary belongs to a one-sided test: in a two-sided one the "
                            + "lower boundary rejects. Use ONE_SIDED with half of alpha.");
        }
        if (futility.isPresent() && !(rule instanceof BoundaryRule.Spending)) {
            throw new IllegalArgumentException("a futility boundary spends error, so the upper one must too. "
                    + "Use a spending function, such as SpendingFunction.obrienFleming().");
        }
    }

    /**
     * A design without futility boundary.
     *
     * @param rule how the critical values are found
     * @param sides what the test looks for
     * @param alpha the error over all looks
     */
    public GroupSequentialDesign(BoundaryRule rule, Sides sides, double alpha) {
        this(rule, sides, alpha, Optional.empty());
    }

    /**
     * A design that spends its error per side.
     *
     * @param function what is spent
     * @param sides what the test looks for
     * @param alpha the error over all looks
     * @return the design
     */
    public static GroupSequentialDesign spending(SpendingFunction function, Sides sides, double alpha) {
        return new GroupSequentialDesign(
                new BoundaryRule.Spending(function, SpendingConvention.PER_SIDE), sides, alpha);
    }

    /**
     * O'Brien and Fleming's test, {@code |Z| >= c / sqrt(t)}.
     *
     * @param sides what the test looks for
     * @param alpha the error over all looks
     * @return the design
     */
    public static GroupSequentialDesign obrienFleming(Sides sides, double alpha) {
        return new GroupSequentialDesign(new BoundaryRule.WangTsiatis(0), sides, alpha);
    }

    /**
     * Pocock's test, {@code |Z| >= c}.
     *
     * @param sides what the test looks for
     * @param alpha the error over all looks
     * @return the design
     */
    public static GroupSequentialDesign pocock(Sides sides, double alpha) {
        return new GroupSequentialDesign(new BoundaryRule.WangTsiatis(0.5), sides, alpha);
    }

    /**
     * The design with a futility boundary.
     *
     * @param added the boundary
     * @return the changed design
     */
    public GroupSequentialDesign withFutility(Futility added) {
        return new GroupSequentialDesign(rule, sides, alpha, Optional.of(added));
    }

    /**
     * The critical values of looks that are evenly spaced.
     *
     * @param looks how many, at least 1
     * @return the boundaries
     */
    public Boundaries boundaries(int looks) {
        double[] fractions = new double[Arguments.atLeast("looks", looks, 1)];
        for (int k = 0; k < looks; k++) {
            fractions[k] = (k + 1.0) / looks;
        }
        return boundaries(fractions);
    }

    /**
     * The critical values of planned looks. A futility boundary is that of the drift whose power is 1 - beta, at which it
     * meets the upper boundary at the last look.
     *
     * @param fractions information of each look as a share of the maximum: above 0, increasing, the last 1
     * @return the boundaries
     * @throws IllegalArgumentException if the fractions are not such
     */
    public Boundaries boundaries(double... fractions) {
        increasing(fractions);
        double last = fractions[fractions.length - 1];
        if (Math.abs(last - 1) > FULL) {
            throw new IllegalArgumentException("the last look of a plan is at information fraction 1, not " + last
                    + ": otherwise a part of alpha is never spent. Use boundariesSoFar for looks that have happened.");
        }
        return new BoundarySolver(this).planned(fractions);
    }

    /**
     * The critical values of looks that have happened, at the information that they have had. Only error spending can do
     * that: the other rules need all looks beforehand.
     *
     * @param fractions observed information of each look as a share of the planned maximum: above 0, increasing; at the
     *     first that reaches 1 everything is spent
     * @param last whether the last look given ends the experiment: it then spends all that is left
     * @return the boundaries of these looks
     * @throws IllegalArgumentException if the fractions are not such, looks follow one that reached 1, or the rule does
     *     not spend error
     */
    public Boundaries boundariesSoFar(double[] fractions, LastLook last) {
        increasing(fractions);
        return new BoundarySolver(this).observed(fractions, last);
    }

    private static void increasing(double[] fractions) {
        if (fractions.length == 0) {
            throw new IllegalArgumentException("a group-sequential test has at least one look");
        }
        double before = 0;
        for (double t : fractions) {
            Arguments.positive("information fraction", t);
            if (!(t - before > 1e-6 * t)) {
                throw new IllegalArgumentException("information fractions must increase from look to look; " + t
                        + " follows " + before + ". A look without new information is no look: leave it out.");
            }
            before = t;
        }
    }
}
