package assay.site;

import java.util.Optional;

/** The home page: one sentence, the wall, six lines of Java, three doors. */
final class HomePage {

    private HomePage() {}

    static Page write(Library library) {
        Html html = new Html();
        html.open("section", "class", "hero");
        html.leaf("h1", "No estimator is trusted before it is assayed.");
        html.leaf(
                "p",
                "Assay runs every method for experiments and causal inference against worlds whose truth is known, "
                        + "publishes what it found with its own error rate, and shows the refusals beside the badges.",
                "class",
                "lead");
        html.close().line();
        wall(html, library);
        start(html, library);
        doors(html);
        return Page.of(
                "index.html",
                "Assay",
                "home",
                "Experiments and causal inference in which no estimator is trusted before it is assayed.",
                html);
    }

    private static void wall(Html html, Library library) {
        html.open("section", "aria-labelledby", "wall").leaf("h2", "The certificate wall", "id", "wall");
        if (library.certificates().isEmpty()) {
            html.open("p", "class", "notice");
            html.text("No certificate has been published yet. Run ").leaf("code", "./assay certify");
            html.text(" to make the first, then publish again.").close();
        } else {
            html.open("p");
            html.text("Each number is the share of intervals that held the truth, or for a method that answers "
                    + "with something else the rate that its row names, and leads to its evidence: a confidence "
                    + "sequence that stays valid however long the run was. A verdict is evidence, never the absence "
                    + "of it: ");
            html.link("bar.html", "how strict is certified?");
            html.text(" Under a number stands half the width of its confidence sequence and the sample size. "
                    + "All claims of all methods are weighed together in ");
            html.link(BookPage.PATH, "the book").text(", refutations first.").close();
            Wall.write(library, html);
            html.add(Wall.legend());
        }
        html.close().line();
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
        html.leaf("h3", "On the command line").add(JavaHighlighter.block(entry.text("cli_snippet"), "shell"));
        html.close().open("div").leaf("h3", "What it prints");
        html.add(JavaHighlighter.block(entry.text("printed"), "text"))
                .close()
                .close()
                .close()
                .line();
    }

    private static void doors(Html html) {
        html.open("section", "class", "doors", "aria-label", "Where next");
        door(
                html,
                "methods/index.html",
                "Choose a method",
                "Who decided the treatment? One question leads to a method and names the assumption that you buy.");
        door(
                html,
                "chapters/index.html",
                "Learn",
                "Executed notebooks: the naive answer, how it fails, the method from scratch, its certificate.");
        door(
                html,
                "cases/index.html",
                "Study cases",
                "Six questions from work: the naive answer, the certified answer, the truth, the decision.");
        door(
                html,
                "certificates/index.html",
                "Certificates",
                "Every claim with its evidence, its controls, and the line that runs it again.");
        html.close().line();
    }

    private static void door(Html html, String page, String title, String text) {
        html.openLink(page, "class", "door")
                .leaf("strong", title)
                .leaf("span", text)
                .close();
    }
}
