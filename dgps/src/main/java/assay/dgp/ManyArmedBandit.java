package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.bayes.Allocation;
import assay.random.Philox;
import assay.random.Streams;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An experiment of several arms in batches, which sends more units to the arms that are ahead. In the first batch all arms are equally
 * likely; in later ones their probabilities follow the results so far by a {@link BanditRule} and keep a floor. All probabilities are
 * recorded, in the order of the arms, and the batch is the time.
 *
 * <p>Arm 0 is control, with the expected outcome {@code mean}; the first few of the others have {@code mean + effect}, the rest the same as
 * control. The bad luck of an arm that is given up is never averaged out, so that its mean is biased downwards.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size units, at least 2 for each arm in each batch on average
 * @param arms treatments beside the control, 1 to 20
 * @param batches batches of nearly equal size, at least 2
 * @param effect effect of each treatment that works
 * @param works how many treatments work, 0 to arms
 * @param mean expected outcome under control
 * @param floor least probability of each arm, above 0 and at most one over the number of arms, control included
 * @param rule how results turn into probabilities
 * @param outcome the law of outcomes
 */
public record ManyArmedBandit(
        int size,
        int arms,
        int batches,
        double effect,
        int works,
        double mean,
        double floor,
        BanditRule rule,
        BanditOutcome outcome)
        implements Twins {

    private static final int MOST = 20;

    public ManyArmedBandit {
        Arguments.atLeast("arms", arms, 1);
        Arguments.atLeast("batches", batches, 2);
        Arguments.atLeast("works", works, 0);
        Arguments.finite("effect", effect);
        Arguments.finite("mean", mean);
        if (arms > MOST || works > arms) {
            throw new IllegalArgumentException(
                    "arms must be at most " + MOST + " and works at most arms, not " + arms + " and " + works);
        }
        if (size / batches < 2 * (arms + 1)) {
            throw new IllegalArgumentException("size must be at least " + 2 * (arms + 1) + " for each of the " + batches
                    + " batches, not " + size);
        }
        if (!(floor > 0 && floor * (arms + 1) <= 1)) {
            throw new IllegalArgumentException(
                    "floor must be above 0 and at most 1 over the number of arms, control included, not " + floor);
        }
        outcome.check(mean, works == 0 ? 0 : effect);
    }

    /**
     * Two treatments that are both worse than control by 0.15, in ten batches by Thompson sampling with a floor of 0.02: where they are
     * given up early, they look worse than they are.
     *
     * @param size units, at least 60
     * @return the world
     */
    public static ManyArmedBandit standard(int size) {
        return new ManyArmedBandit(size, 2, 10, -0.15, 2, 0, 0.02, BanditRule.THOMPSON, BanditOutcome.GAUSSIAN);
    }

    @Override
    public String name() {
        return "many-armed-bandit";
    }

    @Override
    public Draw draw(Streams streams) {
        Philox tosses = streams.assignment();
        return new Draw(run(streams, Tosses.drawn(tosses, size)), truth());
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Tosses.forced(size, arm));
    }

    private GroundTruth truth() {
        Map<String, Double> targets = new LinkedHashMap<>();
        Set<String> nulls = new LinkedHashSet<>();
        Set<String> contrasts = new LinkedHashSet<>();
        for (int a = 1; a <= arms; a++) {
            String name = a + " - 0";
            contrasts.add(name);
            targets.put(name, shift(a));
            if (shift(a) == 0) {
                nulls.add(name);
            }
        }
        for (int a = 0; a <= arms; a++) {
            targets.put("always " + a, mean + shift(a));
        }
        Map<Estimand, Double> estimands =
                arms == 1 ? Map.of(Estimand.ATE, shift(1), Estimand.SATE, shift(1)) : Map.of();
        return new GroundTruth(estimands, null)
                .withTargets(targets)
                .withHypotheses(new HypothesisTruth(contrasts, nulls))
                .withNull(nulls.size() == arms);
    }

    private double shift(int arm) {
        return arm >= 1 && arm <= works ? effect : 0;
    }

    /** Units by their tosses: below 0 the first treatment, above 1 control, as in twins. */
    private Sample run(Streams streams, double[] toss) {
        double[] y = new double[size];
        outcome.noise(streams.noise(), y);
        int k = arms + 1;
        double[][] propensity = new double[k][size];
        double[] arm = new double[size];
        double[] batch = new double[size];
        double[] sums = new double[k];
        double[] counts = new double[k];
        for (int b = 0; b < batches; b++) {
            double[] p = ArmShares.of(rule, sums, counts, outcome);
            Allocation.floored(p, floor);
            int to = start(b + 1);
            for (int i = start(b); i < to; i++) {
                int own = arm(p, toss[i]);
                arm[i] = own;
                batch[i] = b + 1;
                y[i] = outcome.value(mean + shift(own), y[i]);
                for (int a = 0; a < k; a++) {
                    propensity[a][i] = p[a];
                }
                sums[own] += y[i];
                counts[own]++;
            }
        }
        Sample.Builder builder = Sample.builder().outcome("y", y).assignment("arm", arm);
        for (int a = 0; a < k; a++) {
            builder.add(Role.PROPENSITY, "p" + a, propensity[a]);
        }
        return builder.add(Role.TIME, "batch", batch).build();
    }

    private static int arm(double[] p, double toss) {
        if (toss < 0 || toss > 1) {
            return toss < 0 ? 1 : 0;
        }
        double sum = 0;
        for (int a = 0; a < p.length - 1; a++) {
            sum += p[a];
            if (toss < sum) {
                return a;
            }
        }
        return p.length - 1;
    }

    private int start(int b) {
        return (int) ((long) size * b / batches);
    }

    @Override
    public ManyArmedBandit withEffect(double changed) {
        return new ManyArmedBandit(size, arms, batches, changed, works, mean, floor, rule, outcome);
    }

    @Override
    public ManyArmedBandit withSize(int changed) {
        return new ManyArmedBandit(changed, arms, batches, effect, works, mean, floor, rule, outcome);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "A bandit of several arms",
                List.of(
                        "T_i = a \\text{ with probability } p_{b,a} \\text{ in batch } b, \\quad p_{1,a} = \\frac{1}{k + 1}",
                        "p_{b,a} = f + (1 - (k + 1) f) \\pi_{b,a}, \\quad \\pi_{b,a} = P(\\text{arm } a \\text{ is best} \\mid"
                                + " \\text{earlier batches}) \\text{ or } 1\\{a \\text{ leads}\\}",
                        "E[Y_i \\mid T_i = a] = \\mu + \\tau \\, 1(1 \\le a \\le w)"),
                List.of(
                        new WorldCard.Knob("size", "units, at least 2 for each arm in each batch on average"),
                        new WorldCard.Knob("arms", "treatments k beside the control, at most 20"),
                        new WorldCard.Knob("batches", "batches of nearly equal size, at least 2"),
                        new WorldCard.Knob("effect", "effect tau of each treatment that works"),
                        new WorldCard.Knob("works", "how many treatments w work"),
                        new WorldCard.Knob("mean", "expected outcome mu under control"),
                        new WorldCard.Knob(
                                "floor",
                                "least probability f of each arm; at most 1 over the number of arms and control"),
                        new WorldCard.Knob(
                                "rule",
                                "thompson: the share of 512 posterior draws in which an arm is best; epsilon-greedy: the leader"),
                        new WorldCard.Knob(
                                "outcome", "gaussian: normal with unit variance; bernoulli: 1 with that probability")),
                Dag.of("[earlier batches] -> propensities -> T -> Y"),
                "Means and effects are knobs. Means of arms that are given up are biased downwards although every toss is"
                        + " known. The treated twin has every unit in the first treatment.",
                "Hadad, Hirshberg, Zhan, Wager and Athey (PNAS 118, 2021), doi:10.1073/pnas.2014602118.");
    }
}
