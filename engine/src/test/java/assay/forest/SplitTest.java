package assay.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.random.Philox;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;

/** The search for splits against the enumeration of all of them, bins, and the correction of little bags. */
class SplitTest {

    private static final int ROWS = 60;

    private static int[] rows() {
        int[] rows = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            rows[i] = i;
        }
        return rows;
    }

    /** The best sum over children of (sum of labels)^2 / rows, by trying every cut and either side for missing values. */
    private static double enumerate(int[] codes, double[] channels, int stride, int missing, ForestOptions options) {
        double best = 0;
        for (int cut = 0; cut < missing; cut++) {
            for (int side = 0; side < 2; side++) {
                double[][] sums = new double[2][stride];
                for (int i = 0; i < ROWS; i++) {
                    int child = codes[i] == missing ? side : codes[i] <= cut ? 0 : 1;
                    for (int k = 0; k < stride; k++) {
                        sums[child][k] += channels[i * stride + k];
                    }
                }
                best = Math.max(best, stride == 2 ? mean(sums, options) : effect(sums, options));
            }
        }
        return best;
    }

    private static double mean(double[][] sums, ForestOptions options) {
        double least = Math.max(Math.ceil(options.alpha() * ROWS), 1);
        if (sums[0][0] < least || sums[1][0] < least) {
            return 0;
        }
        return sums[0][1] * sums[0][1] / sums[0][0] + sums[1][1] * sums[1][1] / sums[1][0];
    }

    private static double effect(double[][] sums, ForestOptions options) {
        double[] whole = new double[4];
        for (int k = 0; k < 4; k++) {
            whole[k] = sums[0][k] + sums[1][k];
        }
        double value = 0;
        for (double[] child : sums) {
            long rows = (long) child[0] % (1L << 26);
            long below = (long) child[0] >> 26;
            double least = options.alpha() * (whole[3] - whole[2] * whole[2] / ROWS);
            if (below < options.minNode()
                    || rows - below < options.minNode()
                    || child[3] - child[2] * child[2] / rows < least) {
                return 0;
            }
            value += child[1] * child[1] / rows;
        }
        return value;
    }

    @Test
    void theBestSplitIsFound() {
        Philox random = new Philox(41, 0, 0);
        ForestOptions options = ForestOptions.standard();
        int missing = 20;
        for (int round = 0; round < 200; round++) {
            double[] y = new double[ROWS];
            double[] w = new double[ROWS];
            int[] codes = new int[ROWS];
            byte[] bytes = new byte[ROWS];
            random.normals(y);
            for (int i = 0; i < ROWS; i++) {
                w[i] = (random.nextDouble() < 0.5 ? 1 : 0) - 0.3 - 0.4 * random.nextDouble();
                codes[i] = (int) ((missing + (round % 2)) * random.nextDouble());
                bytes[i] = (byte) codes[i];
            }
            Objective[] objectives = {new MeanObjective(new double[][] {y}, null), new EffectObjective(y, w, w, null)};
            for (Objective objective : objectives) {
                int stride = objective.stride();
                double[] channels = new double[ROWS * stride];
                assertThat(objective.label(rows(), 0, ROWS, objective.sources, null, channels))
                        .isTrue();
                double expected = enumerate(codes, channels, stride, missing, options);
                SplitFinder[] finders = {
                    SplitFinder.of(objective, options, missing), new GeneralSplitFinder(objective, options, missing)
                };
                for (SplitFinder finder : finders) {
                    // Twice, as a histogram that is not cleared would show.
                    for (int pass = 0; pass < 2; pass++) {
                        assertThat(finder.start(channels, ROWS)).isTrue();
                        finder.tryFeature(3, bytes, rows(), 0, ROWS, channels, missing);
                        assertThat(finder.gain).isCloseTo(expected, within(1e-9 * expected));
                        assertThat(finder.start(channels, ROWS)).isTrue();
                        finder.tryFeature(3, codes, rows(), 0, ROWS, channels, missing);
                        assertThat(finder.gain).isCloseTo(expected, within(1e-9 * expected));
                    }
                }
            }
        }
    }

    @Test
    void labelsSumToNothingAndAreTheInfluenceOfTheSlope() {
        Philox random = new Philox(42, 0, 0);
        double[] y = new double[ROWS];
        double[] w = new double[ROWS];
        random.normals(y);
        random.normals(w);
        EffectObjective objective = new EffectObjective(y, w, w, null);
        double[] channels = new double[ROWS * 4];
        objective.label(rows(), 0, ROWS, objective.sources, null, channels);
        MultiArmObjective several = new MultiArmObjective(y, new double[][] {w}, null);
        double[] other = new double[ROWS * 4];
        several.label(rows(), 0, ROWS, several.sources, null, other);
        double[] solution = new double[1];
        double[][] influence = new double[1][6];
        double[] mean = new double[6];
        for (int i = 0; i < ROWS; i++) {
            objective.add(i, 1.0 / ROWS, mean, 0);
        }
        assertThat(objective.solver.solve(mean, solution, influence)).isTrue();
        double sum = 0;
        for (int i = 0; i < ROWS; i++) {
            double[] row = new double[6];
            objective.add(i, 1, row, 0);
            double psi = 0;
            for (int k = 0; k < 6; k++) {
                psi += influence[0][k] * row[k];
            }
            assertThat(channels[4 * i + 1]).isCloseTo(psi, within(1e-10));
            assertThat(other[4 * i + 1]).isCloseTo(psi, within(1e-10));
            sum += psi;
        }
        assertThat(sum).isCloseTo(0, within(1e-9));
    }

    @Test
    void binsAreEvenAndCutBetweenValues() {
        double[] values = new double[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 7 % 1000;
        }
        Bins bins = Bins.of(new double[][] {values}, 10);
        assertThat(bins.thresholds[0]).containsExactly(99.5, 199.5, 299.5, 399.5, 499.5, 599.5, 699.5, 799.5, 899.5);
        assertThat(bins.code(0, 99)).isZero();
        assertThat(bins.code(0, 100)).isEqualTo(1);
        assertThat(bins.code(0, 1e9)).isEqualTo(9);
        assertThat(bins.code(0, Double.NaN)).isEqualTo(10);
        // A heavy tie takes a bin of its own, and the rest still get theirs.
        double[] tied = new double[100];
        for (int i = 90; i < 100; i++) {
            tied[i] = i;
        }
        assertThat(Bins.of(new double[][] {tied}, 5).codes(0)).isEqualTo(5);
        double low = 1;
        double next = Math.nextUp(low);
        double[] neighbours = {low, next};
        Bins tight = Bins.of(new double[][] {neighbours}, 255);
        assertThat(tight.code(0, low)).isZero();
        assertThat(tight.code(0, next)).isEqualTo(1);
        assertThat(Bins.of(new double[][] {{-0.0, 0.0}}, 255).codes(0)).isEqualTo(1);
    }

    @Test
    void littleBagsAreCorrectedAndPositive() {
        // Without noise and with many groups nothing is corrected.
        assertThat(LittleBags.variance(2, 2, 2, 1_000_000_000)).isCloseTo(2, within(1e-3));
        // math.md C3: r = S / se, S + se phi(r) / Phi(r), with se = max(between, noise) sqrt(2 / groups).
        for (double between : new double[] {1, 1.2, 1.8}) {
            double noise = 2.1 - between;
            double error = Math.max(between, noise) * Math.sqrt(2.0 / 50);
            double ratio = (between - noise) / error;
            double phi = Math.exp(-ratio * ratio / 2) / Math.sqrt(2 * Math.PI);
            double expected = between - noise + error * phi / (0.5 * Erf.erfc(-ratio / Math.sqrt(2)));
            assertThat(LittleBags.variance(between, 2.1, 2, 50)).isCloseTo(expected, within(1e-12));
            assertThat(expected).isPositive();
        }
        assertThat(LittleBags.variance(0.001, 10, 2, 1000)).isPositive();
        assertThat(LittleBags.variance(0, 0, 2, 10)).isZero();
    }

    @Test
    void nodesKeepWhatTheyAreGiven() {
        long node = Tree.withRight(Tree.split(65_000, 16_000_000, true, 5), 4_000_000);
        assertThat(Tree.isLeaf(node)).isFalse();
        assertThat(Tree.feature(node)).isEqualTo(65_000);
        assertThat(Tree.code(node)).isEqualTo(16_000_000);
        assertThat(Tree.missingRight(node)).isTrue();
        assertThat(Tree.right(node)).isEqualTo(4_000_000);
        assertThat(Tree.isLeaf(Tree.leaf(3))).isTrue();
        assertThat(Tree.number(Tree.leaf(3))).isEqualTo(3);
    }
}
