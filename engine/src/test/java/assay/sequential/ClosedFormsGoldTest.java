package assay.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import assay.Gold;
import assay.Interval;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Closed forms of gold/g12_anytime.R: mixture SPRT, asymptotic confidence sequences and the radii of avlm 0.1.0. */
class ClosedFormsGoldTest {

    private static final Percentage EIGHT = Percentage.withPercentage(1e-6);

    @Test
    void mixtureSprt() {
        // ms(.02, .0001, .001), ms(.5, .04, .01), ms(0, .01, .01): Bayes factor, p and half-width.
        check(0.02, 0.0001, 0.001, 1.85750498585777, 0.538356563031357, 0.0303781102142595);
        check(0.5, 0.04, 0.01, 1.67100998380305, 0.598440469951053, 1.11486394671477);
        check(0, 0.01, 0.01, 0.707106781186548, 1, 0.365639487136385);
    }

    private static void check(double delta, double square, double tau2, double factor, double p, double half) {
        AnytimeNormal test = new MixtureSprt(tau2).ofStdError(delta, Math.sqrt(square));
        assertThat(Math.exp(test.logEvidence(0))).isCloseTo(factor, EIGHT);
        assertThat(test.pValue(0)).isCloseTo(p, EIGHT);
        assertThat(test.interval(0.95).width() / 2).isCloseTo(half, EIGHT);
    }

    @Test
    void mixtureSprtOfTwoStreams() {
        // The formula of Johari and others for two streams, written out.
        double s2 = 4;
        double tau2 = 0.1;
        int n = 50;
        double d = 0.7;
        double expected =
                0.5 * Math.log(2 * s2 / (2 * s2 + n * tau2)) + n * n * tau2 * d * d / (4 * s2 * (2 * s2 + n * tau2));
        assertThat(new MixtureSprt(tau2).of(d, s2, n).logEvidence(0)).isCloseTo(expected, within(1e-12));
        ArmTotals control = ArmTotals.binary(400, 40);
        ArmTotals treated = ArmTotals.binary(400, 60);
        AnytimeNormal binary =
                (AnytimeNormal) new MixtureSprt(0.01).binary(40, 60, 400).inference();
        assertThat(binary.stdError()).isCloseTo(Math.sqrt(2 * 0.125 * 0.875 / 400), within(1e-15));
        assertThat(new MixtureSprt(0.01).plugIn(control, treated).value()).isCloseTo(0.05, within(1e-15));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MixtureSprt(0.01).plugIn(control, ArmTotals.binary(300, 40)))
                .withMessageContaining("AlwaysValidMonitor");
    }

    @Test
    void asymptoticMargins() {
        // ac(100, 1, .01), ac(10000, 2, .001), ac(445, 6631, .02).
        assertThat(AsymptoticMargin.twoSided(100, 1, 0.01, 0.05)).isCloseTo(0.365639487136385, EIGHT);
        assertThat(AsymptoticMargin.twoSided(10_000, 2, 0.001, 0.05)).isCloseTo(0.060756220428519, EIGHT);
        assertThat(AsymptoticMargin.twoSided(445, 6631, 0.02, 0.05)).isCloseTo(954.204901907783, EIGHT);
        // The same as the normal mixture with g = 1 / rho^2.
        assertThat(new AnytimeNormal(0, 6631 / Math.sqrt(445), 445, 50)
                        .interval(0.95)
                        .upper())
                .isCloseTo(954.204901907783, EIGHT);
        // The published one-sided margin is a little above the exact one of the half-normal mixture.
        for (int n : new int[] {100, 1000, 100_000}) {
            double exact = AnytimeOneSided.radius(n, 120, 0.05);
            double published = AsymptoticMargin.oneSided(n, 1, 1 / 120.0, 0.05) * Math.sqrt(n);
            assertThat(published).isGreaterThan(exact).isLessThan(1.02 * exact);
            assertThat(exact).isLessThan(AnytimeNormal.radius(n, 120, 0.05));
        }
    }

    @Test
    void radiiOfAvlm() {
        // avlm:::t_radius(g, n, k, alpha) and avlm:::z_radius(g, n, alpha).
        assertThat(AnytimeT.radius(445, 440, 1, 0.05)).isCloseTo(3.50136186429627, EIGHT);
        assertThat(AnytimeT.radius(10_000, 9998, 100, 0.05)).isCloseTo(3.27374044943475, EIGHT);
        assertThat(AnytimeT.radius(42_613, 42_611, 1000, 0.01)).isCloseTo(3.6458523835262, EIGHT);
        assertThat(AnytimeNormal.radius(445, 1, 0.05)).isCloseTo(3.4812290999469, EIGHT);
        assertThat(AnytimeNormal.radius(10_000, 100, 0.05)).isCloseTo(3.27301862423493, EIGHT);
        // avlm::optimal_g stops within about 1e-4 of the optimum.
        Percentage rough = Percentage.withPercentage(0.01);
        assertThat(AnytimeT.optimalPriorUnits(445, 440, 0.05)).isCloseTo(53.6246479166266, rough);
        assertThat(AnytimeT.optimalPriorUnits(1000, 998, 0.01)).isCloseTo(84.5181201366818, rough);
        assertThat(AnytimeT.optimalPriorUnits(42_613, 42_611, 0.05)).isCloseTo(5188.57658286212, rough);
    }

    /** p-values and intervals of summary(av(lm(...), g)) and confint on mtcars, Hillstrom's mails and the NSW experiment. */
    @Test
    void fitsOfAvlm() {
        JsonObject fits =
                Gold.read("anytime_valid.json").getAsJsonObject("values").getAsJsonObject("avlm");
        int terms = 0;
        for (String model : fits.keySet()) {
            for (JsonElement element : fits.getAsJsonArray(model)) {
                JsonObject fit = element.getAsJsonObject();
                double g = fit.get("g").getAsDouble();
                double n = fit.get("n").getAsDouble();
                JsonObject t = fit.getAsJsonObject("t");
                double df = n - t.size();
                for (String term : t.keySet()) {
                    double lower = fit.getAsJsonObject("ci_lo").get(term).getAsDouble();
                    double upper = fit.getAsJsonObject("ci_hi").get(term).getAsDouble();
                    double value = (lower + upper) / 2;
                    AnytimeT own = new AnytimeT(value, value / t.get(term).getAsDouble(), df, n, g);
                    assertThat(own.pValue(0))
                            .isCloseTo(
                                    fit.getAsJsonObject("p").get(term).getAsDouble(), Percentage.withPercentage(1e-5));
                    assertThat(own.interval(0.95).lower()).isCloseTo(lower, within(1e-8 * (upper - lower)));
                    terms++;
                }
            }
        }
        assertThat(terms).isEqualTo(34);
    }

    @Test
    void theKnob() {
        assertThat(AnytimeNormal.criticalValue(0.05)).isCloseTo(3.03512, within(5e-6));
        assertThat(AnytimeNormal.sharpestAt(1, 0.05)).isCloseTo(8.21197, within(5e-6));
        double g = AnytimeNormal.optimalPriorUnits(5000, 0.05);
        assertThat(AnytimeNormal.sharpestAt(g, 0.05)).isCloseTo(5000, EIGHT);
        assertThat(AnytimeNormal.radius(20_000, g, 0.05)).isCloseTo(3.13097, within(5e-6));
        // log E = (1/2) log r + (1/2) (1 - r) z^2 at its boundary.
        double z = AnytimeNormal.criticalValue(0.05);
        assertThat(new AnytimeNormal(z, 1, 5000, g).pValue(0)).isCloseTo(0.05, EIGHT);
    }

    @Test
    void thePrecisionForm() {
        // r = I_g / (I_g + 1 / V): with V = s^2 / n and I_g = g / s^2 it is g / (g + n).
        double n = 400;
        double g = 30;
        double error = 3 / Math.sqrt(n);
        AnytimeT units = new AnytimeT(0.4, error, 398, n, g);
        AnytimeT precision = AnytimeT.ofPrecision(0.4, error, 398, g / 9);
        assertThat(precision.logEvidence(0)).isCloseTo(units.logEvidence(0), within(1e-12));
        AnytimeNormal sprt = AnytimeNormal.ofPriorVariance(0.4, error, 9 / g);
        assertThat(sprt.logEvidence(0)).isCloseTo(new AnytimeNormal(0.4, error, n, g).logEvidence(0), within(1e-12));
    }

    @Test
    void oneSidedInferenceIsTheHalfNormalMixture() {
        // normal_log_mixture(s, v, 100) of confseq: z = s / sqrt(v) at r = rho / (rho + v).
        double rho = NormalMixture.optimalAt(100, 0.05, Sides.ONE_SIDED).rho();
        AnytimeOneSided greater = new AnytimeOneSided(20, Math.sqrt(400), 400, rho, Alternative.GREATER);
        assertThat(greater.logEvidence(0)).isCloseTo(-0.639270629886834, within(1e-8));
        AnytimeOneSided less = new AnytimeOneSided(-20, Math.sqrt(400), 400, rho, Alternative.LESS);
        assertThat(less.logEvidence(0)).isCloseTo(-0.639270629886834, within(1e-8));
        Interval bound = greater.interval(0.95);
        assertThat(bound.upper()).isInfinite();
        assertThat(greater.pValue(bound.lower())).isCloseTo(0.05, within(1e-9));
        // Far on the wrong side the two forms of the tail meet, and evidence only falls.
        double before = new AnytimeOneSided(-8.5, 1, 1e9, 1, Alternative.GREATER).logEvidence(0);
        double at = new AnytimeOneSided(-8.0001, 1, 1e9, 1, Alternative.GREATER).logEvidence(0);
        double after = new AnytimeOneSided(-7.9999, 1, 1e9, 1, Alternative.GREATER).logEvidence(0);
        assertThat(before).isLessThan(at);
        assertThat(after - at).isBetween(0.0, 1e-3);
        assertThatIllegalArgumentException().isThrownBy(() -> new AnytimeOneSided(0, 1, 10, 1, Alternative.TWO_SIDED));
    }

    @Test
    void theOmnibusTestDividesByTheNumberOfCoefficients() {
        // iris Species, F(2, 147) = 119.264502185, n = 150, g = 1: log E = 66.0181101601 (avlm).
        AnytimeF own = new AnytimeF(119.264502185, 2, 147, 150, 1);
        assertThat(own.logEvidence()).isCloseTo(66.0181101601, within(1e-7));
        assertThat(AnytimeF.ofWald(2 * 119.264502185, 2, 147, 150, 1).logEvidence())
                .isCloseTo(own.logEvidence(), within(1e-12));
        assertThat(new AnytimeF(2 * 119.264502185, 2, 147, 150, 1).logEvidence())
                .isGreaterThan(80);
        // mtcars mpg ~ wt + hp: F(2, 29) = 69.21121339.
        assertThat(new AnytimeF(69.21121339, 2, 29, 32, 1).pValue())
                .isCloseTo(4.226217068e-10, Percentage.withPercentage(1e-5));
    }
}
