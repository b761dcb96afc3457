package assay.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The few numbers that the site computes itself, and how numbers are written. */
class NumbersOnPagesTest {

    // Exact binomial, as published in the project's reference table of the usual rule (three decimals).
    @ParameterizedTest
    @CsvSource({
        "100, 0.88, 0.076", "100, 0.95, 0.754", "200, 0.92, 0.359", "200, 0.95, 0.860", "300, 0.94, 0.800",
        "500, 0.93, 0.545", "1000, 0.92, 0.133", "1000, 0.96, 0.960", "2000, 0.94, 0.971", "2000, 0.95, 1.000"
    })
    void theUsualRulePassesAsOftenAsTheExactBinomialSays(int replicates, double coverage, double expected) {
        assertThat(UsualRule.passes(replicates, coverage)).isCloseTo(expected, within(5.1e-4));
    }

    // Python 3.11, math.lgamma and bisection of the Beta(19, 1) mixture at level 0.99; a rate of 0.95 throughout.
    @ParameterizedTest
    @CsvSource({
        "1000, 0.9208244342, 0.9712464316",
        "5000, 0.9372029512, 0.9610119308",
        "10000, 0.9409245314, 0.9581408315",
        "20000, 0.9435363392, 0.9559754106",
        "100000, 0.9470311058, 0.9528615619"
    })
    void theConfidenceSequenceIsTheReference(int replicates, double low, double high) {
        double[] bounds = new ConfidenceSequence(0.95, 0.01).after(replicates, 0.95 * replicates);
        assertThat(bounds[0]).isCloseTo(low, within(1e-9));
        assertThat(bounds[1]).isCloseTo(high, within(1e-9));
    }

    @Test
    void theConfidenceSequenceReachesTheEnds() {
        ConfidenceSequence sequence = new ConfidenceSequence(0.95, 0.01);
        assertThat(sequence.after(100, 100)[1]).isEqualTo(1);
        assertThat(sequence.after(100, 0)[0]).isEqualTo(0);
    }

    @Test
    void numbersAreWrittenWithFixedDigits() {
        assertThat(Numbers.fixed(-0.0004, 3)).isEqualTo("0.000");
        assertThat(Numbers.fixed(-1.25, 1)).startsWith("−1.");
        assertThat(Numbers.fixed(Double.NaN, 3)).isEqualTo("–");
        assertThat(Numbers.significant(1234.4, 3)).isEqualTo("1234");
        assertThat(Numbers.significant(0.012345, 3)).isEqualTo("0.0123");
        assertThat(Numbers.count(13979592)).isEqualTo("13,979,592");
        assertThat(Numbers.coordinate(12.34)).isEqualTo("12.3");
    }

    @Test
    void ticksAreRound() {
        Scale scale = new Scale(0.93, 0.971, 0, 100);
        assertThat(scale.ticks(5).stream().map(t -> scale.label(t, 5)))
                .containsExactly("0.93", "0.94", "0.95", "0.96", "0.97");
    }
}
