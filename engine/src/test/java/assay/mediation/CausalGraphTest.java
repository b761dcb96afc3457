package assay.mediation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import assay.EstimationException;
import assay.Problem;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CausalGraphTest {

    private static final CausalGraph FUNNEL =
            CausalGraph.parse("T -> searches -> views -> sales; T -> views; T -> sales; X -> views, sales");

    @Test
    void chainsListsAndLinesAreRead() {
        CausalGraph graph = CausalGraph.parse("T -> a, b -> y\n\n; [U] -> b\nT -> a;");
        assertThat(graph.edges())
                .extracting(e -> e.from() + ">" + e.to())
                .containsExactly("T>a", "T>b", "a>y", "b>y", "U>b");
        assertThat(graph.hidden()).containsExactly("U");
        assertThat(graph.order()).containsExactly("T", "a", "U", "b", "y");
        assertThat(CausalGraph.parse(graph.toString())).isEqualTo(graph).hasSameHashCodeAs(graph);
        assertThat(CausalGraph.parse("\"page views\" -> sales").toString()).isEqualTo("\"page views\" -> sales");
    }

    @Test
    void pathsAncestorsAndDescendants() {
        assertThat(FUNNEL.paths("T", "sales"))
                .containsExactly(
                        List.of("T", "sales"),
                        List.of("T", "views", "sales"),
                        List.of("T", "searches", "views", "sales"));
        assertThat(FUNNEL.ancestors("views")).containsExactlyInAnyOrder("T", "searches", "X");
        assertThat(FUNNEL.descendants("searches")).containsExactlyInAnyOrder("views", "sales");
        assertThat(FUNNEL.paths("sales", "T")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "T -> searches -> -> views | line 1, character 18: a name is missing",
                "T -> a; a b -> c | line 1, character 11: an arrow is missing after 'a'",
                "T -> | character 5: a name is missing at the end",
                "T -> a -> T | circle, T -> a -> T",
                "T -> a -> a | character 8: an arrow leads from 'a' to itself",
                "T <- a | arrows point to the right only",
                "T <-> a | write a common cause as [U] -> A, B",
                "T -> [U -> a | the bracket that opens before 'U' is not closed",
                "T -> U; [U] -> y | 'U' is hidden here and not hidden before",
                "[U] -> y; U -> T | 'U' was hidden before",
                "T | an arrow is missing after 'T'",
                "T -> a > b | '>' stands where",
                "T -> \"\" | a name is empty",
                "T -> \"a | the quote is not closed",
                "' ' | the graph is empty",
            })
    void mistakesAreToldWithTheirPlace(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CausalGraph.parse(text))
                .withMessageContaining(message);
    }

    @Test
    void thePlaceIsMarkedInItsLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CausalGraph.parse("T -> a\na -> , y"))
                .withMessageContaining("line 2, character 6")
                .withMessageContaining("\n  a -> , y\n       ^\n");
    }

    /** The longest circle is found although other arrows lead away from it. */
    @Test
    void aCircleIsShown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CausalGraph.parse("x -> a -> b -> c -> a; c -> d -> e"))
                .withMessageContaining("circle, ")
                .withMessageContaining("a -> b -> c");
    }

    /** Against all paths by definition, on every graph of a family with 5 variables. */
    @Test
    void separationIsThatOfTheDefinition() {
        String[] names = {"a", "b", "c", "d", "e"};
        int checked = 0;
        for (int mask = 0; mask < 1024; mask++) {
            StringBuilder text = new StringBuilder("z -> zz");
            int bit = 0;
            for (int i = 0; i < 5; i++) {
                for (int j = i + 1; j < 5; j++) {
                    if ((mask >> bit++ & 1) == 1) {
                        text.append("; ").append(names[i]).append(" -> ").append(names[j]);
                    }
                }
            }
            CausalGraph graph = CausalGraph.parse(text.toString());
            for (int given = 0; given < 8; given++) {
                Set<String> fixed = new java.util.HashSet<>();
                for (int g = 0; g < 3; g++) {
                    if ((given >> g & 1) == 1) {
                        fixed.add(names[g + 1]);
                    }
                }
                assertThat(graph.separated("a", "e", fixed))
                        .as(text + " | " + fixed)
                        .isEqualTo(!open(graph, List.of("a"), fixed));
                checked++;
            }
        }
        assertThat(checked).isEqualTo(8192);
    }

    /** Whether some path that begins so is open: every way to walk without visiting a variable twice. */
    private static boolean open(CausalGraph graph, List<String> path, Set<String> fixed) {
        String at = path.get(path.size() - 1);
        if (at.equals("e")) {
            for (int i = 1; i < path.size() - 1; i++) {
                String v = path.get(i);
                boolean collider = graph.has(path.get(i - 1), v) && graph.has(path.get(i + 1), v);
                boolean fixedOrBelow =
                        fixed.contains(v) || graph.descendants(v).stream().anyMatch(fixed::contains);
                if (collider ? !fixedOrBelow : fixed.contains(v)) {
                    return false;
                }
            }
            return true;
        }
        for (String next : graph.variables()) {
            if (!path.contains(next) && (graph.has(at, next) || graph.has(next, at))) {
                List<String> longer = new java.util.ArrayList<>(path);
                longer.add(next);
                if (open(graph, longer, fixed)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void covariatesAfterTreatmentAreRefusedWithTheirPath() {
        BackDoor collider = new BackDoor(CausalGraph.parse("t -> y; t -> c; y -> c"), "t", "y");
        assertThatExceptionOfType(EstimationException.class)
                .isThrownBy(() -> collider.require(List.of("c")))
                .withMessageContaining("t -> c")
                .withMessageContaining("collider")
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.POST_TREATMENT));
        assertThatExceptionOfType(EstimationException.class)
                .isThrownBy(() -> new BackDoor(FUNNEL, "T", "sales").require(List.of("X", "views")))
                .withMessageContaining("mediator")
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.POST_TREATMENT));
        new BackDoor(FUNNEL, "T", "sales").require(List.of("X", "not in the graph"));
    }

    @Test
    void openBackDoorsAreNamed() {
        BackDoor door = new BackDoor(CausalGraph.parse("x, z -> t -> y; x -> y; z -> y"), "t", "y");
        assertThatExceptionOfType(EstimationException.class)
                .isThrownBy(() -> door.require(List.of("z")))
                .withMessageContaining("t <- x -> y")
                .withMessageContaining("Adjust for x, z")
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.NOT_IDENTIFIED));
        door.require(List.of("x", "z"));
        assertThat(door.adjustmentSet()).contains(Set.of("x", "z"));
        BackDoor hidden = new BackDoor(CausalGraph.parse("[U] -> t -> y; [U] -> y"), "t", "y");
        assertThatExceptionOfType(EstimationException.class)
                .isThrownBy(() -> hidden.require(List.of()))
                .withMessageContaining("t <- [U] -> y")
                .withMessageContaining("No covariates");
        assertThat(hidden.adjustmentSet()).isEmpty();
    }

    @Test
    void aCovariateThatOpensAPathIsRefused() {
        BackDoor butterfly = new BackDoor(CausalGraph.parse("[U] -> t -> y; [V] -> y; [U] -> m; [V] -> m"), "t", "y");
        butterfly.require(List.of());
        assertThatExceptionOfType(EstimationException.class)
                .isThrownBy(() -> butterfly.require(List.of("m")))
                .withMessageContaining("t <- [U] -> m <- [V] -> y")
                .withMessageContaining("M-bias")
                .withMessageContaining("Adjust for nothing")
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.NOT_IDENTIFIED));
        assertThat(butterfly.adjustmentSet()).contains(Set.of());
    }

    @Test
    void columnsAreChecked() {
        CausalGraph graph = CausalGraph.parse("T -> views -> sales; [U] -> sales");
        assertThat(BackDoor.onColumns(graph, "arm", List.of("arm", "views", "sales"))
                        .variables())
                .containsExactly("arm", "views", "sales", "U");
        assertThatExceptionOfType(EstimationException.class)
                .isThrownBy(() -> BackDoor.onColumns(graph, "arm", List.of("arm", "view", "sales")))
                .withMessageContaining("'views'")
                .withMessageContaining("Did you mean 'view'?")
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.UNKNOWN_COLUMN));
    }

    @Test
    void modelsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathModel.of(CausalGraph.parse("t -> m; x -> y"), "t", "y", List.of()))
                .withMessageContaining("no path");
        assertThatExceptionOfType(EstimationException.class)
                .isThrownBy(() -> PathModel.of(CausalGraph.parse("x -> t -> m -> y"), "t", "y", List.of()))
                .withMessageContaining("x -> t");
        assertThatExceptionOfType(EstimationException.class)
                .isThrownBy(
                        () -> PathModel.of(CausalGraph.parse("t -> m -> y; t -> y; [U] -> m, y"), "t", "y", List.of()))
                .withMessageContaining("m <- [U] -> y")
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.NOT_IDENTIFIED));
        assertThatExceptionOfType(EstimationException.class)
                .isThrownBy(() -> PathModel.of(CausalGraph.parse("t -> [M] -> y"), "t", "y", List.of()))
                .withMessageContaining("[M] is hidden");
        PathModel model = PathModel.of(FUNNEL, "T", "sales", List.of());
        assertThat(model.covariates()).containsExactly("X");
        assertThat(model.mediators()).containsExactly("searches", "views");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.requireMediator("X"))
                .withMessageContaining("is on no path");
    }
}
