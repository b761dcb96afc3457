package assay.cate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.Covariates;
import assay.Estimate;
import assay.Fit;
import assay.HypothesisTest;
import assay.Mtcars;
import assay.linear.Covariance;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Values of R 4.2.2 on {@link Cars}, by base R's lm.fit, oneway.test, t.test, ave and matrix algebra; the averages by the formulas of grf
 * 2.6.1's average_treatment_effect and test_calibration, written out.
 */
class EvaluationGoldenTest {

    private static final Offset<Double> CLOSE = within(1e-11);

    private static void is(Estimate estimate, double value, double error) {
        assertThat(estimate.value()).isCloseTo(value, CLOSE);
        assertThat(estimate.stdError()).isCloseTo(error, CLOSE);
    }

    @Test
    void averageEffect() {
        is(AverageEffects.ate(Cars.fit(null, null)).estimate(), 1.41413821248196, 1.13424843177231);
        is(AverageEffects.ate(Cars.fit(null, Cars.QSEC)).estimate(), 1.44895731956141, 1.22601649591569);
        is(AverageEffects.ate(Cars.fit(Mtcars.carb(), null)).estimate(), 1.41413821248196, 1.46155705798356);
    }

    @Test
    void effectsOnTheTreatedAndOnTheControls() {
        // The value is grf's; the error is that of the whole influence function, where grf adds two parts as if
        // uncorrelated: 1.5564.
        is(AverageEffects.att(Cars.fit(null, null)).estimate(), 1.15088374408763, 1.30168897129689);
        assertThat(AverageEffects.atc(Cars.fit(null, null)).estimate().value()).isCloseTo(1.0893895858154, CLOSE);
    }

    @Test
    void effectInTheOverlapPopulation() {
        is(AverageEffects.ato(Cars.fit(null, null)).estimate(), 1.00902651933702, 1.77755053148447);
    }

    @Test
    void calibration() {
        Calibration plain = Calibration.of(Cars.fit(null, null));
        is(plain.coefficients().terms().get(0), -7.95520141748361, 3.22132451397365);
        is(plain.coefficients().terms().get(1), -0.893634637125865, 1.10749275250513);
        assertThat(plain.test().pValue()).isCloseTo(0.990279573536814, CLOSE);
        Calibration weighted = Calibration.of(Cars.fit(null, Cars.QSEC));
        is(weighted.coefficients().terms().get(0), -8.33582416218573, 3.46196541330889);
        is(weighted.coefficients().terms().get(1), -0.882263481968569, 1.16795097660263);
        Calibration clustered = Calibration.of(Cars.fit(Mtcars.carb(), null));
        is(clustered.coefficients().terms().get(0), -7.95520141748361, 4.24145929342745);
        is(clustered.coefficients().terms().get(1), -0.893634637125865, 1.27032685455441);
    }

    @Test
    void projection() {
        Covariates wt = Covariates.of(List.of(new Column.Numeric("wt", Mtcars.wt())));
        Fit fit = Projection.of(Cars.fit(null, null), wt, Covariance.HC3);
        is(fit.terms().get(0), -3.73135297217542, 1.11324422171249);
        is(fit.terms().get(1), 13.4188335622133, 4.09290792314519);
        assertThat(fit.terms()).extracting(Estimate::term).containsExactly("wt", "intercept");
    }

    @Test
    void groups() {
        GroupEffects groups = GroupEffects.of(Cars.fit(null, null), 3);
        is(groups.pointwise().terms().get(0), 4.33371441689624, 2.88860235395161);
        is(groups.pointwise().terms().get(1), 0.462713629804539, 0.983077643551591);
        is(groups.pointwise().terms().get(2), -0.750828571428571, 1.06188977435505);
        is(groups.difference(), -5.08454298832481, 3.07760189955339);
        assertThat(groups.difference().inference().degreesOfFreedom()).isCloseTo(12.6291538429573, within(1e-9));
        HypothesisTest welch = groups.homogeneity();
        assertThat(welch.statistic()).isCloseTo(1.40689879691392, CLOSE);
        assertThat(welch.degreesOfFreedom()).isCloseTo(17.9618477363924, within(1e-9));
        assertThat(welch.pValue()).isCloseTo(0.270628835841451, CLOSE);
        Estimate top = groups.simultaneous().terms().get(2);
        assertThat(top.inference().interval(.95).upper())
                .isCloseTo(top.value() + 2.92287190290938 * top.stdError(), within(1e-9));
    }

    @Test
    void describedGroups() {
        Covariates wt = Covariates.of(List.of(new Column.Numeric("wt", Mtcars.wt())));
        Clan clan = Clan.of(GroupEffects.of(Cars.fit(null, null), 3), wt);
        is(clan.pointwise().estimate(), 4.1749 - 2.46272727272727, 0.321728088870158);
        assertThat(clan.pointwise().estimate().inference().degreesOfFreedom())
                .isCloseTo(16.3047981006961, within(1e-9));
        assertThat(clan.highest().estimate().value()).isCloseTo(4.1749, CLOSE);
        assertThat(clan.lowest().estimate().value()).isCloseTo(2.46272727272727, CLOSE);
    }

    @Test
    void rankingWithTies() {
        Fit rate = Rate.of(Cars.fit(null, null)).fit();
        assertThat(rate.terms().get(0).value()).isCloseTo(-1.72511657300832, CLOSE);
        assertThat(rate.terms().get(1).value()).isCloseTo(-0.690701451597448, CLOSE);
    }

    /** Five rows whose values are known by hand. */
    @Test
    void areasOfTheReference() {
        Pooled five = new Pooled(
                List.of(HeldOut.all(Cars.ranked(new double[] {.9, .7, .5, .3, .1}, new double[] {2, 1, .5, -.5, -1}))));
        double[] areas = new Ranking(five).areas(null, new double[] {.2, .4, .6, .8});
        assertThat(areas[0]).isCloseTo(.763333333333333, CLOSE);
        assertThat(areas[1]).isCloseTo(.3, CLOSE);
        assertThat(areas[2]).isCloseTo(1.6, CLOSE);
        assertThat(areas[3]).isCloseTo(1.1, CLOSE);
        assertThat(areas[4]).isCloseTo(.766666666666667, CLOSE);
        assertThat(areas[5]).isCloseTo(.35, CLOSE);
    }
}
