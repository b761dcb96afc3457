package assay.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NormalDrawsTest {

    /**
     * The polynomial is summed about the middle of its part, so that what is rounded is small: a few units in the last
     * place of z are left (an ulp of 8 is 1.8e-15).
     */
    private static final double ROUNDING = 2e-15;

    private static void assertAgrees(double u) {
        double exact = NormalDistribution.quantile(u);
        assertThat(NormalDraws.of(u)).as("u = " + u).isCloseTo(exact, within(ROUNDING * Math.max(1, Math.abs(exact))));
    }

    @Test
    void drawsAreTheQuantileInTheBodyAndInBothTails() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            double u = random.nextDouble();
            double tail = 0.5 * Math.exp(-35 * u);
            assertAgrees(Math.max(u, 0x1.0p-53));
            assertAgrees(tail);
            assertAgrees(1 - tail);
        }
    }

    @Test
    void drawsAreTheQuantileAtTheEndsOfEveryPart() {
        for (int octave = 1; octave <= 51; octave++) {
            for (int part = 0; part < 32; part++) {
                double start = Math.scalb(1 + part / 32.0, -octave - 1);
                assertAgrees(start);
                assertAgrees(Math.nextDown(start));
                assertAgrees(1 - start);
            }
        }
        assertAgrees(0x1.0p-53);
        assertAgrees(1 - 0x1.0p-53);
        assertAgrees(0.5);
        assertAgrees(Math.nextUp(0.5));
    }

    @Test
    void drawsAreSymmetric() {
        assertThat(NormalDraws.of(0.25)).isEqualTo(-NormalDraws.of(0.75));
        assertThat(NormalDraws.of(0x1.0p-53)).isEqualTo(-NormalDraws.of(1 - 0x1.0p-53));
    }
}
