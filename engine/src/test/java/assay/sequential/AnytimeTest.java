package assay.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Estimand;
import assay.Estimate;
import assay.Interval;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Values of R package avlm 0.1.0, by summary(av(lm(...), g)), avlm::optimal_g and avlm:::t_radius. */
final class AnytimeTest {

    private static final Percentage EXACT = Percentage.withPercentage(1e-7);

    /** mtcars, mpg ~ wt + hp. */
    private static AnytimeT mtcars(double value, double stdError) {
        return new AnytimeT(value, stdError, 29, 32, 1);
    }

    @Test
    void agreesWithAvlmOnMtcars() {
        assertThat(mtcars(37.2272701164, 1.598787538).pValue(0)).isCloseTo(1.852604818e-16, EXACT);
        assertThat(mtcars(-3.8778307424, 0.632733494377).pValue(0)).isCloseTo(3.960320591e-05, EXACT);
        assertThat(mtcars(-0.0317729469822, 0.00902970967586).pValue(0)).isCloseTo(3.364344323e-02, EXACT);
        assertThat(mtcars(-3.8778307424, 0.65120375481).pValue(0)).isCloseTo(6.206526350e-05, EXACT);
        assertThat(mtcars(-0.0317729469822, 0.00698136125202).pValue(0)).isCloseTo(2.441844290e-03, EXACT);
        assertThat(mtcars(-3.8778307424, 0.768519050358).pValue(0)).isCloseTo(6.684055993e-04, EXACT);
        assertThat(mtcars(-0.0317729469822, 0.00938513790865).pValue(0)).isCloseTo(4.647134806e-02, EXACT);
        Interval wt = mtcars(-3.8778307424, 0.632733494377).interval(0.95);
        assertThat(wt.lower()).isCloseTo(-6.00063194848, within(1e-9));
        assertThat(wt.upper()).isCloseTo(-1.755029536333, within(1e-9));
    }

    @Test
    void agreesWithAvlmForOtherPriors() {
        // gold/anytime_valid.json: mtcars mpg ~ wt + hp + am at g = 10 and 100, from the t statistics there.
        assertThat(new AnytimeT(-3.18084986509243, 1, 28, 32, 10).pValue(0)).isCloseTo(0.0774107871132097, EXACT);
        assertThat(new AnytimeT(12.8669157794826, 1, 28, 32, 100).pValue(0)).isCloseTo(0.0395300129809355, EXACT);
        assertThat(new AnytimeT(1.51386197509091, 1, 28, 32, 1).pValue(0)).isEqualTo(1);
        // hillstrom, visit ~ t + recency + history.
        assertThat(new AnytimeT(22.7297896216609, 1, 42609, 42613, 1).pValue(0))
                .isCloseTo(6.33604370231086e-110, EXACT);
        assertThat(new AnytimeT(10.7690412763, 1, 92, 100, AnytimeT.optimalPriorUnits(100, 92, 0.05)).pValue(0))
                .isCloseTo(3.191155893e-14, Percentage.withPercentage(1e-3));
    }

    @Test
    void agreesWithAvlmOnRadii() {
        assertThat(AnytimeT.radius(100, 92, 1, 0.05)).isCloseTo(3.352461694, EXACT);
        assertThat(AnytimeT.radius(10_000, 9_995, 1, 0.05)).isCloseTo(3.900445084, EXACT);
        assertThat(AnytimeT.radius(100, 92, AnytimeT.optimalPriorUnits(100, 92, 0.05), 0.05))
                .isCloseTo(3.103938114, EXACT);
        assertThat(AnytimeT.radius(10_000, 9_995, AnytimeT.optimalPriorUnits(10_000, 9_995, 0.05), 0.05))
                .isCloseTo(3.035745924, EXACT);
    }

    @Test
    void findsTheWeightOfTheShortestInterval() {
        // R's optimize stops within about 1e-4 of the optimum.
        assertThat(AnytimeT.optimalPriorUnits(100, 92, 0.05)).isCloseTo(11.58153616, within(1e-3));
        assertThat(AnytimeT.optimalPriorUnits(10_000, 9_995, 0.05)).isCloseTo(1217.1738, within(1e-2));
        double best = AnytimeT.optimalPriorUnits(100, 92, 0.05);
        assertThat(AnytimeT.radius(100, 92, best, 0.05))
                .isLessThanOrEqualTo(AnytimeT.radius(100, 92, best * 1.01, 0.05))
                .isLessThanOrEqualTo(AnytimeT.radius(100, 92, best / 1.01, 0.05));
        // So few units that no weight gives a finite interval: the smallest.
        assertThat(AnytimeT.optimalPriorUnits(2, 1, 0.05)).isEqualTo(1);
    }

    @Test
    void theNormalMixtureHasItsClosedForm() {
        // s = 8.21197 at alpha .05 and |z| = 3.03512 there, by the lower branch of Lambert's W.
        assertThat(1000 / AnytimeNormal.optimalPriorUnits(1000, 0.05)).isCloseTo(8.21197, within(1e-5));
        double g = AnytimeNormal.optimalPriorUnits(5000, 0.05);
        assertThat(AnytimeNormal.radius(5000, g, 0.05)).isCloseTo(3.03512, within(1e-5));
        assertThat(AnytimeNormal.radius(100, g, 0.05)).isCloseTo(6.5992, within(1e-4));
        assertThat(AnytimeNormal.radius(1000, g, 0.05)).isCloseTo(3.34706, within(1e-5));
        assertThat(AnytimeNormal.radius(20_000, g, 0.05)).isCloseTo(3.13097, within(1e-5));
        // The t version tends to it.
        assertThat(AnytimeT.radius(1e9, 1e9, 1e8, 0.05)).isCloseTo(AnytimeNormal.radius(1e9, 1e8, 0.05), within(1e-7));
    }

    @Test
    void isTheWholeLineWhileItIsTooEarly() {
        AnytimeT early = new AnytimeT(2, 1, 1, 3, 1000);

        assertThat(early.interval(0.95)).isEqualTo(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        assertThat(early.pValue(0)).isGreaterThan(0.05);
    }

    @Test
    void rejectsExactlyWhatIsOutsideTheInterval() {
        for (double df : new double[] {3.5, 29, 1000}) {
            AnytimeT t = new AnytimeT(1.5, 0.4, df, 200, 20);
            Interval interval = t.interval(0.9);
            assertThat(t.pValue(interval.lower())).isCloseTo(0.1, within(1e-9));
            assertThat(t.pValue(interval.upper())).isCloseTo(0.1, within(1e-9));
        }
        AnytimeNormal z = new AnytimeNormal(1.5, 0.4, 200, 20);
        assertThat(z.pValue(z.interval(0.9).lower())).isCloseTo(0.1, within(1e-9));
        assertThat(z.degreesOfFreedom()).isInfinite();
    }

    @Test
    void testsSeveralCoefficientsByF() {
        // iris, Sepal.Length ~ Species; mtcars, mpg ~ wt + hp.
        assertThat(new AnytimeF(119.264502185, 2, 147, 150, 1).logEvidence()).isCloseTo(66.0181101601, within(1e-7));
        assertThat(new AnytimeF(69.21121339, 2, 29, 32, 1).pValue()).isCloseTo(4.226217068e-10, EXACT);
    }

    @Test
    void dividesAWaldStatisticByTheNumberOfCoefficients() {
        // avlm's robust summary puts the Wald statistic itself in place of F, which inflates the evidence.
        AnytimeF right = AnytimeF.ofWald(2 * 69.21121339, 2, 29, 32, 1);

        assertThat(right.pValue()).isCloseTo(4.226217068e-10, EXACT);
        assertThat(new AnytimeF(2 * 69.21121339, 2, 29, 32, 1).pValue()).isLessThan(right.pValue() / 1000);
    }

    @Test
    void switchesALinearResult() {
        AnytimeValid planned = AnytimeValid.plannedFor(5000, 0.95);
        Estimate t = planned.apply(Estimate.studentT(Estimand.ATE, "a", 1, 0.2, 400), 402);
        Estimate z = planned.apply(Estimate.normal(Estimand.ATE, "a", 1, 0.2), 402);

        assertThat(t.inference()).isEqualTo(new AnytimeT(1, 0.2, 400, 402, planned.priorUnits()));
        assertThat(planned.priorUnits()).isCloseTo(5000 / 8.21197, within(1e-2));
        assertThat(z.inference()).isInstanceOf(AnytimeNormal.class);
        assertThat(AnytimeValid.unitInformation().caution(299)).isPresent();
        assertThat(AnytimeValid.unitInformation().caution(300)).isEmpty();
        assertThatThrownBy(() -> new AnytimeValid(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AnytimeF(-1, 2, 29, 32, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
