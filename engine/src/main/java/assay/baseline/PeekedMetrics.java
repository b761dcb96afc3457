package assay.baseline;

import assay.Arguments;
import assay.Estimand;
import assay.Estimator;
import assay.Rejections;
import assay.Role;
import assay.Sample;
import assay.experiment.MetricTests;
import assay.multiplicity.PValueAdjustment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What a reader takes home who looks at many metrics again and again as units come in, and keeps the smallest p-value of each:
 * p-values adjusted for the number of metrics, but not for the number of looks.
 *
 * @param adjustment how p-values are adjusted for each other
 * @param level the error rate that is aimed at, in (0, 1)
 * @param looks how often the reader looks, at equal numbers of rows, at least 1
 */
public record PeekedMetrics(PValueAdjustment adjustment, double level, int looks) implements Estimator<Rejections> {

    public PeekedMetrics {
        Arguments.probability("level", level);
        Arguments.atLeast("looks", looks, 1);
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT);
    }

    @Override
    public Rejections estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        List<String> names = new ArrayList<>();
        double[] smallest = {};
        for (int look = looks; look >= 1; look--) {
            int rows = (int) ((long) sample.size() * look / looks);
            Sample seen = sample.rows(IntStream.range(0, rows).toArray());
            double[] p = MetricTests.estimates(seen, random).values().stream()
                    .mapToDouble(estimate -> estimate.inference().pValue(0))
                    .toArray();
            if (names.isEmpty()) {
                names.addAll(MetricTests.estimates(seen, random).keySet());
                smallest = p;
            }
            for (int j = 0; j < p.length; j++) {
                smallest[j] = Math.min(smallest[j], p[j]);
            }
        }
        return adjustment.reject(names, smallest, level);
    }
}
