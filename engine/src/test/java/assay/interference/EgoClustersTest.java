package assay.interference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EgoClustersTest {

    private static final int STARS = 6;

    /** Star g is an ego in row 3g and two alters after it. */
    private static Sample sample(double[] y, double[] star, String... changed) {
        int n = 3 * STARS;
        double[] ids = new double[n];
        double[] t = new double[n];
        int[] rows = new int[n];
        String[] lists = new String[n];
        for (int i = 0; i < n; i++) {
            ids[i] = i;
            rows[i] = i;
            t[i] = i % 3 == 0 ? 0 : star[i / 3];
            lists[i] = i % 3 == 0 ? (i + 1) + ";" + (i + 2) : "";
        }
        System.arraycopy(changed, 0, lists, 0, changed.length);
        return Sample.builder()
                .outcome("y", y)
                .assignment("t", t)
                .add(Role.UNIT, "id", ids)
                .add(Role.NEIGHBOURS, new Column.Categorical("alters", rows, distinct(lists, rows)))
                .build();
    }

    private static List<String> distinct(String[] lists, int[] rows) {
        List<String> levels = new ArrayList<>();
        for (int i = 0; i < lists.length; i++) {
            if (!levels.contains(lists[i])) {
                levels.add(lists[i]);
            }
            rows[i] = levels.indexOf(lists[i]);
        }
        return levels;
    }

    private static Fit fit(Sample sample) {
        return new EgoClusters().estimate(sample, new Philox(1, 0, 3));
    }

    /** All 20 ways to treat the alters of 3 of 6 egos. */
    @Test
    void isUnbiasedAndItsVarianceConservative() {
        double[] alone = Enumeration.numbers(1, STARS);
        double[] felt = Enumeration.numbers(2, STARS);
        List<Double> values = new ArrayList<>();
        List<Double> variances = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (double[] star : Enumeration.choices(STARS, 3)) {
            double[] y = Enumeration.numbers(3, 3 * STARS);
            for (int g = 0; g < STARS; g++) {
                y[3 * g] = alone[g] + star[g] * felt[g];
            }
            Estimate estimate = fit(sample(y, star)).estimate();
            values.add(estimate.value());
            variances.add(estimate.stdError() * estimate.stdError());
            weights.add(1 / 20.0);
        }
        assertThat(Enumeration.mean(values, weights))
                .isCloseTo(Arrays.stream(felt).average().orElseThrow(), within(1e-12));
        double[] effects = felt;
        double mean = Arrays.stream(effects).average().orElseThrow();
        double excess = Arrays.stream(effects).map(x -> (x - mean) * (x - mean)).sum() / (STARS - 1) / STARS;
        // Neyman's variance exceeds the truth by the variance of the effects over their number.
        assertThat(Enumeration.mean(variances, weights))
                .isCloseTo(Enumeration.variance(values, weights) + excess, within(1e-12));
    }

    @Test
    void starsThatOverlapAreRefused() {
        double[] star = {1, 0, 1, 0, 1, 0};
        double[] y = Enumeration.numbers(3, 3 * STARS);
        assertThat(fit(sample(y, star)).glance().diagnostics()).containsEntry("egos", 6.0);
        assertThatThrownBy(() -> fit(sample(y, star, "1;7")))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.UNSUITABLE_METHOD))
                .hasMessageContaining("Row 8 is an alter");
        assertThatThrownBy(() -> fit(sample(y, star, "1;4")))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.MIXED_CLUSTER));
    }

    @Test
    void egosShareTheirArm() {
        double[] star = {1, 0, 1, 0, 1, 0};
        Sample sample = sample(Enumeration.numbers(3, 3 * STARS), star);
        double[] t = sample.numeric(Role.ASSIGNMENT).clone();
        t[3] = 1;
        assertThatThrownBy(() -> fit(sample.with(Role.ASSIGNMENT, new Column.Numeric("t", t))))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("The egos in rows 1 and 4 are in different arms");
    }
}
