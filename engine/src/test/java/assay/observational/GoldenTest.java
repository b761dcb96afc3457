package assay.observational;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Estimate;
import assay.Fit;
import assay.Sample;
import assay.nuisance.Folds;
import assay.nuisance.LinearLearner;
import assay.nuisance.LogisticLearner;
import assay.random.Philox;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Values of other software.
 *
 * <p>Lalonde: R 4.2.2, {@code glm(treat ~ ., binomial)}, {@code lm} by arm, weighted means and stacked estimating
 * equations (numerical derivatives) by hand. The stored file was made with glm's default epsilon of 1e-8, which stops
 * one step before the maximum; the values here are from {@code glm.control(epsilon = 1e-15)}, and the stored ones are
 * met to what that step is worth.
 *
 * <p>Pension: DoubleML 0.7.1 for Python with scikit-learn 1.2.1 linear and unpenalised logistic
 * regression, fold = row index mod 5 ({@code python3 g17_dml.py}), whose logistic fits agree with the exact maximum to
 * about 1e-7.
 */
class GoldenTest {

    private static Fit fit(assay.Estimator<Fit> estimator, Sample sample) {
        return estimator.estimate(sample, new Philox(1, 0, 3));
    }

    @Test
    void hajekOnLalonde() throws IOException {
        Fit fit = fit(new Ipw(Weighting.HAJEK, new LogisticLearner(), 0), RealData.lalonde());
        assertThat(fit.estimate().value())
                .isCloseTo(224.676309103941, within(1e-8))
                .isCloseTo(224.676308271436, within(1e-6));
        assertThat(uncorrected(fit)).isCloseTo(876.193191179, within(1e-6));
        assertThat(fit.glance().diagnostics().get("min_propensity")).isCloseTo(0.00908019294577735, within(1e-13));
        assertThat(fit.glance().diagnostics().get("max_propensity")).isCloseTo(0.853152845210587, within(1e-13));
    }

    @Test
    void horvitzThompsonOnLalonde() throws IOException {
        Fit fit = fit(new Ipw(Weighting.HORVITZ_THOMPSON, new LogisticLearner(), 0), RealData.lalonde());
        assertThat(fit.estimate().value())
                .isCloseTo(-449.786875383560, within(1e-8))
                .isCloseTo(-449.786909669554, within(1e-4));
        assertThat(uncorrected(fit)).isCloseTo(755.796632385, within(1e-6));
    }

    @Test
    void aipwWithoutCrossFittingOnLalonde() throws IOException {
        Aipw aipw = new Aipw(new LinearLearner(), new LogisticLearner(), 1, 1, 0, Folds.INTERLEAVED);
        Estimate estimate = fit(aipw, RealData.lalonde()).estimate();
        assertThat(estimate.value())
                .isCloseTo(469.639973586302, within(1e-8))
                .isCloseTo(469.639983006977, within(1e-4));
        assertThat(estimate.stdError())
                .isCloseTo(926.155079933718, within(1e-8))
                .isCloseTo(926.1550678012, within(1e-4));
    }

    @Test
    void interactiveModelOnPension() throws IOException {
        Aipw aipw = new Aipw(new LinearLearner(), new LogisticLearner(), 5, 1, 1e-3, Folds.INTERLEAVED);
        Fit fit = fit(aipw, RealData.pension());
        assertThat(fit.estimate().value()).isCloseTo(8569.38604565218, within(1e-4));
        assertThat(uncorrected(fit)).isCloseTo(1280.56283758066, within(1e-5));
        assertThat(fit.glance().diagnostics().get("min_propensity")).isCloseTo(0.00214999689057154, within(1e-9));
        assertThat(fit.glance().diagnostics().get("max_propensity")).isCloseTo(0.836713611602388, within(1e-9));
    }

    @Test
    void partiallyLinearModelOnPension() throws IOException {
        DmlPlr plr = new DmlPlr(new LinearLearner(), new LinearLearner(), 5, 1, Folds.INTERLEAVED);
        Fit fit = fit(plr, RealData.pension());
        assertThat(fit.estimate().value()).isCloseTo(9826.10222920236, within(1e-6));
        assertThat(uncorrected(fit)).isCloseTo(1325.91565968483, within(1e-7));
    }

    /** DoubleML divides the mean squared score by n, not n - 1: the influence values give both. */
    private static double uncorrected(Fit fit) {
        double[] influence = fit.influence().orElseThrow().values(0);
        double squares = 0;
        for (double v : influence) {
            squares += v * v;
        }
        int n = influence.length;
        double se = Math.sqrt(squares) / n;
        assertThat(fit.estimate().stdError()).isCloseTo(se * Math.sqrt(n / (n - 1.0)), within(1e-9 * se));
        return se;
    }
}
