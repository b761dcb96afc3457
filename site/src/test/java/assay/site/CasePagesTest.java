package assay.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers of study cases come from their runs, and from nowhere else. */
final class CasePagesTest {

    private static final CaseRuns RUNS = new CaseRuns(
            "made-up",
            Json.parse(
                    "{\"draw\":{\"truth\":0.08},\"read\":{\"terms\":[{\"term\":\"a\",\"estimate\":0.1234},"
                            + "{\"term\":\"b\",\"view\":\"x\",\"estimate\":-0.5,\"p_value\":0.0001,\"n\":12345}]}}",
                    "made up"));

    @Test
    void readsValuesByPlaceAndByMember() {
        assertThat(CaseText.expand("{{run:read:terms.0.estimate|pp1}}", RUNS)).isEqualTo("12.3");
        assertThat(CaseText.expand("{{run:read:terms.term=b&view=x.estimate|2}}", RUNS))
                .isEqualTo("−0.50");
        assertThat(CaseText.expand("{{run:read:terms.1.n|count}}, {{run:read:terms.1.p_value|p}}", RUNS))
                .isEqualTo("12,345, below 0.001");
        assertThat(CaseText.expand("{{run:read:terms.0.estimate / draw:truth|1}}", RUNS))
                .isEqualTo("1.5");
    }

    @Test
    void aNumberThatNoRunHasStopsTheBuild() {
        for (String text : List.of("{{run:read:terms.7.estimate|2}}", "{{run:nobody:x|2}}", "{{run:read:terms.0|2}}")) {
            assertThatThrownBy(() -> CaseText.expand(text, RUNS))
                    .isInstanceOf(SiteException.class)
                    .hasMessageContaining("made-up");
        }
        assertThatThrownBy(() -> CaseText.expand("{{run:read:terms.0.estimate|wide}}", RUNS))
                .isInstanceOf(SiteException.class);
        assertThatThrownBy(() -> CaseText.expand("{{run:read}}", RUNS)).isInstanceOf(SiteException.class);
    }

    @Test
    void theSixCasesHaveAllTheirParts() {
        List<MarkdownFile> cases = Content.read(Fixture.content()).cases();
        assertThat(cases).hasSize(6);
        for (MarkdownFile text : cases) {
            assertThat(CaseScript.of(text).commands()).as(text.name()).hasSizeGreaterThan(1);
            assertThat(List.of("title", "field", "question", "methods", "figure", "figure.unit", "decision", "because"))
                    .allSatisfy(key -> assertThat(text.front(key)).as(key).isNotEmpty());
            assertThat(text.body()).contains("## Why it is hard", "## The naive answer", "## The certified answer");
            assertThat(text.body()).contains("{{run:");
        }
    }
}
