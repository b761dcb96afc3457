package assay.site;

import java.util.List;
import java.util.Set;

/** The ways through the site, in four groups that open without a script; a page that was not built is left out. */
final class Navigation {

    /** A link of the navigation. */
    private record Entry(String section, String page, String text) {}

    private record Group(String id, String title, List<Entry> entries) {}

    private static final List<Group> GROUPS = List.of(
            new Group(
                    "use",
                    "Use",
                    List.of(
                            new Entry("methods", "methods/index.html", "Choose a method"),
                            new Entry("plan", "planner.html", "Plan an experiment"),
                            new Entry("power", "calculators/power.html", "Power and sample size"),
                            new Entry("srm", "calculators/srm.html", "Sample ratio"),
                            new Entry("peeking", "calculators/peeking.html", "Peeking"),
                            new Entry("looks", "looks.html", "Read it while it runs"),
                            new Entry("responds", "responds.html", "Who responds"),
                            new Entry("policies", "policies.html", "What to do about it"),
                            new Entry("without-an-experiment", "without-an-experiment.html", "Without an experiment"),
                            new Entry("what-it-is-worth", "what-it-is-worth.html", "What it is worth"))),
            new Group(
                    "learn",
                    "Learn",
                    List.of(
                            new Entry("chapters", "chapters/index.html", "Chapters"),
                            new Entry("explore", "explore.html", "Explore"),
                            new Entry("cases", "cases/index.html", "Study cases"),
                            new Entry("promote", "promote.html", "Promote your own method"),
                            new Entry("playbook", "playbook.html", "The playbook"),
                            new Entry("scenarios", "scenarios.html", "Scenarios"),
                            new Entry("fourteen-million-rows", "fourteen-million-rows.html", "Fourteen million rows"))),
            new Group(
                    "evidence",
                    "Evidence",
                    List.of(
                            new Entry("certificates", "certificates/index.html", "Certificates"),
                            new Entry("book", BookPage.PATH, "The book"),
                            new Entry("bar", "bar.html", "The bar"),
                            new Entry("worlds", "worlds/index.html", "Worlds"),
                            new Entry("data", "data/index.html", "Data"))),
            new Group(
                    "reference",
                    "Reference",
                    List.of(
                            new Entry("glossary", "glossary.html", "Glossary"),
                            new Entry("codes", "codes.html", "Error and caution codes"),
                            new Entry("contracts", "contracts.html", "Contracts"),
                            new Entry("javadoc", ApiPages.PATH, "Java API"),
                            new Entry("decisions", "decisions/index.html", "Decisions"),
                            new Entry("changes", "changes.html", "Changes"),
                            new Entry("about", "about.html", "About"))));

    private final Set<String> built;

    /** A navigation among the pages that were built. */
    Navigation(Set<String> built) {
        this.built = Set.copyOf(built);
    }

    /** The groups in the head of a page, each closed until it is asked for. */
    void head(Html html, String section) {
        html.open("nav", "class", "groups", "aria-label", "Sections").open("ul");
        for (Group group : GROUPS) {
            boolean here =
                    group.entries().stream().anyMatch(entry -> entry.section().equals(section));
            html.open("li").open("details", "class", here ? "here" : "away");
            html.open("summary").text(group.title());
            if (here) {
                html.leaf("span", " (this page is here)", "class", "sr");
            }
            html.close();
            links(html, group, section);
            html.close().close();
        }
        html.close().close();
    }

    /** All of it at the foot of a page. */
    void foot(Html html, String section) {
        html.open("nav", "class", "map", "aria-label", "All sections");
        for (Group group : GROUPS) {
            html.open("div").leaf("p", group.title(), "class", "map-title");
            links(html, group, section);
            html.close();
        }
        html.close();
    }

    private void links(Html html, Group group, String section) {
        html.open("ul");
        for (Entry entry : group.entries()) {
            if (built.contains(entry.page())) {
                html.open("li");
                if (entry.section().equals(section)) {
                    html.link(entry.page(), entry.text(), "aria-current", "true");
                } else {
                    html.link(entry.page(), entry.text());
                }
                html.close();
            }
        }
        html.close();
    }
}
