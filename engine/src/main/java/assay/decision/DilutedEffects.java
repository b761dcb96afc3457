package assay.decision;

import assay.Estimand;
import assay.Estimate;
import assay.experiment.MetricType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The effect on triggered units as an effect on all that were assigned: times the share of units that were triggered, as treatment
 * does nothing to the others. The variance is {@code s^2 v + d^2 s (1 - s) / n}, of share s, effect d with variance v and n units
 * assigned, as the two are independent to first order.
 */
final class DilutedEffects {

    private DilutedEffects() {}

    static Map<String, Estimate> of(
            ExperimentPlan plan, ExperimentLog log, AssignedUnits units, Iterable<MetricReading> readings) {
        Map<String, Estimate> diluted = new LinkedHashMap<>();
        MetricType type = plan.primary().type();
        if (type == MetricType.RATIO
                || type == MetricType.QUANTILE
                || plan.cluster().isPresent()) {
            return diluted;
        }
        for (MetricReading reading : readings) {
            if (reading.purpose() == Purpose.PRIMARY && reading.view() == View.TRIGGERED) {
                one(plan, log, units, reading).ifPresent(estimate -> diluted.put(reading.arm(), estimate));
            }
        }
        return diluted;
    }

    private static Optional<Estimate> one(
            ExperimentPlan plan, ExperimentLog log, AssignedUnits units, MetricReading reading) {
        int control = plan.variants().indexOf(plan.control());
        double n = 0;
        double triggered = 0;
        int treated = 0;
        for (int i = 0; i < units.rows().length; i++) {
            String arm = plan.variants().get(units.arms()[i]).name();
            if (units.arms()[i] == control || arm.equals(reading.arm())) {
                n++;
                treated += units.arms()[i] == control ? 0 : 1;
                triggered += Double.isNaN(log.triggered()[units.rows()[i]]) ? 0 : 1;
            }
        }
        double share = triggered / n;
        Estimate effect = reading.decisive();
        double df = effect.inference().degreesOfFreedom();
        double variance = share * share * effect.stdError() * effect.stdError()
                + effect.value() * effect.value() * share * (1 - share) / n;
        double value = share * effect.value();
        Estimate estimate = df < Double.POSITIVE_INFINITY
                ? Estimate.studentT(Estimand.ITT, effect.term(), value, Math.sqrt(variance), df)
                : Estimate.normal(Estimand.ITT, effect.term(), value, Math.sqrt(variance));
        Variant treatment = plan.treatments().stream()
                .filter(v -> v.name().equals(reading.arm()))
                .findFirst()
                .orElseThrow();
        return Optional.of(LookRule.of(plan, treatment).read(estimate, (int) n - treated, treated));
    }
}
