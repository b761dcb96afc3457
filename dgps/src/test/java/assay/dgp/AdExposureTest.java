package assay.dgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.random.Streams;
import org.apache.commons.math3.util.FastMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdExposureTest {

    /** A midpoint sum of two million steps, whose own error is below 1e-12 for these slopes. */
    @ParameterizedTest
    @CsvSource({"0, 20, 0, 20", "-2, 0.8, -0.4, 1.2", "1, -1, 0.5, 7", "-30, 40, 8, -3"})
    void truthsAreThoseOfBruteForce(double intercept, double activity, double reach, double targeting) {
        AdExposure world = new AdExposure(8, 0.2, 0.5, intercept, activity, reach, targeting, 0.3, 0.4, AdLog.NONE, 0);
        double reached = 0;
        double effect = 0;
        double all = 0;
        double credited = 0;
        int steps = 2_000_000;
        double width = 20.0 / steps;
        for (int i = 0; i < steps; i++) {
            double x = -10 + (i + 0.5) * width;
            double density = width * NormalMean.density(x);
            double r = 1 / (1 + FastMath.exp(-reach - targeting * x));
            double p = 1 / (1 + FastMath.exp(-intercept - activity * x));
            reached += density * r;
            effect += density * r * 0.2 * (1 - p);
            all += density * (r * 0.2 + (1 - r) * 0.1) * (1 - p);
            credited += density * r * (p + 0.2 * (1 - p));
        }
        assertThat(world.reached()).isCloseTo(reached, within(1e-12));
        assertThat(world.late()).isCloseTo(effect / reached, within(1e-12));
        assertThat(world.averageEffect()).isCloseTo(all, within(1e-12));
        assertThat(world.attribution()).isCloseTo(credited / reached, within(1e-12));
    }

    /** Shares of 200,000 users within five binomial standard errors: 6e-7 each. */
    @Test
    void foilsAreAsFarOffAsTheWorldSays() {
        AdExposure world = AdExposure.standard(200_000).withLeak(0.2);
        Draw draw = world.draw(new Streams(4, 0));
        Sample sample = draw.observed();
        double[] z = sample.numeric(Role.ASSIGNMENT);
        double[] d = sample.numeric(Role.TREATMENT);
        double[] y = sample.outcome();
        double[] sums = new double[6];
        for (int i = 0; i < z.length; i++) {
            sums[0] += d[i] * z[i];
            sums[1] += d[i] * z[i] * y[i];
            sums[2] += d[i];
            sums[3] += d[i] * y[i];
            sums[4] += 1 - d[i];
            sums[5] += (1 - d[i]) * y[i];
        }
        assertThat(sums[1] / sums[0]).isCloseTo(world.attribution(), within(5 * Math.sqrt(0.25 / sums[0])));
        assertThat(sums[3] / sums[2] - sums[5] / sums[4])
                .isCloseTo(world.exposedLessUnexposed(), within(5 * Math.sqrt(0.25 / sums[2] + 0.25 / sums[4])));
        assertThat(draw.truth().value(Estimand.ITT))
                .isCloseTo(draw.truth().value(Estimand.LATE) * draw.truth().value(Estimand.COMPLIANCE), within(1e-15));
        assertThat(draw.truth().value(Estimand.COMPLIANCE)).isCloseTo(0.8 * 0.4228, within(1e-4));
    }

    @Test
    void marksAreThoseOfTheirKind() {
        Sample ghosts = AdExposure.standard(4000).draw(new Streams(4, 0)).observed();
        double[] shown = ghosts.numeric(Role.STRATUM);
        double[] z = ghosts.numeric(Role.ASSIGNMENT);
        double[] d = ghosts.numeric(Role.TREATMENT);
        for (int i = 0; i < z.length; i++) {
            assertThat(d[i]).isEqualTo(z[i] * shown[i]);
        }
        Sample predicted = AdExposure.standard(4000)
                .withLog(AdLog.PREDICTED, 0)
                .draw(new Streams(4, 0))
                .observed();
        assertThat(predicted.column(Role.STRATUM).name()).isEqualTo("predicted");
        for (int i = 0; i < z.length; i++) {
            assertThat(predicted.numeric(Role.STRATUM)[i])
                    .isGreaterThanOrEqualTo(predicted.numeric(Role.TREATMENT)[i]);
        }
        assertThat(AdExposure.brandSearch(100, 0.9)
                        .draw(new Streams(4, 0))
                        .observed()
                        .has(Role.STRATUM))
                .isFalse();
    }

    @Test
    void knobsAreChecked() {
        assertThatThrownBy(() -> AdExposure.standard(100).withEffect(2)).hasMessageContaining("effect");
        assertThatThrownBy(() -> AdExposure.standard(100).withElsewhere(30)).hasMessageContaining("elsewhere");
        assertThatThrownBy(() -> AdExposure.standard(100).withLeak(1)).hasMessageContaining("leak");
        assertThatThrownBy(() -> AdExposure.standard(100).withLog(AdLog.NONE, Double.NaN))
                .hasMessageContaining("missed");
    }
}
