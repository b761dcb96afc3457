package assay.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.EstimationException;
import assay.HypothesisTest;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AssignmentUniformityTest {

    private static Sample ids(int n) {
        double[] ids = new double[n];
        Arrays.setAll(ids, i -> i);
        return Sample.builder().add(Role.UNIT, new Column.Numeric("id", ids)).build();
    }

    private static double modulo(String id) {
        return (Long.parseLong(id) % 100 + 0.5) / 100;
    }

    /** By hand: 1,000 units on the diagonal of 10 by 10 have 9 n = 9,000 on 81; all buckets equally full have 0 on 99. */
    @Test
    void statisticsAreThoseOfPearson() {
        HypothesisTest test =
                AssignmentUniformity.of(ids(1000), AssignmentUniformityTest::modulo, AssignmentUniformityTest::modulo);
        assertThat(test.statistic()).isCloseTo(0, within(1e-12));
        assertThat(test.glance().diagnostics().get("p_uniform")).isOne();
        assertThat(test.pValue()).isLessThan(1e-300);
    }

    @Test
    void hashesPassAndOneSaltForTwoLayersFails() {
        HypothesisTest test = new AssignmentUniformity("a", "b").estimate(ids(20_000), new Philox(1, 0, 0));
        assertThat(test.pValue()).isGreaterThan(1e-4);
        assertThat(new AssignmentUniformity("a", "a")
                        .estimate(ids(20_000), new Philox(1, 0, 0))
                        .pValue())
                .isLessThan(1e-300);
        assertThatThrownBy(() -> new AssignmentUniformity("a", "b").estimate(ids(499), new Philox(1, 0, 0)))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("at least 500");
    }
}
