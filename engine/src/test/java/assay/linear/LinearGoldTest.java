package assay.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.WeightType;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Values of R 4.2.2 with sandwich 3.0.2, clubSandwich 0.5.8, estimatr 1.0.0 and AER 1.2.10 on {@code mtcars}, clusters
 * by carb.
 */
class LinearGoldTest {

    private static final LinearSpec OLS = LinearSpec.ols(List.of("mpg"), List.of("wt", "hp"));
    private static final LinearSpec IV =
            new LinearSpec(List.of("mpg"), List.of("wt"), List.of("hp"), List.of("disp", "qsec"));

    private static ArrayRows ols() {
        return ArrayRows.of(OLS, Cars.MPG, Cars.WT, Cars.HP).clustered(Cars.CARB);
    }

    private static ArrayRows iv() {
        return ArrayRows.of(IV, Cars.MPG, Cars.WT, Cars.HP, Cars.DISP, Cars.QSEC)
                .clustered(Cars.CARB);
    }

    private static void check(double[] actual, double relative, double... expected) {
        for (int j = 0; j < expected.length; j++) {
            assertThat(actual[j]).isCloseTo(expected[j], within(relative * Math.abs(expected[j])));
        }
    }

    private static void errors(LinearFit fit, VarianceEstimator v, double... expected) {
        double[][] covariance = fit.covariance(0, v);
        double[] actual = new double[expected.length];
        for (int j = 0; j < actual.length; j++) {
            actual[j] = Math.sqrt(covariance[j][j]);
        }
        check(actual, 1e-9, expected);
    }

    /** Printed with ten decimals. */
    private static void classical(LinearFit fit, double... expected) {
        double[][] covariance = fit.covariance(0, Covariance.CLASSICAL);
        for (int j = 0; j < expected.length; j++) {
            assertThat(Math.sqrt(covariance[j][j])).isCloseTo(expected[j], within(6e-11));
        }
    }

    private static void df(LinearFit fit, double... expected) {
        double[] actual = new double[expected.length];
        for (int j = 0; j < actual.length; j++) {
            double[] contrast = new double[fit.rank()];
            contrast[j] = 1;
            actual[j] = fit.degreesOfFreedom(contrast, ClusterCovariance.CR2);
        }
        check(actual, 1e-8, expected);
    }

    @Test
    void leastSquares() {
        LinearFit fit = LinearModel.fit(ols());
        check(fit.coefficients(0), 1e-10, 37.2272701164, -3.8778307424, -0.0317729469822);
        check(new double[] {fit.residualVariance(0), fit.rSquared(0)}, 1e-10, 6.72578464626, 0.826785451883);
        errors(fit, Covariance.CLASSICAL, 1.598787538, 0.632733494377, 0.00902970967586);
        errors(fit, Covariance.HC0, 1.93891395642, 0.61992750529, 0.00664605790818);
        errors(fit, Covariance.HC1, 2.03673500191, 0.65120375481, 0.00698136125202);
        errors(fit, Covariance.HC2, 2.07760994351, 0.687765481736, 0.00782502939752);
        errors(fit, Covariance.HC3, 2.22980540344, 0.768519050358, 0.00938513790865);
        errors(fit, Covariance.HC4, 2.17040368815, 0.865032332113, 0.0138065521158);
        errors(fit, ClusterCovariance.CR0, 2.13118821149, 0.734517052783, 0.00574493325632);
        errors(fit, ClusterCovariance.CR1, 2.33459971545, 0.804623117363, 0.00629325907169);
        errors(fit, ClusterCovariance.CR1S, 2.41376105703, 0.831906186498, 0.00650665018441);
        errors(fit, ClusterCovariance.CR2, 2.80719299566, 1.02522935557, 0.00783257036392);
        errors(fit, ClusterCovariance.CR3, 3.8489936297, 1.48684428929, 0.0107381116552);
        errors(fit, ClusterCovariance.JACKKNIFE, 3.51363439114, 1.35729692791, 0.00980250996423);
        df(fit, 2.21267039585, 2.24758780027, 2.29912600938);
        assertThat(fit.covariance(0, Covariance.HC2)[1][2]).isCloseTo(-0.002404013703, within(1e-11));
    }

    @Test
    void weightedLeastSquares() {
        LinearFit fit = LinearModel.fit(ols().weighted(Cars.QSEC, WeightType.PROBABILITY));
        check(fit.coefficients(0), 1e-10, 37.414184793, -3.8928905063, -0.0325329692941);
        errors(fit, Covariance.HC2, 2.12172023987, 0.684982105896, 0.00775468503768);
        errors(fit, Covariance.HC3, 2.27487294486, 0.760153653499, 0.009119658393);
        errors(fit, ClusterCovariance.CR0, 2.11817654597, 0.722247542173, 0.00547289012903);
        errors(fit, ClusterCovariance.CR1S, 2.39902418331, 0.818009869533, 0.00619853703752);
        errors(fit, ClusterCovariance.CR2, 2.79108803654, 0.996816111134, 0.00720934570656);
        df(fit, 2.18217871190, 2.27215164627, 2.65218806978);
    }

    @Test
    void twoStages() {
        LinearFit fit = LinearModel.fit(iv());
        assertThat(fit.terms()).containsExactly("(Intercept)", "hp", "wt");
        check(fit.coefficients(0), 1e-10, 37.2148697536395, -0.0385828841271, -3.5634837013746);
        classical(fit, 1.6144341535, 0.0112396428, 0.7072771541);
        errors(fit, Covariance.HC0, 1.91686093547, 0.00881963699989, 0.606879050723);
        errors(fit, Covariance.HC1, 2.0135693738, 0.00926460058859, 0.637496986622);
        errors(fit, Covariance.HC2, 2.06205397887, 0.00931859970144, 0.660638484347);
        errors(fit, ClusterCovariance.CR0, 1.98591813645, 0.00515896732301, 0.674744319754);
        errors(fit, ClusterCovariance.CR1S, 2.24922971813, 0.00584299141278, 0.764208226045);
        errors(fit, ClusterCovariance.CR2, 2.60380134065, 0.00623845121117, 0.913716029824);
        df(fit, 2.20876402088, 2.39294583494, 1.92218349764);
    }

    @Test
    void weightedTwoStages() {
        LinearFit fit = LinearModel.fit(iv().weighted(Cars.DRAT, WeightType.PROBABILITY));
        check(fit.coefficients(0), 1e-10, 37.623393893, -0.0393123521073, -3.64119746273);
        errors(fit, Covariance.HC2, 2.03057437655, 0.0091481038673, 0.650871889679);
        errors(fit, ClusterCovariance.CR0, 1.94047358462, 0.00501211751078, 0.640045917894);
        errors(fit, ClusterCovariance.CR1S, 2.19775970301, 0.00567667088037, 0.724909185867);
        errors(fit, ClusterCovariance.CR2, 2.42890726473, 0.00598807057472, 0.82160601421);
        df(fit, 2.09292441423, 2.14219821833, 1.69222461955);
        errors(fit, ClusterCovariance.CR3, 3.29468272398, 0.00766980465743, 1.16579050254);
    }

    @Test
    void severalOutcomes() {
        LinearSpec spec = LinearSpec.ols(List.of("mpg", "qsec"), List.of("wt", "hp"));
        LinearFit fit = LinearModel.fit(ArrayRows.of(spec, Cars.MPG, Cars.QSEC, Cars.WT, Cars.HP));
        assertThat(fit.jointCovariance(Covariance.HC0)[2][5]).isCloseTo(1.61913087808e-05, within(1e-14));
        assertThat(fit.jointCovariance(Covariance.CLASSICAL)[2][5]).isCloseTo(7.35550091747e-06, within(1e-14));
    }
}
