package assay.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Names and texts that try to be markup stay text, wherever the site reads them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // the site is built before the tests
class HostileNamesTest {

    private static final List<String> HOSTILE = List.of(
            "</script><script id=evil>alert(1)</script>",
            "\"><img src=x id=evil onerror=alert(1)>",
            "' onmouseover='alert(1)' id='evil",
            "<svg id=evil onload=alert(1)></svg></title></style>",
            "[evil](javascript:alert(1)) <a id=evil href=javascript:alert(1)>evil</a>",
            "\u202Eright to left\u202C and \u0000control",
            "Donaudampfschifffahrtselektrizit\u00e4tenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(3),
            "&lt;b id=evil&gt; &amp;amp; ${evil} {{claim:evil}} $");

    /** What the site reads as codes, names of files, formulas or numbers. */
    private static final Set<String> STRUCTURE = Set.of(
            "name",
            "method",
            "world",
            "id",
            "verdict",
            "role",
            "kind",
            "estimand",
            "required",
            "cell_type",
            "output_type",
            "mime",
            "equations",
            "started",
            "date",
            "nodes",
            "edges",
            "size",
            "n",
            "class",
            "tier",
            "nbformat",
            "metadata",
            "language",
            "execution_count",
            "url",
            "link",
            "doi",
            "image/png");

    private Path site;
    private int used;

    @BeforeAll
    void build(@TempDir Path folder) throws IOException {
        Path inputs = folder.resolve("inputs");
        try (Stream<Path> files = Files.walk(Fixture.folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = inputs.resolve(Fixture.folder().relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(to.getParent()));
                String text = Files.readString(file);
                String name = file.getFileName().toString();
                Files.writeString(
                        to,
                        // Grids are found by the names of their claims; a hostile one has a test of its own.
                        !file.startsWith(Fixture.folder().resolve("grids"))
                                        && (name.endsWith(".json") || name.endsWith(".ipynb"))
                                ? spoil("", JsonParser.parseString(text)).toString()
                                : text);
            }
        }
        site = folder.resolve("site");
        SiteBuilder.build(Fixture.inputs(inputs, Fixture.content()), site);
    }

    private JsonElement spoil(String key, JsonElement element) {
        if (STRUCTURE.contains(key)) {
            return element;
        }
        if (element.isJsonObject()) {
            JsonObject spoilt = new JsonObject();
            element.getAsJsonObject().entrySet().forEach(e -> spoilt.add(e.getKey(), spoil(e.getKey(), e.getValue())));
            return spoilt;
        }
        if (element.isJsonArray()) {
            JsonArray spoilt = new JsonArray();
            element.getAsJsonArray().forEach(item -> spoilt.add(spoil(key, item)));
            return spoilt;
        }
        if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isString()) {
            boolean markdown = key.equals("source");
            String hostile = HOSTILE.get(used++ % (markdown ? HOSTILE.size() - 1 : HOSTILE.size()));
            return new JsonPrimitive(element.getAsString() + (markdown ? "\n\n" + hostile + "\n" : hostile));
        }
        return element;
    }

    private List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(site)) {
            return files.filter(file -> file.toString().endsWith(".html")).toList();
        }
    }

    @Test
    void noElementAndNoAttributeIsInjected() throws IOException {
        assertThat(used).isGreaterThan(200);
        int told = 0;
        for (Path file : pages()) {
            Document page = Jsoup.parse(Files.readString(file));
            String name = site.relativize(file).toString();
            assertThat(page.select("#evil, main script:not([src]), main style, iframe, object, embed, base,"
                            + " form[action]:not(.search)"))
                    .as(name)
                    .isEmpty();
            assertThat(page.select("script:not([src])")).as(name).hasSizeLessThanOrEqualTo(3);
            assertThat(page.select("script[src]").eachAttr("src"))
                    .as(name)
                    .allMatch(source -> source.matches("(\\.\\./)?([a-z]+/)?[a-z-]+\\.js"));
            for (Element element : page.getAllElements()) {
                for (Attribute attribute : element.attributes()) {
                    String key = attribute.getKey().toLowerCase(Locale.ROOT);
                    String value = attribute.getValue().strip().toLowerCase(Locale.ROOT);
                    assertThat(key).as(name).doesNotStartWith("on");
                    assertThat(Set.of("href", "src", "action").contains(key) && value.startsWith("javascript:"))
                            .as(name + ": " + attribute)
                            .isFalse();
                }
            }
            told += page.text().contains("alert(1)") ? 1 : 0;
        }
        assertThat(told).as("pages that show hostile text as text").isGreaterThan(10);
    }

    @Test
    void theSearchIndexIsOneStatementThatClosesNoScript() throws IOException {
        String index = Files.readString(site.resolve("search-index.js"));
        assertThat(index.toLowerCase(Locale.ROOT)).doesNotContain("</script").doesNotContain("<!--");
        assertThat(index).startsWith("window.ASSAY_SEARCH={").endsWith("};\n");
        JsonObject read = JsonParser.parseString(
                        index.substring("window.ASSAY_SEARCH=".length()).replaceFirst(";\\s*$", ""))
                .getAsJsonObject();
        assertThat(read.keySet()).contains("entries", "terms", "synonyms", "stop");
    }

    @Test
    void controlCharactersDoNotReachAPage() throws IOException {
        for (Path file : pages()) {
            assertThat(Files.readString(file).indexOf('\u0000'))
                    .as(file.toString())
                    .isNegative();
        }
    }
}
