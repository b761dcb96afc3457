package assay.bayes;

import assay.Arguments;
import assay.EstimationException;
import assay.Names;
import assay.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A contextual bandit that a service can load: which arms there are, which features of a context count, what is known so far as sums,
 * and the rule by which that turns into probabilities of assignment. Immutable: an update is another policy.
 *
 * <p>The posterior after updates is that of all rows in one batch, as sums add. Its {@link #toJson() JSON} has a version and a checksum.
 */
public final class BanditPolicy {

    private static final int BLOCK = 4096;

    private final List<String> arms;
    private final List<String> features;
    private final ConjugatePrior prior;
    private final Allocation allocation;
    private final ArmSums sums;
    private final RewardModel model;

    BanditPolicy(List<String> arms, List<String> features, ConjugatePrior prior, Allocation allocation, ArmSums sums) {
        this.arms = Arguments.distinct("arm", arms);
        this.features = Arguments.distinct("feature", features);
        this.prior = prior;
        this.allocation = allocation;
        this.sums = sums;
        allocation.check(arms.size());
        this.model = RewardModel.fit(this.arms, this.features, prior, sums);
    }

    /**
     * A policy that has seen nothing.
     *
     * @param arms names of the arms, at least 2; probabilities are recorded in this order for ever
     * @param features names of the features of a context, in their order; none for a bandit without context
     * @param prior what is known beforehand
     * @param origin prior mean of every arm's reward, and a value near rewards, so that sums keep their digits
     * @param allocation the rule and the floor
     * @return the policy
     * @throws IllegalArgumentException if there are fewer than two arms, names occur twice, or the floor leaves no room
     */
    public static BanditPolicy fresh(
            List<String> arms, List<String> features, ConjugatePrior prior, double origin, Allocation allocation) {
        allocation.check(arms.size());
        return new BanditPolicy(arms, features, prior, allocation, new ArmSums(arms.size(), features.size(), origin));
    }

    /**
     * The policy that a file holds.
     *
     * @param json as written by {@link #toJson()}
     * @return the policy
     * @throws EstimationException if it is no such file, of another version, or damaged
     */
    public static BanditPolicy read(String json) {
        return BanditPolicyJson.read(json);
    }

    /**
     * The policy as a file: versioned, with a checksum, and numbers to the last bit.
     *
     * @return JSON
     */
    public String toJson() {
        return BanditPolicyJson.write(this);
    }

    /**
     * The same policy, if it is about what a service thinks it is about.
     *
     * @param expectedArms the arms that the service can show, in the order of its records
     * @param expectedFeatures the features that it can tell, in the order in which it gives them
     * @return this
     * @throws EstimationException if either differs
     */
    public BanditPolicy require(List<String> expectedArms, List<String> expectedFeatures) {
        same("arms", arms, expectedArms);
        same("features", features, expectedFeatures);
        return this;
    }

    private static void same(String what, List<String> own, List<String> expected) {
        if (!own.equals(expected)) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "The policy has the " + what + " " + own + ", not " + expected + ": its numbers are about others.",
                    "Load the policy of these " + what + ", or start a new one.");
        }
    }

    /**
     * The policy after more rows.
     *
     * @param arm index of the arm of each row
     * @param columns a column of numbers for each feature, finite
     * @param reward what came of each row, finite
     * @return another policy
     * @throws IllegalArgumentException if lengths differ, an arm is out of range or a number is not finite
     */
    public BanditPolicy updated(int[] arm, double[][] columns, double[] reward) {
        checkColumns(columns, arm.length);
        if (reward.length != arm.length) {
            throw new IllegalArgumentException(arm.length + " arms for " + reward.length + " rewards");
        }
        ArmSums more = new ArmSums(arms.size(), features.size(), sums.origin());
        double[] context = new double[features.size()];
        for (int i = 0; i < arm.length; i++) {
            if (arm[i] < 0 || arm[i] >= arms.size() || !Double.isFinite(reward[i])) {
                throw new IllegalArgumentException(
                        "row " + (i + 1) + " has arm number " + arm[i] + " and the reward " + reward[i]);
            }
            for (int j = 0; j < context.length; j++) {
                context[j] = columns[j][i];
            }
            more.add(arm[i], context, reward[i]);
        }
        return updated(more);
    }

    /**
     * The policy after more rows, summed elsewhere.
     *
     * @param more their sums, with the origin of this policy
     * @return another policy
     * @throws IllegalArgumentException if they are of other arms, features or origin
     */
    public BanditPolicy updated(ArmSums more) {
        ArmSums all = sums.copy();
        all.add(more);
        return new BanditPolicy(arms, features, prior, allocation, all);
    }

    /**
     * What each arm would bring a unit.
     *
     * @param context its features, in the order of {@link #features()}
     * @return the joint distribution of its mean rewards
     */
    public RewardDistribution reward(double... context) {
        return model.reward(context);
    }

    /**
     * Draws an arm for a unit.
     *
     * @param context its features, in the order of {@link #features()}
     * @param random the stream to draw from; it takes one uniform
     * @return the arm, with what to record
     */
    public BanditDecision decide(double[] context, RandomGenerator random) {
        return model.reward(context).decide(allocation, random);
    }

    /**
     * Draws an arm for each of many units, as one by one. Threads do not change anything.
     *
     * @param columns a column of numbers for each feature, finite
     * @param size how many units; the length of the columns, where there are any
     * @param random the stream to draw from; it takes one uniform for each unit
     * @return the arms, with what to record
     * @throws IllegalArgumentException if the columns are not as many as the features, or not of that length
     */
    public BanditDecisions decide(double[][] columns, int size, RandomGenerator random) {
        checkColumns(columns, size);
        int k = arms.size();
        double[] probabilities = new double[Math.multiplyExact(size, k)];
        IntStream.range(0, (size + BLOCK - 1) / BLOCK).parallel().forEach(block -> {
            RewardModel.Chooser chooser = model.new Chooser(allocation);
            for (int i = block * BLOCK; i < Math.min(size, (block + 1) * BLOCK); i++) {
                chooser.probabilities(columns, i, probabilities);
            }
        });
        int[] arm = new int[size];
        for (int i = 0; i < size; i++) {
            arm[i] = RewardDistribution.draw(probabilities, i * k, k, random.nextDouble());
        }
        return new BanditDecisions(arms, arm, probabilities);
    }

    /**
     * The index of an arm.
     *
     * @param name its name
     * @return from 0
     * @throws EstimationException if there is no such arm
     */
    public int arm(String name) {
        int at = arms.indexOf(name);
        if (at < 0) {
            throw new EstimationException(
                    Problem.UNKNOWN_LEVEL,
                    "The policy has no arm '" + name + "'.",
                    Names.help(name, "arms", new ArrayList<>(arms)));
        }
        return at;
    }

    /**
     * The arms.
     *
     * @return their names, in the order of probabilities
     */
    public List<String> arms() {
        return arms;
    }

    /**
     * The features of a context.
     *
     * @return their names
     */
    public List<String> features() {
        return features;
    }

    /**
     * What is known of rewards.
     *
     * @return the model
     */
    public RewardModel model() {
        return model;
    }

    /**
     * The rule and the floor.
     *
     * @return the allocation
     */
    public Allocation allocation() {
        return allocation;
    }

    /**
     * The rows so far, in all and by arm.
     *
     * @return a copy of the sums
     */
    public ArmSums sums() {
        return sums.copy();
    }

    ConjugatePrior prior() {
        return prior;
    }

    private void checkColumns(double[][] columns, int size) {
        if (columns.length != features.size()) {
            throw new IllegalArgumentException(
                    "the policy has the " + features.size() + " features " + features + ", not " + columns.length);
        }
        for (int j = 0; j < columns.length; j++) {
            if (columns[j].length != size) {
                throw new IllegalArgumentException(
                        "feature '" + features.get(j) + "' has " + columns[j].length + " rows, not " + size);
            }
            for (int i = 0; i < size; i++) {
                if (!Double.isFinite(columns[j][i])) {
                    throw new IllegalArgumentException("feature '" + features.get(j) + "' is " + columns[j][i]
                            + " in row " + (i + 1) + ": a context takes finite numbers");
                }
            }
        }
    }
}
