package assay.experiment;

import static assay.condition.Condition.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.EstimationException;
import assay.Missing;
import assay.Problem;
import assay.Sample;
import assay.WeightType;
import assay.linear.ClusterCovariance;
import assay.linear.Covariance;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

final class ExperimentRefusalsTest {

    private static final GrammarData DATA = new GrammarData(2);

    private static Experiment experiment() {
        return Experiment.on(DATA.table()).assignment("arm");
    }

    private static Table with(String name, double... values) {
        return DATA.table().addColumns(DoubleColumn.create(name, values));
    }

    private static double[] constant(double value) {
        double[] out = new double[GrammarData.N];
        Arrays.fill(out, value);
        return out;
    }

    private static void refused(Problem problem, ThrowingCallable what, String... says) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(problem))
                .satisfies(e -> {
                    for (String part : says) {
                        assertThat(e.getMessage()).contains(part);
                    }
                });
    }

    @Test
    void refusesColumnsThatAreNotThere() {
        refused(
                Problem.UNKNOWN_COLUMN,
                () -> Experiment.on(DATA.table()).assignment("arn"),
                "role assignment",
                "Did you mean 'arm'?");
        refused(Problem.UNKNOWN_COLUMN, () -> experiment().metric("sale"), "Did you mean 'sales'?");
        refused(Problem.UNKNOWN_COLUMN, () -> experiment().metric("sales", "tenur"), "Did you mean 'tenure'?");
        refused(Problem.UNKNOWN_COLUMN, () -> experiment().postTreatment("visit"), "Did you mean 'visits'?");
        refused(
                Problem.MISSING_ROLE,
                () -> Experiment.on(DATA.table()).metric("sales").fit(),
                "role assignment");
        refused(Problem.NOT_NUMERIC, () -> experiment().metric("device"), "holds text");
        refused(
                Problem.UNKNOWN_LEVEL,
                () -> experiment().control("2").metric("sales").fit(),
                "named as control");
    }

    @Test
    void refusesWhatTreatmentMayHaveMoved() {
        Experiment design = experiment().treatment("received").postTreatment("age");
        refused(
                Problem.POST_TREATMENT,
                () -> design.metric("sales", "received"),
                "the treatment received",
                "covariate");
        refused(Problem.POST_TREATMENT, () -> design.metric("sales", "age"), "declared", "covariate");
        refused(Problem.POST_TREATMENT, () -> design.metric("sales", "arm"), "the assignment");
        refused(Problem.POST_TREATMENT, () -> design.metric("sales", "sales"), "an outcome");
        FittedModel model = design.metric("sales", "tenure").fit();
        refused(Problem.POST_TREATMENT, () -> model.effect(where("sales > 3")), "in the condition 'sales > 3'");
        refused(Problem.POST_TREATMENT, () -> model.effect(where("tenure > 3 or age > 3")), "Column 'age'");
        refused(Problem.POST_TREATMENT, () -> model.effect(where("received = 1")), "Column 'received'");
    }

    @Test
    void refusesSegmentsWithoutRows() {
        FittedModel model = experiment().metric("sales", "tenure").fit();
        refused(Problem.EMPTY_SEGMENT, () -> model.effect(where("tenure > 1000")), "No row meets");
        double[] cell = DATA.arm.clone();
        cell[0] = 2;
        FittedModel more = Experiment.on(with("cell", cell))
                .assignment("arm")
                .metric("sales")
                .fit();
        refused(Problem.EMPTY_SEGMENT, () -> more.effect(where("cell = 1")), "No row of arm '0'");
        refused(Problem.UNKNOWN_COLUMN, () -> model.effect(where("tenur > 3")), "Did you mean 'tenure'?");
        refused(
                Problem.UNKNOWN_LEVEL,
                () -> model.effect(where("device = 'phone'")),
                "levels are desktop, mobile, tablet");
        refused(Problem.UNSUITABLE_METHOD, () -> model.effectsBy("age"), "age > 0");
        assertThatThrownBy(() -> model.effects(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesProjectionsOfWhatIsNoPartition() {
        FittedModel model = experiment().metric("sales").saturated("device").fit();
        refused(
                Problem.NOT_A_PARTITION,
                () -> model.effects(List.of(where("tenure > 30"), where("tenure > 20")))
                        .project(Map.of("tenure > 30", 0.5, "tenure > 20", 0.5)),
                "'tenure > 30' and 'tenure > 20' have rows in common");
        refused(
                Problem.NOT_A_PARTITION,
                () -> model.effects(List.of(where("tenure > 30"), where("tenure < 20")))
                        .shares(),
                "leave out");
        Effects halves = model.effects(List.of(where("tenure > 30"), where("tenure <= 30")));
        refused(
                Problem.NOT_A_PARTITION,
                () -> halves.project(Map.of("tenure > 30", 0.2, "tenure <= 3", 0.8)),
                "not one of the segments",
                "Did you mean 'tenure <= 30'?");
        refused(Problem.NOT_A_PARTITION, () -> halves.project(Map.of("tenure > 30", 1.0)), "No share is given");
        assertThatThrownBy(() -> halves.project(Map.of("tenure > 30", 2.0, "tenure <= 30", 8.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sum to 10.0")
                .hasMessageContaining("Shares.normalised");
        assertThat(Shares.normalised(Map.of("a", 2.0, "b", 8.0))).containsEntry("a", 0.2);
        assertThatThrownBy(() -> Shares.known(Map.of("a", -1.0, "b", 2.0))).hasMessageContaining("below 0");
        assertThatThrownBy(() -> new Shares(Map.of("a", 1.0), Double.NaN)).hasMessageContaining("divisor");
    }

    @Test
    void refusesDesignsThatIdentifyNothing() {
        refused(
                Problem.ONE_LEVEL,
                () -> Experiment.on(with("one", constant(1)))
                        .assignment("one")
                        .metric("sales")
                        .fit(),
                "'1' in every row");
        refused(
                Problem.NO_FIRST_STAGE,
                () -> Experiment.on(with("none", constant(0)))
                        .assignment("arm")
                        .treatment("none")
                        .metric("sales")
                        .fit(),
                "all received the same");
        refused(
                Problem.TOO_MANY_LEVELS,
                () -> Experiment.on(DATA.table())
                        .assignment("age")
                        .metric("sales")
                        .fit());
        refused(
                Problem.UNKNOWN_LEVEL,
                () -> Experiment.on(DATA.table())
                        .assignment("arm")
                        .treatment("week")
                        .metric("sales")
                        .fit(),
                "no arm of column 'arm'");
        refused(
                Problem.NOT_IDENTIFIED,
                () -> Experiment.on(with("proxy", DATA.arm.clone()))
                        .assignment("arm")
                        .metric("sales", "proxy")
                        .fit()
                        .effect()
                        .list(),
                "arm=1");
        refused(
                Problem.TOO_MANY_LEVELS,
                () -> experiment().metric("sales").saturated("age").fit(),
                "200");
        double[] lonely = DATA.arm.clone();
        for (int i = 1; i < lonely.length; i++) {
            lonely[i] = 0;
        }
        lonely[0] = 1;
        refused(
                Problem.TOO_FEW_ROWS,
                () -> Experiment.on(with("lonely", lonely))
                        .assignment("lonely")
                        .metric("sales")
                        .fit(),
                "has 1 row");
    }

    @Test
    void refusesAnInstrumentThatMovesNothing() {
        // Treatment is as frequent in one arm as in the other, to the row.
        double[] z = new double[400];
        double[] d = new double[400];
        double[] y = new double[400];
        for (int i = 0; i < 400; i++) {
            z[i] = i % 2;
            d[i] = i / 2 % 2;
            y[i] = i * 37 % 101;
        }
        Table table =
                Table.create(DoubleColumn.create("z", z), DoubleColumn.create("d", d), DoubleColumn.create("y", y));

        refused(
                Problem.NO_FIRST_STAGE,
                () -> Experiment.on(table)
                        .assignment("z")
                        .treatment("d")
                        .metric("y")
                        .fit(),
                "no compliers");
    }

    @Test
    void refusesClustersAndVariancesThatDoNotFit() {
        refused(
                Problem.TOO_FEW_CLUSTERS,
                () -> Experiment.on(with("all", constant(5)))
                        .assignment("arm")
                        .clusterBy("all")
                        .metric("sales")
                        .fit(),
                "lies in one cluster");
        refused(
                Problem.UNSUITABLE_METHOD,
                () -> experiment()
                        .clusterBy("store")
                        .metric("sales")
                        .fit(Model.linear().variance(Covariance.HC2)),
                "40 clusters");
        refused(
                Problem.MISSING_ROLE,
                () -> experiment()
                        .metric("sales")
                        .fit(Model.linear().variance(ClusterCovariance.CR2))
                        .effect()
                        .list(),
                "CR2");
        refused(
                Problem.CONSTANT_OUTCOME,
                () -> Experiment.on(with("flat", constant(5)))
                        .assignment("arm")
                        .metric("flat")
                        .fit(),
                "'flat' is constant");
    }

    @Test
    void refusesPropensitiesThatAreNone() {
        for (double bad : new double[] {0, 1, 1.5, -0.1}) {
            double[] e = DATA.propensity.clone();
            e[17] = bad;
            refused(
                    Problem.PROPENSITY_RANGE,
                    () -> Experiment.on(with("e", e))
                            .assignment("arm")
                            .propensity("e")
                            .metric("sales")
                            .fit(),
                    "'e'");
        }
        refused(Problem.NOT_NUMERIC, () -> experiment().propensity("device").metric("sales"), "holds text");
    }

    @Test
    void refusesMissingValuesUnlessToldToDropThem() {
        double[] y = DATA.sales.clone();
        y[3] = Double.NaN;
        y[5] = Double.NaN;
        Experiment gaps = Experiment.on(with("gaps", y)).assignment("arm");
        refused(Problem.MISSING_VALUES, () -> gaps.metric("gaps").fit(), "'gaps' (2 of 600)", "first in row 4");
        FittedModel dropped =
                gaps.missing(Missing.DROP).metric("gaps", "tenure").fit();
        assertThat(dropped.dropped()).isEqualTo(2);
        assertThat(dropped.rows()).isEqualTo(GrammarData.N - 2);
        assertThat(dropped.effect(where("tenure > 10")).list()).hasSize(1);
        y[7] = Double.POSITIVE_INFINITY;
        refused(
                Problem.NOT_FINITE,
                () -> Experiment.on(with("gaps", y))
                        .assignment("arm")
                        .metric("gaps")
                        .fit(),
                "infinite in row 8");
        refused(
                Problem.TOO_FEW_ROWS,
                () -> Experiment.on(with("void", constant(Double.NaN)))
                        .assignment("arm")
                        .missing(Missing.DROP)
                        .metric("void")
                        .fit(),
                "No row is complete");
        refused(
                Problem.TOO_FEW_ROWS,
                () -> Experiment.on(Table.create(DoubleColumn.create("a"), DoubleColumn.create("y")))
                        .assignment("a")
                        .metric("y")
                        .fit(),
                "hold no rows");
    }

    @Test
    void refusesWeightsOfASample() {
        Sample sample = Sample.builder()
                .outcome("sales", DATA.sales)
                .assignment("arm", DATA.arm)
                .weight(WeightType.FREQUENCY, "w", constant(1))
                .build();

        refused(Problem.UNSUITABLE_METHOD, () -> Experiment.on(sample), "'w' is weight");
    }

    @Test
    void takesTextArmsInTheirOrder() {
        StringColumn group = StringColumn.create("group");
        for (double arm : DATA.arm) {
            group.append(arm == 1 ? "b" : "a");
        }
        FittedModel model = Experiment.on(DATA.table().addColumns(group))
                .assignment("group")
                .treatment("received")
                .metric("sales")
                .fit();

        assertThat(model.arms()).containsExactly("a", "b");
        assertThat(model.effect().list().get(0).estimate().term()).isEqualTo("b - a");
    }
}
