package assay.quasi.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Panels that cannot be read, and those that can. */
class AdoptionPanelTest {

    private static final double[][] Y = {{1, 2, 3, 5}, {2, 3, 3, 4}, {4, 4, 5, 6}, {1, 3, 2, 9}};

    private static Sample sample(int... start) {
        return Panels.of(Y, start);
    }

    private static void refused(Sample sample, Problem problem, String... said) {
        assertThatThrownBy(() -> AdoptionPanel.of(sample))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(problem))
                .hasMessageContainingAll(said);
    }

    private static Sample changed(Role role, Consumer<double[]> change) {
        Sample sample = sample(4, 4, 4, 3);
        double[] values = sample.numeric(role).clone();
        change.accept(values);
        return sample.with(role, new Column.Numeric(sample.column(role).name(), values));
    }

    @Test
    void oneUnitTreatedInTheLastPeriodIsAPanel() {
        AdoptionPanel panel = AdoptionPanel.of(sample(4, 4, 4, 3));
        assertThat(panel.treated()).containsExactly(3);
        assertThat(panel.controls()).containsExactly(0, 1, 2);
        assertThat(panel.cohorts()).containsExactly(3);
        assertThat(panel.treatedRows()).isEqualTo(1);
        assertThat(panel.units()).containsExactly("1", "2", "3", "4");
        assertThat(panel.contrast()).isEqualTo("1 - 0");
    }

    @Test
    void gapsAndDuplicatesAreNamed() {
        Sample sample = sample(4, 4, 4, 3);
        refused(
                sample.rows(IntStream.range(0, 16).filter(i -> i != 6).toArray()),
                Problem.UNBALANCED_PANEL,
                "Unit '2'",
                "no row for period 3");
        refused(
                sample.rows(IntStream.range(0, 17).map(i -> i == 16 ? 5 : i).toArray()),
                Problem.UNBALANCED_PANEL,
                "Unit '2'",
                "two rows for period 2");
    }

    @Test
    void treatmentMustStayBeginLateAndLeaveSomebody() {
        refused(changed(Role.ASSIGNMENT, d -> d[2] = 1), Problem.NOT_ABSORBING, "Unit '1'", "period 3", "period 4");
        refused(sample(4, 4, 1, 3), Problem.TOO_FEW_ROWS, "Unit '3'", "1 period before");
        refused(sample(4, 4, 0, 3), Problem.TOO_FEW_ROWS, "Unit '3'", "0 periods before");
        refused(sample(3, 3, 3, 3), Problem.NO_COMPARISON_GROUP, "Every unit (");
        refused(sample(3, 3, 3, 4), Problem.NO_COMPARISON_GROUP, "Every unit but one");
        refused(sample(4, 4, 4, 4), Problem.ONE_LEVEL, "'treated'");
        refused(changed(Role.OUTCOME, y -> Arrays.fill(y, 3)), Problem.CONSTANT_OUTCOME, "'y'");
    }

    @Test
    void timeInWordsMustSort() {
        Sample sample = sample(4, 4, 4, 3);
        int[] codes = IntStream.range(0, 16).map(i -> i % 4).toArray();
        refused(
                sample.with(Role.TIME, new Column.Categorical("month", codes, List.of("Apr", "Feb", "Jan", "Mar"))),
                Problem.NOT_NUMERIC,
                "'month'",
                "ISO dates");
        AdoptionPanel dated = AdoptionPanel.of(sample.with(
                Role.TIME,
                new Column.Categorical("day", codes, List.of("2021-01-01", "2021-01-02", "2021-01-03", "2021-01-04"))));
        assertThat(dated.periods()).contains("2021-01-03");
    }

    @Test
    void whatOneTreatedUnitCannotHaveIsRefusedWithAdvice() {
        for (SyntheticError error : List.of(SyntheticError.JACKKNIFE, SyntheticError.BOOTSTRAP)) {
            SyntheticEffect effect = new SyntheticEffect(SyntheticWeighting.SDID, error, 20, SimplexSearch.quick());
            assertThatThrownBy(() -> effect.estimate(sample(4, 4, 4, 3), new Philox(1, 0, 3)))
                    .isInstanceOfSatisfying(
                            EstimationException.class,
                            e -> assertThat(e.problem()).isEqualTo(Problem.UNSUITABLE_METHOD))
                    .hasMessageContainingAll("One unit is treated ('4')", "--se placebo");
        }
        SyntheticEffect placebo =
                new SyntheticEffect(SyntheticWeighting.SDID, SyntheticError.PLACEBO, 20, SimplexSearch.quick());
        assertThatThrownBy(() -> placebo.estimate(sample(4, 4, 3, 3), new Philox(1, 0, 3)))
                .hasMessageContainingAll("2 treated units and 2 controls", "jackknife");
    }

    @Test
    void cautionsSayWhatIsWeak() {
        assertThat(SyntheticEffect.standard()
                        .estimate(sample(4, 4, 4, 3), new Philox(1, 0, 3))
                        .cautions())
                .extracting(c -> c.code())
                .contains("one-treated-unit", "few-controls", "short-pre-period");
        double[][] far = {{1, 2, 1, 2}, {2, 1, 2, 1}, {1, 1, 2, 2}, {50, 90, 20, 60}};
        assertThat(SyntheticEffect.of(SyntheticWeighting.SC)
                        .estimate(Panels.of(far, new int[] {4, 4, 4, 3}), new Philox(1, 0, 3))
                        .cautions())
                .extracting(c -> c.code())
                .contains("poor-pre-fit", "weight-on-one-unit");
    }
}
