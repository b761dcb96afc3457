package assay.apidoc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import jdk.javadoc.doclet.DocletEnvironment;

/** Which elements have a place on the pages, and where it is. */
final class ApiElements {

    private static final Set<String> OF_OBJECT = Set.of("equals", "hashCode", "toString");

    private final DocletEnvironment environment;
    private final Elements elements;
    private final Types types;
    private final Map<String, PackageElement> packages = new TreeMap<>();
    private final Map<String, TypeElement> included = new TreeMap<>();
    private final Map<TypeElement, List<TypeElement>> subtypes = new HashMap<>();
    private final Map<TypeElement, List<ExecutableElement>> methods = new HashMap<>();

    ApiElements(DocletEnvironment environment) {
        this.environment = environment;
        this.elements = environment.getElementUtils();
        this.types = environment.getTypeUtils();
        for (TypeElement type : ElementFilter.typesIn(environment.getIncludedElements())) {
            included.put(type.getQualifiedName().toString(), type);
            PackageElement of = elements.getPackageOf(type);
            packages.put(of.getQualifiedName().toString(), of);
        }
        for (TypeElement type : included.values()) {
            for (TypeMirror parent : types.directSupertypes(type.asType())) {
                if (types.asElement(parent) instanceof TypeElement above && isIncluded(above)) {
                    subtypes.computeIfAbsent(above, a -> new ArrayList<>()).add(type);
                }
            }
        }
    }

    /** The packages that have a public type, by name. */
    List<PackageElement> packages() {
        return List.copyOf(packages.values());
    }

    /** The types, by their full names. */
    List<TypeElement> types() {
        return List.copyOf(included.values());
    }

    /** What extends or implements a type directly, by name. */
    List<TypeElement> subtypes(TypeElement type) {
        return subtypes.getOrDefault(type, List.of()).stream()
                .sorted(Comparator.comparing(this::name))
                .toList();
    }

    boolean isIncluded(TypeElement type) {
        return included.get(type.getQualifiedName().toString()) == type;
    }

    boolean hasComment(Element element) {
        return elements.getDocComment(element) != null;
    }

    /** The name within the package: {@code Outer.Inner}. */
    String name(TypeElement type) {
        return type.getEnclosingElement() instanceof TypeElement outer
                ? name(outer) + "." + type.getSimpleName()
                : type.getSimpleName().toString();
    }

    String packageName(TypeElement type) {
        return elements.getPackageOf(type).getQualifiedName().toString();
    }

    /** The methods on a type's page: its own, without those that say nothing of their own. */
    List<ExecutableElement> methods(TypeElement type) {
        return methods.computeIfAbsent(type, this::shown);
    }

    private List<ExecutableElement> shown(TypeElement type) {
        return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                .filter(method -> environment.isIncluded(method) && !isLeftOut(type, method))
                .sorted(Comparator.comparing((ExecutableElement method) ->
                                method.getModifiers().contains(Modifier.STATIC) ? 0 : 1)
                        .thenComparing(method -> method.getSimpleName().toString()))
                .toList();
    }

    private boolean isLeftOut(TypeElement type, ExecutableElement method) {
        String name = method.getSimpleName().toString();
        int count = method.getParameters().size();
        if (elements.getOrigin(method) != Elements.Origin.EXPLICIT) {
            return true;
        }
        if (type.getKind() == ElementKind.ENUM
                && ((name.equals("values") && count == 0) || (name.equals("valueOf") && count == 1))
                && method.getModifiers().contains(Modifier.STATIC)
                && !hasComment(method)) {
            return true;
        }
        boolean accessor = elements.recordComponentFor(method) != null;
        boolean object = OF_OBJECT.contains(name) && count == (name.equals("equals") ? 1 : 0);
        return (accessor || object) && !hasComment(method);
    }

    /** The constructors that were written; the canonical one of a record only if it says something. */
    List<ExecutableElement> constructors(TypeElement type) {
        return ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                .filter(made -> environment.isIncluded(made)
                        && elements.getOrigin(made) == Elements.Origin.EXPLICIT
                        && (!isCanonical(type, made) || hasComment(made)))
                .toList();
    }

    private boolean isCanonical(TypeElement type, ExecutableElement made) {
        List<String> components = type.getRecordComponents().stream()
                .map(part -> types.erasure(part.asType()).toString())
                .toList();
        List<String> parameters = made.getParameters().stream()
                .map(part -> types.erasure(part.asType()).toString())
                .toList();
        return type.getKind() == ElementKind.RECORD && components.equals(parameters);
    }

    List<VariableElement> fields(TypeElement type, ElementKind kind) {
        return ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
                .filter(field -> field.getKind() == kind && environment.isIncluded(field))
                .toList();
    }

    List<TypeElement> nested(TypeElement type) {
        return ElementFilter.typesIn(type.getEnclosedElements()).stream()
                .filter(this::isIncluded)
                .toList();
    }

    /** The methods that a type has from another of the API without writing them again. */
    Map<TypeElement, List<ExecutableElement>> inherited(TypeElement type) {
        Map<TypeElement, List<ExecutableElement>> found =
                new TreeMap<>(Comparator.comparing((TypeElement above) -> name(above)));
        Set<Element> own = new HashSet<>(type.getEnclosedElements());
        for (ExecutableElement method : ElementFilter.methodsIn(elements.getAllMembers(type))) {
            if (method.getEnclosingElement() instanceof TypeElement above
                    && !own.contains(method)
                    && isIncluded(above)
                    && methods(above).contains(method)) {
                found.computeIfAbsent(above, a -> new ArrayList<>()).add(method);
            }
        }
        return found;
    }

    /** The method that one overrides or implements, the nearest first. */
    List<ExecutableElement> overridden(ExecutableElement method) {
        List<ExecutableElement> found = new ArrayList<>();
        if (method.getEnclosingElement() instanceof TypeElement type
                && method.getKind() == ElementKind.METHOD
                && !method.getModifiers().contains(Modifier.STATIC)) {
            above(type, type, method, found, new HashSet<>());
        }
        return found;
    }

    private void above(
            TypeElement type,
            TypeElement from,
            ExecutableElement method,
            List<ExecutableElement> found,
            Set<TypeElement> seen) {
        for (TypeMirror parent : types.directSupertypes(from.asType())) {
            if (types.asElement(parent) instanceof TypeElement above && seen.add(above)) {
                for (ExecutableElement candidate : ElementFilter.methodsIn(above.getEnclosedElements())) {
                    if (elements.overrides(method, candidate, type)) {
                        found.add(candidate);
                    }
                }
                above(type, above, method, found, seen);
            }
        }
    }

    /** The page of a type, from the top of the site. */
    String page(TypeElement type) {
        return "javadoc/" + packageName(type).replace('.', '/') + "/" + name(type) + ".html";
    }

    /** Where an element is described, from the top of the site. */
    Optional<String> place(Element element) {
        if (element instanceof PackageElement named) {
            String name = named.getQualifiedName().toString();
            return packages.containsKey(name)
                    ? Optional.of("javadoc/" + name.replace('.', '/') + "/package-summary.html")
                    : Optional.empty();
        }
        if (element instanceof TypeElement type) {
            return isIncluded(type) ? Optional.of(page(type)) : Optional.empty();
        }
        if (!(element.getEnclosingElement() instanceof TypeElement type) || !isIncluded(type)) {
            return Optional.empty();
        }
        String anchor = anchor(type, element);
        return Optional.of(page(type) + (anchor.isEmpty() ? "" : "#" + anchor));
    }

    private String anchor(TypeElement type, Element element) {
        String name = element.getSimpleName().toString();
        for (RecordComponentElement component : type.getRecordComponents()) {
            boolean field =
                    element.getKind().isField() && !element.getModifiers().contains(Modifier.STATIC);
            boolean accessor =
                    component.getAccessor() == element && !methods(type).contains(element);
            if (component.getSimpleName().contentEquals(name) && (field || accessor || element == component)) {
                return component(component);
            }
        }
        if (element instanceof ExecutableElement method) {
            return methods(type).contains(method) || constructors(type).contains(method) ? anchor(method) : "";
        }
        return environment.isIncluded(element) ? name : "";
    }

    /** The anchor of a component, in the table of a record. */
    String component(RecordComponentElement component) {
        return "component-" + component.getSimpleName();
    }

    /** The anchor of a method or constructor; arrays as {@code -array}, since brackets may not stand in an address. */
    String anchor(ExecutableElement method) {
        String anchor = anchor(method, false);
        boolean alone = ElementFilter.methodsIn(owner(method).getEnclosedElements()).stream()
                .noneMatch(other -> other != method && anchor(other, false).equals(anchor));
        return alone ? anchor : anchor(method, true);
    }

    private String anchor(ExecutableElement method, boolean full) {
        String name = method.getKind() == ElementKind.CONSTRUCTOR
                ? owner(method).getSimpleName().toString()
                : method.getSimpleName().toString();
        return method.getParameters().stream()
                .map(parameter -> erased(types.erasure(parameter.asType()), full))
                .collect(Collectors.joining(",", name + "(", ")"));
    }

    private String erased(TypeMirror type, boolean full) {
        if (type instanceof ArrayType array) {
            return erased(array.getComponentType(), full) + "-array";
        }
        if (type instanceof DeclaredType declared && declared.asElement() instanceof TypeElement of) {
            return full ? of.getQualifiedName().toString() : of.getSimpleName().toString();
        }
        return type.getKind().isPrimitive() ? type.getKind().name().toLowerCase(Locale.ROOT) : type.toString();
    }

    /** The type that a method is written in. */
    static TypeElement owner(ExecutableElement method) {
        if (method.getEnclosingElement() instanceof TypeElement type) {
            return type;
        }
        throw new IllegalStateException("no type encloses " + method);
    }

    Elements elements() {
        return elements;
    }

    Types typeUtils() {
        return types;
    }
}
