package assay.cate;

import assay.Arguments;
import assay.Estimand;
import assay.Estimator;
import assay.Role;
import assay.Sample;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Sorted group average effects of a learner, see {@link GroupEffects}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there are fewer than two groups.
 *
 * @param learner learns the effects
 * @param groups the number of groups
 * @param validation which rows are grouped, by models of which other rows
 */
public record Gate(Estimator<CateFit> learner, int groups, Validation validation) implements Estimator<GroupEffects> {

    public Gate {
        Arguments.atLeast("groups", groups, 2);
    }

    /**
     * The default.
     *
     * @param learner learns the effects
     * @param groups the number of groups
     */
    public Gate(Estimator<CateFit> learner, int groups) {
        this(learner, groups, Validation.HONEST_SPLIT);
    }

    @Override
    public Estimand target() {
        return Estimand.CATE;
    }

    @Override
    public Set<Role> needs() {
        return learner.needs();
    }

    @Override
    public Set<Role> reads() {
        return learner.reads();
    }

    @Override
    public GroupEffects estimate(Sample sample, RandomGenerator random) {
        return GroupEffects.of(validation.parts(learner, sample, random), sample.size(), groups, random.nextLong());
    }
}
