package assay.sequential;

import assay.Arguments;
import assay.distribution.NormalDistribution;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * The critical values of all looks of a group-sequential test, and what follows from them under the canonical law:
 * {@code Cov(Z_j, Z_k) = sqrt(t_j / t_k)} and {@code E Z_k = drift sqrt(t_k)}. The drift is the mean of Z at the full
 * information, {@code effect sqrt(I_max)}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there is no look, or information does not grow.
 *
 * @param looks the looks in order
 * @param sides what the test looks for
 * @param lower what the lower boundary means
 */
public record Boundaries(List<Boundary> looks, Sides sides, LowerBoundary lower) {

    private static final int EVALUATIONS = 200;

    public Boundaries {
        looks = List.copyOf(looks);
        if (looks.isEmpty()) {
            throw new IllegalArgumentException("a group-sequential test has at least one look");
        }
        double before = 0;
        for (Boundary look : looks) {
            if (!(look.fraction() > before)) {
                throw new IllegalArgumentException("information " + look.fraction() + " is not more than the " + before
                        + " of the look before: a look without new information is no look");
            }
            before = look.fraction();
        }
    }

    /**
     * The boundaries of reading every look as if it were the only one.
     *
     * @param sides what is tested
     * @param alpha error of one look, in (0, 1)
     * @param fractions information of the looks
     * @return a test whose true error is {@code crossing(0)}
     */
    public static Boundaries peeking(Sides sides, double alpha, double... fractions) {
        double z = -NormalDistribution.quantile(sides.perSide(Arguments.probability("alpha", alpha)));
        boolean both = sides == Sides.TWO_SIDED;
        List<Boundary> looks = new ArrayList<>();
        for (double t : fractions) {
            looks.add(new Boundary(t, z, both ? -z : Double.NEGATIVE_INFINITY));
        }
        return new Boundaries(looks, sides, both ? LowerBoundary.EFFICACY : LowerBoundary.NONE);
    }

    /**
     * The same test if nobody stops for futility.
     *
     * @return without its futility boundary; a test without one as it is
     */
    public Boundaries withoutFutility() {
        if (lower == LowerBoundary.NONE || lower == LowerBoundary.EFFICACY) {
            return this;
        }
        return new Boundaries(
                looks.stream()
                        .map(look -> new Boundary(look.fraction(), look.upper(), Double.NEGATIVE_INFINITY))
                        .toList(),
                sides,
                LowerBoundary.NONE);
    }

    /**
     * Where the test ends.
     *
     * @param drift mean of Z at full information
     * @return the chances look by look
     */
    public Crossing crossing(double drift) {
        return crossing(laws(), Arguments.finite("drift", drift));
    }

    private Crossing crossing(List<CanonicalLaw> laws, double drift) {
        List<Double> up = new ArrayList<>();
        List<Double> down = new ArrayList<>();
        for (int k = 0; k < looks.size(); k++) {
            Boundary look = looks.get(k);
            up.add(laws.get(k).above(look.fraction(), look.upper(), drift));
            down.add(laws.get(k).below(look.fraction(), look.lower(), drift));
        }
        return new Crossing(looks.stream().map(Boundary::fraction).toList(), up, down);
    }

    /** The law before each look, given that none before it stopped. */
    List<CanonicalLaw> laws() {
        List<CanonicalLaw> laws = new ArrayList<>();
        CanonicalLaw law = CanonicalLaw.start();
        for (int k = 0; k < looks.size(); k++) {
            laws.add(law);
            if (k + 1 < looks.size()) {
                Boundary look = looks.get(k);
                law = law.after(
                        look.fraction(),
                        look.lower(),
                        look.upper(),
                        looks.get(k + 1).fraction());
            }
        }
        return laws;
    }

    /**
     * The chance to reject in favour of a positive effect.
     *
     * @param drift mean of Z at full information
     * @return in [0, 1]; the error of one side at drift 0
     */
    public double power(double drift) {
        return crossing(drift).upperTotal();
    }

    /**
     * The drift that is found with a given power.
     *
     * @param power in (0, 1), more than the error of one side
     * @return the mean of Z at full information
     * @throws IllegalArgumentException if the power is out of its range
     */
    public double drift(double power) {
        Arguments.probability("power", power);
        List<CanonicalLaw> laws = laws();
        double error = crossing(laws, 0).upperTotal();
        if (!(power > error)) {
            throw new IllegalArgumentException("without an effect the chance to reject is " + error
                    + " already; a power above that is needed, not " + power);
        }
        double last = looks.get(looks.size() - 1).fraction();
        double reach = 40 / Math.sqrt(last);
        return new BrentSolver(1e-13, 1e-13)
                .solve(EVALUATIONS, drift -> crossing(laws, drift).upperTotal() - power, 0, reach);
    }

    /**
     * How much more information the plan must hold than a test with one look and the same error and power.
     *
     * @param power in (0, 1)
     * @return {@code drift^2 / (z_alpha + z_power)^2}, at least 1 but for rounding
     */
    public double inflation(double power) {
        Boundaries counted = lower == LowerBoundary.NON_BINDING_FUTILITY ? withoutFutility() : this;
        double error = counted.crossing(0).upperTotal();
        double fixed = NormalDistribution.quantile(power) - NormalDistribution.quantile(error);
        double ratio = drift(power) / fixed;
        return ratio * ratio;
    }

    /**
     * The information that is needed on average.
     *
     * @param power for which the maximum is planned, in (0, 1)
     * @param share the true drift as a share of the planned one: 0 under the null hypothesis, 1 at the planned effect
     * @return as a share of what a test with one look and the same error and power needs
     */
    public double expectedSize(double power, double share) {
        return inflation(power) * crossing(share * drift(power)).expectedFraction();
    }

    /**
     * Conditional power: the chance to reject in favour of a positive effect at a later look, given what has been seen and
     * a drift for what is to come. {@code z / sqrt(fraction)} is the drift of the current trend.
     *
     * @param look how many looks have been taken, at least 1 and fewer than all
     * @param z the statistic of the last of them
     * @param drift mean of Z at full information
     * @return in [0, 1]
     * @throws IllegalArgumentException if no look is left
     */
    public double conditionalPower(int look, double z, double drift) {
        if (look < 1 || look >= looks.size()) {
            throw new IllegalArgumentException(
                    "conditional power is asked for between looks 1 and " + (looks.size() - 1) + ", not at " + look);
        }
        double t = looks.get(look - 1).fraction();
        double s = Arguments.finite("z", z) * Math.sqrt(t);
        // What is still to come is the same test of a motion that starts anew at what has been reached.
        List<Boundary> rest = new ArrayList<>();
        for (Boundary later : looks.subList(look, looks.size())) {
            double root = Math.sqrt(later.fraction());
            double ahead = Math.sqrt(later.fraction() - t);
            rest.add(new Boundary(
                    later.fraction() - t, (later.upper() * root - s) / ahead, (later.lower() * root - s) / ahead));
        }
        return new Boundaries(rest, sides, lower).power(drift);
    }
}
