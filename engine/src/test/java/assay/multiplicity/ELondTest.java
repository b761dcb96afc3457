package assay.multiplicity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.random.Philox;
import org.apache.commons.math3.util.FastMath;
import org.junit.jupiter.api.Test;

class ELondTest {

    private static final ELond RULE = new ELond(0.01);

    /** The first million shares and the integral of the rest, by the midpoint rule: together 1. */
    @Test
    void sharesOfTheRateSumToOne() {
        double sum = 0;
        int last = 1_000_000;
        for (int j = last; j >= 1; j--) {
            sum += ELond.gamma(j);
        }
        double rest = FastMath.pow(last + 0.5, -0.1) / 0.1 * ELond.gamma(1);
        assertThat(sum + rest).isCloseTo(1, within(1e-11));
    }

    /** By hand: zeta(1.1) / 0.01 = 1058.44 for the first; times 2^1.1 / 2 for the second after one accepted. */
    @Test
    void eachAcceptanceMakesTheNextEasier() {
        assertThat(FastMath.exp(RULE.logThreshold(1, 0))).isCloseTo(1058.4448464950810, within(1e-9));
        assertThat(FastMath.exp(RULE.logThreshold(2, 1)))
                .isCloseTo(1058.4448464950810 * FastMath.pow(2, 0.1), within(1e-9));
        double[] logE = {FastMath.log(1058), FastMath.log(2269), Double.NaN, FastMath.log(2432), FastMath.log(2432), 1e9
        };
        assertThat(RULE.accepted(logE)).containsExactly(false, true, false, true, true, true);
        assertThat(RULE.accepted(new double[] {FastMath.log(1059)})).containsExactly(true);
    }

    @Test
    void refusesWhatIsNoRateAndNoIndex() {
        assertThatThrownBy(() -> new ELond(1)).hasMessageContaining("rate");
        assertThatThrownBy(() -> RULE.logThreshold(0, 0)).hasMessageContaining("index");
        assertThatThrownBy(() -> RULE.logThreshold(1, -1)).hasMessageContaining("accepted");
    }

    /** By hand: of 4 e-values, 500 and 300 reach 4 / (0.01 * 2) = 200; 130 does not reach 4 / (0.01 * 3). */
    @Test
    void eBhRanksAndBadges() {
        EBh book = new EBh(0.01);
        double[] logE = {FastMath.log(300), FastMath.log(2), FastMath.log(500), FastMath.log(130)};
        assertThat(book.badged(logE)).containsExactly(true, false, true, false);
        assertThat(EBh.ranks(logE)).containsExactly(2, 4, 1, 3);
        assertThat(EBh.ranks(new double[] {1, 1, 2})).containsExactly(2, 3, 1);
        assertThat(book.badged(new double[0])).isEmpty();
        assertThatThrownBy(() -> book.cut(new double[] {1, Double.NaN})).hasMessageContaining("NaN");
    }

    /** The definition, k by k, on books drawn at random. */
    @Test
    void eBhIsTheLargestSetThatKeepsItsBound() {
        Philox random = new Philox(29, 0, 0);
        for (int run = 0; run < 200; run++) {
            double[] logE = new double[1 + (int) (12 * random.nextDouble())];
            for (int i = 0; i < logE.length; i++) {
                logE[i] = FastMath.log(20) + 3 * random.nextGaussian();
            }
            int largest = 0;
            for (int k = 1; k <= logE.length; k++) {
                double needed = FastMath.log(logE.length / (0.1 * k));
                int reached = 0;
                for (double value : logE) {
                    reached += value >= needed ? 1 : 0;
                }
                largest = reached >= k ? k : largest;
            }
            int badged = 0;
            int[] ranks = EBh.ranks(logE);
            boolean[] marks = new EBh(0.1).badged(logE);
            for (int i = 0; i < marks.length; i++) {
                assertThat(marks[i]).isEqualTo(ranks[i] <= largest);
                badged += marks[i] ? 1 : 0;
            }
            assertThat(badged).isEqualTo(largest);
        }
    }
}
