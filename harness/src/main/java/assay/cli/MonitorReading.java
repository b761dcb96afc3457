package assay.cli;

import assay.Caution;
import assay.Estimate;
import assay.Interval;
import assay.Trajectory;
import assay.sequential.Alternative;
import assay.sequential.AlwaysValidMonitor;
import assay.sequential.AnytimeNormal;
import assay.sequential.AnytimeOneSided;
import assay.sequential.AnytimeT;
import assay.sequential.Boundaries;
import assay.sequential.DirichletMultinomial;
import assay.sequential.LastLook;
import assay.sequential.LookTotals;
import assay.sequential.MonitoringPlan;
import assay.sequential.ThreatException;
import assay.sequential.ValidityThreat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A stream, read by a plan.
 *
 * @param stream what came in
 * @param plan what was planned
 * @param looks one row per look
 * @param cautions reasons for care
 */
record MonitorReading(LookStream stream, MonitorPlan plan, List<MonitoredLook> looks, List<Caution> cautions) {

    /** Chance of a false alarm of the sample ratio over all looks. */
    static final double RATIO_ALARM = 0.001;

    /** Sharp for small mismatches, as is usual. */
    private static final double CONCENTRATION = 10_000;

    private static final double FULL = 1 - 1e-9;

    MonitorReading {
        looks = List.copyOf(looks);
        cautions = List.copyOf(cautions);
    }

    static MonitorReading of(LookStream stream, MonitorPlan plan) {
        AlwaysValidMonitor monitor = new AlwaysValidMonitor(plan.monitoring());
        List<Trajectory.Look> read = new ArrayList<>();
        double[] pValues = {};
        List<Caution> cautions = new ArrayList<>();
        try {
            Trajectory path = monitor.read(stream.looks());
            read.addAll(path.looks());
            cautions.addAll(path.cautions());
            pValues = monitor.pValues(path);
        } catch (ThreatException e) {
            if (e.threat() != ValidityThreat.TOO_EARLY) {
                throw e;
            }
            cautions.add(Caution.of(e.threat().code(), String.valueOf(e.getMessage())));
        }
        Map<Integer, Integer> at = new HashMap<>();
        for (int k = 0; k < read.size(); k++) {
            at.put(read.get(k).n(), k);
        }
        double[] boundaries = boundaries(plan, read);
        double[] ratio = ratio(stream, plan);
        List<MonitoredLook> looks = new ArrayList<>();
        for (int i = 0; i < stream.looks().size(); i++) {
            LookTotals totals = stream.looks().get(i);
            Integer k = at.get(Math.toIntExact(totals.units()));
            looks.add(
                    k == null
                            ? early(totals, ratio[i])
                            : look(totals, read.get(k).estimate(), plan, pValues[k], boundaries[k], ratio[i]));
        }
        return new MonitorReading(stream, plan, looks, cautions);
    }

    private static MonitoredLook early(LookTotals totals, double ratio) {
        double none = Double.NaN;
        Interval line = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        return new MonitoredLook(
                totals.label(), totals.control().n(), totals.treated().n(), none, none, line, none, none, none, ratio);
    }

    private static MonitoredLook look(
            LookTotals totals, Estimate estimate, MonitorPlan plan, double p, double boundary, double ratio) {
        return new MonitoredLook(
                totals.label(),
                totals.control().n(),
                totals.treated().n(),
                estimate.value(),
                estimate.stdError(),
                estimate.inference().interval(plan.monitoring().level()),
                p,
                estimate.inference().statistic(plan.monitoring().nullValue()),
                boundary,
                ratio);
    }

    /** The critical |z| of each look: of the always-valid interval, or of the analyses of a group-sequential plan. */
    private static double[] boundaries(MonitorPlan plan, List<Trajectory.Look> read) {
        double[] critical = new double[read.size()];
        if (plan.rule() == MonitorPlan.Rule.ALWAYS_VALID) {
            for (int k = 0; k < critical.length; k++) {
                critical[k] = radius(read.get(k).estimate(), plan.monitoring());
            }
            return critical;
        }
        Arrays.fill(critical, Double.NaN);
        List<Integer> analyses = new ArrayList<>();
        List<Double> fractions = new ArrayList<>();
        int planned = 1;
        for (int k = 0; k < critical.length; k++) {
            double t = fraction(plan, read.get(k));
            boolean due = plan.analyses() == 0 || t * plan.analyses() >= planned - 1e-9;
            boolean over = !fractions.isEmpty() && fractions.get(fractions.size() - 1) >= FULL;
            boolean more = fractions.isEmpty() || t > fractions.get(fractions.size() - 1) * (1 + 1e-6);
            if (due && !over && more) {
                analyses.add(k);
                fractions.add(t);
                planned = (int) Math.floor(t * plan.analyses() + 1e-9) + 1;
            }
        }
        if (!analyses.isEmpty()) {
            double[] t = fractions.stream().mapToDouble(Double::doubleValue).toArray();
            Boundaries boundaries = plan.design().boundariesSoFar(t, LastLook.INTERIM);
            for (int j = 0; j < t.length; j++) {
                critical[analyses.get(j)] = boundaries.looks().get(j).upper();
            }
        }
        return critical;
    }

    private static double fraction(MonitorPlan plan, Trajectory.Look look) {
        return share(plan, look.n(), look.information());
    }

    private static double share(MonitorPlan plan, double units, double information) {
        return Double.isNaN(plan.maxInformation()) ? units / plan.plannedUnits() : information / plan.maxInformation();
    }

    /** How much of the plan a look has. */
    double share(MonitoredLook look) {
        return share(plan, (double) look.units(), 1 / (look.stdError() * look.stdError()));
    }

    private static double radius(Estimate estimate, MonitoringPlan plan) {
        double alpha = plan.alpha();
        if (estimate.inference() instanceof AnytimeT t) {
            return AnytimeT.radius(t.units(), t.degreesOfFreedom(), t.priorUnits(), alpha);
        }
        if (estimate.inference() instanceof AnytimeOneSided one) {
            return AnytimeOneSided.radius(one.units(), one.priorUnits(), alpha);
        }
        return Double.NaN;
    }

    /** The critical |z| that the always-valid rule will have at a later size. */
    static double radiusAt(double balancedUnits, MonitoringPlan plan) {
        return plan.alternative() == Alternative.TWO_SIDED
                ? AnytimeNormal.radius(balancedUnits, plan.priorUnits(), plan.alpha())
                : AnytimeOneSided.radius(balancedUnits, plan.priorUnits(), plan.alpha());
    }

    private static double[] ratio(LookStream stream, MonitorPlan plan) {
        double[] shares =
                plan.shares().stream().mapToDouble(Double::doubleValue).toArray();
        DirichletMultinomial watch = DirichletMultinomial.centred(shares, CONCENTRATION);
        List<long[]> added = stream.added();
        double[] p = new double[added.size()];
        for (int i = 0; i < p.length; i++) {
            long[] n = added.get(i);
            watch.add(Math.max(0, n[0]), Math.max(0, n[1]));
            p[i] = watch.pValue();
        }
        return p;
    }

    MonitoredLook last() {
        return looks.get(looks.size() - 1);
    }

    /** Whether the split between the arms is not the planned one. */
    boolean mismatch() {
        return last().ratioP() <= RATIO_ALARM;
    }

    Rows rows() {
        Rows rows = new Rows(
                "look",
                "n_control",
                "n_treated",
                "estimate",
                "std_error",
                "cs_low",
                "cs_high",
                "p_always_valid",
                "z",
                "boundary",
                "srm_p");
        for (MonitoredLook look : looks) {
            double low = look.counts() ? look.sequence().lower() : Double.NaN;
            double high = look.counts() ? look.sequence().upper() : Double.NaN;
            rows.add(
                    look.label(),
                    look.control(),
                    look.treated(),
                    look.estimate(),
                    look.stdError(),
                    low,
                    high,
                    look.pValue(),
                    look.z(),
                    look.boundary(),
                    look.ratioP());
        }
        return rows;
    }
}
