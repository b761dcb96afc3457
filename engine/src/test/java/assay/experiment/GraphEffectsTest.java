package assay.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import assay.EstimationException;
import assay.Problem;
import assay.mediation.CausalGraph;
import assay.mediation.MediatedEffect;
import assay.mediation.Mediation;
import assay.random.Philox;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The sentence of the framework paper: start with the total effect, assume a graph, name a mediator. */
class GraphEffectsTest {

    private static final int ROWS = 400;

    private static final CausalGraph GRAPH =
            CausalGraph.parse("T -> searches -> views -> sales; T -> views, sales; searches -> sales");

    private static final Table SHOP = shop();

    private static Table shop() {
        double[][] normals = new double[4][ROWS];
        Philox random = new Philox(11, 0, 2);
        for (double[] column : normals) {
            random.normals(column);
        }
        StringColumn arm = StringColumn.create("arm");
        StringColumn region = StringColumn.create("region");
        DoubleColumn tenure = DoubleColumn.create("tenure");
        DoubleColumn searches = DoubleColumn.create("searches");
        DoubleColumn views = DoubleColumn.create("views");
        DoubleColumn sales = DoubleColumn.create("sales");
        DoubleColumn store = DoubleColumn.create("store");
        for (int i = 0; i < ROWS; i++) {
            double t = i % 2;
            arm.append(t == 1 ? "diverse" : "control");
            region.append(i % 3 == 0 ? "north" : "south");
            double x = normals[0][i];
            tenure.append(x);
            double s = 0.5 * t + x + normals[1][i];
            double v = 0.2 * t + 0.8 * s - x + normals[2][i];
            searches.append(s);
            views.append(v);
            sales.append(0.3 * t + 0.4 * s + 0.6 * v + x + normals[3][i]);
            store.append(i / 4);
        }
        return Table.create("shop").addColumns(arm, region, tenure, searches, views, sales, store);
    }

    private static Effects effect() {
        return Experiment.on(SHOP)
                .assignment("arm")
                .metric("sales", "tenure", "region")
                .fit()
                .effect();
    }

    @Test
    void mediatedEffectsReuseTheCovariatesOfTheTotal() {
        Effects effect = effect();
        MediatedEffect views = effect.withGraph(GRAPH).mediate("views");
        double total = effect.estimate().value();
        assertThat(views.total().value()).isCloseTo(total, within(1e-12));
        assertThat(views.through().value() + views.past().value()).isCloseTo(total, within(1e-12));
        assertThat(views.paths())
                .extracting(path -> path.term())
                .containsExactly("via views", "via searches and views");
        assertThat(views.paths().get(0).value() + views.paths().get(1).value())
                .isCloseTo(views.through().value(), within(1e-12));
        assertThat(views.cautions()).extracting(c -> c.code()).contains("sequential-ignorability");
        assertThat(effect.withGraph(GRAPH)
                        .mediate("views")
                        .through()
                        .inference()
                        .interval(0.9))
                .isEqualTo(views.through().inference().interval(0.9));
    }

    @Test
    void allPathsAddUpWithTheirStandardError() {
        Mediation all = effect().withGraph(GRAPH).mediation(new Philox(1, 0, 3));
        assertThat(all.check().identity()).isTrue();
        assertThat(all.check().pathSumError()).isCloseTo(all.check().reducedFormError(), within(1e-13));
        assertThat(all.paths()).hasSize(4);
        Effects common = Experiment.on(SHOP)
                .assignment("arm")
                .clusterBy("store")
                .metric("sales", "tenure")
                .fit(Model.linear().slopes(Model.Slopes.COMMON))
                .effect();
        Mediation clustered = common.withGraph(GRAPH).mediation(new Philox(1, 0, 3));
        assertThat(clustered.total().value()).isCloseTo(common.estimate().value(), within(1e-12));
        assertThat(clustered.glance().clusters()).isEqualTo(100);
    }

    @Test
    void mistakesAreTold() {
        Effects views = Experiment.on(SHOP)
                .assignment("arm")
                .metric("sales", "views")
                .fit()
                .effect();
        assertThatExceptionOfType(EstimationException.class)
                .isThrownBy(() -> views.withGraph(GRAPH))
                .withMessageContaining("Covariate 'views' is moved by the treatment")
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.POST_TREATMENT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> effect().withGraph(GRAPH).mediate("tenure"))
                .withMessageContaining("'tenure' is not in the graph");
        assertThatExceptionOfType(EstimationException.class)
                .isThrownBy(() -> effect().withGraph(CausalGraph.parse("T -> clicks -> sales")))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.UNKNOWN_COLUMN));
        Effects bare =
                Experiment.on(SHOP).assignment("arm").metric("sales").fit().effect();
        assertThatExceptionOfType(EstimationException.class)
                .isThrownBy(() -> bare.withGraph(CausalGraph.parse("T -> views -> sales; tenure -> views, sales")))
                .withMessageContaining("tenure moves a mediator or the outcome");
    }
}
