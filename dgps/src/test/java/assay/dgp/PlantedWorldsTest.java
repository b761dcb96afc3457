package assay.dgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Estimand;
import assay.Role;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real rows and given laws under a planted effect. */
class PlantedWorldsTest {

    private static final double[][] VALUES = {
        {1, 4, 2, 8, 5, 7, 3, 6, 0, 9}, {0, 0, 1, 1, 1, 0, 0, 1, 0, 1}, {12, 3, 0, 0, 40, 0, 7, 1, 0, 2}
    };

    private static RealRows rows() {
        return new RealRows("toy", List.of("age", "married", "earned"), VALUES);
    }

    @Test
    void theIndexIsStandardisedOverTheTable() {
        double[] index = rows().index();
        assertThat(Arrays.stream(index).sum()).isCloseTo(0, within(1e-12));
        assertThat(Arrays.stream(index).map(l -> l * l).sum()).isCloseTo(10, within(1e-12));
    }

    @Test
    void realRowsAreEqualByValueAndSayWhatTheyAre() {
        assertThat(rows()).isEqualTo(rows()).hasSameHashCodeAs(rows());
        assertThat(rows().toString()).matches("toy-10x3-[0-9a-f]{12}");
        double[][] other = {VALUES[0], VALUES[1], VALUES[0]};
        assertThat(new RealRows("toy", rows().columns(), other)).isNotEqualTo(rows());
        assertThat(new RealRows("toy", List.of("age", "married", "income"), VALUES))
                .isNotEqualTo(rows());
        assertThat(SemiSynthetic.standard(rows(), 100)).isEqualTo(SemiSynthetic.standard(rows(), 100));
        assertThat(SemiSynthetic.standard(rows(), 100).name()).isEqualTo("semi-synthetic-toy");
        assertThatThrownBy(() -> new RealRows("toy", List.of("one"), new double[][] {{2, 2, 2}}))
                .hasMessageContaining("'one' is constant");
        assertThatThrownBy(() -> new RealRows("toy", List.of("one"), new double[][] {{2, Double.NaN}}))
                .hasMessageContaining("NaN");
    }

    /** By enumeration of the ten rows, written out again from the definitions. */
    @Test
    void theTruthIsThatOfTheTenRows() {
        SemiSynthetic world = new SemiSynthetic(rows(), 50, 1.5, 1, 0.8, 0.7);
        double treated = 0;
        double untreated = 0;
        double att = 0;
        double atc = 0;
        double ate = 0;
        for (double l : rows().index()) {
            double e = 0.1 + 0.8 / (1 + Math.exp(-0.8 * l));
            double effect = 1.5 + 0.7 * l;
            ate += effect / 10;
            treated += e;
            att += e * effect;
            untreated += 1 - e;
            atc += (1 - e) * effect;
        }
        GroundTruth truth = world.draw(new Streams(1, 0)).truth();
        assertThat(truth.value(Estimand.ATE)).isCloseTo(ate, within(1e-12));
        assertThat(truth.value(Estimand.ATT)).isCloseTo(att / treated, within(1e-12));
        assertThat(truth.value(Estimand.ATC)).isCloseTo(atc / untreated, within(1e-12));
    }

    /** Shares of the treated within five binomial standard errors, 6e-7; every row drawn is one of the table. */
    @Test
    void rowsAreThoseOfTheTable() {
        SemiSynthetic world = SemiSynthetic.standard(rows(), 100_000);
        Draw draw = world.draw(new Streams(2, 0));
        double[][] x = draw.observed().covariates().columns();
        double[] seen = new double[10];
        for (int i = 0; i < 100_000; i++) {
            int row = Arrays.binarySearch(new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, x[0][i]);
            int at = new int[] {8, 0, 2, 6, 1, 4, 7, 5, 3, 9}[row];
            assertThat(x[1][i]).isEqualTo(VALUES[1][at]);
            assertThat(x[2][i]).isEqualTo(VALUES[2][at]);
            seen[at]++;
        }
        for (double count : seen) {
            assertThat(count).isCloseTo(10_000, within(5 * Math.sqrt(9000.0)));
        }
        double[] t = draw.observed().numeric(Role.ASSIGNMENT);
        double expected =
                Arrays.stream(draw.truth().units().orElseThrow().propensity()).sum();
        assertThat(Arrays.stream(t).sum()).isCloseTo(expected, within(5 * Math.sqrt(25_000)));
    }

    /** Means and standard deviations of 400,000 values within five standard errors of those stated: 1e-6 each. */
    @Test
    void marginalsHaveTheMomentsTheyState() {
        int n = 400_000;
        for (Marginal marginal : List.of(
                new Marginal.Normal(3, 2),
                new Marginal.LogNormal(0.2, 0.5),
                new Marginal.Bernoulli(0.3),
                new Marginal.Poisson(2),
                new Marginal.Poisson(0.05),
                new Marginal.Poisson(80))) {
            double[] x = new double[n];
            new Streams(3, 0).covariates().normals(x);
            marginal.transform(x);
            double mean = Arrays.stream(x).average().orElseThrow();
            double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / n;
            double fourth = Arrays.stream(x).map(v -> Math.pow(v - mean, 4)).sum() / n;
            assertThat(mean).as(marginal.label()).isCloseTo(marginal.mean(), within(5 * marginal.sd() / Math.sqrt(n)));
            assertThat(variance)
                    .as(marginal.label())
                    .isCloseTo(marginal.sd() * marginal.sd(), within(5 * Math.sqrt(fourth / n)));
        }
    }

    /** The least count whose distribution function, summed from below, reaches Phi(z). */
    @ParameterizedTest
    @ValueSource(doubles = {2, 80})
    void countsAreQuantiles(double rate) {
        double[] z = {-3, -1, 0, 1, 3, 6};
        double[] x = z.clone();
        new Marginal.Poisson(rate).transform(x);
        for (int i = 0; i < z.length; i++) {
            double phi = 0.5 * Erf.erfc(-z[i] / Math.sqrt(2));
            double probability = Math.exp(-rate);
            double sum = probability;
            int k = 0;
            while (sum < phi - 1e-13) {
                k++;
                probability *= rate / k;
                sum += probability;
            }
            assertThat(x[i]).isEqualTo(k);
        }
    }

    /**
     * Correlations by closed form: r between normals; {@code r s / sqrt(exp(s^2) - 1)} between a normal and the exponential of
     * one. Five standard errors of a correlation of 400,000 pairs, bounded by 3 / sqrt(n) each.
     */
    @Test
    void theCopulaJoinsAsItSays() {
        double[][] r = {{1, 0.6, -0.3}, {0.6, 1, 0.2}, {-0.3, 0.2, 1}};
        JointLaw law = new JointLaw(
                List.of(new Marginal.Normal(0, 1), new Marginal.Normal(5, 2), new Marginal.LogNormal(0, 0.5)), r);
        int n = 400_000;
        double[][] x = law.draw(new Streams(4, 0).covariates(), n);
        double factor = 0.5 / Math.sqrt(Math.exp(0.25) - 1);
        assertThat(correlation(x[0], x[1])).isCloseTo(0.6, within(15 / Math.sqrt(n)));
        assertThat(correlation(x[0], x[2])).isCloseTo(-0.3 * factor, within(15 / Math.sqrt(n)));
        assertThat(correlation(x[1], x[2])).isCloseTo(0.2 * factor, within(15 / Math.sqrt(n)));
    }

    private static double correlation(double[] a, double[] b) {
        return new PearsonsCorrelation().correlation(a, b);
    }

    @Test
    void jointLawsAreEqualByValueAndRefuseWhatIsNoCorrelation() {
        JointLaw law = Copula.standard(100).law();
        assertThat(law).isEqualTo(Copula.standard(50).law());
        assertThat(law.toString()).startsWith("normal-0-1+log-normal-0-0.5+bernoulli-0.3+poisson-2;r=0.4,0.4");
        List<Marginal> two = List.of(new Marginal.Normal(0, 1), new Marginal.Bernoulli(0.5));
        assertThat(JointLaw.exchangeable(two, 0.1)).isNotEqualTo(JointLaw.exchangeable(two, 0.2));
        assertThatThrownBy(() -> JointLaw.exchangeable(two, 1)).hasMessageContaining("positive definite");
        assertThatThrownBy(() -> new JointLaw(two, new double[][] {{1, 0.5}, {0.4, 1}}))
                .hasMessageContaining("symmetric");
        assertThatThrownBy(() -> new JointLaw(two, new double[][] {{1, 0.5}})).hasMessageContaining("2 laws");
        assertThatThrownBy(() -> new Marginal.Poisson(200)).hasMessageContaining("rate");
    }
}
