package assay.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page of one type of the API: declaration, description, and each member with what it takes, answers and refuses. */
final class ApiTypePage {

    /** From so many members on a page lists them beside. */
    private static final int LISTED = 3;

    private static final List<String> MEMBERS = List.of("fields", "constructors", "methods");

    private ApiTypePage() {}

    static Page write(Json type, List<MethodEntry> methods) {
        String path = type.text("page");
        String name = type.text("name");
        String kind = type.text("kind");
        Html html = new Html(Page.root(path));
        Html contents = contents(type);
        boolean listed = !contents.toString().isEmpty();
        if (listed) {
            html.open("div", "class", "chapter api").add(contents);
        }
        html.open("article");
        head(html, type, methods);
        about(html, type);
        components(html, type);
        constants(html, type);
        html.add(nested(html, type));
        members(html, type, "fields", "Fields");
        members(html, type, "constructors", "Constructors");
        members(html, type, "methods", "Methods");
        inherited(html, type);
        subtypes(html, type);
        html.close();
        if (listed) {
            html.close();
        }
        String title = name + " (" + type.text("package") + ")";
        String first = ApiHtml.plain(type.text("first"));
        String word = kind.isEmpty() ? "Type" : kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
        String description = first.isEmpty() ? word + " " + name + "." : first;
        return Page.of(path, title, "javadoc", description, html)
                .withKeywords(List.of(name.substring(name.lastIndexOf('.') + 1)));
    }

    /** The members, once each by name, beside the text. */
    private static Html contents(Json type) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String group : MEMBERS) {
            type.list(group)
                    .forEach(member -> names.putIfAbsent(
                            member.text("name") + (group.equals("fields") ? "" : "()"), member.text("anchor")));
        }
        Html out = new Html();
        if (names.size() < LISTED) {
            return out;
        }
        out.open("nav", "class", "contents", "aria-label", "On this page").open("ol");
        names.forEach((name, anchor) -> out.open("li")
                .open("a", "href", "#" + anchor)
                .add(Breaks.write(name))
                .close()
                .close());
        return out.close().close();
    }

    private static void head(Html html, Json type, List<MethodEntry> methods) {
        String name = type.text("name");
        String of = type.text("package");
        html.open("header", "class", "strip");
        List<String> way = new ArrayList<>(List.of(ApiPages.PATH, ApiPages.TITLE));
        way.addAll(List.of("javadoc/" + of.replace('.', '/') + "/package-summary.html", of));
        html.add(ApiHtml.way(html, way, name));
        html.open("h1").add(Breaks.write(name)).close();
        html.add(ApiSignature.of(html, type, type.text("kind")));
        if (!methods.isEmpty()) {
            html.open("p").text(methods.size() == 1 ? "The estimator of the method " : "The estimator of the methods ");
            for (int i = 0; i < methods.size(); i++) {
                html.text(i == 0 ? "" : i == methods.size() - 1 ? " and " : ", ");
                html.link(methods.get(i).page(), methods.get(i).title());
            }
            html.text(": how to call it, and what its certificate says.").close();
        }
        html.close().line();
    }

    /** What the comment says, with type parameters and references. */
    private static void about(Html html, Json said) {
        if (said.get("deprecated").exists()) {
            html.open("p", "class", "notice").leaf("strong", "Deprecated.").text(" ");
            html.add(ApiHtml.write(html, said.text("deprecated"))).close();
        }
        if (!said.text("doc").isEmpty()) {
            html.open("div", "class", "prose")
                    .add(ApiHtml.write(html, said.text("doc")))
                    .close()
                    .line();
        }
        List<ApiHtml.Term> terms = new ArrayList<>();
        documented(html, terms, said.list("type_parameters"), "type");
        documented(html, terms, said.list("parameters"), "name");
        term(html, terms, "returns", said.text("returns"));
        for (Json thrown : said.list("throws")) {
            Html name = html.fresh().text("throws ");
            name.open("code").add(ApiHtml.write(html, thrown.text("type"))).close();
            terms.add(new ApiHtml.Term(name, ApiHtml.write(html, thrown.text("doc"))));
        }
        term(html, terms, "see", String.join(", ", said.texts("see")));
        term(html, terms, "since", said.text("since"));
        html.add(ApiHtml.terms(terms));
    }

    private static void documented(Html html, List<ApiHtml.Term> terms, List<Json> parts, String name) {
        for (Json part : parts) {
            if (!part.text("doc").isEmpty()) {
                Html title = html.fresh()
                        .open("code")
                        .add(ApiHtml.write(
                                html, name.equals("type") ? part.text("type") : Html.escape(part.text(name))))
                        .close();
                terms.add(new ApiHtml.Term(title, ApiHtml.write(html, part.text("doc"))));
            }
        }
    }

    private static void term(Html html, List<ApiHtml.Term> terms, String name, String fragment) {
        if (!fragment.isEmpty()) {
            terms.add(new ApiHtml.Term(new Html().text(name), ApiHtml.write(html, fragment)));
        }
    }

    private static void components(Html html, Json type) {
        List<Json> components = type.list("components");
        if (components.isEmpty()) {
            return;
        }
        html.leaf("h2", "Components", "id", "section-components");
        List<List<Html>> rows = components.stream()
                .map(part -> List.of(
                        new Html().leaf("code", part.text("name"), "id", part.text("anchor")),
                        html.fresh()
                                .open("code")
                                .add(ApiHtml.write(html, part.text("type")))
                                .close(),
                        ApiHtml.write(html, part.text("doc"))))
                .toList();
        html.add(Tables.of("Components", List.of("Name", "Type", "What it is"), rows, "words components"));
    }

    private static void constants(Html html, Json type) {
        List<ApiHtml.Term> terms = new ArrayList<>();
        for (Json constant : type.list("constants")) {
            Html name = new Html()
                    .open("code")
                    .add(Breaks.write(constant.text("name")))
                    .close();
            terms.add(new ApiHtml.Term(constant.text("anchor"), name, ApiHtml.write(html, constant.text("doc"))));
        }
        if (!terms.isEmpty()) {
            html.leaf("h2", "Constants", "id", "section-constants").add(ApiHtml.terms(terms));
        }
    }

    private static Html nested(Html html, Json type) {
        List<ApiHtml.Term> terms = type.list("nested").stream()
                .map(inner -> ApiPages.type(html, inner))
                .toList();
        Html out = html.fresh();
        return terms.isEmpty()
                ? out
                : out.leaf("h2", "Nested types", "id", "section-nested").add(ApiHtml.terms(terms));
    }

    private static void members(Html html, Json type, String group, String title) {
        List<Json> members = type.list(group);
        if (members.isEmpty()) {
            return;
        }
        html.leaf("h2", title, "id", "section-" + group);
        for (Json member : members) {
            html.open("section", "class", "member");
            html.open("h3", "id", member.text("anchor"))
                    .add(Breaks.write(member.text("name")))
                    .close();
            html.add(group.equals("fields") ? ApiSignature.ofField(html, member) : ApiSignature.ofMethod(html, member));
            specified(html, member);
            about(html, member);
            html.close().line();
        }
    }

    /** What a method without a comment of its own has from the one that it implements. */
    private static void specified(Html html, Json member) {
        Json above = member.get("specified");
        if (!above.exists()) {
            return;
        }
        html.open("p").text(above.text("word") + " ");
        html.open("code").add(ApiHtml.write(html, above.text("method"))).close();
        if (member.text("doc").isEmpty() && !above.text("first").isEmpty()) {
            html.text(": ").add(ApiHtml.write(html, above.text("first")));
        } else {
            html.text(".");
        }
        html.close();
    }

    private static void inherited(Html html, Json type) {
        List<ApiHtml.Term> terms = new ArrayList<>();
        for (Json from : type.list("inherited")) {
            Html name = html.fresh().text("from ");
            name.open("code").add(ApiHtml.write(html, from.text("type"))).close();
            Html methods = html.fresh();
            String separator = "";
            for (String method : from.texts("methods")) {
                methods.text(separator)
                        .open("code")
                        .add(ApiHtml.write(html, method))
                        .close();
                separator = ", ";
            }
            terms.add(new ApiHtml.Term(name, methods));
        }
        if (!terms.isEmpty()) {
            html.leaf("h2", "Inherited methods", "id", "section-inherited").add(ApiHtml.terms(terms));
        }
    }

    private static void subtypes(Html html, Json type) {
        List<String> below = type.texts("subtypes");
        if (below.isEmpty()) {
            return;
        }
        boolean contract = type.text("kind").equals("interface");
        html.leaf("h2", contract ? "Implemented by" : "Extended by", "id", "section-subtypes");
        html.open("div", "class", "parts").open("ul");
        below.forEach(name -> html.open("li").add(ApiHtml.write(html, name)).close());
        html.close().close();
    }
}
