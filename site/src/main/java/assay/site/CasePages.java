package assay.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Study cases: a question, why it is hard, the naive answer, the certified answer, the decision; numbers from runs. */
final class CasePages {

    private static final String INDEX = "cases/index.html";

    private CasePages() {}

    static List<Page> write(Library library) {
        List<Page> pages = new ArrayList<>();
        boolean run = library.cases().exists();
        pages.add(index(library, run));
        if (run) {
            for (MarkdownFile text : library.content().cases()) {
                pages.add(page(library, text));
            }
        }
        return pages;
    }

    private static CaseRuns runs(Library library, MarkdownFile text) {
        String name = CaseScript.slug(text);
        return new CaseRuns(name, library.cases().get(name).get("answers"));
    }

    private static String path(MarkdownFile text) {
        return "cases/" + Slug.of(CaseScript.slug(text)) + ".html";
    }

    private static Page index(Library library, boolean run) {
        Html html = new Html("../");
        html.leaf("h1", "Study cases");
        html.leaf(
                "p",
                "Six questions that come up at work. Each is put to a world whose truth is known, answered the naive way "
                        + "and by a certified method, and decided. The build runs the commands that each page lists and "
                        + "takes every number from their answers.",
                "class",
                "lead");
        if (!run) {
            html.leaf("p", "The cases have not been run in this build.", "class", "notice");
        }
        html.open("div", "class", "case-cards");
        for (MarkdownFile text : run ? library.content().cases() : List.<MarkdownFile>of()) {
            CaseRuns runs = runs(library, text);
            html.openLink(path(text), "class", "door");
            html.leaf("span", text.front("field"), "class", "kicker");
            html.leaf("strong", text.title()).leaf("span", text.front("question"));
            html.leaf("span", CaseText.expand(text.front("result"), runs), "class", "case-result");
            html.close();
        }
        html.close();
        String description = "Six study cases: the naive answer, the certified answer, and the truth.";
        return Page.of(INDEX, "Study cases", "cases", description, html);
    }

    private static Page page(Library library, MarkdownFile text) {
        CaseRuns runs = runs(library, text);
        Html html = new Html("../");
        html.open("header", "class", "strip").leaf("p", "Study case · " + text.front("field"), "class", "kicker");
        html.leaf("h1", text.title()).leaf("p", text.front("question"), "class", "lead");
        methods(html, library, text);
        html.close().line();
        html.add(CaseFigure.draw(text, runs));
        html.open("div", "class", "prose case");
        Markdown markdown = new Markdown("case " + text.name(), link -> link);
        html.trusted(Placeholders.expand(markdown.render(CaseText.expand(text.body(), runs), 0), library));
        html.close().line();
        decision(html, text, runs);
        commands(html, library, text);
        neighbours(html, library, text);
        return Page.of(path(text), text.title(), "cases", text.front("question"), html)
                .withKeywords(List.of("study case", text.front("field")));
    }

    private static void methods(Html html, Library library, MarkdownFile text) {
        html.open("ul", "class", "case-methods", "aria-label", "Methods and their certificates");
        for (String name : text.front("methods").split(",", -1)) {
            MethodEntry method = library.method(name.strip())
                    .orElseThrow(() -> new SiteException("The study case " + text.name() + " names the method '"
                            + name.strip() + "', which is not " + "in the catalogue."));
            html.open("li").link(method.page(), method.title()).text(" ");
            method.certificate()
                    .ifPresentOrElse(
                            certificate -> html.openLink(certificate.page(), "class", "plain")
                                    .add(method.verdict().chip())
                                    .close(),
                            () -> html.add(method.verdict().chip()));
            html.close();
        }
        html.close();
    }

    private static void decision(Html html, MarkdownFile text, CaseRuns runs) {
        html.open("section", "class", "decision", "aria-labelledby", "decision");
        html.leaf("h2", "Decision", "id", "decision");
        html.leaf("p", CaseText.expand(text.front("decision"), runs), "class", "decision-answer");
        html.leaf("p", CaseText.expand(text.front("because"), runs)).close().line();
    }

    private static void commands(Html html, Library library, MarkdownFile text) {
        html.leaf("h2", "Run it again", "id", "run");
        html.leaf(
                "p",
                "These lines, at the top of a checkout, print every number above. The seed is the same for all "
                        + "cases; another gives other digits, and may give a luckier naive answer.");
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, String> step : CaseScript.of(text).commands().entrySet()) {
            lines.append(line(step.getValue())).append('\n');
        }
        html.add(JavaHighlighter.block(lines.toString().strip(), "shell"));
        String note = text.front("note");
        if (!note.isEmpty()) {
            html.leaf("p", note);
        }
        html.open("p").text("The world: ");
        String world = text.front("world");
        library.world(world)
                .ifPresentOrElse(
                        known -> html.link(known.page(), known.title()).text("."),
                        () -> html.link("scenarios.html", "a scenario").text("."));
        html.close().line();
    }

    private static String line(String command) {
        return command.startsWith(CaseScript.WORTH)
                ? "# " + command.substring(CaseScript.WORTH.length()).strip() + " (see below)"
                : "./assay " + command;
    }

    private static void neighbours(Html html, Library library, MarkdownFile text) {
        List<MarkdownFile> all = library.content().cases();
        int at = all.indexOf(text);
        html.open("nav", "class", "neighbours", "aria-label", "Other cases");
        html.link(
                at > 0 ? path(all.get(at - 1)) : INDEX,
                at > 0 ? "← " + all.get(at - 1).title() : "All cases");
        boolean last = at == all.size() - 1;
        html.link(
                last ? INDEX : path(all.get(at + 1)),
                last ? "All cases" : all.get(at + 1).title() + " →");
        html.close().line();
    }
}
