package assay.site;

import java.util.List;

/** What the calculators and the planner have in common: their scripts and styles, figures that scripts draw, and figures in words. */
final class CalcParts {

    private static final List<String> COMMON = List.of("stats", "random", "power", "srm", "peeking", "planner", "ui");

    private CalcParts() {}

    /** Files of the calculators, to be copied into the site. */
    static List<String> assets() {
        return List.of(
                "calc/calc.css",
                "calc/stats.js",
                "calc/random.js",
                "calc/power.js",
                "calc/srm.js",
                "calc/peeking.js",
                "calc/planner.js",
                "calc/ui.js",
                "calc/pages.js",
                "calc/planner-page.js");
    }

    static void styles(Html html) {
        html.empty("link", "rel", "stylesheet", "href", html.root() + "calc/calc.css")
                .line();
    }

    /** The scripts, of which the last binds the page. */
    static void scripts(Html html, String page) {
        for (String name : COMMON) {
            script(html, name);
        }
        script(html, page);
    }

    private static void script(Html html, String name) {
        html.leaf("script", "", "src", html.root() + "calc/" + name + ".js", "defer", "defer");
    }

    /** What to do where scripts do not run. */
    static void withoutScripts(Html html, String text, String command) {
        html.open("noscript").open("div", "class", "notice");
        html.leaf("p", "Scripts are off, so that the fields below compute nothing. " + text);
        html.open("pre", "class", "code").leaf("code", command).close();
        html.close().close().line();
    }

    /** A figure in words: a label, an output and a line below it, which scripts fill. */
    static void figure(Html html, String id, String label, String about) {
        html.open("div", "class", "stat").leaf("dt", label);
        html.open("dd").leaf("output", "…", "id", id);
        html.leaf("small", about, "id", id + "-more");
        html.close().close();
    }

    /** A picture of a fixed shape that scripts draw into. */
    static void plot(Html html, String id, String title, String height) {
        html.open("figure", "class", "calc-figure").leaf("p", title, "class", "figure-title");
        html.open(
                "svg",
                "id",
                id,
                "class",
                "calc-plot",
                "viewBox",
                "0 0 360 " + height,
                "role",
                "img",
                "aria-labelledby",
                id + "-title");
        html.leaf("title", title, "id", id + "-title").close();
        html.leaf("figcaption", "", "id", id + "-says").close().line();
    }

    static void command(Html html, String title, String id) {
        html.leaf("h2", title, "class", "command-title");
        html.open("pre", "class", "code command").leaf("code", "./assay power", "id", id);
        html.close().line();
    }

    /** Calculators and planner, each with a link to the others. */
    static void links(Html html, String here) {
        html.open("nav", "class", "calc-nav", "aria-label", "Plan an experiment")
                .open("ul");
        link(html, here, "planner.html", "Planner");
        link(html, here, "calculators/power.html", "Power and sample size");
        link(html, here, "calculators/srm.html", "Sample ratio");
        link(html, here, "calculators/peeking.html", "Peeking");
        html.close().close().line();
    }

    private static void link(Html html, String here, String page, String text) {
        html.open("li");
        if (page.equals(here)) {
            html.link(page, text, "aria-current", "page");
        } else {
            html.link(page, text);
        }
        html.close();
    }
}
