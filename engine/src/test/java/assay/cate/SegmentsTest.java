package assay.cate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.Covariates;
import assay.EstimationException;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentsTest {

    private static final int SIZE = 600;

    /** Ages 20 to 69, visits 0 to 9; those below 40 gain 2, and 3 more with more than 4 visits. */
    private static double[][] people() {
        Philox random = new Philox(9, 0, 0);
        double[][] x = new double[3][SIZE];
        for (int i = 0; i < SIZE; i++) {
            x[0][i] = 20 + Math.floor(50 * random.nextDouble());
            x[1][i] = Math.floor(10 * random.nextDouble());
            x[2][i] = x[0][i] < 40 ? x[1][i] > 4 ? 5 : 2 : 0;
        }
        return x;
    }

    private static Covariates covariates(double[][] x) {
        return Covariates.of(List.of(new Column.Numeric("age", x[0]), new Column.Numeric("visits", x[1])));
    }

    private static CateFit fit(double[] effects, double[] truth) {
        Philox random = new Philox(9, 1, 0);
        return Cars.ranked(
                effects,
                Arrays.stream(truth).map(t -> t + random.nextGaussian()).toArray());
    }

    @Test
    void segmentsAreThoseOfTheSurface() {
        double[][] x = people();
        List<Segment> segments = SegmentTree.of(List.of(HeldOut.all(fit(x[2], x[2]))), covariates(x), 2);
        assertThat(segments).hasSize(3);
        assertThat(segments.get(0).rule()).matches("age <= 39(\\.\\d)? and visits > 4(\\.\\d)?");
        assertThat(segments.get(2).rule()).matches("age > 39(\\.\\d)?");
        double[] effects = {5, 2, 0};
        double share = 0;
        for (int g = 0; g < 3; g++) {
            Segment segment = segments.get(g);
            share += segment.share();
            assertThat(segment.predicted()).isCloseTo(effects[g], within(1e-12));
            // 5 standard errors: 2e-6 for the three of them.
            assertThat(segment.effect().value())
                    .isCloseTo(effects[g], within(5 * segment.effect().stdError()));
        }
        assertThat(share).isCloseTo(1, within(1e-12));
        assertThat(SegmentTree.of(List.of(HeldOut.all(fit(new double[SIZE], x[2]))), covariates(x), 2))
                .extracting(Segment::rule)
                .containsExactly("all");
        assertThatThrownBy(() -> SegmentTree.of(List.of(HeldOut.all(fit(x[2], x[2]))), covariates(x), 4))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void boundsOfOneSideAreSaidOnce() {
        double[][] x = people();
        double[] steps = Arrays.stream(x[0])
                .map(age -> age > 60 ? 9 : age > 50 ? 5 : age > 40 ? 1 : 0)
                .toArray();
        List<Segment> segments = SegmentTree.of(List.of(HeldOut.all(fit(steps, steps))), covariates(x), 3);
        assertThat(segments.get(0).rule()).matches("age > 60(\\.\\d)?");
        assertThat(segments.get(1).rule())
                .matches("age > 50(\\.\\d)? and age <= 60(\\.\\d)?|age <= 60(\\.\\d)? and age > 50(\\.\\d)?");
        assertThat(segments)
                .allSatisfy(segment -> assertThat(segment.rule().split(">", -1)).hasSizeLessThanOrEqualTo(2));
    }

    @Test
    void cutsAreShortNumbers() {
        assertThat(SegmentTree.between(39, 40)).isEqualTo(39.5);
        assertThat(SegmentTree.between(.12345, .18)).isEqualTo(.15);
        assertThat(SegmentTree.between(0, 1)).isEqualTo(.5);
        assertThat(SegmentTree.between(1, Math.nextUp(1))).isEqualTo(1);
        assertThat(SegmentTree.between(-2, 7)).isEqualTo(2);
    }

    @Test
    void whatWasFoundIsSaidInPlainWords() {
        double[][] x = people();
        CateFit fit = fit(x[2], x[2]);
        GroupEffects groups = GroupEffects.of(fit, 2);
        SegmentSummary summary = SegmentSummary.of(
                RateTest.test(fit, RateWeighting.AUTOC),
                AverageEffects.ate(fit).estimate(),
                groups,
                Clan.of(groups, covariates(x)),
                .95);
        assertThat(summary.sentences()).hasSize(5);
        assertThat(summary.sentences().get(0)).isEqualTo("The effect differs between units (p < 0.001).");
        assertThat(summary.sentences().get(1))
                .matches("On average the effect is 1\\.\\d{3} \\[1\\.\\d{3}, 1\\.\\d{3}] per unit\\.");
        assertThat(summary.sentences().get(2))
                .startsWith("The half with the highest predicted effect has an effect of 3.")
                .contains("has lower age (")
                .endsWith("than the one with the lowest.");
        assertThat(summary.sentences().get(3)).contains("an effect of 0 cannot be ruled out there");
        assertThat(summary.text()).contains(" The difference is 3.");
    }

    @Test
    void nothingFoundIsNotNothingThere() {
        double[][] x = people();
        CateFit fit = fit(x[1], new double[SIZE]);
        GroupEffects groups = GroupEffects.of(fit, 5);
        SegmentSummary summary = SegmentSummary.of(
                Calibration.test(fit), AverageEffects.ate(fit).estimate(), groups, Clan.of(groups, covariates(x)), .95);
        assertThat(summary.sentences().get(0))
                .startsWith("There is no evidence that the effect differs")
                .contains("p = 0.");
        assertThat(summary.text()).contains("That is not evidence that it is the same for all");
    }

    @Test
    void onlyForestsCountSplits() {
        CateFit fit = Cars.fit(null, null);
        assertThatThrownBy(() -> Importance.splits(fit.model(), List.of("x"))).isInstanceOf(EstimationException.class);
    }
}
