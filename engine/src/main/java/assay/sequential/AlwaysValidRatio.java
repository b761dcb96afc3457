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
 * Reads the difference of a ratio metric, such as clicks per view, look by look from cumulative totals: a delta-method standard error and
 * {@link AnytimeNormal} inference, or {@link AnytimeOneSided}, asymptotic as all of them.
 *
 * <p>Where the denominators per unit drift over the looks the ratio changes its meaning: a drift that chance does not explain is a
 * caution, and one by half or more is refused.
 *
 * @param plan what was fixed before the first look
 */
public record AlwaysValidRatio(MonitoringPlan plan) {

    private static final double FAR = 4;
    private static final double LARGE = 1.5;

    /**
     * The cumulative totals of both arms at a look.
     *
     * @param label what the look is called
     * @param control control arm
     * @param treated treated arm
     */
    public record Look(String label, RatioTotals control, RatioTotals treated) {}

    /**
     * Reads a stream.
     *
     * @param looks in order of time
     * @return an estimate at each look that counts
     * @throws ThreatException if totals fall or cannot be, denominators drift by half or more, or no look counts
     * @throws IllegalArgumentException if there is no look
     */
    public Trajectory read(List<Look> looks) {
        TotalsStream.cumulative(
                looks.stream()
                        .map(look -> new LookTotals(
                                look.label(),
                                look.control().numerators(),
                                look.treated().numerators()))
                        .toList(),
                TotalsKind.CUMULATIVE);
        List<LookTotals> denominators = TotalsStream.cumulative(
                looks.stream()
                        .map(look -> new LookTotals(
                                look.label(),
                                look.control().denominators(),
                                look.treated().denominators()))
                        .toList(),
                TotalsKind.CUMULATIVE);
        List<Caution> cautions = new ArrayList<>(drift(denominators));
        List<Trajectory.Look> read = new ArrayList<>();
        for (Look look : looks) {
            read(look, read);
        }
        Look last = looks.get(looks.size() - 1);
        if (read.isEmpty()) {
            throw new ThreatException(
                    ValidityThreat.TOO_EARLY,
                    "Of metric " + plan.metric() + " no look has the " + plan.start() + " units of the start.");
        }
        Glance glance = new Glance(
                "always-valid-ratio",
                "delta method",
                Math.toIntExact(last.control().n() + last.treated().n()),
                Math.toIntExact(last.treated().n()),
                Math.toIntExact(last.control().n()),
                0,
                0,
                Map.of("prior_units", plan.priorUnits()));
        return new Trajectory(read, glance, cautions);
    }

    private void read(Look look, List<Trajectory.Look> read) {
        double n0 = look.control().n();
        double n1 = look.treated().n();
        double variance = look.control().variance() + look.treated().variance();
        int before = read.isEmpty() ? 0 : read.get(read.size() - 1).n();
        if (n0 + n1 < plan.start() || !(variance > 0) || n0 + n1 <= before) {
            return;
        }
        double difference = look.treated().ratio() - look.control().ratio();
        double error = Math.sqrt(variance);
        double units = 4 * n0 * n1 / (n0 + n1);
        Inference inference = plan.alternative() == Alternative.TWO_SIDED
                ? new AnytimeNormal(difference, error, units, plan.priorUnits())
                : new AnytimeOneSided(difference, error, units, plan.priorUnits(), plan.alternative());
        Estimate estimate = new Estimate(Estimand.RATIO, plan.metric(), difference, error, inference);
        read.add(new Trajectory.Look(
                Math.toIntExact(look.control().n() + look.treated().n()),
                1 / variance,
                estimate,
                inference.pValue(plan.nullValue()) <= plan.alpha()));
    }

    /** Compares the denominators per unit of what came in since the first look with those of the first. */
    private List<Caution> drift(List<LookTotals> looks) {
        LookTotals first = looks.get(0);
        LookTotals last = looks.get(looks.size() - 1);
        List<Caution> cautions = new ArrayList<>();
        drift("control", first.control(), last.control(), cautions);
        drift("treated", first.treated(), last.treated(), cautions);
        return cautions;
    }

    private void drift(String arm, ArmTotals first, ArmTotals last, List<Caution> cautions) {
        double units = (double) last.n() - first.n();
        if (first.n() < 2 || units < 2) {
            return;
        }
        double before = first.mean();
        double after = (last.sum() - first.sum()) / units;
        double error = Math.sqrt(last.variance() * (1.0 / first.n() + 1 / units));
        if (!(Math.abs(after - before) > FAR * error)) {
            return;
        }
        String finding = "The denominator of metric " + plan.metric() + " is " + before + " a unit in the " + arm
                + " arm at the first look and " + after + " among those that came later.";
        if (Math.max(after, before) > LARGE * Math.min(after, before)) {
            throw new ThreatException(ValidityThreat.DRIFTING_DENOMINATOR, finding);
        }
        cautions.add(Caution.of(
                ValidityThreat.DRIFTING_DENOMINATOR.code(),
                finding + " That is more than chance: " + ValidityThreat.DRIFTING_DENOMINATOR.reason() + "."));
    }
}
