package assay.site;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The home page: one sentence beside a part of the wall, six lines of Java, doors, every method as a mark. */
final class HomePage {

    private HomePage() {}

    /**
     * The page.
     *
     * @param built the paths of all other pages; a door whose page is not there is left out
     */
    static Page write(Library library, Set<String> built) {
        Html html = new Html();
        hero(html, library, built);
        start(html, library);
        wall(html, library);
        return Page.of(
                "index.html",
                "Assay",
                "home",
                "Experiments and causal inference in which no estimator is trusted before it is assayed.",
                html);
    }

    private static void hero(Html html, Library library, Set<String> built) {
        boolean any = !library.certificates().isEmpty();
        html.open("section", "class", any ? "hero split" : "hero").open("div");
        html.leaf("h1", "No estimator is trusted before it is assayed.");
        html.leaf(
                "p",
                "Assay runs every method for experiments and causal inference against worlds whose truth is known, "
                        + "publishes what it found with its own error rate, and shows refusals beside badges.",
                "class",
                "lead");
        if (any) {
            html.add(tally(library));
        } else {
            html.open("p", "class", "notice");
            html.text("No certificate has been published yet. Run ").leaf("code", "./assay certify");
            html.text(" to make the first, then publish again.").close();
        }
        doors(html, built);
        html.close();
        if (any) {
            html.open("figure", "class", "excerpt");
            Wall.excerpt(library, html);
            html.open("figcaption").text("How often the interval holds the truth, in four worlds. ");
            html.link("#wall", "The whole wall").close().close();
        }
        html.close().line();
    }

    /** How the methods of the catalogue stand, and how much was refuted on the way. */
    private static Html tally(Library library) {
        Html html = new Html();
        html.open("ul", "class", "tally");
        for (Verdict verdict : List.of(Verdict.CERTIFIED, Verdict.REFUTED, Verdict.INCONCLUSIVE, Verdict.STALE)) {
            long count = library.certificates().values().stream()
                    .filter(certificate -> certificate.verdict() == verdict)
                    .count();
            if (count > 0) {
                html.open("li").leaf("b", Numbers.count(count)).text(" ").add(verdict.chip());
                html.close();
            }
        }
        long foils = library.certificates().values().stream()
                .flatMap(certificate -> certificate.cells().stream())
                .flatMap(cell -> cell.controls().stream())
                .filter(control -> control.verdict() == Verdict.REFUTED)
                .count();
        html.open("li")
                .leaf("b", Numbers.count(foils))
                .text(" runs of naive or broken methods, refuted by the same procedure")
                .close();
        return html.close();
    }

    private static void wall(Html html, Library library) {
        if (library.certificates().isEmpty()) {
            return;
        }
        html.open("section", "aria-labelledby", "wall").leaf("h2", "The certificate wall", "id", "wall");
        html.leaf(
                "p",
                "One mark for each method, in the order of the chapters; a mark leads to its certificate, and a title "
                        + "to its part of the wall, with every world and size.");
        html.add(Wall.legend());
        html.open("ul", "class", "glance");
        for (Wall.Part part : Wall.parts(library)) {
            html.open("li").open("p").link(part.page(), part.title());
            html.leaf("span", count(part), "class", "sub").close();
            html.open("ul", "class", "marks");
            for (MethodEntry method : part.methods()) {
                method.certificate().ifPresent(certificate -> mark(html, method, certificate));
            }
            html.close().close();
        }
        html.close().close().line();
    }

    private static String count(Wall.Part part) {
        long certified = part.certificates().stream()
                .filter(certificate -> certificate.verdict() == Verdict.CERTIFIED)
                .count();
        return certified + " of " + part.methods().size() + " certified";
    }

    private static void mark(Html html, MethodEntry method, Certificate certificate) {
        String words = method.title() + ": " + certificate.verdict().label();
        html.open("li")
                .openLink(certificate.page(), "class", "dot", "title", words, "aria-label", words)
                .add(certificate.verdict().mark())
                .close()
                .close();
    }

    private static void start(Html html, Library library) {
        Optional<MethodEntry> shown = library.methods().stream()
                .filter(method -> !method.catalogue().text("printed").isEmpty())
                .filter(method -> !method.catalogue().text("java_snippet").isEmpty())
                .max((a, b) -> Boolean.compare(a.name().equals("lin"), b.name().equals("lin")));
        if (shown.isEmpty()) {
            return;
        }
        Json entry = shown.get().catalogue();
        html.open("section", "aria-labelledby", "start").leaf("h2", "Use a certified method", "id", "start");
        html.open("div", "class", "pair").open("div");
        html.leaf("h3", "In Java").add(JavaHighlighter.block(entry.text("java_snippet"), "java"));
        html.close().open("div");
        html.leaf("h3", "On the command line, the same").add(JavaHighlighter.block(entry.text("cli_snippet"), "shell"));
        html.open("p").text("More of both on ").link(shown.get().page(), "the page of this method");
        html.text("; every method has one.").close().close().close();
        html.leaf("h3", "What the command prints").add(JavaHighlighter.block(entry.text("printed"), "text"));
        html.close().line();
    }

    private static void doors(Html html, Set<String> built) {
        html.open("nav", "class", "doors", "aria-label", "Where next");
        door(
                html,
                "methods/index.html",
                "Choose a method",
                "One question leads to it and names the assumption you make.");
        door(
                html,
                "chapters/index.html",
                "Learn",
                "Chapters: the naive answer, how it fails, the method from scratch.");
        door(
                html,
                "cases/index.html",
                "Study cases",
                "Six questions from work: the naive answer, the certified answer, the truth, the decision.");
        door(
                html,
                "certificates/index.html",
                "Certificates",
                "Every claim with its evidence, and the line that runs it again.");
        if (built.contains("planner.html")) {
            door(html, "planner.html", "Plan", "Design, size, simulate, review; a contract for the analysis.");
        }
        if (built.contains("explore.html")) {
            door(html, "explore.html", "Explore", "Move a slider and see where each method stops holding the truth.");
        }
        html.close().line();
    }

    private static void door(Html html, String page, String title, String text) {
        html.openLink(page, "class", "door")
                .leaf("strong", title)
                .leaf("span", text)
                .close();
    }
}
