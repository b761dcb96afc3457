package assay.site;

import java.util.List;

/** The frame of every page: head, navigation, search, footer. */
final class Shell {

    private static final List<String[]> SECTIONS = List.of(
            new String[] {"methods", "methods/index.html", "Methods"},
            new String[] {"certificates", "certificates/index.html", "Certificates"},
            new String[] {"book", "book/index.html", "Book"},
            new String[] {"chapters", "chapters/index.html", "Chapters"},
            new String[] {"plan", "planner.html", "Plan"},
            new String[] {"worlds", "worlds/index.html", "Worlds"},
            new String[] {"data", "data/index.html", "Data"},
            new String[] {"bar", "bar.html", "The bar"},
            new String[] {"glossary", "glossary.html", "Glossary"});

    private final String version;

    Shell(String version) {
        this.version = version;
    }

    String wrap(Page page) {
        Html html = new Html(Page.root(page.path()));
        html.trusted("<!doctype html>\n").open("html", "lang", "en");
        head(html, page);
        html.open("body").line();
        html.leaf("a", "Skip to the content", "class", "skip", "href", "#content")
                .line();
        header(html, page);
        html.open("main", "id", "content", "tabindex", "-1")
                .line()
                .trusted(page.body())
                .close()
                .line();
        footer(html);
        html.trusted("<script src=\"" + html.root() + "search-index.js\" defer></script>");
        html.trusted("<script src=\"" + html.root() + "site.js\" defer></script>");
        return html.close().close().line().toString();
    }

    private static void head(Html html, Page page) {
        html.open("head").empty("meta", "charset", "utf-8");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.leaf("title", page.path().equals("index.html") ? "Assay" : page.title() + " · Assay");
        html.empty("meta", "name", "description", "content", page.description());
        html.empty("link", "rel", "icon", "type", "image/svg+xml", "href", html.root() + "icon.svg");
        html.empty("link", "rel", "stylesheet", "href", html.root() + "style.css");
        html.trusted("<script>try{var t=localStorage.getItem('assay-theme');"
                + "if(t)document.documentElement.dataset.theme=t}catch(e){}</script>");
        html.close().line();
    }

    private static void header(Html html, Page page) {
        html.open("header", "class", "site").open("div", "class", "bar");
        html.openLink("index.html", "class", "brand").add(brand()).text("Assay").close();
        html.open("nav", "aria-label", "Sections").open("ul");
        for (String[] section : SECTIONS) {
            html.open("li");
            if (section[0].equals(page.section())) {
                html.link(section[1], section[2], "aria-current", "true");
            } else {
                html.link(section[1], section[2]);
            }
            html.close();
        }
        html.close().close();
        html.open("form", "class", "search", "role", "search", "data-root", html.root());
        html.leaf("label", "Search", "for", "q", "class", "sr");
        html.empty(
                "input",
                "id",
                "q",
                "type",
                "search",
                "placeholder",
                "Search  /",
                "autocomplete",
                "off",
                "role",
                "combobox",
                "aria-expanded",
                "false",
                "aria-controls",
                "hits",
                "aria-autocomplete",
                "list");
        html.leaf("ul", "", "id", "hits", "role", "listbox", "aria-label", "Search results", "hidden", "hidden");
        html.close();
        html.leaf("button", "◐", "type", "button", "class", "theme", "aria-label", "Switch between light and dark");
        html.close().close().line();
    }

    private static Html brand() {
        Html svg = new Html();
        svg.open("svg", "class", "brand-mark", "viewBox", "0 0 24 24", "aria-hidden", "true");
        svg.empty("path", "class", "ring", "d", "M12 1.5 21.1 6.75 21.1 17.25 12 22.5 2.9 17.25 2.9 6.75Z");
        svg.empty("circle", "class", "fill", "cx", "12", "cy", "12", "r", "4.4");
        return svg.close();
    }

    private void footer(Html html) {
        html.open("footer", "class", "site").open("div", "class", "bar");
        html.open("ul");
        link(html, "looks.html", "Reading an experiment while it runs");
        link(html, "responds.html", "Who responds");
        link(html, "policies.html", "What to do about it");
        link(html, "without-an-experiment.html", "Without an experiment");
        link(html, "what-it-is-worth.html", "What it is worth");
        link(html, "fourteen-million-rows.html", "Fourteen million rows");
        link(html, "playbook.html", "The playbook");
        link(html, "contracts.html", "Contracts");
        link(html, "scenarios.html", "Scenarios");
        link(html, "codes.html", "Error and caution codes");
        link(html, "decisions/index.html", "Decisions");
        link(html, "about.html", "About and changes");
        html.close();
        html.leaf("p", "Assay " + version + ". Every number on this site is read from a file of the project.");
        html.close().close().line();
    }

    private static void link(Html html, String page, String text) {
        html.open("li").link(page, text).close();
    }
}
