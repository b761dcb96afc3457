package assay.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every method says what R or Python call the same, or that we know of nothing, and what it rests on. */
final class EquivalentsTest {

    private static final Content CONTENT = Content.read(Fixture.content());

    @Test
    void everyMethodHasACallOrSaysThatNoneIsKnown() {
        List<String> without = CONTENT.methods().stream()
                .map(MarkdownFile::name)
                .filter(name -> Equivalents.of(CONTENT, name)
                        .filter(text -> text.contains("`") || text.startsWith("No counterpart known to us"))
                        .isEmpty())
                .toList();
        assertThat(without).isEmpty();
    }

    @Test
    void everyCallSaysWhetherItWasRun() {
        for (MarkdownFile method : CONTENT.methods()) {
            String text = Equivalents.of(CONTENT, method.name()).orElse("");
            boolean none = text.startsWith("No counterpart known to us");
            assertThat(none || text.contains("ot run here") || text.contains("not run in this build"))
                    .as(method.name())
                    .isTrue();
        }
    }

    @Test
    void theFileNamesNoMethodThatDoesNotExist() {
        String body = "\n" + CONTENT.page("equivalents").orElseThrow().body();
        for (String section : body.split("\n## ", -1)) {
            String name = section.lines().findFirst().orElse("").strip();
            assertThat(name.isEmpty() || CONTENT.method(name).isPresent())
                    .as(name)
                    .isTrue();
        }
    }

    @Test
    void everyMethodNamesAReferenceWithADoiOrAnAddress() {
        List<String> without = CONTENT.methods().stream()
                .filter(method -> !method.body().contains("doi.org/"))
                .filter(method -> !method.body().contains("https://"))
                .filter(method -> !method.body().contains("give no DOI"))
                .map(MarkdownFile::name)
                .toList();
        assertThat(without).isEmpty();
    }
}
