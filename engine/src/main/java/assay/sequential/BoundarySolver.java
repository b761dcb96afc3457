package assay.sequential;

import assay.distribution.NormalDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;

/** Finds the critical values of a design, look by look on the law of a test that has not stopped. */
final class BoundarySolver {

    /** Less error than this is not worth a test: its critical value would be near 15. */
    private static final double NOTHING = 1e-50;

    private static final int STEPS = 200;

    /** Beyond all values of Z. */
    private static final double FAR = 60;

    private static final double INF = Double.POSITIVE_INFINITY;

    private final GroupSequentialDesign design;
    private final boolean both;

    BoundarySolver(GroupSequentialDesign design) {
        this.design = design;
        this.both = design.sides() == Sides.TWO_SIDED;
    }

    Boundaries planned(double[] t) {
        if (design.rule() instanceof BoundaryRule.WangTsiatis family) {
            return wangTsiatis(family.delta(), t);
        }
        double[] spent = spent(t, LastLook.FINAL);
        Optional<Futility> futility = design.futility();
        if (futility.isEmpty()) {
            return spend(t, spent);
        }
        return futility(futility.get(), t, spent);
    }

    Boundaries observed(double[] t, LastLook last) {
        if (!(design.rule() instanceof BoundaryRule.Spending)) {
            throw new IllegalArgumentException("the boundaries of Wang and Tsiatis need all looks beforehand. Use a "
                    + "spending function for looks at the information that comes.");
        }
        if (design.futility().isPresent()) {
            throw new IllegalArgumentException(
                    "futility boundaries are those of the plan. Read the observed looks by the "
                            + "design without futility, which stays valid if futility is not binding.");
        }
        for (int k = 0; k + 1 < t.length; k++) {
            if (t[k] >= 1) {
                throw new IllegalArgumentException("look " + (k + 1) + " has all the planned information (" + t[k]
                        + " of 1) and spent what was left; no look can follow it.");
            }
        }
        return spend(t, spent(t, last));
    }

    /** Error spent by each look on one side. */
    private double[] spent(double[] t, LastLook last) {
        BoundaryRule.Spending rule = (BoundaryRule.Spending) design.rule();
        double perSide = design.sides().perSide(design.alpha());
        boolean shared = both && rule.convention() == SpendingConvention.TWO_SIDED;
        double[] spent = new double[t.length];
        for (int k = 0; k < t.length; k++) {
            double time = last == LastLook.FINAL && k == t.length - 1 ? 1 : t[k];
            spent[k] = shared
                    ? rule.function().spent(design.alpha(), time) / 2
                    : rule.function().spent(perSide, time);
        }
        return spent;
    }

    private Boundaries spend(double[] t, double[] spent) {
        List<Boundary> looks = new ArrayList<>();
        CanonicalLaw law = CanonicalLaw.start();
        for (int k = 0; k < t.length; k++) {
            double upper = upper(law, t[k], spent[k] - (k == 0 ? 0 : spent[k - 1]));
            double lower = both ? -upper : -INF;
            looks.add(new Boundary(t[k], upper, lower));
            if (k + 1 < t.length) {
                law = law.after(t[k], lower, upper, t[k + 1]);
            }
        }
        return new Boundaries(looks, design.sides(), both ? LowerBoundary.EFFICACY : LowerBoundary.NONE);
    }

    private Boundaries wangTsiatis(double delta, double[] t) {
        double perSide = design.sides().perSide(design.alpha());
        if (t.length == 1) {
            return family(-NormalDistribution.quantile(perSide), delta, t);
        }
        // A test at the last look alone needs less, and one that splits the error evenly needs more.
        double low = -NormalDistribution.quantile(perSide);
        double high = -NormalDistribution.quantile(perSide / t.length);
        double c = new BrentSolver(1e-13, 1e-13, 1e-15)
                .solve(STEPS, x -> family(x, delta, t).crossing(0).upperTotal() - perSide, low, high);
        return family(c, delta, t);
    }

    private Boundaries family(double c, double delta, double[] t) {
        List<Boundary> looks = new ArrayList<>();
        for (double time : t) {
            double upper = c * FastMath.pow(time, delta - 0.5);
            looks.add(new Boundary(time, upper, both ? -upper : -INF));
        }
        return new Boundaries(looks, design.sides(), both ? LowerBoundary.EFFICACY : LowerBoundary.NONE);
    }

    private Boundaries futility(Futility futility, double[] t, double[] spent) {
        double least = -NormalDistribution.quantile(design.alpha()) - NormalDistribution.quantile(futility.beta());
        double drift = new BrentSolver(1e-12, 1e-12, 1e-15)
                .solve(STEPS, x -> missing(futility, t, spent, x), Math.max(0.1, 0.5 * least), 3 * least + 1);
        Boundaries found = with(futility, t, spent, drift);
        if (found == null) {
            throw new IllegalStateException("futility boundaries cross at the drift " + drift);
        }
        return found;
    }

    /** By how much the test misses the planned effect too often at the last look. */
    private double missing(Futility futility, double[] t, double[] spent, double drift) {
        Boundaries found = with(futility, t, spent, drift);
        // Boundaries that cross early come from a drift that is too large.
        return found == null ? -futility.beta() : found.crossing(drift).lowerTotal() - futility.beta();
    }

    /** The boundaries for a drift; null if they cross before the last look. */
    private @Nullable Boundaries with(Futility futility, double[] t, double[] spent, double drift) {
        boolean binding = futility.rule() == Futility.Rule.BINDING;
        List<Boundary> looks = new ArrayList<>();
        CanonicalLaw law = CanonicalLaw.start();
        CanonicalLaw free = law;
        double missed = 0;
        for (int k = 0; k < t.length; k++) {
            double upper = upper(binding ? law : free, t[k], spent[k] - (k == 0 ? 0 : spent[k - 1]));
            if (k + 1 == t.length) {
                looks.add(new Boundary(t[k], upper, upper));
                break;
            }
            double next = futility.spending().spent(futility.beta(), t[k]);
            double lower = lower(law, t[k], next - missed, drift);
            missed = next;
            if (!(lower < upper)) {
                return null;
            }
            looks.add(new Boundary(t[k], upper, lower));
            law = law.after(t[k], lower, upper, t[k + 1]);
            free = binding ? law : free.after(t[k], -INF, upper, t[k + 1]);
        }
        return new Boundaries(
                looks, design.sides(), binding ? LowerBoundary.BINDING_FUTILITY : LowerBoundary.NON_BINDING_FUTILITY);
    }

    /** The value that Z exceeds with a given chance, without drift. */
    private static double upper(CanonicalLaw law, double t, double error) {
        return error > NOTHING ? root(law, t, error, 0, 1) : INF;
    }

    /** The value below which Z falls with a given chance. */
    private static double lower(CanonicalLaw law, double t, double error, double drift) {
        if (!(error > NOTHING)) {
            return -INF;
        }
        return error < law.remaining(drift) ? root(law, t, error, drift, -1) : INF;
    }

    /**
     * The value beyond which, to the side of the sign, a chance lies. It lies nearer than for Z alone, and the logarithm of
     * the chance is concave, so that Newton's steps on it come from outside without overshooting; where the chance
     * underflows, or two looks are so near that it falls off within rounding, halving takes their place.
     */
    private static double root(CanonicalLaw law, double t, double error, double drift, int sign) {
        double out = sign * drift * Math.sqrt(t) - NormalDistribution.quantile(error);
        double in = -FAR;
        double z = out;
        for (int i = 0; i < STEPS; i++) {
            double tail = sign > 0 ? law.above(t, z, drift) : law.below(t, -z, drift);
            if (tail < error) {
                out = z;
            } else {
                in = z;
            }
            double next = z + FastMath.log(tail / error) * tail / law.density(t, sign * z, drift);
            if (Math.abs(next - z) < 1e-13 * (1 + Math.abs(z))) {
                return sign * next;
            }
            z = next > in && next < out ? next : 0.5 * (in + out);
        }
        return sign * z;
    }
}
