package assay.interference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.Estimand;
import assay.EstimationException;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultipleRandomisationTest {

    private static final int I = 5;
    private static final int J = 4;
    private static final double[][] CONTRASTS = {{-1, 0, 0, 1}, {1, -1, -1, 1}, {-1, 0, 1, 0}, {-1, 1, 0, 0}};

    private static Sample sample(double[] y, double[] buyer, double[] seller) {
        int sellers = seller.length;
        double[] w = new double[y.length];
        double[] i = new double[y.length];
        double[] j = new double[y.length];
        for (int k = 0; k < y.length; k++) {
            i[k] = Math.floorDiv(k, sellers);
            j[k] = k % sellers;
            w[k] = buyer[k / sellers] * seller[k % sellers];
        }
        return Sample.builder()
                .outcome("y", y)
                .assignment("w", w)
                .add(Role.CLUSTER, new Column.Numeric("buyer", i))
                .add(Role.CLUSTER, new Column.Numeric("seller", j))
                .build();
    }

    /** Outcomes of the four cells; the effects are the same for all pairs, or differ. */
    private static double[][] outcomes(double heterogeneity) {
        double[] base = Enumeration.numbers(1, I * J);
        double[][] cells = new double[4][];
        double[] constants = {0, 0.5, -1, 2};
        for (int c = 0; c < 4; c++) {
            double[] own = Enumeration.numbers(2 + c, I * J);
            double constant = constants[c];
            cells[c] = new double[I * J];
            Arrays.setAll(cells[c], k -> base[k] + constant + heterogeneity * own[k]);
        }
        return cells;
    }

    private static double[] observed(double[][] cells, double[] buyer, double[] seller) {
        double[] y = new double[I * J];
        Arrays.setAll(y, k -> cells[(int) (2 * buyer[k / J] + seller[k % J])][k]);
        return y;
    }

    /** Over all assignments of 2 of 5 buyers and 2 of 4 sellers: means to 1e-12, and variances by the identity of the Javadoc. */
    @Test
    void contrastsAreUnbiasedAndTheirVariancesAsStated() {
        for (double heterogeneity : new double[] {0, 1}) {
            double[][] cells = outcomes(heterogeneity);
            for (double[] contrast : CONTRASTS) {
                List<Double> values = new ArrayList<>();
                List<Double> variances = new ArrayList<>();
                List<Double> weights = new ArrayList<>();
                for (double[] buyer : Enumeration.choices(I, 2)) {
                    for (double[] seller : Enumeration.choices(J, 2)) {
                        Sample sample = sample(observed(cells, buyer, seller), buyer, seller);
                        CellMeans means = new CellMeans(ProductDesign.of(sample, TwoArms.of(sample)));
                        values.add(means.value(contrast));
                        variances.add(means.covariance(contrast, contrast));
                        weights.add(1 / 60.0);
                    }
                }
                double[] effect = new double[I * J];
                for (int c = 0; c < 4; c++) {
                    int cell = c;
                    double[] own = cells[c];
                    Arrays.setAll(effect, k -> effect[k] + contrast[cell] * own[k]);
                }
                assertThat(Enumeration.mean(values, weights))
                        .isCloseTo(Arrays.stream(effect).average().orElseThrow(), within(1e-12));
                assertThat(Enumeration.mean(variances, weights) - Enumeration.variance(values, weights))
                        .isCloseTo(excess(effect), within(1e-12));
            }
        }
    }

    /** {@code S_r^2 / I + S_c^2 / J - S_rc^2 / (I J)} of a table. */
    private static double excess(double[] table) {
        double mean = Arrays.stream(table).average().orElseThrow();
        double[] rows = new double[I];
        double[] columns = new double[J];
        for (int k = 0; k < table.length; k++) {
            rows[k / J] += table[k] / J;
            columns[k % J] += table[k] / I;
        }
        double byRow = 0;
        for (double r : rows) {
            byRow += (r - mean) * (r - mean) / (I - 1);
        }
        double byColumn = 0;
        for (double c : columns) {
            byColumn += (c - mean) * (c - mean) / (J - 1);
        }
        double rest = 0;
        for (int k = 0; k < table.length; k++) {
            double e = table[k] - rows[k / J] - columns[k % J] + mean;
            rest += e * e / ((I - 1) * (J - 1));
        }
        return byRow / I + byColumn / J - rest / (I * J);
    }

    @Test
    void termsAreContrastsOfTheCellMeans() {
        double[] y = {1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 10, 14, 13, 12, 16, 20};
        Fit fit = new MultipleRandomisation()
                .estimate(sample(y, new double[] {0, 1, 1, 0}, new double[] {0, 0, 1, 1}), new Philox(1, 0, 3));
        // cc: rows 0, 3 and columns 0, 1; is: columns 2, 3; ib: rows 1, 2 and columns 0, 1; tt: columns 2, 3.
        double cc = (1 + 2 + 13 + 12) / 4.0;
        double is = (3 + 4 + 16 + 20) / 4.0;
        double ib = (5 + 6 + 9 + 11) / 4.0;
        double tt = (7 + 8 + 10 + 14) / 4.0;
        assertThat(fit.terms())
                .extracting(assay.Estimate::term)
                .containsExactly("total", "direct", "buyer spillover", "seller spillover");
        assertThat(fit.terms())
                .extracting(assay.Estimate::estimand)
                .containsExactly(Estimand.GLOBAL_ATE, Estimand.EXPOSURE, Estimand.SPILLOVER, Estimand.SPILLOVER);
        double[] expected = {tt - cc, tt - ib - is + cc, ib - cc, is - cc};
        for (int k = 0; k < 4; k++) {
            assertThat(fit.terms().get(k).value()).isCloseTo(expected[k], within(1e-12));
            assertThat(Arrays.stream(fit.influence().orElseThrow().values(k)).sum())
                    .isCloseTo(0, within(1e-10));
        }
        assertThat(fit.glance().diagnostics()).containsKeys("cov_direct_total", "buyers", "cov_buyer_spillover_total");
        assertThat(fit.cautions()).extracting(assay.Caution::code).containsExactly("few-treated-clusters");
    }

    @Test
    void aPairThatOnlyOneSideExplainsIsNamed() {
        Sample sample = sample(Enumeration.numbers(9, 16), new double[] {0, 1, 1, 0}, new double[] {0, 0, 1, 1});
        double[] w = sample.numeric(Role.ASSIGNMENT).clone();
        w[6] = 0;
        assertThatThrownBy(() -> new MultipleRandomisation()
                        .estimate(sample.with(Role.ASSIGNMENT, new Column.Numeric("w", w)), new Philox(1, 0, 3)))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_A_PRODUCT_DESIGN))
                .hasMessageContaining("Row 7: buyer '1' and seller '2'");
    }

    @Test
    void everyPairHasOneRow() {
        Sample sample = sample(Enumeration.numbers(9, 16), new double[] {0, 1, 1, 0}, new double[] {0, 0, 1, 1});
        int[] short15 = new int[15];
        Arrays.setAll(short15, k -> k);
        assertThatThrownBy(() -> new MultipleRandomisation().estimate(sample.rows(short15), new Philox(1, 0, 3)))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("The pair of buyer '3' and seller '3' has no row");
        int[] twice = new int[17];
        Arrays.setAll(twice, k -> k % 16);
        assertThatThrownBy(() -> new MultipleRandomisation().estimate(sample.rows(twice), new Philox(1, 0, 3)))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("more than one row");
    }

    @Test
    void oneSideIsNotEnough() {
        Sample sample = sample(Enumeration.numbers(9, 16), new double[] {0, 1, 1, 0}, new double[] {0, 0, 1, 1});
        assertThatThrownBy(() -> new MultipleRandomisation()
                        .estimate(
                                sample.with(
                                        Role.CLUSTER,
                                        sample.columns(Role.CLUSTER).get(0)),
                                new Philox(1, 0, 3)))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("two cluster columns");
        assertThatThrownBy(() -> new MultipleRandomisation()
                        .estimate(
                                sample(Enumeration.numbers(9, 16), new double[] {0, 1, 1, 0}, new double[] {0, 0, 0, 1
                                }),
                                new Philox(1, 0, 3)))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("Column 'seller' has 1 treated");
    }
}
