package assay.cate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.Column;
import assay.Covariates;
import assay.EstimationException;
import assay.Problem;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FeatureSchemaTest {

    private static final Column AGE = new Column.Numeric("age", new double[] {31, 47, 22, 64});
    private static final Column CITY =
            new Column.Categorical("city", new int[] {2, 0, 3, 0}, List.of("bonn", "kiel", "linz", "wien"));
    private static final FeatureSchema SCHEMA = FeatureSchema.of(List.of(AGE, CITY));

    private static void refused(Problem problem, ThrowingCallable call, String... said) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(problem))
                .hasMessageContainingAll(said);
    }

    @Test
    void theUnitsOfTheFitAreEncodedAsCovariatesAre() {
        Covariates covariates = Covariates.of(List.of(AGE, CITY));
        assertThat(SCHEMA.names()).isEqualTo(covariates.names()).containsExactly("age", "city_linz", "city_wien");
        assertThat(SCHEMA.encode(List.of(AGE, CITY))).isDeepEqualTo(covariates.columns());
        assertThat(SCHEMA.count()).isEqualTo(3);
    }

    @Test
    void columnsAreMatchedByNameAndLevelsByText() {
        Column city = new Column.Categorical("city", new int[] {0, 1}, List.of("wien", "bonn"));
        Column age = new Column.Numeric("age", new double[] {5, 6});
        Column other = new Column.Numeric("income", new double[] {1, 2});
        assertThat(SCHEMA.encode(List.of(city, other, age))).isDeepEqualTo(new double[][] {{5, 6}, {0, 0}, {1, 0}});
    }

    @Test
    void levelsThatLookLikeNumbersAreLevels() {
        Column zone = new Column.Categorical("zone", new int[] {0, 1, 2}, List.of("1", "2", "2.5"));
        FeatureSchema schema = FeatureSchema.of(List.of(zone));
        assertThat(schema.encode(List.of(new Column.Numeric("zone", new double[] {2, 2.5, 1}))))
                .isDeepEqualTo(new double[][] {{1, 0, 0}, {0, 1, 0}});
    }

    @Test
    void whatTheFitHasNotMetIsRefused() {
        Column paris = new Column.Categorical("city", new int[] {0, 1}, List.of("wien", "pariis"));
        Column two = new Column.Numeric("age", new double[] {5, 6});
        refused(
                Problem.UNKNOWN_LEVEL,
                () -> SCHEMA.encode(List.of(two, paris)),
                "'city'",
                "row 2",
                "'pariis'",
                "bonn, linz, wien",
                "Leave such rows out");
        // A level of the column that occurred in no row of the fit is as unknown as any other.
        Column kiel = new Column.Categorical("city", new int[] {0}, List.of("kiel"));
        refused(
                Problem.UNKNOWN_LEVEL,
                () -> SCHEMA.encode(List.of(new Column.Numeric("age", new double[] {5}), kiel)),
                "row 1",
                "'kiel'");
        refused(
                Problem.UNKNOWN_COLUMN,
                () -> SCHEMA.encode(List.of(new Column.Numeric("agee", new double[1]))),
                "'age'",
                "Did you mean 'agee'");
        refused(
                Problem.NOT_NUMERIC,
                () -> SCHEMA.encode(List.of(new Column.Categorical("age", new int[] {-1, 0}, List.of("old")), paris)),
                "'age'",
                "'old' in row 2",
                "numbers");
        refused(
                Problem.NOT_FINITE,
                () -> SCHEMA.encode(List.of(
                        new Column.Numeric("age", new double[] {1, Double.POSITIVE_INFINITY}), paris)),
                "'age'",
                "row 2");
        refused(Problem.DUPLICATE_COLUMN, () -> SCHEMA.encode(List.of(AGE, AGE, CITY)), "'age'");
        refused(
                Problem.MISSING_VALUES,
                () -> FeatureSchema.of(List.of(new Column.Numeric("age", new double[] {Double.NaN}))),
                "'age'",
                "every row");
    }

    @Test
    void missingValuesAreKeptOnlyWhereTheFitHasMetThem() {
        Column gapped = new Column.Categorical("city", new int[] {0, -1, 1}, List.of("bonn", "wien"));
        Column age = new Column.Numeric("age", new double[] {1, 2, 3});
        FeatureSchema schema = FeatureSchema.of(List.of(age, gapped));
        assertThat(schema.encode(List.of(age, gapped))[1]).containsExactly(0, Double.NaN, 1);
        assertThat(schema.expand(List.of(age, gapped)).get(1).isMissing(1)).isTrue();
        Column gappedAge = new Column.Numeric("age", new double[] {1, Double.NaN, 3});
        refused(
                Problem.MISSING_VALUES,
                () -> schema.encode(List.of(gappedAge, gapped)),
                "'age'",
                "row 2",
                "--missing keep");
    }

    @Test
    void namesAreDistinct() {
        assertThatThrownBy(() -> FeatureSchema.of(List.of(AGE, AGE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'age'");
        assertThatThrownBy(() -> new Feature("", List.of(), Feature.Gaps.NONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Feature("a", List.of("b", "b"), Feature.Gaps.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a'");
    }
}
