package assay.experiment;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Rejections;
import assay.Role;
import assay.Sample;
import assay.multiplicity.ELond;
import assay.multiplicity.OnlineRule;
import assay.multiplicity.OnlineStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Which of a stream of experiments have an effect, each decided when it ends and never again: the time column is the number of the
 * experiment, each is tested for a difference in means by Welch's t, and an online rule gives its level. A rule on e-values takes
 * the evidence of {@link assay.sequential.AnytimeT}. A hypothesis has the time of its experiment for a name.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if g is not finite and positive.
 *
 * @param rule the rule, fixed before the first experiment
 * @param priorUnits g of the evidence, for a rule on e-values; others do not use it
 */
public record OnlineTests(OnlineRule rule, double priorUnits) implements Estimator<Rejections> {

    public OnlineTests {
        Arguments.positive("prior units", priorUnits);
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
        OnlineStream stream = OnlineStream.start(rule);
        List<Rejections.Hypothesis> hypotheses = new ArrayList<>();
        for (Map.Entry<String, Sample> experiment : experiments(sample).entrySet()) {
            Estimate estimate = new DifferenceInMeans()
                    .estimate(experiment.getValue(), random)
                    .estimate();
            double evidence = rule instanceof ELond
                    ? MetricEvidence.logEvidence(estimate, experiment.getValue().size(), priorUnits)
                    : estimate.inference().pValue(0);
            stream = stream.after(evidence);
            hypotheses.add(new Rejections.Hypothesis(experiment.getKey(), Double.NaN, stream.rejectedLast()));
        }
        return new Rejections(hypotheses, List.of());
    }

    /**
     * The experiments of a sample.
     *
     * @param sample with a numeric time column, the number of the experiment
     * @return the rows of each, by its number, in their order
     * @throws assay.EstimationException if there is no time column or it is not numeric
     */
    public static Map<String, Sample> experiments(Sample sample) {
        double[] time = sample.numeric(Role.TIME);
        Map<Double, List<Integer>> rows = new TreeMap<>();
        for (int i = 0; i < time.length; i++) {
            rows.computeIfAbsent(time[i], t -> new ArrayList<>()).add(i);
        }
        Map<String, Sample> experiments = new LinkedHashMap<>();
        rows.forEach((t, list) -> experiments.put(
                t == Math.rint(t) && Math.abs(t) < 1e15 ? Long.toString(Math.round(t)) : Double.toString(t),
                sample.rows(list.stream().mapToInt(Integer::intValue).toArray())));
        return experiments;
    }
}
