package assay.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailingShareTest {

    /** The table of certification.md J4, to the digits printed there; R: {@code qbeta(.99, B + 1, J - B) / .99}. */
    @ParameterizedTest
    @CsvSource({"300, 0, 0.0154", "300, 2, 0.0280", "100, 0, 0.0455", "200, 0, 0.0230"})
    void boundsAsPublished(int worlds, int missed, double bound) {
        assertThat(FailingShare.upper(missed, worlds, 0.01, 0.01)).isCloseTo(bound, within(5e-5));
    }

    /**
     * Enumeration over all outcomes: whatever the true share, the chance that the bound is below it is at most eta, when
     * failing worlds are certified as often as they may be and sound ones always.
     */
    @Test
    void theBoundHoldsWhateverTheShare() {
        double eta = 0.01;
        double epsilon = 0.01;
        int worlds = 100;
        double nearest = 0;
        for (double share = 0.002; share < 1; share += 0.001) {
            BinomialDistribution missed = new BinomialDistribution(null, worlds, share * (1 - epsilon));
            BinomialDistribution refuted = new BinomialDistribution(null, worlds, share + (1 - share) * epsilon);
            double below = 0;
            double above = 0;
            for (int b = 0; b <= worlds; b++) {
                below += FailingShare.upper(b, worlds, eta, epsilon) < share ? missed.probability(b) : 0;
                above += FailingShare.lower(b, worlds, eta, epsilon) > share ? refuted.probability(b) : 0;
            }
            assertThat(below).as("upper, share %s", share).isLessThanOrEqualTo(eta);
            assertThat(above).as("lower, share %s", share).isLessThanOrEqualTo(eta);
            nearest = Math.max(nearest, below);
        }
        // The bound is no looser than it need be.
        assertThat(nearest).isGreaterThan(0.9 * eta);
    }

    @Test
    void endsAreProbabilities() {
        assertThat(FailingShare.upper(50, 50, 0.01, 0.01)).isEqualTo(1);
        assertThat(FailingShare.lower(0, 50, 0.01, 0.01)).isZero();
        assertThat(FailingShare.lower(50, 50, 0.01, 0.01)).isBetween(0.9, 1.0);
        assertThatThrownBy(() -> FailingShare.upper(3, 2, 0.01, 0.01))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 of 2 worlds");
    }
}
