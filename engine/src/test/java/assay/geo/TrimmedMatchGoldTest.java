package assay.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.EstimationException;
import assay.Fit;
import assay.Interval;
import assay.Problem;
import assay.random.Philox;
import org.junit.jupiter.api.Test;

/** The numbers of the tests of github.com/google/trimmed_match (estimator_test.cc), and identities. */
class TrimmedMatchGoldTest {

    /** The normal quantile of 90 % that the reference takes. */
    private static final double Z = 1.64485363;

    private static final double[] FOUR = {1, 10, 3, 8};
    private static final double[] FOUR_COSTS = {1, 5, 2, 5};

    private static final double[] RESPONSES = {
        552, -710, -961, -1218, -1293, -1824, 1816, 2073, -2416, -2559, 2603, 3073, 3288, 3137, 4016, 3905, 4032, -4649,
        5397, -6054, 6451, 7735, 8507, -9186, 9700, 9987, -11255, -13828, -14950, 20957, -38666, 43407
    };
    private static final double[] COSTS = {
        89143, -111084, -163240, -201668, -213271, -311807, 313531, 350041, -425882, -439139, 431609, 509310, 554237,
        548335, 677060, 654552, 686768, -812570, 940149, -1019919, 1086827, 1333913, 1458086, -1550027, 1676807,
        1692128, -1927924, -2341819, -2533673, 3570161, -6614810, 7440206
    };
    /** Estimate and standard error by pairs trimmed at each end. */
    private static final double[][] CANDIDATES = {
        {0.00581123, 0.000117108},
        {0.005815, 0.000133689},
        {0.00582772, 0.000094},
        {0.00583428, 0.000073},
        {0.00583461, 0.000062},
        {0.00583399, 0.000061},
        {0.00583305, 0.000030},
        {0.00583258, 0.000031},
        {0.005832, 0.000029},
        {0.00585823, 0.000069}
    };

    @Test
    void allOfFourPairs() {
        TrimmedResiduals all = new TrimmedResiduals(new ResidualOrders(FOUR, FOUR_COSTS), 0);
        assertThat(all.estimate()).isCloseTo(22.0 / 13, within(1e-12));
        assertThat(all.stdError()).isCloseTo(0.138, within(1e-3));
        assertThat(all.within(Z).lower()).isCloseTo(1.250, within(1e-3));
        assertThat(all.within(Z).upper()).isCloseTo(1.905, within(1e-3));
    }

    @Test
    void oneOfFourPairsTrimmed() {
        TrimmedResiduals trimmed = new TrimmedResiduals(new ResidualOrders(FOUR, FOUR_COSTS), 1);
        assertThat(trimmed.estimate()).isCloseTo(11.0 / 7, within(1e-12));
        assertThat(trimmed.stdError()).isCloseTo(0.041, within(1e-3));
        assertThat(trimmed.within(Z).lower()).isCloseTo(-29.375, within(1e-3));
        assertThat(trimmed.within(Z).upper()).isCloseTo(1.619, within(1e-3));
    }

    @Test
    void thirtyTwoPairsAtEachTrim() {
        ResidualOrders orders = new ResidualOrders(RESPONSES, COSTS);
        for (int m = 0; m < CANDIDATES.length; m++) {
            TrimmedResiduals trimmed = new TrimmedResiduals(orders, m);
            assertThat(trimmed.estimate()).as("trim " + m).isCloseTo(CANDIDATES[m][0], within(1e-6));
            assertThat(trimmed.stdError()).as("trim " + m).isCloseTo(CANDIDATES[m][1], within(1e-6));
        }
    }

    @Test
    void theTrimThatIsChosen() {
        Fit fit = new TrimmedMatch(0.3).estimate(RESPONSES, COSTS, "cost", 0);
        assertThat(fit.glance().diagnostics().get("trimmed")).isEqualTo(6);
        assertThat(fit.estimate().value()).isCloseTo(0.005833, within(1e-6));
        assertThat(fit.estimate().stdError()).isCloseTo(0.00003, within(1e-6));
        Fit few = TrimmedMatch.standard().estimate(FOUR, FOUR_COSTS, "cost", 0);
        // The reference implementation trims one at each end, and is left with one degree of freedom.
        assertThat(few.glance().diagnostics().get("trimmed")).isEqualTo(0);
    }

    @Test
    void ties() {
        assertThat(value(new double[] {1, 2, 3, 4, 5}, new double[] {1, 1, 1, 1, 1}))
                .isCloseTo(3, within(1e-12));
        assertThat(value(new double[] {1, 2, 3, 4, 5}, new double[] {1, 2, 3, 4, 5}))
                .isCloseTo(1, within(1e-12));
        assertThat(value(new double[] {1, 1, 1, 1, 1}, new double[] {1, 1, 1, 1, 1}))
                .isCloseTo(1, within(1e-12));
    }

    private static double value(double[] response, double[] cost) {
        return TrimmedMatch.standard()
                .estimate(response, cost, "cost", 0)
                .estimate()
                .value();
    }

    @Test
    void noSpendNoReturn() {
        assertThatThrownBy(() -> value(new double[] {1, 2, 3, 4}, new double[4]))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("'cost'")
                .extracting(e -> ((EstimationException) e).problem())
                .isEqualTo(Problem.ZERO_DENOMINATOR);
        assertThatThrownBy(() -> value(new double[] {1, 2, 3, 4}, new double[] {-10, -1, 1, 10}))
                .isInstanceOf(EstimationException.class);
    }

    /** An interval of a level ends where the p-value is one less the level, and a scale in both changes nothing. */
    @Test
    void intervalsAndPValuesAgree() {
        Philox random = new Philox(3, 0, 0);
        for (int run = 0; run < 20; run++) {
            double[] response = new double[12];
            double[] cost = new double[12];
            random.normals(response);
            random.normals(cost);
            for (int p = 0; p < cost.length; p++) {
                cost[p] = 3 + cost[p];
                response[p] += 2 * cost[p];
            }
            Fit fit = TrimmedMatch.standard().estimate(response, cost, "cost", 0);
            Interval interval = fit.estimate().inference().interval(0.9);
            for (double end : new double[] {interval.lower(), interval.upper()}) {
                assertThat(fit.estimate().inference().pValue(end)).isCloseTo(0.1, within(1e-9));
            }
            assertThat(fit.estimate().inference().pValue(fit.estimate().value()))
                    .isEqualTo(1);
        }
    }
}
