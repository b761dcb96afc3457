package assay.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pages that are a text: the bar, the glossary, the codes, looks, who responds, what to do about it, without an experiment, what it is
 * worth, contracts, scenarios, the playbook, decisions, about.
 */
final class TextPages {

    private static final List<String[]> TOP = List.of(
            new String[] {"bar", "bar", "The bar"},
            new String[] {"glossary", "glossary", "Glossary"},
            new String[] {"codes", "codes", "Error and caution codes"},
            new String[] {"looks", "looks", "Reading an experiment while it runs"},
            new String[] {"responds", "responds", "Who responds"},
            new String[] {"policies", "policies", "What to do about it"},
            new String[] {"without-an-experiment", "without-an-experiment", "Without an experiment"},
            new String[] {"what-it-is-worth", "what-it-is-worth", "What it is worth"},
            new String[] {"fourteen-million-rows", "fourteen-million-rows", "Fourteen million rows"},
            new String[] {"contracts", "contracts", "Contracts"},
            new String[] {"scenarios", "scenarios", "Scenarios"},
            new String[] {"playbook", "playbook", "The playbook"},
            new String[] {"promote", "chapters", "Promote your own method"});

    private static final String CHANGES = "changes.html";

    private TextPages() {}

    static List<Page> write(Library library) {
        List<Page> pages = new ArrayList<>();
        for (String[] top : TOP) {
            pages.add(text(library, library.content().page(top[0]), top[0] + ".html", top[2], top[1]));
        }
        pages.add(about(library));
        library.content().changelog().ifPresent(file -> pages.add(changes(file)));
        pages.addAll(decisions(library));
        return pages;
    }

    private static Page text(
            Library library, Optional<MarkdownFile> file, String path, String fallback, String section) {
        String root = Page.root(path);
        Html html = new Html(root);
        String title = file.map(MarkdownFile::title).orElse(fallback);
        html.open("article", "class", "prose").leaf("h1", title);
        if (file.isPresent()) {
            Markdown markdown = Markdown.plain(path);
            String rendered = Placeholders.expand(markdown.render(file.get().bodyWithoutTitle(), 0), library);
            html.trusted(path.equals("glossary.html") ? GlossaryTerms.anchored(rendered) : rendered);
        } else {
            html.leaf("p", "This text has not been written yet.", "class", "notice");
        }
        html.close();
        String description =
                file.map(f -> f.front("description")).filter(d -> !d.isEmpty()).orElse(title);
        return Page.of(path, title, section, description, html);
    }

    private static Page changes(MarkdownFile file) {
        Html html = new Html();
        html.open("article", "class", "prose").leaf("h1", "Changes");
        html.trusted(Markdown.plain(CHANGES).render(file.bodyWithoutTitle(), 0)).close();
        return Page.of(CHANGES, "Changes", "about", "What changed from version to version.", html);
    }

    private static Page about(Library library) {
        Html html = new Html();
        html.open("article", "class", "prose").leaf("h1", "About");
        Markdown markdown = Markdown.plain("about.html");
        library.content()
                .page("about")
                .ifPresent(file ->
                        html.trusted(Placeholders.expand(markdown.render(file.bodyWithoutTitle(), 0), library)));
        if (library.content().changelog().isPresent()) {
            html.open("p").text("What changed from version to version is in the ");
            html.link(CHANGES, "changelog").text(".").close();
        }
        if (!library.missing().isEmpty()) {
            html.leaf("h2", "What this build left out", "id", "left-out").open("ul");
            html.leaf("li", "Some inputs were not there when this site was built; the pages that need them say so.");
            html.close();
        }
        html.leaf("p", "Version " + library.version() + ".").close();
        return Page.of("about.html", "About", "about", "What Assay is, its limits and its changes.", html);
    }

    private static List<Page> decisions(Library library) {
        List<Page> pages = new ArrayList<>();
        Html index = new Html("../");
        index.leaf("h1", "Decisions");
        index.leaf("p", "What was decided where the design was silent or had to change, and why.", "class", "lead");
        if (library.content().decisions().isEmpty()) {
            index.leaf("p", "No decision has been recorded yet.", "class", "notice");
        }
        index.open("ul", "class", "cards");
        for (MarkdownFile file : library.content().decisions()) {
            String path = "decisions/" + Slug.of(file.name()) + ".html";
            index.open("li").link(path, file.title());
            index.leaf("span", file.front("description")).close();
            pages.add(text(library, Optional.of(file), path, file.name(), "decisions"));
        }
        index.close();
        pages.add(Page.of("decisions/index.html", "Decisions", "decisions", "Decision records.", index));
        return pages;
    }
}
