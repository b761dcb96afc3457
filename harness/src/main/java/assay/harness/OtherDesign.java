package assay.harness;

import assay.Estimand;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.dgp.Dgp;
import assay.random.Streams;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A foil that runs another experiment in the same market: it does not analyse the sample that it is given, but one that it
 * draws of the market under a design of its own. Its truth must be that of the market, the same in every draw.
 *
 * @param world the market under the other design
 * @param naive how that experiment is analysed
 */
record OtherDesign(Dgp world, Estimator<Fit> naive) implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return naive.target();
    }

    @Override
    public Set<Role> needs() {
        return Set.of();
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        return naive.estimate(world.draw(new Streams(random.nextLong(), 0)).observed(), random);
    }
}
