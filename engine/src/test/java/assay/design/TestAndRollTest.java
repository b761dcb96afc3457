package assay.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import assay.random.Philox;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class TestAndRollTest {

    /** Feit and Berman (2019), proposition 1, against the numeric optimum. */
    @Test
    void theOptimumOfAlikeArmsIsInClosedForm() {
        double[][] cases = {{200_000, 0.05, 0.4}, {100_000, 1, 10}, {10_000, 0.03, 0.46}, {500, 2, 1}};
        for (double[] c : cases) {
            TestAndRoll.Plan plan = TestAndRoll.symmetric(c[0], c[1], c[2]).best();
            double closed = TestAndRoll.closedForm(c[0], c[1], c[2]);
            assertThat(plan.first()).isCloseTo(closed, Percentage.withPercentage(1e-3));
            assertThat(plan.second()).isCloseTo(closed, Percentage.withPercentage(1e-3));
            assertThat(plan.gain()).isBetween(0.0, plan.perfect());
        }
    }

    /** E max(m1, m2) of independent normals by Clark (1961). */
    @Test
    void perfectKnowledgeIsTheMeanOfTheLarger() {
        TestAndRoll problem = TestAndRoll.symmetric(1000, 0.5, 1);
        assertThat(problem.best().perfect()).isCloseTo(1000 * 0.5 / Math.sqrt(Math.PI), within(1e-6));
    }

    /** Two million plays of a plan with unlike arms: the mean total has a Monte-Carlo error of about 0.35. */
    @Test
    void theValueIsThatOfPlayingIt() {
        TestAndRoll problem = new TestAndRoll(1000, new TestAndRoll.Arm(0.1, 0.3, 1), new TestAndRoll.Arm(0, 0.5, 2));
        double n1 = 40;
        double n2 = 90;
        Philox random = new Philox(3, 0, 0);
        int plays = 2_000_000;
        double sum = 0;
        for (int i = 0; i < plays; i++) {
            double m1 = 0.1 + 0.3 * random.nextGaussian();
            double m2 = 0.5 * random.nextGaussian();
            double y1 = m1 + random.nextGaussian() / Math.sqrt(n1);
            double y2 = m2 + 2 * random.nextGaussian() / Math.sqrt(n2);
            double p1 = (0.1 / 0.09 + y1 * n1) / (1 / 0.09 + n1);
            double p2 = y2 * n2 / 4 / (1 / 0.25 + n2 / 4);
            sum += n1 * m1 + n2 * m2 + (1000 - n1 - n2) * (p1 > p2 ? m1 : m2);
        }
        // The total of a play has a standard deviation of about 400: five Monte-Carlo errors.
        assertThat(sum / plays).isCloseTo(problem.value(n1, n2), within(5 * 400 / Math.sqrt(plays)));
    }

    @Test
    void aPriorThatIsSureTestsNothing() {
        TestAndRoll.Plan plan =
                new TestAndRoll(1000, new TestAndRoll.Arm(1, 0.01, 5), new TestAndRoll.Arm(0, 0.01, 5)).best();
        assertThat(plan.gain()).isCloseTo(0, within(1e-6));
        assertThat(plan.second()).isLessThan(1e-3);
        assertThatIllegalArgumentException().isThrownBy(() -> TestAndRoll.symmetric(2, 1, 1));
    }
}
