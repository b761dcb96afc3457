package assay.baseline;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Normal;
import assay.Role;
import assay.Sample;
import assay.Trajectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Peeking: the same looks at the same estimates as a sequential method, but each is tested as if it were the only one, {@code |z|
 * > 1.96}. With a look after every unit it finds an effect in a third to a half of all experiments without one (Armitage,
 * McPherson and Rowe, Repeated significance tests on accumulating data, JRSS A 132, 1969).
 *
 * <p>The constructor throws {@link IllegalArgumentException} if alpha is not in (0, 1).
 *
 * @param looks the sequential method whose looks are taken
 * @param alpha size of each test
 */
public record FixedLevelAtEveryLook(Estimator<Trajectory> looks, double alpha) implements Estimator<Trajectory> {

    public FixedLevelAtEveryLook {
        Arguments.probability("alpha", alpha);
    }

    @Override
    public Estimand target() {
        return looks.target();
    }

    @Override
    public Set<Role> needs() {
        return looks.needs();
    }

    @Override
    public Set<Role> reads() {
        return looks.reads();
    }

    @Override
    public Trajectory estimate(Sample sample, RandomGenerator random) {
        Trajectory path = looks.estimate(sample, random);
        List<Trajectory.Look> read = new ArrayList<>(path.looks().size());
        for (Trajectory.Look look : path.looks()) {
            Estimate e = look.estimate();
            Normal inference = new Normal(e.value(), e.stdError());
            read.add(new Trajectory.Look(
                    look.n(),
                    look.information(),
                    new Estimate(e.estimand(), e.term(), e.value(), e.stdError(), inference),
                    inference.pValue(0) < alpha));
        }
        return new Trajectory(read, path.glance(), List.of());
    }
}
