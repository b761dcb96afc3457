package assay.incrementality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.EstimationException;
import assay.Fit;
import assay.Interval;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.distribution.NormalDistribution;
import assay.random.Philox;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BoundsTest {

    /** Cells by outcome and treatment. */
    private static double[][] cells(double p00, double p01, double p10, double p11) {
        return new double[][] {{p00, p01}, {p10, p11}};
    }

    /** The two examples of Balke and Pearl (1997), as printed there: cholestyramine, and vitamin A. */
    @Test
    void publishedExamples() {
        Interval lipid = BalkePearl.bounds(new double[][][] {cells(.919, 0, .081, 0), cells(.315, .139, .073, .473)});
        assertThat(lipid.lower()).isCloseTo(0.392, within(1e-12));
        assertThat(lipid.upper()).isCloseTo(0.780, within(1e-12));
        Interval vitamin =
                BalkePearl.bounds(new double[][][] {cells(.0064, 0, .9936, 0), cells(.0028, .0010, .1972, .7990)});
        assertThat(vitamin.lower()).isCloseTo(-0.1946, within(1e-12));
        assertThat(vitamin.upper()).isCloseTo(0.0054, within(1e-12));
    }

    /** Every mixture of the sixteen types of response: bounds hold its effect, and are no wider than the simple ones. */
    @Test
    void boundsHoldTheEffectOfEveryMixtureOfTypes() {
        RandomGenerator random = new Philox(3, 1, 4);
        for (int run = 0; run < 2000; run++) {
            boolean defiers = run % 2 == 0;
            double[] weight = new double[16];
            double total = 0;
            for (int t = 0; t < 16; t++) {
                // Few types make corners, where bounds are attained.
                weight[t] = random.nextDouble() < 0.5 && t != run % 16 ? 0 : random.nextDouble();
                weight[t] = !defiers && t / 4 == 2 ? 0 : weight[t];
                total += weight[t];
            }
            if (total == 0) {
                continue;
            }
            double[][][] p = new double[2][2][2];
            double effect = 0;
            for (int t = 0; t < 16; t++) {
                double w = weight[t] / total;
                int[] exposure = {t / 4 / 2, t / 4 % 2};
                int[] outcome = {t % 4 / 2, t % 4 % 2};
                effect += w * (outcome[1] - outcome[0]);
                for (int z = 0; z < 2; z++) {
                    p[z][outcome[exposure[z]]][exposure[z]] += w;
                }
            }
            Interval bounds = BalkePearl.bounds(p);
            assertThat(effect).isBetween(bounds.lower() - 1e-12, bounds.upper() + 1e-12);
            assertThat(BalkePearl.consistent(p)).isTrue();
            double lower = p[1][1][1] - p[0][1][0] - p[0][0][1] - p[0][1][1];
            double upper = p[1][1][1] + p[1][0][0] + p[1][1][0] - p[0][1][0];
            assertThat(bounds.lower()).isGreaterThanOrEqualTo(lower - 1e-12);
            assertThat(bounds.upper()).isLessThanOrEqualTo(upper + 1e-12);
            if (!defiers) {
                assertThat(bounds.lower()).isCloseTo(lower, within(1e-12));
                assertThat(bounds.upper()).isCloseTo(upper, within(1e-12));
            }
        }
    }

    @Test
    void pearlsInequalityFindsOutcomesThatAssignmentMovesByItself() {
        assertThat(BalkePearl.consistent(new double[][][] {cells(0.9, 0, 0.1, 0), cells(0.1, 0, 0.9, 0)}))
                .isFalse();
        assertThatThrownBy(() -> BalkePearl.bounds(new double[][][] {cells(0.5, 0, 0.1, 0), cells(0.1, 0, 0.9, 0)}))
                .hasMessageContaining("add up to 0.6");
    }

    /** Rows that have exactly the shares of the lipid trial. */
    private static Sample lipid(int scale) {
        int[][] cells = {
            // z, d, y, rows
            {0, 0, 0, 919}, {0, 0, 1, 81}, {1, 0, 0, 315}, {1, 1, 0, 139}, {1, 0, 1, 73}, {1, 1, 1, 473}
        };
        int n = 2000 * scale;
        double[][] columns = new double[3][n];
        int row = 0;
        for (int[] cell : cells) {
            for (int k = 0; k < cell[3] * scale; k++) {
                for (int c = 0; c < 3; c++) {
                    columns[c][row] = cell[c];
                }
                row++;
            }
        }
        return Sample.builder()
                .assignment("z", columns[0])
                .add(Role.TREATMENT, "d", columns[1])
                .outcome("y", columns[2])
                .build();
    }

    @Test
    void rowsGiveTheSameBounds() {
        Fit fit = ComplianceBounds.standard().estimate(lipid(1), new Philox(1, 0, 3));
        assertThat(fit.terms().get(1).value()).isCloseTo(0.392, within(1e-12));
        assertThat(fit.terms().get(2).value()).isCloseTo(0.780, within(1e-12));
        assertThat(fit.glance().diagnostics().get("instrument_inequality_p")).isEqualTo(1);
        assertThat(fit.cautions()).isEmpty();
        Interval interval = fit.estimate().inference().interval(0.95);
        // Bounds far apart in standard errors: one-sided quantiles.
        double q = NormalDistribution.quantile(0.95);
        assertThat(interval.lower()).isCloseTo(0.392 - q * fit.terms().get(1).stdError(), within(1e-9));
        assertThat(interval.upper()).isCloseTo(0.780 + q * fit.terms().get(2).stdError(), within(1e-9));
        assertThat(fit.estimate().inference().pValue(0.5)).isEqualTo(1);
        assertThat(fit.estimate().inference().pValue(interval.upper())).isCloseTo(0.05, within(1e-9));
    }

    @Test
    void boundsThatAreAPointHaveTheUsualInterval() {
        BoundsInference point = new BoundsInference(1, 1, 0.5, 0.5);
        assertThat(point.interval(0.95).upper()).isCloseTo(1 + 0.5 * NormalDistribution.quantile(0.975), within(1e-12));
        assertThat(point.pValue(0)).isCloseTo(2 * NormalDistribution.survival(2), within(1e-15));
    }

    @Test
    void outcomesBeyondTheLimitsAreRefused() {
        double[] y = lipid(1).outcome().clone();
        y[4] = 7;
        Sample wide = lipid(1).with(Role.OUTCOME, new assay.Column.Numeric("y", y));
        assertThatThrownBy(() -> ComplianceBounds.standard().estimate(wide, new Philox(1, 0, 3)))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.UNSUITABLE_METHOD))
                .hasMessageContaining("7.0 in row 5");
        assertThat(new ComplianceBounds(0, 7)
                        .estimate(wide, new Philox(1, 0, 3))
                        .terms())
                .hasSize(3);
    }

    /** Among the never-exposed the assigned convert more: assignment must have another way to the outcome. */
    @Test
    void anInstrumentThatReachesTheOutcomeByItselfIsFound() {
        double[] y = lipid(1).outcome().clone();
        double[] d = lipid(1).numeric(Role.TREATMENT);
        double[] z = lipid(1).numeric(Role.ASSIGNMENT);
        for (int i = 0; i < y.length; i++) {
            y[i] = z[i] == 1 && d[i] == 0 ? 1 : y[i];
        }
        Sample direct = lipid(1).with(Role.OUTCOME, new assay.Column.Numeric("y", y));
        assertThat(new InstrumentInequality()
                        .estimate(direct, new Philox(1, 0, 3))
                        .pValue())
                .isLessThan(1e-10);
        assertThat(ComplianceBounds.standard()
                        .estimate(direct, new Philox(1, 0, 3))
                        .cautions())
                .extracting(assay.Caution::code)
                .containsExactly("instrument-inequality");
    }
}
