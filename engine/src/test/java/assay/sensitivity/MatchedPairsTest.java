package assay.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.EstimationException;
import assay.Interval;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchedPairsTest {

    /** Lead in the blood of children whose parent worked with lead, and of matched neighbours (Morton et al. 1982). */
    private static final double[] EXPOSED = {
        38, 23, 41, 18, 37, 36, 23, 62, 31, 34, 24, 14, 21, 17, 16, 20, 15, 10, 45, 39, 22, 35, 49, 48, 44, 35, 43, 39,
        34, 13, 73, 25, 27
    };

    private static final double[] CONTROL = {
        16, 18, 18, 24, 19, 11, 10, 15, 16, 18, 18, 13, 19, 10, 16, 16, 24, 13, 9, 14, 21, 19, 7, 18, 19, 12, 11, 22,
        25, 16, 13, 11, 13
    };

    private static MatchedPairs lead() {
        double[] differences = new double[EXPOSED.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = EXPOSED[i] - CONTROL[i];
        }
        return MatchedPairs.of(differences);
    }

    /** math.md C6 [V]: one zero dropped, mid-ranks, no continuity correction; tolerance: the digits given. */
    @Test
    void leadInTheBloodOfChildren() {
        MatchedPairs lead = lead();
        assertThat(lead.size()).isEqualTo(33);
        assertThat(lead.informative()).isEqualTo(32);
        assertThat(lead.statistic(PairStatistic.SIGNED_RANK)).isEqualTo(499);
        double[][] gold = {
            {1, 5.53e-06, 5e-9},
            {2, .00177170, 5e-9},
            {3, .01305817, 5e-9},
            {4, .03665836, 5e-9},
            {4.25, .04414425, 5e-9},
            {5, .06936936, 5e-9},
            {6, .10734121, 5e-9}
        };
        for (double[] row : gold) {
            assertThat(lead.pValue(row[0], PairStatistic.SIGNED_RANK, Side.GREATER))
                    .isCloseTo(row[1], within(row[2]));
        }
        double critical = lead.criticalGamma(0.05, PairStatistic.SIGNED_RANK, Side.GREATER);
        assertThat(critical).isBetween(4.25, 5.0);
        assertThat(lead.pValue(critical, PairStatistic.SIGNED_RANK, Side.GREATER))
                .isCloseTo(0.05, within(1e-9));
        assertThat(lead.pValue(2, PairStatistic.SIGNED_RANK, Side.LESS)).isGreaterThan(0.999);
        assertThat(lead.pValue(2, PairStatistic.SIGNED_RANK, Side.TWO_SIDED))
                .isEqualTo(2 * lead.pValue(2, PairStatistic.SIGNED_RANK, Side.GREATER));
    }

    /** The interval holds exactly the effects that are not rejected. */
    @Test
    void intervalsInvertTheTest() {
        MatchedPairs lead = lead();
        double width = 0;
        for (double gamma : new double[] {1, 1.5, 2, 4}) {
            Interval interval = lead.interval(gamma, 0.95);
            assertThat(interval.width()).isGreaterThan(width);
            width = interval.width();
            for (double inside : new double[] {interval.lower() + 1e-6, interval.upper() - 1e-6}) {
                assertThat(shifted(inside).pValue(gamma, PairStatistic.SIGNED_RANK, Side.TWO_SIDED))
                        .isGreaterThan(0.05);
            }
            for (double outside : new double[] {interval.lower() - 1e-6, interval.upper() + 1e-6}) {
                assertThat(shifted(outside).pValue(gamma, PairStatistic.SIGNED_RANK, Side.TWO_SIDED))
                        .isLessThanOrEqualTo(0.05);
            }
        }
        assertThat(MatchedPairs.of(1, 2, 3).interval(1, 0.95).lower()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    private static MatchedPairs shifted(double effect) {
        double[] differences = lead().differences();
        for (int i = 0; i < differences.length; i++) {
            differences[i] -= effect;
        }
        return MatchedPairs.of(differences);
    }

    /** Signs: the binomial tail, by enumeration. */
    @Test
    void signsByEnumeration() {
        MatchedPairs pairs = MatchedPairs.of(1, 1, -1, 0, 1, 1, 1, -1, 0);
        for (double gamma : new double[] {1, 1.7, 3}) {
            double p = gamma / (1 + gamma);
            double tail = 0;
            for (int mask = 0; mask < 128; mask++) {
                int up = Integer.bitCount(mask);
                tail += up >= 5 ? Math.pow(p, up) * Math.pow(1 - p, 7.0 - up) : 0;
            }
            assertThat(pairs.pValue(gamma, PairStatistic.SIGN, Side.GREATER)).isCloseTo(tail, within(1e-12));
        }
        assertThat(pairs.pValue(1, PairStatistic.SIGN, Side.TWO_SIDED)).isCloseTo(58 / 128.0, within(1e-12));
        assertThat(pairs.criticalGamma(0.05, PairStatistic.SIGN, Side.GREATER)).isEqualTo(1);
        assertThat(MatchedPairs.of(1, 1, 1).pValue(1, PairStatistic.SIGN, Side.LESS))
                .isEqualTo(1);
    }

    /** Hammond's 122 discordant pairs of smokers and non-smokers, 110 of whom the smoker died: Rosenbaum 2002, table 4.1. */
    @Test
    void smokingAndLungCancer() {
        double[] differences = new double[122];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = i < 110 ? 1 : -1;
        }
        MatchedPairs pairs = MatchedPairs.of(differences);
        assertThat(pairs.pValue(4, PairStatistic.SIGN, Side.GREATER)).isLessThan(0.005);
        assertThat(pairs.pValue(5, PairStatistic.SIGN, Side.GREATER)).isCloseTo(0.02, within(0.005));
        assertThat(pairs.pValue(6, PairStatistic.SIGN, Side.GREATER)).isCloseTo(0.1, within(0.02));
    }

    @Test
    void rowsBecomePairs() {
        Sample sample = Sample.builder()
                .outcome("y", new double[] {5, 1, 2, 4, 7, 3})
                .assignment("t", new double[] {1, 0, 0, 1, 1, 0})
                .add(Role.STRATUM, new Column.Categorical("pair", new int[] {0, 0, 1, 1, 2, 2}, List.of("a", "b", "c")))
                .build();
        assertThat(MatchedPairs.of(sample).differences()).containsExactly(4, 2, 4);
        assertThatThrownBy(() -> MatchedPairs.of(sample.rows(new int[] {0, 1, 2, 3, 4, 2})))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.UNSUITABLE_METHOD))
                .hasMessageContaining("Stratum 'b' of column 'pair' has 1 treated and 2 control rows");
        assertThatThrownBy(() -> MatchedPairs.of(sample.with(Role.STRATUM)))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.MISSING_ROLE));
        assertThatThrownBy(() -> MatchedPairs.of(0, 0)).isInstanceOf(EstimationException.class);
        assertThatThrownBy(() -> MatchedPairs.of(1, 2).pValue(0.5, PairStatistic.SIGN, Side.GREATER))
                .hasMessageContaining("Gamma");
    }
}
