package assay.bayes;

import assay.distribution.NoncentralChiSquare;
import assay.random.Philox;
import java.util.Arrays;

/**
 * Draws by which joint distributions of K arms are compared, the same for every context: probabilities of being best are then a
 * deterministic function of the context, and noise of simulation does not tell contexts apart. Each draw comes with its mirror image.
 */
final class JointDraws {

    /** Above these degrees of freedom a t draw is a normal one to all digits that draws have. */
    private static final double NORMAL = 1e5;

    private final int arms;
    private final int draws;
    private final double[] z;

    JointDraws(int arms, int draws, double degreesOfFreedom, long key) {
        this.arms = arms;
        this.draws = draws + draws % 2;
        this.z = new double[this.draws * arms];
        Philox random = new Philox(key, 0, 3);
        for (int d = 0; d < this.draws; d += 2) {
            for (int k = 0; k < arms; k++) {
                z[d * arms + k] = random.nextGaussian();
            }
            double stretch = stretch(degreesOfFreedom, random.nextDouble());
            for (int k = 0; k < arms; k++) {
                z[d * arms + k] *= stretch;
                z[(d + 1) * arms + k] = -z[d * arms + k];
            }
        }
    }

    /** The factor that turns a normal draw into one of the t distribution: sqrt(df / chi-square). */
    private static double stretch(double df, double uniform) {
        // Fewer than one degree of freedom is a vague prior without rows, by which all arms are alike.
        double at = Math.max(1, df);
        return at < NORMAL ? Math.sqrt(at / NoncentralChiSquare.critical(uniform, at)) : 1;
    }

    /** How often each arm is best; root is lower triangular, by rows of K. */
    void best(double[] means, double[] root, double[] best) {
        Arrays.fill(best, 0);
        double each = 1.0 / draws;
        for (int d = 0; d < draws; d++) {
            int at = d * arms;
            int top = 0;
            double highest = means[0] + root[0] * z[at];
            for (int i = 1; i < arms; i++) {
                double x = means[i];
                for (int j = 0; j <= i; j++) {
                    x += root[i * arms + j] * z[at + j];
                }
                if (x > highest) {
                    highest = x;
                    top = i;
                }
            }
            best[top] += each;
        }
    }
}
