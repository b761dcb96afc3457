package assay.experiment;

import static assay.condition.Condition.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Projection as the paper writes it, and to a population of known means. */
final class ProjectedEffectsTest {

    private static final String STRONG = "economic_indicator == 'strong'";
    private static final String WEAK = "economic_indicator == 'weak'";

    /** Eight rows a cell: outcomes base + d, base - d in turn, so that means and variances are known by heart. */
    private static Table table() {
        int[] t = new int[32];
        String[] economy = new String[32];
        double[] y = new double[32];
        double[] x = new double[32];
        for (int i = 0; i < 32; i++) {
            t[i] = i % 2;
            economy[i] = i < 16 ? "strong" : "weak";
            double mean = i < 16 ? 10 + 3 * t[i] : 6 - t[i];
            y[i] = mean + (i / 2 % 2 == 0 ? 1 : -1);
            x[i] = i % 8;
        }
        return Table.create(
                IntColumn.create("t", t),
                StringColumn.create("economic_indicator", economy),
                DoubleColumn.create("sales", y),
                DoubleColumn.create("x", x));
    }

    private static FittedModel model() {
        return Experiment.on(table())
                .assignment("t")
                .metric("sales")
                .saturated("economic_indicator")
                .fit();
    }

    /**
     * By hand: effects 3 and -1, each mean has the variance (8/7)/8, so that S = 2/7 for both. At shares .2 and .8 the effect is -.2
     * and its variance (.04 + .64) 2/7; counted among 50 units, plus (.2 9 + .8 1 - .04)/50 + 2 (.16) (2/7)/50.
     */
    @Test
    void theExampleOfThePaper() {
        Effects segments = model().effects(List.of(where(STRONG), where(WEAK)));
        Map<String, Double> shares = Map.of(STRONG, 0.2, WEAK, 0.8);
        Estimate known = segments.project(shares).estimate();
        assertThat(known.estimand()).isEqualTo(Estimand.TARGET_ATE);
        assertThat(known.value()).isCloseTo(-0.2, within(1e-12));
        assertThat(known.stdError()).isCloseTo(Math.sqrt(0.68 * 2 / 7), within(1e-12));
        double added = (0.2 * 9 + 0.8 - 0.04) / 50 + 2 * 0.16 * 2 / 7 / 50;
        double variance = 0.68 * 2 / 7 + added;
        assertThat(segments.project(Shares.counted(shares, 50)).estimate().stdError())
                .isCloseTo(Math.sqrt(variance), within(1e-12));
        assertThat(segments.project(Shares.believed(shares, 49)).estimate().stdError())
                .isCloseTo(Math.sqrt(variance), within(1e-12));
    }

    /** Conditions may be written otherwise, and the effect over all rows is projected by what the shares name. */
    @Test
    void conditionsMeanWhatTheySay() {
        Effects segments = model().effects(List.of(where(STRONG), where(WEAK)));
        Estimate expected = segments.project(Map.of(STRONG, 0.2, WEAK, 0.8)).estimate();
        Map<String, Double> otherwise =
                Map.of("economic_indicator='strong'", 0.2, "(economic_indicator = 'weak')", 0.8);
        assertThat(segments.project(otherwise).estimate()).isEqualTo(expected);
        assertThat(model().effect().project(Map.of(STRONG, 0.2, WEAK, 0.8)).list())
                .singleElement()
                .satisfies(effect -> {
                    assertThat(effect.segment()).isEqualTo("target");
                    assertThat(effect.estimate().value()).isCloseTo(expected.value(), within(1e-12));
                    assertThat(effect.estimate().stdError()).isCloseTo(expected.stdError(), within(1e-12));
                });
        assertThat(model().effect()
                        .project(model().effect().shares())
                        .estimate()
                        .value())
                .isCloseTo(model().effect().estimate().value(), within(1e-12));
        refused(
                Problem.NOT_A_PARTITION,
                () -> segments.project(Map.of(STRONG, 0.2, "economic_indicator = 'strong'", 0.0, WEAK, 0.8)),
                "Two shares");
        refused(Problem.NOT_A_PARTITION, () -> segments.project(Map.of(STRONG, 0.2, "all (", 0.8)), "not one of");
        refused(Problem.NOT_A_PARTITION, () -> model().effect().project(Map.of(STRONG, 1.0)), "leave out 16 rows");
        refused(
                Problem.UNKNOWN_LEVEL,
                () -> model().effect().project(Map.of(STRONG, 0.5, "economic_indicator = 'booming'", 0.5)),
                "booming");
    }

    /** At the experiment's own means it is the overall effect, in every digit; elsewhere the slopes move it. */
    @Test
    void meansOfTheTargetMoveTheEffectByTheSlopes() {
        FittedModel linear = Experiment.on(table())
                .assignment("t")
                .metric("sales", "x")
                .saturated("economic_indicator")
                .fit(Model.linear().population(Population.SUPERPOPULATION));
        double here = linear.effect().estimate().value();
        Map<String, Double> own = Map.of("x", 3.5, "economic_indicator=weak", 0.5);
        Estimate same = linear.effectAt(own).estimate();
        assertThat(same.value()).isCloseTo(here, within(1e-12));
        assertThat(same.estimand()).isEqualTo(Estimand.TARGET_ATE);
        // The means of the target are known, and those of the experiment a sample.
        assertThat(same.stdError()).isLessThan(linear.effect().estimate().stdError());
        double one = linear.effectAt(Map.of("x", 4.5, "economic_indicator=weak", 0.5))
                .estimate()
                .value();
        double two = linear.effectAt(Map.of("x", 5.5, "economic_indicator=weak", 0.5))
                .estimate()
                .value();
        assertThat(two - one).isCloseTo(one - here, within(1e-12));
        refused(Problem.UNKNOWN_COLUMN, () -> linear.effectAt(Map.of("x", 3.0)), "economic_indicator=weak");
        refused(
                Problem.UNKNOWN_COLUMN,
                () -> linear.effectAt(Map.of("x", 3.0, "economic_indicator=weak", 0.5, "z", 1.0)),
                "'z', which is not a covariate");
        refused(
                Problem.NO_OVERLAP,
                () -> linear.effectAt(Map.of("x", 30.0, "economic_indicator=weak", 0.5)),
                "mean of 30.0 in 'x'",
                "from 0.0 to 7.0");
        refused(
                Problem.NO_OVERLAP,
                () -> linear.effectAt(Map.of("x", 3.0, "economic_indicator=weak", 1.5)),
                "economic_indicator=weak");
    }

    private static void refused(Problem problem, Runnable run, String... says) {
        assertThatThrownBy(run::run)
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(problem))
                .hasMessageContainingAll(says);
    }
}
