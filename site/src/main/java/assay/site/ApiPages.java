package assay.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Java API: the packages, the types of each, and a page for every type. */
final class ApiPages {

    static final String PATH = "javadoc/index.html";
    static final String TITLE = "Java API";

    /** Kinds of types in the order of a page, with the headings above them. */
    static final Map<String, String> KINDS = kinds();

    private ApiPages() {}

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("interface", "Interfaces");
        kinds.put("record", "Records");
        kinds.put("class", "Classes");
        kinds.put("enum", "Enums");
        kinds.put("exception", "Exceptions");
        kinds.put("annotation", "Annotations");
        return kinds;
    }

    static List<Page> write(Library library) {
        List<Page> pages = new ArrayList<>();
        Api api = library.api();
        if (api.types().isEmpty()) {
            return pages;
        }
        pages.add(index(api));
        api.packages().forEach(named -> pages.add(page(api, named)));
        Map<String, List<MethodEntry>> methods = new LinkedHashMap<>();
        library.methods()
                .forEach(method -> api.page(method.catalogue().text("class"))
                        .ifPresent(path -> methods.computeIfAbsent(path, p -> new ArrayList<>())
                                .add(method)));
        for (Json type : api.types()) {
            pages.add(ApiTypePage.write(type, methods.getOrDefault(type.text("page"), List.of())));
        }
        return pages;
    }

    private static Page index(Api api) {
        Html html = new Html(Page.root(PATH));
        html.leaf("h1", TITLE);
        html.leaf(
                "p",
                "The engine's packages and their public types. A method's page shows how to call it; here is what "
                        + "every part takes, answers and refuses.",
                "class",
                "lead");
        List<ApiHtml.Term> terms = new ArrayList<>();
        for (Json named : api.packages()) {
            String name = named.text("name");
            int types = api.types(name).size();
            Html title = html.fresh()
                    .openLink(named.text("page"))
                    .add(Breaks.write(name))
                    .close();
            title.leaf("span", types == 1 ? "1 type" : types + " types", "class", "sub");
            terms.add(new ApiHtml.Term(title, ApiHtml.write(html, named.text("first"))));
        }
        html.add(ApiHtml.terms(terms));
        return Page.of(PATH, TITLE, "javadoc", "The engine's packages and their public types.", html)
                .withKeywords(List.of("java", "api", "javadoc"));
    }

    private static Page page(Api api, Json named) {
        String path = named.text("page");
        String name = named.text("name");
        Html html = new Html(Page.root(path));
        html.open("header", "class", "strip");
        html.add(ApiHtml.way(html, List.of(PATH, TITLE), name));
        html.open("h1").add(Breaks.write(name)).close();
        html.close().line();
        html.open("div", "class", "prose")
                .add(ApiHtml.write(html, named.text("doc")))
                .close()
                .line();
        List<Json> types = api.types(name);
        KINDS.forEach((kind, title) -> {
            List<ApiHtml.Term> terms = types.stream()
                    .filter(type -> type.text("kind").equals(kind))
                    .map(type -> type(html, type))
                    .toList();
            if (!terms.isEmpty()) {
                html.leaf("h2", title, "id", "types-" + kind).add(ApiHtml.terms(terms));
            }
        });
        String first = ApiHtml.plain(named.text("first"));
        return Page.of(path, "Package " + name, "javadoc", first.isEmpty() ? "Package " + name + "." : first, html)
                .withKeywords(List.of(name.substring(name.lastIndexOf('.') + 1)));
    }

    /** A type and the first sentence about it. */
    static ApiHtml.Term type(Html page, Json type) {
        Html title = page.fresh()
                .openLink(type.text("page"))
                .add(Breaks.write(type.text("name")))
                .close();
        return new ApiHtml.Term(title, ApiHtml.write(page, type.text("first")));
    }
}
