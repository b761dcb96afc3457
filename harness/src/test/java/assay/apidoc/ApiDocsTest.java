package assay.apidoc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A small source tree, read as the engine's is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before the tests
class ApiDocsTest {

    @TempDir
    static Path folder;

    private JsonObject api;

    @BeforeAll
    void read() throws IOException {
        source("toy/package-info.java", "/** Toys, and {@link Shape shapes}. Second. */ package toy;");
        source("toy/Shape.java", """
                package toy;
                import java.util.List;
                /**
                 * A shape. It has an area.
                 *
                 * @param <T> what it is made of
                 */
                public interface Shape<T extends Comparable<T>> {
                    /** The least area, {@value}. */
                    int LEAST = 3;
                    /**
                     * The area of {@code <T>}. More of it.
                     *
                     * @param scale of the map
                     * @return the area in {@link Unit#METRE}s
                     * @throws IllegalArgumentException if {@code scale} is below {@value #LEAST}
                     */
                    double area(double[] scale);
                    /** Grown. @param more shapes */
                    default void grow(List<? super T>... more) {}
                    /** A part. */
                    record Part(String name) {}
                }
                """);
        source("toy/Square.java", """
                package toy;
                /**
                 * A square <script>alert(1)</script> & <b>bold. <p>Next <em>open<ul><li>one<li>two {@link #side}</ul>after
                 * <table><tr><td>x</table> <a href="javascript:alert(1)">bad</a> <a href="https://a.example/?b=1&amp;c">good</a>
                 * <img src=x onerror=alert(1)> {@literal <i>} {@linkplain Hidden hidden} {@link Shape#area(double[]) its area}
                 * <pre>
                 *   kept {@code <T>
                 *     lines}</pre>
                 *
                 * @param side length of a side
                 * @see Unit
                 * @deprecated use {@link Shape}
                 */
                public record Square(double side) implements Shape<String> {
                    /** Checks. @throws IllegalArgumentException if it is negative */
                    public Square {}
                    @Override public double area(double[] scale) { return side; }
                    @Override public boolean equals(Object o) { return o == this; }
                    @Override public int hashCode() { return 1; }
                    @Override public String toString() { return ""; }
                    public double side() { return side; }
                    /** Inner. */
                    public static class Inner implements Shape<String> {
                        private Inner() {}
                        /**
                         * Before. {@inheritDoc} After.
                         *
                         * @param scale {@inheritDoc}, squared
                         */
                        @Override public double area(double[] scale) { return 0; }
                        /** Not for everyone. */
                        protected <E extends Exception> void fail(E e, int... codes) throws E {}
                        void unseen() {}
                    }
                }
                """);
        source(
                "toy/Unit.java",
                "package toy; /** Units. */ public enum Unit { /** Of length. */ METRE, /** A. */ FOOT }");
        source("toy/Hidden.java", "package toy; /** Not public. */ class Hidden {}");
        Path file = folder.resolve("api.json");
        assertThat(ApiDocs.write(folder.resolve("src"), "toy", System.getProperty("java.class.path"), file))
                .isEmpty();
        api = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    private static void source(String path, String text) throws IOException {
        Path file = folder.resolve("src").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private JsonObject type(String name) {
        return named(api.getAsJsonArray("types"), name);
    }

    private static JsonObject named(JsonArray array, String name) {
        for (JsonElement item : array) {
            if (item.getAsJsonObject().get("name").getAsString().equals(name)) {
                return item.getAsJsonObject();
            }
        }
        throw new AssertionError("no " + name + " in " + array);
    }

    private static List<String> names(JsonObject type, String group) {
        List<String> names = new ArrayList<>();
        if (type.has(group)) {
            type.getAsJsonArray(group)
                    .forEach(
                            item -> names.add(item.getAsJsonObject().get("name").getAsString()));
        }
        return names;
    }

    private static String text(JsonObject json, String name) {
        return json.has(name) ? json.get(name).getAsString() : "";
    }

    @Test
    void publicTypesHavePagesAndNoOthers() {
        List<String> pages = new ArrayList<>();
        api.getAsJsonArray("types").forEach(type -> pages.add(text(type.getAsJsonObject(), "page")));
        assertThat(pages)
                .containsExactly(
                        "javadoc/toy/Shape.html",
                        "javadoc/toy/Shape.Part.html",
                        "javadoc/toy/Square.html",
                        "javadoc/toy/Square.Inner.html",
                        "javadoc/toy/Unit.html");
        JsonObject toy = named(api.getAsJsonArray("packages"), "toy");
        assertThat(text(toy, "first"))
                .isEqualTo("Toys, and <a href=\"javadoc/toy/Shape.html\"><code>shapes</code></a>.");
        assertThat(text(toy, "page")).isEqualTo("javadoc/toy/package-summary.html");
    }

    @Test
    void hostileAndUnclosedMarkupIsSafeAndWellFormed() {
        JsonObject square = type("Square");
        String doc = text(square, "doc");
        assertThat(doc)
                .startsWith(
                        "<p>A square &lt;script&gt;alert(1)&lt;/script&gt; &amp; <b>bold. </b></p><p>Next <em>open</em></p><ul>")
                .contains(
                        "<li>one</li><li>two <a href=\"javadoc/toy/Square.html#component-side\"><code>side</code></a></li></ul>")
                .contains("<p>after</p><table><tr><td>x</td></tr></table>")
                .contains("&lt;a href=&quot;javascript:alert(1)&quot;&gt;bad")
                .contains("<a href=\"https://a.example/?b=1&amp;c\">good</a>")
                .contains("&lt;img src=")
                .contains(" &lt;i&gt; hidden ")
                .contains("<a href=\"javadoc/toy/Shape.html#area(double-array)\"><code>its area</code></a>")
                // JDK 23 began to strip the blank that all lines of a comment share.
                .containsPattern("<pre>\n {2,3}kept <code>&lt;T&gt;\n {4,5}lines</code></pre>");
        assertThat(doc).doesNotContain("<script", "<img", "<i>", "href=\"javascript");
        assertThat(text(square, "first")).startsWith("A square &lt;script&gt;").doesNotContain("<p>");
    }

    @Test
    void blockTagsAreReadWhereverTheyStand() {
        JsonObject square = type("Square");
        assertThat(text(square, "deprecated")).contains("javadoc/toy/Shape.html");
        assertThat(square.getAsJsonArray("see").get(0).getAsString())
                .isEqualTo("<a href=\"javadoc/toy/Unit.html\"><code>Unit</code></a>");
        JsonObject component = named(square.getAsJsonArray("components"), "side");
        assertThat(text(component, "doc")).isEqualTo("length of a side");
        assertThat(text(component, "anchor")).isEqualTo("component-side");
        JsonObject part = type("Shape").getAsJsonArray("type_parameters").get(0).getAsJsonObject();
        assertThat(text(part, "type")).isEqualTo("T extends Comparable&lt;T&gt;");
        assertThat(text(part, "doc")).isEqualTo("what it is made of");
    }

    @Test
    void whatIsImpliedIsLeftOut() {
        assertThat(names(type("Square"), "methods")).containsExactly("area");
        assertThat(names(type("Square"), "constructors")).containsExactly("Square");
        assertThat(names(type("Shape.Part"), "methods")).isEmpty();
        assertThat(names(type("Shape.Part"), "constructors")).isEmpty();
        assertThat(names(type("Unit"), "methods")).isEmpty();
        assertThat(names(type("Unit"), "constants")).containsExactly("METRE", "FOOT");
        assertThat(names(type("Square.Inner"), "methods")).containsExactly("area", "fail");
        assertThat(names(type("Square.Inner"), "constructors")).isEmpty();
    }

    @Test
    void aMethodWithoutACommentSaysWhereItIsSpecified() {
        JsonObject area = named(type("Square").getAsJsonArray("methods"), "area");
        assertThat(text(area, "doc")).isEmpty();
        JsonObject above = area.getAsJsonObject("specified");
        assertThat(text(above, "word")).isEqualTo("Specified by");
        assertThat(text(above, "method"))
                .isEqualTo("<a href=\"javadoc/toy/Shape.html#area(double-array)\">Shape.area</a>");
        assertThat(text(above, "first")).isEqualTo("The area of <code>&lt;T&gt;</code>.");
        assertThat(type("Square").getAsJsonArray("inherited").toString()).contains("Shape.html#grow(List-array)");
    }

    @Test
    void whatIsInheritedIsWrittenInPlace() {
        JsonObject area = named(type("Square.Inner").getAsJsonArray("methods"), "area");
        assertThat(text(area, "doc"))
                .isEqualTo("<p>Before. The area of <code>&lt;T&gt;</code>. More of it. After.</p>");
        JsonObject scale = named(area.getAsJsonArray("parameters"), "scale");
        assertThat(text(scale, "doc")).isEqualTo("of the map, squared");
    }

    @Test
    void signaturesHaveTheirTypes() {
        JsonObject area = named(type("Shape").getAsJsonArray("methods"), "area");
        assertThat(text(area, "anchor")).isEqualTo("area(double-array)");
        assertThat(text(area, "returns"))
                .isEqualTo("the area in <a href=\"javadoc/toy/Unit.html#METRE\"><code>Unit.METRE</code></a>s");
        JsonObject thrown = area.getAsJsonArray("throws").get(0).getAsJsonObject();
        assertThat(text(thrown, "type")).isEqualTo("IllegalArgumentException");
        assertThat(text(thrown, "doc")).isEqualTo("if <code>scale</code> is below <code>3</code>");
        JsonObject fail = named(type("Square.Inner").getAsJsonArray("methods"), "fail");
        assertThat(text(fail, "modifiers")).isEqualTo("protected");
        assertThat(text(named(fail.getAsJsonArray("parameters"), "codes"), "type"))
                .isEqualTo("int...");
        assertThat(fail.getAsJsonArray("declared").get(0).getAsString()).isEqualTo("E");
        JsonObject grow = named(type("Shape").getAsJsonArray("methods"), "grow");
        assertThat(text(named(grow.getAsJsonArray("parameters"), "more"), "type"))
                .isEqualTo("List&lt;? super T&gt;...");
        assertThat(type("Square").getAsJsonArray("implements").get(0).getAsString())
                .isEqualTo("<a href=\"javadoc/toy/Shape.html\">Shape</a>&lt;String&gt;");
        JsonObject least = named(type("Shape").getAsJsonArray("fields"), "LEAST");
        assertThat(text(least, "value")).isEqualTo("3");
        assertThat(text(least, "doc")).isEqualTo("<p>The least area, <code>3</code>.</p>");
    }

    @Test
    void aSentenceGoesOnPastBracketsAndAbbreviations() {
        Sentence sentence = new Sentence();
        assertThat(sentence.of("A rule (Lin, Ann. Appl. Stat. 7), e.g. of J. Doe, here. Second"))
                .isEqualTo("A rule (Lin, Ann. Appl. Stat. 7), e.g. of J. Doe, here.");
        assertThat(sentence.isEnded()).isTrue();
        Sentence open = new Sentence();
        assertThat(open.of("A number such as 3.5 (of. ")).isEqualTo("A number such as 3.5 (of. ");
        assertThat(open.isEnded()).isFalse();
        assertThat(open.of("Two). Three")).isEqualTo("Two).");
    }

    @Test
    void sourcesThatCannotBeReadAreSaidAndNothingIsWritten() throws IOException {
        Path broken = folder.resolve("broken");
        Files.createDirectories(broken.resolve("bad"));
        Files.writeString(broken.resolve("bad/Bad.java"), "package bad; public class Bad extends {");
        Path file = folder.resolve("bad.json");
        assertThat(ApiDocs.write(broken, "bad", "", file)).get().asString().contains("Bad.java");
        assertThat(file).doesNotExist();
    }
}
