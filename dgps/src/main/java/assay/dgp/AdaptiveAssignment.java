package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An experiment in batches that sends more units to the arm that is ahead. {@code y = mean + effect T + sd e}; in the first
 * batch T is a fair coin, in later ones its probability follows the results so far by a {@link BanditRule} and stays at
 * least {@code floor} away from 0 and 1. The probability is recorded, and the batch is the time.
 *
 * <p>An arm that was unlucky at first gets few units, and its bad luck is never averaged out: the means of the arms are
 * biased downwards, and so is their difference wherever one arm is better. Weighting by the recorded probabilities
 * is unbiased.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 4 for each batch
 * @param batches batches of nearly equal size, at least 2
 * @param effect effect of treatment, the same for every unit
 * @param sd standard deviation of the noise, above 0
 * @param mean expected outcome under control
 * @param floor least probability of each arm, in (0, 0.5]; 0.5 is an ordinary experiment
 * @param rule how results turn into probabilities
 */
public record AdaptiveAssignment(
        int size, int batches, double effect, double sd, double mean, double floor, BanditRule rule) implements Twins {

    private static final int SMALLEST = 4;

    public AdaptiveAssignment {
        Arguments.atLeast("batches", batches, 2);
        if (size / SMALLEST < batches) {
            throw new IllegalArgumentException(
                    "size must be at least 4 for each of the " + batches + " batches, not " + size);
        }
        Arguments.finite("effect", effect);
        Arguments.positive("sd", sd);
        Arguments.finite("mean", mean);
        if (!(floor > 0 && floor <= 0.5)) {
            throw new IllegalArgumentException("floor must be in (0, 0.5], not " + floor);
        }
    }

    /**
     * Ten batches by Thompson sampling, effect 0.2, unit noise, floor 0.1.
     *
     * @param size units, at least 40
     * @return the world
     */
    public static AdaptiveAssignment standard(int size) {
        return new AdaptiveAssignment(size, 10, 0.2, 1, 0, 0.1, BanditRule.THOMPSON);
    }

    @Override
    public String name() {
        return "adaptive-assignment";
    }

    @Override
    public Draw draw(Streams streams) {
        Sample observed = run(streams, Tosses.drawn(streams.assignment(), size));
        return new Draw(observed, new GroundTruth(Map.of(Estimand.ATE, effect, Estimand.SATE, effect), null));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Tosses.forced(size, arm));
    }

    private Sample run(Streams streams, double[] treatment) {
        double[] y = new double[size];
        streams.noise().normals(y);
        double[] propensity = new double[size];
        double[] batch = new double[size];
        double[] sums = new double[2];
        int[] counts = new int[2];
        for (int b = 0; b < batches; b++) {
            int from = start(b);
            int to = start(b + 1);
            double p = rule.propensity(sums, counts, sd, floor);
            Arrays.fill(propensity, from, to, p);
            Arrays.fill(batch, from, to, b + 1);
            for (int i = from; i < to; i++) {
                int arm = treatment[i] < p ? 1 : 0;
                treatment[i] = arm;
                y[i] = mean + effect * arm + sd * y[i];
                sums[arm] += y[i];
                counts[arm]++;
            }
        }
        return Sample.builder()
                .outcome("y", y)
                .assignment("t", treatment)
                .add(Role.PROPENSITY, "propensity", propensity)
                .add(Role.TIME, "batch", batch)
                .build();
    }

    private int start(int b) {
        return (int) ((long) size * b / batches);
    }

    @Override
    public AdaptiveAssignment withEffect(double changed) {
        return new AdaptiveAssignment(size, batches, changed, sd, mean, floor, rule);
    }

    @Override
    public AdaptiveAssignment withSize(int changed) {
        return new AdaptiveAssignment(changed, batches, effect, sd, mean, floor, rule);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Assignment that follows the results",
                List.of(
                        "T_i \\sim \\mathrm{Bernoulli}(p_b) \\text{ in batch } b, \\quad p_1 = \\frac{1}{2}",
                        "p_b = \\min(1 - f, \\max(f, \\pi_b)), \\quad \\pi_b = \\Phi\\left(\\frac{\\bar{Y}_1 - \\bar{Y}_0}"
                                + "{\\sigma \\sqrt{1 / n_1 + 1 / n_0}}\\right) \\text{ or } 1\\{\\bar{Y}_1 > \\bar{Y}_0\\}",
                        "Y_i = \\mu + \\tau T_i + \\sigma \\varepsilon_i, \\quad \\varepsilon_i \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 4 for each batch"),
                        new WorldCard.Knob("batches", "batches of nearly equal size, at least 2"),
                        new WorldCard.Knob("effect", "the effect tau of treatment, the same for every unit"),
                        new WorldCard.Knob("sd", "standard deviation sigma of the noise, above 0"),
                        new WorldCard.Knob("mean", "expected outcome mu under control"),
                        new WorldCard.Knob(
                                "floor", "least probability f of each arm, in (0, 0.5]; 0.5 is an ordinary experiment"),
                        new WorldCard.Knob(
                                "rule",
                                "thompson: the probability that treatment is better; epsilon-greedy: the leader")),
                Dag.of("[earlier batches] -> propensity -> T -> Y"),
                "The effect is a knob. The difference in means is biased although every toss is known: results decide who "
                        + "is measured more.",
                "Hadad, Hirshberg, Zhan, Wager and Athey (PNAS 118, 2021), doi:10.1073/pnas.2014602118.");
    }
}
