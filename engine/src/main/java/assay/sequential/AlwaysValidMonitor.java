package assay.sequential;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.Glance;
import assay.Inference;
import assay.Trajectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads an experiment look by look from the totals of its arms: at each look the difference in means with Welch's
 * standard error and degrees of freedom, and an interval that holds at all looks at once.
 *
 * <p>The weight of the mixing distribution is in units of a balanced experiment: two arms of {@code n0} and {@code n1} units
 * count as {@code 4 n0 n1 / (n0 + n1)}, so that the mixing distribution stays the same when the split changes. Two-sided
 * inference is {@link AnytimeT}, one-sided inference {@link AnytimeOneSided}.
 *
 * <p>Looks before the start of the plan are left out, with a caution. A stream on which no guarantee would hold is refused by
 * a {@link ThreatException}.
 *
 * @param plan what was fixed before the first look
 * @param totals whether looks count all units so far or the new ones
 * @param sequence which interval is reported at a look
 */
public record AlwaysValidMonitor(MonitoringPlan plan, TotalsKind totals, IntervalSequence sequence) {

    /**
     * A monitor of cumulative totals that reports the interval of each look.
     *
     * @param plan what was fixed before the first look
     */
    public AlwaysValidMonitor(MonitoringPlan plan) {
        this(plan, TotalsKind.CUMULATIVE, IntervalSequence.AT_EACH_LOOK);
    }

    /**
     * Reads a stream of looks.
     *
     * @param looks in order of time
     * @return an estimate of the average treatment effect at each look that counts
     * @throws ThreatException if units accrue, totals fall or cannot be, or no look is late enough to count
     * @throws IllegalArgumentException if there is no look
     */
    public Trajectory read(List<LookTotals> looks) {
        List<LookTotals> cumulative = TotalsStream.cumulative(looks, totals);
        TotalsStream.refuseAccrual(cumulative);
        List<Trajectory.Look> read = new ArrayList<>();
        List<Inference> sofar = new ArrayList<>();
        for (LookTotals look : cumulative) {
            if (look.units() < plan.start()
                    || look.control().n() < 2
                    || look.treated().n() < 2) {
                continue;
            }
            if (!(look.control().variance() + look.treated().variance() > 0)) {
                continue;
            }
            read.add(look(look, sofar));
        }
        LookTotals last = cumulative.get(cumulative.size() - 1);
        if (read.isEmpty()) {
            throw new ThreatException(
                    ValidityThreat.TOO_EARLY,
                    "Of metric " + plan.metric() + " the last look has " + last.units()
                            + " units, fewer than the start of " + plan.start()
                            + ", or an arm without two different outcomes.");
        }
        return new Trajectory(read, glance(last), cautions(cumulative, read));
    }

    private Trajectory.Look look(LookTotals look, List<Inference> sofar) {
        Welch welch = Welch.of(look.control(), look.treated());
        Inference own = welch.inference(plan);
        sofar.add(own);
        Inference inference = sequence == IntervalSequence.AT_EACH_LOOK ? own : new RunningIntersection(sofar);
        Estimate estimate = new Estimate(Estimand.ATE, plan.metric(), welch.difference(), welch.stdError(), inference);
        return new Trajectory.Look(
                Math.toIntExact(look.units()),
                1 / (welch.stdError() * welch.stdError()),
                estimate,
                inference.pValue(plan.nullValue()) <= plan.alpha());
    }

    private List<Caution> cautions(List<LookTotals> all, List<Trajectory.Look> read) {
        List<Caution> cautions = new ArrayList<>();
        int left = all.size() - read.size();
        if (left > 0) {
            cautions.add(Caution.of(
                    ValidityThreat.TOO_EARLY.code(),
                    left + " of " + all.size() + " looks are left out: they have fewer than the " + plan.start()
                            + " units of the start, or an arm without two different outcomes."));
        }
        return cautions;
    }

    private Glance glance(LookTotals last) {
        return new Glance(
                "always-valid",
                "Welch",
                Math.toIntExact(last.units()),
                Math.toIntExact(last.treated().n()),
                Math.toIntExact(last.control().n()),
                0,
                0,
                Map.of("prior_units", plan.priorUnits(), "start", (double) plan.start()));
    }

    /**
     * The p-value that may be read at any look: the smallest so far.
     *
     * @param path a path that this monitor has read
     * @return one per look, never rising
     */
    public double[] pValues(Trajectory path) {
        double[] values = new double[path.looks().size()];
        double smallest = 1;
        for (int k = 0; k < values.length; k++) {
            smallest = Math.min(
                    smallest, path.looks().get(k).estimate().inference().pValue(plan.nullValue()));
            values[k] = smallest;
        }
        return values;
    }
}
