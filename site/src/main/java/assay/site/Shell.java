package assay.site;

import java.util.Set;

/** The frame of every page: head, navigation, search, footer. */
final class Shell {

    private final String version;
    private final Navigation navigation;

    /**
     * A frame.
     *
     * @param version of the project
     * @param built the pages of the site
     */
    Shell(String version, Set<String> built) {
        this.version = version;
        this.navigation = new Navigation(built);
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
        footer(html, page);
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
        html.trusted("<script>document.documentElement.classList.add('scripted');"
                + "try{var t=localStorage.getItem('assay-theme');"
                + "if(t)document.documentElement.dataset.theme=t}catch(e){}</script>");
        html.close().line();
    }

    private void header(Html html, Page page) {
        html.open("header", "class", "site").open("div", "class", "bar");
        html.openLink("index.html", "class", "brand").add(brand()).text("Assay").close();
        navigation.head(html, page.section());
        html.open("form", "class", "search", "role", "search", "data-root", html.root());
        html.leaf("label", "Search", "for", "q", "class", "sr");
        html.empty(
                "input",
                "id",
                "q",
                "type",
                "text",
                "inputmode",
                "search",
                "spellcheck",
                "false",
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
        html.leaf("p", "", "class", "sr", "id", "hits-count", "role", "status");
        html.close();
        html.leaf("button", "◐", "type", "button", "class", "theme", "aria-label", "Switch between light and dark");
        html.close().close().line();
    }

    private static Html brand() {
        Html svg = new Html();
        svg.open(
                "svg",
                "class",
                "brand-mark",
                "width",
                "22",
                "height",
                "22",
                "viewBox",
                "0 0 24 24",
                "aria-hidden",
                "true");
        svg.empty("path", "class", "ring", "d", "M12 1.5 21.1 6.75 21.1 17.25 12 22.5 2.9 17.25 2.9 6.75Z");
        svg.empty("circle", "class", "fill", "cx", "12", "cy", "12", "r", "4.4");
        return svg.close();
    }

    private void footer(Html html, Page page) {
        html.open("footer", "class", "site").open("div", "class", "bar");
        navigation.foot(html, page.section());
        html.leaf("p", "Assay " + version + ". Every number on this site is read from a file of the project.");
        html.close().close().line();
    }
}
