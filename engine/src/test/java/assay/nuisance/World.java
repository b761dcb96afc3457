package assay.nuisance;

import assay.random.Philox;
import org.apache.commons.math3.util.FastMath;

/** Rows with known conditional mean and probability. */
final class World {

    final int size;
    final double[][] columns;
    final double[] mean;
    final double[] response;
    final double[] probability;
    final double[] arm;
    final int[] rows;

    /** Curved mean {@code 2 sin(1.5 x0) + x1^2 + 1.5 x0 x1}, noise of standard deviation 1, log-odds {@code x0 - x1}. */
    World(int size, long key) {
        this.size = size;
        Philox random = new Philox(key, 0, 0);
        columns = new double[5][size];
        for (double[] column : columns) {
            random.normals(column);
        }
        mean = new double[size];
        response = new double[size];
        probability = new double[size];
        arm = new double[size];
        rows = new int[size];
        for (int i = 0; i < size; i++) {
            double x0 = columns[0][i];
            double x1 = columns[1][i];
            mean[i] = 2 * FastMath.sin(1.5 * x0) + x1 * x1 + 1.5 * x0 * x1;
            response[i] = mean[i] + random.nextGaussian();
            probability[i] = 1 / (1 + FastMath.exp(x1 - x0));
            arm[i] = random.nextDouble() < probability[i] ? 1 : 0;
            rows[i] = i;
        }
    }

    /** Mean squared distance of predictions from the truth on fresh rows, over the variance of the truth. */
    static double relativeError(Learner learner, int size, long key) {
        World training = new World(size, key);
        World fresh = new World(size, key + 1);
        boolean probability = learner.task() == Task.PROBABILITY;
        double[] out = new double[size];
        learner.fit(
                        training.columns,
                        probability ? training.arm : training.response,
                        training.rows,
                        new Philox(key, 1, 3))
                .predict(fresh.columns, fresh.rows, out);
        double[] truth = probability ? fresh.probability : fresh.mean;
        double centre = 0;
        for (double t : truth) {
            centre += t / size;
        }
        double error = 0;
        double variance = 0;
        for (int i = 0; i < size; i++) {
            error += (out[i] - truth[i]) * (out[i] - truth[i]);
            variance += (truth[i] - centre) * (truth[i] - centre);
        }
        return error / variance;
    }
}
