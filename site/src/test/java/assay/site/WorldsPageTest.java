package assay.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of the worlds, and the graphs on them. */
class WorldsPageTest {

    @TempDir
    static Path folder;

    private static Document index;
    private static Document page;

    @BeforeAll
    static void build() throws IOException {
        SiteBuilder.build(Fixture.inputs(), folder.resolve("site"));
        index = Jsoup.parse(Files.readString(folder.resolve("site/worlds/index.html")));
        page = Jsoup.parse(Files.readString(folder.resolve("site/worlds/covariates.html")));
    }

    @Test
    void theIndexKeepsAnAnchorForEachWorldAndLeadsToItsPage() {
        assertThat(index.select("li#covariates a").attr("href")).isEqualTo("../worlds/covariates.html");
        assertThat(index.select("li#iid code").text()).isEqualTo("iid");
    }

    @Test
    void aPageHasAllThatIsKnownOfAWorld() {
        assertThat(page.select("h1").text()).isEqualTo("Confounded covariates");
        assertThat(page.select(".equations math")).hasSize(4);
        assertThat(page.select("h2").eachText())
                .contains("Equations", "What moves what", "Knobs", "First rows of a draw", "Source");
        assertThat(page.select("table.sample tbody tr")).hasSize(5);
        assertThat(page.select("table.sample").text()).contains("1;2").doesNotContain("null");
        assertThat(page.text()).contains("./assay simulate covariates --out covariates.csv");
        assertThat(page.select("#truth + div").text())
                .contains("average treatment effect")
                .contains("2.0");
        assertThat(page.select("#certificates + div a").eachAttr("href")).contains("../certificates/aipw.html");
    }

    /** Hidden variables are dashed, and those who do not see the drawing are told the arrows. */
    @Test
    void theGraphCanBeReadAloud() {
        Element svg = Objects.requireNonNull(page.selectFirst("svg#covariates-graph"));
        assertThat(svg.select("title").text()).isEqualTo("What moves what in Confounded covariates");
        assertThat(svg.select("desc").text()).isEqualTo("X moves D, Y. U moves D, Y. D moves M. M moves Y. Hidden: U.");
        assertThat(svg.select("rect.variable")).hasSize(5);
        assertThat(svg.select("rect.hidden")).hasSize(1);
        assertThat(svg.select("path.arrow")).hasSize(6);
        assertThat(svg.select("path.arrow-head")).hasSize(6);
    }

    private static World.Graph graph() {
        return new World.Graph(
                List.of(
                        new World.Graph.Variable("X", 0, false),
                        new World.Graph.Variable("D", 1, false),
                        new World.Graph.Variable("Y", 2, false)),
                List.of(
                        new World.Graph.Arrow("X", "D"),
                        new World.Graph.Arrow("D", "Y"),
                        new World.Graph.Arrow("X", "Y")));
    }

    /** An arrow that passes over a layer has a place of its own there, apart from every variable. */
    @Test
    void arrowsRunThroughNoVariable() {
        DagLayout layout = new DagLayout(graph());
        assertThat(layout.width()).isEqualTo(3);
        assertThat(layout.tallest()).isEqualTo(2);
        List<Double> way = layout.way(new World.Graph.Arrow("X", "Y"));
        assertThat(way).hasSize(3);
        assertThat(way.get(1)).isNotEqualTo(layout.rank("D"));
        assertThat(way.get(2)).isEqualTo(layout.rank("Y"));
    }

    @Test
    void anArrowToNowhereIsNamed() {
        World.Graph graph = new World.Graph(graph().variables(), List.of(new World.Graph.Arrow("X", "Z")));
        assertThatThrownBy(() -> new DagLayout(graph))
                .isInstanceOf(SiteException.class)
                .hasMessageContaining("X -> Z");
    }
}
