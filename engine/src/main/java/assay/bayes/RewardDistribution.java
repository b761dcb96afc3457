package assay.bayes;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What each arm would bring a unit by what is known: the joint posterior of its mean rewards, multivariate t or normal. Arms are
 * correlated, as they share what is known of the context. Immutable.
 */
public final class RewardDistribution {

    private final List<String> arms;
    private final double[] means;
    private final double[][] scale;
    private final double degreesOfFreedom;
    private final JointDraws draws;

    RewardDistribution(List<String> arms, double[] means, double[][] scale, double df, JointDraws draws) {
        this.arms = arms;
        this.means = means;
        this.scale = scale;
        this.degreesOfFreedom = df;
        this.draws = draws;
    }

    /**
     * The arms.
     *
     * @return their names
     */
    public List<String> arms() {
        return arms;
    }

    /**
     * The posterior means.
     *
     * @return a new array
     */
    public double[] means() {
        return means.clone();
    }

    /**
     * The joint scale matrix; times {@code df / (df - 2)} it is the covariance.
     *
     * @return a new array, K x K
     */
    public double[][] scale() {
        double[][] copy = new double[scale.length][];
        for (int a = 0; a < copy.length; a++) {
            copy[a] = scale[a].clone();
        }
        return copy;
    }

    /**
     * The degrees of freedom of the t distribution.
     *
     * @return infinite for the normal distribution
     */
    public double degreesOfFreedom() {
        return degreesOfFreedom;
    }

    /**
     * The probability of each arm of being the best one, by joint draws with a fixed key.
     *
     * @return K probabilities with sum 1; the standard error of p is at most {@code sqrt(p (1 - p) / draws)}
     */
    public double[] probabilityBest() {
        double[] best = new double[means.length];
        draws.best(means, RewardModel.root(scale), best);
        return best;
    }

    /**
     * Draws an arm with the probability that it is the best one: Thompson sampling without a floor.
     *
     * @param random the stream to draw from; it takes one uniform
     * @return the arm, with what to record
     */
    public BanditDecision decide(RandomGenerator random) {
        return decide(Allocation.of(AllocationRule.THOMPSON, 0), random);
    }

    /**
     * Draws an arm by a rule and its floor.
     *
     * @param allocation the rule
     * @param random the stream to draw from; it takes one uniform
     * @return the arm, with what to record
     * @throws IllegalArgumentException if the floor leaves no room for so many arms
     */
    public BanditDecision decide(Allocation allocation, RandomGenerator random) {
        double[] p = allocation.probabilities(probabilityBest(), means);
        int arm = draw(p, 0, p.length, random.nextDouble());
        List<Double> probabilities = new ArrayList<>();
        for (double one : p) {
            probabilities.add(one);
        }
        return new BanditDecision(arms.get(arm), p[arm], probabilities);
    }

    /** The arm that a uniform falls on. */
    static int draw(double[] p, int from, int arms, double uniform) {
        double sum = 0;
        int last = 0;
        for (int a = 0; a < arms; a++) {
            if (p[from + a] > 0) {
                sum += p[from + a];
                last = a;
                if (uniform < sum) {
                    return a;
                }
            }
        }
        return last;
    }
}
