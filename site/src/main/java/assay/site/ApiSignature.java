package assay.site;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Declarations as in the source: on one line where they fit, else with a line for each part. */
final class ApiSignature {

    /** Characters on a line of the column. */
    private static final int LINE = 84;

    private static final String INDENT = "\n    ";

    private ApiSignature() {}

    /** The declaration of a type. */
    static Html of(Html page, Json type, String kind) {
        String word = switch (kind) {
            case "exception" -> "class";
            case "annotation" -> "@interface";
            default -> kind;
        };
        String start = keywords(visibility(type) + type.text("modifiers")) + keywords(word) + "<b>"
                + Html.escape(type.text("name")) + "</b>" + typeParameters(type);
        List<String> components = type.list("components").stream()
                .map(part -> part.text("type") + " " + Html.escape(part.text("name")))
                .toList();
        List<String> clauses = new ArrayList<>();
        clause(clauses, "extends", type.texts(kind.equals("interface") ? "implements" : "extends"));
        if (!kind.equals("interface")) {
            clause(clauses, "implements", type.texts("implements"));
        }
        clause(clauses, "permits", type.texts("permits"));
        return box(page, start, kind.equals("record") ? components : null, clauses);
    }

    /** The signature of a method or constructor. */
    static Html ofMethod(Html page, Json method) {
        String generic = typeParameters(method);
        String type = method.text("type");
        String start = keywords(method.text("modifiers")) + (generic.isEmpty() ? "" : generic + " ")
                + (type.isEmpty() ? "" : type + " ") + "<b>" + Html.escape(method.text("name")) + "</b>";
        List<String> parameters = method.list("parameters").stream()
                .map(part -> part.text("type") + " " + Html.escape(part.text("name")))
                .toList();
        List<String> clauses = new ArrayList<>();
        clause(clauses, "throws", method.texts("declared"));
        return box(page, start, parameters, clauses);
    }

    /** The declaration of a field, with its value if that is a constant. */
    static Html ofField(Html page, Json field) {
        String value = field.text("value");
        return box(
                page,
                keywords(field.text("modifiers")) + field.text("type") + " <b>" + Html.escape(field.text("name"))
                        + "</b>" + (value.isEmpty() ? "" : " = " + Html.escape(value)));
    }

    private static String visibility(Json type) {
        return type.text("modifiers").contains("protected") ? "" : "public ";
    }

    private static String typeParameters(Json said) {
        List<String> parameters = said.list("type_parameters").stream()
                .map(part -> part.text("type"))
                .toList();
        return parameters.isEmpty() ? "" : "&lt;" + String.join(", ", parameters) + "&gt;";
    }

    /** On one line, or with the clauses on lines of their own, or with the parts in brackets so too. */
    private static Html box(Html page, String start, @Nullable List<String> parts, List<String> clauses) {
        String flat = start + (parts == null ? "" : "(" + String.join(", ", parts) + ")");
        boolean fits = length(flat) <= LINE;
        boolean whole = length(flat) + length(String.join(" ", clauses)) < LINE;
        String list = fits || parts == null
                ? flat
                : start + parts.stream().map(INDENT::concat).collect(Collectors.joining(",", "(", ")"));
        String before = whole ? " " : fits || parts == null ? INDENT : INDENT + "    ";
        return box(page, list + clauses.stream().map(before::concat).collect(Collectors.joining()));
    }

    private static void clause(List<String> clauses, String word, List<String> types) {
        if (!types.isEmpty()) {
            clauses.add(keywords(word) + String.join(", ", types));
        }
    }

    private static String keywords(String words) {
        return words.isBlank() ? "" : "<span class=\"k\">" + Html.escape(words.strip()) + "</span> ";
    }

    private static int length(String fragment) {
        return ApiHtml.plain(fragment).length();
    }

    private static Html box(Html page, String fragment) {
        return page.fresh()
                .open("div", "class", "signature code")
                .open("code")
                .add(ApiHtml.write(page, fragment))
                .close()
                .close()
                .line();
    }
}
