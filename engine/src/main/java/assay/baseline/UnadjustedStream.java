package assay.baseline;

import assay.Arguments;
import assay.Estimand;
import assay.Estimator;
import assay.Rejections;
import assay.Role;
import assay.Sample;
import assay.experiment.DifferenceInMeans;
import assay.experiment.OnlineTests;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Each of a stream of experiments tested at the same level: false discoveries are then as common among discoveries as there are
 * experiments without an effect.
 *
 * @param level size of each test, in (0, 1)
 */
public record UnadjustedStream(double level) implements Estimator<Rejections> {

    public UnadjustedStream {
        Arguments.probability("level", level);
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TIME);
    }

    @Override
    public Rejections estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        List<Rejections.Hypothesis> hypotheses = new ArrayList<>();
        OnlineTests.experiments(sample).forEach((name, rows) -> {
            double p = new DifferenceInMeans()
                    .estimate(rows, random)
                    .estimate()
                    .inference()
                    .pValue(0);
            hypotheses.add(new Rejections.Hypothesis(name, p, p <= level));
        });
        return new Rejections(hypotheses, List.of());
    }
}
