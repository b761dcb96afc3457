package assay.apidoc;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;

/** Writes types as in the source, with links to those of the API. */
final class TypeText {

    private final ApiElements elements;

    TypeText(ApiElements elements) {
        this.elements = elements;
    }

    String html(TypeMirror type) {
        if (type instanceof ArrayType array) {
            return html(array.getComponentType()) + spaced(type) + "[]";
        }
        return nullable(type) + plain(type);
    }

    private String plain(TypeMirror type) {
        if (type instanceof DeclaredType declared && declared.asElement() instanceof TypeElement element) {
            List<? extends TypeMirror> arguments = declared.getTypeArguments();
            return name(element)
                    + (arguments.isEmpty()
                            ? ""
                            : arguments.stream().map(this::html).collect(Collectors.joining(", ", "&lt;", "&gt;")));
        }
        if (type instanceof TypeVariable variable) {
            return SafeHtml.escape(variable.asElement().getSimpleName().toString());
        }
        if (type instanceof WildcardType wildcard) {
            TypeMirror above = wildcard.getExtendsBound();
            TypeMirror below = wildcard.getSuperBound();
            return "?" + (above == null ? "" : " extends " + html(above))
                    + (below == null ? "" : " super " + html(below));
        }
        if (type instanceof IntersectionType both) {
            return both.getBounds().stream().map(this::html).collect(Collectors.joining(" &amp; "));
        }
        if (type.getKind().isPrimitive() || type.getKind() == TypeKind.VOID) {
            return type.getKind().name().toLowerCase(Locale.ROOT);
        }
        return SafeHtml.escape(type.toString());
    }

    /** The name of a type; a link if it has a page. */
    String name(TypeElement type) {
        String name = SafeHtml.escape(elements.name(type));
        return elements.place(type)
                .map(place -> "<a href=\"" + SafeHtml.escape(place) + "\">" + name + "</a>")
                .orElse(name);
    }

    /** A parameter of a type or method, with its bounds. */
    String parameter(TypeParameterElement parameter) {
        String bounds = parameter.getBounds().stream()
                .filter(bound -> !bound.toString().equals("java.lang.Object"))
                .map(this::html)
                .collect(Collectors.joining(" &amp; "));
        return SafeHtml.escape(parameter.getSimpleName().toString()) + (bounds.isEmpty() ? "" : " extends " + bounds);
    }

    private static String nullable(TypeMirror type) {
        return isNullable(type) ? "@Nullable " : "";
    }

    private static String spaced(TypeMirror type) {
        return isNullable(type) ? " @Nullable " : "";
    }

    private static boolean isNullable(TypeMirror type) {
        for (AnnotationMirror annotation : type.getAnnotationMirrors()) {
            if (annotation.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable")) {
                return true;
            }
        }
        return false;
    }
}
