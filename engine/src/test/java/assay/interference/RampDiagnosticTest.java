package assay.interference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.EstimationException;
import assay.HypothesisTest;
import assay.Role;
import assay.Sample;
import assay.distribution.NormalDistribution;
import java.util.List;
import org.junit.jupiter.api.Test;

class RampDiagnosticTest {

    private static final List<RampDiagnostic.Phase> PHASES = List.of(
            new RampDiagnostic.Phase(0.1, 0.4, 0.05),
            new RampDiagnostic.Phase(0.5, 0.3, 0.02),
            new RampDiagnostic.Phase(0.9, 0.25, 0.04));

    /** Weights 400, 2500 and 625: the mean, the sum of squares about it and the slope by hand. */
    @Test
    void independentPhasesAreWeightedByTheirPrecision() {
        double[] w = {400, 2500, 625};
        double[] x = {0.1, 0.5, 0.9};
        double[] y = {0.4, 0.3, 0.25};
        double sw = 3525;
        double mean = (400 * 0.4 + 2500 * 0.3 + 625 * 0.25) / sw;
        double centre = (400 * 0.1 + 2500 * 0.5 + 625 * 0.9) / sw;
        double q = 0;
        double sxy = 0;
        double sxx = 0;
        for (int k = 0; k < 3; k++) {
            q += w[k] * (y[k] - mean) * (y[k] - mean);
            sxy += w[k] * (x[k] - centre) * (y[k] - mean);
            sxx += w[k] * (x[k] - centre) * (x[k] - centre);
        }
        HypothesisTest any = new RampDiagnostic(RampDrift.ANY).test(PHASES);
        assertThat(any.statistic()).isCloseTo(q, within(1e-10));
        assertThat(any.degreesOfFreedom()).isEqualTo(2);
        // The survival function of chi-square with two degrees of freedom is exp(-q / 2).
        assertThat(any.pValue()).isCloseTo(Math.exp(-q / 2), within(1e-12));
        HypothesisTest line = RampDiagnostic.standard().test(PHASES);
        assertThat(line.statistic()).isCloseTo(sxy / Math.sqrt(sxx), within(1e-10));
        assertThat(line.pValue()).isCloseTo(2 * NormalDistribution.survival(Math.abs(line.statistic())), within(1e-14));
        assertThat(line.rejects(0.05)).isTrue();
    }

    /** Of two phases the difference is all there is, whatever the covariance: variance 0.01 + 0.04 - 2 * 0.005. */
    @Test
    void sharedUnitsCountOnce() {
        List<RampDiagnostic.Phase> two =
                List.of(new RampDiagnostic.Phase(0.2, 1.5, 0.1), new RampDiagnostic.Phase(0.5, 1, 0.2));
        double[][] covariance = {{0.01, 0.005}, {0.005, 0.04}};
        double z = -0.5 / Math.sqrt(0.04);
        assertThat(RampDiagnostic.standard().test(two, covariance).statistic()).isCloseTo(z, within(1e-12));
        assertThat(new RampDiagnostic(RampDrift.ANY).test(two, covariance).statistic())
                .isCloseTo(z * z, within(1e-12));
    }

    @Test
    void rowsGiveThePhasesAndTheUnitsTheyShare() {
        int n = 40;
        double[] y = Enumeration.numbers(3, n);
        double[] t = new double[n];
        double[] time = new double[n];
        double[] unit = new double[n];
        for (int i = 0; i < n; i++) {
            time[i] = i < 20 ? 1 : 2;
            unit[i] = i % 20;
            t[i] = i < 20 ? i % 4 == 0 ? 1 : 0 : i % 2;
        }
        Sample apart = Sample.builder()
                .outcome("y", y)
                .assignment("t", t)
                .add(Role.TIME, "phase", time)
                .build();
        HypothesisTest independent = RampDiagnostic.standard().test(apart);
        HypothesisTest shared =
                RampDiagnostic.standard().test(apart.with(Role.UNIT, new assay.Column.Numeric("user", unit)));
        assertThat(independent.glance().n()).isEqualTo(40);
        assertThat(shared.statistic()).isNotCloseTo(independent.statistic(), within(1e-6));
        assertThat(Math.signum(shared.statistic())).isEqualTo(Math.signum(independent.statistic()));
    }

    @Test
    void mistakesAreNamed() {
        RampDiagnostic line = RampDiagnostic.standard();
        assertThatThrownBy(() -> line.test(PHASES.subList(0, 1)))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("A ramp of 1 phase");
        assertThatThrownBy(() -> line.test(List.of(PHASES.get(0), PHASES.get(0))))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("a line in the share has no slope");
        assertThatThrownBy(() -> line.test(PHASES.subList(0, 2), new double[][] {{1, 1}, {1, 1}}))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("not positive definite");
        assertThatThrownBy(() -> new RampDiagnostic.Phase(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
