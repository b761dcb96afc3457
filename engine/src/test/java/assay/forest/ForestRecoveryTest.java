package assay.forest;

import static org.assertj.core.api.Assertions.assertThat;

import assay.random.Philox;
import org.junit.jupiter.api.Test;

/**
 * Forests on worlds whose answer is known. Seeds are fixed. False alarms, from 200 other keys: each bound is 4 standard deviations or
 * more of what was seen from its mean, so that by the normal tail a key fails a check with probability below 1e-4, except for the
 * instrumental forest, whose checks say theirs.
 */
class ForestRecoveryTest {

    private static final int ROWS = 2000;

    private static final ForestOptions OPTIONS = ForestOptions.standard().withTrees(300);

    private static double[][] uniforms(int columns) {
        Philox random = new Philox(71, 0, 0);
        double[][] x = new double[columns][ROWS];
        for (double[] column : x) {
            random.uniforms(column);
        }
        return x;
    }

    private static double rmse(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum / a.length);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value / values.length;
        }
        return sum;
    }

    @Test
    void theEffectsOfTwoArmsAreToldApart() {
        double[][] x = uniforms(4);
        Philox random = new Philox(72, 0, 0);
        double[] y = new double[ROWS];
        double[][] arms = new double[2][ROWS];
        double[][] truth = new double[2][ROWS];
        for (int i = 0; i < ROWS; i++) {
            truth[0][i] = x[0][i] > 0.5 ? 2 : 0;
            truth[1][i] = -1;
            int arm = (int) (3 * random.nextDouble());
            for (int k = 0; k < 2; k++) {
                arms[k][i] = (arm == k + 1 ? 1 : 0) - 1.0 / 3;
                y[i] += arms[k][i] * truth[k][i];
            }
            y[i] += random.nextGaussian();
        }
        double[][] effects = new double[2][ROWS];
        double[][] variances = new double[2][ROWS];
        MultiArmForestModel model = new MultiArmForest(OPTIONS).fit(ForestData.of(x), y, arms, new Philox(1, 0, 3));
        model.outOfBag(effects, variances);
        assertThat(rmse(effects[0], truth[0])).isLessThan(0.45);
        assertThat(rmse(effects[1], truth[1])).isLessThan(0.45);
        assertThat(model.importance()[0]).isGreaterThan(0.5);
        assertThat(mean(variances[0])).isBetween(0.001, 0.2);
        double[][] fresh = new double[2][1];
        model.predict(new double[][] {{0.9}, {0.5}, {0.5}, {0.5}}, new int[] {0}, fresh, null);
        assertThat(fresh[0][0]).isBetween(1.3, 2.7);
        assertThat(fresh[1][0]).isBetween(-1.7, -0.3);
    }

    @Test
    void anInstrumentFindsTheEffectThatAHiddenCauseHides() {
        double[][] x = uniforms(3);
        Philox random = new Philox(73, 0, 0);
        double[] y = new double[ROWS];
        double[] w = new double[ROWS];
        double[] z = new double[ROWS];
        double[] truth = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            double hidden = random.nextGaussian();
            double offered = random.nextDouble() < 0.5 ? 1 : 0;
            double taken = 1.6 * (offered - 0.5) + hidden + random.nextGaussian() / 2 > 0 ? 1 : 0;
            truth[i] = x[0][i] > 0.5 ? 2 : 0;
            z[i] = offered - 0.5;
            w[i] = taken - 0.5;
            y[i] = truth[i] * w[i] + 2 * hidden + random.nextGaussian() / 2;
        }
        double[] effects = new double[ROWS];
        double[] naive = new double[ROWS];
        new InstrumentalForest(OPTIONS)
                .fit(ForestData.of(x), y, w, z, new Philox(1, 0, 3))
                .outOfBag(effects, null);
        new CausalForest(OPTIONS)
                .fit(ForestData.of(x), y, w, new Philox(1, 0, 3))
                .outOfBag(naive, null);
        // The naive slope is off by the difference of the hidden cause between takers and others, above 2.
        assertThat(mean(naive) - mean(truth)).isGreaterThan(1.5);
        // Mean error over 200 keys: -0.05 with standard deviation 0.21; about 1 key in 200 fails, by the normal tail.
        // Root mean squared error: 0.61 with standard deviation 0.11; 1 key of the 200 fails.
        assertThat(Math.abs(mean(effects) - mean(truth))).isLessThan(0.6);
        assertThat(rmse(effects, truth)).isLessThan(0.9);
    }

    @Test
    void aConditionalMeanIsFound() {
        double[][] x = uniforms(4);
        Philox random = new Philox(74, 0, 0);
        double[] y = new double[ROWS];
        double[] truth = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            truth[i] = 3 * Math.sin(Math.PI * x[0][i]) + x[1][i];
            y[i] = truth[i] + random.nextGaussian();
        }
        double[] predicted = new double[ROWS];
        double[] variances = new double[ROWS];
        new RegressionForest(OPTIONS)
                .fit(ForestData.of(x), y, new Philox(1, 0, 3))
                .outOfBag(predicted, variances);
        assertThat(rmse(predicted, truth)).isLessThan(0.3);
        int covered = 0;
        for (int i = 0; i < ROWS; i++) {
            boolean inside = x[0][i] > 0.1 && x[0][i] < 0.9;
            covered += !inside || Math.abs(predicted[i] - truth[i]) <= 1.96 * Math.sqrt(variances[i]) ? 1 : 0;
        }
        assertThat(covered / (double) ROWS).isGreaterThan(0.8);
    }
}
