package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.distribution.NoncentralStudent;
import assay.distribution.NormalDistribution;
import assay.distribution.StudentDistribution;
import assay.random.Philox;
import com.google.gson.JsonArray;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;

/** The distributions of the calculators are those of the engine. */
class CalcDistributionsTest {

    private static final double[] PROBABILITIES = {1e-12, 1e-6, 0.001, 0.025, 0.1, 0.3, 0.5, 0.61, 0.8, 0.975, 0.9999};
    private static final double[] FREEDOM = {1, 2, 3.5, 8, 30, 99, 101, 998, 60_000, 1e9};

    private static void same(double script, double engine, String what) {
        assertThat(script).as(what).isCloseTo(engine, within(1e-11 * Math.max(1e-290, Math.abs(engine))));
    }

    @Test
    void normal() {
        try (CalcScripts scripts = new CalcScripts()) {
            for (double p : PROBABILITIES) {
                same(scripts.number("c.normal.quantile(" + p + ")"), NormalDistribution.quantile(p), "p = " + p);
            }
            for (double z = -9; z < 38; z += 0.37) {
                same(scripts.number("c.normal.survival(" + z + ")"), NormalDistribution.survival(z), "z = " + z);
                same(scripts.number("c.normal.cdf(" + z + ")"), NormalDistribution.survival(-z), "cdf " + z);
            }
        }
    }

    @Test
    void student() {
        try (CalcScripts scripts = new CalcScripts()) {
            for (double df : FREEDOM) {
                for (double p : PROBABILITIES) {
                    same(
                            scripts.number("c.student.quantile(" + p + ", " + df + ")"),
                            StudentDistribution.quantile(p, df),
                            p + " at " + df);
                }
                for (double t = 0.1; t < 20; t *= 1.6) {
                    same(
                            scripts.number("2 * c.student.survival(" + t + ", " + df + ")"),
                            StudentDistribution.twoSided(t, df),
                            t + " at " + df);
                }
            }
        }
    }

    @Test
    void noncentral() {
        try (CalcScripts scripts = new CalcScripts()) {
            for (double df : FREEDOM) {
                for (double shift : new double[] {0, 0.5, 2.8, 4.5}) {
                    double engine = NoncentralStudent.survival(2.1, df, shift);
                    same(
                            scripts.number("c.noncentralT.survival(2.1, " + df + ", " + shift + ")"),
                            engine,
                            shift + " at " + df);
                }
            }
        }
    }

    @Test
    void gammaBetaAndChiSquare() {
        try (CalcScripts scripts = new CalcScripts()) {
            for (int df = 1; df < 40; df += 3) {
                for (double x = 0.01; x < 90; x *= 1.9) {
                    double engine = Gamma.regularizedGammaQ(df / 2.0, x / 2);
                    same(scripts.number("c.chiSquare.survival(" + x + ", " + df + ")"), engine, x + " at " + df);
                }
                double q = new ChiSquaredDistribution(null, df, 1e-15).inverseCumulativeProbability(0.95);
                assertThat(scripts.number("c.chiSquare.quantile(0.95, " + df + ")"))
                        .isCloseTo(q, within(1e-9 * q));
                double quantile = scripts.number("c.chiSquare.quantile(0.001, " + df + ")");
                same(scripts.number("c.chiSquare.cdf(" + quantile + ", " + df + ")"), 0.001, "quantile at " + df);
            }
            for (double a : new double[] {0.3, 0.5, 1, 2, 7.5, 40, 1e4, 1e7}) {
                double log = Gamma.logGamma(a);
                assertThat(scripts.number("c.logGamma(" + a + ")"))
                        .isCloseTo(log, within(1e-14 * Math.max(10, Math.abs(log))));
            }
            for (double x = 0.05; x < 1; x += 0.15) {
                same(scripts.number("c.beta(" + x + ", 2.5, 7)"), Beta.regularizedBeta(x, 2.5, 7), "beta " + x);
                same(scripts.number("c.beta(" + x + ", 0.5, 0.5)"), Beta.regularizedBeta(x, 0.5, 0.5), "arcsine " + x);
            }
        }
    }

    @Test
    void drawsAreThoseOfTheHarness() {
        try (CalcScripts scripts = new CalcScripts()) {
            Philox engine = new Philox(42, 7, 3);
            JsonArray drawn = scripts.json(
                            "(function () { var s = c.stream(42, 7, 3), all = [];"
                                    + "for (var i = 0; i < 200; i++) all.push(i % 2 ? s.normal() : s.uniform()); return all; })()")
                    .getAsJsonArray();
            for (int i = 0; i < 200; i++) {
                double expected = i % 2 == 0 ? engine.nextDouble() : engine.nextGaussian();
                assertThat(drawn.get(i).getAsDouble())
                        .isCloseTo(expected, within(1e-14 * Math.max(1, Math.abs(expected))));
            }
        }
    }

    /** Each with mean and variance of its law; the false-alarm probability of each bound is below 1e-6. */
    @Test
    void countsAndSquaresHaveTheirMoments() {
        try (CalcScripts scripts = new CalcScripts()) {
            moments(scripts, "binomial(5000, 0.03)", 150, 150 * 0.97);
            moments(scripts, "binomial(12, 0.7)", 8.4, 2.52);
            moments(scripts, "chiSquare(9)", 9, 18);
            // Runs of ones among zeros: n1 (n0 + 1) / n in mean.
            moments(scripts, "runs(40, 60)", 60 * 41 / 100.0, 60.0 * 41 * 40 * 59 / (100.0 * 100 * 99));
        }
    }

    private static void moments(CalcScripts scripts, String draw, double mean, double variance) {
        int n = 20_000;
        JsonArray sums = scripts.json(
                        "(function () { var s = c.stream(5, 0, 0), sum = 0, squares = 0; for (var i = 0; i < " + n
                                + "; i++) { var x = s." + draw + " - " + mean
                                + "; sum += x; squares += x * x; } return [sum, squares]; })()")
                .getAsJsonArray();
        assertThat(sums.get(0).getAsDouble() / n).as(draw).isCloseTo(0, within(5 * Math.sqrt(variance / n)));
        assertThat(sums.get(1).getAsDouble() / n).as(draw).isCloseTo(variance, within(10 * variance / Math.sqrt(n)));
    }
}
