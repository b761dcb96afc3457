package assay.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// Elements that are missing fail the test either way.
@SuppressWarnings("NullAway")
class TexTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x_i^2 | msubsup | xi2",
                "\\hat\\tau | mover | τ^",
                "\\frac{a}{b} | mfrac | ab",
                "\\tfrac12 | mfrac | 12",
                "\\sum_{i=1}^{n} x_i | munderover | ∑i=1n",
                "\\sqrt{n} | msqrt | n",
                "\\sqrt[3]{n} | mroot | n3",
                "\\mathbb{E}[Y \\mid X] | mi | 𝔼",
                "\\mathcal{N}(0, 1) | mi | 𝒩",
                "\\operatorname{Var}(X) | mi | Var",
                "\\text{if } x > 0 | mtext | if",
                "\\left(\\frac{a}{b}\\right) | mfrac | ab",
                "f'(x) | msup | f′",
                "\\begin{cases} 1 & x > 0 \\\\ 0 & \\text{else} \\end{cases} | mtable | 1x>00else",
                "\\begin{aligned} a &= b \\\\ c &= d \\end{aligned} | mtable | a=bc=d",
                "Y(1), Y(0) \\perp D | mo | (",
                "\\max_x f | munder | maxx",
                "a^{b^c} | msup | abc",
                "{}_n C | msub | n",
                "0.95 | mn | 0.95"
            })
    void drawsTheSubset(String formula, String element, String text) {
        String mathml = Tex.mathml(formula, false);
        Element math = Jsoup.parse(mathml, "", Parser.xmlParser()).selectFirst("math");
        assertThat(math).isNotNull();
        Element found = math.selectFirst(element);
        assertThat(found).as(mathml).isNotNull();
        assertThat(found.text().replace(" ", "")).isEqualTo(text);
        assertThat(math.selectFirst("annotation").text()).isEqualTo(formula);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\\frob x", "{x", "\\left( x", "\\begin{aligned} x", "\\begin{tikzpicture} \\end{tikzpicture}"})
    void refusesTheRestByName(String formula) {
        assertThatThrownBy(() -> Tex.mathml(formula, true)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a < b", "a & b", "\"<script>\""})
    void escapes(String formula) {
        assertThat(Tex.mathml(formula, false))
                .doesNotContain("<script>")
                .doesNotContain("< ")
                .doesNotContain("& ");
    }
}
