package assay.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that the site is made from, read once. */
record Library(
        List<MethodEntry> methods,
        List<World> worlds,
        Map<String, Certificate> certificates,
        Json book,
        BookState bookState,
        List<DataCard> data,
        List<Chapter> chapters,
        Content content,
        Json cases,
        String version,
        List<ExploreGrid> grids,
        List<String> missing,
        Settings settings,
        Api api) {

    static Library read(SiteInputs inputs) {
        List<String> missing = new ArrayList<>();
        Content content = Content.read(inputs.content());
        Map<String, Certificate> certificates = certificates(inputs.certificates());
        Json catalogue = optional(inputs.methods(), "catalogue of methods", missing);
        List<World> worlds = optional(inputs.worlds(), "list of worlds", missing).list().stream()
                .map(World::of)
                .toList();
        List<DataCard> data = Folders.files(inputs.data(), ".json").stream()
                .map(DataCard::read)
                .toList();
        List<Chapter> chapters = Chapter.readAll(inputs.executedChapters());
        note(missing, certificates.isEmpty(), "No certificate was found in " + inputs.certificates() + ".");
        note(missing, chapters.isEmpty(), "No executed chapter was found in " + inputs.executedChapters() + ".");
        note(missing, data.isEmpty(), "No data card was found in " + inputs.data() + ".");
        note(missing, content.pages().isEmpty(), "No text was found in " + inputs.content() + ".");
        Path book = inputs.certificates().resolve("book.json");
        return new Library(
                methods(catalogue, certificates, content),
                worlds,
                certificates,
                Files.isRegularFile(book) ? Json.read(book) : Json.ABSENT,
                BookState.read(inputs.bookState(), certificates.values()),
                data,
                chapters,
                content,
                Files.isRegularFile(inputs.cases()) ? Json.read(inputs.cases()) : Json.ABSENT,
                inputs.version(),
                ExploreGrid.readAll(inputs.certificates()),
                List.copyOf(missing),
                Settings.of(worlds, certificates.values()),
                Api.beside(inputs.methods()));
    }

    private static void note(List<String> missing, boolean absent, String sentence) {
        if (absent) {
            missing.add(sentence);
        }
    }

    private static Json optional(Path file, String what, List<String> missing) {
        if (Files.isRegularFile(file)) {
            return Json.read(file);
        }
        missing.add("The " + what + " (" + file + ") was not found.");
        return Json.ABSENT;
    }

    private static Map<String, Certificate> certificates(Path folder) {
        Map<String, Certificate> certificates = new LinkedHashMap<>();
        for (Path file : Folders.files(folder, ".json")) {
            if (!file.getFileName().toString().equals("book.json")) {
                Certificate certificate = Certificate.read(file);
                certificates.put(certificate.method(), certificate);
            }
        }
        return certificates;
    }

    private static List<MethodEntry> methods(Json catalogue, Map<String, Certificate> certificates, Content content) {
        Map<String, Json> entries = new LinkedHashMap<>();
        catalogue.list().forEach(entry -> entries.put(entry.text("name"), entry));
        Set<String> names = new LinkedHashSet<>(entries.keySet());
        names.addAll(certificates.keySet());
        content.methods().forEach(text -> names.add(text.name()));
        names.remove("");
        return names.stream()
                .map(name -> MethodEntry.of(
                        name,
                        entries.getOrDefault(name, Json.ABSENT),
                        Optional.ofNullable(certificates.get(name)),
                        content.method(name)))
                .toList();
    }

    Optional<World> world(String name) {
        return worlds.stream().filter(world -> world.name().equals(name)).findFirst();
    }

    String worldTitle(String name) {
        return world(name).map(World::title).orElseGet(() -> Words.world(name));
    }

    Optional<MethodEntry> method(String name) {
        return methods.stream().filter(method -> method.name().equals(name)).findFirst();
    }
}
