package assay.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Caution;
import assay.Column;
import assay.Role;
import assay.Sample;
import assay.condition.Condition;
import assay.linear.ArrayRows;
import assay.linear.ClusterCovariance;
import assay.linear.LinearFit;
import assay.linear.LinearModel;
import assay.linear.LinearSpec;
import assay.random.Philox;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Segments of columns outside the model, levels that an arm lacks, and degrees of freedom of many contrasts. */
class DistinguishingTest {

    private static final int N = 240;

    /** The effect is 1 for the level "a" and 5 for "b"; the level "c" is in the control arm only, where it is asked for. */
    private static Sample sample(boolean rare) {
        Philox random = new Philox(4, 0, 0);
        double[] t = new double[N];
        int[] level = new int[N];
        double[] y = new double[N];
        for (int i = 0; i < N; i++) {
            t[i] = i % 2;
            level[i] = rare && i % 40 == 0 ? 2 : i / 2 % 2;
            y[i] = (level[i] == 1 ? 5 : 1) * t[i] + random.nextGaussian();
        }
        return Sample.builder()
                .outcome("y", y)
                .assignment("t", t)
                .add(Role.COVARIATE, new Column.Categorical("x", level, List.of("a", "b", "c")))
                .build();
    }

    private static double effect(FittedModel model, Condition condition) {
        return model.effect(condition).list().get(0).estimate().value();
    }

    private static List<String> codes(List<Caution> cautions) {
        return cautions.stream().map(Caution::code).toList();
    }

    @Test
    void aConditionOnAColumnOutsideTheModelIsNotSilentlyTheAverage() {
        Experiment experiment = Experiment.on(sample(false));
        Condition segment = Condition.where("x = 'b'");
        Effects outside = experiment.metric("y").fit().effect(segment);
        assertThat(codes(outside.cautions())).contains("segment-outside-model");
        assertThat(outside.list().get(0).estimate().value()).isCloseTo(3, within(0.6));
        FittedModel inside =
                experiment.metric("y").distinguishing(List.of(segment)).fit();
        assertThat(codes(inside.effect(segment).cautions())).doesNotContain("segment-outside-model");
        assertThat(effect(inside, segment))
                .isCloseTo(effect(experiment.metric("y").saturated("x").fit(), segment), within(1e-10));
    }

    @Test
    void aLevelThatAnArmLacksIsLeftOutOfAllArmsAsLinDoes() {
        Sample sample = sample(true);
        FittedModel model = Experiment.on(sample).metric("y", "x").fit();
        assertThat(codes(model.cautions())).contains("aliased-columns");
        double expected =
                Lin.standard().estimate(sample, new Philox(1, 0, 3)).estimate().value();
        assertThat(model.effect().list().get(0).estimate().value()).isCloseTo(expected, within(1e-10));
    }

    @Test
    void degreesOfFreedomTogetherAreThoseOfEach() {
        Philox random = new Philox(5, 0, 0);
        double[][] columns = new double[4][N];
        int[] clusters = new int[N];
        for (int i = 0; i < N; i++) {
            clusters[i] = i % 7 * (i % 3 + 1) % 12;
            for (double[] column : columns) {
                column[i] = random.nextGaussian() + clusters[i] % 3;
            }
        }
        LinearSpec spec = LinearSpec.ols(List.of("y"), List.of("a", "b", "c"));
        LinearFit fit = LinearModel.fit(ArrayRows.of(spec, columns).clustered(clusters));
        double[][] contrasts = {{0, 1, 0, 0}, {1, 0.5, -1, 0}, {0, 0, 1, 1}};
        double[] together = fit.degreesOfFreedom(contrasts, ClusterCovariance.CR2);
        for (int s = 0; s < contrasts.length; s++) {
            assertThat(together[s]).isCloseTo(fit.degreesOfFreedom(contrasts[s], ClusterCovariance.CR2), within(1e-9));
        }
    }
}
