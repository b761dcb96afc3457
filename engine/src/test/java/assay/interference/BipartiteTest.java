package assay.interference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.WeightType;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BipartiteTest {

    /** Edges between five buyers and six sellers. */
    private static final double[] BUYER = {0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 4, 4};

    private static final double[] SELLER = {0, 1, 2, 1, 3, 2, 4, 5, 3, 4, 5, 0};
    private static final double[] WEIGHT = {1, 2, 1, 3, 1, 1, 1, 2, 1, 1, 2, 1};
    private static final double[] P = {0.4, 0.5, 0.6, 0.3, 0.5, 0.7};
    private static final double[] A = {1, -1, 0.5, 2, 0};
    private static final double[] B = {1, 2, 0.5, 1.5, 1};

    private static double[] exposure(double[] arm) {
        double[] sums = new double[5];
        double[] e = new double[5];
        for (int r = 0; r < BUYER.length; r++) {
            sums[(int) BUYER[r]] += WEIGHT[r];
            e[(int) BUYER[r]] += WEIGHT[r] * arm[(int) SELLER[r]];
        }
        Arrays.setAll(e, j -> e[j] / sums[j]);
        return e;
    }

    private static Sample sample(double[] y, double[] arm) {
        int n = BUYER.length;
        double[] rows = new double[n];
        double[] t = new double[n];
        double[] p = new double[n];
        for (int r = 0; r < n; r++) {
            rows[r] = y[(int) BUYER[r]];
            t[r] = arm[(int) SELLER[r]];
            p[r] = P[(int) SELLER[r]];
        }
        return Sample.builder()
                .outcome("y", rows)
                .assignment("t", t)
                .add(Role.PROPENSITY, "p", p)
                .add(Role.UNIT, "buyer", BUYER)
                .add(Role.CLUSTER, "seller", SELLER)
                .weight(WeightType.ANALYTIC, "w", WEIGHT)
                .build();
    }

    /**
     * All 64 ways in which six coins can fall: unbiased, and the variance in excess by the sum of the Javadoc. Where an arm has no
     * two rows, or the sum of products is not positive, the estimator refuses, and the formula stands in for it.
     */
    @Test
    void isUnbiasedAndItsVarianceAsStated() {
        List<Double> values = new ArrayList<>();
        List<Double> variances = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        boolean[][] share = new boolean[5][5];
        for (int r = 0; r < BUYER.length; r++) {
            for (int s = 0; s < BUYER.length; s++) {
                share[(int) BUYER[r]][(int) BUYER[s]] |= SELLER[r] == SELLER[s];
            }
        }
        double[] mean = exposure(P);
        double[] spread = new double[5];
        double[] sums = new double[5];
        for (int r = 0; r < BUYER.length; r++) {
            sums[(int) BUYER[r]] += WEIGHT[r];
        }
        for (int r = 0; r < BUYER.length; r++) {
            double w = WEIGHT[r] / sums[(int) BUYER[r]];
            double p = P[(int) SELLER[r]];
            spread[(int) BUYER[r]] += w * w * p * (1 - p);
        }
        int answered = 0;
        for (int mask = 0; mask < 64; mask++) {
            double[] arm = Enumeration.bits(mask, 6);
            double[] e = exposure(arm);
            double[] y = new double[5];
            double[] x = new double[5];
            for (int j = 0; j < 5; j++) {
                y[j] = A[j] + B[j] * e[j];
                x[j] = y[j] * (e[j] - mean[j]) / spread[j];
            }
            double square = 0;
            for (int j = 0; j < 5; j++) {
                for (int k = 0; k < 5; k++) {
                    square += share[j][k] ? x[j] * x[k] / 25 : 0;
                }
            }
            double weight = 1;
            for (int i = 0; i < 6; i++) {
                weight *= arm[i] == 1 ? P[i] : 1 - P[i];
            }
            values.add(Arrays.stream(x).average().orElseThrow());
            variances.add(square);
            weights.add(weight);
            if (mask != 0 && mask != 63 && square > 0) {
                answered++;
                Estimate estimate = new Bipartite(Centring.NONE)
                        .estimate(sample(y, arm), new Philox(1, 0, 3))
                        .estimate();
                assertThat(estimate.value()).isCloseTo(values.get(mask), within(1e-12));
                assertThat(estimate.stdError()).isCloseTo(Math.sqrt(square), within(1e-12));
            }
        }
        assertThat(answered).isGreaterThan(40);
        double excess = 0;
        for (int j = 0; j < 5; j++) {
            for (int k = 0; k < 5; k++) {
                excess += share[j][k] ? B[j] * B[k] / 25 : 0;
            }
        }
        assertThat(Enumeration.mean(values, weights)).isCloseTo(1.2, within(1e-12));
        assertThat(Enumeration.mean(variances, weights) - Enumeration.variance(values, weights))
                .isCloseTo(excess, within(1e-12));
    }

    @Test
    void influenceSumsToNothingAndMistakesAreNamed() {
        double[] arm = {1, 0, 1, 0, 1, 0};
        Sample sample = sample(new double[] {3, 1, 2, 5, 4}, arm);
        Fit fit = Bipartite.standard().estimate(sample, new Philox(1, 0, 3));
        assertThat(Arrays.stream(fit.influence().orElseThrow().values(0)).sum()).isCloseTo(0, within(1e-10));
        assertThat(fit.glance().diagnostics()).containsEntry("outcome_units", 5.0);
        double[] y = sample.outcome().clone();
        y[1] = 9;
        assertThatThrownBy(() -> Bipartite.standard()
                        .estimate(sample.with(Role.OUTCOME, new Column.Numeric("y", y)), new Philox(1, 0, 3)))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.UNBALANCED_PANEL))
                .hasMessageContaining("Row 2: the outcome of '0' in column 'buyer'");
    }
}
