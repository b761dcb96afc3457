package assay.site;

import java.util.ArrayList;
import java.util.List;

/** The page of a method: strip, three figures, use, text. */
final class MethodPage {

    private static final String NAIVE = "difference-in-means";

    private MethodPage() {}

    static Page write(Library library, GlossaryTerms glossary, MethodEntry method) {
        Html html = new Html("../");
        strip(html, method);
        method.certificate()
                .ifPresentOrElse(
                        certificate -> figures(html, library, method, certificate), () -> absent(html, method));
        use(html, method);
        elsewhere(html, library, method);
        method.text().ifPresent(text -> {
            Markdown markdown = new Markdown("method " + method.name(), link -> link);
            html.open("div", "class", "prose");
            String rendered = Placeholders.expand(markdown.render(text.body(), 0), library);
            html.trusted(glossary.linker(html.root()).link(rendered));
            html.close().line();
        });
        links(html, library, method);
        String description = method.title() + ": " + method.front("idea");
        return Page.of(method.page(), method.title(), "methods", description, html)
                .withKeywords(keywords(method));
    }

    private static List<String> keywords(MethodEntry method) {
        List<String> words = new ArrayList<>(method.aliases());
        words.add(method.name());
        return words;
    }

    private static void strip(Html html, MethodEntry method) {
        html.open("header", "class", "strip").leaf("p", "Method", "class", "kicker");
        html.open("div", "class", "title-line").leaf("h1", method.title());
        method.certificate()
                .ifPresentOrElse(
                        certificate -> html.openLink(certificate.page(), "class", "plain")
                                .add(method.verdict().chip())
                                .close(),
                        () -> html.add(method.verdict().chip()));
        html.close();
        String idea = method.front("idea");
        if (!idea.isEmpty()) {
            html.leaf("p", idea, "class", "lead");
        }
        html.add(Tables.facts(List.of(
                "Name", method.name(),
                "Also called", String.join(", ", method.aliases()),
                "Estimates", method.estimand(),
                "That is", method.catalogue().text("definition"),
                "Needs", String.join(", ", method.catalogue().texts("needs")),
                "In Java", method.catalogue().text("class"),
                "Variance", method.catalogue().text("variance"),
                "Options",
                        method.options().entrySet().stream()
                                .map(e -> e.getKey() + " = " + OptionText.of(e.getValue()))
                                .reduce((a, b) -> a + "; " + b)
                                .orElse(""))));
        if (!method.assumptions().isEmpty()) {
            html.open("ul", "class", "assumes", "aria-label", "Assumptions");
            method.assumptions().forEach(assumption -> html.leaf("li", assumption));
            html.close();
        }
        html.close().line();
    }

    private static void figures(Html html, Library library, MethodEntry method, Certificate certificate) {
        Html idea = IdeaFigure.draw(library, certificate, method.front("figure"));
        if (!idea.toString().isEmpty()) {
            html.leaf("h2", "The idea", "id", "the-idea").add(idea);
        }
        certificate.leading().ifPresent(cell -> {
            Html caterpillar = CaterpillarFigure.draw("caterpillar", cell);
            if (!caterpillar.toString().isEmpty()) {
                html.leaf("h2", "One hundred intervals", "id", "intervals").add(caterpillar);
            }
        });
        html.leaf("h2", "Where it is certified", "id", "region");
        html.leaf(
                "p",
                "Each tile is one world at one size, with the rate that was measured of the claim '"
                        + claim(certificate)
                        + "'. Outside these cells nothing is "
                        + "promised; the command line says whether your data is inside.");
        html.add(Region.write(html, certificate, library.settings(), library))
                .add(Wall.legend())
                .add(RegionBox.write(certificate));
        Html envelope = EnvelopeFigure.write(library, certificate);
        if (!envelope.toString().isEmpty()) {
            html.leaf("h3", "Operating envelope", "id", "envelope-of").add(envelope);
        }
        html.line();
    }

    private static String claim(Certificate certificate) {
        return certificate.leading().flatMap(Cell::headline).map(Claim::words).orElse("");
    }

    private static void absent(Html html, MethodEntry method) {
        html.open("p", "class", "notice").text("This method has no certificate yet. Make one with ");
        html.leaf("code", "./assay certify " + method.name()).text(".").close().line();
    }

    private static void use(Html html, MethodEntry method) {
        Json entry = method.catalogue();
        if (entry.text("java_snippet").isEmpty() && entry.text("cli_snippet").isEmpty()) {
            return;
        }
        html.leaf("h2", "Use it", "id", "use");
        snippet(html, "In Java", entry.text("java_snippet"), "java");
        snippet(html, "On the command line", entry.text("cli_snippet"), "shell");
        snippet(html, "What it prints", entry.text("printed"), "text");
    }

    /** The naive estimate beside the method's, and the same question put to R or Python. */
    private static void elsewhere(Html html, Library library, MethodEntry method) {
        String printed = method.catalogue().text("printed");
        boolean naive = !method.name().equals(NAIVE) && printed.contains(NAIVE) && printed.contains(method.name());
        if (naive) {
            html.open("p").text("The table has the naive answer too, the row ").leaf("code", NAIVE);
            html.text(": what a plain comparison of the arms says of the same rows, beside the method's own row.");
            html.close().line();
        }
        Equivalents.of(library.content(), method.name()).ifPresent(text -> {
            html.leaf("h2", "In R or Python", "id", "elsewhere");
            Markdown markdown = new Markdown("equivalents of " + method.name(), link -> link);
            html.open("div", "class", "prose")
                    .trusted(markdown.render(text, 0))
                    .close()
                    .line();
        });
    }

    private static void snippet(Html html, String title, String code, String language) {
        if (!code.isEmpty()) {
            html.leaf("h3", title).add(JavaHighlighter.block(code, language)).line();
        }
    }

    private static void links(Html html, Library library, MethodEntry method) {
        html.open("nav", "class", "related", "aria-label", "Related pages").open("ul");
        method.certificate()
                .ifPresent(certificate -> html.open("li")
                        .link(certificate.page(), "The certificate")
                        .close());
        library.api()
                .page(method.catalogue().text("class"))
                .ifPresent(page -> html.open("li").link(page, "The Java API").close());
        String chapter = method.front("chapter");
        library.chapters().stream()
                .filter(c -> !chapter.isEmpty() && c.name().startsWith(chapter))
                .forEach(c ->
                        html.open("li").link(c.page(), "Chapter: " + c.title()).close());
        library.grids().stream()
                .filter(grid -> grid.has(method.name()))
                .forEach(grid -> html.open("li")
                        .link("explore.html#" + Slug.of(grid.name()), "Explore: " + grid.title())
                        .close());
        html.open("li").link("bar.html", "How strict is certified?").close();
        html.open("li").link("methods/index.html", "Choose another method").close();
        html.close().close();
    }
}
