package assay.design;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.Trajectory;
import assay.sequential.Boundary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A study that is read at the looks of its design: at each the share of the planned units that the look has is analysed, and
 * the statistic compared with the boundary there. It answers all looks, the ones after a rejection too.
 *
 * @param study the largest plan that can be carried out, whose sizes are those of the last look
 * @param design the design, for its boundaries
 */
public record SequentialStudy(PlannedStudy study, SequentialDesign design) implements Estimator<Trajectory> {

    @Override
    public Estimand target() {
        return study.target();
    }

    @Override
    public Set<Role> needs() {
        return study.needs();
    }

    @Override
    public Trajectory estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        Sample enrolled = study.enrolled(sample);
        Enrolment enrolment = Enrolment.of(enrolled, design.unit());
        long[] available = enrolment.available();
        List<Trajectory.Look> looks = new ArrayList<>();
        Glance glance = null;
        for (Boundary boundary : design.boundaries().looks()) {
            List<Long> arms = new ArrayList<>();
            for (long n : available) {
                arms.add(Math.round(n * boundary.fraction()));
            }
            Fit fit = study.analysis().estimate(enrolment.first(arms), random);
            Estimate estimate = fit.estimate();
            double z = estimate.value() / estimate.stdError();
            int n = (int) arms.stream().mapToLong(Long::longValue).sum();
            looks.add(new Trajectory.Look(
                    n,
                    1 / (estimate.stdError() * estimate.stdError()),
                    new Estimate(
                            target(), estimate.term(), estimate.value(), estimate.stdError(), estimate.inference()),
                    z >= boundary.upper() || z <= boundary.lower()));
            glance = fit.glance();
        }
        if (glance == null) {
            throw new IllegalStateException("boundaries have at least one look");
        }
        return new Trajectory(looks, glance, List.of());
    }
}
