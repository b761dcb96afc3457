package assay.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The public API of the engine, where it was read: a file named {@code api.json} beside the catalogue.
 *
 * @param packages with what is said of each
 * @param types with their members
 * @param paths of the types' pages, within the site
 */
record Api(List<Json> packages, List<Json> types, Set<String> paths) {

    private static final String FOLDER = "javadoc/";

    static Api beside(Path catalogue) {
        Path file = catalogue.resolveSibling("api.json");
        return Files.isRegularFile(file) ? of(Json.read(file)) : new Api(List.of(), List.of(), Set.of());
    }

    private static Api of(Json json) {
        List<Json> types = json.list("types");
        return new Api(
                json.list("packages"),
                types,
                types.stream().map(type -> type.text("page")).collect(Collectors.toSet()));
    }

    /** The page of a class by its full name. */
    Optional<String> page(String className) {
        String path = FOLDER + className.replace('.', '/').replace('$', '.') + ".html";
        return paths.contains(path) ? Optional.of(path) : Optional.empty();
    }

    /** The types of a package, by name. */
    List<Json> types(String packageName) {
        return types.stream()
                .filter(type -> type.text("package").equals(packageName))
                .toList();
    }
}
