package assay.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import assay.Interval;
import assay.Normal;
import assay.distribution.NormalDistribution;
import assay.random.Philox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What significance does to estimates, against quadrature and root finding in R 4.2.2 and the figures of math.md G1. */
class WinnersCurseTest {

    /** integrate(|x| dnorm(x, l)) over the rejection region; in brackets the figures of math.md. */
    @ParameterizedTest
    @CsvSource({
        "0.06, 0.2945936257702468, 8.014748425383855, 0.2013425893347064, 8.015, 0.2013",
        "0.2, 1.114571417228516, 2.257240591231399, 0.005270767451555876, 2.257, 0.0053",
        "0.5, 1.959852920520313, 1.407124885050098, 8.861626642923927e-05, 1.407, 0.0001",
        "0.8, 2.801581787013578, 1.124912517570987, 1.200723201410882e-06, 1.125, 0.0000"
    })
    void exaggerationAndWrongSigns(
            double power, double signal, double typeM, double typeS, double publishedM, double publishedS) {
        assertThat(SignificanceFilter.signalAt(power, 0.05)).isCloseTo(signal, within(1e-9));
        SignificanceFilter filter = new SignificanceFilter(-3 * signal, 3, 0.05);
        assertThat(filter.power()).isCloseTo(power, within(1e-9));
        assertThat(filter.exaggeration()).isCloseTo(typeM, within(1e-6 * typeM));
        assertThat(filter.wrongSign()).isCloseTo(typeS, within(1e-6 * typeS));
        assertThat(filter.exaggeration()).isCloseTo(publishedM, within(5e-4));
        assertThat(filter.wrongSign()).isCloseTo(publishedS, within(5e-5));
    }

    /** uniroot in R at c = qnorm(.975); math.md has c = 1.96 and four digits. */
    @ParameterizedTest
    @CsvSource({
        "2, 0.5038675488059199, 0.5039",
        "2.2, 0.636964694226275, 0.6370",
        "2.5, 1.137920715125387, 1.1379",
        "3, 2.522431308149129, 2.5224",
        "4, 3.942772705278634, 3.9428"
    })
    void conditionalMaximumLikelihood(double z, double root, double published) {
        assertThat(new ConditionalEstimate(z, 1, 0.05).maximumLikelihood()).isCloseTo(root, within(1e-6 * root));
        assertThat(new ConditionalEstimate(-2 * z, 2, 0.05).maximumLikelihood())
                .isCloseTo(-2 * root, within(1e-6 * root));
        assertThat(root).isCloseTo(published, within(1e-4));
    }

    /** uniroot on the truncated tail in R. */
    @ParameterizedTest
    @CsvSource({
        "1.97, -0.7747964303655734, 0.977344026972419",
        "2, -0.7549289785098459, 2.254285787787498",
        "2.2, -0.6221888104335426, 3.744369562693808",
        "2.5, -0.4186531322627594, 4.32910658279363",
        "3, -0.0229756821616448, 4.936182864982903",
        "4, 1.654695955205169, 5.959434726103854"
    })
    void conditionalIntervals(double z, double lower, double upper) {
        Interval interval = new ConditionalEstimate(z, 1, 0.05).interval(0.95);
        assertThat(interval.lower()).isCloseTo(lower, within(1e-6));
        assertThat(interval.upper()).isCloseTo(upper, within(1e-6));
        Interval mirrored = new ConditionalEstimate(-z / 2, 0.5, 0.05).interval(0.95);
        assertThat(mirrored.lower()).isCloseTo(-upper / 2, within(1e-6));
        assertThat(mirrored.upper()).isCloseTo(-lower / 2, within(1e-6));
    }

    @Test
    void whatIsNotSignificantWasNotSelected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConditionalEstimate(1.9, 1, 0.05))
                .withMessageContaining("not significant");
        // Far past the threshold selection does nothing.
        Interval far = new ConditionalEstimate(9, 1, 0.05).interval(0.95);
        assertThat(far.lower()).isCloseTo(9 - 1.959963984540054, within(1e-6));
        assertThat(far.upper()).isCloseTo(9 + 1.959963984540054, within(1e-6));
    }

    @Test
    void shrinkageIsThePosteriorMean() {
        EffectPrior prior = new EffectPrior(0.5);
        assertThat(prior.shrinkage(1)).isCloseTo(0.2, within(1e-15));
        Normal posterior = prior.posterior(3, 1);
        assertThat(posterior.interval(0.95).lower()).isCloseTo(0.6 - 1.959963984540054 * Math.sqrt(0.2), within(1e-12));
        assertThat(prior.probabilityPositive(3, 1))
                .isCloseTo(NormalDistribution.survival(-0.6 / Math.sqrt(0.2)), within(1e-12));
        assertThat(new EffectPrior(0).shrinkage(1)).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> new EffectPrior(0).posterior(1, 1));
    }

    /** With equal errors the likelihood has its maximum at the mean square less the error. */
    @Test
    void thePriorIsLearnedFromHistory() {
        double[] estimates = {1, -2, 0.5, 3, -1};
        double[] errors = {1, 1, 1, 1, 1};
        assertThat(EffectPrior.fromHistory(estimates, errors).sd()).isCloseTo(Math.sqrt(15.25 / 5 - 1), within(1e-10));
        assertThat(EffectPrior.fromHistory(new double[] {0.1, -0.2}, new double[] {1, 2})
                        .sd())
                .isZero();
        // 4,000 experiments of the population: the estimate of 0.3 has a standard error of 0.009.
        Philox random = new Philox(7, 0, 0);
        double[] many = new double[4000];
        double[] se = new double[4000];
        for (int i = 0; i < many.length; i++) {
            se[i] = 0.2 + 0.1 * (i % 5);
            many[i] = 0.3 * random.nextGaussian() + se[i] * random.nextGaussian();
        }
        assertThat(EffectPrior.fromHistory(many, se).sd()).isCloseTo(0.3, within(0.045)); // 5 standard errors
    }
}
