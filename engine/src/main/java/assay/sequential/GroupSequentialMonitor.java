package assay.sequential;

import assay.Caution;
import assay.Estimate;
import assay.Glance;
import assay.Inference;
import assay.Trajectory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads the looks of an experiment by a group-sequential design, at the information that they turn out to have.
 *
 * <p>A look spends the error that the design allows at its observed share of the planned information, whatever share was
 * planned. At the first look with all of the planned information or more, and at a look that ends the experiment with
 * less, all that is left is spent. The times of looks must not depend on the effect seen so far.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the design does not spend error or has a futility boundary:
 * futility is read from {@link GroupSequentialDesign#boundaries}, and if it does not bind, the design without it stays valid.
 *
 * @param design rule, sides and error
 * @param plan planned maximum of information
 */
public record GroupSequentialMonitor(GroupSequentialDesign design, PlannedInformation plan) {

    public GroupSequentialMonitor {
        if (!(design.rule() instanceof BoundaryRule.Spending)) {
            throw new IllegalArgumentException(
                    "looks at the information that comes need a spending function; the boundaries "
                            + "of Wang and Tsiatis hold for planned looks only. Use SpendingFunction.obrienFleming().");
        }
        if (design.futility().isPresent()) {
            throw new IllegalArgumentException("futility boundaries are those of the plan; read observed looks by the "
                    + "design without futility.");
        }
    }

    /**
     * Reads looks. The path ends at the first look that rejects, or has all information, or is the last: that look answers
     * with the median-unbiased estimate and {@link StageWise} inference, those before with the estimate as it is and its
     * {@link RepeatedInterval}. Looks whose share of the error is too small for any critical value are left out.
     *
     * @param looks cumulative looks in order
     * @param last whether the last of them ends the experiment
     * @param glance what the last look was made from
     * @return the path
     * @throws IllegalArgumentException if there is no look, or a look has no more units or information than the one before
     */
    public Trajectory read(List<ObservedLook> looks, LastLook last, Glance glance) {
        List<Trajectory.Look> path = new ArrayList<>();
        List<Caution> cautions = new ArrayList<>();
        double[] t = fractions(looks);
        int taken = taken(t);
        // Critical values of a look depend on the looks before it only, but for the last, which may spend all.
        LastLook end = taken < looks.size() ? LastLook.INTERIM : last;
        List<Boundary> boundaries =
                design.boundariesSoFar(Arrays.copyOf(t, taken), end).looks();
        for (int k = 0; k < taken; k++) {
            ObservedLook look = looks.get(k);
            boolean rejects = rejects(look.z(), boundaries.get(k));
            boolean over = rejects || t[k] >= 1 || (k == taken - 1 && end == LastLook.FINAL);
            if (over) {
                path.add(ending(look, new Boundaries(boundaries.subList(0, k + 1), design.sides(), lower()), rejects));
                overs(cautions, t[k], k + 1 < looks.size(), rejects);
                break;
            }
            if (boundaries.get(k).upper() < Double.POSITIVE_INFINITY) {
                path.add(interim(look, t, k));
            }
        }
        if (path.isEmpty()) {
            throw new IllegalArgumentException(
                    "no look has enough information to test anything: the first has a share of " + t[0]
                            + " of the plan. Look later, or plan for less.");
        }
        return new Trajectory(path, glance, cautions);
    }

    /**
     * The answer when data came in after the look that stopped the test (over-running): by the deletion method of
     * Sooriyarachchi, Whitehead, Matsushita, Bolland and Whitehead (Biometrics 59, 2003) the look that stopped is struck
     * out and the last data take its place.
     *
     * @param looks the looks until the one that stopped, that one included
     * @param all the look at all data
     * @return the estimate with stage-wise inference
     * @throws IllegalArgumentException if there is no look, or information does not grow
     */
    public Estimate overrun(List<ObservedLook> looks, ObservedLook all) {
        List<ObservedLook> kept = new ArrayList<>(looks);
        kept.add(all);
        fractions(kept);
        kept.remove(kept.size() - 2);
        double[] t = fractions(kept);
        Boundaries boundaries = design.boundariesSoFar(t, LastLook.FINAL);
        return estimate(all, boundaries);
    }

    private double[] fractions(List<ObservedLook> looks) {
        if (looks.isEmpty()) {
            throw new IllegalArgumentException("a group-sequential test has at least one look");
        }
        double[] t = new double[looks.size()];
        for (int k = 0; k < t.length; k++) {
            t[k] = plan.fraction(looks.get(k));
            if (k > 0
                    && !(t[k] > t[k - 1]
                            && looks.get(k).units() > looks.get(k - 1).units())) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "look %d has %d units and a share of %.4g of the information, look %d before it %d and %.4g: "
                                + "looks are cumulative and information grows. Leave out a look that adds none, and "
                                + "check that the metric and the population are the same at all looks.",
                        k + 1,
                        looks.get(k).units(),
                        t[k],
                        k,
                        looks.get(k - 1).units(),
                        t[k - 1]));
            }
        }
        return t;
    }

    /** Looks until the first with all information. */
    private static int taken(double[] t) {
        int taken = 1;
        while (taken < t.length && t[taken - 1] < 1) {
            taken++;
        }
        return taken;
    }

    private LowerBoundary lower() {
        return design.sides() == Sides.TWO_SIDED ? LowerBoundary.EFFICACY : LowerBoundary.NONE;
    }

    private boolean rejects(double z, Boundary boundary) {
        return z >= boundary.upper() || (lower() == LowerBoundary.EFFICACY && z <= boundary.lower());
    }

    private Trajectory.Look interim(ObservedLook look, double[] t, int k) {
        Estimate e = look.estimate();
        List<Double> soFar = new ArrayList<>();
        for (int j = 0; j <= k; j++) {
            soFar.add(t[j]);
        }
        Inference inference =
                new RepeatedInterval(e.value(), e.stdError(), look.degreesOfFreedom(), design, soFar, LastLook.INTERIM);
        Estimate shown = new Estimate(e.estimand(), e.term(), e.value(), e.stdError(), inference);
        return new Trajectory.Look(look.units(), look.information(), shown, false);
    }

    private static Trajectory.Look ending(ObservedLook look, Boundaries boundaries, boolean rejects) {
        return new Trajectory.Look(look.units(), look.information(), estimate(look, boundaries), rejects);
    }

    private static Estimate estimate(ObservedLook look, Boundaries boundaries) {
        Estimate e = look.estimate();
        StageWise inference = new StageWise(e.value(), e.stdError(), look.degreesOfFreedom(), boundaries);
        return new Estimate(e.estimand(), e.term(), inference.medianUnbiased(), e.stdError(), inference);
    }

    private static void overs(List<Caution> cautions, double t, boolean more, boolean rejects) {
        if (more) {
            cautions.add(Caution.of(
                    rejects ? "stopped-early" : "information-reached",
                    rejects
                            ? "The test stopped before the last look: later data are not in the answer. Analyse them as "
                                    + "over-running."
                            : "The planned information was reached before the last look, which spent all error that was "
                                    + "left: later looks are not in the answer."));
        } else if (t < 1 - 1e-9 && !rejects) {
            cautions.add(Caution.of(
                    "under-running",
                    String.format(
                            Locale.ROOT,
                            "The experiment ended with %.3g of the planned information; the last look spent all error that "
                                    + "was left. The error holds, the planned power does not.",
                            t)));
        }
    }
}
