package assay.baseline;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Role;
import assay.Sample;
import assay.Trajectory;
import assay.experiment.GroupSequential;
import assay.sequential.StageWise;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A group-sequential test that stops where it should and then reports as if it had been planned to end there: the estimate as
 * it is, with its fixed interval. What stopped the test was a large estimate, so it is too large more often than not. Kept
 * because it fails.
 *
 * @param test the test
 */
public record NaiveAfterStopping(GroupSequential test) implements Estimator<Trajectory> {

    @Override
    public Estimand target() {
        return test.target();
    }

    @Override
    public Set<Role> needs() {
        return test.needs();
    }

    @Override
    public Set<Role> reads() {
        return test.reads();
    }

    @Override
    public Trajectory estimate(Sample sample, RandomGenerator random) {
        Trajectory path = test.estimate(sample, random);
        List<Trajectory.Look> looks = new ArrayList<>();
        for (Trajectory.Look look : path.looks()) {
            looks.add(
                    look.estimate().inference() instanceof StageWise end
                            ? new Trajectory.Look(
                                    look.n(), look.information(), fixed(look.estimate(), end), look.rejects())
                            : look);
        }
        return new Trajectory(looks, path.glance(), path.cautions());
    }

    private static Estimate fixed(Estimate estimate, StageWise end) {
        return Estimate.studentT(
                estimate.estimand(), estimate.term(), end.value(), end.stdError(), end.degreesOfFreedom());
    }
}
