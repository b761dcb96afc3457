package assay.decision;

import assay.multiplicity.MetricResult;
import assay.multiplicity.MetricRole;
import assay.multiplicity.MultiplicityPolicy;
import assay.multiplicity.PValueAdjustment;
import java.util.ArrayList;
import java.util.List;

/** Secondary metrics in the primary view, over all treatments: one family, by Holm's steps. */
final class SecondaryCorrection {

    private SecondaryCorrection() {}

    static List<SecondaryReading> correct(ExperimentPlan plan, List<MetricReading> readings) {
        List<MetricReading> secondary = readings.stream()
                .filter(r -> r.purpose() == Purpose.SECONDARY && r.view() == plan.primaryView())
                .toList();
        if (secondary.isEmpty()) {
            return List.of();
        }
        double alpha = plan.policy().alpha();
        List<MultiplicityPolicy.Ruling> rulings = new MultiplicityPolicy(alpha, alpha, PValueAdjustment.HOLM)
                .decide(secondary.stream()
                        .map(r -> MetricResult.of(r.metric().id() + ", " + r.arm(), MetricRole.SECONDARY, r.decisive()))
                        .toList())
                .rulings();
        List<SecondaryReading> corrected = new ArrayList<>();
        for (int i = 0; i < rulings.size(); i++) {
            MetricReading reading = secondary.get(i);
            corrected.add(new SecondaryReading(
                    reading.metric().id(),
                    reading.arm(),
                    rulings.get(i).adjustedP(),
                    rulings.get(i).reason()));
        }
        return corrected;
    }
}
