package assay.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {

    @Test
    void javaIsMarkedUp() {
        String html = JavaHighlighter.highlight("var x = 1.5e3; // <b>\nString s = \"a\\\"b\"; f(x);")
                .toString();
        assertThat(html)
                .contains("<i class=k>var</i>")
                .contains("<i class=n>1.5e3</i>")
                .contains("<i class=c>// &lt;b&gt;</i>")
                .contains("<i class=s>&quot;a\\&quot;b&quot;</i>");
        assertThat(html.replaceAll("<[^>]*>", ""))
                .isEqualTo("var x = 1.5e3; // &lt;b&gt;\nString s = &quot;a\\&quot;b&quot;; f(x);");
    }

    @Test
    void rawHtmlKeepsTablesAndDropsWhatRuns() {
        assertThat(RawHtml.filter("<table border=\"1\" onload='x()'><tr><td colspan=2>1 & 2</td></tr></table>"))
                .isEqualTo("<table><tr><td colspan=\"2\">1 &amp; 2</td></tr></table>");
        assertThat(RawHtml.filter("a<script>alert(1)</script>b<style>*{}</style>c<!-- d -->"))
                .isEqualTo("abc");
        assertThat(RawHtml.filter("<img src=x onerror=alert(1)><iframe src=\"//e\"></iframe>"))
                .doesNotContain("<i");
        assertThat(RawHtml.filter("<a href=\"javascript:alert(1)\">x</a>")).isEqualTo("<a>x</a>");
        assertThat(RawHtml.filter("1 < 2 &lt; 3")).isEqualTo("1 &lt; 2 &lt; 3");
        assertThat(RawHtml.filter("<details open><summary>s</summary>")).contains("<details open=\"\">");
    }

    @Test
    void dollarsAreMathematicsOnlyInPairs() {
        assertThat(Markdown.plain("t").render("It costs $5 and $6.", 0)).contains("It costs $5 and $6.");
        assertThat(Markdown.plain("t").render("`$x$` and \\$3", 0)).contains("<code>$x$</code> and $3");
        assertThat(Markdown.plain("t").render("$a_1 * b_2$ and $c$", 0))
                .contains("<msub>")
                .doesNotContain("<em>");
    }

    @Test
    void headingsGetAnchorsOfTheirOwn() {
        Markdown markdown = Markdown.plain("t");
        assertThat(markdown.render("## A b\n\n## A b\n", 0))
                .contains("id=\"a-b\"")
                .contains("id=\"a-b-2\"");
        assertThat(markdown.render("## A b\n", 1)).contains("<h3 id=\"a-b-3\">");
    }

    @Test
    void frontMatterIsRead() {
        MarkdownFile file = MarkdownFile.parse("x", "---\ntitle: A: b\n---\n# T\n\nBody");
        assertThat(file.title()).isEqualTo("A: b");
        assertThat(file.bodyWithoutTitle().strip()).isEqualTo("Body");
        assertThat(MarkdownFile.parse("x", "# T\nBody").title()).isEqualTo("T");
    }

    @Test
    void anchorsArePlain() {
        assertThat(Slug.of("Where it breaks, exercises")).isEqualTo("where-it-breaks-exercises");
        assertThat(Slug.of("Hájek (1971)")).isEqualTo("ha-jek-1971");
        assertThat(Slug.of("…")).isEqualTo("section");
    }
}
