package assay.apidoc;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.sun.source.util.DocTrees;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import jdk.javadoc.doclet.DocletEnvironment;

/**
 * The API in JSON. Names are plain text; types and what comments say are safe HTML, whose links start at the top of the
 * site.
 */
final class ApiJson {

    private static final Set<Modifier> UNSAID =
            Set.of(Modifier.PUBLIC, Modifier.FINAL, Modifier.SYNCHRONIZED, Modifier.NATIVE, Modifier.STRICTFP);

    private final DocTrees trees;
    private final ApiElements elements;
    private final TypeText types;

    ApiJson(DocletEnvironment environment) {
        this.trees = environment.getDocTrees();
        this.elements = new ApiElements(environment);
        this.types = new TypeText(elements);
    }

    JsonObject write() {
        JsonObject json = new JsonObject();
        json.add("packages", array(elements.packages(), this::ofPackage));
        json.add("types", array(elements.types(), this::ofType));
        return json;
    }

    private JsonObject ofPackage(PackageElement named) {
        DocText text = text(named);
        JsonObject json = new JsonObject();
        json.addProperty("name", named.getQualifiedName().toString());
        json.addProperty("page", elements.place(named).orElse(""));
        said(json, text);
        return json;
    }

    private JsonObject ofType(TypeElement type) {
        DocText text = text(type);
        JsonObject json = new JsonObject();
        json.addProperty("name", elements.name(type));
        json.addProperty("package", elements.packageName(type));
        json.addProperty("page", elements.page(type));
        json.addProperty("kind", kind(type));
        json.addProperty("modifiers", modifiers(type));
        said(json, text);
        typeParameters(json, type.getTypeParameters(), text);
        if (type.getEnclosingElement() instanceof TypeElement outer) {
            json.addProperty("outer", types.name(outer));
        }
        TypeMirror parent = type.getSuperclass();
        boolean plain = parent.getKind() == TypeKind.NONE
                || type.getKind() == ElementKind.RECORD
                || type.getKind() == ElementKind.ENUM
                || parent.toString().equals("java.lang.Object");
        html(json, "extends", plain ? List.of() : List.of(parent));
        html(json, "implements", type.getInterfaces());
        html(
                json,
                "permits",
                type.getPermittedSubclasses().stream()
                        .filter(permitted -> elements.typeUtils().asElement(permitted) instanceof TypeElement of
                                && elements.isIncluded(of))
                        .toList());
        add(json, "subtypes", array(elements.subtypes(type), below -> text(types.name(below))));
        add(json, "components", array(type.getRecordComponents(), component -> {
            JsonObject part = new JsonObject();
            part.addProperty("name", component.getSimpleName().toString());
            part.addProperty("anchor", elements.component(component));
            part.addProperty("type", types.html(component.asType()));
            filled(part, "doc", text.parameter(component.getSimpleName().toString()));
            return part;
        }));
        add(json, "constants", array(elements.fields(type, ElementKind.ENUM_CONSTANT), this::ofField));
        add(json, "fields", array(elements.fields(type, ElementKind.FIELD), this::ofField));
        add(json, "nested", array(elements.nested(type), this::brief));
        add(json, "constructors", array(elements.constructors(type), this::ofMethod));
        add(json, "methods", array(elements.methods(type), this::ofMethod));
        add(json, "inherited", array(elements.inherited(type).entrySet(), from -> {
            JsonObject part = new JsonObject();
            part.addProperty("type", types.name(from.getKey()));
            part.add(
                    "methods",
                    array(
                            from.getValue(),
                            method -> text(link(method, method.getSimpleName().toString()))));
            return part;
        }));
        return json;
    }

    private JsonObject brief(TypeElement type) {
        JsonObject json = new JsonObject();
        json.addProperty("name", elements.name(type));
        json.addProperty("page", elements.page(type));
        filled(json, "first", text(type).first());
        return json;
    }

    private JsonObject ofField(VariableElement field) {
        JsonObject json = new JsonObject();
        json.addProperty("name", field.getSimpleName().toString());
        json.addProperty("anchor", field.getSimpleName().toString());
        if (field.getKind() == ElementKind.FIELD) {
            json.addProperty("modifiers", modifiers(field));
            json.addProperty("type", types.html(field.asType()));
            Object value = field.getConstantValue();
            if (value != null) {
                json.addProperty("value", elements.elements().getConstantExpression(value));
            }
        }
        said(json, text(field));
        return json;
    }

    private JsonObject ofMethod(ExecutableElement method) {
        DocText text = text(method);
        JsonObject json = new JsonObject();
        boolean made = method.getKind() == ElementKind.CONSTRUCTOR;
        json.addProperty(
                "name",
                (made ? ApiElements.owner(method) : method).getSimpleName().toString());
        json.addProperty("anchor", elements.anchor(method));
        filled(json, "modifiers", modifiers(method));
        typeParameters(json, method.getTypeParameters(), text);
        if (!made) {
            json.addProperty("type", types.html(method.getReturnType()));
        }
        List<? extends VariableElement> parameters = method.getParameters();
        add(json, "parameters", array(parameters, parameter -> {
            JsonObject part = new JsonObject();
            boolean many = method.isVarArgs() && parameter == parameters.get(parameters.size() - 1);
            String type = many && parameter.asType() instanceof ArrayType array
                    ? types.html(array.getComponentType()) + "..."
                    : types.html(parameter.asType());
            part.addProperty("name", parameter.getSimpleName().toString());
            part.addProperty("type", type);
            filled(part, "doc", text.parameter(parameter.getSimpleName().toString()));
            return part;
        }));
        html(json, "declared", method.getThrownTypes());
        filled(json, "returns", text.returns());
        add(json, "throws", array(text.thrown(), thrown -> {
            JsonObject part = new JsonObject();
            part.addProperty("type", thrown.type());
            filled(part, "doc", thrown.when());
            return part;
        }));
        said(json, text);
        specified(method, json);
        return json;
    }

    /** The method that is implemented or overridden: one of the API first, and what its comment says. */
    private void specified(ExecutableElement method, JsonObject json) {
        List<ExecutableElement> all = elements.overridden(method);
        Optional<ExecutableElement> above = all.stream()
                .filter(other -> elements.place(other).isPresent())
                .findFirst()
                .or(() -> all.stream().findFirst());
        above.ifPresent(other -> {
            TypeElement type = ApiElements.owner(other);
            JsonObject part = new JsonObject();
            part.addProperty("word", type.getKind().isInterface() ? "Specified by" : "Overrides");
            part.addProperty("method", link(other, type.getSimpleName() + "." + other.getSimpleName()));
            all.stream()
                    .map(this::text)
                    .filter(DocText::exists)
                    .findFirst()
                    .ifPresent(text -> filled(part, "first", text.first()));
            json.add("specified", part);
        });
    }

    private String link(ExecutableElement method, String label) {
        String escaped = SafeHtml.escape(label);
        return elements.place(method)
                .map(place -> "<a href=\"" + SafeHtml.escape(place) + "\">" + escaped + "</a>")
                .orElse(escaped);
    }

    private void said(JsonObject json, DocText text) {
        filled(json, "first", text.first());
        filled(json, "doc", text.body());
        add(json, "see", array(text.see(), ApiJson::text));
        filled(json, "since", text.since());
        text.deprecated().ifPresent(why -> json.addProperty("deprecated", why));
    }

    private void typeParameters(JsonObject json, List<? extends TypeParameterElement> parameters, DocText text) {
        add(json, "type_parameters", array(parameters, parameter -> {
            JsonObject part = new JsonObject();
            part.addProperty("name", parameter.getSimpleName().toString());
            part.addProperty("type", types.parameter(parameter));
            filled(part, "doc", text.typeParameter(parameter.getSimpleName().toString()));
            return part;
        }));
    }

    private String kind(TypeElement type) {
        return switch (type.getKind()) {
            case ANNOTATION_TYPE -> "annotation";
            case CLASS -> isThrowable(type) ? "exception" : "class";
            default -> type.getKind().name().toLowerCase(Locale.ROOT);
        };
    }

    private boolean isThrowable(TypeElement type) {
        TypeElement throwable = elements.elements().getTypeElement("java.lang.Throwable");
        return throwable != null && elements.typeUtils().isSubtype(type.asType(), throwable.asType());
    }

    /** The modifiers that tell something: everything here is public, and a record is final anyway. */
    private static String modifiers(Element element) {
        Element type = element instanceof TypeElement ? element : element.getEnclosingElement();
        boolean bare = type != null && type.getKind().isInterface();
        return element.getModifiers().stream()
                .filter(modifier -> !UNSAID.contains(modifier)
                        && !(bare && modifier == Modifier.ABSTRACT)
                        && !(element instanceof TypeElement && modifier == Modifier.STATIC))
                .map(Modifier::toString)
                .collect(Collectors.joining(" "));
    }

    private DocText text(Element element) {
        return new DocText(trees, elements, element);
    }

    private void html(JsonObject json, String name, List<? extends TypeMirror> list) {
        add(json, name, array(list, type -> text(types.html(type))));
    }

    private static JsonElement text(String text) {
        return new JsonPrimitive(text);
    }

    private static <T> JsonArray array(Collection<? extends T> items, Function<T, JsonElement> write) {
        JsonArray array = new JsonArray();
        items.forEach(item -> array.add(write.apply(item)));
        return array;
    }

    private static void add(JsonObject json, String name, JsonArray array) {
        if (array.size() > 0) {
            json.add(name, array);
        }
    }

    private static void filled(JsonObject json, String name, String text) {
        if (!text.isEmpty()) {
            json.addProperty(name, text);
        }
    }
}
