package assay.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.random.Philox;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What holds of every forest, whatever the data. */
class ForestTest {

    private static final ForestOptions SMALL = ForestOptions.standard().withTrees(60);

    private static final int ROWS = 400;

    private final double[][] x = normals(4, 11);
    private final double[] w = treatment(x);
    private final double[] y = outcome(x, w);

    private static double[][] normals(int columns, int seed) {
        Philox random = new Philox(seed, 0, 0);
        double[][] out = new double[columns][ROWS];
        for (double[] column : out) {
            random.normals(column);
        }
        return out;
    }

    private static double[] treatment(double[][] x) {
        Philox random = new Philox(12, 0, 0);
        double[] out = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            out[i] = (random.nextDouble() < (x[2][i] > 0 ? 0.6 : 0.4) ? 1 : 0) - 0.5;
        }
        return out;
    }

    private static double[] outcome(double[][] x, double[] w) {
        Philox random = new Philox(13, 0, 0);
        double[] out = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            out[i] = x[1][i] + w[i] * (1 + 2 * Math.max(x[0][i], 0)) + random.nextGaussian();
        }
        return out;
    }

    private static Philox seed() {
        return new Philox(5, 0, 3);
    }

    private static double[] outOfBag(CausalForestModel model) {
        double[] out = new double[ROWS];
        model.outOfBag(out, null);
        return out;
    }

    private static double[] outOfBag(RegressionForestModel model) {
        double[] out = new double[ROWS];
        model.outOfBag(out, null);
        return out;
    }

    private double[] causal(ForestOptions options, double[][] features) {
        return outOfBag(new CausalForest(options).fit(ForestData.of(features), y, w, seed()));
    }

    @Test
    void threadsDoNotChangeABit() {
        double[][] effects = new double[3][ROWS];
        double[][] variances = new double[3][ROWS];
        double[][] predicted = new double[3][ROWS];
        int[] rows = Arrays.stream(new int[ROWS]).map(i -> 0).toArray();
        Arrays.setAll(rows, i -> i);
        for (int t = 0; t < 3; t++) {
            CausalForestModel model = new CausalForest(SMALL.withThreads(t + 1)).fit(ForestData.of(x), y, w, seed());
            model.outOfBag(effects[t], variances[t]);
            model.predict(normals(4, 99), rows, predicted[t], null);
        }
        assertThat(effects[1]).isEqualTo(effects[0]);
        assertThat(effects[2]).isEqualTo(effects[0]);
        assertThat(variances[2]).isEqualTo(variances[0]);
        assertThat(predicted[1]).isEqualTo(predicted[0]);
        assertThat(predicted[2]).isEqualTo(predicted[0]);
    }

    @Test
    void blocksDoNotChangeABit() {
        CausalForestModel model = new CausalForest(SMALL).fit(ForestData.of(x), y, w, seed());
        double[][] other = normals(4, 98);
        double[] all = new double[ROWS];
        double[] allVariances = new double[ROWS];
        int[] rows = new int[ROWS];
        Arrays.setAll(rows, i -> i);
        model.predict(other, rows, all, allVariances);
        double[] one = new double[ROWS];
        double[] oneVariance = new double[ROWS];
        for (int i = 0; i < ROWS; i += 37) {
            model.predict(other, new int[] {i}, one, oneVariance);
            assertThat(one[i]).isEqualTo(all[i]);
            assertThat(oneVariance[i]).isEqualTo(allVariances[i]);
        }
    }

    @Test
    void aPredictionIsTheKernelWeightedMean() {
        double[] weights = new double[ROWS];
        Arrays.setAll(weights, i -> 1 + i % 3);
        RegressionForestModel plain = new RegressionForest(SMALL).fit(ForestData.of(x), y, seed());
        double[][] other = normals(4, 97);
        double[] predicted = new double[ROWS];
        plain.predict(other, new int[] {0, 1, 2}, predicted, null);
        for (int i = 0; i < 3; i++) {
            double[] kernel = plain.kernel(other, i);
            double sum = 0;
            double mean = 0;
            for (int r = 0; r < ROWS; r++) {
                sum += kernel[r];
                mean += kernel[r] * y[r];
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
            assertThat(predicted[i]).isCloseTo(mean, within(1e-12));
        }
        CausalForestModel weighted =
                new CausalForest(SMALL).fit(ForestData.of(x).withWeights(weights), y, w, seed());
        weighted.predict(other, new int[] {0, 1, 2}, predicted, null);
        for (int i = 0; i < 3; i++) {
            double[] kernel = weighted.kernel(other, i);
            assertThat(Arrays.stream(kernel).sum()).isCloseTo(1, within(1e-12));
            assertThat(predicted[i]).isCloseTo(slope(kernel, weights), within(1e-10));
        }
    }

    /** The weighted least-squares slope of the outcome on the treatment, centred first. */
    private double slope(double[] kernel, double[] weights) {
        double g = 0;
        double meanY = 0;
        double meanW = 0;
        for (int r = 0; r < ROWS; r++) {
            g += kernel[r] * weights[r];
            meanY += kernel[r] * weights[r] * y[r];
            meanW += kernel[r] * weights[r] * w[r];
        }
        double top = 0;
        double below = 0;
        for (int r = 0; r < ROWS; r++) {
            double centred = w[r] - meanW / g;
            top += kernel[r] * weights[r] * centred * (y[r] - meanY / g);
            below += kernel[r] * weights[r] * centred * centred;
        }
        return top / below;
    }

    @Test
    void theTreatmentAsItsOwnInstrumentIsACausalForest() {
        double[] effects = outOfBag(new InstrumentalForest(SMALL).fit(ForestData.of(x), y, w, w, seed()));
        assertThat(effects).isEqualTo(causal(SMALL, x));
    }

    @Test
    void oneArmAgainstTheBaselineIsACausalForest() {
        MultiArmForestModel model = new MultiArmForest(SMALL).fit(ForestData.of(x), y, new double[][] {w}, seed());
        double[][] effects = new double[1][ROWS];
        double[][] variances = new double[1][ROWS];
        model.outOfBag(effects, variances);
        double[] expected = new double[ROWS];
        double[] expectedVariances = new double[ROWS];
        new CausalForest(SMALL).fit(ForestData.of(x), y, w, seed()).outOfBag(expected, expectedVariances);
        assertThat(effects[0]).containsExactly(expected, within(1e-10));
        assertThat(variances[0]).containsExactly(expectedVariances, within(1e-9));
        assertThat(model.effects()).isEqualTo(1);
    }

    @Test
    void anotherBaselineGivesTheSameContrasts() {
        // Arms 0, 1, 2: effects against 0 and against 2 differ by the effect of 2 at any fixed weights; trees may
        // differ.
        Philox random = new Philox(31, 0, 0);
        double[][] against0 = new double[2][ROWS];
        double[][] against2 = new double[2][ROWS];
        for (int i = 0; i < ROWS; i++) {
            int arm = (int) (3 * random.nextDouble());
            for (int k = 0; k < 3; k++) {
                double centred = (arm == k ? 1 : 0) - 1.0 / 3;
                if (k > 0) {
                    against0[k - 1][i] = centred;
                }
                if (k < 2) {
                    against2[k][i] = centred;
                }
            }
        }
        // One leaf: no feature can be split on 400 rows that must hold 100 of an arm on either side.
        ForestOptions stump = SMALL.withMinNode(200);
        double[][] a = new double[2][ROWS];
        double[][] b = new double[2][ROWS];
        double[][] va = new double[2][ROWS];
        double[][] vb = new double[2][ROWS];
        new MultiArmForest(stump).fit(ForestData.of(x), y, against0, seed()).outOfBag(a, va);
        new MultiArmForest(stump).fit(ForestData.of(x), y, against2, seed()).outOfBag(b, vb);
        for (int i = 0; i < ROWS; i++) {
            assertThat(b[0][i]).isCloseTo(-a[1][i], within(1e-10));
            assertThat(b[1][i]).isCloseTo(a[0][i] - a[1][i], within(1e-10));
            assertThat(vb[0][i]).isCloseTo(va[1][i], within(1e-10));
        }
    }

    @Test
    void binsThatHoldEveryValueAreExact() {
        double[][] rounded = new double[x.length][];
        for (int j = 0; j < x.length; j++) {
            rounded[j] = Arrays.stream(x[j]).map(v -> Math.rint(10 * v)).toArray();
        }
        assertThat(causal(SMALL.withBins(ForestOptions.EXACT), rounded)).isEqualTo(causal(SMALL, rounded));
    }

    @Test
    void manyDistinctValuesTakeTheWideCodes() {
        Bins bins = Bins.of(x, ForestOptions.EXACT);
        assertThat(bins.narrow).isFalse();
        double[] exact = causal(SMALL.withBins(ForestOptions.EXACT), x);
        double[] coarse = causal(SMALL, x);
        double distance = 0;
        for (int i = 0; i < ROWS; i++) {
            distance = Math.max(distance, Math.abs(exact[i] - coarse[i]));
        }
        assertThat(distance).isBetween(1e-12, 1.0);
    }

    @Test
    void onlyTheOrderOfAFeatureMatters() {
        double[][] transformed = x.clone();
        transformed[0] = Arrays.stream(x[0]).map(Math::exp).toArray();
        transformed[3] = Arrays.stream(x[3]).map(v -> 1e6 + v).toArray();
        assertThat(causal(SMALL, transformed)).isEqualTo(causal(SMALL, x));
    }

    @Test
    void effectsMoveWithTheUnitsOfTheOutcome() {
        double[] scaled = Arrays.stream(y).map(v -> 4 * v).toArray();
        double[] effects = outOfBag(new CausalForest(SMALL).fit(ForestData.of(x), scaled, w, seed()));
        double[] expected = causal(SMALL, x);
        for (int i = 0; i < ROWS; i++) {
            assertThat(effects[i]).isEqualTo(4 * expected[i]);
        }
        double[] shifted = Arrays.stream(y).map(v -> v + 3).toArray();
        double[] means = outOfBag(new RegressionForest(SMALL).fit(ForestData.of(x), shifted, seed()));
        double[] before = outOfBag(new RegressionForest(SMALL).fit(ForestData.of(x), y, seed()));
        for (int i = 0; i < ROWS; i++) {
            assertThat(means[i]).isCloseTo(before[i] + 3, within(1e-9));
        }
    }

    @Test
    void effectsChangeSignWithTheArms() {
        double[] swapped = Arrays.stream(w).map(v -> -v).toArray();
        double[] effects = outOfBag(new CausalForest(SMALL).fit(ForestData.of(x), y, swapped, seed()));
        double[] expected = causal(SMALL, x);
        for (int i = 0; i < ROWS; i++) {
            assertThat(effects[i]).isCloseTo(-expected[i], within(1e-12));
        }
    }

    @Test
    void weightsThatAreAllAlikeAreNone() {
        double[] even = new double[ROWS];
        Arrays.fill(even, 2);
        double[] causal = outOfBag(new CausalForest(SMALL).fit(ForestData.of(x).withWeights(even), y, w, seed()));
        assertThat(causal).containsExactly(causal(SMALL, x), within(1e-10));
        double[] means =
                outOfBag(new RegressionForest(SMALL).fit(ForestData.of(x).withWeights(even), y, seed()));
        assertThat(means)
                .containsExactly(outOfBag(new RegressionForest(SMALL).fit(ForestData.of(x), y, seed())), within(1e-10));
    }

    @Test
    void weightedRowsCountAsMuchAsTheyWeigh() {
        double[] weights = new double[ROWS];
        Arrays.setAll(weights, i -> y[i] > 0 ? 3 : 1);
        double[] heavy =
                outOfBag(new RegressionForest(SMALL).fit(ForestData.of(x).withWeights(weights), y, seed()));
        double[] plain = outOfBag(new RegressionForest(SMALL).fit(ForestData.of(x), y, seed()));
        assertThat(Arrays.stream(heavy).average().orElseThrow())
                .isGreaterThan(Arrays.stream(plain).average().orElseThrow() + 0.2);
    }

    @Test
    void treesDrawHalfAndTheirHalvesAreHonest() {
        Forest forest =
                new CausalForest(SMALL).fit(ForestData.of(x), y, w, seed()).forest();
        Forest.Training training = forest.training();
        for (int t = 0; t < forest.trees.length; t++) {
            int drawn = 0;
            int filling = 0;
            for (int i = 0; i < ROWS; i++) {
                boolean in = RowSet.has(training.inTree()[t], i);
                boolean fills = RowSet.has(training.inLeaves()[t], i);
                drawn += in ? 1 : 0;
                filling += fills ? 1 : 0;
                assertThat(!fills || in).isTrue();
            }
            assertThat(drawn).isEqualTo(ROWS / 2);
            assertThat(filling).isEqualTo(ROWS / 4);
            if (t % 2 == 1) {
                assertThat(training.inTree()[t]).isEqualTo(training.inTree()[t - 1]);
            }
        }
    }

    @Test
    void rowsThatFillLeavesDoNotChooseSplits() {
        ForestOptions one = ForestOptions.standard().withTrees(1).withGroupSize(1);
        Forest forest =
                new CausalForest(one).fit(ForestData.of(x), y, w, seed()).forest();
        double[] changed = y.clone();
        for (int i = 0; i < ROWS; i++) {
            if (RowSet.has(forest.training().inLeaves()[0], i)) {
                changed[i] += 10 * x[3][i];
            }
        }
        Forest again =
                new CausalForest(one).fit(ForestData.of(x), changed, w, seed()).forest();
        assertThat(again.trees[0].nodes).isEqualTo(forest.trees[0].nodes);
        assertThat(again.trees[0].leaves).isNotEqualTo(forest.trees[0].leaves);
    }

    @Test
    void leavesHoldTheMeansOfTheirRows() {
        ForestOptions one = ForestOptions.standard().withTrees(1).withGroupSize(1);
        RegressionForestModel model = new RegressionForest(one).fit(ForestData.of(x), y, seed());
        double[] predicted = new double[ROWS];
        model.predict(x, new int[] {7}, predicted, null);
        double[] kernel = model.kernel(x, 7);
        long members = Arrays.stream(kernel).filter(k -> k > 0).count();
        double mean = 0;
        for (int i = 0; i < ROWS; i++) {
            mean += kernel[i] > 0 ? y[i] / members : 0;
        }
        assertThat(predicted[7]).isCloseTo(mean, within(1e-12));
    }

    @Test
    void aRowDoesNotShapeItsOwnPrediction() {
        double[] changed = y.clone();
        changed[17] += 1000;
        RegressionForest forest = new RegressionForest(SMALL);
        double[] before = outOfBag(forest.fit(ForestData.of(x), y, seed()));
        double[] after = outOfBag(forest.fit(ForestData.of(x), changed, seed()));
        assertThat(after[17]).isEqualTo(before[17]);
        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void clustersAreDrawnWhole() {
        int[] cluster = new int[ROWS];
        Arrays.setAll(cluster, i -> 1000 - i % 40);
        CausalForestModel model = new CausalForest(SMALL).fit(ForestData.of(x).withClusters(cluster), y, w, seed());
        Forest.Training training = model.forest().training();
        for (int t = 0; t < training.inTree().length; t++) {
            for (int i = 40; i < ROWS; i++) {
                assertThat(RowSet.has(training.inTree()[t], i)).isEqualTo(RowSet.has(training.inTree()[t], i % 40));
                assertThat(RowSet.has(training.inLeaves()[t], i)).isEqualTo(RowSet.has(training.inLeaves()[t], i % 40));
            }
        }
        assertThat(outOfBag(model)).doesNotContain(Double.NaN);
    }

    @Test
    void missingValuesAreSplitOn() {
        // Missing exactly where the response is high: the forest must send it to a side of its own.
        double[][] holes = {x[0].clone(), x[1]};
        double[] response = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            boolean hole = i % 3 == 0;
            holes[0][i] = hole ? Double.NaN : x[0][i];
            response[i] = hole ? 5 : 0;
        }
        for (int bins : new int[] {255, ForestOptions.EXACT}) {
            RegressionForestModel model =
                    new RegressionForest(SMALL.withBins(bins)).fit(ForestData.of(holes), response, seed());
            double[] out = outOfBag(model);
            for (int i = 0; i < ROWS; i++) {
                assertThat(out[i]).isCloseTo(response[i], within(0.7));
            }
            double[] fresh = new double[2];
            model.predict(new double[][] {{Double.NaN, 50}, {0, 0}}, new int[] {0, 1}, fresh, null);
            assertThat(fresh[0]).isGreaterThan(4.5);
            assertThat(fresh[1]).isLessThan(0.5);
        }
    }

    @Test
    void aFeatureThatIsAllMissingOrConstantChangesNothingButIsCarried() {
        double[][] wide = {x[0], x[1], new double[ROWS], new double[ROWS]};
        Arrays.fill(wide[2], Double.NaN);
        Arrays.fill(wide[3], 7);
        CausalForestModel model = new CausalForest(SMALL).fit(ForestData.of(wide), y, w, seed());
        assertThat(outOfBag(model)).doesNotContain(Double.NaN);
        assertThat(model.importance()[2]).isZero();
        assertThat(model.importance()[3]).isZero();
        assertThat(Arrays.stream(model.importance()).sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void theFeatureThatMovesTheEffectIsTheImportantOne() {
        double[] importance = new CausalForest(ForestOptions.standard().withTrees(200))
                .fit(ForestData.of(x), y, w, seed())
                .importance();
        assertThat(importance[0]).isGreaterThan(0.4);
    }

    @Test
    void emptyLeavesArePrunedOrSkipped() {
        Forest pruned =
                new RegressionForest(SMALL).fit(ForestData.of(x), y, seed()).forest();
        ForestOptions keeping =
                new ForestOptions(60, 0.5, 0, 5, Honesty.HONEST, 0.5, Pruning.KEEP_EMPTY, 0.05, 0, 2, 255, 1);
        RegressionForestModel kept = new RegressionForest(keeping).fit(ForestData.of(x), y, seed());
        long empty = 0;
        for (int t = 0; t < 60; t++) {
            for (int at = 0; at < pruned.trees[t].leaves.length; at += 2) {
                assertThat(pruned.trees[t].leaves[at]).isEqualTo(1);
            }
            double[] leaves = kept.forest().trees[t].leaves;
            for (int at = 0; at < leaves.length; at += 2) {
                empty += Double.isNaN(leaves[at]) ? 1 : 0;
            }
            assertThat(leaves.length).isGreaterThanOrEqualTo(pruned.trees[t].leaves.length);
        }
        assertThat(empty).isPositive();
        assertThat(outOfBag(kept)).doesNotContain(Double.NaN);
    }

    @Test
    void adaptiveTreesFillTheirLeavesWithTheRowsThatSplitThem() {
        ForestOptions adaptive =
                new ForestOptions(60, 0.5, 2, 5, Honesty.ADAPTIVE, 0.5, Pruning.PRUNE_EMPTY, 0.05, 0.1, 2, 255, 1);
        CausalForestModel model = new CausalForest(adaptive).fit(ForestData.of(x), y, w, seed());
        Forest.Training training = model.forest().training();
        assertThat(training.inLeaves()).isDeepEqualTo(training.inTree());
        double[] own = new double[ROWS];
        int[] rows = new int[ROWS];
        Arrays.setAll(rows, i -> i);
        model.predict(x, rows, own, null);
        assertThat(own).doesNotContain(Double.NaN);
        assertThat(outOfBag(model)).doesNotContain(Double.NaN);
    }

    @Test
    void noRowsAreNoWork() {
        CausalForestModel model = new CausalForest(SMALL).fit(ForestData.of(x), y, w, seed());
        double[] out = {7};
        model.predict(x, new int[0], out, null);
        assertThat(out).containsExactly(7);
    }

    @Test
    void badArgumentsAreNamed() {
        assertThatThrownBy(() ->
                        new ForestOptions(10, 0.6, 0, 5, Honesty.HONEST, 0.5, Pruning.PRUNE_EMPTY, 0.05, 0, 2, 255, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sample fraction");
        assertThatThrownBy(() -> SMALL.withBins(256)).hasMessageContaining("bins");
        assertThatThrownBy(() -> ForestData.of(new double[][] {{1, Double.POSITIVE_INFINITY}}))
                .hasMessageContaining("infinite in row 2");
        assertThatThrownBy(() -> ForestData.of(x).withWeights(new double[ROWS])).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new RegressionForest(SMALL).fit(ForestData.of(x), new double[3], seed()))
                .hasMessageContaining("400 rows");
        double[] bad = y.clone();
        bad[3] = Double.NaN;
        assertThatThrownBy(() -> new RegressionForest(SMALL).fit(ForestData.of(x), bad, seed()))
                .hasMessageContaining("row 4");
        assertThatThrownBy(() -> new ProbabilityForest(SMALL).fit(ForestData.of(x), y, seed()))
                .hasMessageContaining("0 or 1");
        RegressionForestModel alone = new RegressionForest(SMALL.withGroupSize(1)).fit(ForestData.of(x), y, seed());
        assertThatThrownBy(() -> alone.outOfBag(new double[ROWS], new double[ROWS]))
                .hasMessageContaining("groups");
        assertThatThrownBy(() -> alone.predict(new double[][] {x[0]}, new int[] {0}, new double[1], null))
                .hasMessageContaining("4 features");
    }

    @Test
    void probabilitiesAreProbabilities() {
        double[] response = Arrays.stream(y).map(v -> v > 0 ? 1 : 0).toArray();
        double[] out = outOfBag(new ProbabilityForest(SMALL).fit(ForestData.of(x), response, seed()));
        for (double p : out) {
            assertThat(p).isBetween(0.0, 1.0);
        }
    }
}
